#include "engine/syntax/tree_builder.h"

#include <array>
#include <memory>
#include <vector>

namespace meerkat::syntax {

// What becomes of a grammar node.
enum class TreeBuilder::Action : uint8_t {
  kKeep,   // a node, and its children below it
  kLeaf,   // a node; what is inside it is read from its text
  kHoist,  // no node: its children stand in its place and take its role
  kSkip,   // neither it nor its children
  kComment,
  kToken,  // punctuation, keyword, operator
};

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
    "parenthesized_expression", "parenthesized_list_splat", "type", "as_pattern_target",
    "with_clause",
};

constexpr std::string_view kSkipped[] = {
    "string_start",        "string_end",        "string_content", "escape_sequence",
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
    {"+", Operator::kAdd},           {"-", Operator::kSubtract},
    {"*", Operator::kMultiply},      {"@", Operator::kMatrixMultiply},
    {"/", Operator::kDivide},        {"//", Operator::kFloorDivide},
    {"%", Operator::kModulo},        {"**", Operator::kPower},
    {"&", Operator::kBitAnd},        {"|", Operator::kBitOr},
    {"^", Operator::kBitXor},        {"<<", Operator::kLeftShift},
    {">>", Operator::kRightShift},   {"~", Operator::kInvert},
    {"and", Operator::kAnd},         {"or", Operator::kOr},
    {"==", Operator::kEqual},        {"!=", Operator::kNotEqual},
    {"<>", Operator::kNotEqual},     {"<", Operator::kLess},
    {"<=", Operator::kLessEqual},    {">", Operator::kGreater},
    {">=", Operator::kGreaterEqual}, {"in", Operator::kIn},
    {"not in", Operator::kNotIn},    {"is", Operator::kIs},
    {"is not", Operator::kIsNot},    {"+=", Operator::kAdd},
    {"-=", Operator::kSubtract},     {"*=", Operator::kMultiply},
    {"@=", Operator::kMatrixMultiply}, {"/=", Operator::kDivide},
    {"//=", Operator::kFloorDivide}, {"%=", Operator::kModulo},
    {"**=", Operator::kPower},       {"&=", Operator::kBitAnd},
    {"|=", Operator::kBitOr},        {"^=", Operator::kBitXor},
    {"<<=", Operator::kLeftShift},   {">>=", Operator::kRightShift},
};

// Deciding by symbol number what a node becomes: the grammar's names are looked up once.
template <typename ActionT>
struct Grammar {
  struct Symbol {
    ActionT action = ActionT::kSkip;
    Kind kind = Kind::kOther;
    Operator op = Operator::kNone;
    bool marks = false;  // async, and `*` and `from` where they mark
  };
  std::vector<Symbol> symbols;
  std::vector<Field> fields;

  explicit Grammar(const TSLanguage* language) {
    symbols.resize(ts_language_symbol_count(language));
    for (uint32_t i = 0; i < symbols.size(); ++i) {
      const TSSymbol symbol = static_cast<TSSymbol>(i);
      symbols[i] = Classify(ts_language_symbol_name(language, symbol),
                            ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular);
    }
    fields.resize(ts_language_field_count(language) + 1, Field::kNone);
    for (uint32_t i = 1; i < fields.size(); ++i) {
      const std::string_view name = ts_language_field_name_for_id(language, static_cast<TSFieldId>(i));
      for (const FieldName& known : kFields) {
        if (known.name == name) fields[i] = known.field;
      }
    }
  }

  static Symbol Classify(const char* symbol_name, bool named) {
    Symbol symbol;
    const std::string_view name = symbol_name == nullptr ? "" : symbol_name;
    if (!named) {
      symbol.action = ActionT::kToken;
      for (const OperatorName& known : kOperators) {
        if (known.text == name) symbol.op = known.op;
      }
      symbol.marks = name == "async" || name == "from" || name == "*";
      return symbol;
    }
    if (name == "comment") {
      symbol.action = ActionT::kComment;
      return symbol;
    }
    symbol.action = ActionT::kKeep;
    for (const KindName& known : kKept) {
      if (known.name == name) symbol.kind = known.kind;
    }
    for (const KindName& known : kLeaves) {
      if (known.name == name) symbol = {ActionT::kLeaf, known.kind};
    }
    for (std::string_view known : kHoisted) {
      if (known == name) symbol.action = ActionT::kHoist;
    }
    for (std::string_view known : kSkipped) {
      if (known == name) symbol.action = ActionT::kSkip;
    }
    return symbol;
  }
};

bool TakesOperator(Kind kind) {
  return kind == Kind::kBinaryOperator || kind == Kind::kBooleanOperator ||
         kind == Kind::kUnaryOperator || kind == Kind::kComparison ||
         kind == Kind::kAugmentedAssignment;
}

