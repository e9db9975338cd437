#include "engine/names/scopes.h"

#include <algorithm>
#include <string>

#include "engine/names/import_statement.h"
#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::names {

using syntax::Field;
using syntax::Kind;
using syntax::kNull;
using syntax::Node;

namespace {

// An alias of an alias of an alias is followed this far.
constexpr int kMaxAliasDepth = 4;
// Python refuses to nest more than this; the work for a hostile file stays bounded.
constexpr int kMaxScopeDepth = 200;
// A name that may stand for more than this, or is bound more often, has its last ones considered.
constexpr size_t kMaxNames = 8;
constexpr int kMaxBindings = 32;

bool OpensScope(Kind kind) {
  switch (kind) {
    case Kind::kModule:
    case Kind::kFunction:
    case Kind::kLambda:
    case Kind::kClass:
    case Kind::kListComprehension:
    case Kind::kSetComprehension:
    case Kind::kDictionaryComprehension:
    case Kind::kGenerator: return true;
    default: return false;
  }
}

// The nodes, by index, that are evaluated inside of the scope that the node opens: not its
// decorators, defaults, annotations and base classes.
core::Span InsideOf(Node node) {
  const bool has_outside =
      node.kind() == Kind::kFunction || node.kind() == Kind::kClass || node.kind() == Kind::kLambda;
  if (!has_outside) return {node.index(), node.after()};
  const Node body = node.Child(Field::kBody);
  return body ? core::Span{body.index(), body.after()} : core::Span{};
}

bool IsComprehension(Kind kind) {
  return OpensScope(kind) && kind != Kind::kModule && kind != Kind::kFunction &&
         kind != Kind::kLambda && kind != Kind::kClass;
}

// The node of a value that is a name, for which a target then stands, too; kNull for any other.
uint32_t AliasOf(Node value) {
  const bool name = value.kind() == Kind::kIdentifier || value.kind() == Kind::kAttribute;
  return name ? value.index() : kNull;
}

std::string_view FirstComponent(std::string_view dotted) {
  return dotted.substr(0, dotted.find('.'));
}

bool IsBuiltins(std::string_view module) {
  return module == "builtins" || module == "__builtins__" || module == "__builtin__";
}

}  // namespace

void Scopes::Reset(const syntax::Tree* tree) {
  tree_ = tree;
  built_ = false;
}

void Scopes::Build() const {
  built_ = true;
  scopes_.clear();
  first_binding_.clear();
  bindings_.clear();
  declared_outer_.clear();
  star_modules_.clear();
  imported_.clear();
  pool_.Reset();

  std::vector<uint32_t> open;  // scopes around the current node, innermost last
  for (Node node : tree_->All()) {
    while (!open.empty() && node.index() >= tree_->node(scopes_[open.back()].node).after()) {
      open.pop_back();
    }
    const uint32_t scope = open.empty() ? kNull : open.back();
    // The root is a scope even where nothing parses and it is an error.
    if (OpensScope(node.kind()) || node.index() == 0) {
      const uint32_t own = static_cast<uint32_t>(scopes_.size());
      scopes_.push_back({node.index(), scope, node.kind(), InsideOf(node)});
      open.push_back(own);
      if (node.kind() == Kind::kFunction || node.kind() == Kind::kClass) {
        Bind(scope, node.Child(Field::kName).text(), {}, kNull);
      }
      BindParameters(own, node.Child(Field::kParameters));
    } else if (scope != kNull) {
      BindNode(scope, node);
    }
  }
}

void Scopes::BindNode(uint32_t scope, Node node) const {
  switch (node.kind()) {
    case Kind::kImport:
    case Kind::kImportFrom:
    case Kind::kFutureImport: BindImport(scope, node); break;
    case Kind::kAssignment: {
      // a = b = value: the assignment to b is the right side of the one to a, which binds both.
      if (node.parent().kind() == Kind::kAssignment) break;
      Node value = node.Child(Field::kRight);
      while (value.kind() == Kind::kAssignment) value = value.Child(Field::kRight);
      for (; node.kind() == Kind::kAssignment; node = node.Child(Field::kRight)) {
        BindTargets(scope, node.Child(Field::kLeft), AliasOf(value));
      }
      break;
    }
    case Kind::kAugmentedAssignment:
    case Kind::kFor:
    case Kind::kForInClause: BindTargets(scope, node.Child(Field::kLeft), kNull); break;
    case Kind::kNamedExpression:
      // x := f() inside a comprehension binds around it.
      for (int i = 0; i < kMaxScopeDepth && IsComprehension(scopes_[scope].kind); ++i) {
        scope = scopes_[scope].parent;
      }
      BindTargets(scope, node.Child(Field::kName), AliasOf(node.Child(Field::kValue)));
      break;
    case Kind::kAsPattern:
      // with f() as x; case [1] as x
      BindTargets(scope, node.Child(Field::kAlias) ? node.Child(Field::kAlias) : node.ChildAt(1),
                  kNull);
      break;
    case Kind::kExcept: BindTargets(scope, node.Child(Field::kAlias), kNull); break;
    case Kind::kCasePattern: BindCapture(scope, node.first_child()); break;
    case Kind::kKeywordPattern:
      // case A(name=x)
      BindCapture(scope, node.ChildAt(1));
      break;
    case Kind::kSplatPattern:
      // case [*x]; case {**x}
      BindTargets(scope, node.first_child(), kNull);
      break;
    case Kind::kGlobal:
    case Kind::kNonlocal: DeclareOuter(scope, node); break;
    default: break;
  }
}

