// Checks that may vanish, and errors that nobody sees.

#include "engine/core/glob.h"
#include "engine/core/rule.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::error_handling {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnFlow;
using core::OnStatement;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kContinueWord[] = {"continue$"};
constexpr std::string_view kPassWord[] = {"pass$"};

// What a handler catches; null for a bare `except:`. `except E as e` names it inside a pattern.
Node TypeOf(Node handler) {
  Node type = handler.first_child();
  if (type.kind() == Kind::kBlock) return {};
  return type.kind() == Kind::kAsPattern ? type.first_child() : type;
}

// `except:`, `except Exception:`. A narrower type is a decision that somebody made.
bool CatchesAll(Node handler, bool as_bandit) {
  const Node type = TypeOf(handler);
  if (!type) return true;
  if (type.kind() != Kind::kIdentifier) return false;
  return type.text() == "Exception" || (!as_bandit && type.text() == "BaseException");
}

// Whether the body is this statement alone.
bool DoesOnly(Node handler, Kind statement) {
  Node block;
  for (Node child : handler.children()) block = child;
  return block.kind() == Kind::kBlock && block.first_child().kind() == statement &&
         !block.first_child().next_sibling();
}

Verdict WhenPass(const Site& site) {
  const Node handler = site.node();
  const bool wide = site.options().typed_except_pass || CatchesAll(handler, site.as_bandit());
  return wide && DoesOnly(handler, Kind::kPass) ? kFires : kSilent;
}

Verdict WhenContinue(const Site& site) {
  const Node handler = site.node();
  const bool wide = site.options().typed_except_continue || CatchesAll(handler, site.as_bandit());
  return wide && DoesOnly(handler, Kind::kContinue) ? kFires : kSilent;
}

// Unless the caller has no use for asserts in such files.
Verdict WhenAssert(const Site& site) {
  for (const std::string& glob : site.options().assert_skips) {
    if (core::GlobMatches(site.file().path(), glob)) return kSilent;
  }
  return kFires;
}

constexpr Rule kRules[] = {
    {
        .name = "assert-statement",
        .bandit_id = "B101",
        .cwe = 703,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Error_Handling",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "the check is gone when Python runs with -O",
        .why =
            "What the assertion was to keep out, such as a user without the right, comes in where "
            "the program is run optimised.",
        .fix = "if not user.is_admin: raise PermissionError(user)",
        .match = OnStatement{.statement = core::Statement::kAssert, .when = WhenAssert},
        .quiet = IsInTests,
    },
    {
        .name = "except-pass",
        .bandit_id = "B110",
        .cwe = 703,
        .owasp_2021 = "A09:2021",
        .owasp_2025 = "A10:2025",
        .cheat_sheet = "Error_Handling",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "every error is swallowed without a trace",
        .why = "An attack that makes the code fail is not seen, and the program goes on as if the "
               "step, such as a check, had succeeded.",
        .fix = "except OSError: logger.exception(\"cannot read %s\", path)",
        .match =
            OnStatement{
                .statement = core::Statement::kExceptHandler, .words = kPassWord, .when = WhenPass},
        .quiet = IsInTests,
    },
    {
        .name = "except-continue",
        .bandit_id = "B112",
        .cwe = 703,
        .owasp_2021 = "A09:2021",
        .owasp_2025 = "A10:2025",
        .cheat_sheet = "Error_Handling",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "every error is swallowed without a trace, and the loop goes on",
        .why =
            "An attack that makes the code fail is not seen, and what should have been checked is "
            "skipped.",
        .fix = "except ValueError: logger.warning(\"bad line %d\", number); continue",
        .match = OnStatement{.statement = core::Statement::kExceptHandler,
                             .words = kContinueWord,
                             .when = WhenContinue},
        .quiet = IsInTests,
    },
    {
        .name = "error-detail-exposure",
        .cwe = 209,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A10:2025",
        .cheat_sheet = "Error_Handling",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "the response tells what went wrong inside: {}",
        .why = "Paths, queries, versions and names of inner parts tell an attacker where to go on.",
        .fix = "logger.exception(\"order failed\"); return {\"error\": \"internal error\"}, 500",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kExceptionSource, .to = SinkKind::kResponseError},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::error_handling
