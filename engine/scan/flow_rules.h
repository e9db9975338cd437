#pragma once

// The rules about data flow (core::OnFlow) of one rule set, and what they make of a file: findings
// with their ways, and for the profile `default` which of the other rules' findings flow decides.
//
//   FlowScratch scratch;                                     // one a thread
//   flow_rules->Find(file, tree, live, budget, &scratch, &raw);

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "engine/core/budget.h"
#include "engine/core/finding.h"
#include "engine/core/rule.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/lowering.h"
#include "engine/flow/unit.h"
#include "engine/scan/other_files.h"
#include "engine/syntax/tree.h"
#include "engine/trigger/trigger.h"

namespace meerkat::scan {

// What one thread reuses. The interpreter and its models are made at the first use.
struct FlowScratch {
  flow::Lowering lowering;
  flow::Unit unit;
  std::unique_ptr<flow::Interpreter> interpreter;
  std::vector<flow::Flow> flows;
  std::deque<std::vector<core::FlowStep>> ways;
};

class FlowRules {
 public:
  // Null where no row is about flow. `rules` outlive it. `decides`: rows with `decided_by` say only
  // what flow cannot tell.
  static std::unique_ptr<FlowRules> Of(const std::vector<const core::Rule*>& rules, bool decides);

  // Adds findings to `raw`, and takes out those that flow decides. What they point at lives until
  // the next call. False: the budget, or the bounds of the analysis, did not suffice; what was
  // found stands, and nothing was taken out.
  bool Find(const core::SourceFile& file, const syntax::Tree& tree, const trigger::LiveRules& live,
            const core::Budget& budget, const OtherFiles& files, FlowScratch* scratch,
            std::vector<core::RawFinding>* raw) const;

  // Whether what flows in a file may come from files that are still to come, by its text alone.
  bool NeedsFiles(std::string_view text, const trigger::LiveRules& live, const OtherFiles& files,
                  FlowScratch* scratch) const;
  // The same where no flow may be found, but findings of rules about single places are judged by
  // what a value is, which another file may say: TABLES of `from .schema import TABLES`.
  bool MayAskFiles(std::string_view text, const std::vector<core::RawFinding>& raw,
                   const OtherFiles& files, FlowScratch* scratch) const;
  // Which sources count.
  const flow::FlowOptions& options() const { return options_; }
  // Whether any rule about data flow is live.
  bool AnyLive(const trigger::LiveRules& live) const;

  // Of those that are live for what is imported (trigger::Scratch::by_import) those are no more
  // that nothing can come to by these imports.
  void DropUnlessImported(std::string_view text, const std::vector<uint32_t>& by_import,
                          FlowScratch* scratch, trigger::LiveRules* live) const;

 private:
  static flow::Interpreter* InterpreterOf(FlowScratch* scratch);
  static bool MayImportFiles(std::string_view text, FlowScratch* scratch);

  struct Row {
    const core::Rule* rule;
    uint32_t index;  // in the rule set's list, as the trigger counts
    core::OnFlow match;
  };

  bool IsDecided(const flow::Question& question, bool even_if_known,
                 const std::vector<flow::Flow>& flows, const trigger::LiveRules& live) const;
  bool IsTold(const core::RawFinding& finding, const std::vector<flow::Flow>& flows,
              const trigger::LiveRules& live) const;
  const Row* RowOf(const flow::Flow& flow, const trigger::LiveRules& live) const;

  std::vector<Row> rows_;
  flow::FlowOptions options_;
  bool decides_ = false;
};

}  // namespace meerkat::scan
