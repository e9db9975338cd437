#include "engine/patterns/verbose.h"

namespace meerkat::patterns {

std::string WithoutLayout(std::string_view pattern) {
  std::string compact;
  size_t set = 0;  // where the set begins that is open; 0: none is
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      compact += pattern.substr(i, 2);
      ++i;
    } else if (set != 0) {
      // The first character of a set may be "]".
      const std::string_view before = std::string_view(compact).substr(set);
      if (c == ']' && !before.empty() && before != "^") set = 0;
      compact += c;
    } else if (c == '#') {
      while (i + 1 < pattern.size() && pattern[i + 1] != '\n') ++i;
    } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v') {
      compact += c;
      if (c == '[') set = compact.size();
    }
  }
  return compact;
}

}  // namespace meerkat::patterns
