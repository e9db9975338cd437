#include "engine/names/scopes.h"

#include "engine/names/import_statement.h"

namespace meerkat::names {

using syntax::Field;
using syntax::Kind;
using syntax::kNull;
using syntax::Node;

namespace {

// An alias of an alias of an alias is followed this far.
constexpr int kMaxAliasDepth = 4;
// A name bound in more branches than this has its first ones considered.
constexpr size_t kMaxNames = 8;

bool OpensScope(Kind kind) {
  switch (kind) {
    case Kind::kModule:
    case Kind::kFunction:
    case Kind::kLambda:
    case Kind::kClass:
    case Kind::kListComprehension:
    case Kind::kSetComprehension:
    case Kind::kDictionaryComprehension:
    case Kind::kGenerator:
      return true;
    default:
      return false;
  }
}

bool IsComprehension(Kind kind) {
  return OpensScope(kind) && kind != Kind::kModule && kind != Kind::kFunction &&
         kind != Kind::kLambda && kind != Kind::kClass;
}

std::string_view FirstComponent(std::string_view dotted) { return dotted.substr(0, dotted.find('.')); }

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
  scope_of_node_.clear();
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
    if (OpensScope(node.kind())) {
      const uint32_t own = static_cast<uint32_t>(scopes_.size());
      scopes_.push_back({node.index(), scope, node.kind()});
      scope_of_node_[node.index()] = own;
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
    case Kind::kFutureImport:
      BindImport(scope, node);
      break;
    case Kind::kAssignment: {
      const Node value = node.Child(Field::kRight);
      const bool names_something =
          value.kind() == Kind::kIdentifier || value.kind() == Kind::kAttribute;
      BindTargets(scope, node.Child(Field::kLeft), names_something ? value.index() : kNull);
      break;
    }
    case Kind::kAugmentedAssignment:
    case Kind::kFor:
    case Kind::kForInClause:
      BindTargets(scope, node.Child(Field::kLeft), kNull);
      break;
    case Kind::kNamedExpression:
      // x := f() inside a comprehension binds around it.
      while (IsComprehension(scopes_[scope].kind)) scope = scopes_[scope].parent;
      BindTargets(scope, node.Child(Field::kName), kNull);
      break;
    case Kind::kAsPattern:
      BindTargets(scope, node.Child(Field::kAlias), kNull);
      break;
    case Kind::kExcept:
      BindTargets(scope, node.Child(Field::kAlias), kNull);
      break;
    case Kind::kCasePattern:
      // `case x:` captures; a dotted name is a value.
      if (node.first_child().kind() == Kind::kDottedName &&
          node.first_child().text().find('.') == std::string_view::npos) {
        Bind(scope, node.first_child().text(), {}, kNull);
      }
      break;
    case Kind::kGlobal:
    case Kind::kNonlocal:
      DeclareOuter(scope, node);
      break;
    default:
      break;
  }
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
  const auto declared = declared_outer_.find({scope, name});
  if (declared != declared_outer_.end()) scope = declared->second;
  const auto [slot, inserted] = first_binding_.try_emplace({scope, name}, kNull);
  bindings_.push_back({imported, alias_of, slot->second});
  slot->second = static_cast<uint32_t>(bindings_.size() - 1);
}

void Scopes::BindTargets(uint32_t scope, Node pattern, uint32_t alias_of) const {
  switch (pattern.kind()) {
    case Kind::kIdentifier:
      Bind(scope, pattern.text(), {}, alias_of);
      break;
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
    default:
      break;
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
  for (Node at = node, previous; at; previous = at, at = at.parent()) {
    if (!OpensScope(at.kind())) continue;
    // Decorators, defaults, annotations and base classes are evaluated outside of what they belong to.
    const bool outside = previous && (at.kind() == Kind::kFunction || at.kind() == Kind::kClass ||
                                      at.kind() == Kind::kLambda) &&
                         previous.field() != Field::kBody;
    if (outside || at == node) continue;
    const auto found = scope_of_node_.find(at.index());
    if (found != scope_of_node_.end()) return found->second;
  }
  return 0;
}

void Scopes::ResolveIdentifier(Node identifier, int depth, std::vector<std::string_view>* names) {
  const std::string_view name = identifier.text();
  const uint32_t own_scope = ScopeOf(identifier);
  for (uint32_t scope = own_scope; scope != kNull; scope = scopes_[scope].parent) {
    // A class body's names are not seen by the functions in it.
    if (scope != own_scope && scopes_[scope].kind == Kind::kClass) continue;
    auto found = first_binding_.find({scope, name});
    if (found == first_binding_.end()) continue;
    const size_t before = names->size();
    for (uint32_t b = found->second; b != kNull && names->size() < kMaxNames; b = bindings_[b].next) {
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

void Scopes::Resolve(Node expression, int depth, std::vector<std::string_view>* names) {
  if (expression.kind() == Kind::kIdentifier) {
    ResolveIdentifier(expression, depth, names);
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
