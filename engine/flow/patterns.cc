// The part of Interpreter that runs `match`: which cases may take a value, and what their names
// then hold.

#include <algorithm>
#include <vector>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

uint8_t Interpreter::RunMatch(const Code& code) {
  const V subject = Eval(code.a);
  // Cases until one surely matches; without such a one none may.
  std::vector<std::pair<uint8_t, State::Changes>> ways;
  bool sure = false;
  for (const uint32_t index : unit().List(code.b)) {
    const Code& one = unit().codes[index];
    const std::span<const uint32_t> head = unit().List(one.a);
    const State::Mark mark = state_.Begin();
    V taken = subject;
    const Truth truth = MatchPattern(head[0], subject, &taken);
    if (truth == Truth::kFalse) {
      state_.Take(mark);
      continue;
    }
    if (taken != subject && PlaceValue(code.a) != nullptr) Narrow(code.a, taken);
    if (head[1] != kNone) {
      Eval(head[1]);
      Assume(head[1], true);
    }
    const uint8_t end = Run(one.b);
    ways.push_back({end, state_.Take(mark)});
    sure = truth == Truth::kTrue && head[1] == kNone;
    if (sure) break;
  }
  if (!sure) ways.push_back({kFalls, {}});
  uint8_t ends = ways[0].first;
  State::Changes joined = std::move(ways[0].second);
  if (ways.size() == 1) {
    if (!(ends & kFalls)) Stash(ends, joined);
    state_.Apply(joined);
    return ends;
  }
  for (size_t i = 1; i < ways.size(); ++i) {
    const State::Mark mark = state_.Begin();
    ends = Join(ends, joined, ways[i].first, ways[i].second);
    joined = state_.Take(mark);
  }
  state_.Apply(joined);
  return ends;
}

// Whether a pattern takes a value; binds its names, and says in `taken` what is known of the value
// then.
Interpreter::Truth Interpreter::MatchPattern(uint32_t pattern, V value, V* taken) {
  if (pattern == kNone || depth_ >= kMaxDepth) return Truth::kUnknown;
  const Code& code = unit().codes[pattern];
  switch (static_cast<PatternKind>(code.flags)) {
    case PatternKind::kValue: {
      const V other = Eval(code.a);
      const Truth truth = TruthOf(Compare(Operator::kEqual, value, other));
      if (other->kind == ValueKind::kConstant && value->kind != ValueKind::kConstant)
        *taken = other;
      return truth;
    }
    case PatternKind::kAny:
      if (code.a != kNone) Assign(code.a, value, code.span);
      return Truth::kTrue;
    case PatternKind::kSequence: return MatchSequence(code, value);
    case PatternKind::kMapping: return MatchMapping(code, value);
    case PatternKind::kClass: return MatchClass(code, value, taken);
    case PatternKind::kAs: {
      const Truth truth = MatchPattern(code.a, value, taken);
      Assign(code.b, *taken, code.span);
      return truth;
    }
    case PatternKind::kAlternatives: {
      V joined = nullptr;
      Truth any = Truth::kFalse;
      for (const uint32_t one : unit().List(code.a)) {
        V given = value;
        const Truth truth = MatchPattern(one, value, &given);
        if (truth == Truth::kFalse) continue;
        joined = JoinValues(joined, given);
        if (any != Truth::kTrue) any = truth;
        if (any == Truth::kTrue) break;
      }
      if (joined != nullptr) *taken = joined;
      return any;
    }
    case PatternKind::kStar: return Truth::kUnknown;
  }
  return Truth::kUnknown;
}

// case [a, *rest]
Interpreter::Truth Interpreter::MatchSequence(const Code& pattern, V value) {
  const std::span<const uint32_t> parts = unit().List(pattern.a);
  if (value->kind == ValueKind::kConstant || value->kind == ValueKind::kText) return Truth::kFalse;
  size_t star = parts.size();
  for (size_t i = 0; i < parts.size(); ++i) {
    if (static_cast<PatternKind>(unit().codes[parts[i]].flags) == PatternKind::kStar) star = i;
  }
  const bool has_star = star < parts.size();
  const Contents* contents = ContentsOf(value);
  const bool is_tuple =
      contents != nullptr && contents->of_class != nullptr && contents->of_class->is_tuple;
  if (contents != nullptr && !is_tuple && contents->kind != ContentsKind::kList &&
      contents->kind != ContentsKind::kTuple) {
    return Truth::kFalse;
  }
  const bool by_place = contents != nullptr && contents->rest == nullptr && value->taint == nullptr;
  if (by_place &&
      (has_star ? contents->count + 1 < parts.size() : contents->count != parts.size())) {
    return Truth::kFalse;
  }
  std::vector<V> items;
  if (by_place) items.assign(contents->items, contents->items + contents->count);
  const V element = by_place ? nullptr : Element(value, pattern.a);
  const size_t more = by_place ? items.size() + 1 - parts.size() : 0;
  Truth all = by_place ? Truth::kTrue : Truth::kUnknown;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i == star) {
      const auto begin = items.begin() + static_cast<ptrdiff_t>(by_place ? star : 0);
      const V rest = by_place
                         ? MakeList(ContentsKind::kList,
                                    std::vector<V>(begin, begin + static_cast<ptrdiff_t>(more)))
                         : NewContainer({.kind = ContentsKind::kList, .rest = element});
      const uint32_t name = unit().codes[parts[i]].a;
      if (name != kNone) Assign(name, rest, pattern.span);
      continue;
    }
    const V item = by_place ? items[has_star && i > star ? i + more - 1 : i] : element;
    V taken = item;
    const Truth truth = MatchPattern(parts[i], item, &taken);
    if (truth == Truth::kFalse) return Truth::kFalse;
    if (truth == Truth::kUnknown) all = Truth::kUnknown;
  }
  return all;
}

