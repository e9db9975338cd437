#pragma once

// One file as data flow sees it: its functions, classes and statements as flat arrays, names
// interned, constants decoded, everything that cannot matter to a value left out. A unit refers to
// nothing of the file any more, so that it can be kept and linked with the units of other files.
//
//   flow::Unit unit;
//   flow::Lower(tree, "app/views.py", &unit);
//   for (uint32_t statement : unit.List(unit.module_body)) …
//
// A Code is an expression or a statement; what its operands a, b and c are depends on its kind and
// is said there. kNone stands for an operand that is not there.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/digest.h"
#include "engine/core/span.h"
#include "engine/syntax/kind.h"

namespace meerkat::flow {

inline constexpr uint32_t kNone = 0xFFFFFFFF;

using syntax::Operator;

enum class CodeKind : uint8_t {
  // Expressions. "list" is an index for Unit::List().
  kUnknown,        // a: list of expressions that are evaluated, or kNone
  kConstant,       // a: constant
  kName,           // a: name, b: slot of the function or kNone
  kAttribute,      // a: object, b: name, c: slot of what a condition has said of it, or kNone
  kSubscript,      // a: object, b: index, c: the same
  kSlice,          // a, b, c: lower, upper, step
  kCall,           // a: function, b: list of arguments (kArgument), c: the same
  kArgument,       // a: value, b: keyword name or kNone; flags: kStar, kDoubleStar
  kBinary,         // a op b
  kBoolean,        // a op b, and/or
  kNot,            // a
  kUnary,          // op a
  kCompare,        // a op b
  kConditional,    // a if b else c
  kLambda,         // a: function
  kNamed,          // a: target, b: value
  kAwait,          // a
  kYield,          // a or kNone; flags: kStar for `yield from`
  kTuple,          // a: list
  kList,           // a: list
  kSet,            // a: list
  kDictionary,     // a: list of key, value pairs one after the other; key kNone: **value
  kComprehension,  // a: list: element, value or kNone, then clauses (kFor, kIf in turn); op: which
  kClause,         // a: target, b: iterable, c: list of conditions
  kFormat,         // a: list of parts, constants and expressions; an f-string
  kStarred,        // a
  // Statements.
  kExpression,  // a
  kAssign,      // a: list of targets, b: value
  kAugmented,   // a op= b
  kAnnotated,   // a: target, b: value or kNone, c: annotation
  kReturn,      // a or kNone
  kRaise,       // a or kNone
  kAssert,      // a
  kDelete,      // a: list of targets
  kIf,          // a: condition, b: list of body, c: list of else or kNone
  kWhile,       // a: condition, b: list of body, c: list of else or kNone
  kFor,         // a: list: target, iterable; b: list of body, c: list of else or kNone
  kTry,         // a: list of body, b: list of handlers (kHandler), c: list: else list, finally list
  kHandler,     // a: type or kNone, b: target or kNone, c: list of body
  kWith,        // a: list of items (kWithItem), b: list of body
  kWithItem,    // a: value, b: target or kNone
  kMatch,       // a: subject, b: list of cases (kCase)
  kCase,        // a: list: pattern (kPattern), guard or kNone; b: body
  kPattern,     // flags: a PatternKind, which says what a, b and c are
  kDefine,      // a: function, b: list of decorators, c: slot or kNone; a function definition
  kClass,       // a: class, c: slot or kNone
  kImport,      // a: dotted name of the module, b: name that is bound, c: slot; flags: kWhole
  kImportFrom,  // a: dotted name of the module, b: list of name, bound name, slot …; flags: dots
  kImportStar,  // a: dotted name of the module; flags: dots
  kGlobal,      // nothing to do at run time
  kBreak,
  kContinue,
};

enum CodeFlags : uint8_t {
  kStar = 1,
  kDoubleStar = 2,
  kWhole = 4,  // `import a.b` binds a, `import a.b as c` the whole
  kOuter = 8,  // a name of an enclosing function: nonlocal
};

// What a pattern of a case is. Names are targets (kName).
enum class PatternKind : uint8_t {
  kValue,         // a: expression
  kAny,           // a: name or kNone
  kSequence,      // a: list of patterns
  kStar,          // in a sequence. a: name or kNone
  kMapping,       // a: list of key (an expression), pattern …; b: name of the others or kNone
  kClass,         // a: expression, b: list of patterns by position, c: list of name, pattern …
  kAlternatives,  // a: list of patterns
  kAs,            // a: pattern, b: name
};

struct Code {
  CodeKind kind = CodeKind::kUnknown;
  Operator op = Operator::kNone;
  uint8_t flags = 0;
  uint32_t a = kNone;
  uint32_t b = kNone;
  uint32_t c = kNone;
  core::Span span;
};

enum class ConstantKind : uint8_t {
  kNone,
  kTrue,
  kFalse,
  kInteger,
  kFloat,
  kString,
  kBytes,
  kEllipsis
};

struct Constant {
  ConstantKind kind = ConstantKind::kNone;
  core::Span text;  // in Unit::literals: the value of a string
  union {
    int64_t integer = 0;
    double real;
  };
};

enum class ParameterKind : uint8_t { kPositional, kKeywordOnly, kStar, kDoubleStar };

struct Parameter {
  uint32_t name = kNone;
  uint32_t default_value = kNone;  // code
  uint32_t annotation = kNone;     // code
  ParameterKind kind = ParameterKind::kPositional;
  bool is_rebound = false;  // the function gives it another value
  core::Span span;
};

struct Function {
  uint32_t name = kNone;
  uint32_t first_parameter = 0;  // in Unit::parameters
  uint32_t parameter_count = 0;
  uint32_t body = kNone;        // list of statements
  uint32_t value = kNone;       // of a lambda: its expression
  uint32_t outer = kNone;       // enclosing function
  uint32_t of_class = kNone;    // class whose body holds it
  uint32_t slots = kNone;       // list of the names of its slots, the parameters first
  uint32_t decorators = kNone;  // list of expressions
  // Its own codes and those of what is defined in it.
  uint32_t first_code = 0;
  uint32_t end_code = 0;
  bool is_generator = false;
  bool is_async = false;
  core::Span span;  // from `def` to the end
  core::Span head;  // its name
};

struct Class {
  uint32_t name = kNone;
  uint32_t bases = kNone;       // list of expressions
  uint32_t body = kNone;        // list of statements
  uint32_t outer = kNone;       // enclosing function
  uint32_t decorators = kNone;  // list of expressions
  core::Span span;
};

class Unit {
 public:
  const Code& code(uint32_t index) const { return codes[index]; }
  // The elements of a list; of kNone none.
  std::span<const uint32_t> List(uint32_t list) const {
    if (list == kNone) return {};
    return {lists.data() + list + 1, lists[list]};
  }
  std::string_view Name(uint32_t name) const {
    if (name == kNone) return {};
    const core::Span span = names[name];
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }

