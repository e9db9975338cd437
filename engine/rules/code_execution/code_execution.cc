// Text that is run as Python: eval, exec and what stands for them.

#include "engine/core/rule.h"
#include "engine/rules/site.h"

namespace meerkat::rules::code_execution {
namespace {

using core::Confidence;
using core::OnCall;
using core::Rule;
using core::Severity;

constexpr std::string_view kEval[] = {"eval"};
constexpr std::string_view kExec[] = {"exec"};

constexpr Rule kRules[] = {
    {
        .name = "eval-call",
        .bandit_id = "B307",
        .cwe = 95,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "eval() runs its argument as Python code",
        .why = "Whoever controls any part of the text runs code with the rights of this process.",
        .fix = "value = ast.literal_eval(text)  # literals only; or json.loads(text)",
        .match = OnCall{.callees = kEval},
    },
    {
        .name = "exec-call",
        .bandit_id = "B102",
        .cwe = 95,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "exec() runs its argument as Python code",
        .why = "Whoever controls any part of the text runs code with the rights of this process.",
        .fix = "HANDLERS[name](argument)  # choose among functions instead of building code",
        .match = OnCall{.callees = kExec},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::code_execution
