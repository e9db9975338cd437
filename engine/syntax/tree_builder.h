#pragma once

// Flattens the grammar's tree into a syntax::Tree: one cursor walk, no recursion, no node climbed.

#include <tree_sitter/api.h>

#include <string_view>
#include <vector>

#include "engine/core/budget.h"
#include "engine/syntax/descent.h"
#include "engine/syntax/tree.h"

namespace meerkat::syntax {

class TreeBuilder {
 public:
  TreeBuilder(std::string_view source, Tree* tree) : source_(source), tree_(*tree) {}

  void Clear();
  // The tree that the descent has read.
  void Take(Descent& descent, const std::vector<core::Span>& comments);
  // False, and an empty tree, when the budget said stop.
  bool Build(const TSTree* parsed, const core::Budget& budget);

 private:
  bool IsRepr(Kind kind, const TSNode& node) const;
  void NoteComment(const TSNode& node);
  void NoteError(const TSNode& node);
  void Close(uint32_t index) { tree_.records_[index].after = tree_.size(); }

  std::string_view source_;
  Tree& tree_;
};

}  // namespace meerkat::syntax
