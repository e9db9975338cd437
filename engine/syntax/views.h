#pragma once

// Typed views: a Node known to be of one kind, with accessors that say what is asked. As cheap to
// copy as a Node, and valid as long.
//
//   Call call(node);
//   if (Node shell = call.Keyword("shell")) …

#include <string_view>

#include "engine/syntax/tree.h"

namespace meerkat::syntax {

// f(a, *b, c=d, **e)
class Call {
 public:
  explicit Call(Node node) : node_(node) {}
  Node node() const { return node_; }
  Node Function() const { return node_.Child(Field::kFunction); }
  // The argument list, or the generator that stands for it in f(x for x in y).
  Node Arguments() const { return node_.Child(Field::kArguments); }
  // The value of a keyword argument; null if it is not given by name.
  Node Keyword(std::string_view name) const;
  // Positional argument i. A `*args` counts as one argument; null past the end.
  Node Positional(uint32_t i) const;
  uint32_t PositionalCount() const;
  // The argument given at position i or by this name.
  Node Argument(uint32_t i, std::string_view name) const;
  // Whether `**kwargs` is among the arguments, so that any keyword may be given.
  bool HasDictionarySplat() const;

 private:
  Node node_;
};

// The last component of `a.b.c` or of a plain name; empty for anything else, such as `f()()`.
std::string_view LastName(Node expression);

// The statement that holds the node (its ancestor directly below a block or the module); a compound
// statement for what is in its head.
Node StatementOf(Node node);

// The innermost function, lambda or class around the node; null at module level.
Node EnclosingScope(Node node);
Node EnclosingFunction(Node node);

bool IsString(Node node);    // kString or kConcatenatedString
bool IsConstant(Node node);  // string, bytes, number, True, False, None, Ellipsis; no f-string

}  // namespace meerkat::syntax
