// The part of Interpreter that runs statements.

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

uint8_t Interpreter::Run(uint32_t list) {
  uint8_t ends = kFalls;
  for (const uint32_t statement : unit().List(list)) {
    if (Exhausted()) return kFalls;
    const uint8_t end = RunStatement(unit().codes[statement]);
    ends = static_cast<uint8_t>((ends & ~kFalls) | end);
    if (!(end & kFalls)) return ends;
  }
  return ends;
}

uint8_t Interpreter::RunStatement(const Code& code) {
  if (depth_ >= kMaxDepth) return kFalls;
  const bool of_other_file =
      !frame_->module->is_main && frame_->function == kNone && frame_->namespace_slot == kNone;
  if (of_other_file && (code.kind == CodeKind::kExpression || code.kind == CodeKind::kFor ||
                        code.kind == CodeKind::kWhile || code.kind == CodeKind::kWith)) {
    return kFalls;
  }
  switch (code.kind) {
    case CodeKind::kExpression: Eval(code.a); return kFalls;
    case CodeKind::kAssign: {
      const V value = Eval(code.b);
      for (const uint32_t target : unit().List(code.a)) Assign(target, value, SpanOf(code.b));
      return kFalls;
    }
    case CodeKind::kAnnotated:
      if (code.b != kNone) {
        Assign(code.a, Eval(code.b), SpanOf(code.b));
      } else {
        const V value = OfAnnotation(code.c);
        if (value != nullptr) Assign(code.a, value, code.span);
      }
      return kFalls;
    case CodeKind::kAugmented: RunAugmented(code); return kFalls;
    case CodeKind::kReturn: return RunReturn(code);
    case CodeKind::kRaise:
      if (code.a != kNone) Eval(code.a);
      return kRaises;
    case CodeKind::kAssert:
      Eval(code.a);
      Assume(code.a, true);
      return kFalls;
    case CodeKind::kDelete: RunDelete(code); return kFalls;
    case CodeKind::kIf: ++depth_; {
      const uint8_t ends = RunIf(code);
      --depth_;
      return ends;
    }
    case CodeKind::kWhile:
    case CodeKind::kFor: ++depth_; {
      const uint8_t ends = RunLoop(code);
      --depth_;
      return ends;
    }
    case CodeKind::kTry: ++depth_; {
      const uint8_t ends = RunTry(code);
      --depth_;
      return ends;
    }
    case CodeKind::kWith: ++depth_; {
      const uint8_t ends = RunWith(code);
      --depth_;
      return ends;
    }
    case CodeKind::kMatch: ++depth_; {
      const uint8_t ends = RunMatch(code);
      --depth_;
      return ends;
    }
    case CodeKind::kDefine: Define(code); return kFalls;
    case CodeKind::kClass: DefineClass(code); return kFalls;
    case CodeKind::kImport: RunImport(code); return kFalls;
    case CodeKind::kImportFrom: RunImportFrom(code); return kFalls;
    case CodeKind::kImportStar: RunImportStar(code); return kFalls;
    case CodeKind::kBreak: return kBreaks;
    case CodeKind::kContinue: return kContinues;
    default: return kFalls;
  }
}

// What a branch has changed is not lost where it ends by `return`, `break` or `raise`: it may be so
// after the call, the loop, or in the handlers.
void Interpreter::Stash(uint8_t ends, const State::Changes& changes) {
  Exits& exits = exits_.back();
  if (changes.empty()) return;
  if ((ends & kReturns) && exits.returns.size() < 16) {
    State::Changes outer;
    for (const auto& change : changes) {
      if (change.first < exits.slots) outer.push_back(change);
    }
    if (!outer.empty()) exits.returns.push_back(std::move(outer));
  }
  if ((ends & (kBreaks | kContinues)) && exits.breaks.size() < 16) exits.breaks.push_back(changes);
  if ((ends & kRaises) && exits.raises.size() < 16) exits.raises.push_back(changes);
}

uint8_t Interpreter::Join(uint8_t a, State::Changes& changes_a, uint8_t b,
                          State::Changes& changes_b) {
  const auto join = [this](V x, V y) { return JoinValues(x, y); };
  if ((a & ~kFalls) != 0) Stash(static_cast<uint8_t>(a & ~kFalls), changes_a);
  if ((b & ~kFalls) != 0) Stash(static_cast<uint8_t>(b & ~kFalls), changes_b);
  if ((a & kFalls) && (b & kFalls)) {
    state_.Merge(changes_a, changes_b, join);
  } else if (a & kFalls) {
    state_.Apply(changes_a);
  } else if (b & kFalls) {
    state_.Apply(changes_b);
  }
  return a | b;
}

