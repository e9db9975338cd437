#include "engine/syntax/views.h"

#include "engine/syntax/string_literal.h"

namespace meerkat::syntax {
namespace {

// How far an ancestor is looked for. Python refuses to nest so deep; a hostile file of one long
// expression would cost its square.
constexpr int kMaxClimb = 2000;

bool IsPositional(Node argument) {
  return argument.kind() != Kind::kKeywordArgument && argument.kind() != Kind::kDictionarySplat &&
         argument.kind() != Kind::kError;
}

}  // namespace

Node Call::Keyword(std::string_view name) const {
  const Node arguments = Arguments();
  if (arguments.kind() != Kind::kArgumentList) return {};
  for (Node argument : arguments.children()) {
    if (argument.kind() == Kind::kKeywordArgument && argument.Child(Field::kName).text() == name) {
      return argument.Child(Field::kValue);
    }
  }
  return {};
}

Node Call::Positional(uint32_t i) const {
  const Node arguments = Arguments();
  if (arguments.kind() == Kind::kGenerator) return i == 0 ? arguments : Node();
  for (Node argument : arguments.children()) {
    if (IsPositional(argument) && i-- == 0) return argument;
  }
  return {};
}

uint32_t Call::PositionalCount() const {
  const Node arguments = Arguments();
  if (arguments.kind() == Kind::kGenerator) return 1;
  uint32_t count = 0;
  for (Node argument : arguments.children()) count += IsPositional(argument) ? 1 : 0;
  return count;
}

Node Call::Argument(uint32_t i, std::string_view name) const {
  const Node keyword = Keyword(name);
  return keyword ? keyword : Positional(i);
}

bool Call::HasDictionarySplat() const {
  for (Node argument : Arguments().children()) {
    if (argument.kind() == Kind::kDictionarySplat) return true;
  }
  return false;
}

std::string_view LastName(Node expression) {
  if (expression.kind() == Kind::kIdentifier) return expression.text();
  if (expression.kind() == Kind::kAttribute) return expression.Child(Field::kAttribute).text();
  return {};
}

Node StatementOf(Node node) {
  int climbed = 0;
  for (Node parent = node.parent(); parent; node = parent, parent = parent.parent()) {
    if (parent.kind() == Kind::kBlock || parent.kind() == Kind::kModule) return node;
    if (++climbed == kMaxClimb) return node;
  }
  return node;
}

Node EnclosingScope(Node node) {
  int climbed = 0;
  for (Node parent = node.parent(); parent && climbed < kMaxClimb;
       parent = parent.parent(), ++climbed) {
    const Kind kind = parent.kind();
    if (kind == Kind::kFunction || kind == Kind::kLambda || kind == Kind::kClass) return parent;
  }
  return {};
}

Node EnclosingFunction(Node node) {
  Node scope = EnclosingScope(node);
  while (scope && scope.kind() == Kind::kClass) scope = EnclosingScope(scope);
  return scope;
}

bool IsString(Node node) {
  return node.kind() == Kind::kString || node.kind() == Kind::kConcatenatedString;
}

bool IsConstant(Node node) {
  switch (node.kind()) {
    case Kind::kString:
    case Kind::kConcatenatedString: return !IsFormatString(node);
    case Kind::kInteger:
    case Kind::kFloat:
    case Kind::kTrue:
    case Kind::kFalse:
    case Kind::kNone:
    case Kind::kEllipsis: return true;
    default: return false;
  }
}

}  // namespace meerkat::syntax
