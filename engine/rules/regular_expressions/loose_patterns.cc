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

// Calls `use` with the place of each character that stands for itself or is an operator, and
// whether it is in a set: what is escaped is left out.
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

// One text for each way that the tokenisation of the HTML standard has from "<script>" to
// "</script>" and from
// "<!--" to the end of a comment, other than the plain ones.
//
// Tag name state: ASCII capitals are read as small letters; tab, line feed, form feed and blank go
// on to attributes, and so does "/" in the self-closing start tag state when no ">" follows. It
// holds for end tags, too: attributes and a "/" in them are errors that nobody is told of, and the
// element ends.
constexpr std::string_view kElement = "<script>go()</script>";
constexpr std::string_view kOrdinaryElements[] = {
    "<ScRiPt>go()</sCrIpT>",
    "<script defer>go()</script>",
    "<script>\ngo()\n</script>",
};
constexpr std::string_view kOddElements[] = {
    "<script/defer>go()</script>", "<script\fdefer>go()</script>", "<script>go()</script\t>",
    "<script>go()</script/>",      "<script>go()</script\nno=1>",
};
// Comment end bang state: "--!>" ends a comment, too. "<!-->" and "<!--->" are whole comments
// (comment start and comment start dash states); a filter that does not know them takes out more,
// and not less.
constexpr std::string_view kComment = "<!--one-->";
constexpr std::string_view kOrdinaryComments[] = {"<!--one\ntwo-->"};
constexpr std::string_view kOddComments[] = {"<!--one--!>"};

}  // namespace

Missed MissedTag(const std::string& pattern, const TagOptions& options) {
  RE2::Options set;
  set.set_log_errors(false);
  set.set_case_sensitive(!options.ignores_case);
  set.set_dot_nl(options.dot_is_all);
  set.set_max_mem(1 << 20);
  const RE2 compiled(pattern, set);
  if (!compiled.ok()) return Missed::kNothing;
  const auto matches = [&](std::string_view text) {
    re2::StringPiece match;
    const re2::StringPiece whole(text.data(), text.size());
    return compiled.Match(whole, 0, whole.size(),
                          options.at_beginning ? RE2::ANCHOR_START : RE2::UNANCHORED, &match, 1) &&
           match.size() == text.size();
  };
  const auto missed = [&](std::span<const std::string_view> ordinary,
                          std::span<const std::string_view> odd) {
    if (!std::all_of(ordinary.begin(), ordinary.end(), matches)) return Missed::kOrdinary;
    return std::all_of(odd.begin(), odd.end(), matches) ? Missed::kNothing : Missed::kOddSpelling;
  };
  // "<.*>" is about tags of any name.
  const bool names_script =
      pattern.find("script") != std::string::npos || pattern.find("SCRIPT") != std::string::npos;
  if (names_script && matches(kElement)) return missed(kOrdinaryElements, kOddElements);
  const bool names_comment = pattern.find("!--") != std::string::npos;
  return names_comment && matches(kComment) ? missed(kOrdinaryComments, kOddComments)
                                            : Missed::kNothing;
}

}  // namespace meerkat::rules::regular_expressions
