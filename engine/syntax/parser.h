#pragma once

// Python source to syntax::Tree. The parser and the tree keep their memory from file to file; one a
// thread.
//
//   syntax::Parser parser;
//   syntax::Tree tree;
//   if (!parser.Parse(bytes, budget, &tree)) …   // stopped by the budget
//
// Two parsers stand behind it. Well-formed Python 3 is read by recursive descent
// (syntax/descent.h), some twenty times as fast as the grammar (docs/performance.md). What it gives
// up on, broken code, Python 2, deep nesting, goes to the grammar of tree-sitter, which recovers
// from errors: such a file still gives a tree, with the broken stretches listed in it. Where both
// can read a file they build the same tree, but for a few constructs that the grammar misreads
// (docs/syntax.md).
//
// `bytes` must outlive the tree and be followed by a NUL byte, as a std::string's and a literal's
// are; they are not copied. Lines end as Python ends them: "\r" alone is a line end, too. Time is
// linear but for rare error recovery; nothing recurses deeper than a fixed bound.

#include <memory>
#include <string>
#include <string_view>

#include "engine/core/budget.h"
#include "engine/syntax/outline.h"
#include "engine/syntax/parser_arena.h"
#include "engine/syntax/tree.h"

namespace meerkat::syntax {

class Parser {
 public:
  enum class With {
    kBoth,
    kGrammar,  // the grammar alone: to compare the two
  };
  explicit Parser(With with = With::kBoth);
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // False when the budget said stop, or its memory was used up; the tree is then empty.
  // With an outline, only what it asks for is read (syntax/outline.h); the grammar reads all.
  bool Parse(std::string_view bytes, const core::Budget& budget, Tree* tree,
             const Outline& outline = {});
  // Whether the body of a function was passed over in the file that was parsed last.
  bool skipped() const { return skipped_; }
  // Whether it was the memory, after Parse was false.
  bool ran_out_of_memory() const { return ran_out_of_memory_; }
  // Whether the file that was parsed last, or what was read of it, is well-formed Python 3. About
  // what the descent does not read, such as deep nesting, the grammar decides, which is more
  // tolerant than CPython.
  bool well_formed() const { return is_well_formed_; }

 private:
  struct WellFormed;

  std::string_view Normalized(std::string_view bytes);
  bool ParseWellFormed(std::string_view text, const core::Budget& budget, const Outline& outline,
                       Tree* tree, bool* stopped);
  bool ParseWithGrammar(std::string_view text, const core::Budget& budget, Tree* tree);

  bool ran_out_of_memory_ = false;
  bool is_well_formed_ = false;
  bool skipped_ = false;
  bool unsure_ = true;  // the grammar has to say whether it is
  ParserArena arena_;   // of the grammar's parser
  std::unique_ptr<WellFormed> well_formed_;
  std::string normalized_;  // the bytes of a file that has "\r" alone for a line end
};

}  // namespace meerkat::syntax
