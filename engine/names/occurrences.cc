#include "engine/names/occurrences.h"

namespace meerkat::names {

using syntax::Kind;
using syntax::kNull;
using syntax::Node;

void Occurrences::Reset(const syntax::Tree* tree) {
  tree_ = tree;
  built_ = false;
}

void Occurrences::Build() {
  built_ = true;
  first_.clear();
  next_.assign(tree_->size(), kNull);
  // From the end, so that each name's first one is met last.
  for (uint32_t i = tree_->size(); i-- > 0;) {
    const Node node = tree_->node(i);
    if (node.kind() != Kind::kIdentifier) continue;
    const auto [found, inserted] = first_.try_emplace(node.text(), i);
    if (inserted) continue;
    next_[i] = found->second;
    found->second = i;
  }
}

Node Occurrences::First(std::string_view name) {
  if (!built_) Build();
  const auto found = first_.find(name);
  return found == first_.end() ? Node() : tree_->node(found->second);
}

Node Occurrences::Next(Node node) const {
  const uint32_t next = next_[node.index()];
  return next == kNull ? Node() : tree_->node(next);
}

}  // namespace meerkat::names