// `case x:` captures; a dotted name is a value.
void Scopes::BindCapture(uint32_t scope, Node pattern) const {
  const bool captures =
      pattern.kind() == Kind::kDottedName && pattern.text().find('.') == std::string_view::npos;
  if (captures) Bind(scope, pattern.text(), {}, kNull);
}

void Scopes::DeclareOuter(uint32_t scope, Node statement) const {
  for (Node name : statement.children()) {
    uint32_t outer = 0;
    if (statement.kind() == Kind::kNonlocal) {
      outer = scopes_[scope].parent;
      while (outer != kNull && outer != 0 && scopes_[outer].kind == Kind::kClass) {
        outer = scopes_[outer].parent;
      }
      if (outer == kNull) outer = 0;
    }
    declared_outer_[{scope, name.text()}] = outer;
  }
}

void Scopes::Bind(uint32_t scope, std::string_view name, std::string_view imported,
                  uint32_t alias_of) const {
  if (scope == kNull || name.empty()) return;
  if (!declared_outer_.empty()) {  // which it is nearly always
    const auto declared = declared_outer_.find({scope, name});
    if (declared != declared_outer_.end()) scope = declared->second;
  }
  const auto [slot, inserted] = first_binding_.try_emplace({scope, name}, kNull);
  // That it is bound to something unknown is said once.
  if (!inserted && imported.empty() && alias_of == kNull) return;
  bindings_.push_back({imported, alias_of, slot->second});
  slot->second = static_cast<uint32_t>(bindings_.size() - 1);
}

void Scopes::BindTargets(uint32_t scope, Node pattern, uint32_t alias_of) const {
  switch (pattern.kind()) {
    case Kind::kIdentifier: Bind(scope, pattern.text(), {}, alias_of); break;
    case Kind::kPatternList:
    case Kind::kTuplePattern:
    case Kind::kListPattern:
    case Kind::kListSplatPattern:
    case Kind::kTuple:
    case Kind::kList:
    case Kind::kExpressionList:
      // (a, (b, *c)) = …: every plain name below, but for what is in `d[i]` and `e.f`.
      for (uint32_t i = pattern.index() + 1; i < pattern.after();) {
        const Node node = tree_->node(i);
        if (node.kind() == Kind::kIdentifier) Bind(scope, node.text(), {}, kNull);
        const bool opaque = node.kind() == Kind::kAttribute || node.kind() == Kind::kSubscript;
        i = opaque ? node.after() : i + 1;
      }
      break;
    default: break;
  }
}

void Scopes::BindParameters(uint32_t scope, Node parameters) const {
  for (Node parameter : parameters.children()) {
    Node name = parameter;
    if (name.kind() == Kind::kDefaultParameter || name.kind() == Kind::kTypedDefaultParameter) {
      name = name.Child(Field::kName);
    } else if (name.kind() == Kind::kTypedParameter) {
      name = name.first_child();
    }
    if (name.kind() == Kind::kListSplatPattern || name.kind() == Kind::kDictionarySplatPattern) {
      name = name.first_child();
    }
    BindTargets(scope, name, kNull);
  }
}

void Scopes::BindImport(uint32_t scope, Node import) const {
  ForEachImported(import, [this, scope](const Imported& imported) {
    if (!imported.from) {
      imported_.push_back(imported.name);
      if (imported.alias.empty()) {
        const std::string_view first = FirstComponent(imported.name);
        Bind(scope, first, first, kNull);
      } else {
        Bind(scope, imported.alias, imported.name, kNull);
      }
      return;
    }
    // A relative name keeps its dots: it is never the absolute one of the same spelling.
    static constexpr std::string_view kDots = "................";
    const std::string_view dots = kDots.substr(0, static_cast<size_t>(imported.level));
    if (imported.name == "*") {
      star_modules_.push_back(pool_.Concat({dots, imported.module}));
      imported_.push_back(star_modules_.back());
      return;
    }
    const std::string_view full =
        pool_.Concat({dots, imported.module, imported.module.empty() ? "" : ".", imported.name});
    imported_.push_back(full);
    // `from builtins import eval as evaluate` is plain eval.
    const bool builtin = imported.level == 0 && IsBuiltins(imported.module);
    Bind(scope, imported.alias.empty() ? imported.name : imported.alias,
         builtin ? imported.name : full, kNull);
  });
}

