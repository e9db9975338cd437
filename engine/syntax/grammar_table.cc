#include "engine/syntax/grammar_table.h"

namespace meerkat::syntax {
namespace {

struct KindName {
  std::string_view name;
  Kind kind;
};

// Nodes with children.
constexpr KindName kKept[] = {
    {"module", Kind::kModule},
    {"block", Kind::kBlock},
    {"expression_statement", Kind::kExpressionStatement},
    {"assignment", Kind::kAssignment},
    {"augmented_assignment", Kind::kAugmentedAssignment},
    {"assert_statement", Kind::kAssert},
    {"break_statement", Kind::kBreak},
    {"continue_statement", Kind::kContinue},
    {"delete_statement", Kind::kDelete},
    {"exec_statement", Kind::kExec},
    {"future_import_statement", Kind::kFutureImport},
    {"global_statement", Kind::kGlobal},
    {"import_statement", Kind::kImport},
    {"import_from_statement", Kind::kImportFrom},
    {"nonlocal_statement", Kind::kNonlocal},
    {"pass_statement", Kind::kPass},
    {"print_statement", Kind::kPrint},
    {"raise_statement", Kind::kRaise},
    {"return_statement", Kind::kReturn},
    {"type_alias_statement", Kind::kTypeAlias},
    {"class_definition", Kind::kClass},
    {"decorated_definition", Kind::kDecorated},
    {"decorator", Kind::kDecorator},
    {"for_statement", Kind::kFor},
    {"function_definition", Kind::kFunction},
    {"if_statement", Kind::kIf},
    {"elif_clause", Kind::kElif},
    {"else_clause", Kind::kElse},
    {"match_statement", Kind::kMatch},
    {"case_clause", Kind::kCase},
    {"try_statement", Kind::kTry},
    {"except_clause", Kind::kExcept},
    {"finally_clause", Kind::kFinally},
    {"while_statement", Kind::kWhile},
    {"with_statement", Kind::kWith},
    {"with_item", Kind::kWithItem},
    {"attribute", Kind::kAttribute},
    {"subscript", Kind::kSubscript},
    {"slice", Kind::kSlice},
    {"call", Kind::kCall},
    {"argument_list", Kind::kArgumentList},
    {"keyword_argument", Kind::kKeywordArgument},
    {"list_splat", Kind::kListSplat},
    {"dictionary_splat", Kind::kDictionarySplat},
    {"binary_operator", Kind::kBinaryOperator},
    {"boolean_operator", Kind::kBooleanOperator},
    {"unary_operator", Kind::kUnaryOperator},
    {"not_operator", Kind::kNotOperator},
    {"comparison_operator", Kind::kComparison},
    {"conditional_expression", Kind::kConditional},
    {"lambda", Kind::kLambda},
    {"named_expression", Kind::kNamedExpression},
    {"await", Kind::kAwait},
    {"yield", Kind::kYield},
    {"expression_list", Kind::kExpressionList},
    {"tuple", Kind::kTuple},
    {"list", Kind::kList},
    {"set", Kind::kSet},
    {"dictionary", Kind::kDictionary},
    {"pair", Kind::kPair},
    {"list_comprehension", Kind::kListComprehension},
    {"set_comprehension", Kind::kSetComprehension},
    {"dictionary_comprehension", Kind::kDictionaryComprehension},
    {"generator_expression", Kind::kGenerator},
    {"for_in_clause", Kind::kForInClause},
    {"if_clause", Kind::kIfClause},
    {"string", Kind::kString},
    {"concatenated_string", Kind::kConcatenatedString},
    {"interpolation", Kind::kInterpolation},
    {"format_expression", Kind::kFormatExpression},
    {"format_specifier", Kind::kFormatSpecifier},
    {"aliased_import", Kind::kAliasedImport},
    {"parameters", Kind::kParameters},
    {"lambda_parameters", Kind::kParameters},
    {"default_parameter", Kind::kDefaultParameter},
    {"typed_parameter", Kind::kTypedParameter},
    {"typed_default_parameter", Kind::kTypedDefaultParameter},
    {"list_splat_pattern", Kind::kListSplatPattern},
    {"dictionary_splat_pattern", Kind::kDictionarySplatPattern},
    {"pattern_list", Kind::kPatternList},
    {"tuple_pattern", Kind::kTuplePattern},
    {"list_pattern", Kind::kListPattern},
    {"as_pattern", Kind::kAsPattern},
    {"case_pattern", Kind::kCasePattern},
    {"class_pattern", Kind::kClassPattern},
    {"complex_pattern", Kind::kComplexPattern},
    {"dict_pattern", Kind::kDictPattern},
    {"keyword_pattern", Kind::kKeywordPattern},
    {"splat_pattern", Kind::kSplatPattern},
    {"union_pattern", Kind::kUnionPattern},
    {"type_parameter", Kind::kTypeParameter},
    {"generic_type", Kind::kGenericType},
    {"union_type", Kind::kUnionType},
    {"member_type", Kind::kMemberType},
    {"constrained_type", Kind::kConstrainedType},
    {"splat_type", Kind::kSplatType},
};

// Nodes that are read from their text.
constexpr KindName kLeaves[] = {
    {"identifier", Kind::kIdentifier},
    {"dotted_name", Kind::kDottedName},
    {"relative_import", Kind::kRelativeImport},
    {"wildcard_import", Kind::kWildcardImport},
    {"type_conversion", Kind::kTypeConversion},
    {"integer", Kind::kInteger},
    {"float", Kind::kFloat},
    {"true", Kind::kTrue},
    {"false", Kind::kFalse},
    {"none", Kind::kNone},
    {"ellipsis", Kind::kEllipsis},
    {"keyword_separator", Kind::kKeywordSeparator},
    {"positional_separator", Kind::kPositionalSeparator},
};

constexpr std::string_view kHoisted[] = {
    "parenthesized_expression",
    "parenthesized_list_splat",
    "type",
    "as_pattern_target",
    "with_clause",
};

constexpr std::string_view kSkipped[] = {
    "string_start",         "string_end",        "string_content", "escape_sequence",
    "escape_interpolation", "line_continuation", "import_prefix",
};

struct FieldName {
  std::string_view name;
  Field field;
};

constexpr FieldName kFields[] = {
    {"alias", Field::kAlias},
    {"alternative", Field::kAlternative},
    {"argument", Field::kArgument},
    {"arguments", Field::kArguments},
    {"attribute", Field::kAttribute},
    {"body", Field::kBody},
    {"cause", Field::kCause},
    {"code", Field::kCode},
    {"condition", Field::kCondition},
    {"consequence", Field::kConsequence},
    {"definition", Field::kDefinition},
    {"expression", Field::kExpression},
    {"format_specifier", Field::kFormatSpecifier},
    {"function", Field::kFunction},
    {"guard", Field::kGuard},
    {"key", Field::kKey},
    {"left", Field::kLeft},
    {"module_name", Field::kModuleName},
    {"name", Field::kName},
    {"object", Field::kObject},
    {"parameters", Field::kParameters},
    {"return_type", Field::kReturnType},
    {"right", Field::kRight},
    {"subject", Field::kSubject},
    {"subscript", Field::kSubscript},
    {"superclasses", Field::kSuperclasses},
    {"type", Field::kType},
    {"type_conversion", Field::kTypeConversion},
    {"type_parameters", Field::kTypeParameters},
    {"value", Field::kValue},
};

struct OperatorName {
  std::string_view text;
  Operator op;
};

constexpr OperatorName kOperators[] = {
    {"+", Operator::kAdd},
    {"-", Operator::kSubtract},
    {"*", Operator::kMultiply},
    {"@", Operator::kMatrixMultiply},
    {"/", Operator::kDivide},
    {"//", Operator::kFloorDivide},
    {"%", Operator::kModulo},
    {"**", Operator::kPower},
    {"&", Operator::kBitAnd},
    {"|", Operator::kBitOr},
    {"^", Operator::kBitXor},
    {"<<", Operator::kLeftShift},
    {">>", Operator::kRightShift},
    {"~", Operator::kInvert},
    {"and", Operator::kAnd},
    {"or", Operator::kOr},
    {"==", Operator::kEqual},
    {"!=", Operator::kNotEqual},
    {"<>", Operator::kNotEqual},
    {"<", Operator::kLess},
    {"<=", Operator::kLessEqual},
    {">", Operator::kGreater},
    {">=", Operator::kGreaterEqual},
    {"in", Operator::kIn},
    {"not in", Operator::kNotIn},
    {"is", Operator::kIs},
    {"is not", Operator::kIsNot},
    {"+=", Operator::kAdd},
    {"-=", Operator::kSubtract},
    {"*=", Operator::kMultiply},
    {"@=", Operator::kMatrixMultiply},
    {"/=", Operator::kDivide},
    {"//=", Operator::kFloorDivide},
    {"%=", Operator::kModulo},
    {"**=", Operator::kPower},
    {"&=", Operator::kBitAnd},
    {"|=", Operator::kBitOr},
    {"^=", Operator::kBitXor},
    {"<<=", Operator::kLeftShift},
    {">>=", Operator::kRightShift},
};

GrammarTable::Symbol Classify(const char* symbol_name, bool named) {
  GrammarTable::Symbol symbol;
  const std::string_view name = symbol_name == nullptr ? "" : symbol_name;
  if (!named) {
    symbol.action = Action::kToken;
    for (const OperatorName& known : kOperators) {
      if (known.text == name) symbol.op = known.op;
    }
    symbol.marks = name == "async" || name == "from" || name == "*";
    return symbol;
  }
  if (name == "comment") {
    symbol.action = Action::kComment;
    return symbol;
  }
  symbol.action = Action::kKeep;
  for (const KindName& known : kKept) {
    if (known.name == name) symbol.kind = known.kind;
  }
  for (const KindName& known : kLeaves) {
    if (known.name == name) symbol = {Action::kLeaf, known.kind};
  }
  for (std::string_view known : kHoisted) {
    if (known == name) symbol.action = Action::kHoist;
  }
  for (std::string_view known : kSkipped) {
    if (known == name) symbol.action = Action::kSkip;
  }
  return symbol;
}

GrammarTable Build(const TSLanguage* language) {
  GrammarTable table;
  std::vector<GrammarTable::Symbol>& symbols = table.symbols;
  std::vector<Field>& fields = table.fields;
  symbols.resize(ts_language_symbol_count(language));
  for (uint32_t i = 0; i < symbols.size(); ++i) {
    const TSSymbol symbol = static_cast<TSSymbol>(i);
    symbols[i] = Classify(ts_language_symbol_name(language, symbol),
                          ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular);
  }
  fields.resize(ts_language_field_count(language) + 1, Field::kNone);
  for (uint32_t i = 1; i < fields.size(); ++i) {
    const std::string_view name =
        ts_language_field_name_for_id(language, static_cast<TSFieldId>(i));
    for (const FieldName& known : kFields) {
      if (known.name == name) fields[i] = known.field;
    }
  }
  return table;
}

}  // namespace

const GrammarTable& GrammarTable::Of(const TSLanguage* language) {
  static const GrammarTable table = Build(language);
  return table;
}

}  // namespace meerkat::syntax
