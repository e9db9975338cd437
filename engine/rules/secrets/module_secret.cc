#include "engine/rules/secrets/module_secret.h"

#include <string_view>

#include "engine/syntax/views.h"

namespace meerkat::rules::secrets {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

bool IsParameterOrTarget(Node name) {
  const Node parent = name.parent();
  switch (parent.kind()) {
    case Kind::kParameters:
    case Kind::kListSplatPattern:
    case Kind::kDictionarySplatPattern:
    case Kind::kPatternList:
    case Kind::kTuplePattern:
    case Kind::kListPattern: return true;
    case Kind::kTypedParameter: return parent.first_child() == name;
    case Kind::kDefaultParameter:
    case Kind::kTypedDefaultParameter:
    case Kind::kNamedExpression: return name.field() == Field::kName;
    case Kind::kAssignment:
    case Kind::kFor: return name.field() == Field::kLeft;
    default: return false;
  }
}

// Whether the function has a variable or parameter of this name.
bool Binds(Node function, std::string_view name) {
  bool binds = false;
  for (Node node : function.tree().Subtree(function)) {
    if (node.kind() != Kind::kIdentifier || node.text() != name) continue;
    if (node.parent().kind() == Kind::kGlobal) return false;
    binds = binds || IsParameterOrTarget(node);
  }
  return binds;
}

// A plain read: neither `x.name` nor `f(name=…)` nor a name that is bound.
bool IsRead(Node name) {
  const Field field = name.field();
  return field != Field::kAttribute && field != Field::kName && !IsParameterOrTarget(name);
}

bool IsReadAsGlobal(Node target) {
  const std::string_view name = target.text();
  for (Node node : target.tree().All()) {
    if (node.kind() != Kind::kIdentifier || node.text() != name || !IsRead(node)) continue;
    const Node function = syntax::EnclosingFunction(node);
    if (function && !Binds(function, name)) return true;
  }
  return false;
}

// self.NAME, cls.NAME, Class.NAME
bool IsReadAsAttribute(Node target, Node owner) {
  const std::string_view class_name = owner.Child(Field::kName).text();
  for (Node node : target.tree().All()) {
    if (node.kind() != Kind::kAttribute) continue;
    if (node.Child(Field::kAttribute).text() != target.text()) continue;
    const std::string_view object = node.Child(Field::kObject).text();
    if (object != "self" && object != "cls" && object != class_name) continue;
    if (node.field() != Field::kLeft && syntax::EnclosingFunction(node)) return true;
  }
  return false;
}

}  // namespace

bool IsReadInFunctions(Node target) {
  const Node scope = syntax::EnclosingScope(target);
  if (!scope) return IsReadAsGlobal(target);
  return scope.kind() == Kind::kClass && IsReadAsAttribute(target, scope);
}

}  // namespace meerkat::rules::secrets
