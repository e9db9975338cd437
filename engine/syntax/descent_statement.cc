// Statements.

#include "engine/syntax/descent.h"

namespace meerkat::syntax {
namespace {

using enum TokenKind;

Operator AugmentedOperator(TokenKind kind) {
  return static_cast<Operator>(static_cast<int>(Operator::kAdd) + static_cast<int>(kind) -
                               static_cast<int>(kAddAssign));
}

}  // namespace

void Descent::Statement() {
  Ask();
  const Start start = Begin();
  switch (kind()) {
    case kIf: return If(Kind::kIf);
    case kFor: return For(start, 0);
    case kWhile: return While();
    case kTry: return Try();
    case kWith: return With(start, 0);
    case kDef: return Function(start, 0);
    case kClass: return Class();
    case kMatrixMultiply: return Decorated();
    case kAsync: return Async();
    case kName:
      if (IsMatch()) return Match();
      break;
    default: break;
  }
  SimpleStatements();
}

void Descent::SimpleStatements() {
  do {
    SimpleStatement();
  } while (TakeIf(kSemicolon) && !Is(kNewline));
  Expect(kNewline);
}

void Descent::SimpleStatement() {
  const Start start = Begin();
  switch (kind()) {
    case kPass: return TakeLeaf(Kind::kPass);
    case kBreak: return TakeLeaf(Kind::kBreak);
    case kContinue: return TakeLeaf(Kind::kContinue);
    case kReturn:
      Take();
      if (StartsExpression()) Expressions();
      return Node(Kind::kReturn, start);
    case kDel:
      Take();
      Expressions();
      return Node(Kind::kDelete, start);
    case kImport: return Import();
    case kFrom: return ImportFrom();
    case kRaise: return Raise();
    case kAssert: return Assert();
    case kGlobal: return Names(Kind::kGlobal);
    case kNonlocal: return Names(Kind::kNonlocal);
    case kName:
      if (next_kind() == kName && IsWord("type")) return TypeAlias();
      // Python 2's `print >>file, text`.
      if (next_kind() == kRightShift && IsWord("print")) {
        unsure_ = true;
        return GiveUp();
      }
      break;
    default: break;
  }
  ExpressionStatement();
}

void Descent::ExpressionStatement() {
  const Start start = Begin();
  if (Is(kYield)) {
    Yield();
  } else {
    const int count = ExpressionItems();
    if (count > 1 && (Is(kAssign) || (kind() >= kAddAssign && kind() <= kRightShiftAssign))) {
      Node(Kind::kExpressionList, start);
    }
    if (Is(kAssign)) {
      Assignments(start);
    } else if (Is(kColon) && count == 1) {
      Annotated(start);
    } else if (kind() >= kAddAssign && kind() <= kRightShiftAssign) {
      Augmented(start);
    }
  }
  Node(Kind::kExpressionStatement, start);
}

// After the first target: `= value`, `= target = value` …
void Descent::Assignments(Start statement) {
  std::vector<Start>& starts = starts_;
  starts.assign(1, statement);
  MakeTarget();
  Role(Field::kLeft);
  while (TakeIf(kAssign)) {
    const Start start = Begin();
    Value();
    if (!Is(kAssign)) break;
    MakeTarget();
    Role(Field::kLeft);
    starts.push_back(start);
  }
  if (gave_up_) return;
  for (size_t i = starts.size(); i-- > 0;) {
    Role(Field::kRight);
    Node(Kind::kAssignment, starts[i]);
  }
}

void Descent::Augmented(Start statement) {
  const Operator op = AugmentedOperator(kind());
  Take();
  MakeTarget();
  Role(Field::kLeft);
  Value();
  Role(Field::kRight);
  Node(Kind::kAugmentedAssignment, statement, op);
}

void Descent::Annotated(Start statement) {
  Take();
  MakeTarget();
  Role(Field::kLeft);
  Type();
  Role(Field::kType);
  if (TakeIf(kAssign)) {
    Value();
    Role(Field::kRight);
  }
  Node(Kind::kAssignment, statement);
}

void Descent::Value() {
  if (Is(kYield)) {
    Yield();
  } else {
    Expressions();
  }
}

void Descent::DottedName() {
  const Start start = Begin();
  do {
    Expect(kName);
  } while (TakeIf(kDot));
  Node(Kind::kDottedName, start);
}

// a.b, c as d
void Descent::ImportNames() {
  do {
    const Start start = Begin();
    DottedName();
    if (TakeIf(kAs)) {
      Role(Field::kName);
      Name(Field::kAlias);
      Node(Kind::kAliasedImport, start);
    }
    Role(Field::kName);
  } while (TakeIf(kComma) && Is(kName));
}

void Descent::Import() {
  const Start start = Begin();
  Take();
  ImportNames();
  if (at_[-1].kind == kComma) return GiveUp();
  Node(Kind::kImport, start);
}

void Descent::ImportFrom() {
  const Start start = Begin();
  Take();
  const bool future = IsWord("__future__");
  if (future) {
    Take();
  } else if (Is(kDot) || Is(kEllipsis)) {
    const Start module = Begin();
    while (TakeIf(kDot) || TakeIf(kEllipsis)) {
    }
    if (Is(kName)) {
      DottedName();
      nodes_.resize(module.mark);
    }
    Node(Kind::kRelativeImport, module);
    Role(Field::kModuleName);
  } else {
    DottedName();
    Role(Field::kModuleName);
  }
  Expect(kImport);
  if (Is(kMultiply)) {
    TakeLeaf(Kind::kWildcardImport);
  } else if (TakeIf(kLeftParenthesis)) {
    ImportNames();
    Expect(kRightParenthesis);
  } else {
    ImportNames();
    if (at_[-1].kind == kComma) return GiveUp();
  }
  Node(future ? Kind::kFutureImport : Kind::kImportFrom, start);
}

void Descent::Raise() {
  const Start start = Begin();
  Take();
  if (StartsExpression()) Expressions();
  if (TakeIf(kFrom)) {
    Expression();
    Role(Field::kCause);
  }
  Node(Kind::kRaise, start);
}

void Descent::Assert() {
  const Start start = Begin();
  Take();
  Expression();
  if (TakeIf(kComma)) Expression();
  Node(Kind::kAssert, start);
}

void Descent::Names(Kind kind) {
  const Start start = Begin();
  Take();
  do {
    Name(Field::kNone);
  } while (TakeIf(kComma));
  Node(kind, start);
}

void Descent::TypeAlias() {
  const Start start = Begin();
  Take();
  Type();
  Role(Field::kLeft);
  Expect(kAssign);
  Type();
  Role(Field::kRight);
  Node(Kind::kTypeAlias, start);
}

}  // namespace meerkat::syntax