uint8_t Interpreter::RunIf(const Code& code) {
  const Truth truth = TruthOf(Eval(code.a));
  if (truth == Truth::kTrue) return Run(code.b);
  if (truth == Truth::kFalse) return Run(code.c);
  State::Mark mark = state_.Begin();
  Assume(code.a, true);
  const uint8_t then = Run(code.b);
  State::Changes then_changes = state_.Take(mark);
  mark = state_.Begin();
  Assume(code.a, false);
  const uint8_t otherwise = Run(code.c);
  State::Changes other_changes = state_.Take(mark);
  return Join(then, then_changes, otherwise, other_changes);
}

uint8_t Interpreter::RunLoop(const Code& code) {
  const bool is_for = code.kind == CodeKind::kFor;
  const auto join = [this](V x, V y) { return JoinValues(x, y); };
  uint32_t target = kNone;
  V iterable = nullptr;
  uint32_t iterable_code = kNone;
  bool never = false;
  bool always = false;
  if (is_for) {
    const std::span<const uint32_t> head = unit().List(code.a);
    target = head[0];
    iterable_code = head[1];
    iterable = Eval(iterable_code);
    const Contents* contents = ContentsOf(iterable);
    never = contents != nullptr && contents->kind != ContentsKind::kObject &&
            contents->count == 0 && contents->rest == nullptr && iterable->taint == nullptr;
    always = contents != nullptr && contents->kind != ContentsKind::kObject && contents->count > 0;
  } else {
    const Truth truth = TruthOf(Eval(code.a));
    never = truth == Truth::kFalse;
    always = truth == Truth::kTrue;
  }
  uint8_t ends = kFalls;
  if (!never) {
    std::vector<State::Changes> outer_breaks;
    outer_breaks.swap(exits_.back().breaks);
    for (int round = 0; round < 2; ++round) {
      const State::Mark mark = state_.Begin();
      if (is_for) {
        Assign(target, Element(iterable, iterable_code), SpanOf(iterable_code));
      } else if (!always) {
        Assume(code.a, true);
      }
      const uint8_t end = Run(code.b);
      State::Changes changes = state_.Take(mark);
      ends |= static_cast<uint8_t>(end & (kReturns | kRaises));
      if (!(end & kFalls)) {
        Stash(static_cast<uint8_t>(end & (kReturns | kRaises)), changes);
      }
      // What `continue` and `break` left behind, and what the body did, may be so from now on.
      if (end & (kFalls | kBreaks | kContinues)) {
        if (always && round == 0 && end == kFalls) {
          state_.Apply(changes);
        } else {
          state_.Merge(changes, {}, join);
        }
      }
      for (const State::Changes& broken : exits_.back().breaks) state_.Merge(broken, {}, join);
      exits_.back().breaks.clear();
      if (!is_for && !always) Eval(code.a);
    }
    exits_.back().breaks.swap(outer_breaks);
  }
  if (!is_for && !always && !never) Assume(code.a, false);
  if (code.c != kNone) {
    const State::Mark mark = state_.Begin();
    const uint8_t end = Run(code.c);
    State::Changes changes = state_.Take(mark);
    if (end & kFalls) state_.Merge(changes, {}, join);
    ends |= static_cast<uint8_t>(end & ~kFalls);
  }
  // `while True` without a break does not end by itself; that it seems to is no harm.
  return ends;
}

uint8_t Interpreter::RunTry(const Code& code) {
  const auto join = [this](V x, V y) { return JoinValues(x, y); };
  const std::span<const uint32_t> rest = unit().List(code.c);
  std::vector<State::Changes> outer_raises;
  outer_raises.swap(exits_.back().raises);
  State::Mark mark = state_.Begin();
  uint8_t ends = Run(code.a);
  State::Changes body = state_.Take(mark);
  std::vector<State::Changes> raises;
  raises.swap(exits_.back().raises);
  exits_.back().raises.swap(outer_raises);

  // A handler may begin after any of the body's statements.
  std::vector<std::pair<uint8_t, State::Changes>> handled;
  for (const uint32_t index : unit().List(code.b)) {
    const Code& handler = unit().codes[index];
    mark = state_.Begin();
    state_.Merge(body, {}, join);
    for (const State::Changes& raised : raises) state_.Merge(raised, {}, join);
    if (handler.a != kNone) Eval(handler.a);
    if (handler.b != kNone) Assign(handler.b, CaughtException(handler), handler.span);
    const uint8_t end = Run(handler.c);
    handled.push_back({end, state_.Take(mark)});
  }
  const bool falls = ends & kFalls;
  if (!handled.empty()) ends &= static_cast<uint8_t>(~kRaises);
  mark = state_.Begin();
  state_.Apply(body);
  if (falls && rest.size() > 0 && rest[0] != kNone) {
    ends = static_cast<uint8_t>((ends & ~kFalls) | Run(rest[0]));
  }
  State::Changes joined = state_.Take(mark);
  for (auto& [end, changes] : handled) {
    mark = state_.Begin();
    ends = Join(ends, joined, end, changes);
    joined = state_.Take(mark);
  }
  if (handled.empty() && !(ends & kFalls)) Stash(ends, joined);
  state_.Apply(joined);
  if (rest.size() > 1 && rest[1] != kNone) {
    const uint8_t end = Run(rest[1]);
    if (!(end & kFalls)) return end;
    ends |= static_cast<uint8_t>(end & ~kFalls);
  }
  return ends;
}

