// Patterns that somebody else writes, and those that keep a processor busy.

#include <span>

#include "engine/core/rule.h"
#include "engine/patterns/ambiguity.h"
#include "engine/patterns/verbose.h"
#include "engine/rules/address_checks/host_text.h"
#include "engine/rules/constants.h"
#include "engine/rules/regular_expressions/loose_patterns.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::regular_expressions {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kFunctions[] = {
    "re.compile",  "re.match",     "re.fullmatch",    "re.search", "re.findall",
    "re.finditer", "re.split",     "re.sub",          "re.subn",   "regex.compile",
    "regex.match", "regex.search", "regex.fullmatch",
};

// Whether one of these flags is among re.I | re.S.
bool HasFlag(Node flags, std::string_view letter, std::string_view name) {
  const auto is_it = [&](Node flag) {
    const std::string_view last = syntax::LastName(flag);
    return last == letter || last == name;
  };
  while (flags && flags.kind() == Kind::kBinaryOperator) {
    if (is_it(flags.Child(Field::kRight))) return true;
    flags = flags.Child(Field::kLeft);
  }
  return flags && is_it(flags);
}

// The flags of re.compile(pattern, flags), re.match(pattern, text, flags), re.sub(pattern, by,
// text, count, flags).
Node Flags(const Site& site, std::string_view function) {
  const bool replaces = function == "sub" || function == "subn";
  const uint32_t position = function == "compile" ? 1 : replaces ? 4 : function == "split" ? 3 : 2;
  return site.call().Argument(position, "flags");
}

// re.compile("(a+)+$")
Verdict WhenExponential(const Site& site) {
  const Node pattern = ValueOf(site, site.call().Argument(0, "pattern"));
  if (!IsText(pattern)) return kSilent;
  const std::string_view function = LastComponent(site.callee());
  const Node flags = Flags(site, function);
  std::string text = TextOf(pattern);
  if (HasFlag(flags, "X", "VERBOSE")) text = patterns::WithoutLayout(text);
  const patterns::PatternOptions options{.ignores_case = HasFlag(flags, "I", "IGNORECASE"),
                                         .dot_is_all = HasFlag(flags, "S", "DOTALL"),
                                         .whole = function == "fullmatch"};
  return patterns::IsExponential(text, options) ? kFires : kSilent;
}

// The pattern of a call, or of a constant that it names.
std::string PatternOf(const Site& site) {
  const Node pattern = ValueOf(site, site.call().Argument(0, "pattern"));
  return IsText(pattern) ? TextOf(pattern) : std::string();
}

// re.match("https://www.example.com/", url)
Verdict WhenHostIsLoose(const Site& site) {
  const std::string_view function = LastComponent(site.callee());
  // What only looks for addresses in a text decides nothing.
  if (function == "findall" || function == "finditer" || function == "split") return kSilent;
  const Node flags = Flags(site, function);
  const std::string pattern = PatternOf(site);
  if (HasFlag(flags, "X", "VERBOSE") || pattern.starts_with("(?x")) return kSilent;
  return HostWithLooseDot(pattern).empty() ? kSilent : kFires;
}

// re.compile("[A-z]+"). With re.I the small letters are there anyway.
Verdict WhenRangeIsMixed(const Site& site) {
  return MixedRange(PatternOf(site)).empty() ? kSilent : kFires;
}

bool HasGroup(std::string_view pattern) {
  for (size_t at = pattern.find('('); at != pattern.npos; at = pattern.find('(', at + 1)) {
    const bool escaped = at > 0 && pattern[at - 1] == '\\';
    const std::string_view rest = pattern.substr(at + 1);
    if (!escaped && (!rest.starts_with('?') || rest.starts_with("?P<"))) return true;
  }
  return false;
}

