// The part of Lowering that reads expressions.

#include <charconv>
#include <string>

#include "engine/flow/lowering.h"
#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::flow {

using syntax::Field;
using syntax::Kind;

uint32_t Lowering::Expression(Node node) {
  if (!node) return kNone;
  if (depth_ >= kMaxDepth || stopped_)
    return Add({.kind = CodeKind::kUnknown, .span = node.span()});
  ++depth_;
  const uint32_t code = Atom(node);
  --depth_;
  return code;
}

uint32_t Lowering::Simple(CodeKind kind, Node node, uint32_t a, uint32_t b, uint32_t c,
                          uint8_t flags) {
  return Add(
      {.kind = kind, .op = node.op(), .flags = flags, .a = a, .b = b, .c = c, .span = node.span()});
}

uint32_t Lowering::Atom(Node node) {
  switch (node.kind()) {
    case Kind::kIdentifier: {
      const uint32_t name = Name(node.text());
      const bool is_outer = scopes_.back().outer.contains(name);
      return Simple(CodeKind::kName, node, name, SlotOf(name), kNone, is_outer ? kOuter : 0);
    }
    case Kind::kAttribute: {
      const uint32_t object = Expression(node.Child(Field::kObject));
      return Simple(CodeKind::kAttribute, node, object, Name(node.Child(Field::kAttribute).text()),
                    PlaceSlot(node, conditions_ > 0));
    }
    case Kind::kDottedName: return DottedName(node);
    case Kind::kSubscript:
    case Kind::kGenericType: return Subscript(node);
    case Kind::kUnionType: {  // list[int] | None
      const uint32_t left = Expression(node.ChildAt(0));
      return Simple(CodeKind::kBinary, node, left, Expression(node.ChildAt(1)));
    }
    case Kind::kSlice: return SliceOf(node);
    case Kind::kCall: return Call(node);
    case Kind::kBinaryOperator: {
      const uint32_t left = Expression(node.Child(Field::kLeft));
      const uint32_t right = Expression(node.Child(Field::kRight));
      return Simple(CodeKind::kBinary, node, left, right);
    }
    case Kind::kBooleanOperator: {
      const uint32_t left = Condition(node.Child(Field::kLeft));
      const uint32_t right = Condition(node.Child(Field::kRight));
      return Simple(CodeKind::kBoolean, node, left, right);
    }
    case Kind::kNotOperator:
      return Simple(CodeKind::kNot, node, Condition(node.Child(Field::kArgument)));
    case Kind::kUnaryOperator:
      return Simple(CodeKind::kUnary, node, Expression(node.Child(Field::kArgument)));
    case Kind::kComparison: return Comparison(node);
    case Kind::kConditional: {
      // First, for what it is about are places from then on.
      const uint32_t condition = Condition(node.ChildAt(1));
      const uint32_t then = Expression(node.ChildAt(0));
      return Simple(CodeKind::kConditional, node, then, condition, Expression(node.ChildAt(2)));
    }
    case Kind::kLambda: return Simple(CodeKind::kLambda, node, AddFunction(node, kNone));
    case Kind::kNamedExpression: {
      const uint32_t value = Expression(node.Child(Field::kValue));
      return Simple(CodeKind::kNamed, node, Expression(node.Child(Field::kName)), value);
    }
    case Kind::kAwait: return Simple(CodeKind::kAwait, node, Expression(node.first_child()));
    case Kind::kYield:
      return Simple(CodeKind::kYield, node, Expression(node.first_child()), kNone, kNone,
                    node.marked() ? kStar : 0);
    case Kind::kExpressionList:
    case Kind::kPatternList:
    case Kind::kTuplePattern:
    case Kind::kTuple: return Sequence(CodeKind::kTuple, node);
    case Kind::kListPattern:
    case Kind::kList: return Sequence(CodeKind::kList, node);
    case Kind::kSet: return Sequence(CodeKind::kSet, node);
    case Kind::kDictionary: return Dictionary(node);
    case Kind::kListComprehension:
    case Kind::kSetComprehension:
    case Kind::kDictionaryComprehension:
    case Kind::kGenerator: return Comprehension(node);
    case Kind::kListSplat:
    case Kind::kListSplatPattern:
    case Kind::kDictionarySplat:
    case Kind::kDictionarySplatPattern:
      return Simple(CodeKind::kStarred, node, Expression(node.first_child()));
    case Kind::kInterpolation: return Expression(node.Child(Field::kExpression));
    default: return Literal(node);
  }
}

uint32_t Lowering::Literal(Node node) {
  switch (node.kind()) {
    case Kind::kString:
    case Kind::kConcatenatedString: return String(node);
    case Kind::kInteger:
    case Kind::kFloat: return Number(node);
    case Kind::kTrue: return AddConstant({.kind = ConstantKind::kTrue}, node.span());
    case Kind::kFalse: return AddConstant({.kind = ConstantKind::kFalse}, node.span());
    case Kind::kNone: return AddConstant({.kind = ConstantKind::kNone}, node.span());
    case Kind::kEllipsis: return AddConstant({.kind = ConstantKind::kEllipsis}, node.span());
    default: return Unknown(node);
  }
}

