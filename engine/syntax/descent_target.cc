// What is assigned to: targets, and the parameters of functions and lambdas.

#include "engine/syntax/descent.h"

namespace meerkat::syntax {
namespace {

using enum TokenKind;
constexpr int kBitOrPrecedence = 5;

}  // namespace

void Descent::Targets() {
  const Start start = Begin();
  int count = 0;
  bool comma = true;
  while (comma && (count == 0 || !Is(kIn))) {
    const Start item = Begin();
    if (TakeIf(kMultiply)) {
      Binary(kBitOrPrecedence);
      Node(Kind::kListSplat, item);
    } else {
      Binary(kBitOrPrecedence);
    }
    ++count;
    comma = TakeIf(kComma);
  }
  if (gave_up_) return;
  if (count > 1 || comma) Node(Kind::kExpressionList, start);
  MakeTarget();
}

void Descent::MakeTarget(size_t index) {
  if (gave_up_) return;
  Complete& node = nodes_[index];
  switch (node.kind) {
    case Kind::kIdentifier:
    case Kind::kAttribute:
    case Kind::kSubscript: return;
    case Kind::kTuple: node.kind = Kind::kTuplePattern; break;
    case Kind::kList: node.kind = Kind::kListPattern; break;
    case Kind::kExpressionList: node.kind = Kind::kPatternList; break;
    case Kind::kListSplat: {
      node.kind = Kind::kListSplatPattern;
      const Kind inner = nodes_[index - 1].kind;
      const bool fits =
          inner == Kind::kIdentifier || inner == Kind::kAttribute || inner == Kind::kSubscript;
      if (!fits) GiveUp();
      return;
    }
    default: return GiveUp();
  }
  const Deeper deeper(this);
  size_t left = node.size - 1;
  for (size_t child = index; left > 0;) {
    --child;
    const size_t size = nodes_[child].size;
    MakeTarget(child);
    if (gave_up_) return;
    left -= size;
    child -= size - 1;
  }
}

// Up to `close`, which stays. The node has the parentheses of a function's, which its caller adds.
void Descent::Parameters(TokenKind close, bool typed) {
  const Start start = Begin();
  while (!Is(close)) {
    Parameter(typed);
    if (!TakeIf(kComma)) break;
  }
  if (!Is(close)) return GiveUp();
  Node(Kind::kParameters, start);
}

void Descent::Parameter(bool typed) {
  const Start start = Begin();
  switch (kind()) {
    case kDivide: return TakeLeaf(Kind::kPositionalSeparator);
    case kMultiply:
      if (next_kind() == kComma) return TakeLeaf(Kind::kKeywordSeparator);
      Take();
      Name(Field::kNone);
      Node(Kind::kListSplatPattern, start);
      break;
    case kPower:
      Take();
      Name(Field::kNone);
      Node(Kind::kDictionarySplatPattern, start);
      break;
    case kName: TakeLeaf(Kind::kIdentifier); break;
    default: return GiveUp();
  }
  const bool plain = !gave_up_ && last().kind == Kind::kIdentifier;
  if (typed && TakeIf(kColon)) {
    Type();
    Role(Field::kType);
    if (gave_up_) return;
    if (plain && TakeIf(kAssign)) {
      nodes_[nodes_.size() - 1 - last().size].field = Field::kName;
      Expression();
      Role(Field::kValue);
      return Node(Kind::kTypedDefaultParameter, start);
    }
    return Node(Kind::kTypedParameter, start);
  }
  if (plain && TakeIf(kAssign)) {
    Role(Field::kName);
    Expression();
    Role(Field::kValue);
    Node(Kind::kDefaultParameter, start);
  }
}

}  // namespace meerkat::syntax
