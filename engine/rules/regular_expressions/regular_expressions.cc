// Patterns that somebody else writes.

#include <span>

#include "engine/core/rule.h"

namespace meerkat::rules::regular_expressions {
namespace {

using core::Confidence;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;

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
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::regular_expressions
