#include "engine/rules/visiting_order.h"

#include <algorithm>

namespace meerkat::rules {
namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

// Adds the children in the order in which they are visited.
void AddChildren(Node node, std::vector<uint32_t>* children) {
  const auto add_all = [&](auto wanted) {
    for (Node child : node.children()) {
      if (wanted(child)) children->push_back(child.index());
    }
  };
  switch (node.kind()) {
    case Kind::kDecorated:
      add_all([](Node child) { return child.kind() != Kind::kDecorator; });
      add_all([](Node child) { return child.kind() == Kind::kDecorator; });
      return;
    case Kind::kConditional: {  // the second child is the condition
      uint32_t place = 0;
      const size_t first = children->size();
      for (Node child : node.children()) {
        children->push_back(child.index());
        if (++place == 2) std::swap((*children)[first], (*children)[first + 1]);
      }
      return;
    }
    case Kind::kDictionary:
      for (Node child : node.children()) {
        if (child.kind() == Kind::kPair) children->push_back(child.first_child().index());
      }
      for (Node child : node.children()) {
        const Node value = child.kind() == Kind::kPair ? child.first_child().next_sibling() : child;
        if (value) children->push_back(value.index());
      }
      return;
    default: add_all([](Node) { return true; });
  }
}

}  // namespace

void SortAsVisited(const syntax::Tree& tree, std::vector<core::RawFinding>* findings) {
  if (findings->size() < 2) return;
  std::vector<uint32_t> rank(tree.size(), tree.size());
  std::vector<uint32_t> open = {0}, children;
  rank[0] = tree.size();
  for (uint32_t next = 0; !open.empty();) {
    const uint32_t index = open.back();
    open.pop_back();
    if (index != 0) rank[index] = next++;
    children.clear();
    AddChildren(tree.node(index), &children);
    open.insert(open.end(), children.rbegin(), children.rend());
  }
  std::stable_sort(findings->begin(), findings->end(),
                   [&](const core::RawFinding& a, const core::RawFinding& b) {
                     return rank[a.node] < rank[b.node];
                   });
}

}  // namespace meerkat::rules
