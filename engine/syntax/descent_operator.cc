// Operators by precedence climbing, and what may follow an operand: attributes, calls, subscripts.

#include "engine/syntax/descent.h"

namespace meerkat::syntax {
namespace {

using enum TokenKind;

// Python's precedences, from `or` up; 0: no operator between two operands. Comparisons are 4, and a
// prefix binds tighter than all of these.
constexpr int kNotPrecedence = 3;
constexpr int kComparePrecedence = 4;
constexpr int kBitOrPrecedence = 5;
constexpr int kUnaryPrecedence = 11;

int PrecedenceOf(TokenKind kind) {
  switch (kind) {
    case kOr: return 1;
    case kAnd: return 2;
    case kEqual:
    case kNotEqual:
    case kLess:
    case kLessEqual:
    case kGreater:
    case kGreaterEqual:
    case kIn:
    case kIs:
    case kNot: return kComparePrecedence;  // `not in`
    case kBitOr: return kBitOrPrecedence;
    case kBitXor: return 6;
    case kBitAnd: return 7;
    case kLeftShift:
    case kRightShift: return 8;
    case kAdd:
    case kSubtract: return 9;
    case kMultiply:
    case kMatrixMultiply:
    case kDivide:
    case kFloorDivide:
    case kModulo: return 10;
    default: return 0;
  }
}

Operator OperatorOf(TokenKind kind) {
  switch (kind) {
    case kOr: return Operator::kOr;
    case kAnd: return Operator::kAnd;
    case kEqual: return Operator::kEqual;
    case kNotEqual: return Operator::kNotEqual;
    case kLess: return Operator::kLess;
    case kLessEqual: return Operator::kLessEqual;
    case kGreater: return Operator::kGreater;
    case kGreaterEqual: return Operator::kGreaterEqual;
    case kIn: return Operator::kIn;
    case kTilde: return Operator::kInvert;
    default:
      if (kind >= kAdd && kind <= kRightShift) {
        return static_cast<Operator>(static_cast<int>(Operator::kAdd) + static_cast<int>(kind) -
                                     static_cast<int>(kAdd));
      }
      return Operator::kNone;
  }
}

}  // namespace

bool Descent::StartsExpression() const {
  switch (kind()) {
    case kName:
    case kInteger:
    case kFloat:
    case kString:
    case kFormatStart:
    case kLeftParenthesis:
    case kLeftBracket:
    case kLeftBrace:
    case kEllipsis:
    case kAdd:
    case kSubtract:
    case kMultiply:
    case kTilde:
    case kAwait:
    case kFalse:
    case kLambda:
    case kNone:
    case kNot:
    case kTrue: return true;
    default: return false;
  }
}

void Descent::Expression() {
  const Deeper deeper(this);
  const Start start = Begin();
  if (Is(kLambda)) return Lambda();
  if (Is(kName) && next_kind() == kWalrus) {
    Name(Field::kName);
    Take();
    Expression();
    Role(Field::kValue);
    return Node(Kind::kNamedExpression, start);
  }
  Disjunction();
  if (!TakeIf(kIf)) return;
  Disjunction();
  Expect(kElse);
  Expression();
  Node(Kind::kConditional, start);
}

void Descent::StarredOrExpression() {
  if (!Is(kMultiply)) return Expression();
  const Start start = Begin();
  Take();
  Expression();
  Node(Kind::kListSplat, start);
}

int Descent::ExpressionItems() {
  int count = 1;
  StarredOrExpression();
  while (TakeIf(kComma)) {
    ++count;
    if (!StartsExpression()) break;
    StarredOrExpression();
  }
  return count;
}

void Descent::Expressions() {
  const Start start = Begin();
  if (ExpressionItems() > 1) Node(Kind::kExpressionList, start);
}

void Descent::Binary(int least) {
  Ask();
  const Start start = Begin();
  Unary(least);
  while (true) {
    const TokenKind token = kind();
    const int precedence = PrecedenceOf(token);
    if (precedence == 0 || precedence < least) return;
    if (precedence == kComparePrecedence) {
      Comparison(start);
      if (gave_up_) return;
      continue;
    }
    Take();
    Role(Field::kLeft);
    Binary(precedence + 1);
    if (gave_up_) return;
    Role(Field::kRight);
    Node(precedence <= 2 ? Kind::kBooleanOperator : Kind::kBinaryOperator, start,
         OperatorOf(token));
  }
}

// From the first operator on; the left operand is complete.
void Descent::Comparison(Start start) {
  Operator first = Operator::kNone;
  while (PrecedenceOf(kind()) == kComparePrecedence) {
    Operator op = OperatorOf(kind());
    if (TakeIf(kNot)) {
      Expect(kIn);
      op = Operator::kNotIn;
    } else if (TakeIf(kIs)) {
      op = TakeIf(kNot) ? Operator::kIsNot : Operator::kIs;
    } else {
      Take();
    }
    if (first == Operator::kNone) first = op;
    Binary(kBitOrPrecedence);
  }
  Node(Kind::kComparison, start, first);
}

void Descent::Unary(int least) {
  const Start start = Begin();
  const TokenKind token = kind();
  if (token == kAdd || token == kSubtract || token == kTilde) {
    const Deeper deeper(this);
    Take();
    Unary(kUnaryPrecedence);
    Role(Field::kArgument);
    return Node(Kind::kUnaryOperator, start, OperatorOf(token));
  }
  if (token == kNot) {
    if (least > kNotPrecedence) return GiveUp();
    const Deeper deeper(this);
    Take();
    Binary(kNotPrecedence);
    Role(Field::kArgument);
    return Node(Kind::kNotOperator, start);
  }
  Primary();
  if (!Is(kPower)) return;
  const Deeper deeper(this);
  Take();
  Role(Field::kLeft);
  Unary(kUnaryPrecedence);
  Role(Field::kRight);
  Node(Kind::kBinaryOperator, start, Operator::kPower);
}

void Descent::Primary() {
  const Start start = Begin();
  if (TakeIf(kAwait)) {
    const Start operand = Begin();
    Atom();
    Trailers(operand);
    return Node(Kind::kAwait, start);
  }
  Atom();
  Trailers(start);
}

void Descent::Trailers(Start start) {
  while (true) {
    Ask();
    switch (kind()) {
      case kDot:
        Take();
        Role(Field::kObject);
        Name(Field::kAttribute);
        Node(Kind::kAttribute, start);
        break;
      case kLeftParenthesis:
        Role(Field::kFunction);
        Arguments();
        Role(Field::kArguments);
        Node(Kind::kCall, start);
        break;
      case kLeftBracket:
        Role(Field::kValue);
        Subscripts();
        Node(Kind::kSubscript, start);
        break;
      default: return;
    }
  }
}

void Descent::Arguments() {
  const Deeper deeper(this);
  const Start start = Begin();
  Expect(kLeftParenthesis);
  int count = 0;
  while (!Is(kRightParenthesis)) {
    Argument();
    if (++count == 1 && (Is(kFor) || Is(kAsync))) {
      Role(Field::kBody);
      Comprehension();
      Expect(kRightParenthesis);
      return Node(Kind::kGenerator, start);
    }
    if (!TakeIf(kComma)) break;
  }
  Expect(kRightParenthesis);
  Node(Kind::kArgumentList, start);
}

void Descent::Argument() {
  const Start start = Begin();
  if (Is(kName) && next_kind() == kAssign) {
    Name(Field::kName);
    Take();
    Expression();
    Role(Field::kValue);
    Node(Kind::kKeywordArgument, start);
  } else if (TakeIf(kPower)) {
    Expression();
    Node(Kind::kDictionarySplat, start);
  } else {
    StarredOrExpression();
  }
}

void Descent::Subscripts() {
  const Deeper deeper(this);
  Expect(kLeftBracket);
  do {
    Slice();
    Role(Field::kSubscript);
  } while (TakeIf(kComma) && !Is(kRightBracket));
  Expect(kRightBracket);
}

void Descent::Slice() {
  const Start start = Begin();
  if (!Is(kColon)) {
    StarredOrExpression();
    if (!Is(kColon)) return;
  }
  Take();
  if (StartsExpression()) Expression();
  if (TakeIf(kColon) && StartsExpression()) Expression();
  Node(Kind::kSlice, start);
}

}  // namespace meerkat::syntax