  // The value of a string or bytes constant.
  std::string_view TextOf(const Constant& constant) const {
    return std::string_view(literals).substr(constant.text.begin,
                                             constant.text.end - constant.text.begin);
  }

  // Line and column, both from 1, of an offset; columns count bytes. Only of a unit that has its
  // lines.
  std::pair<uint32_t, uint32_t> PositionOf(uint32_t offset) const;
  // What it takes.
  size_t bytes() const;

  std::string path;
  std::vector<uint32_t> lines;  // where each begins; empty where nobody asks
  std::vector<Code> codes;
  std::vector<uint32_t> lists;
  std::vector<Constant> constants;
  std::vector<Parameter> parameters;
  std::vector<Function> functions;
  std::vector<Class> classes;
  uint32_t module_body = kNone;
  // The names' texts, one after the other, and where each stands.
  std::string text;
  std::vector<core::Span> names;
  // The texts of constants, one after the other. They are no names: nobody looks one up by its
  // text.
  std::string literals;
  // Name (kNone: of a star import) and which of the module's statements binds it, in order. Only of
  // a unit that others import: engine/flow/bindings.h.
  std::vector<std::pair<uint32_t, uint32_t>> bindings;
  // Over its names and bindings: equal sources give an equal one. Only of a unit that others
  // import. All zero: it has none. A whole SHA-256, as strangers' files share tables by it.
  core::Digest hash;
  // Of each of the module's statements, half a SHA-256 over its text: where it stands does not
  // count. Only of a unit that others import.
  std::vector<std::array<uint8_t, 16>> statement_digests;

  void Clear();
  // Gives back the room for more; of a unit that is kept.
  void Shrink();
};

}  // namespace meerkat::flow
