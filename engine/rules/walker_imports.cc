// The part of Walker for imports: statements, and calls that import by a name.

#include <algorithm>

#include "engine/names/import_statement.h"
#include "engine/rules/walker.h"

namespace meerkat::rules {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// if TYPE_CHECKING: import x
bool IsForTypesOnly(Node import) {
  constexpr int kMaxClimb = 64;
  Node node = import;
  for (int climbed = 0; node && climbed < kMaxClimb; ++climbed) {
    const Node parent = node.parent();
    if (parent.kind() == Kind::kIf && node.field() == Field::kConsequence &&
        syntax::LastName(parent.Child(Field::kCondition)) == "TYPE_CHECKING") {
      return true;
    }
    node = parent;
  }
  return false;
}

// Whether `name` is `module` or lies in it.
bool LiesIn(std::string_view name, std::string_view module) {
  return name.starts_with(module) && (name.size() == module.size() || name[module.size()] == '.');
}

bool LiesInAny(std::string_view name, std::span<const std::string_view> modules) {
  return std::any_of(modules.begin(), modules.end(),
                     [name](std::string_view module) { return LiesIn(name, module); });
}

}  // namespace

// __import__("pickle"), importlib.import_module("pickle")
void Walker::VisitImportingCall(Node node, std::string_view callee) {
  const syntax::Call call(node);
  const bool dunder = callee == "__import__";
  Node module = call.Positional(0);
  if (!module && !dunder) module = call.Keyword("name");
  if (!module || (dunder && !syntax::IsString(module))) return;
  Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, node);
  site.callee_ = callee;
  if (plan_->as_bandit_ && AskForCalleeIn(module, &site)) return;
  if (!plan_->as_bandit_) {
    // import_module(".ElementTree", "xml.etree")
    full_name_.clear();
    syntax::ConstantString(module, &full_name_);
    std::string package;
    if (full_name_.starts_with('.') && !dunder &&
        syntax::ConstantString(call.Argument(1, "package"), &package)) {
      full_name_.insert(0, package);
    }
  }
  for (uint32_t rule : plan_->imports_) {
    if (!Live(rule)) continue;
    const core::OnImport& match = std::get<core::OnImport>(plan_->rules_[rule]->match);
    for (std::string_view name : match.modules) {
      const bool matches = plan_->as_bandit_
                               ? ReadsAs(module, name)
                               : LiesIn(full_name_, name) && !LiesInAny(full_name_, match.harmless);
      if (!matches) continue;
      Report(rule, {.fires = true, .detail = name}, site);
      return;
    }
  }
}

// import_module("random.random"): Bandit looks the text up among the functions, too, that its lists
// of calls (B301 to B323) name.
bool Walker::AskForCalleeIn(Node module, Site* site) {
  full_name_.clear();
  if (!syntax::ConstantString(module, &full_name_)) {
    full_name_ = module.kind() == Kind::kIdentifier ? module.text() : syntax::LastName(module);
  }
  const auto candidates = plan_->callees_.find(LastComponent(full_name_));
  if (candidates == plan_->callees_.end()) return false;
  for (const WalkPlan::Callee& callee : candidates->second) {
    const core::Rule& row = *plan_->rules_[callee.rule];
    const auto* call = std::get_if<core::OnCall>(&row.match);
    const bool listed = row.bandit_id >= "B301" && row.bandit_id <= "B323";
    if (call == nullptr || !listed || !Live(callee.rule) || callee.pattern != full_name_) continue;
    site->callee_ = callee.pattern;
    return Ask(callee.rule, call->when, *site);
  }
  return false;
}

void Walker::VisitImport(Node node) {
  names_->Visit(node);
  if (!imports_live_) return;
  const Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, node);
  for (uint32_t rule : plan_->imports_) {
    if (!Live(rule)) continue;
    const core::OnImport& match = std::get<core::OnImport>(plan_->rules_[rule]->match);
    std::string_view found;
    names::ForEachImported(node, [&](const names::Imported& imported) {
      if (found.empty()) found = MatchingModule(imported, match);
    });
    if (found.empty()) continue;
    if (!plan_->as_bandit_ && IsForTypesOnly(node)) return;
    Report(rule, {.fires = true, .detail = found}, site);
    // Bandit says at most one thing about an import.
    if (plan_->as_bandit_) return;
  }
}

std::string_view Walker::MatchingModule(const names::Imported& imported,
                                        const core::OnImport& match) {
  // `from .pickle import x` is a module of this package; Bandit does not see the dot.
  if (imported.level > 0 && !plan_->as_bandit_) return {};
  full_name_.assign(imported.module);
  if (!full_name_.empty()) full_name_ += '.';
  full_name_ += imported.name;
  if (!plan_->as_bandit_ && LiesInAny(full_name_, match.harmless)) return {};
  for (std::string_view module : match.modules) {
    // `import pickletools` is not `import pickle`; Bandit compares letters.
    const bool matches =
        plan_->as_bandit_ ? full_name_.starts_with(module) : LiesIn(full_name_, module);
    if (matches) return module;
  }
  return {};
}

}  // namespace meerkat::rules
