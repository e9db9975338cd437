// Language models that are told what to do by strangers.

#include <span>

#include "engine/core/rule.h"

namespace meerkat::rules::language_models {
namespace {

using core::Confidence;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;

constexpr Rule kRules[] = {
    {
        .name = "prompt-injection",
        .cwe = 1427,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "LLM_Prompt_Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "text from outside is part of the instructions to a language model: {}",
        .why =
            "Whoever sends the text gives the model instructions of his own: it tells what it was "
            "told, or uses its tools for him.",
        .fix = "messages=[{\"role\": \"system\", \"content\": RULES}, {\"role\": \"user\", "
               "\"content\": text}]",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kPrompt},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::language_models
