// The part of Interpreter for variables that remember which way was taken: allowed = False; if …:
// allowed = True; if not allowed: abort(403). What held on that way holds again where the variable
// says that it was taken.

#include <algorithm>
#include <vector>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// Of a join more slots than these are not remembered.
constexpr size_t kMaxSlots = 16;
// Joins that are taken apart again, one in the other.
constexpr int kMaxJoins = 4;

// A truth value, or what a condition has given, which says more where it is asked for: x in allowed
bool IsTruthValue(V value) {
  return value->IsConstant(ConstantKind::kTrue) || value->IsConstant(ConstantKind::kFalse) ||
         (value->kind == ValueKind::kUnknown && value->is_number && value->id != 0);
}

bool Tells(V value) {
  return value != nullptr && (value->taint != nullptr || value->kind == ValueKind::kKept);
}

}  // namespace

// Joins two ways into the state as State::Merge does, and keeps with each variable that is a truth
// value on one of them what the ways were.
bool Interpreter::MergeWays(const State::Changes& a, const State::Changes& b) {
  const auto join = [this](V x, V y) { return JoinValues(x, y); };
  struct Slot {
    uint32_t slot;
    V a;
    V b;
  };
  absl::InlinedVector<Slot, 16> flags;
  absl::InlinedVector<Slot, 16> others;
  if (frame_->function != kNone) {
    const uint32_t first = frame_->base;
    const uint32_t end =
        first + static_cast<uint32_t>(unit().List(unit().functions[frame_->function].slots).size());
    auto i = a.begin();
    auto j = b.begin();
    while (i != a.end() || j != b.end()) {
      const bool has_a = i != a.end() && (j == b.end() || i->first <= j->first);
      const bool has_b = j != b.end() && (i == a.end() || j->first <= i->first);
      const uint32_t slot = has_a ? i->first : j->first;
      const V now = state_.Get(slot);
      const Slot both{slot, has_a ? i->second : now, has_b ? j->second : now};
      i += has_a;
      j += has_b;
      if (slot < first || slot >= end || both.a == both.b) continue;
      const auto is_flag = [this](V value) {
        return IsTruthValue(value) || flags_.contains(value);
      };
      if (both.a != nullptr && both.b != nullptr && (is_flag(both.a) || is_flag(both.b))) {
        flags.push_back(both);
      } else if (Tells(both.a) || Tells(both.b)) {
        others.push_back(both);
      }
    }
  }
  const bool changed = state_.Merge(a, b, join);
  if (flags.empty() || flags.size() > 4 || others.size() > kMaxSlots) return changed;
  Ways* ways = arena_.New<Ways>();
  ways->count = static_cast<uint32_t>(others.size());
  Way* slots = arena_.Array<Way>(others.size());
  for (size_t i = 0; i < others.size(); ++i) {
    slots[i] = {.slot = others[i].slot,
                .joined = state_.Get(others[i].slot),
                .values = {others[i].a, others[i].b}};
  }
  ways->slots = slots;
  for (const Slot& flag : flags) {
    const V joined = state_.Get(flag.slot);
    if (joined == nullptr || TruthOf(joined) != Truth::kUnknown) continue;
    Value* copy = arena_.New<Value>();
    *copy = *joined;
    state_.Set(flag.slot, copy);
    flags_[copy] = {ways, {flag.a, flag.b}};
  }
  return changed;
}

// if allowed: by one of the ways that a variable's value may have come, the state is as it was
// there.
void Interpreter::AssumeFlag(V flag, bool holds, int depth) {
  const auto place = flags_.find(flag);
  if (place == flags_.end() || depth > kMaxJoins) return;
  const Flag known = place->second;
  const auto go = [&](int way) {
    for (uint32_t i = 0; i < known.ways->count; ++i) {
      const Way& one = known.ways->slots[i];
      if (state_.Get(one.slot) == one.joined) state_.Set(one.slot, one.values[way]);
    }
    const V value = known.values[way];
    AssumeFlag(value, holds, depth + 1);
    AssumeKept(value, holds);
  };
  const Truth against = holds ? Truth::kFalse : Truth::kTrue;
  const bool may_be_a = TruthOf(known.values[0]) != against;
  const bool may_be_b = TruthOf(known.values[1]) != against;
  if (may_be_a != may_be_b) return go(may_be_a ? 0 : 1);
  State::Mark mark = state_.Begin();
  go(0);
  const State::Changes one = state_.Take(mark);
  mark = state_.Begin();
  go(1);
  const State::Changes other = state_.Take(mark);
  state_.Merge(one, other, [this](V x, V y) { return JoinValues(x, y); });
}

}  // namespace meerkat::flow
