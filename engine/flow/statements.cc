// The part of Interpreter that runs statements.

#include <algorithm>

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
  ended_ = false;
  switch (code.kind) {
    case CodeKind::kExpression:
      Eval(code.a);
      return std::exchange(ended_, false) ? kRaises : kFalls;
    case CodeKind::kAssign: {
      V value = Eval(code.b);
      if (std::exchange(ended_, false)) return kRaises;
      value = WithCondition(value, code.b);
      for (const uint32_t target : unit().List(code.a)) Assign(target, value, SpanOf(code.b));
      return kFalls;
    }
    case CodeKind::kAnnotated: {
      V value = code.b == kNone ? nullptr : Eval(code.b);
      // client: Client | None = None, of a class, a module or an object: it is set elsewhere. What
      // other files annotate so would take files of those that may be looked into.
      const bool is_set_later =
          value != nullptr && value->IsConstant(ConstantKind::kNone) && frame_->module->is_main &&
          (unit().codes[code.a].kind == CodeKind::kAttribute || frame_->function == kNone);
      if (value == nullptr || is_set_later) {
        if (const V typed = OfAnnotation(code.c)) value = JoinValues(value, typed);
      }
      if (value != nullptr) Assign(code.a, value, SpanOf(code.b == kNone ? code.a : code.b));
      return kFalls;
    }
    case CodeKind::kAugmented: RunAugmented(code); return kFalls;
    case CodeKind::kReturn: return RunReturn(code);
    case CodeKind::kRaise: {
      // Without a value it is what the handler around has caught.
      const V value = code.a != kNone ? Eval(code.a) : handled_;
      exits_.back().raised = JoinValues(exits_.back().raised, value);
    }
      return kRaises;
    case CodeKind::kAssert:
      Eval(code.a);
      Assume(code.a, true);
      return kFalls;
    case CodeKind::kDelete: RunDelete(code); return kFalls;
    case CodeKind::kIf:
      ++depth_;
      {
        const uint8_t ends = RunIf(code);
        --depth_;
        return ends;
      }
    case CodeKind::kWhile:
    case CodeKind::kFor:
      ++depth_;
      {
        const uint8_t ends = RunLoop(code);
        --depth_;
        return ends;
      }
    case CodeKind::kTry:
      ++depth_;
      {
        const uint8_t ends = RunTry(code);
        --depth_;
        return ends;
      }
    case CodeKind::kWith:
      ++depth_;
      {
        const uint8_t ends = RunWith(code);
        --depth_;
        return ends;
      }
    case CodeKind::kMatch:
      ++depth_;
      {
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
  if (changes.empty()) {
    exits.continues_plainly |= (ends & kContinues) != 0;
    return;
  }
  if ((ends & kReturns) && exits.returns.size() < 16) {
    State::Changes outer;
    for (const auto& change : changes) {
      if (change.first < exits.slots) outer.push_back(change);
    }
    if (!outer.empty()) exits.returns.push_back(std::move(outer));
  }
  if ((ends & kBreaks) && exits.breaks.size() < 16) exits.breaks.push_back(changes);
  if ((ends & kContinues) && exits.continues.size() < 16) exits.continues.push_back(changes);
  if ((ends & kRaises) && exits.raises.size() < 16) exits.raises.push_back(changes);
}

uint8_t Interpreter::Join(uint8_t a, State::Changes& changes_a, uint8_t b,
                          State::Changes& changes_b) {
  if ((a & ~kFalls) != 0) Stash(static_cast<uint8_t>(a & ~kFalls), changes_a);
  if ((b & ~kFalls) != 0) Stash(static_cast<uint8_t>(b & ~kFalls), changes_b);
  if ((a & kFalls) && (b & kFalls)) {
    MergeWays(changes_a, changes_b);
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
  const bool is_debugged =
      AsksForDebug(code.a);  // before what it says of a stranger's value is assumed
  State::Mark mark = state_.Begin();
  Assume(code.a, true);
  debugged_ += is_debugged;
  const uint8_t then = Run(code.b);
  debugged_ -= is_debugged;
  State::Changes then_changes = state_.Take(mark);
  mark = state_.Begin();
  Assume(code.a, false);
  const uint8_t otherwise = Run(code.c);
  State::Changes other_changes = state_.Take(mark);
  return Join(then, then_changes, otherwise, other_changes);
}

uint8_t Interpreter::RunTry(const Code& code) {
  const auto join = [this](V x, V y) { return JoinValues(x, y); };
  const std::span<const uint32_t> rest = unit().List(code.c);
  std::vector<State::Changes> outer_raises;
  outer_raises.swap(exits_.back().raises);
  const V outer_raised = std::exchange(exits_.back().raised, nullptr);
  const V returned = frame_->returned;
  State::Mark mark = state_.Begin();
  uint8_t ends = Run(code.a);
  State::Changes body = state_.Take(mark);
  std::vector<State::Changes> raises;
  raises.swap(exits_.back().raises);
  exits_.back().raises.swap(outer_raises);
  const V raised = exits_.back().raised;
  const bool is_caught = !unit().List(code.b).empty();
  exits_.back().raised = is_caught ? outer_raised : JoinValues(outer_raised, raised);

  const bool reads_data = is_caught && ReadsData(code.a);
  // A handler may begin after any of the body's statements.
  std::vector<std::pair<uint8_t, State::Changes>> handled;
  for (const uint32_t index : unit().List(code.b)) {
    const Code& handler = unit().codes[index];
    mark = state_.Begin();
    state_.Merge(body, {}, join);
    for (const State::Changes& raised : raises) state_.Merge(raised, {}, join);
    const V type = handler.a == kNone ? nullptr : Eval(handler.a);
    if (handler.b != kNone) {
      const V any = reads_data ? Unknown() : CaughtException(handler, type);
      Assign(handler.b, Caught(any, type, raised), handler.span);
    }
    const V outer_handled =
        std::exchange(handled_, raised == nullptr ? nullptr : Caught(Unknown(), type, raised));
    const uint8_t end = Run(handler.c);
    handled_ = outer_handled;
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
    const V given = std::exchange(frame_->returned, returned);
    const uint8_t end = Run(rest[1]);
    if (!(end & kFalls)) return end;  // what was returned before is not
    frame_->returned = JoinValues(frame_->returned, given);
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
      const bool later = SpecialMethod(value, known_->enter) == nullptr &&
                         SpecialMethod(value, known_->enter_later) != nullptr;
      const V entered = CallMethod(value, later ? known_->enter_later : known_->enter, {}, item.a);
      if (entered->kind != ValueKind::kUnknown) value = entered;
    } else if (value->kind == ValueKind::kExternal) {
      const Path* entered = paths_.Called(paths_.Child(value->path, known_->enter));
      if (entered->is_known) value = OfPath(entered, value->taint, item.a);
    }
    // What a generator of @contextmanager yields.
    if (IsContainer(value, ContentsKind::kList)) value = Element(value, item.a);
    Assign(item.b, value, SpanOf(item.a));
  }
  return Run(code.b);
}

uint8_t Interpreter::RunReturn(const Code& code) {
  V value = code.a == kNone ? None() : Eval(code.a);
  if (std::exchange(ended_, false)) return kRaises;
  NoteExit(value, code.a);
  if (code.a != kNone) value = Stepped(value, code.span, StepKind::kReturned);
  CheckReturnedToken(value, code.span);
  if (frame_->returns_to != core::SinkKind::kCount && code.a != kNone) {
    CheckReturned(value, SpanOf(code.a));
  }
  if ((options_.sources & core::kLibrarySource) && frame_->caller == nullptr && code.a != kNone)
    CheckPage(value, SpanOf(code.a));
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
  if (old->kind == ValueKind::kReference) {
    // An object that changes itself, __iadd__, or makes another one, __add__.
    V made = nullptr;
    if (const V method =
            code.op == Operator::kAdd ? SpecialMethod(old, known_->add_in_place) : nullptr) {
      made = Call(method, {{.value = value}}, code.a);
    } else {
      made = OperatorOfClass(code.op, old, value, code.a);
    }
    if (made != nullptr) return Assign(code.a, made, SpanOf(code.b));
    // x |= y changes the dictionary that x is.
    const Contents* added = ContentsOf(value);
    if (code.op == Operator::kBitOr && added != nullptr &&
        IsContainer(old, ContentsKind::kDictionary)) {
      return UpdateDictionary(old, *added);
    }
  }
  Assign(code.a, Binary(code.op, old, value), SpanOf(code.b));
}

void Interpreter::RunDelete(const Code& code) {
  for (const uint32_t index : unit().List(code.a)) {
    const Code& target = unit().codes[index];
    if (target.kind == CodeKind::kAttribute) {
      DeleteByClass(Eval(target.a), NameOf(target.b), index);
      continue;
    }
    if (target.kind != CodeKind::kSubscript) continue;
    const V object = Eval(target.a);
    const V key = Eval(target.b);
    if (ContentsOf(object) != nullptr) RemoveKey(object, key);
    NoteTakenOut(target.a, target.b);
  }
}

}  // namespace meerkat::flow
