// The part of Lowering that reads `match` and its patterns.

#include "engine/flow/lowering.h"
#include "engine/syntax/views.h"

namespace meerkat::flow {

using syntax::Field;
using syntax::Kind;

uint32_t Lowering::Match(Node node) {
  const uint32_t subject = Condition(node.Child(Field::kSubject));
  Items cases;
  for (Node child : node.Child(Field::kBody).children()) {
    if (child.kind() != Kind::kCase) continue;
    Items patterns;
    uint32_t guard = kNone;
    for (Node part : child.children()) {
      if (part.field() == Field::kGuard) {
        guard = Condition(part.first_child());
      } else if (part.kind() != Kind::kBlock) {
        patterns.push_back(Pattern(part));
      }
    }
    // case a, b: a sequence without brackets
    const uint32_t pattern = patterns.size() == 1
                                 ? patterns[0]
                                 : MakePattern(PatternKind::kSequence, child, List(patterns));
    const uint32_t list = List({pattern, guard});
    cases.push_back(Simple(CodeKind::kCase, child, list, Block(child.Child(Field::kConsequence))));
  }
  return Simple(CodeKind::kMatch, node, subject, List(cases));
}

uint32_t Lowering::MakePattern(PatternKind kind, Node node, uint32_t a, uint32_t b, uint32_t c) {
  return Simple(CodeKind::kPattern, node, a, b, c, static_cast<uint8_t>(kind));
}

uint32_t Lowering::Pattern(Node node) {
  if (depth_ >= kMaxDepth) return MakePattern(PatternKind::kStar, node);  // nothing is known of it
  ++depth_;
  const uint32_t pattern = PatternOf(node);
  --depth_;
  return pattern;
}

uint32_t Lowering::PatternOf(Node node) {
  switch (node.kind()) {
    case Kind::kCasePattern: {
      if (node.child_count() == 0) return MakePattern(PatternKind::kAny, node);  // _
      const Node inner = node.first_child();
      const bool is_signed = tree_->source()[node.begin()] == '-';
      if (is_signed) return MakePattern(PatternKind::kValue, node, Unknown(inner));
      return Pattern(inner);
    }
    case Kind::kDottedName:
      if (node.text().find('.') == std::string_view::npos) {
        return MakePattern(PatternKind::kAny, node, Target(node));
      }
      return MakePattern(PatternKind::kValue, node, Expression(node));
    case Kind::kUnionPattern: {
      Items parts;
      for (Node child : node.children()) parts.push_back(Pattern(child));
      return MakePattern(PatternKind::kAlternatives, node, List(parts));
    }
    case Kind::kAsPattern: {
      if (node.child_count() < 2) break;
      const uint32_t pattern = Pattern(node.ChildAt(0));
      return MakePattern(PatternKind::kAs, node, pattern, Expression(node.ChildAt(1)));
    }
    case Kind::kTuplePattern:
      // (pattern) without a comma is the pattern itself.
      if (node.child_count() == 1 && node.text().find(',') == std::string::npos) {
        return Pattern(node.first_child());
      }
      [[fallthrough]];
    case Kind::kListPattern: {
      Items parts;
      for (Node child : node.children()) parts.push_back(Pattern(child));
      return MakePattern(PatternKind::kSequence, node, List(parts));
    }
    case Kind::kSplatPattern:
      return MakePattern(PatternKind::kStar, node,
                         node.child_count() == 0 ? kNone : Expression(node.first_child()));
    case Kind::kDictPattern: return MappingPattern(node);
    case Kind::kClassPattern: return ClassPattern(node);
    default: break;
  }
  return MakePattern(PatternKind::kValue, node, Expression(node));
}

uint32_t Lowering::MappingPattern(Node node) {
  Items parts;
  uint32_t rest = kNone;
  for (Node child : node.children()) {
    if (child.kind() == Kind::kSplatPattern) {
      if (child.child_count() > 0) rest = Expression(child.first_child());
    } else if (child.field() == Field::kKey) {
      parts.push_back(Expression(child));
    } else if (parts.size() % 2 == 1) {
      parts.push_back(Pattern(child));
    }
  }
  return MakePattern(PatternKind::kMapping, node, List(parts), rest);
}

uint32_t Lowering::ClassPattern(Node node) {
  Items positions;
  Items keywords;
  uint32_t type = kNone;
  for (Node child : node.children()) {
    const Node inner = child.kind() == Kind::kCasePattern && child.child_count() == 1
                           ? child.first_child()
                           : child;
    if (type == kNone) {
      type = Expression(child);
    } else if (inner.kind() == Kind::kKeywordPattern) {
      keywords.push_back(Name(inner.ChildAt(0).text()));
      keywords.push_back(inner.child_count() > 1 ? Pattern(inner.ChildAt(1))
                                                 : MakePattern(PatternKind::kAny, inner));
    } else {
      positions.push_back(Pattern(child));
    }
  }
  return MakePattern(PatternKind::kClass, node, type, List(positions), List(keywords));
}

// A name that a pattern binds.
uint32_t Lowering::Target(Node node) {
  const uint32_t name = Name(node.text());
  return Simple(CodeKind::kName, node, name, SlotOf(name));
}

}  // namespace meerkat::flow
