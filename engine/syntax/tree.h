#pragma once

// A syntax tree as one flat array of nodes in the order of the source, made by one walk over the
// parser's tree and then independent of it. The subtree of node i is the run [i, after(i)), so a
// walk over everything is a loop over the array; parents and siblings are one lookup away.
//
// It is the tree that a Python programmer has in mind, not the grammar's: parentheses around an
// expression, punctuation and comments are not nodes (comments are listed apart), and a dotted name
// or a plain string is a leaf.
//
//   for (Node node : tree.All()) if (node.kind() == Kind::kCall) …
//
// A Node is a trivially copyable handle, valid until the tree is rebuilt. A missing child is a null
// node, on which every accessor works: kind() is kOther, text is empty, children are none.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/span.h"
#include "engine/syntax/kind.h"

namespace meerkat::syntax {

class Tree;

inline constexpr uint32_t kNull = 0xFFFFFFFF;

class Node {
 public:
  Node() = default;
  Node(const Tree* tree, uint32_t index) : tree_(tree), index_(index) {}

  explicit operator bool() const { return index_ != kNull; }
  friend bool operator==(Node a, Node b) { return a.index_ == b.index_; }

  uint32_t index() const { return index_; }
  const Tree& tree() const { return *tree_; }

  inline Kind kind() const;
  inline Field field() const;  // its role in its parent
  inline Operator op() const;
  inline core::Span span() const;
  inline uint32_t begin() const { return span().begin; }
  inline uint32_t end() const { return span().end; }
  inline std::string_view text() const;
  // Whether `async` stands before it (def, for, with), or `*` after `except`, or `from` in a yield.
  inline bool marked() const;
  // Whether the parser made it up to go on after an error; its text is empty.
  inline bool missing() const;

  inline Node parent() const;
  inline Node first_child() const;
  inline Node next_sibling() const;
  inline uint32_t after() const;         // index of the first node that is not in this subtree
  inline Node Child(Field field) const;  // the first child of that role
  inline uint32_t child_count() const;
  inline Node ChildAt(uint32_t position) const;

  class Children;
  inline Children children() const;

 private:
  const Tree* tree_ = nullptr;
  uint32_t index_ = kNull;
};

class Tree {
 public:
  struct Record {
    uint32_t begin;
    uint32_t end;
    uint32_t parent;
    uint32_t after;
    Kind kind;
    Field field;
    Operator op;
    uint8_t flags;
  };
  static constexpr uint8_t kMarked = 1;
  static constexpr uint8_t kMissing = 2;

  std::string_view source() const { return source_; }
  uint32_t size() const { return static_cast<uint32_t>(records_.size()); }
  const Record& record(uint32_t index) const { return records_[index]; }
  Node node(uint32_t index) const { return {this, index}; }
  Node root() const { return records_.empty() ? Node() : Node(this, 0); }

  // In order of the source; each from '#' to the end of its line.
  const std::vector<core::Span>& comments() const { return comments_; }
  // Outermost broken stretches, in order; empty where the file parses.
  const std::vector<core::Span>& errors() const { return errors_; }

  class Range {
   public:
    class Iterator {
     public:
      Iterator(const Tree* tree, uint32_t index) : tree_(tree), index_(index) {}
      Node operator*() const { return {tree_, index_}; }
      Iterator& operator++() {
        ++index_;
        return *this;
      }
      bool operator!=(const Iterator& other) const { return index_ != other.index_; }

     private:
      const Tree* tree_;
      uint32_t index_;
    };
    Range(const Tree* tree, uint32_t begin, uint32_t end) : tree_(tree), begin_(begin), end_(end) {}
    Iterator begin() const { return {tree_, begin_}; }
    Iterator end() const { return {tree_, end_}; }

   private:
    const Tree* tree_;
    uint32_t begin_;
    uint32_t end_;
  };
  // Every node, parents before children.
  Range All() const { return {this, 0, size()}; }
  // The node and everything below it.
  Range Subtree(Node node) const {
    return node ? Range{this, node.index(), node.after()} : Range{this, 0, 0};
  }

 private:
  friend class TreeBuilder;
  std::string_view source_;
  std::vector<Record> records_;
  std::vector<core::Span> comments_;
  std::vector<core::Span> errors_;
};

class Node::Children {
 public:
  class Iterator {
   public:
    Iterator(const Tree* tree, uint32_t index) : tree_(tree), index_(index) {}
    Node operator*() const { return {tree_, index_}; }
    Iterator& operator++() {
      index_ = tree_->record(index_).after;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const Tree* tree_;
    uint32_t index_;
  };
  Children(const Tree* tree, uint32_t begin, uint32_t end)
      : tree_(tree), begin_(begin), end_(end) {}
  Iterator begin() const { return {tree_, begin_}; }
  Iterator end() const { return {tree_, end_}; }

 private:
  const Tree* tree_;
  uint32_t begin_;
  uint32_t end_;
};

Kind Node::kind() const { return index_ == kNull ? Kind::kOther : tree_->record(index_).kind; }
Field Node::field() const { return index_ == kNull ? Field::kNone : tree_->record(index_).field; }
Operator Node::op() const { return index_ == kNull ? Operator::kNone : tree_->record(index_).op; }
core::Span Node::span() const {
  return index_ == kNull ? core::Span{}
                         : core::Span{tree_->record(index_).begin, tree_->record(index_).end};
}
std::string_view Node::text() const {
  if (index_ == kNull) return {};
  const Tree::Record& record = tree_->record(index_);
  return tree_->source().substr(record.begin, record.end - record.begin);
}
bool Node::marked() const {
  return index_ != kNull && (tree_->record(index_).flags & Tree::kMarked) != 0;
}
bool Node::missing() const {
  return index_ != kNull && (tree_->record(index_).flags & Tree::kMissing) != 0;
}
Node Node::parent() const {
  return index_ == kNull ? Node() : Node(tree_, tree_->record(index_).parent);
}
uint32_t Node::after() const { return tree_->record(index_).after; }
Node Node::first_child() const {
  if (index_ == kNull || index_ + 1 == after()) return {};
  return {tree_, index_ + 1};
}
Node Node::next_sibling() const {
  if (index_ == kNull) return {};
  const Tree::Record& record = tree_->record(index_);
  if (record.parent == kNull || record.after == tree_->record(record.parent).after) return {};
  return {tree_, record.after};
}
Node::Children Node::children() const {
  if (index_ == kNull) return {nullptr, 0, 0};
  return {tree_, index_ + 1, after()};
}
Node Node::Child(Field field) const {
  for (Node child : children()) {
    if (child.field() == field) return child;
  }
  return {};
}
uint32_t Node::child_count() const {
  uint32_t count = 0;
  for ([[maybe_unused]] Node child : children()) ++count;
  return count;
}
Node Node::ChildAt(uint32_t position) const {
  for (Node child : children()) {
    if (position-- == 0) return child;
  }
  return {};
}

}  // namespace meerkat::syntax