// case {"key": pattern, **rest}
Interpreter::Truth Interpreter::MatchMapping(const Code& pattern, V value) {
  const std::span<const uint32_t> parts = unit().List(pattern.a);
  if (value->kind == ValueKind::kConstant || value->kind == ValueKind::kText) return Truth::kFalse;
  const Contents* contents = ContentsOf(value);
  const bool is_known = contents != nullptr && contents->kind == ContentsKind::kDictionary &&
                        contents->rest == nullptr && value->taint == nullptr;
  if (contents != nullptr && contents->kind != ContentsKind::kDictionary &&
      contents->kind != ContentsKind::kObject) {
    return Truth::kFalse;
  }
  const V others = contents == nullptr || pattern.b == kNone ? nullptr : NewContainer(*contents);
  Truth all = is_known ? Truth::kTrue : Truth::kUnknown;
  for (size_t i = 0; i + 1 < parts.size(); i += 2) {
    const V key = Eval(parts[i]);
    const bool is_there = is_known && std::any_of(contents->keys, contents->keys + contents->count,
                                                  [&](V one) { return SameConstant(one, key); });
    if (is_known && !is_there) return Truth::kFalse;
    const V item = Subscript(value, key, parts[i]);
    V taken = item;
    const Truth truth = MatchPattern(parts[i + 1], item, &taken);
    if (truth == Truth::kFalse) return Truth::kFalse;
    if (truth == Truth::kUnknown) all = Truth::kUnknown;
    if (others != nullptr) RemoveKey(others, key);
  }
  if (pattern.b != kNone) {
    Assign(pattern.b, others == nullptr ? Unknown(DeepTaint(value)) : others, pattern.span);
  }
  return all;
}

// case Point(x, y=0), case str(text)
Interpreter::Truth Interpreter::MatchClass(const Code& pattern, V value, V* taken) {
  const V type = Eval(pattern.a);
  const std::span<const uint32_t> positions = unit().List(pattern.b);
  Truth all = Truth::kUnknown;
  if (type->kind == ValueKind::kExternal && type->path->parent == known_->builtins_module) {
    all = MatchBuiltin(type->path, value, taken);
    if (all == Truth::kFalse || positions.empty()) return all;
    V inner = *taken;
    const Truth truth = MatchPattern(positions[0], *taken, &inner);
    *taken = inner;
    return truth == Truth::kTrue ? all : truth;
  }
  const Contents* contents = ContentsOf(value);
  const ClassValue* of_class = contents == nullptr ? nullptr : contents->of_class;
  const ClassValue* asked = type->kind == ValueKind::kClass ? type->class_value : nullptr;
  if (value->kind == ValueKind::kConstant && asked != nullptr) return Truth::kFalse;
  if (of_class != nullptr && asked != nullptr) {
    const bool fits = std::any_of(
        of_class->order, of_class->order + of_class->order_count,
        [&](V one) { return one->kind == ValueKind::kClass && one->class_value == asked; });
    if (!fits) return Truth::kFalse;
    all = Truth::kTrue;
  }
  const V names = asked == nullptr ? nullptr : FindInClass(asked, known_->match_arguments);
  const Contents* order = names == nullptr ? nullptr : ContentsOf(names);
  const auto match = [&](uint32_t part, V item) {
    V inner = item;
    const Truth truth = MatchPattern(part, item, &inner);
    if (truth != Truth::kTrue)
      all = truth == Truth::kFalse || all == Truth::kFalse ? Truth::kFalse : truth;
  };
  for (uint32_t i = 0; i < positions.size(); ++i) {
    V item = nullptr;
    if (order != nullptr && i < order->count && order->items[i]->IsString()) {
      item = Attribute(value, symbols_.Of(order->items[i]->text), pattern.a);
    } else if (order == nullptr && asked != nullptr && i < asked->field_count) {
      item = Attribute(value, asked->fields[i], pattern.a);
    }
    match(positions[i], item == nullptr ? Unknown(DeepTaint(value)) : item);
  }
  const std::span<const uint32_t> keywords = unit().List(pattern.c);
  for (size_t i = 0; i + 1 < keywords.size(); i += 2) {
    match(keywords[i + 1], Attribute(value, NameOf(keywords[i]), pattern.a));
  }
  return all;
}

// case int(), case str(text)
Interpreter::Truth Interpreter::MatchBuiltin(const Path* type, V value, V* taken) {
  const std::string_view name = symbols_.Text(type->step);
  const bool is_number = name == "int" || name == "float" || name == "bool";
  const bool is_text = value->IsString() || value->kind == ValueKind::kText;
  if (is_number) {
    if (is_text || ContentsOf(value) != nullptr) return Truth::kFalse;
    if (value->kind == ValueKind::kUnknown || value->kind == ValueKind::kExternal)
      *taken = Number();
    return Truth::kUnknown;
  }
  if (name == "str" && is_text) return Truth::kTrue;
  if (name == "str" && (value->is_number || ContentsOf(value) != nullptr)) return Truth::kFalse;
  if ((name == "list" || name == "dict" || name == "tuple") && is_text) return Truth::kFalse;
  return Truth::kUnknown;
}

}  // namespace meerkat::flow
