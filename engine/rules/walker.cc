#include "engine/rules/walker.h"

#include <algorithm>

#include "engine/rules/extent.h"

namespace meerkat::rules {

using syntax::Field;
using syntax::Kind;
using syntax::kNull;
using syntax::Node;

namespace {

// Asking whether to stop costs a clock read: once per this many nodes it is a fiftieth of a walk. A
// rule may look at a thousand nodes around one.
constexpr uint32_t kNodesBetweenStops = 32;

// Where they take it: `run_in_executor(None, f)`, `Timer(5, f)`, `Thread(target=f)`.
constexpr uint32_t kFunctionPositions = 2;
constexpr std::string_view kFunctionKeywords[] = {"target", "func", "function"};

// config.setdefault("DEBUG", True), handler.send_header("Set-Cookie", value); of what is added or
// set somewhere by response.headers.add("Set-Cookie", value) only names with a hyphen are those of
// headers.
bool GivesSetting(std::string_view function, Node name) {
  if (function == "setdefault" || function == "set_header" || function == "add_header" ||
      function == "send_header" || function == "append_header" || function == "putheader") {
    return true;
  }
  return (function == "add" || function == "set") && name.kind() == Kind::kString &&
         name.text().find('-') != std::string_view::npos;
}

bool IsImporter(std::string_view name) {
  return name == "__import__" || name == "importlib.import_module" ||
         name == "importlib.__import__";
}

bool MatchesCallee(std::string_view pattern, std::string_view name) {
  if (pattern.starts_with("*.")) return name.ends_with(pattern.substr(1));
  return name == pattern;
}

// A plain string that is a statement of its own: a docstring, or a comment in disguise.
bool IsDocstring(Node string) {
  const Node parent = string.parent();
  return parent.kind() == Kind::kExpressionStatement && parent.child_count() == 1 &&
         !syntax::IsFormatString(string);
}

// What a format specifier stands in: to Bandit, too, that is where it is.
Node WholeString(Node node) {
  if (node.kind() != Kind::kFormatSpecifier) return node;
  while (node && node.kind() != Kind::kString) node = node.parent();
  return node.parent().kind() == Kind::kConcatenatedString ? node.parent() : node;
}

}  // namespace

bool Walker::AnyLive(const std::vector<uint32_t>& rules) const {
  return std::any_of(rules.begin(), rules.end(), [this](uint32_t rule) { return Live(rule); });
}

bool Walker::Walk(const WalkPlan& plan, const trigger::LiveRules& live,
                  const core::SourceFile& file, const syntax::Tree& tree,
                  const core::Budget& budget, uint32_t max_findings,
                  std::vector<core::RawFinding>* findings, uint32_t* dropped) {
  plan_ = &plan;
  live_ = &live;
  file_ = &file;
  tree_ = &tree;
  max_findings_ = max_findings;
  findings_ = findings;
  dropped_ = dropped;
  renames_.reset();
  occurrences_.Reset(&tree);
  strings_live_ = AnyLive(plan.strings_);
  assignments_live_ = AnyLive(plan.assignments_);
  settings_live_ = AnyLive(plan.any_setting_);
  any_call_live_ = AnyLive(plan.any_call_);
  imports_live_ = AnyLive(plan.imports_);
  if (plan.as_bandit_) {
    aliases_.Reset();
    names_ = &aliases_;
  } else {
    scopes_.Reset(&tree);
    names_ = &scopes_;
  }
  VisitFile();

  // Decorators are visited after what they decorate, as Bandit does: an import inside the function
  // is known to them. Each entry waits for the end of its definition.
  struct Waiting {
    uint32_t after;
    uint32_t begin;
    uint32_t end;
  };
  std::vector<Waiting> waiting;
  for (uint32_t i = 0, visited = 0; i < tree.size() || !waiting.empty(); ++visited) {
    if (visited % kNodesBetweenStops == 0 && budget.Stopped()) return false;
    if (!waiting.empty() && i >= waiting.back().after) {
      const Waiting decorators = waiting.back();
      waiting.pop_back();
      for (uint32_t d = decorators.begin; d < decorators.end; ++d) Visit(tree.node(d));
      continue;
    }
    const Node node = tree.node(i);
    if (node.kind() == Kind::kDecorated) {
      const Node definition = node.Child(Field::kDefinition);
      if (definition) {
        waiting.push_back({node.after(), i + 1, definition.index()});
        i = definition.index();
        continue;
      }
    }
    Visit(node);
    ++i;
  }
  return true;
}

void Walker::Visit(Node node) {
  switch (node.kind()) {
    case Kind::kCall: VisitCall(node); break;
    case Kind::kImport:
    case Kind::kImportFrom:
    case Kind::kFutureImport: VisitImport(node); break;
    case Kind::kString:
    case Kind::kConcatenatedString:
      if (strings_live_) VisitString(node);
      break;
    case Kind::kFormatSpecifier:
      // f"{x:/tmp/y}": to Bandit a string in the string; it is no path, nor a statement, to a
      // reader.
      if (strings_live_ && plan_->as_bandit_) VisitString(node);
      break;
    case Kind::kAssignment:
    case Kind::kAugmentedAssignment:
      if (assignments_live_ || settings_live_) VisitAssignment(node);
      break;
    case Kind::kKeywordArgument:
      if (settings_live_) VisitSetting(node, node.Child(Field::kName), node.Child(Field::kValue));
      break;
    case Kind::kPair:
      if (settings_live_) VisitSetting(node, node.Child(Field::kKey), node.Child(Field::kValue));
      break;
    case Kind::kAssert: VisitStatement(node, core::Statement::kAssert); break;
    case Kind::kExcept: VisitStatement(node, core::Statement::kExceptHandler); break;
    case Kind::kFunction: VisitStatement(node, core::Statement::kFunction); break;
    default: break;
  }
}

void Walker::VisitFile() {
  if (!AnyLive(plan_->files_)) return;
  Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, tree_->root());
  for (uint32_t rule : plan_->files_) {
    if (Live(rule)) Ask(rule, std::get<core::OnFile>(plan_->rules_[rule]->match).when, site);
  }
}

