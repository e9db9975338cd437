#pragma once

// `meerkat rules [ID]`: the table of all rules of a service, or everything about one.

#include <cstdint>
#include <iosfwd>
#include <vector>

#include "clients/cli/options.h"
#include "clients/cli/report.h"
#include "clients/cli/terminal.h"

namespace meerkat::cli {

// Returns the exit code.
int RunRules(const RulesCommand& command, std::ostream& out, std::ostream& errors);

// Rule, Bandit's id, severity, profiles, message: one line a rule.
void WriteRuleTable(const std::vector<RuleText>& rules, const Painter& paint, std::ostream& out);

// The whole documentation of a rule.
void WriteRulePage(const RuleText& rule, const Painter& paint, uint32_t width, std::ostream& out);

}  // namespace meerkat::cli
