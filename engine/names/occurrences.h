#pragma once

// Where each name stands in a file, whatever it means there: every identifier of that text, in order
// of the source, those behind a dot and before a `=` in a call among them. Built on first use, by one
// pass over the tree.
//
//   for (Node node = occurrences.First("token"); node; node = occurrences.Next(node)) …

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/syntax/tree.h"

namespace meerkat::names {

class Occurrences {
 public:
  // Starts over with another tree, which must outlive the use.
  void Reset(const syntax::Tree* tree);

  // Null if there is none.
  syntax::Node First(std::string_view name);
  syntax::Node Next(syntax::Node node) const;

 private:
  void Build();

  const syntax::Tree* tree_ = nullptr;
  bool built_ = false;
  absl::flat_hash_map<std::string_view, uint32_t> first_;
  std::vector<uint32_t> next_;  // by node
};

}  // namespace meerkat::names
