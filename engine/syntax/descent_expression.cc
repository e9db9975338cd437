// Expressions: precedence climbing for operators, one function for each form besides.

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
    ++at_;
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
  ++at_;
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
    ++at_;
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
      ++at_;
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
    ++at_;
    Unary(kUnaryPrecedence);
    Role(Field::kArgument);
    return Node(Kind::kUnaryOperator, start, OperatorOf(token));
  }
  if (token == kNot) {
    if (least > kNotPrecedence) return GiveUp();
    const Deeper deeper(this);
    ++at_;
    Binary(kNotPrecedence);
    Role(Field::kArgument);
    return Node(Kind::kNotOperator, start);
  }
  Primary();
  if (!Is(kPower)) return;
  const Deeper deeper(this);
  ++at_;
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
    switch (kind()) {
      case kDot:
        ++at_;
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

void Descent::Atom() {
  switch (kind()) {
    case kName: return TakeLeaf(Kind::kIdentifier);
    case kInteger: return TakeLeaf(Kind::kInteger);
    case kFloat: return TakeLeaf(Kind::kFloat);
    case kTrue: return TakeLeaf(Kind::kTrue);
    case kFalse: return TakeLeaf(Kind::kFalse);
    case kNone: return TakeLeaf(Kind::kNone);
    case kEllipsis: return TakeLeaf(Kind::kEllipsis);
    case kString:
    case kFormatStart: return Strings();
    case kLeftParenthesis: return Parenthesized();
    case kLeftBracket: return ListDisplay();
    case kLeftBrace: return BraceDisplay();
    default: return GiveUp();
  }
}

void Descent::Strings() {
  const Start start = Begin();
  int pieces = 0;
  for (; Is(kString) || Is(kFormatStart); ++pieces) {
    if (Is(kString)) {
      TakeLeaf(Kind::kString);
    } else {
      FormatString();
    }
  }
  if (pieces > 1) Node(Kind::kConcatenatedString, start);
}

void Descent::FormatString() {
  const Start start = Begin();
  ++at_;
  while (Is(kFormatOpen)) FormatExpression(Kind::kInterpolation);
  Expect(kFormatEnd);
  Node(Kind::kString, start);
}

void Descent::FormatExpression(Kind kind) {
  const Deeper deeper(this);
  const Start start = Begin();
  Expect(kFormatOpen);
  if (Is(kYield)) {
    Yield();
  } else {
    Expressions();
  }
  Role(Field::kExpression);
  TakeIf(kAssign);  // {x=}
  if (Is(kConversion)) {
    TakeLeaf(Kind::kTypeConversion);
    Role(Field::kTypeConversion);
  }
  if (Is(kFormatColon)) {
    const Start specifier = Begin();
    ++at_;
    while (Is(kFormatOpen)) FormatExpression(Kind::kFormatExpression);
    if (!Is(kFormatClose)) return GiveUp();
    Node(Kind::kFormatSpecifier, specifier);
    last().end = at_->begin;
    Role(Field::kFormatSpecifier);
  }
  Expect(kFormatClose);
  Node(kind, start);
}

void Descent::Lambda() {
  const Start start = Begin();
  Expect(kLambda);
  if (!Is(kColon)) {
    Parameters(kColon, /*typed=*/false);
    Role(Field::kParameters);
  }
  Expect(kColon);
  Expression();
  Role(Field::kBody);
  Node(Kind::kLambda, start);
}

void Descent::Yield() {
  const Start start = Begin();
  Expect(kYield);
  if (TakeIf(kFrom)) {
    Expression();
    return Node(Kind::kYield, start, Operator::kNone, Tree::kMarked);
  }
  if (StartsExpression()) Expressions();
  Node(Kind::kYield, start);
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
    ++at_;
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
  ++at_;
  if (StartsExpression()) Expression();
  if (TakeIf(kColon) && StartsExpression()) Expression();
  Node(Kind::kSlice, start);
}

// An expression in parentheses, a tuple or a generator.
void Descent::Parenthesized() {
  const Deeper deeper(this);
  const Start start = Begin();
  Expect(kLeftParenthesis);
  if (TakeIf(kRightParenthesis)) return Node(Kind::kTuple, start);
  if (Is(kYield)) {
    Yield();
    Expect(kRightParenthesis);
    if (!gave_up_) last().flags |= kParenthesized;
    return;
  }
  const bool starred = Is(kMultiply);
  StarredOrExpression();
  if (Is(kFor) || Is(kAsync)) {
    Role(Field::kBody);
    Comprehension();
    Expect(kRightParenthesis);
    return Node(Kind::kGenerator, start);
  }
  if (!Is(kComma)) {
    Expect(kRightParenthesis);
    if (starred) return GiveUp();
    if (!gave_up_) last().flags |= kParenthesized;
    return;
  }
  while (TakeIf(kComma) && !Is(kRightParenthesis)) StarredOrExpression();
  Expect(kRightParenthesis);
  Node(Kind::kTuple, start);
}

void Descent::ListDisplay() {
  const Deeper deeper(this);
  const Start start = Begin();
  Expect(kLeftBracket);
  if (!Is(kRightBracket)) {
    StarredOrExpression();
    if (Is(kFor) || Is(kAsync)) {
      Role(Field::kBody);
      Comprehension();
      Expect(kRightBracket);
      return Node(Kind::kListComprehension, start);
    }
    while (TakeIf(kComma) && !Is(kRightBracket)) StarredOrExpression();
  }
  Expect(kRightBracket);
  Node(Kind::kList, start);
}

// A dictionary, a set, or a comprehension of either.
void Descent::BraceDisplay() {
  const Deeper deeper(this);
  const Start start = Begin();
  Expect(kLeftBrace);
  if (Is(kRightBrace) || Is(kPower)) return DictionaryItems(start);
  const Start first = Begin();
  StarredOrExpression();
  if (TakeIf(kColon)) {
    Role(Field::kKey);
    Expression();
    Role(Field::kValue);
    Node(Kind::kPair, first);
    if (Is(kFor) || Is(kAsync)) {
      Role(Field::kBody);
      Comprehension();
      Expect(kRightBrace);
      return Node(Kind::kDictionaryComprehension, start);
    }
    if (!Is(kRightBrace)) Expect(kComma);
    return DictionaryItems(start);
  }
  if (Is(kFor) || Is(kAsync)) {
    Role(Field::kBody);
    Comprehension();
    Expect(kRightBrace);
    return Node(Kind::kSetComprehension, start);
  }
  while (TakeIf(kComma) && !Is(kRightBrace)) StarredOrExpression();
  Expect(kRightBrace);
  Node(Kind::kSet, start);
}

// The items from here to the closing brace.
void Descent::DictionaryItems(Start start) {
  while (!Is(kRightBrace)) {
    const Start item = Begin();
    if (TakeIf(kPower)) {
      Expression();
      Node(Kind::kDictionarySplat, item);
    } else {
      Expression();
      Role(Field::kKey);
      Expect(kColon);
      Expression();
      Role(Field::kValue);
      Node(Kind::kPair, item);
    }
    if (!TakeIf(kComma)) break;
  }
  Expect(kRightBrace);
  Node(Kind::kDictionary, start);
}

// The clauses after the element.
void Descent::Comprehension() {
  do {
    const Start start = Begin();
    const uint8_t flags = TakeIf(kAsync) ? Tree::kMarked : uint8_t{0};
    Expect(kFor);
    Targets();
    Role(Field::kLeft);
    Expect(kIn);
    Disjunction();
    Role(Field::kRight);
    Node(Kind::kForInClause, start, Operator::kNone, flags);
    while (Is(kIf)) {
      const Start condition = Begin();
      ++at_;
      if (Is(kName) && next_kind() == kWalrus) return GiveUp();
      Disjunction();
      Node(Kind::kIfClause, condition);
    }
  } while (Is(kFor) || Is(kAsync));
}

}  // namespace meerkat::syntax
