#pragma once

// Drives the rules over a tree: one pass over the nodes, and each node kind looks up the rows that
// can match it. A call is looked up by the last part of its name first, so that a file pays for the
// names that rules know and not for all its calls.
//
//   WalkPlan plan(rules, /*as_bandit=*/false);    // once a rule set, immutable
//   Walker walker;                                // one a thread
//   walker.Walk(plan, live, file, tree, budget, &findings);

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/core/budget.h"
#include "engine/core/finding.h"
#include "engine/core/rule.h"
#include "engine/names/import_aliases.h"
#include "engine/names/import_statement.h"
#include "engine/names/occurrences.h"
#include "engine/names/scopes.h"
#include "engine/rules/site.h"
#include "engine/syntax/tree.h"
#include "engine/trigger/trigger.h"

namespace meerkat::rules {

// Dispatch tables over a list of rules; a rule is named by its index in that list.
class WalkPlan {
 public:
  // `as_bandit`: verdicts must equal Bandit's, so names are read as Bandit reads them. `quiet`: the
  // rows' `quiet` conditions apply.
  // `rules` and `options` outlive the plan.
  WalkPlan(std::vector<const core::Rule*> rules, const core::RuleOptions& options, bool as_bandit,
           bool quiet);

 private:
  friend class Walker;
  friend bool RenamesCallees(const WalkPlan& plan, const trigger::LiveRules& live,
                             const syntax::Tree& tree);
  // Most names are told from those of callees without a hash of all their letters.
  static size_t NameFilter(std::string_view name) {
    if (name.empty()) return 0;
    const size_t first = static_cast<unsigned char>(name.front());
    const size_t last = static_cast<unsigned char>(name.back());
    const size_t middle = static_cast<unsigned char>(name[name.size() / 2]);
    return (name.size() * 97 + first * 31 + middle * 7 + last) % 4096;
  }
  // Whether a function of that name, by its last part, is one that a live rule asks for.
  bool AsksFor(std::string_view name, const trigger::LiveRules& live) const;
  struct Callee {
    std::string_view pattern;
    uint32_t rule;
  };
  // Stands for a rule in the entries of functions that call what they are given: map, submit,
  // Thread.
  static constexpr uint32_t kCallsItsArgument = 0xFFFFFFFF;

  std::vector<const core::Rule*> rules_;
  std::vector<const core::Rule*> table_;  // the rows that rules_ were adapted from
  const core::RuleOptions& options_;
  bool as_bandit_;
  bool quiet_;
  absl::flat_hash_map<std::string_view, std::vector<Callee>> callees_;  // by last part
  std::bitset<4096> called_names_;  // where NameFilter() of the keys is set
  std::vector<uint32_t> any_call_;
  std::vector<uint32_t> imports_;  // by Bandit id, as Bandit asks them
  std::vector<uint32_t> strings_;
  std::vector<uint32_t> assignments_;
  absl::flat_hash_map<std::string_view, std::vector<uint32_t>> settings_;  // by name
  std::vector<uint32_t> any_setting_;
  std::vector<uint32_t> statements_[3];  // by core::Statement
  std::vector<uint32_t> files_;
};

// Whether the file gives another name to a function that a live rule asks for, so that calls of it
// may stand where nothing reminds of it: `from yaml import load as read`, `read = yaml.load`.
bool RenamesCallees(const WalkPlan& plan, const trigger::LiveRules& live, const syntax::Tree& tree);

class Walker {
 public:
  // Appends what fires to `findings`, in order of the walk; at most `max_findings` in all, the rest
  // is counted in `dropped`. False when the budget said stop: what was found until then stands.
  bool Walk(const WalkPlan& plan, const trigger::LiveRules& live, const core::SourceFile& file,
            const syntax::Tree& tree, const core::Budget& budget, uint32_t max_findings,
            std::vector<core::RawFinding>* findings, uint32_t* dropped);

 private:
  void Visit(syntax::Node node);
  bool MayMatch(syntax::Node function);
  void VisitCall(syntax::Node node);
  void VisitImport(syntax::Node node);
  // The first of `modules` that the imported name is or lies in; empty if there is none.
  std::string_view MatchingModule(const names::Imported& imported, const core::OnImport& match);
  void VisitImportingCall(syntax::Node node, std::string_view callee);
  void VisitHandedOn(syntax::Node call);
  bool AskForHandedOn(syntax::Node call, syntax::Node argument);
  bool AskForCalleeIn(syntax::Node module, Site* site);
  void VisitFile();
  void VisitString(syntax::Node node);
  void VisitAssignment(syntax::Node node);
  void VisitSetting(syntax::Node node, syntax::Node named, syntax::Node value);
  void VisitStatement(syntax::Node node, core::Statement statement);
  void Assign(Site* site, syntax::Node target, syntax::Node value);
  // Whether the predicate said yes.
  bool Ask(uint32_t rule, core::Predicate when, Site& site);
  void Report(uint32_t rule, const core::Verdict& verdict, const Site& site);
  bool Live(uint32_t rule) const { return live_->Contains(rule); }
  bool AnyLive(const std::vector<uint32_t>& rules) const;

  names::ImportAliases aliases_;
  names::Scopes scopes_;
  names::Occurrences occurrences_;

  // Of the walk under way.
  const WalkPlan* plan_ = nullptr;
  const trigger::LiveRules* live_ = nullptr;
  const core::SourceFile* file_ = nullptr;
  const syntax::Tree* tree_ = nullptr;
  names::Resolver* names_ = nullptr;
  uint32_t max_findings_ = 0;
  std::vector<core::RawFinding>* findings_ = nullptr;
  uint32_t* dropped_ = nullptr;
  std::optional<bool> renames_;  // whether the file renames callees; asked when it is needed
  bool strings_live_ = false;
  bool assignments_live_ = false;
  bool settings_live_ = false;
  bool any_call_live_ = false;
  bool imports_live_ = false;
  std::vector<std::string_view> resolved_;
  std::vector<std::string_view> handed_on_;
  std::string full_name_;
  std::vector<std::string> texts_;
};

}  // namespace meerkat::rules
