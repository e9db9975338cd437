// The part of Interpreter for what is left of a value, under a name: bad = [c for c in name if c
// not in LETTERS]; if bad: abort(400). Where the variable counts as false nothing was left, and the
// value that was looked through holds what is allowed alone, if it is still the same.

#include "engine/flow/interpreter.h"

namespace meerkat::flow {
namespace {

// Of a root; a program that keeps more is told of what it checks.
constexpr size_t kMaxRemainders = 256;

// The variable that is looked through: name in [c for c in name if …].
uint32_t LookedThrough(const Unit& unit, const Code& code) {
  const std::span<const uint32_t> items = unit.List(code.a);
  if (items.size() != 3) return kNone;
  const Code& clause = unit.codes[items[2]];
  return unit.List(clause.c).size() == 1 ? clause.b : kNone;
}

}  // namespace

void Interpreter::KeepRemainder(const Code& code, V value) {
  if (frame_->function == kNone || remainders_.size() >= kMaxRemainders) return;
  const Contents* contents = ContentsOf(value);
  const uint32_t place = LookedThrough(unit(), code);
  if (contents == nullptr || place == kNone || unit().codes[place].kind != CodeKind::kName) return;
  const V whole = Load(unit().codes[place]);
  if (whole == nullptr || !IsDeepTainted(whole)) return;
  remainders_[value] = {.frame = frame_, .code = &code, .whole = whole, .contents = contents};
}

// if bad: …, of a variable that counts as false.
void Interpreter::AssumeNothingLeft(V value) {
  const auto found = remainders_.find(value);
  if (found == remainders_.end()) return;
  const Remainder& kept = found->second;
  const Code* const begin = unit().codes.data();
  if (kept.frame != frame_ || kept.code < begin || kept.code >= begin + unit().codes.size()) return;
  // What was put in or taken out since then says nothing of the whole.
  if (ContentsOf(value) != kept.contents) return;
  if (Load(unit().codes[LookedThrough(unit(), *kept.code)]) != kept.whole) return;
  AssumeNoneOf(*kept.code);
}

}  // namespace meerkat::flow
