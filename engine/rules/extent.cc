#include "engine/rules/extent.h"

#include <algorithm>

#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::rules {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

bool HoldsStatements(Kind kind) {
  switch (kind) {
    case Kind::kBlock:
    case Kind::kFunction:
    case Kind::kClass:
    case Kind::kDecorated:
    case Kind::kIf:
    case Kind::kElif:
    case Kind::kElse:
    case Kind::kFor:
    case Kind::kWhile:
    case Kind::kWith:
    case Kind::kTry:
    case Kind::kExcept:
    case Kind::kFinally:
    case Kind::kMatch:
    case Kind::kCase: return true;
    default: return false;
  }
}

// Where the last statement in the node ends: a block's own end may lie behind comments.
uint32_t EndOfCode(Node node) {
  while (HoldsStatements(node.kind())) {
    Node last;
    for (Node child : node.children()) last = child;
    if (!last) break;
    node = last;
  }
  return node.end();
}

// A piece of a concatenation stands for all of it.
Node WholeString(Node string) {
  const Node parent = string.parent();
  return parent.kind() == Kind::kConcatenatedString ? parent : string;
}

// The compound statement, or the branch of one, in whose head the node stands; null in a decorator.
Node HeadAround(Node node) {
  if (node.kind() == Kind::kFunction) return node;
  Node holder = node.parent();
  while (holder && !HoldsStatements(holder.kind())) holder = holder.parent();
  return holder.kind() == Kind::kDecorated ? Node() : holder;
}

// A head from its first word to its colon: `with open(a) as b, \ open(c) as d:`.
core::Span HeadSpan(Node node) {
  const Node holder = HeadAround(node);
  Node before;
  Node block;
  for (Node child : holder.children()) {
    if (child.kind() == Kind::kBlock) {
      block = child;
      break;
    }
    before = child;
  }
  // What stands in a broken head is a construct of its own.
  if (!before || !block || node.begin() > block.begin()) return node.span();
  // Between the last part of the head and its body stand brackets, comments and the colon.
  const std::string_view source = node.tree().source();
  for (uint32_t at = before.end(); at < block.begin(); ++at) {
    if (source[at] == ':') return {holder.begin(), at + 1};
    if (source[at] == '#')
      at = static_cast<uint32_t>(std::min<size_t>(source.find('\n', at), block.begin()));
  }
  return node.span();
}

}  // namespace

core::Span Extent(Node node) {
  const Node statement = syntax::StatementOf(node);
  switch (statement.kind()) {
    case Kind::kDecorated:
    case Kind::kClass:
    case Kind::kFunction:
    case Kind::kFor:
    case Kind::kIf:
    case Kind::kMatch:
    case Kind::kCase:
    case Kind::kTry:
    case Kind::kWhile:
    case Kind::kWith: return node.kind() == Kind::kExcept ? node.span() : HeadSpan(node);
    case Kind::kError: return node.span();
    default: return statement.span();
  }
}

core::Span ExtentAsBandit(Node node) {
  if (node.kind() == Kind::kFunction || node.kind() == Kind::kExcept) {
    return {node.begin(), EndOfCode(node)};
  }
  // What it says about a file as a whole belongs to its first line.
  if (node.kind() == Kind::kModule) return {0, 1};
  if (!syntax::IsString(node) || syntax::IsFormatString(node)) return node.span();
  Node parent = node.parent();
  if (parent.kind() == Kind::kInterpolation) return WholeString(parent.parent()).span();
  while (parent.kind() == Kind::kArgumentList || parent.kind() == Kind::kPair ||
         parent.kind() == Kind::kBlock || parent.kind() == Kind::kElse ||
         parent.kind() == Kind::kFinally || parent.kind() == Kind::kDefaultParameter ||
         parent.kind() == Kind::kTypedDefaultParameter || parent.kind() == Kind::kTypedParameter ||
         (parent.kind() == Kind::kAssignment && parent.parent().kind() == Kind::kAssignment)) {
    parent = parent.parent();
  }
  if (parent.kind() == Kind::kParameters) {
    // Parameters have no place of their own there: from the first to where the last one begins.
    uint32_t last = parent.begin();
    for (Node inner : parent.tree().Subtree(parent)) last = std::max(last, inner.begin());
    return {parent.first_child().begin(), last + 1};
  }
  return {parent.begin(), EndOfCode(parent)};
}

}  // namespace meerkat::rules
