#pragma once

// Python source to syntax::Tree. The parser and the tree keep their memory from file to file; one a
// thread. The grammar recovers from errors, so a broken file still gives a tree, with the broken
// stretches listed in it.
//
//   syntax::Parser parser;
//   syntax::Tree tree;
//   if (!parser.Parse(bytes, budget, &tree)) …   // stopped by the budget
//
// `bytes` must outlive the tree. Lines end as Python ends them: "\r" alone is a line end, too. Time is linear but for rare error recovery; nothing recurses on the
// depth of the input.

#include <string>
#include <string_view>

#include "engine/core/budget.h"
#include "engine/syntax/tree.h"

namespace meerkat::syntax {

class Parser {
 public:
  Parser();
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // False when the budget said stop; the tree is then empty.
  bool Parse(std::string_view bytes, const core::Budget& budget, Tree* tree);

 private:
  std::string_view Normalized(std::string_view bytes);

  void* parser_;            // TSParser, wrapped here once
  std::string normalized_;  // the bytes of a file that has "\r" alone for a line end
};

}  // namespace meerkat::syntax
