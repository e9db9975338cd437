// The part of Interpreter that evaluates expressions.

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
V Interpreter::Eval(uint32_t index) {
  if (index == kNone) return Unknown();
  ++steps_;
  if (depth_ >= kMaxDepth || Exhausted()) return Unknown();
  ++depth_;
  const V value = EvalCode(index, unit().codes[index]);
  if (!asked_.empty() && unit().codes[index].kind != CodeKind::kCall) Answer(index, value, nullptr);
  --depth_;
  return value;
}

V Interpreter::EvalCode(uint32_t index, const Code& code) {
  switch (code.kind) {
    case CodeKind::kConstant: return ConstantValue(code.a);
    case CodeKind::kName: {
      const V value = Load(code);
      // What has a taint was evaluated before: a variable is not where its source is read.
      if (value->kind != ValueKind::kExternal || value->taint != nullptr) return value;
      // from .utils import f: the other file is read when f is used.
      if (units_ != nullptr && !value->path->is_known && value->path->parent != nullptr) {
        if (const V there = FromFile(value->path->parent, value->path->step)) return there;
      }
      const bool is_raw = value->path->said->source != nullptr || value->path->type != nullptr;
      return is_raw ? OfPath(value->path, value->taint, index) : value;
    }
    case CodeKind::kAttribute: return EvalAttribute(code, index);
    case CodeKind::kSubscript: return EvalSubscript(code, index);
    case CodeKind::kCall: return EvalCall(index, code);
    case CodeKind::kBinary: return EvalBinary(code);
    case CodeKind::kBoolean: return EvalBoolean(code);
    case CodeKind::kNot: {
      const Truth truth = TruthOf(Eval(code.a));
      return truth == Truth::kUnknown ? Number() : Bool(truth == Truth::kFalse);
    }
    case CodeKind::kUnary: {
      const V value = Eval(code.a);
      if (code.op == Operator::kSubtract && value->IsConstant(ConstantKind::kInteger)) {
        return IntegerBinary(Operator::kSubtract, 0, value->integer);
      }
      return Number(value->taint);
    }
    case CodeKind::kCompare: return EvalCompare(code);
    case CodeKind::kConditional: return EvalConditional(code);
    case CodeKind::kLambda: {
      FunctionValue* made = arena_.New<FunctionValue>();
      *made = {.module = frame_->module,
               .function = code.a,
               .outer = frame_->function == kNone ? frame_->outer : frame_,
               .defaults = EvalDefaults(unit().functions[code.a])};
      Value* value = arena_.New<Value>();
      value->kind = ValueKind::kFunction;
      value->function = made;
      QueueRoot(value);
      return value;
    }
    case CodeKind::kNamed: {
      const V value = Eval(code.b);
      Assign(code.a, value, SpanOf(code.b));
      return value;
    }
    case CodeKind::kAwait: return Awaited(Eval(code.a), index);
    case CodeKind::kYield: {
      const V value = code.a == kNone ? None() : Eval(code.a);
      const V given = code.flags & kStar ? Element(value, code.a) : value;
      if (frame_->function != kNone) frame_->yielded = JoinValues(frame_->yielded, given);
      return Unknown();
    }
    case CodeKind::kTuple: return Sequence(code, ContentsKind::kTuple);
    case CodeKind::kList: return Sequence(code, ContentsKind::kList);
    case CodeKind::kSet: return Sequence(code, ContentsKind::kSet);
    case CodeKind::kDictionary: return EvalDictionary(code);
    case CodeKind::kComprehension: return EvalComprehension(code);
    case CodeKind::kFormat: return EvalFormat(code);
    case CodeKind::kStarred: return Unknown(DeepTaint(Eval(code.a)));
    case CodeKind::kSlice: {
      Eval(code.a);
      Eval(code.b);
      return Unknown();
    }
    case CodeKind::kUnknown: {
      const Taint* taint = nullptr;
      for (const uint32_t part : unit().List(code.a)) {
        taint = JoinTaints(taint, DeepTaint(Eval(part)));
      }
      return Unknown(taint);
    }
    default: return Unknown();
  }
}

V Interpreter::ConstantValue(uint32_t index) {
  std::vector<V>& made = frame_->module->constants;
  if (made.empty()) made.resize(unit().constants.size());
  if (made[index] == nullptr) made[index] = MakeConstant(unit().constants[index]);
  return made[index];
}

