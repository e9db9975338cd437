// What the text of the source itself hides.

#include <algorithm>

#include "engine/core/rule.h"
#include "engine/rules/site.h"

namespace meerkat::rules::source_text {
namespace {

using core::Confidence;
using core::kSilent;
using core::OnFile;
using core::Rule;
using core::Severity;
using core::Verdict;

// U+202A to U+202E, U+2066 to U+2069 and U+200F in UTF-8.
constexpr std::string_view kControls[] = {
    "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
    "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9", "\xE2\x80\x8F",
};

// if access_level != "user\u202e": the order in which it is shown is not the one that runs
Verdict WhenControls(const Site& site) {
  const std::string_view bytes = site.file().bytes();
  size_t first = std::string_view::npos;
  for (std::string_view control : kControls) first = std::min(first, bytes.find(control));
  if (first == std::string_view::npos) return kSilent;
  const uint32_t at = static_cast<uint32_t>(first);
  return {.fires = true, .span = {at, at + 3}};
}

constexpr Rule kRules[] = {
    {
        .name = "hidden-text-direction",
        .bandit_id = "B613",
        .cwe = 838,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Input_Validation",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "control characters change the order in which this line is shown",
        .why = "Code that does one thing is shown as another: a reviewer accepts what he has not "
               "seen (Trojan Source).",
        .fix = "name = \"\\u202e\"  # written as an escape, where it is needed at all",
        .match = OnFile{.words = kControls, .when = WhenControls},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::source_text
