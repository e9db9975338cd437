#include "engine/core/glob.h"

namespace meerkat::core {
namespace {

// Of "[…]" at `at`: the place after it, or `at` if it is never closed and means itself.
size_t EndOfSet(std::string_view pattern, size_t at) {
  size_t end = at + 1;
  if (end < pattern.size() && pattern[end] == '!') ++end;
  if (end < pattern.size() && pattern[end] == ']') ++end;
  while (end < pattern.size() && pattern[end] != ']') ++end;
  return end < pattern.size() ? end + 1 : at;
}

bool InSet(char c, std::string_view set) {  // without its brackets
  const bool negated = set.starts_with('!');
  if (negated) set.remove_prefix(1);
  bool found = false;
  for (size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      found = found || (set[i] <= c && c <= set[i + 2]);
      i += 2;
    } else {
      found = found || set[i] == c;
    }
  }
  return found != negated;
}

}  // namespace

bool GlobMatches(std::string_view name, std::string_view pattern) {
  size_t at = 0, in_pattern = 0;
  size_t star = std::string_view::npos, star_at = 0;  // where to go back to
  while (at < name.size()) {
    bool matches = false;
    size_t next = in_pattern;
    if (in_pattern < pattern.size()) {
      const char c = pattern[in_pattern];
      if (c == '*') {
        star = in_pattern++;
        star_at = at;
        continue;
      }
      const size_t end = c == '[' ? EndOfSet(pattern, in_pattern) : in_pattern;
      next = end > in_pattern ? end : in_pattern + 1;
      matches = end > in_pattern
                    ? InSet(name[at], pattern.substr(in_pattern + 1, end - in_pattern - 2))
                    : c == '?' || c == name[at];
    }
    if (matches) {
      ++at;
      in_pattern = next;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      at = ++star_at;
    } else {
      return false;
    }
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '*') ++in_pattern;
  return in_pattern == pattern.size();
}

}  // namespace meerkat::core