V Interpreter::MakeConstant(const Constant& constant) {
  switch (constant.kind) {
    case ConstantKind::kNone: return None();
    case ConstantKind::kTrue: return Bool(true);
    case ConstantKind::kFalse: return Bool(false);
    case ConstantKind::kInteger: return Integer(constant.integer);
    case ConstantKind::kFloat: return Real(constant.real);
    case ConstantKind::kString:
    case ConstantKind::kBytes: {
      const std::string_view text = unit().TextOf(constant);
      if (text.size() > kMaxText)
        return constant.kind == ConstantKind::kString ? String(text) : Bytes(text);
      Value* value = arena_.New<Value>();
      value->kind = ValueKind::kConstant;
      value->constant = constant.kind;
      value->text = text;  // the unit outlives it
      return value;
    }
    case ConstantKind::kEllipsis: return Unknown();
  }
  return Unknown();
}

V Interpreter::Sequence(const Code& code, ContentsKind kind) {
  std::vector<V> items;
  V rest = nullptr;
  for (const uint32_t item : unit().List(code.a)) {
    const Code& element = unit().codes[item];
    if (items.size() >= kMaxKeys && element.kind == CodeKind::kConstant) {  // a table of data
      const bool is_text = unit().constants[element.a].kind == ConstantKind::kString;
      rest = JoinValues(rest, is_text ? String("") : Number());
      continue;
    }
    if (element.kind == CodeKind::kStarred) {
      rest = JoinValues(rest, Element(Eval(element.a), element.a));
    } else {
      const V value = Eval(item);
      if (rest == nullptr && items.size() < kMaxKeys) {
        items.push_back(value);
      } else {  // behind *value it is not known where things stand
        rest = JoinValues(rest, value);
      }
    }
  }
  return MakeList(kind, items, rest);
}

V Interpreter::EvalDictionary(const Code& code) {
  const V made = NewContainer({.kind = ContentsKind::kDictionary});
  const std::span<const uint32_t> items = unit().List(code.a);
  for (size_t i = 0; i + 1 < items.size(); i += 2) {
    const V value = Eval(items[i + 1]);
    const Contents* contents = ContentsOf(made);
    if (items[i] == kNone) {  // **value
      const Contents* merged = ContentsOf(value);
      if (merged != nullptr && merged->kind == ContentsKind::kDictionary) {
        UpdateDictionary(made, *merged);
      } else {
        AddRest(made, Unknown(DeepTaint(value)));
        if (!HasDeclaredNames(value)) AddKey(made, Unknown(DeepTaint(value)));
      }
      continue;
    }
    const V key = Eval(items[i]);
    if (key->IsString()) CheckName(symbols_.Of(key->text), value, SpanOf(items[i + 1]));
    contents = ContentsOf(made);
    SetContents(made, WithKey(*contents, key, value));
  }
  return made;
}

// The variables that a target names, as they are before a comprehension has its own of that name.
void Interpreter::HideTargets(uint32_t target, std::vector<std::pair<uint32_t, V>>* hidden) {
  const Code& code = unit().codes[target];
  if (code.kind == CodeKind::kName) {
    if (code.b != kNone && frame_->function != kNone) {
      hidden->push_back({frame_->base + code.b, state_.Get(frame_->base + code.b)});
    } else if (const auto global = frame_->module->globals.find(NameOf(code.a));
               frame_->namespace_slot == kNone && global != frame_->module->globals.end()) {
      hidden->push_back({global->second, state_.Get(global->second)});
    }
  } else if (code.kind == CodeKind::kTuple || code.kind == CodeKind::kList) {
    for (const uint32_t item : unit().List(code.a)) HideTargets(item, hidden);
  } else if (code.kind == CodeKind::kStarred) {
    HideTargets(code.a, hidden);
  }
}

