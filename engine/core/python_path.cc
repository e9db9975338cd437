#include "engine/core/python_path.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace meerkat::core {
namespace {

std::string_view LastComponent(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

constexpr std::string_view kNotebookSuffix = ".ipynb";

// With its dot; empty if there is none.
std::string_view SuffixOf(std::string_view path) {
  const std::string_view name = LastComponent(path);
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

}  // namespace

bool HasPythonSuffix(std::string_view path) {
  if (path.ends_with(".py")) return true;
  static constexpr std::array<std::string_view, 4> kSuffixes = {".py", ".pyw", ".pyi",
                                                                kNotebookSuffix};
  const std::string_view suffix = SuffixOf(path);
  return std::any_of(kSuffixes.begin(), kSuffixes.end(), [suffix](std::string_view known) {
    return EqualsIgnoringCase(suffix, known);
  });
}

bool IsNotebook(std::string_view path) {
  if (path.ends_with(".py")) return false;
  return EqualsIgnoringCase(SuffixOf(path), kNotebookSuffix);
}

bool HasPythonShebang(std::string_view bytes) {
  if (!bytes.starts_with("#!")) return false;
  std::string_view line = bytes.substr(2, 254);
  line = line.substr(0, line.find_first_of("\r\n"));
  // The interpreter is the first word, or the first after `env` that is no option or assignment.
  bool after_env = false;
  while (!line.empty()) {
    const size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos) return false;
    line.remove_prefix(start);
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    const std::string_view program = LastComponent(word);
    if (program.starts_with("python") || program.starts_with("pypy")) return true;
    if (program == "env" && !after_env) {
      after_env = true;
      continue;
    }
    const bool option_of_env =
        after_env && (word.starts_with("-") || word.find('=') != std::string_view::npos);
    if (!option_of_env) return false;
  }
  return false;
}

bool HasNoSuffix(std::string_view path) {
  return LastComponent(path).find('.') == std::string_view::npos;
}

}  // namespace meerkat::core