bool TakesMark(Kind kind) {
  return kind == Kind::kFunction || kind == Kind::kFor || kind == Kind::kWith ||
         kind == Kind::kForInClause || kind == Kind::kExcept || kind == Kind::kYield;
}

// The grammar's error symbol is not among the numbered ones.
constexpr TSSymbol kErrorSymbol = 0xFFFF;

// Asking whether to stop costs a clock read: once per this many nodes is every few 100 µs.
constexpr uint32_t kNodesBetweenStops = 4096;

}  // namespace

// Python 2's `x` is a string to the grammar; it is repr(x), code and no text.
bool TreeBuilder::IsRepr(Kind kind, const TSNode& node) const {
  const uint32_t begin = ts_node_start_byte(node);
  return kind == Kind::kString && begin < source_.size() && source_[begin] == '`';
}

void TreeBuilder::Clear() {
  tree_.source_ = source_;
  tree_.records_.clear();
  tree_.comments_.clear();
  tree_.errors_.clear();
}

bool TreeBuilder::Build(const TSTree* parsed, const core::Budget& budget) {
  static const Grammar<Action> grammar(ts_tree_language(parsed));
  Clear();

  // An open grammar node: the record that its children go below, whether it is its own (and closes
  // with it), and the role that they inherit if it has been hoisted.
  struct Open {
    uint32_t record;
    bool own;
    Field inherited;
  };
  std::vector<Open> open;
  open.push_back({kNull, false, Field::kNone});

  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(parsed));
  bool complete = true;
  uint32_t visited = 0;
  for (bool more = true; more;) {
    if (++visited % kNodesBetweenStops == 0 && budget.Stopped()) {
      complete = false;
      break;
    }
    const TSNode node = ts_tree_cursor_current_node(&cursor);
    const TSSymbol number = ts_node_symbol(node);
    const bool error = number == kErrorSymbol;
    const typename Grammar<Action>::Symbol symbol =
        error ? typename Grammar<Action>::Symbol{Action::kKeep, Kind::kError}
              : grammar.symbols[number];
    const uint32_t parent = open.back().record;
    bool descend = false;
    switch (symbol.action) {
      case Action::kToken:
        if (parent != kNull) {
          Tree::Record& record = tree_.records_[parent];
          if (symbol.op != Operator::kNone && record.op == Operator::kNone &&
              TakesOperator(record.kind)) {
            record.op = symbol.op;
          } else if (symbol.marks && TakesMark(record.kind)) {
            record.flags |= Tree::kMarked;
          }
        }
        if (ts_node_is_missing(node)) NoteError(node);
        break;
      case Action::kComment:
        NoteComment(node);
        break;
      case Action::kSkip:
        break;
      case Action::kHoist:
      case Action::kKeep:
      case Action::kLeaf: {
        Field field = grammar.fields[ts_tree_cursor_current_field_id(&cursor)];
        if (field == Field::kNone) field = open.back().inherited;
        descend = symbol.action != Action::kLeaf;
        if (symbol.action == Action::kHoist) {
          if (ts_tree_cursor_goto_first_child(&cursor)) {
            open.push_back({parent, false, field});
            continue;
          }
          break;
        }
        const bool missing = ts_node_is_missing(node);
        if (error || missing) NoteError(node);
        const uint32_t index = tree_.size();
        tree_.records_.push_back({
            .begin = ts_node_start_byte(node),
            .end = ts_node_end_byte(node),
            .parent = parent,
            .after = index + 1,
            .kind = IsRepr(symbol.kind, node) ? Kind::kOther : symbol.kind,
            .field = field,
            .op = Operator::kNone,
            .flags = missing ? Tree::kMissing : uint8_t{0},
        });
        if (descend && ts_tree_cursor_goto_first_child(&cursor)) {
          open.push_back({index, true, Field::kNone});
          continue;
        }
        break;
      }
    }
    while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
      if (!ts_tree_cursor_goto_parent(&cursor)) {
        more = false;
        break;
      }
      if (open.back().own) Close(open.back().record);
      open.pop_back();
    }
  }
  ts_tree_cursor_delete(&cursor);
  if (!complete) Clear();
  return complete;
}

// The grammar's comment takes the "\r" of a "\r\n" with it.
void TreeBuilder::NoteComment(const TSNode& node) {
  core::Span span{ts_node_start_byte(node), ts_node_end_byte(node)};
  if (span.end > span.begin && source_[span.end - 1] == '\r') --span.end;
  tree_.comments_.push_back(span);
}

void TreeBuilder::NoteError(const TSNode& node) {
  const core::Span span{ts_node_start_byte(node), ts_node_end_byte(node)};
  const bool inside_another = !tree_.errors_.empty() && span.end <= tree_.errors_.back().end &&
                              span.begin >= tree_.errors_.back().begin;
  if (!inside_another) tree_.errors_.push_back(span);
}

}  // namespace meerkat::syntax
