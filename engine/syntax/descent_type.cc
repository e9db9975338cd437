// Annotations. The grammar has node kinds of its own for some of them: `list[int]` is a generic
// type where it stands at the head of an annotation, and a subscript inside of an expression.

#include "engine/syntax/descent.h"

namespace meerkat::syntax {
namespace {

using enum TokenKind;

}  // namespace

void Descent::Type() {
  const Deeper deeper(this);
  const Start start = Begin();
  const Token* first = at_;
  if (Is(kMultiply) && next_kind() == kName && at_[2].kind != kLeftBracket && at_[2].kind != kDot) {
    Take();
    Name(Field::kNone);
    return Node(Kind::kSplatType, start);
  }
  const bool generic = Is(kName) && next_kind() == kLeftBracket && !IsWord("print") &&
                       !IsWord("exec") && !IsWord("match");
  if (!generic) return StarredOrExpression();
  TakeLeaf(Kind::kIdentifier);
  TypeParameters();
  Node(Kind::kGenericType, start);
  while (true) {
    if (TakeIf(kDot)) {
      Name(Field::kNone);
      Node(Kind::kMemberType, start);
    } else if (TakeIf(kBitOr)) {
      // `a[b] | c | d`: the rest is one expression, unless it begins like a generic type.
      const bool again = Is(kName) && next_kind() == kLeftBracket;
      if (again) {
        const Start right = Begin();
        TakeLeaf(Kind::kIdentifier);
        TypeParameters();
        Node(Kind::kGenericType, right);
      } else {
        Expression();
      }
      Node(Kind::kUnionType, start);
    } else {
      break;
    }
  }
  // `a[b][c]`, `a[b](c)`: the grammar cannot say these; as an expression they have a meaning.
  if (Is(kLeftBracket) || Is(kLeftParenthesis) || Is(kIf) || Is(kOr) || Is(kAnd)) {
    if (gave_up_) return;
    at_ = first;
    nodes_.resize(start.mark);
    Expression();
  }
}

void Descent::TypeParameters() {
  const Deeper deeper(this);
  const Start start = Begin();
  Expect(kLeftBracket);
  do {
    Start parameter = Begin();
    if (Is(kPower) && next_kind() == kName) {
      Take();
      Name(Field::kNone);
      Node(Kind::kSplatType, parameter);
    } else {
      Type();
    }
    std::vector<Start>::size_type constraints = 0;
    // `T: int`, and a slice as the grammar reads it.
    Start starts[3] = {parameter, {}, {}};
    while (Is(kColon) && constraints < 2) {
      Take();
      starts[++constraints] = Begin();
      Type();
    }
    for (; constraints > 0; --constraints) Node(Kind::kConstrainedType, starts[constraints - 1]);
    if (TakeIf(kAssign)) {  // PEP 696, which the grammar does not know
      StarredOrExpression();
      Role(Field::kValue);
    }
  } while (TakeIf(kComma) && !Is(kRightBracket));
  Expect(kRightBracket);
  Node(Kind::kTypeParameter, start);
}

}  // namespace meerkat::syntax