void Walker::VisitCall(Node node) {
  const Node function = node.Child(Field::kFunction);
  if (settings_live_) {
    const syntax::Call call(node);
    if (GivesSetting(syntax::LastName(function), call.Positional(0))) {
      VisitSetting(node, call.Positional(0), call.Positional(1));
    }
  }
  resolved_.clear();
  if (!any_call_live_ && !MayMatch(function)) return;
  names_->QualifiedNames(function, &resolved_);
  // Bandit calls what has no name "".
  if (resolved_.empty()) resolved_.push_back({});

  Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, node);
  // A name resolved in several branches must not report one call twice by one rule.
  std::vector<uint32_t> reported;
  bool calls_its_argument = false;
  for (std::string_view name : resolved_) {
    const auto candidates = plan_->callees_.find(LastComponent(name));
    if (candidates == plan_->callees_.end()) continue;
    for (const WalkPlan::Callee& callee : candidates->second) {
      if (callee.rule == WalkPlan::kCallsItsArgument) {
        calls_its_argument = true;
        continue;
      }
      if (!Live(callee.rule) || !MatchesCallee(callee.pattern, name)) continue;
      if (std::find(reported.begin(), reported.end(), callee.rule) != reported.end()) continue;
      site.callee_ = name;
      const auto* call = std::get_if<core::OnCall>(&plan_->rules_[callee.rule]->match);
      if (call == nullptr) {
        Report(callee.rule, {.fires = true, .detail = callee.pattern}, site);
      } else if (!Ask(callee.rule, call->when, site)) {
        continue;  // the predicate may know another of the names
      }
      reported.push_back(callee.rule);
    }
  }
  if (calls_its_argument) VisitHandedOn(node);
  site.callee_ = resolved_.front();
  if (any_call_live_) {
    for (uint32_t rule : plan_->any_call_) {
      if (!Live(rule)) continue;
      for (std::string_view name : resolved_) {
        site.callee_ = name;
        if (Ask(rule, std::get<core::OnCall>(plan_->rules_[rule]->match).when, site)) break;
      }
    }
    site.callee_ = resolved_.front();
  }
  if ((imports_live_ || plan_->as_bandit_) && IsImporter(resolved_.front())) {
    VisitImportingCall(node, resolved_.front());
  }
}

// map(eval, texts), Thread(target=os.system, args=(command,))
void Walker::VisitHandedOn(Node node) {
  const syntax::Call call(node);
  for (uint32_t i = 0; i < kFunctionPositions; ++i) {
    if (AskForHandedOn(node, call.Positional(i))) return;
  }
  for (std::string_view keyword : kFunctionKeywords) {
    if (AskForHandedOn(node, call.Keyword(keyword))) return;
  }
}

bool Walker::AskForHandedOn(Node call, Node argument) {
  if (argument.kind() != Kind::kIdentifier && argument.kind() != Kind::kAttribute) return false;
  handed_on_.clear();
  names_->QualifiedNames(argument, &handed_on_);
  for (std::string_view name : handed_on_) {
    const auto candidates = plan_->callees_.find(LastComponent(name));
    if (candidates == plan_->callees_.end()) continue;
    for (const WalkPlan::Callee& callee : candidates->second) {
      if (callee.rule == WalkPlan::kCallsItsArgument || !Live(callee.rule)) continue;
      const auto* match = std::get_if<core::OnCall>(&plan_->rules_[callee.rule]->match);
      if (match == nullptr || !match->handed_on || !MatchesCallee(callee.pattern, name)) continue;
      Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, call);
      site.callee_ = name;
      Report(callee.rule, {.fires = true, .shown_at = argument.index(), .detail = name}, site);
      return true;
    }
  }
  return false;
}

void Walker::VisitString(Node node) {
  // Pieces of a concatenation are one constant.
  if (node.parent().kind() == Kind::kConcatenatedString) return;
  if (IsDocstring(node) || syntax::IsBytes(node)) return;
  texts_.clear();
  syntax::AppendConstants(node, &texts_);
  Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, node);
  for (const std::string& text : texts_) {
    site.text_ = text;
    site.is_leading_text_ = &text == &texts_.front();
    for (uint32_t rule : plan_->strings_) {
      if (Live(rule)) Ask(rule, std::get<core::OnString>(plan_->rules_[rule]->match).when, site);
    }
  }
}