uint32_t Scopes::ScopeOf(Node node) const {
  // Scopes are in order of the source: the innermost one around a node is the last that starts
  // before it, or one around that.
  const auto after =
      std::partition_point(scopes_.begin(), scopes_.end(),
                           [node](const Scope& scope) { return scope.node < node.index(); });
  if (after == scopes_.begin()) return 0;
  uint32_t scope = static_cast<uint32_t>(after - scopes_.begin()) - 1;
  for (int depth = 0; scope != 0 && depth < kMaxScopeDepth; ++depth) {
    const core::Span& inside = scopes_[scope].inside;
    if (inside.begin <= node.index() && node.index() < inside.end) return scope;
    scope = scopes_[scope].parent;
  }
  return 0;
}

void Scopes::ResolveIdentifier(Node identifier, int depth, std::vector<std::string_view>* names) {
  const std::string_view name = identifier.text();
  const uint32_t own_scope = ScopeOf(identifier);
  int depth_of_scope = 0;
  for (uint32_t scope = own_scope; scope != kNull; scope = scopes_[scope].parent) {
    // Deeper than Python itself goes: the module's names are what is left to ask.
    if (++depth_of_scope == kMaxScopeDepth) scope = 0;
    // A class body's names are not seen by the functions in it.
    if (scope != own_scope && scopes_[scope].kind == Kind::kClass) continue;
    auto found = first_binding_.find({scope, name});
    if (found == first_binding_.end()) continue;
    const size_t before = names->size();
    int considered = 0;
    for (uint32_t b = found->second;
         b != kNull && names->size() < kMaxNames && considered < kMaxBindings;
         b = bindings_[b].next, ++considered) {
      const Binding& binding = bindings_[b];
      if (!binding.imported.empty()) {
        names->push_back(binding.imported);
      } else if (binding.alias_of != kNull && depth < kMaxAliasDepth) {
        const Node alias = tree_->node(binding.alias_of);
        // x = x.y refers to what x was before.
        if (alias.text() != name) Resolve(alias, depth + 1, names);
      }
    }
    if (names->size() == before) names->push_back({});
    return;
  }
  names->push_back(name);
  for (std::string_view module : star_modules_) {
    if (names->size() >= kMaxNames) break;
    names->push_back(pool_.Concat({module, ".", name}));
  }
}

namespace {

bool IsCalledAsClass(std::string_view name) {
  return !name.empty() && name[0] >= 'A' && name[0] <= 'Z';
}

}  // namespace

// getattr(os, "system")
void Scopes::ResolveGetattr(Node node, int depth, std::vector<std::string_view>* names) {
  const syntax::Call call(node);
  std::string attribute;
  if (depth >= kMaxAliasDepth || call.Function().text() != "getattr" ||
      !syntax::ConstantString(call.Positional(1), &attribute)) {
    return;
  }
  std::vector<std::string_view> objects;
  Resolve(call.Positional(0), depth + 1, &objects);
  for (std::string_view object : objects) {
    if (names->size() >= kMaxNames) return;
    names->push_back(IsBuiltins(object) ? pool_.Concat({attribute})
                                        : pool_.Concat({object, ".", attribute}));
  }
}

void Scopes::Resolve(Node expression, int depth, std::vector<std::string_view>* names) {
  if (expression.kind() == Kind::kIdentifier) {
    ResolveIdentifier(expression, depth, names);
    return;
  }
  if (expression.kind() == Kind::kCall) {
    ResolveGetattr(expression, depth, names);
    return;
  }
  if (expression.kind() != Kind::kAttribute) return;
  Node chain[kMaxAttributeDepth];
  int length = 0;
  Node root = expression;
  for (; root.kind() == Kind::kAttribute; root = root.Child(Field::kObject)) {
    if (length == kMaxAttributeDepth) return;
    chain[length++] = root;
  }
  const size_t first = names->size();
  if (root.kind() == Kind::kIdentifier) {
    ResolveIdentifier(root, depth, names);
  } else {
    names->push_back({});
    // PyJWT().decode is PyJWT's method.
    const Node made = root.kind() == Kind::kCall ? syntax::Call(root).Function() : Node();
    if (made.kind() == Kind::kIdentifier && depth < kMaxAliasDepth) {
      if (IsCalledAsClass(made.text())) ResolveIdentifier(made, depth + 1, names);
    } else if (made.kind() == Kind::kAttribute && depth < kMaxAliasDepth) {
      if (IsCalledAsClass(made.Child(Field::kAttribute).text())) Resolve(made, depth + 1, names);
    }
  }
  for (size_t i = first; i < names->size(); ++i) {
    std::string_view name = (*names)[i];
    for (int link = length; link-- > 0;) {
      const std::string_view attribute = chain[link].Child(Field::kAttribute).text();
      name = IsBuiltins(name) ? attribute : pool_.Concat({name, ".", attribute});
    }
    (*names)[i] = name;
  }
}

void Scopes::QualifiedNames(Node expression, std::vector<std::string_view>* names) {
  if (!built_) Build();
  Resolve(expression, 0, names);
}

bool Scopes::Imports(std::string_view name) const {
  if (!built_) Build();
  for (std::string_view imported : imported_) {
    if (imported == name) return true;
  }
  return false;
}

bool Scopes::ImportsLike(std::string_view part) const {
  if (!built_) Build();
  for (std::string_view imported : imported_) {
    if (imported.find(part) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace meerkat::names
