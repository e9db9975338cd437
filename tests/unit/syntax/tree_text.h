#pragma once

// A syntax tree as one line of text, for tests to compare.
//
//   x = f(1)   Assignment(left:Identifier`x` right:Call(function:Identifier`f` …))
//
// A node is its kind, with its role in the parent before it; `*` after the kind says marked, `!`
// missing, `/Add` its operator. A leaf has its text, an inner node its children in parentheses.
// Expression statements and the module itself are not shown.

#include <string>
#include <string_view>

#include "engine/syntax/parser.h"
#include "engine/syntax/tree.h"

namespace meerkat::syntax {

// clang-format off
inline constexpr std::string_view kKindNames[] = {
    "Other", "Error", "Skipped", "Module", "Block", "ExpressionStatement", "Assignment",
    "AugmentedAssignment", "Assert", "Break", "Continue", "Delete", "Exec", "FutureImport", "Global", "Import",
    "ImportFrom", "Nonlocal", "Pass", "Print", "Raise", "Return", "TypeAlias", "Class", "Decorated",
    "Decorator", "For", "Function", "If", "Elif", "Else", "Match", "Case", "Try", "Except",
    "Finally", "While", "With", "WithClause", "WithItem", "Identifier", "Attribute", "Subscript",
    "Slice", "Call", "ArgumentList", "KeywordArgument", "ListSplat", "DictionarySplat",
    "BinaryOperator", "BooleanOperator", "UnaryOperator", "NotOperator", "Comparison",
    "Conditional", "Lambda", "NamedExpression", "Await", "Yield", "ExpressionList", "Tuple", "List",
    "Set", "Dictionary", "Pair", "ListComprehension", "SetComprehension", "DictionaryComprehension",
    "Generator", "ForInClause", "IfClause", "String", "ConcatenatedString", "Interpolation",
    "FormatExpression", "FormatSpecifier", "TypeConversion", "Integer", "Float", "True", "False",
    "None", "Ellipsis", "AliasedImport", "DottedName", "RelativeImport", "WildcardImport",
    "Parameters", "DefaultParameter", "TypedParameter", "TypedDefaultParameter", "ListSplatPattern",
    "DictionarySplatPattern", "KeywordSeparator", "PositionalSeparator", "PatternList",
    "TuplePattern", "ListPattern", "AsPattern", "CasePattern", "ClassPattern", "ComplexPattern",
    "DictPattern", "KeywordPattern", "SplatPattern", "UnionPattern", "TypeParameter", "GenericType",
    "UnionType", "MemberType", "ConstrainedType", "SplatType",
};
inline constexpr std::string_view kFieldNames[] = {
    "none", "alias", "alternative", "argument", "arguments", "attribute", "body", "cause", "code",
    "condition", "consequence", "definition", "expression", "formatSpecifier", "function", "guard",
    "key", "left", "moduleName", "name", "object", "parameters", "returnType", "right", "subject",
    "subscript", "superclasses", "type", "typeConversion", "typeParameters", "value",
};
inline constexpr std::string_view kOperatorNames[] = {
    "None", "Add", "Subtract", "Multiply", "MatrixMultiply", "Divide", "FloorDivide", "Modulo",
    "Power", "BitAnd", "BitOr", "BitXor", "LeftShift", "RightShift", "Invert", "And", "Or", "Equal",
    "NotEqual", "Less", "LessEqual", "Greater", "GreaterEqual", "In", "NotIn", "Is", "IsNot",
};
// clang-format on
static_assert(std::size(kKindNames) == static_cast<size_t>(Kind::kCount));
static_assert(std::size(kFieldNames) == static_cast<size_t>(Field::kCount));
static_assert(std::size(kOperatorNames) == static_cast<size_t>(Operator::kIsNot) + 1);

// One node and what is below it.
inline std::string NodeText(Node node) {
  if (!node) return "null";
  std::string text;
  for (Node child : node.children()) {
    if (!text.empty()) text += ' ';
    text += NodeText(child);
  }
  if (node.kind() == Kind::kModule || node.kind() == Kind::kExpressionStatement) return text;
  std::string head;
  if (node.field() != Field::kNone) {
    head += kFieldNames[static_cast<size_t>(node.field())];
    head += ':';
  }
  head += kKindNames[static_cast<size_t>(node.kind())];
  if (node.op() != Operator::kNone) {
    head += '/';
    head += kOperatorNames[static_cast<size_t>(node.op())];
  }
  if (node.marked()) head += '*';
  if (node.missing()) head += '!';
  if (!node.first_child()) return head + '`' + std::string(node.text()) + '`';
  return head + '(' + text + ')';
}

// Parses without a budget. The tree refers to `source`.
inline Tree ParseTree(std::string_view source, Parser::With with = Parser::With::kBoth) {
  Tree tree;
  Parser(with).Parse(source, {}, &tree);
  return tree;
}

inline std::string TreeText(std::string_view source) {
  const Tree tree = ParseTree(source);
  return NodeText(tree.root());
}

}  // namespace meerkat::syntax