// An expression of which it is asked whether it is true.
uint32_t Lowering::Condition(Node node) {
  ++conditions_;
  const uint32_t code = Expression(node);
  --conditions_;
  return code;
}

// A method's name is no place.
uint32_t Lowering::Callee(Node node) {
  if (node.kind() != Kind::kAttribute || depth_ >= kMaxDepth) return Expression(node);
  ++depth_;
  const uint32_t object = Expression(node.Child(Field::kObject));
  --depth_;
  return Simple(CodeKind::kAttribute, node, object, Name(node.Child(Field::kAttribute).text()));
}

// What stands below is evaluated all the same, for what it does.
uint32_t Lowering::Unknown(Node node) {
  Items parts;
  for (Node child : node.children()) parts.push_back(Expression(child));
  return Simple(CodeKind::kUnknown, node, List(parts));
}

uint32_t Lowering::DottedName(Node node) {
  const std::string_view text = node.text();
  size_t end = text.find('.');
  const uint32_t first = Name(text.substr(0, end));
  uint32_t code = Simple(CodeKind::kName, node, first, SlotOf(first));
  while (end != std::string_view::npos) {
    const size_t begin = end + 1;
    end = text.find('.', begin);
    const size_t length = end == std::string_view::npos ? end : end - begin;
    code = Simple(CodeKind::kAttribute, node, code, Name(text.substr(begin, length)));
  }
  return code;
}

uint32_t Lowering::Sequence(CodeKind kind, Node node) {
  Items items;
  for (Node child : node.children()) items.push_back(Expression(child));
  return Simple(kind, node, List(items));
}

uint32_t Lowering::Dictionary(Node node) {
  Items items;
  for (Node child : node.children()) {
    if (child.kind() == Kind::kPair) {
      items.push_back(Expression(child.Child(Field::kKey)));
      items.push_back(Expression(child.Child(Field::kValue)));
    } else if (child.kind() == Kind::kDictionarySplat) {
      items.push_back(kNone);
      items.push_back(Expression(child.first_child()));
    }
  }
  return Simple(CodeKind::kDictionary, node, List(items));
}

uint32_t Lowering::Subscript(Node node) {
  Items indices;
  uint32_t object = kNone;
  for (Node child : node.children()) {
    if (object == kNone) {
      object = Expression(child);
    } else if (child.kind() ==
               Kind::kTypeParameter) {  // of an annotation: list[int], Annotated[str, x]
      for (Node type : child.children()) indices.push_back(Expression(type));
    } else {
      indices.push_back(Expression(child));
    }
  }
  const uint32_t index =
      indices.size() == 1 ? indices[0] : Simple(CodeKind::kTuple, node, List(indices));
  return Simple(CodeKind::kSubscript, node, object, index, PlaceSlot(node, conditions_ > 0));
}

// Which of the bounds are there is told by the colons before each.
uint32_t Lowering::SliceOf(Node node) {
  uint32_t bounds[3] = {kNone, kNone, kNone};
  uint32_t at = node.begin();
  size_t colons = 0;
  for (Node child : node.children()) {
    for (; at < child.begin(); ++at) colons += tree_->source()[at] == ':';
    bounds[std::min<size_t>(colons, 2)] = Expression(child);
    at = child.end();
  }
  return Simple(CodeKind::kSlice, node, bounds[0], bounds[1], bounds[2]);
}

uint32_t Lowering::Call(Node node) {
  const uint32_t function = Callee(node.Child(Field::kFunction));
  const Node arguments = node.Child(Field::kArguments);
  Items items;
  if (arguments.kind() == Kind::kGenerator) {
    items.push_back(Simple(CodeKind::kArgument, arguments, Expression(arguments)));
  } else {
    for (Node child : arguments.children()) {
      switch (child.kind()) {
        case Kind::kKeywordArgument:
          items.push_back(Simple(CodeKind::kArgument, child, Expression(child.Child(Field::kValue)),
                                 Name(child.Child(Field::kName).text())));
          break;
        case Kind::kListSplat:
          items.push_back(Simple(CodeKind::kArgument, child, Expression(child.first_child()), kNone,
                                 kNone, kStar));
          break;
        case Kind::kDictionarySplat:
          items.push_back(Simple(CodeKind::kArgument, child, Expression(child.first_child()), kNone,
                                 kNone, kDoubleStar));
          break;
        default: items.push_back(Simple(CodeKind::kArgument, child, Expression(child)));
      }
    }
  }
  return Simple(CodeKind::kCall, node, function, List(items), PlaceSlot(node, conditions_ > 0));
}

