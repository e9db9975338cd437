// match statements and the patterns of their cases.

#include "engine/syntax/descent.h"

namespace meerkat::syntax {
namespace {

using enum TokenKind;

}  // namespace

// Whether the name here begins a match statement: its line ends in a colon, and an indented `case`
// follows.
bool Descent::IsMatch() const {
  if (!IsWord("match") || next_kind() == kAssign || next_kind() == kDot) return false;
  const Token* token = at_;
  while (token->kind != kNewline && token->kind != kEnd) ++token;
  return token->kind == kNewline && token[-1].kind == kColon && token[1].kind == kIndent &&
         token[2].kind == kName && TextOf(token[2]) == "case";
}

void Descent::Match() {
  const Start start = Begin();
  Take();
  do {
    StarredOrExpression();
    Role(Field::kSubject);
  } while (TakeIf(kComma) && !Is(kColon));
  Expect(kColon);
  Expect(kNewline);
  const Start block = Begin();
  Expect(kIndent);
  while (IsWord("case")) {
    Case();
    Role(Field::kAlternative);
  }
  Expect(kDedent);
  Node(Kind::kBlock, block);
  Role(Field::kBody);
  Node(Kind::kMatch, start);
}

void Descent::Case() {
  const Start start = Begin();
  Take();
  CasePattern(/*keyword_allowed=*/false);
  while (TakeIf(kComma) && !Is(kColon) && !Is(kIf)) CasePattern(/*keyword_allowed=*/false);
  if (Is(kIf)) {
    const Start guard = Begin();
    Take();
    Expression();
    Node(Kind::kIfClause, guard);
    Role(Field::kGuard);
  }
  Suite(Field::kConsequence);
  Node(Kind::kCase, start);
}

void Descent::CasePatterns(TokenKind close, bool keyword_allowed) {
  while (!Is(close)) {
    CasePattern(keyword_allowed);
    if (!TakeIf(kComma)) break;
  }
  Expect(close);
}

void Descent::CasePattern(bool keyword_allowed) {
  const Deeper deeper(this);
  const Start start = Begin();
  if (keyword_allowed && Is(kName) && next_kind() == kAssign) {
    Name(Field::kNone);
    Take();
    const bool union_follows = [this] {
      const Token* token = at_;
      while (token->kind == kName || token->kind == kDot || token->kind == kString ||
             token->kind == kInteger) {
        ++token;
      }
      return token->kind == kBitOr;
    }();
    if (union_follows) {
      UnionPattern();
    } else {
      SimplePattern();
      if (Is(kBitOr) || Is(kAs)) return GiveUp();
    }
    Node(Kind::kKeywordPattern, start);
    return Node(Kind::kCasePattern, start);
  }
  UnionPattern();
  Node(Kind::kCasePattern, start);
  while (TakeIf(kAs)) {
    Name(Field::kNone);
    Node(Kind::kAsPattern, start);
    Node(Kind::kCasePattern, start);
  }
}

void Descent::UnionPattern() {
  const Start start = Begin();
  SimplePattern();
  if (!Is(kBitOr)) return;
  while (TakeIf(kBitOr)) SimplePattern();
  Node(Kind::kUnionPattern, start);
}

void Descent::SimplePattern() {
  const Deeper deeper(this);
  const Start start = Begin();
  switch (kind()) {
    case kString: return Strings();
    case kTrue: return TakeLeaf(Kind::kTrue);
    case kFalse: return TakeLeaf(Kind::kFalse);
    case kNone: return TakeLeaf(Kind::kNone);
    case kSubtract:
    case kInteger:
    case kFloat: return NumberPattern();
    case kLeftParenthesis:
      Take();
      CasePatterns(kRightParenthesis, /*keyword_allowed=*/false);
      return Node(Kind::kTuplePattern, start);
    case kLeftBracket:
      Take();
      CasePatterns(kRightBracket, /*keyword_allowed=*/false);
      return Node(Kind::kListPattern, start);
    case kLeftBrace: return DictPattern();
    case kMultiply:
    case kPower:
      Take();
      if (IsWord("_")) {
        Take();
      } else {
        Name(Field::kNone);
      }
      return Node(Kind::kSplatPattern, start);
    case kName: break;
    default: return GiveUp();
  }
  if (IsWord("_") && next_kind() != kDot && next_kind() != kLeftParenthesis) {
    Take();
    return;
  }
  DottedName();
  if (!TakeIf(kLeftParenthesis)) return;
  CasePatterns(kRightParenthesis, /*keyword_allowed=*/true);
  Node(Kind::kClassPattern, start);
}

// -1, 1.5, -1 + 2j. A sign is no node.
void Descent::NumberPattern() {
  const Start start = Begin();
  TakeIf(kSubtract);
  const auto number = [this] {
    if (Is(kInteger)) {
      TakeLeaf(Kind::kInteger);
    } else if (Is(kFloat)) {
      TakeLeaf(Kind::kFloat);
    } else {
      GiveUp();
    }
  };
  number();
  if (!Is(kAdd) && !Is(kSubtract)) return;
  Take();
  number();
  Node(Kind::kComplexPattern, start);
}

void Descent::DictPattern() {
  const Start start = Begin();
  Take();
  while (!Is(kRightBrace)) {
    if (Is(kPower)) {
      SimplePattern();
    } else {
      const size_t before = nodes_.size();
      SimplePattern();
      if (gave_up_ || nodes_.size() == before) return GiveUp();
      Role(Field::kKey);
      Expect(kColon);
      CasePattern(/*keyword_allowed=*/false);
      Role(Field::kValue);
    }
    if (!TakeIf(kComma)) break;
  }
  Expect(kRightBrace);
  Node(Kind::kDictPattern, start);
}

}  // namespace meerkat::syntax
