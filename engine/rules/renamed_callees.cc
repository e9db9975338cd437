#include <algorithm>

#include "engine/rules/walker.h"
#include "engine/syntax/views.h"

namespace meerkat::rules {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

bool WalkPlan::AsksFor(std::string_view name, const trigger::LiveRules& live) const {
  if (!called_names_.test(NameFilter(name))) return false;
  const auto found = callees_.find(name);
  if (found == callees_.end()) return false;
  // What imports by name is asked for whatever the rules.
  if (found->second.empty()) return true;
  return std::any_of(found->second.begin(), found->second.end(), [&live](const Callee& callee) {
    return callee.rule == kCallsItsArgument || live.Contains(callee.rule);
  });
}

bool RenamesCallees(const WalkPlan& plan, const trigger::LiveRules& live,
                    const syntax::Tree& tree) {
  for (uint32_t i = 0; i < tree.size(); ++i) {
    Node value;
    switch (tree.record(i).kind) {
      case Kind::kAliasedImport: {
        const std::string_view name = LastComponent(tree.node(i).Child(Field::kName).text());
        const bool same = name == tree.node(i).Child(Field::kAlias).text();
        if (!same && plan.AsksFor(name, live)) return true;
        continue;
      }
      // To Bandit only imports give names.
      case Kind::kAssignment:
        if (!plan.as_bandit_) value = tree.node(i).Child(Field::kRight);
        break;
      case Kind::kNamedExpression:
        if (!plan.as_bandit_) value = tree.node(i).Child(Field::kValue);
        break;
      default: continue;
    }
    const std::string_view name = syntax::LastName(value);
    if (!name.empty() && plan.AsksFor(name, live)) return true;
  }
  return false;
}

// Whether a rule may know the function, for less than resolving its name costs. The last part of an
// attribute chain is what it is; a plain name may stand for another where the file renames.
bool Walker::MayMatch(Node function) {
  switch (function.kind()) {
    case Kind::kIdentifier:
      if (!renames_) renames_ = RenamesCallees(*plan_, *live_, *tree_);
      return *renames_ || plan_->AsksFor(function.text(), *live_);
    case Kind::kAttribute: return plan_->AsksFor(syntax::LastName(function), *live_);
    case Kind::kCall: return true;  // getattr(os, "system")(command)
    default: return false;          // what has no name
  }
}

}  // namespace meerkat::rules