uint32_t Lowering::Comparison(Node node) {
  if (node.child_count() != 2) return Unknown(node);
  const uint32_t left = Expression(node.ChildAt(0));
  return Simple(CodeKind::kCompare, node, left, Expression(node.ChildAt(1)));
}

uint32_t Lowering::Comprehension(Node node) {
  const Node body = node.Child(Field::kBody);
  Items items = {kNone, kNone};
  Node clause;
  Items conditions;
  uint32_t target = kNone;
  uint32_t iterable = kNone;
  const auto finish = [&] {
    if (!clause) return;
    items.push_back(Simple(CodeKind::kClause, clause, target, iterable, List(conditions)));
    conditions.clear();
  };
  for (Node child : node.children()) {
    if (child.kind() == Kind::kForInClause) {
      finish();
      clause = child;
      iterable = Expression(child.Child(Field::kRight));
      target = Expression(child.Child(Field::kLeft));
    } else if (child.kind() == Kind::kIfClause) {
      conditions.push_back(Condition(child.first_child()));
    }
  }
  finish();
  if (body.kind() == Kind::kPair) {
    items[0] = Expression(body.Child(Field::kKey));
    items[1] = Expression(body.Child(Field::kValue));
  } else {
    items[0] = Expression(body);
  }
  const uint8_t flags = body.kind() == Kind::kPair ? kDoubleStar : 0;
  return Simple(CodeKind::kComprehension, node, List(items), kNone, kNone, flags);
}

uint32_t Lowering::Number(Node node) {
  std::string digits;
  for (char c : node.text()) {
    if (c != '_') digits += c;
  }
  while (!digits.empty() && (digits.back() == 'L' || digits.back() == 'l')) digits.pop_back();
  Constant constant{.kind = ConstantKind::kInteger};
  const char* begin = digits.data();
  const char* end = begin + digits.size();
  int base = 10;
  if (digits.size() > 2 && digits[0] == '0') {
    const char mark = static_cast<char>(digits[1] | 32);
    base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    if (base != 10) begin += 2;
  }
  if (node.kind() == Kind::kFloat) {
    constant.kind = ConstantKind::kFloat;
    if (std::from_chars(begin, end, constant.real).ptr == end) {
      return AddConstant(constant, node.span());
    }
    return Unknown(node);
  }
  const auto [read, error] = std::from_chars(begin, end, constant.integer, base);
  if (error != std::errc() || read != end) return Unknown(node);
  return AddConstant(constant, node.span());
}

uint32_t Lowering::String(Node node) {
  std::string value;
  if (syntax::IsBytes(node)) {
    // The text of the literal stands for its value: nothing asks for single bytes.
    const syntax::LiteralPrefix prefix = syntax::PrefixOf(node.text());
    std::string_view text = node.text();
    text.remove_prefix(std::min<size_t>(text.size(), prefix.prefix_length + prefix.quote_length));
    text.remove_suffix(std::min<size_t>(text.size(), prefix.quote_length));
    return AddConstant({.kind = ConstantKind::kBytes, .text = LiteralText(text)}, node.span());
  }
  if (syntax::ConstantString(node, &value)) {
    return AddConstant({.kind = ConstantKind::kString, .text = LiteralText(value)}, node.span());
  }
  Items parts;
  if (node.kind() == Kind::kConcatenatedString) {
    for (Node piece : node.children()) StringParts(piece, &parts);
  } else {
    StringParts(node, &parts);
  }
  return Simple(CodeKind::kFormat, node, List(parts));
}

// The constant texts and interpolations of one f-string, in order.
void Lowering::StringParts(Node node, Items* parts) {
  std::string value;
  if (syntax::ConstantString(node, &value)) {
    parts->push_back(
        AddConstant({.kind = ConstantKind::kString, .text = LiteralText(value)}, node.span()));
    return;
  }
  const syntax::LiteralPrefix prefix = syntax::PrefixOf(node.text());
  uint32_t at = node.begin() + prefix.prefix_length + prefix.quote_length;
  const uint32_t end = node.end() - std::min<uint32_t>(node.end() - at, prefix.quote_length);
  const auto add_text = [&](uint32_t to) {
    if (to <= at) return;
    std::string text;
    const std::string_view source = tree_->source().substr(at, to - at);
    for (size_t i = 0; i < source.size(); ++i) {  // {{ and }} stand for one brace
      text += source[i];
      if ((source[i] == '{' || source[i] == '}') && i + 1 < source.size() &&
          source[i + 1] == source[i]) {
        ++i;
      }
    }
    parts->push_back(
        AddConstant({.kind = ConstantKind::kString, .text = LiteralText(text)}, {at, to}));
  };
  for (Node child : node.children()) {
    if (child.kind() != Kind::kInterpolation) continue;
    add_text(child.begin());
    parts->push_back(Expression(child.Child(Field::kExpression)));
    at = child.end();
  }
  add_text(end);
}

}  // namespace meerkat::flow
