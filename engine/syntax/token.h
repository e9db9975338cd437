#pragma once

// The tokens of Python source, as syntax/lexer.h makes them: CPython's, with an f-string as the
// tokens of its parts (PEP 701). Comments and the line ends within brackets are no tokens.

#include <cstdint>

namespace meerkat::syntax {

enum class TokenKind : uint8_t {
  kEnd,
  // Of no width: where the line's last token or comment ends. A kDedent stands where the block
  // ends, with the comments that are indented as the block is.
  kNewline,
  kIndent,
  kDedent,
  // The statements of a function's body that nobody needs (syntax/outline.h), from their first
  // token to their last.
  kSkipped,

  kName,
  kInteger,
  kFloat,
  kString,  // prefix and quotes included; no f-string

  // f'a{b!r:>{c}}': kFormatStart f' kFormatOpen { … kConversion !r kFormatColon : kFormatOpen { …
  // kFormatClose } kFormatClose } kFormatEnd '
  kFormatStart,
  kFormatOpen,
  kConversion,
  kFormatColon,
  kFormatClose,
  kFormatEnd,

  kLeftParenthesis,
  kRightParenthesis,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kComma,
  kColon,
  kSemicolon,
  kDot,
  kEllipsis,
  kArrow,
  kWalrus,  // :=
  kAssign,  // =
  // += and its like, in the order of the operators that they hold.
  kAddAssign,
  kSubtractAssign,
  kMultiplyAssign,
  kMatrixMultiplyAssign,
  kDivideAssign,
  kFloorDivideAssign,
  kModuloAssign,
  kPowerAssign,
  kBitAndAssign,
  kBitOrAssign,
  kBitXorAssign,
  kLeftShiftAssign,
  kRightShiftAssign,

  // Operators between two operands, the order of syntax::Operator up to kRightShift.
  kAdd,
  kSubtract,
  kMultiply,
  kMatrixMultiply,
  kDivide,
  kFloorDivide,
  kModulo,
  kPower,
  kBitAnd,
  kBitOr,
  kBitXor,
  kLeftShift,
  kRightShift,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kTilde,

  // Keywords. Soft ones (match, case, type, _) are names.
  kAnd,
  kAs,
  kAssert,
  kAsync,
  kAwait,
  kBreak,
  kClass,
  kContinue,
  kDef,
  kDel,
  kElif,
  kElse,
  kExcept,
  kFalse,
  kFinally,
  kFor,
  kFrom,
  kGlobal,
  kIf,
  kImport,
  kIn,
  kIs,
  kLambda,
  kNone,
  kNonlocal,
  kNot,
  kOr,
  kPass,
  kRaise,
  kReturn,
  kTrue,
  kTry,
  kWhile,
  kWith,
  kYield,
  kCount,
};

struct Token {
  uint32_t begin;
  uint32_t end;
  TokenKind kind;
};

}  // namespace meerkat::syntax
