#pragma once

// Where each name stands in a file, whatever it means there: every identifier of that text, in
// order of the source, those behind a dot and before a `=` in a call among them. Built on first
// use, by one pass over the tree.
//
//   for (Node node = occurrences.First("token"); node; node = occurrences.Next(node)) …
//   const Binding binding = occurrences.BindingIn("token", syntax::EnclosingScope(call));

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/syntax/tree.h"

namespace meerkat::names {

// How a scope gives a name its value.
struct Binding {
  // By one assignment alone: that statement. Null where there is none, or any other binding beside
  // it.
  syntax::Node assignment;
  // In any other way, or by several assignments: a parameter, `for`, `with … as`, an element of a
  // tuple, `+=`.
  bool is_other = false;
};

class Occurrences {
 public:
  // Starts over with another tree, which must outlive the use.
  void Reset(const syntax::Tree* tree);

  // Null if there is none.
  syntax::Node First(std::string_view name);
  syntax::Node Next(syntax::Node node) const;

  // How a function, lambda or class (null: the module) binds the name. The occurrences of a name
  // are read once, however often is asked.
  Binding BindingIn(std::string_view name, syntax::Node scope);

 private:
  void Build();
  void NoteBinding(syntax::Node name);
  void NoteCapture(syntax::Node name);

  const syntax::Tree* tree_ = nullptr;
  bool built_ = false;
  absl::flat_hash_map<std::string_view, uint32_t> first_;
  std::vector<uint32_t> next_;  // by node
  absl::flat_hash_set<std::string_view> noted_;
  absl::flat_hash_map<std::pair<std::string_view, uint32_t>, Binding>
      bindings_;  // by name and scope
};

}  // namespace meerkat::names
