#pragma once

// What becomes of each node of the grammar's tree: which are nodes of ours and of which kind, which
// stand for their children, which are left out. The grammar names its symbols by text; the texts
// are looked up once, and a tree is then built by symbol number.
//
//   const GrammarTable& table = GrammarTable::Of(ts_tree_language(tree));
//   const GrammarTable::Symbol& symbol = table.symbols[ts_node_symbol(node)];

#include <tree_sitter/api.h>

#include <string_view>
#include <vector>

#include "engine/syntax/kind.h"

namespace meerkat::syntax {

// What becomes of a grammar node.
enum class Action : uint8_t {
  kKeep,   // a node, and its children below it
  kLeaf,   // a node; what is inside it is read from its text
  kHoist,  // no node: its children stand in its place and take its role
  kSkip,   // neither it nor its children
  kComment,
  kToken,  // punctuation, keyword, operator
};

struct GrammarTable {
  struct Symbol {
    Action action = Action::kSkip;
    Kind kind = Kind::kOther;
    Operator op = Operator::kNone;
    bool marks = false;  // async, and `*` and `from` where they mark
  };
  std::vector<Symbol> symbols;  // by the grammar's number
  std::vector<Field> fields;    // by the grammar's number

  // There is one language, so there is one table.
  static const GrammarTable& Of(const TSLanguage* language);
};

}  // namespace meerkat::syntax