uint8_t Interpreter::RunWith(const Code& code) {
  for (const uint32_t index : unit().List(code.a)) {
    const Code& item = unit().codes[index];
    V value = Eval(item.a);
    if (item.b == kNone) continue;
    if (IsContainer(value, ContentsKind::kObject)) {
      const V entered = CallMethod(value, known_->enter, {}, item.a);
      if (entered->kind != ValueKind::kUnknown) value = entered;
    } else if (value->kind == ValueKind::kExternal) {
      const Path* entered = paths_.Called(paths_.Child(value->path, known_->enter));
      if (entered->is_known) value = OfPath(entered, value->taint, item.a);
    }
    Assign(item.b, value, SpanOf(item.a));
  }
  return Run(code.b);
}

// Whether a case's pattern takes the subject.
Interpreter::Truth Interpreter::Matches(V subject, const Code& one) {
  const std::span<const uint32_t> head = unit().List(one.a);
  if (head[0] == kNone) {  // case _, case x: whatever it is
    return one.flags & kWhole ? Truth::kTrue : Truth::kUnknown;
  }
  const V pattern = Eval(head[0]);
  const bool several = unit().codes[head[0]].kind == CodeKind::kTuple;
  return TruthOf(Compare(several ? Operator::kIn : Operator::kEqual, subject, pattern));
}

uint8_t Interpreter::RunMatch(const Code& code) {
  const V subject = Eval(code.a);
  // Cases until one surely matches; without such a one none may.
  std::vector<std::pair<uint8_t, State::Changes>> ways;
  bool sure = false;
  for (const uint32_t index : unit().List(code.b)) {
    const Code& one = unit().codes[index];
    const std::span<const uint32_t> head = unit().List(one.a);
    const State::Mark mark = state_.Begin();
    const Truth truth = Matches(subject, one);
    if (truth == Truth::kFalse) {
      state_.Take(mark);
      continue;
    }
    if (head[0] != kNone) {
      const V pattern = Eval(head[0]);
      if (pattern->kind == ValueKind::kConstant) {
        Narrow(code.a, pattern);
      } else if (IsConstantCollection(pattern)) {
        Refine(code.a, core::kAllSinks);
      }
    }
    for (size_t i = 2; i < head.size(); ++i) {
      Assign(head[i], head.size() == 3 ? subject : Unknown(DeepTaint(subject)), one.span);
    }
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

uint8_t Interpreter::RunReturn(const Code& code) {
  V value = code.a == kNone ? None() : Eval(code.a);
  if (code.a != kNone) value = Stepped(value, code.span, known_->returned);
  if (frame_->returns_to != core::SinkKind::kCount && code.a != kNone) {
    CheckReturned(value, SpanOf(code.a));
  }
  frame_->returned = JoinValues(frame_->returned, value);
  return kReturns;
}

void Interpreter::RunAugmented(const Code& code) {
  const V old = Eval(code.a);
  const V value = Eval(code.b);
  // x += [y] changes the list that x is.
  if (code.op == Operator::kAdd && IsContainer(old, ContentsKind::kList)) {
    const Contents* added = ContentsOf(value);
    if (added == nullptr) {
      AddRest(old, Unknown(DeepTaint(value)));
    } else {
      ExtendList(old, *added);
    }
    return;
  }
  Assign(code.a, Binary(code.op, old, value), SpanOf(code.b));
}

void Interpreter::RunDelete(const Code& code) {
  for (const uint32_t index : unit().List(code.a)) {
    const Code& target = unit().codes[index];
    if (target.kind != CodeKind::kSubscript) continue;
    const V object = Eval(target.a);
    const V key = Eval(target.b);
    if (ContentsOf(object) != nullptr) RemoveKey(object, key);
  }
}

}  // namespace meerkat::flow
