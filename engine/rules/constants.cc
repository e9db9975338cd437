#include "engine/rules/constants.h"

#include <algorithm>
#include <string_view>

#include "engine/rules/values.h"
#include "engine/syntax/views.h"

namespace meerkat::rules {
namespace {

using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

// MAX_SIZE: wherever it is bound, it is so for good.
bool IsInCapitals(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Whether every run of the function passes the statement: it stands in no branch and no loop.
bool IsPassedAlways(Node statement, Node function) {
  return statement.parent().parent() == function;
}

// The class whose body a place is in, however deep.
Node EnclosingClass(Node node) {
  constexpr int kMaxClimb = 200;
  for (int climbed = 0; node && climbed < kMaxClimb; ++climbed, node = node.parent()) {
    if (node.kind() == Kind::kClass) return node;
  }
  return {};
}

// self.ROUNDS, cls.ROUNDS, Hasher.ROUNDS of a class that binds the name once in its body. One in
// lower case may be bound anew by any method or subclass.
Node ValueOfClass(const Site& site, Node attribute) {
  const Node object = attribute.Child(Field::kObject);
  const std::string_view name = syntax::LastName(attribute);
  if (object.kind() != Kind::kIdentifier || !IsInCapitals(name)) return {};
  const bool is_own = object.text() == "self" || object.text() == "cls";
  const Node own = is_own ? EnclosingClass(site.node()) : Node();
  if (is_own && !own) return {};
  constexpr int kMaxPlaces = 100;
  Node value;
  int seen = 0;
  names::Occurrences& occurrences = site.occurrences();
  for (Node place = occurrences.First(name); place; place = occurrences.Next(place)) {
    if (++seen > kMaxPlaces) return {};
    const Node parent = place.parent();
    if (parent.kind() == Kind::kAttribute && parent.parent().kind() == Kind::kAssignment &&
        parent.parent().Child(Field::kLeft) == parent) {
      return {};  // self.ROUNDS = …
    }
    const bool is_bound = parent.kind() == Kind::kAssignment && parent.Child(Field::kLeft) == place;
    if (!is_bound || syntax::EnclosingFunction(place)) continue;
    const Node around = EnclosingClass(place);
    const bool is_of_it =
        around && (is_own ? around == own : around.Child(Field::kName).text() == object.text());
    if (!is_of_it) continue;
    if (value) return {};
    value = parent.Child(Field::kRight);
  }
  return value;
}

}  // namespace

Node ValueOf(const Site& site, Node node) {
  if (node && node.kind() == Kind::kAttribute) {
    const Node value = ValueOfClass(site, node);
    return value ? value : node;
  }
  if (!node || node.kind() != Kind::kIdentifier) return node;
  const Node own = syntax::EnclosingScope(site.node());
  const names::Binding of_module = site.occurrences().BindingIn(node.text(), {});
  const names::Binding of_own =
      own ? site.occurrences().BindingIn(node.text(), own) : names::Binding();
  // What a function binds hides what the module calls so.
  if (of_own.is_other || (!of_own.assignment && of_module.is_other)) return {};
  const Node only = of_own.assignment ? of_own.assignment : of_module.assignment;
  if (!only) return {};
  const Node value = only.Child(Field::kRight);
  const Node scope = syntax::EnclosingScope(only);
  if (!scope) {
    const bool is_always_bound = !syntax::StatementOf(only).parent().parent();
    return is_always_bound || IsInCapitals(node.text()) ? value : Node();
  }
  return IsPassedAlways(syntax::StatementOf(only), scope) ? value : Node();
}

std::string_view MakerOf(const Site& site, Node object) {
  Node made = object;
  if (object.kind() == Kind::kIdentifier) {
    made = ValueOf(site, object);
    if (!made) made = BoundByWith(object);
  }
  if (made.kind() == Kind::kAwait) made = made.first_child();
  return made.kind() == Kind::kCall ? site.QualifiedName(Call(made).Function())
                                    : std::string_view();
}

Node BoundByWith(Node name) {
  constexpr int kMaxClimb = 200;
  if (name.kind() != Kind::kIdentifier) return {};
  Node node = name.parent();
  for (int climbed = 0; node && climbed < kMaxClimb; ++climbed, node = node.parent()) {
    if (node.kind() != Kind::kWith) continue;
    for (Node part : node.tree().Subtree(node)) {
      if (part.kind() == Kind::kBlock) break;
      if (part.kind() == Kind::kAsPattern && part.Child(Field::kAlias).text() == name.text()) {
        return part.first_child();
      }
    }
  }
  return {};
}

bool IsFixedText(Node node) {
  if (!node) return false;
  if (syntax::IsString(node)) return syntax::IsConstant(node);
  // b"\0" * 16
  if (node.kind() == Kind::kBinaryOperator) {
    const Node left = node.Child(Field::kLeft);
    return syntax::IsString(left) && syntax::IsConstant(left) &&
           IntegerValue(node.Child(Field::kRight)).has_value();
  }
  if (node.kind() != Kind::kCall) return false;
  const Call call(node);
  const Node function = call.Function();
  // "salt".encode()
  if (syntax::LastName(function) == "encode" && function.kind() == Kind::kAttribute) {
    const Node text = function.Child(Field::kObject);
    return syntax::IsString(text) && syntax::IsConstant(text);
  }
  const Node argument = call.Positional(0);
  if (function.text() == "bytes.fromhex") return IsText(argument);
  // bytes(16) are zeros.
  if (function.text() == "bytes") return IntegerValue(argument).has_value() || IsText(argument);
  return false;
}

}  // namespace meerkat::rules
