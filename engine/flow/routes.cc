#include "engine/flow/routes.h"

#include <algorithm>
#include <cctype>

#include "engine/flow/words.h"

namespace meerkat::flow {
namespace {

bool IsNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

// [0-9a-f-]: whether only characters of names are in the set, which begins behind its bracket.
bool IsTameSet(std::string_view set) {
  if (set.empty() || set.front() == '^') return false;
  for (size_t i = 0; i < set.size(); ++i) {
    if (set[i] == '\\') {
      ++i;
      if (i >= set.size() || (set[i] != 'w' && set[i] != 'd' && set[i] != '-')) return false;
    } else if (!IsNameCharacter(set[i])) {
      return false;
    }
  }
  return true;
}

// Whether a pattern matches nothing but letters, digits, '-' and '_'.
bool IsTamePattern(std::string_view pattern) {
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      ++i;
      if (i >= pattern.size() || (pattern[i] != 'd' && pattern[i] != 'w' && pattern[i] != '-')) {
        return false;
      }
    } else if (c == '[') {
      const size_t end = pattern.find(']', i + 2);
      if (end == pattern.npos || !IsTameSet(pattern.substr(i + 1, end - i - 1))) return false;
      i = end;
    } else if (c == '{') {
      i = std::min(pattern.find('}', i), pattern.size());
    } else if (!IsNameCharacter(c) && c != '+' && c != '*' && c != '?' && c != '|' && c != '(' &&
               c != ')' && c != ':') {
      return false;
    }
  }
  return !pattern.empty();
}

// A converter, "int" or "any(a, b)", or a pattern in its place.
RouteVariable OfConverter(std::string_view converter) {
  static constexpr std::string_view kNumbers[] = {"int",       "float", "uuid",     "decimal",
                                                  "date",      "time",  "datetime", "dt",
                                                  "timedelta", "ymd",   "number"};
  static constexpr std::string_view kTexts[] = {"str", "string", "path",
                                                "re",  "regex",  "strorempty"};
  static constexpr std::string_view kTame[] = {"slug", "any", "alpha"};
  const std::string_view word = converter.substr(0, converter.find('('));
  if (IsOneOf(word, kNumbers)) return RouteVariable::kNumber;
  // <uuid_text:number>: an application's own converter says by its name what it lets through.
  if (IsOneOf(word, kTame) || word.starts_with("uuid_") || word.ends_with("_uuid"))
    return RouteVariable::kTame;
  // Bottle's <name:re:[a-z]+>
  if (converter.starts_with("re:")) return OfConverter(converter.substr(3));
  const bool is_word = std::all_of(converter.begin(), converter.end(), [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
  });
  if (is_word || IsOneOf(word, kTexts)) return RouteVariable::kText;
  return IsTamePattern(converter) ? RouteVariable::kTame : RouteVariable::kText;
}

// <int:name>, <name:int>, {name:int}: what stands beside the name.
RouteVariable OfBrackets(std::string_view inner, std::string_view name) {
  if (inner == name) return RouteVariable::kText;
  if (inner.size() > name.size() && inner.ends_with(name) &&
      inner[inner.size() - name.size() - 1] == ':') {
    return OfConverter(inner.substr(0, inner.size() - name.size() - 1));
  }
  if (inner.size() > name.size() && inner.starts_with(name) && inner[name.size()] == ':') {
    return OfConverter(inner.substr(name.size() + 1));
  }
  return RouteVariable::kAbsent;
}

// What stands before the bracket that closes a group.
RouteVariable OfPattern(std::string_view pattern) {
  int depth = 1;
  size_t end = 0;
  for (; end < pattern.size(); ++end) {
    if (pattern[end] == '\\') {
      ++end;
    } else if (pattern[end] == '(') {
      ++depth;
    } else if (pattern[end] == ')' && --depth == 0) {
      break;
    }
  }
  return IsTamePattern(pattern.substr(0, end)) ? RouteVariable::kTame : RouteVariable::kText;
}

// (?P<name>pattern)
RouteVariable OfGroup(std::string_view route, std::string_view name) {
  for (size_t at = route.find("(?P<"); at != route.npos; at = route.find("(?P<", at + 1)) {
    const std::string_view group = route.substr(at + 4);
    if (!group.starts_with(name) || group.substr(name.size(), 1) != ">") continue;
    return OfPattern(group.substr(name.size() + 1));
  }
  return RouteVariable::kAbsent;
}

}  // namespace

RouteVariable VariableOfRoute(std::string_view route, size_t place) {
  if (route.find("(?P<") != route.npos) return RouteVariable::kAbsent;  // then only those count
  for (size_t at = 0; at < route.size(); ++at) {
    if (route[at] == '\\') {
      ++at;
    } else if (route[at] == '[') {
      at = std::min(route.find(']', at + 2), route.size());
    } else if (route[at] == '(' && route.substr(at + 1, 1) != "?" && place-- == 0) {
      return OfPattern(route.substr(at + 1));
    }
  }
  return RouteVariable::kAbsent;
}

RouteVariable VariableOfRoute(std::string_view route, std::string_view name) {
  if (name.empty() || route.find(name) == route.npos) return RouteVariable::kAbsent;
  const RouteVariable group = OfGroup(route, name);
  if (group != RouteVariable::kAbsent) return group;
  for (size_t at = route.find_first_of("<{"); at != route.npos;
       at = route.find_first_of("<{", at + 1)) {
    const char open = route[at];
    const char close = open == '<' ? '>' : '}';
    // {year:\d{4}}: braces within.
    int depth = 0;
    size_t end = at;
    for (; end < route.size(); ++end) {
      if (route[end] == open) ++depth;
      if (route[end] == close && --depth == 0) break;
    }
    const RouteVariable found = OfBrackets(route.substr(at + 1, end - at - 1), name);
    if (found != RouteVariable::kAbsent) return found;
  }
  return RouteVariable::kAbsent;
}

}  // namespace meerkat::flow
