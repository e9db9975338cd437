#include "engine/rules/regular_expressions/loose_patterns.h"

#include <algorithm>
#include <cctype>
#include <span>

#include "engine/rules/address_checks/host_text.h"
#include "re2/re2.h"

namespace meerkat::rules::regular_expressions {
namespace {

bool IsLetterOrDigit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool IsLabelCharacter(char c) { return IsLetterOrDigit(c) || c == '-'; }

// Whether labels that end in a top-level domain begin here: "example.com", "example\.com", "com".
size_t EndOfDomain(std::string_view pattern, size_t at) {
  constexpr int kMaxLabels = 6;
  for (int label = 0; label < kMaxLabels; ++label) {
    size_t end = at;
    while (end < pattern.size() && IsLabelCharacter(pattern[end])) ++end;
    if (end == at) return std::string_view::npos;
    const bool goes_on = end < pattern.size() && (pattern[end] == '.' || pattern[end] == '_');
    if (address_checks::IsTopLevelDomain(pattern.substr(at, end - at)) && !goes_on) {
      const bool escaped_dot = pattern.substr(end).starts_with("\\.");
      // "com?", "com*" and "com\w" are no names.
      const bool repeated = end < pattern.size() && (pattern[end] == '?' || pattern[end] == '*' ||
                                                     pattern[end] == '+' || pattern[end] == '{');
      if (!escaped_dot && !repeated && !pattern.substr(end).starts_with("\\w")) return end;
    }
    if (pattern.substr(end).starts_with("\\.")) ++end;
    if (end >= pattern.size() || pattern[end] != '.') return std::string_view::npos;
    at = end + 1;
  }
  return std::string_view::npos;
}

// Calls `use` with the place of each character that stands for itself or is an operator, and whether it is in a
// set: what is escaped is left out.
template <typename Use>
void ForEachPlain(std::string_view pattern, Use use) {
  bool in_set = false;
  size_t set_begin = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
      continue;
    }
    if (!in_set && pattern[i] == '[') {
      in_set = true;
      set_begin = i + 1 + (pattern.substr(i + 1).starts_with('^') ? 1 : 0);
      continue;
    }
    if (in_set && pattern[i] == ']' && i != set_begin) in_set = false;
    use(i, in_set);
  }
}

}  // namespace

std::string_view HostWithLooseDot(std::string_view pattern) {
  const bool is_address = pattern.find("://") != std::string_view::npos ||
                          pattern.find(":\\/\\/") != std::string_view::npos;
  std::string_view found;
  ForEachPlain(pattern, [&](size_t at, bool in_set) {
    if (in_set || pattern[at] != '.' || at == 0 || !found.empty()) return;
    const char before = pattern[at - 1];
    if (!IsLetterOrDigit(before) && before != ')' && before != ']') return;
    const size_t end = EndOfDomain(pattern, at + 1);
    if (end == std::string_view::npos) return;
    size_t begin = at;
    int dots = static_cast<int>(std::count(pattern.begin() + static_cast<ptrdiff_t>(at),
                                           pattern.begin() + static_cast<ptrdiff_t>(end), '.'));
    while (begin > 0 && (IsLabelCharacter(pattern[begin - 1]) || pattern[begin - 1] == '.')) {
      --begin;
      dots += pattern[begin] == '.';
    }
    // "java.io" is no host.
    if (!is_address && dots < 2) return;
    found = pattern.substr(begin, end - begin);
  });
  return found;
}

std::string_view MixedRange(std::string_view pattern) {
  std::string_view found;
  ForEachPlain(pattern, [&](size_t at, bool in_set) {
    if (!in_set || pattern[at] != '-' || !found.empty()) return;
    if (at < 2 || at + 1 >= pattern.size()) return;
    const char low = pattern[at - 1];
    const char high = pattern[at + 1];
    // "\d-x", "[-x", and a range's own end.
    if (pattern[at - 2] == '\\' || (at > 2 && pattern[at - 2] == '-' && pattern[at - 3] != '[')) {
      return;
    }
    const bool from_upper = low >= 'A' && low <= 'Z';
    const bool from_digit = low >= '0' && low <= '9';
    const bool to_lower = high >= 'a' && high <= 'z';
    const bool to_upper = high >= 'A' && high <= 'Z';
    // What goes on to the last character, "A-~", is meant to.
    const bool from_mark = low == '.' || low == ',' || low == '$' || low == '&' || low == '+' ||
                           low == '_' || low == ';' || low == ':' || low == '=' || low == '\'';
    const bool to_mark = high == '_' || high == '.' || high == '/' || high == ':' || high == '@' ||
                         high == '=' || high == ';';
    const bool mixed =
        (from_upper && to_lower) || (from_digit && (to_lower || to_upper)) ||
        (from_mark && low < high && (to_lower || to_upper || (high >= '0' && high <= '9'))) ||
        (from_mark && to_mark && low < '0' && high > '9') || (from_upper && high == '_');
    if (mixed) found = pattern.substr(at - 1, 3);
  });
  return found;
}

namespace {

// What every browser takes for the same as the first of a list, and what a pattern without it says.
struct Variant {
  std::string_view text;
  std::string_view missed;
};
constexpr std::string_view kElement = "<script>alert(1)</script>";
constexpr Variant kElements[] = {
    {"<SCRIPT>alert(1)</SCRIPT>", "<SCRIPT>"},
    {"<script src=\"x\">alert(1)</script>", "<script src=…>"},
    {"<script>\nalert(1)\n</script>", "a script of several lines"},
    {"<script>alert(1)</script >", "</script >"},
    {"<script>alert(1)</script\t\n bar>", "</script bar>"},
};
constexpr std::string_view kComment = "<!-- a -->";
constexpr Variant kComments[] = {
    {"<!-- a\nb -->", "a comment of several lines"},
    {"<!-- a --!>", "--!>"},
};

}  // namespace

std::string_view MissedTag(const std::string& pattern, const TagOptions& options) {
  RE2::Options set;
  set.set_log_errors(false);
  set.set_case_sensitive(!options.ignores_case);
  set.set_dot_nl(options.dot_is_all);
  set.set_max_mem(1 << 20);
  const RE2 compiled(pattern, set);
  if (!compiled.ok()) return {};
  const auto matches = [&](std::string_view text) {
    re2::StringPiece match;
    const re2::StringPiece whole(text.data(), text.size());
    return compiled.Match(whole, 0, whole.size(),
                          options.at_beginning ? RE2::ANCHOR_START : RE2::UNANCHORED, &match, 1) &&
           match.size() == text.size();
  };
  const auto first_missed = [&](std::span<const Variant> variants) -> std::string_view {
    for (const Variant& variant : variants) {
      if (!matches(variant.text)) return variant.missed;
    }
    return {};
  };
  // "<.*>" is about tags of any name.
  const bool names_script =
      pattern.find("script") != std::string::npos || pattern.find("SCRIPT") != std::string::npos;
  if (names_script && matches(kElement)) return first_missed(kElements);
  const bool names_comment = pattern.find("!--") != std::string::npos;
  return names_comment && matches(kComment) ? first_missed(kComments) : std::string_view();
}

}  // namespace meerkat::rules::regular_expressions
