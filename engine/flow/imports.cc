#include "engine/flow/imports.h"

#include <algorithm>

#include "engine/flow/standard_library.h"

namespace meerkat::flow {
namespace {

// Of a file that imports more than so many the first are told.
constexpr size_t kMaxImports = 256;

std::string_view Word(std::string_view* line, std::string_view blanks) {
  line->remove_prefix(std::min(line->find_first_not_of(blanks), line->size()));
  const std::string_view word = line->substr(0, line->find_first_of(" \t,;#()\\\r\n"));
  line->remove_prefix(word.size());
  return word;
}

void AddModules(std::string_view line, std::vector<std::string>* found) {
  while (found->size() < kMaxImports) {
    const std::string_view module = Word(&line, " \t");
    if (module.empty()) return;
    if (!IsStandardLibrary(module.substr(0, module.find('.')))) found->emplace_back(module);
    const size_t comma = line.find(',');
    if (comma == std::string_view::npos) return;
    line.remove_prefix(comma + 1);
  }
}

// The names behind `from module import`.
void AddNames(const std::string& module, std::string_view names, std::vector<std::string>* found) {
  while (found->size() < kMaxImports) {
    const std::string_view name = Word(&names, " \t,()\\\r\n");
    if (name.empty() || name == "*") return;
    found->push_back(module.empty() ? std::string(name) : module + "." + std::string(name));
    // as other
    names.remove_prefix(std::min(names.find_first_of(",)\n"), names.size()));
  }
}

}  // namespace

std::string PackageOf(std::string_view path, uint8_t dots) {
  size_t end = path.size();
  for (uint8_t i = 0; i < dots && end != 0; ++i) {
    end = path.substr(0, end).rfind('/');
    if (end == std::string_view::npos) end = 0;
  }
  std::string package(path.substr(0, end));
  for (char& c : package) {
    if (c == '/') c = '.';
  }
  return package;
}

std::vector<std::string> FirstImports(std::string_view path, std::string_view text) {
  std::vector<std::string> found;
  for (size_t at = 0; at < text.size() && found.size() < kMaxImports;) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.starts_with("def ") || line.starts_with("class ") || line.starts_with("async ") ||
        line.starts_with('@')) {
      break;
    }
    const size_t begin = line.find_first_not_of(" \t");
    at = end + 1;
    if (begin == std::string_view::npos) continue;
    line.remove_prefix(begin);
    if (line.starts_with("import ")) {
      AddModules(line.substr(7), &found);
    } else if (line.starts_with("from ")) {
      line.remove_prefix(5);
      std::string_view written = Word(&line, " \t");
      const size_t import = line.find("import");
      if (written.empty() || import == std::string_view::npos) continue;
      const size_t dots = std::min(written.find_first_not_of('.'), written.size());
      written.remove_prefix(dots);
      if (dots == 0 && IsStandardLibrary(written.substr(0, written.find('.')))) continue;
      std::string module;
      if (dots > 0) module = PackageOf(path, static_cast<uint8_t>(std::min<size_t>(dots, 255)));
      if (!written.empty()) module.append(module.empty() ? "" : ".").append(written);
      if (!module.empty()) found.push_back(module);
      // (a, b) may go on over lines.
      const size_t names = end - line.size() + import + 6;
      if (line.find('(', import) != std::string_view::npos) {
        end = std::min(text.find(')', names), text.size());
        at = std::min(text.find('\n', end), text.size() - 1) + 1;
      }
      AddNames(module, text.substr(names, end - names), &found);
    }
  }
  return found;
}

}  // namespace meerkat::flow
