// `# nosec` comments that hide more than their author meant. Off unless asked for.

#include "engine/core/rule.h"

namespace meerkat::rules::suppression {
namespace {

using core::Confidence;
using core::OnNosec;
using core::Rule;
using core::Severity;

constexpr Rule kRules[] = {
    {
        .name = "nosec-unused",
        .cwe = 1116,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Secure_Code_Review",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "\"{}\" in this nosec comment silences nothing",
        .why = "The comment waits for code that somebody writes here later: its weakness is then "
               "silenced before anyone has seen it.",
        .fix = "yaml.safe_load(text)  # the comment is gone with the weakness",
        .profiles = core::kAllProfile,
        .match = OnNosec{OnNosec::Fault::kUnused},
    },
    {
        .name = "nosec-without-id",
        .cwe = 1116,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Secure_Code_Review",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "this nosec comment names no test, so it silences all of them",
        .why =
            "A weakness that nobody has looked at, in the same statement or from a later edit, is "
            "silenced together with the one that was reviewed.",
        .fix = "pickle.loads(cached)  # nosec B301",
        .profiles = core::kAllProfile,
        .match = OnNosec{OnNosec::Fault::kWithoutId},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::suppression
