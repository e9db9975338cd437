#pragma once

// The rules of one scan, compiled: which rows are on, the trigger for their words and the walker's
// dispatch tables. Immutable, so that every worker shares one; compiling takes about a millisecond
// and is worth keeping for scans with equal options.
//
//   scan::RuleSetOrError set = scan::CompileRules({.profile = "bandit"});
//   if (set.rules == nullptr) return InvalidArgument(set.error);

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/digest.h"
#include "engine/core/rule.h"
#include "engine/core/rule_options.h"
#include "engine/report/nosec.h"
#include "engine/rules/adapted_rows.h"
#include "engine/rules/walker.h"
#include "engine/scan/flow_rules.h"
#include "engine/trigger/trigger.h"

namespace meerkat::scan {

struct Options {
  // "default", "bandit" or "all".
  std::string profile = "default";
  // Rule names or Bandit ids, in any case, added to or taken out of the profile. Exclusion wins.
  std::vector<std::string> include_rules;
  std::vector<std::string> exclude_rules;
  // Findings below these are dropped.
  core::Severity min_severity = core::Severity::kLow;
  core::Confidence min_confidence = core::Confidence::kLow;
  // `# nosec` comments do not silence.
  bool ignore_nosec = false;
  // Source lines that come with a finding; 0: none. At most kMaxExcerptLines are given.
  uint32_t excerpt_lines = 0;
  // Also the files in which no rule can fire, and the functions in the others:
  // FileReport::syntax_error is then true to the file.
  bool parse_all = false;
  // Whose data is not trusted: bits of core::kRemoteSource, kLocalSource and kLibrarySource.
  uint16_t threat_models = core::kRemoteSource;
  // Of single rules.
  core::RuleOptions rules = {};
};

inline constexpr uint32_t kMaxExcerptLines = 20;
// Longer lines are cut in excerpts, at a character's border.
inline constexpr uint32_t kMaxExcerptLineBytes = 400;

class RuleSet {
 public:
  const Options& options() const { return options_; }
  // Rules that are on, sorted by name.
  const std::vector<const core::Rule*>& rules() const { return rules_; }
  const trigger::Trigger& trigger() const { return *trigger_; }
  const rules::WalkPlan& plan() const { return *plan_; }
  // The rules about data flow; null where none is on.
  const FlowRules* flow_rules() const { return flow_rules_.get(); }
  // Null where no rule about `# nosec` comments is on.
  const report::NosecRules* nosec_rules() const { return nosec_rules_.get(); }
  // Hash over engine version and sources, grammar, rule rows and options: equal states give equal
  // results for equal bytes. Excerpts and filters are part of it.
  const core::Digest& analysis_state() const { return analysis_state_; }

 private:
  friend struct RuleSetBuilder;
  Options options_;
  std::vector<const core::Rule*> rules_;
  std::unique_ptr<rules::AdaptedRows> adapted_;
  std::unique_ptr<trigger::Trigger> trigger_;
  std::unique_ptr<rules::WalkPlan> plan_;
  std::unique_ptr<FlowRules> flow_rules_;
  std::unique_ptr<report::NosecRules> nosec_rules_;
  core::Digest analysis_state_;
};

struct RuleSetOrError {
  std::shared_ptr<const RuleSet> rules;  // null on error
  // One sentence that names the unknown profile or rule and what there is.
  std::string error;
};

RuleSetOrError CompileRules(const Options& options);

// The profiles there are: "default", "bandit", "all".
const std::vector<std::string_view>& ProfileNames();
// Digest of all rows of this build, whatever is on.
const core::Digest& RulesDigest();

}  // namespace meerkat::scan
