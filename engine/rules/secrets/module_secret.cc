#include "engine/rules/secrets/module_secret.h"

#include <string_view>

#include "engine/syntax/views.h"

namespace meerkat::rules::secrets {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// A name that stands more often was written by a machine.
constexpr int kMaxOccurrences = 48;

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

bool IsInside(Node node, Node outer) {
  return outer.index() < node.index() && node.index() < outer.after();
}

// Whether the function has a variable or parameter of the name that stands at `read`.
bool Binds(Node function, Node read, names::Occurrences& occurrences) {
  bool binds = false;
  int left = kMaxOccurrences;
  for (Node node = occurrences.First(read.text()); node && left > 0;
       node = occurrences.Next(node), --left) {
    if (!IsInside(node, function)) continue;
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

bool IsReadAsGlobal(Node name, names::Occurrences& occurrences) {
  if (!IsRead(name)) return false;
  const Node function = syntax::EnclosingFunction(name);
  return function && !Binds(function, name, occurrences);
}

// self.NAME, cls.NAME, Class.NAME
bool IsReadAsAttribute(Node name, Node owner) {
  const Node attribute = name.parent();
  if (attribute.kind() != Kind::kAttribute || name.field() != Field::kAttribute) return false;
  const std::string_view object = attribute.Child(Field::kObject).text();
  const bool own =
      object == "self" || object == "cls" || object == owner.Child(Field::kName).text();
  return own && attribute.field() != Field::kLeft && syntax::EnclosingFunction(attribute);
}

}  // namespace

bool IsReadInFunctions(Node target, names::Occurrences& occurrences) {
  const Node scope = syntax::EnclosingScope(target);
  if (scope && scope.kind() != Kind::kClass) return false;
  int left = kMaxOccurrences;
  for (Node name = occurrences.First(target.text()); name && left > 0;
       name = occurrences.Next(name), --left) {
    if (scope ? IsReadAsAttribute(name, scope) : IsReadAsGlobal(name, occurrences)) return true;
  }
  return false;
}

}  // namespace meerkat::rules::secrets
