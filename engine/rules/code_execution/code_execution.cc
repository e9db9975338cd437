// Text that is run as Python: eval, exec and what stands for them.

#include "engine/core/rule.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::code_execution {
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
using syntax::Node;

constexpr std::string_view kEval[] = {"eval"};
constexpr std::string_view kExec[] = {"exec"};
constexpr std::string_view kLoggingListen[] = {"logging.config.listen"};

// eval("1 + 1"): nobody outside has a say in a text that stands here, unless it calls something.
Verdict WhenCode(const Site& site) {
  const Node code = site.call().Positional(0);
  if (site.as_bandit() || !IsText(code)) return kFires;
  const bool calls = code.text().find('(') != std::string_view::npos;
  return {.fires = true,
          .severity = calls ? Severity::kMedium : Severity::kLow,
          .even_if_known = calls};
}

// logging.config.listen(9999); not listen(9999, verify=check)
Verdict WhenListen(const Site& site) {
  if (site.call().Keyword("verify")) return kSilent;
  return !site.as_bandit() && site.call().Positional(1) ? kSilent : kFires;
}

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
        .match = OnCall{.callees = kEval, .when = WhenCode, .handed_on = true},
        .decided_by = core::Bit(SinkKind::kCode),
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
        .match = OnCall{.callees = kExec, .when = WhenCode, .handed_on = true},
        .decided_by = core::Bit(SinkKind::kCode),
    },
    {
        .name = "logging-config-listen",
        .bandit_id = "B612",
        .cwe = 94,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "anyone on this machine may send a logging configuration, and parts of it are "
                   "evaluated",
        .why = "A local user sends a configuration that names any callable: it is run with the "
               "rights of this process.",
        .fix = "logging.config.listen(port, verify=check_signature)",
        .match = OnCall{.callees = kLoggingListen, .when = WhenListen},
    },
    {
        .name = "code-injection",
        .cwe = 94,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside is run as Python code: {}",
        .why = "Whoever sends the text runs code of his own with the rights of this process.",
        .fix = "value = ast.literal_eval(text)  # literals only; or json.loads(text)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kCode},
    },
    {
        .name = "template-injection",
        .cwe = 1336,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside is read as a template: {}",
        .why = "Templates reach the objects of the program: \"{{ config }}\" tells its "
               "secrets, and longer ones run commands.",
        .fix = "render_template_string(\"Hello {{ name }}\", name=name)  # a value of the "
               "template, not its text",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kTemplate},
    },
    {
        .name = "format-string-injection",
        .cwe = 134,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "text from outside is a format string: {}",
        .why = "A field such as \"{user.__init__.__globals__}\" reads the program's objects, its "
               "secrets "
               "too.",
        .fix = "\"Hello {}\".format(name)  # a value, not the format",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kFormat},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::code_execution
