// Names of code and data that somebody else chooses.

#include <span>

#include "engine/core/rule.h"

namespace meerkat::rules::reflection {
namespace {

using core::Confidence;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;

constexpr Rule kRules[] = {
    {
        .name = "unsafe-reflection",
        .cwe = 470,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "text from outside names what is imported or looked up: {}",
        .why = "Whoever sends the name reaches code that was never meant for him: other "
               "modules, methods or attributes.",
        .fix = "handler = HANDLERS[name]  # a dictionary of what may be asked for",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kImport},
    },
    {
        .name = "mass-assignment",
        .cwe = 915,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Mass_Assignment",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "text from outside names the attribute that is set: {}",
        .why = "A request sets attributes that no form shows, such as is_admin.",
        .fix = "for name in (\"title\", \"text\"): setattr(post, name, form[name])",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kAttributeName},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::reflection
