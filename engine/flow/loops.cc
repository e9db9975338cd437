// The part of Interpreter that runs loops: to a fixed point, twice at most.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// Whether another round of a loop may find something else than the first, which had these changes
// and read no variable before it had a value: not where it only gave values to variables that had
// none, and to its own target, which every round begins with.
bool Interpreter::IsCarriedOn(const State::Changes& changes, uint32_t target) const {
  uint32_t own = kNone;
  if (target != kNone && frame_->function != kNone &&
      unit().codes[target].kind == CodeKind::kName && unit().codes[target].b != kNone) {
    own = frame_->base + unit().codes[target].b;
  }
  return std::any_of(changes.begin(), changes.end(), [&](const auto& change) {
    return change.first != own && state_.Get(change.first) != nullptr &&
           state_.Get(change.first) != change.second;
  });
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
    // for found in socket.getaddrinfo(host, 443): where it gives any, it gives one.
    always |= contents == nullptr && IsLookedUp(iterable->taint);
  } else {
    const Truth truth = TruthOf(Eval(code.a));
    never = truth == Truth::kFalse;
    always = truth == Truth::kTrue;
  }
  uint8_t ends = kFalls;
  if (!never) {
    std::vector<State::Changes> outer_breaks;
    std::vector<State::Changes> outer_continues;
    outer_breaks.swap(exits_.back().breaks);
    outer_continues.swap(exits_.back().continues);
    bool changed = true;
    bool is_carried_on = true;
    bool has_met_unbound = met_unbound_;
    core::SinkSet gained = 0;
    // Twice, and once more where the second round still brought something new: x = y; y = z.
    for (int round = 0; round == 0 || (round == 1 && is_carried_on) || (round == 2 && changed);
         ++round) {
      met_unbound_ = false;
      const State::Mark mark = state_.Begin();
      if (is_for) {
        Assign(target, Element(iterable, iterable_code), SpanOf(iterable_code));
      } else if (!always) {
        Assume(code.a, true);
      }
      const V element = is_for ? ElementUnderWay(target) : nullptr;
      const bool others = std::exchange(exits_.back().continues_plainly, false);
      const bool wide = std::exchange(met_wide_set_, false);
      const Iterated outer = std::exchange(iterated_, {frame_, IteratedName(iterable_code)});
      const uint8_t end = Run(code.b);
      iterated_ = outer;
      State::Changes changes = state_.Take(mark);
      has_met_unbound |= met_unbound_;
      const bool continues_plainly = std::exchange(exits_.back().continues_plainly, others);
      if (round == 0 && !met_wide_set_)
        gained = GainedByRound(code, element, end, changes, continues_plainly);
      met_wide_set_ |= wide;
      ends |= static_cast<uint8_t>(end & (kReturns | kRaises));
      if (!(end & kFalls)) {
        Stash(static_cast<uint8_t>(end & (kReturns | kRaises | kBreaks)), changes);
      }
      // `while True` is left by its breaks alone.
      const bool is_last = round > 0 && !is_for && always && !exits_.back().breaks.empty();
      if (is_last) {
        LeaveByBreaks();
        break;
      }
      if (round == 0) {
        const auto carries = [&](const State::Changes& some) { return IsCarriedOn(some, target); };
        is_carried_on =
            !is_for || frame_->function == kNone || met_unbound_ || carries(changes) ||
            std::any_of(exits_.back().continues.begin(), exits_.back().continues.end(), carries) ||
            std::any_of(exits_.back().breaks.begin(), exits_.back().breaks.end(), carries);
      }
      changed = false;
      // What `continue` and `break` left behind, and what the body did, may be so from now on.
      if (end & (kFalls | kContinues)) {
        const bool goes_on = (end & kFalls) && !(end & (kBreaks | kContinues));
        if (always && round == 0 && goes_on) {
          state_.Apply(changes);
        } else {
          changed |= MergeWays(changes, {});
        }
      }
      for (const State::Changes& broken : exits_.back().continues) {
        changed |= state_.Merge(broken, {}, join);
      }
      if (is_for || !always) {
        for (const State::Changes& broken : exits_.back().breaks) changed |= MergeWays(broken, {});
      }
      exits_.back().breaks.clear();
      exits_.back().continues.clear();
      if (!is_for && !always) Eval(code.a);
    }
    met_unbound_ = has_met_unbound;
    exits_.back().breaks.swap(outer_breaks);
    exits_.back().continues.swap(outer_continues);
    if (is_for) RefineElements(iterable_code, gained);
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

// The state is one of those that the breaks of this round left.
void Interpreter::LeaveByBreaks() {
  const auto join = [this](V x, V y) { return JoinValues(x, y); };
  std::vector<State::Changes> breaks;
  breaks.swap(exits_.back().breaks);
  exits_.back().continues.clear();
  State::Changes joined = std::move(breaks[0]);
  for (size_t i = 1; i < breaks.size(); ++i) {
    const State::Mark mark = state_.Begin();
    state_.Merge(joined, breaks[i], join);
    joined = state_.Take(mark);
  }
  state_.Apply(joined);
}

}  // namespace meerkat::flow
