// Compound statements.

#include "engine/syntax/descent.h"

namespace meerkat::syntax {
namespace {

using enum TokenKind;

}  // namespace

// What follows a colon: statements on the same line, or an indented block.
void Descent::Suite(Field field) {
  Expect(kColon);
  Start start = Begin();
  if (!TakeIf(kNewline)) {
    SimpleStatements();
  } else {
    Expect(kIndent);
    start = Begin();
    if (Is(kSkipped)) TakeLeaf(Kind::kSkipped);
    while (!Is(kDedent) && !Is(kEnd)) Statement();
    Expect(kDedent);
  }
  if (gave_up_) return;
  Node(Kind::kBlock, start);
  Role(field);
}

void Descent::If(Kind kind) {
  const Start start = Begin();
  Take();
  Expression();
  Role(Field::kCondition);
  Suite(Field::kConsequence);
  if (kind == Kind::kIf) {
    while (Is(kElif)) {
      If(Kind::kElif);
      Role(Field::kAlternative);
    }
    if (Is(kElse)) {
      Else();
      Role(Field::kAlternative);
    }
  }
  Node(kind, start);
}

void Descent::Else() {
  const Start start = Begin();
  Take();
  Suite(Field::kBody);
  Node(Kind::kElse, start);
}

void Descent::For(Start start, uint8_t flags) {
  Take();
  Targets();
  Role(Field::kLeft);
  Expect(kIn);
  Expressions();
  Role(Field::kRight);
  Suite(Field::kBody);
  if (Is(kElse)) {
    Else();
    Role(Field::kAlternative);
  }
  Node(Kind::kFor, start, Operator::kNone, flags);
}

void Descent::While() {
  const Start start = Begin();
  Take();
  Expression();
  Role(Field::kCondition);
  Suite(Field::kBody);
  if (Is(kElse)) {
    Else();
    Role(Field::kAlternative);
  }
  Node(Kind::kWhile, start);
}

void Descent::Try() {
  const Start start = Begin();
  Take();
  Suite(Field::kBody);
  while (Is(kExcept)) {
    const Start clause = Begin();
    Take();
    const uint8_t flags = TakeIf(kMultiply) ? Tree::kMarked : uint8_t{0};
    if (!Is(kColon)) {
      const Start value = Begin();
      Expression();
      if (TakeIf(kAs)) {
        Name(Field::kAlias);
        Node(Kind::kAsPattern, value);
      }
      Role(Field::kValue);
      while (TakeIf(kComma)) {
        Expression();
        Role(Field::kValue);
      }
    }
    Suite(Field::kNone);
    Node(Kind::kExcept, clause, Operator::kNone, flags);
  }
  if (Is(kElse)) Else();
  if (Is(kFinally)) {
    const Start clause = Begin();
    Take();
    Suite(Field::kNone);
    Node(Kind::kFinally, clause);
  }
  Node(Kind::kTry, start);
}

void Descent::With(Start start, uint8_t flags) {
  Take();
  if (!WithItemsInParentheses()) {
    do {
      WithItem();
    } while (TakeIf(kComma));
  }
  Suite(Field::kBody);
  Node(Kind::kWith, start, Operator::kNone, flags);
}

void Descent::WithItem() {
  const Start start = Begin();
  Expression();
  if (TakeIf(kAs)) {
    StarredOrExpression();
    Role(Field::kAlias);
    Node(Kind::kAsPattern, start);
  }
  Role(Field::kValue);
  Node(Kind::kWithItem, start);
}

// `with (a as b, c):`. False, and nothing taken, if the parenthesis belongs to an expression.
bool Descent::WithItemsInParentheses() {
  if (!Is(kLeftParenthesis)) return false;
  const Token* const open = at_;
  const Token* close = open;
  for (int depth = 0;; ++close) {
    if (close->kind == kLeftParenthesis) ++depth;
    if (close->kind == kRightParenthesis && --depth == 0) break;
    if (close->kind == kEnd || close->kind == kNewline) return false;
  }
  if (close[1].kind != kColon || open[1].kind == kYield || open[1].kind == kMultiply ||
      open + 1 == close) {
    return false;
  }
  const Start start = Begin();
  Take();
  int count = 0;
  bool comma = true;
  while (comma && at_ < close && !gave_up_) {
    WithItem();
    ++count;
    comma = TakeIf(kComma);
  }
  if (gave_up_) return true;
  if (at_ != close) {  // a generator, a conditional of tuples …
    at_ = open;
    nodes_.resize(start.mark);
    return false;
  }
  Take();
  if (count == 1 && !comma) {
    // One expression in parentheses: the item has them, what is in it has not.
    last().begin = start.begin;
    last().end = end();
  }
  return true;
}

void Descent::Decorated() {
  const Start start = Begin();
  while (Is(kMatrixMultiply)) {
    const Start decorator = Begin();
    Take();
    if (Is(kYield)) return GiveUp();
    Expression();
    Expect(kNewline);
    Node(Kind::kDecorator, decorator);
  }
  const Start definition = Begin();
  if (Is(kClass)) {
    Class();
  } else if (Is(kDef)) {
    Function(definition, 0);
  } else if (Is(kAsync) && next_kind() == kDef) {
    Async();
  } else {
    return GiveUp();
  }
  Role(Field::kDefinition);
  Node(Kind::kDecorated, start);
}

void Descent::Async() {
  const Start start = Begin();
  Take();
  switch (kind()) {
    case kDef: return Function(start, Tree::kMarked);
    case kFor: return For(start, Tree::kMarked);
    case kWith: return With(start, Tree::kMarked);
    default: return GiveUp();
  }
}

void Descent::Function(Start start, uint8_t flags) {
  Take();
  Name(Field::kName);
  if (Is(kLeftBracket)) {
    TypeParameters();
    Role(Field::kTypeParameters);
  }
  const Start parameters = Begin();
  Expect(kLeftParenthesis);
  Parameters(kRightParenthesis, /*typed=*/true);
  Expect(kRightParenthesis);
  if (gave_up_) return;
  last().begin = parameters.begin;
  last().end = end();
  Role(Field::kParameters);
  if (TakeIf(kArrow)) {
    Type();
    Role(Field::kReturnType);
  }
  Suite(Field::kBody);
  Node(Kind::kFunction, start, Operator::kNone, flags);
}

void Descent::Class() {
  const Start start = Begin();
  Take();
  Name(Field::kName);
  if (Is(kLeftBracket)) {
    TypeParameters();
    Role(Field::kTypeParameters);
  }
  if (Is(kLeftParenthesis)) {
    Arguments();
    Role(Field::kSuperclasses);
  }
  Suite(Field::kBody);
  Node(Kind::kClass, start);
}

}  // namespace meerkat::syntax