void Walker::VisitAssignment(Node node) {
  // a = b = value: the assignment to b is the right side of the one to a, which stands for both.
  if (node.parent().kind() == Kind::kAssignment) return;
  Node value = node.Child(Field::kRight);
  while (value.kind() == Kind::kAssignment) value = value.Child(Field::kRight);
  for (Node chain = node; chain && chain != value; chain = chain.Child(Field::kRight)) {
    Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, chain);
    Assign(&site, chain.Child(Field::kLeft), value);
  }
}

void Walker::Assign(Site* site, Node target, Node value) {
  const bool unpacks = target.kind() == Kind::kPatternList ||
                       target.kind() == Kind::kTuplePattern || target.kind() == Kind::kListPattern;
  if (unpacks) {
    const bool paired = (value.kind() == Kind::kExpressionList || value.kind() == Kind::kTuple ||
                         value.kind() == Kind::kList) &&
                        value.child_count() == target.child_count();
    // Patterns in patterns are rare and their values seldom constant: one level is looked at.
    Node element = paired ? value.first_child() : Node();
    for (Node name : target.children()) {
      VisitSetting(site->node(), name, element);
      site->target_ = name;
      site->value_ = element;
      for (uint32_t rule : plan_->assignments_) {
        if (Live(rule))
          Ask(rule, std::get<core::OnAssignment>(plan_->rules_[rule]->match).when, *site);
      }
      element = element ? element.next_sibling() : Node();
    }
    return;
  }
  VisitSetting(site->node(), target, value);
  site->target_ = target;
  site->value_ = value;
  for (uint32_t rule : plan_->assignments_) {
    if (Live(rule)) Ask(rule, std::get<core::OnAssignment>(plan_->rules_[rule]->match).when, *site);
  }
}

void Walker::VisitSetting(Node node, Node named, Node value) {
  if (!settings_live_) return;
  // config["NAME"] = …, {"NAME": …}; app.NAME = …, NAME = …, f(NAME=…)
  const Node key = named.kind() == Kind::kSubscript ? named.Child(Field::kSubscript) : named;
  full_name_.clear();
  if (!syntax::ConstantString(key, &full_name_)) full_name_ = syntax::LastName(key);
  const auto found = plan_->settings_.find(full_name_);
  if (found == plan_->settings_.end()) return;
  Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, node);
  site.target_ = named;
  site.value_ = value;
  for (uint32_t rule : found->second) {
    if (Live(rule)) Ask(rule, std::get<core::OnSetting>(plan_->rules_[rule]->match).when, site);
  }
}

void Walker::VisitStatement(Node node, core::Statement statement) {
  Site site(*file_, *names_, occurrences_, plan_->options_, plan_->as_bandit_, node);
  for (uint32_t rule : plan_->statements_[static_cast<size_t>(statement)]) {
    if (Live(rule)) Ask(rule, std::get<core::OnStatement>(plan_->rules_[rule]->match).when, site);
  }
}

bool Walker::Ask(uint32_t rule, core::Predicate when, Site& site) {
  const core::Verdict verdict = when == nullptr ? core::kFires : when(site);
  if (verdict.fires) Report(rule, verdict, site);
  return verdict.fires;
}

void Walker::Report(uint32_t rule, const core::Verdict& verdict, const Site& site) {
  const core::Rule& row = *plan_->rules_[rule];
  if (plan_->quiet_ && row.quiet != nullptr && row.quiet(site)) return;
  if (findings_->size() >= max_findings_) {
    ++*dropped_;
    return;
  }
  const Node node = WholeString(site.node());
  core::RawFinding& finding = findings_->emplace_back();
  finding.rule = plan_->table_[rule];
  finding.node = node.index();
  finding.span = verdict.span.empty() ? node.span() : verdict.span;
  finding.judged =
      verdict.judged == core::kNoNode ? node.span() : tree_->node(verdict.judged).span();
  finding.even_if_known = verdict.even_if_known;
  finding.extent = plan_->as_bandit_      ? ExtentAsBandit(node)
                   : verdict.span.empty() ? Extent(node)
                                          : verdict.span;
  // To Python a handler and a function end with their last statement, not with a comment behind it.
  if (plan_->as_bandit_ && (node.kind() == Kind::kExcept || node.kind() == Kind::kFunction)) {
    finding.span = finding.extent;
  }
  finding.shown_at = verdict.shown_at == core::kNoNode ? finding.span.begin
                                                       : tree_->node(verdict.shown_at).begin();
  finding.severity =
      verdict.severity == core::Severity::kFromRule ? row.severity : verdict.severity;
  finding.confidence =
      verdict.confidence == core::Confidence::kFromRule ? row.confidence : verdict.confidence;
  finding.detail = verdict.detail;
}

}  // namespace meerkat::rules
