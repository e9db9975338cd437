#include "engine/syntax/tree_builder.h"

#include <vector>

#include "engine/syntax/grammar_table.h"

namespace meerkat::syntax {

namespace {

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

void TreeBuilder::Take(Descent& descent, const std::vector<core::Span>& comments) {
  // The records that there are need not be emptied first: each is written.
  tree_.source_ = source_;
  tree_.errors_.clear();
  descent.MoveInto(&tree_.records_);
  tree_.comments_ = comments;
}

bool TreeBuilder::Build(const TSTree* parsed, const core::Budget& budget) {
  const GrammarTable& grammar = GrammarTable::Of(ts_tree_language(parsed));
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
    const GrammarTable::Symbol symbol =
        error ? GrammarTable::Symbol{Action::kKeep, Kind::kError} : grammar.symbols[number];
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
      case Action::kComment: NoteComment(node); break;
      case Action::kSkip: break;
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
