#include "engine/names/occurrences.h"

#include "engine/names/bound.h"
#include "engine/syntax/views.h"

namespace meerkat::names {

using syntax::Field;
using syntax::Kind;
using syntax::kNull;
using syntax::Node;

namespace {

// Whether it is an element of what `with … as` or `case` binds, which reads like a tuple or list of
// values.
bool IsInPattern(Node name) {
  Node inner = name;
  Node outer = name.parent();
  while (outer.kind() == Kind::kTuple || outer.kind() == Kind::kList) {
    inner = outer;
    outer = outer.parent();
  }
  if (inner == name) return false;
  return outer.kind() == Kind::kCasePattern ||
         (outer.kind() == Kind::kAsPattern && outer.Child(Field::kAlias) == inner);
}

}  // namespace

bool IsBoundOtherwise(Node name) {
  const Node parent = name.parent();
  switch (parent.kind()) {
    case Kind::kAugmentedAssignment:
    case Kind::kFor:
    case Kind::kForInClause: return parent.Child(Field::kLeft) == name;
    case Kind::kDefaultParameter:
    case Kind::kTypedDefaultParameter:
    case Kind::kNamedExpression:
    case Kind::kFunction:
    case Kind::kClass: return parent.Child(Field::kName) == name;
    case Kind::kTypedParameter: return parent.first_child() == name;
    case Kind::kAsPattern:
    case Kind::kAliasedImport: return parent.Child(Field::kAlias) == name;
    case Kind::kParameters:
    case Kind::kListSplatPattern:
    case Kind::kDictionarySplatPattern:
    case Kind::kPatternList:
    case Kind::kTuplePattern:
    case Kind::kListPattern:
    case Kind::kCasePattern:
    case Kind::kClassPattern:
    case Kind::kKeywordPattern:
    case Kind::kSplatPattern:
    case Kind::kUnionPattern:
    case Kind::kDictPattern:
    case Kind::kImport:
    case Kind::kImportFrom:
    case Kind::kDelete:
    case Kind::kGlobal:
    case Kind::kNonlocal: return true;
    default: return IsInPattern(name);
  }
}

void Occurrences::Reset(const syntax::Tree* tree) {
  tree_ = tree;
  built_ = false;
}

void Occurrences::Build() {
  built_ = true;
  first_.clear();
  noted_.clear();
  bindings_.clear();
  next_.assign(tree_->size(), kNull);
  // From the end, so that each name's first one is met last.
  for (uint32_t i = tree_->size(); i-- > 0;) {
    const Node node = tree_->node(i);
    if (node.kind() == Kind::kDottedName) NoteCapture(node);
    if (node.kind() != Kind::kIdentifier) continue;
    const auto [found, inserted] = first_.try_emplace(node.text(), i);
    if (inserted) continue;
    next_[i] = found->second;
    found->second = i;
  }
}

Node Occurrences::First(std::string_view name) {
  if (!built_) Build();
  const auto found = first_.find(name);
  return found == first_.end() ? Node() : tree_->node(found->second);
}

Node Occurrences::Next(Node node) const {
  const uint32_t next = next_[node.index()];
  return next == kNull ? Node() : tree_->node(next);
}

// case [name, *_]: a name there is no identifier to the grammar, and binds unless it has a dot.
void Occurrences::NoteCapture(Node name) {
  const Kind parent = name.parent().kind();
  if (parent != Kind::kCasePattern && parent != Kind::kUnionPattern) return;
  if (name.text().find('.') != std::string_view::npos) return;
  const Node scope = syntax::EnclosingScope(name);
  bindings_[{name.text(), scope ? scope.index() : kNull}].is_other = true;
}

void Occurrences::NoteBinding(Node name) {
  const Node parent = name.parent();
  const bool is_assigned = parent.kind() == Kind::kAssignment && parent.Child(Field::kLeft) == name;
  if (!is_assigned && !IsBoundOtherwise(name)) return;
  // What defines a function or class is called so outside of it.
  const bool is_defined = parent.kind() == Kind::kFunction || parent.kind() == Kind::kClass;
  const Node scope = syntax::EnclosingScope(is_defined ? parent : name);
  const auto note = [&](uint32_t index) {
    Binding& binding = bindings_[{name.text(), index}];
    binding.is_other |= !is_assigned || binding.assignment;
    binding.assignment = binding.is_other ? Node() : parent;
  };
  note(scope ? scope.index() : kNull);
  if (scope && (parent.kind() == Kind::kGlobal || parent.kind() == Kind::kNonlocal)) note(kNull);
}

Binding Occurrences::BindingIn(std::string_view name, Node scope) {
  const Node first = First(name);
  if (!first) return {};
  if (noted_.insert(first.text()).second) {
    for (Node found = first; found; found = Next(found)) NoteBinding(found);
  }
  const auto found = bindings_.find({name, scope ? scope.index() : kNull});
  return found == bindings_.end() ? Binding() : found->second;
}

}  // namespace meerkat::names
