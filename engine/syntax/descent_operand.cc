// Operands: names, literals, f-strings, displays and comprehensions, lambda and yield.

#include "engine/syntax/descent.h"

namespace meerkat::syntax {
namespace {

using enum TokenKind;

}  // namespace

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
  Take();
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
    Take();
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
      Take();
      if (Is(kName) && next_kind() == kWalrus) return GiveUp();
      Disjunction();
      Node(Kind::kIfClause, condition);
    }
  } while (Is(kFor) || Is(kAsync));
}

}  // namespace meerkat::syntax