// re.sub("<script.*?>.*?</script>", "", page)
Verdict WhenTagIsMissed(const Site& site) {
  const std::string_view function = LastComponent(site.callee());
  if (function == "findall" || function == "finditer" || function == "split") return kSilent;
  const std::string pattern = PatternOf(site);
  if (pattern.find('<') == pattern.npos || pattern.size() > patterns::kMaxPattern) return kSilent;
  // Who looks for what is in an element takes it out by a group.
  if (function != "sub" && function != "subn" && HasGroup(pattern)) return kSilent;
  const Node flags = Flags(site, function);
  if (HasFlag(flags, "X", "VERBOSE")) return kSilent;
  const TagOptions options{.ignores_case = HasFlag(flags, "I", "IGNORECASE"),
                           .dot_is_all = HasFlag(flags, "S", "DOTALL"),
                           .at_beginning = function == "match" || function == "fullmatch"};
  switch (MissedTag(pattern, options)) {
    case Missed::kNothing: return kSilent;
    case Missed::kOddSpelling: return {.fires = true, .confidence = Confidence::kLow};
    case Missed::kOrdinary: return kFires;
  }
  return kSilent;
}

constexpr std::string_view kTagWords[] = {"script", "<!--"};

constexpr Rule kRules[] = {
    {
        .name = "regular-expression-injection",
        .cwe = 1333,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Denial_of_Service",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "text from outside is read as a regular expression: {}",
        .why = "A pattern such as \"(a+)+$\" keeps a processor busy for hours; one that "
               "matches anything passes checks.",
        .fix = "re.search(re.escape(text), line)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kRegex},
    },
    {
        .name = "exponential-regular-expression",
        .cwe = 1333,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Denial_of_Service",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the pattern can take time that doubles with each character",
        .why =
            "A text that a loop of the pattern matches in two ways, some dozens of times, keeps a "
            "processor busy for hours, and with it every thread of the process.",
        .fix = "re.compile(r\"^\\d+(,\\d+)*$\")  # not ^(\\d+,?)+$: what ends an item is required",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kFunctions, .when = WhenExponential},
        .quiet = IsInTests,
    },
    {
        .name = "polynomial-regular-expression",
        .cwe = 1333,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Denial_of_Service",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "text from outside is matched by a pattern that takes time with the square of "
                   "its length: {}",
        .why = "A search begins anew at each character, or two loops of the pattern share a text "
               "in as many ways as "
               "it is long: some 100,000 blanks keep a processor busy for a minute.",
        .fix = "text.rstrip()  # not re.sub(r\"\\s+$\", \"\", text); or refuse a text that is too "
               "long",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kSlowPattern},
    },
    {
        .name = "host-pattern-with-loose-dot",
        .cwe = 20,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Server_Side_Request_Forgery_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "a dot in the host's name matches any character",
        .why = "wwwXexample.com passes for www.example.com, and whoever registers it has his "
               "address let through.",
        .fix =
            "re.match(r\"https://www\\.example\\.com/\", url)  # or compare urlsplit(url).hostname",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kFunctions,
                        .words = address_checks::kDomainWords,
                        .when = WhenHostIsLoose},
        .quiet = IsInTests,
    },
    {
        .name = "mixed-character-range",
        .cwe = 20,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Input_Validation",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the range goes over characters of other kinds that lie between its ends",
        .why = "[A-z] lets [, \\, ], ^, _ and ` through, too: what was to be kept out comes in.",
        .fix = "re.fullmatch(r\"[A-Za-z]+\", name)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kFunctions, .when = WhenRangeIsMixed},
        .quiet = IsInTests,
    },
    {
        .name = "tag-filter-with-gaps",
        .cwe = 116,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "browsers take more for such a tag than the pattern matches",
        .why = "<SCRIPT>, a line break in the element, or </script > comes through the filter, and "
               "the script runs in the page.",
        .fix = "nh3.clean(page)  # a parser of HTML, as browsers have one",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kFunctions, .words = kTagWords, .when = WhenTagIsMissed},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::regular_expressions
