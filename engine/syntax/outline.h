#pragma once

// Which functions of a file have to be read. A parser that is given an outline reads the file's
// statements and classes and the heads of its functions, and asks for the body of each function
// that lies in no other one. Where nobody needs it, the body is passed over: only its strings,
// comments and brackets are looked at, to find where it ends. In the tree it is a block with one
// node of kind kSkipped; every other node is where it is in the tree of the whole file, and
// comments are complete.
//
//   Outline outline{[](void* sites, core::Span body) { … }, &sites};
//   parser.Parse(bytes, budget, &tree, outline);
//
// What is wrong within a body that is passed over goes unnoticed, as in a file that is not parsed
// at all; a string or bracket that is not closed there is noticed.

#include "engine/core/span.h"

namespace meerkat::syntax {

struct Outline {
  // Whether the statements in the span, all of a function's body, have to be read. Asked in the
  // order of the file. Null: all are read.
  bool (*needs)(void* context, core::Span body) = nullptr;
  void* context = nullptr;
};

}  // namespace meerkat::syntax