V Interpreter::EvalComprehension(const Code& code) {
  const std::span<const uint32_t> items = unit().List(code.a);
  const bool had_ended = ended_;
  const V first = items.size() > 2 ? Eval(unit().codes[items[2]].b) : nullptr;
  const State::Mark mark = state_.Begin();
  std::vector<std::pair<uint32_t, V>> hidden;  // what the targets hide, by slot
  bool is_sure = true;                         // it goes over one element at least
  for (size_t i = 2; i < items.size(); ++i) {
    const Code& clause = unit().codes[items[i]];
    const V iterable = i == 2 ? first : Eval(clause.b);
    const Contents* contents = ContentsOf(iterable);
    is_sure &= clause.c == kNone && contents != nullptr && contents->count > 0 &&
               contents->kind != ContentsKind::kObject;
    HideTargets(clause.a, &hidden);
    Assign(clause.a, Element(iterable, clause.b), clause.span);
    for (const uint32_t condition : unit().List(clause.c)) {
      Eval(condition);
      Assume(condition, true);
    }
  }
  const V element = Eval(items[0]);
  const V value = items[1] == kNone ? nullptr : Eval(items[1]);
  ended_ = had_ended;  // it may have nothing to go over
  for (size_t i = hidden.size(); i > 0; --i) state_.Set(hidden[i - 1].first, hidden[i - 1].second);
  if (is_sure) {
    state_.Keep(mark);
  } else {  // what its conditions say, and what it does, holds for elements that there may not be
    const State::Changes changes = state_.Take(mark);
    state_.Merge(changes, {}, [this](V x, V y) { return JoinValues(x, y); });
  }
  Contents contents{.kind =
                        code.flags & kDoubleStar ? ContentsKind::kDictionary : ContentsKind::kList};
  contents.rest = value == nullptr ? element : value;
  if (value != nullptr) contents.rest_key = element;
  return NewContainer(contents);
}

// `a and b` is a where a is false, else b.
V Interpreter::EvalBoolean(const Code& code) {
  const V left = Eval(code.a);
  const Truth truth = TruthOf(left);
  const bool is_and = code.op == Operator::kAnd;
  if (truth == (is_and ? Truth::kFalse : Truth::kTrue)) return left;
  if (truth == (is_and ? Truth::kTrue : Truth::kFalse)) return Eval(code.b);
  State::Mark mark = state_.Begin();
  Assume(code.a, is_and);
  const bool had_ended = std::exchange(ended_, false);
  const V right = Eval(code.b);
  const bool ends = std::exchange(ended_, had_ended);
  const State::Changes changes = state_.Take(mark);
  if (ends) {  // x in allowed or abort(404)
    Assume(code.a, !is_and);
    return WithTruth(left, !is_and);
  }
  state_.Merge(changes, {}, [this](V x, V y) { return JoinValues(x, y); });
  return JoinValues(WithTruth(left, !is_and), right);
}

V Interpreter::EvalConditional(const Code& code) {
  const Truth truth = TruthOf(Eval(code.b));
  if (truth != Truth::kUnknown) return Eval(truth == Truth::kTrue ? code.a : code.c);
  const auto join = [this](V x, V y) { return JoinValues(x, y); };
  const bool is_debugged = AsksForDebug(code.b);
  const bool had_ended = std::exchange(ended_, false);
  State::Mark mark = state_.Begin();
  Assume(code.b, true);
  debugged_ += is_debugged;
  V then = Eval(code.a);
  debugged_ -= is_debugged;
  // traceback.format_exc() if settings.DEBUG else "…"
  if (is_debugged) then = Cleared(then, core::Bit(core::SinkKind::kResponseError));
  const State::Changes then_changes = state_.Take(mark);
  const bool then_ends = std::exchange(ended_, false);
  mark = state_.Begin();
  Assume(code.b, false);
  const V otherwise = Eval(code.c);
  const State::Changes other_changes = state_.Take(mark);
  const bool other_ends = std::exchange(ended_, had_ended);
  if (then_ends && other_ends) ended_ = true;
  if (then_ends != other_ends) {
    state_.Apply(then_ends ? other_changes : then_changes);
    return then_ends ? otherwise : then;
  }
  state_.Merge(then_changes, other_changes, join);
  return JoinValues(then, otherwise);
}

V Interpreter::EvalCompare(const Code& code) {
  const V left = Eval(code.a);
  const V right = Eval(code.b);
  if (code.op == Operator::kEqual || code.op == Operator::kNotEqual) {
    CheckToken(left, right, code.span);
    CheckToken(right, left, code.span);
    CheckTiming(code.a, left, right, code.span);
    CheckTiming(code.b, right, left, code.span);
  }
  return Compare(code.op, left, right);
}

}  // namespace meerkat::flow
