// The part of walker.h that sorts rules by what they match.

#include <algorithm>

#include "engine/rules/registry.h"
#include "engine/rules/walker.h"

namespace meerkat::rules {
namespace {

// Functions that call one that they are given, by the last part of their names.
constexpr std::string_view kCallers[] = {
    "map",       "filter",           "starmap",   "partial",    "submit",
    "apply",     "apply_async",      "map_async", "imap",       "imap_unordered",
    "to_thread", "run_in_executor",  "run_sync",  "Thread",     "Process",
    "Timer",     "start_new_thread", "call_soon", "call_later", "call_soon_threadsafe",
};

}  // namespace

WalkPlan::WalkPlan(std::vector<const core::Rule*> rules, const core::RuleOptions& options,
                   bool as_bandit, bool quiet)
    : rules_(std::move(rules)), options_(options), as_bandit_(as_bandit), quiet_(quiet) {
  // A finding outlives this plan: it names the row of the table.
  for (const core::Rule* rule : rules_) {
    const core::Rule* row = FindRule(rule->name);
    table_.push_back(row != nullptr && row->name == rule->name ? row : rule);
  }
  bool any_handed_on = false;
  for (uint32_t i = 0; i < rules_.size(); ++i) {
    const core::Match& match = rules_[i]->match;
    if (const auto* call = std::get_if<core::OnCall>(&match)) {
      for (std::string_view callee : call->callees) {
        callees_[LastComponent(callee)].push_back({callee, i});
      }
      if (call->callees.empty()) any_call_.push_back(i);
      any_handed_on |= call->handed_on;
    } else if (const auto* import = std::get_if<core::OnImport>(&match)) {
      imports_.push_back(i);
      // Bandit holds a call of that name, `pickle(x)`, for an import, too.
      for (std::string_view module : import->modules) {
        if (as_bandit) callees_[LastComponent(module)].push_back({module, i});
      }
    } else if (std::holds_alternative<core::OnString>(match)) {
      strings_.push_back(i);
    } else if (std::holds_alternative<core::OnAssignment>(match)) {
      assignments_.push_back(i);
    } else if (const auto* setting = std::get_if<core::OnSetting>(&match)) {
      for (std::string_view name : setting->names) settings_[name].push_back(i);
      any_setting_.push_back(i);
    } else if (const auto* statement = std::get_if<core::OnStatement>(&match)) {
      statements_[static_cast<size_t>(statement->statement)].push_back(i);
    } else if (std::holds_alternative<core::OnFile>(match)) {
      files_.push_back(i);
    }
  }
  for (std::string_view importer : {"import_module", "__import__"}) callees_[importer];
  if (any_handed_on && !as_bandit) {
    for (std::string_view name : kCallers) callees_[name].push_back({name, kCallsItsArgument});
  }
  for (const auto& [name, callees] : callees_) called_names_.set(NameFilter(name));
  std::stable_sort(imports_.begin(), imports_.end(), [this](uint32_t a, uint32_t b) {
    return rules_[a]->bandit_id < rules_[b]->bandit_id;
  });
}

}  // namespace meerkat::rules
