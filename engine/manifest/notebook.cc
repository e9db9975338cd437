#include "engine/manifest/notebook.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/manifest/notebook_json.h"
#include "engine/syntax/parser.h"
#include "fmt/format.h"

namespace meerkat::manifest {
namespace {

bool IsPython(std::string_view language) {
  return language.empty() || language.starts_with("python") || language.starts_with("Python") ||
         language == "ipython" || language == "sage";
}

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Cell magics whose body is Python that runs here.
constexpr std::array<std::string_view, 8> kPythonCellMagics = {
    "capture", "debug", "memit", "mprun", "prun", "time", "timeit", "wandb"};

struct Line {
  std::string_view indent;
  std::string_view text;  // without indentation and line end
};

Line SplitLine(std::string_view line) {
  size_t begin = 0;
  while (begin < line.size() && IsBlank(line[begin])) ++begin;
  std::string_view text = line.substr(begin);
  while (!text.empty() && (IsBlank(text.back()) || text.back() == '\n' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return {line.substr(0, begin), text};
}

// `%%name …` of a cell; empty if it has none.
std::string_view CellMagic(std::string_view source) {
  const Line first = SplitLine(source.substr(0, source.find('\n')));
  if (!first.text.starts_with("%%")) return {};
  std::string_view name = first.text.substr(2);
  const auto end = std::find_if_not(name.begin(), name.end(), IsName);
  return name.substr(0, static_cast<size_t>(end - name.begin()));
}

// The value of `x = !command` and `x, y = %magic`; npos if the line is none.
size_t MagicValue(std::string_view text) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos) return equals;
  for (char c : text.substr(0, equals)) {
    if (!IsName(c) && !IsBlank(c) && c != ',' && c != '.') return std::string_view::npos;
  }
  size_t value = equals + 1;
  while (value < text.size() && IsBlank(text[value])) ++value;
  if (value == text.size() || (text[value] != '!' && text[value] != '%')) {
    return std::string_view::npos;
  }
  return value;
}

// The cell as Python, a line for a line: what only IPython reads becomes `pass` or None.
std::string WithoutMagics(std::string_view source) {
  std::string python;
  python.reserve(source.size());
  bool continued = false;  // the magic before ended in a backslash
  while (!source.empty()) {
    const size_t end = std::min(source.find('\n'), source.size() - 1) + 1;
    const std::string_view line = source.substr(0, end);
    source.remove_prefix(end);
    const auto [indent, text] = SplitLine(line);
    const bool is_magic = continued || text.starts_with('%') || text.starts_with('!') ||
                          text.starts_with('?') ||
                          (text.ends_with('?') && text.find('#') == text.npos);
    const size_t value = is_magic ? std::string_view::npos : MagicValue(text);
    if (is_magic) {
      python += indent;
      if (!continued) python += "pass";
      python += '\n';
    } else if (value != std::string_view::npos) {
      python += indent;
      python += text.substr(0, value);
      python += "None\n";
    } else {
      python += line;
    }
    continued = (is_magic || value != std::string_view::npos) && text.ends_with('\\');
  }
  return python;
}

// Sorts the cells into one module and those that are broken.
class Assembly {
 public:
  explicit Assembly(const core::Budget& budget) : budget_(budget) {}

  void Add(const JsonCell& cell, uint32_t number) {
    const std::string_view magic = CellMagic(cell.source);
    const bool python_magic = std::find(kPythonCellMagics.begin(), kPythonCellMagics.end(),
                                        magic) != kPythonCellMagics.end();
    if (!magic.empty() && !python_magic) return;
    std::string source = cell.source;
    if (source.empty()) return;
    if (source.back() != '\n') source += '\n';
    if (!Parses(source)) source = WithoutMagics(source);
    if (Parses(source)) {
      Append(source, cell, number, &module_);
    } else {
      Append(source, cell, number, &broken_.emplace_back());
    }
  }

  std::vector<NotebookCode> Finish() {
    std::vector<NotebookCode> codes;
    if (!module_.source.empty()) codes.push_back(std::move(module_));
    for (NotebookCode& code : broken_) codes.push_back(std::move(code));
    return codes;
  }

 private:
  bool Parses(const std::string& source) {
    return parser_.Parse(source, budget_, &tree_) && tree_.errors().empty();
  }

  static void Append(const std::string& source, const JsonCell& cell, uint32_t number,
                     NotebookCode* code) {
    code->source += source;
    const size_t lines = static_cast<size_t>(std::count(source.begin(), source.end(), '\n'));
    for (uint32_t line = 1; line <= lines; ++line) {
      const size_t known = std::min<size_t>(line, cell.file_lines.size());
      code->lines.push_back({number, line, known == 0 ? 1 : cell.file_lines[known - 1]});
    }
  }

  const core::Budget& budget_;
  syntax::Parser parser_;
  syntax::Tree tree_;
  NotebookCode module_;
  std::vector<NotebookCode> broken_;
};

}  // namespace

Notebook ReadNotebook(std::string_view bytes, uint64_t max_code_bytes, const core::Budget& budget) {
  JsonNotebook json = ReadNotebookJson(bytes);
  Notebook notebook;
  if (!json.problem.empty()) {
    notebook.problem = fmt::format("{}, so it is no notebook; not analysed", json.problem);
    return notebook;
  }
  if (!json.has_cells) {
    notebook.problem = "has no list of cells, so it is no notebook; not analysed";
    return notebook;
  }
  const auto is_python = [&json](const JsonCell& cell) {
    return cell.is_code && IsPython(cell.language.empty() ? json.language : cell.language);
  };
  uint64_t code_bytes = 0;
  for (const JsonCell& cell : json.cells) code_bytes += is_python(cell) ? cell.source.size() : 0;
  if (code_bytes > max_code_bytes) {
    notebook.too_large = true;
    notebook.problem = fmt::format(
        "its cells hold {} bytes of code, more than max_analysed_file_bytes ({}); not analysed",
        code_bytes, max_code_bytes);
    return notebook;
  }
  Assembly assembly(budget);
  for (uint32_t i = 0; i < json.cells.size() && !notebook.stopped; ++i) {
    if (is_python(json.cells[i])) assembly.Add(json.cells[i], i + 1);
    notebook.stopped = budget.Stopped();
  }
  notebook.codes = assembly.Finish();
  return notebook;
}

}  // namespace meerkat::manifest
