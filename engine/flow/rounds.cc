// The part of Interpreter for loops that check each element: for c in name: if c not in LETTERS:
// raise ValueError. What every element is safe for where its round is over, the whole is.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

namespace {

bool IsCopying(std::string_view name) {
  static constexpr std::string_view kNames[] = {"dict", "frozenset", "list",
                                                "set",  "sorted",    "tuple"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

// The value of a loop's variable; null where it has several, or is no function's own.
V Interpreter::ElementUnderWay(uint32_t target) {
  const Code& code = unit().codes[target];
  if (frame_->function == kNone || code.kind != CodeKind::kName || code.b == kNone) return nullptr;
  return state_.Get(frame_->base + code.b);
}

core::SinkSet Interpreter::GainedByRound(const Code& loop, V element, uint8_t end,
                                         const State::Changes& changes, bool continues_plainly) {
  constexpr size_t kMostContinues = 16;  // that are kept
  const std::vector<State::Changes>& continues = exits_.back().continues;
  if (element == nullptr || element->taint == nullptr || element->taint->count == 0) return 0;
  // What comes after a `break` nobody looks at.
  if ((end & kBreaks) || !(end & (kFalls | kContinues))) return 0;
  if (continues_plainly || continues.size() >= kMostContinues) return 0;
  const uint32_t target = unit().codes[unit().List(loop.a)[0]].b;
  if (IsBoundIn(loop.span, target)) return 0;
  core::SinkSet gained = core::kAllSinks;
  const auto note = [&](const State::Changes& some) {
    const auto own = std::find_if(some.begin(), some.end(), [&](const auto& change) {
      return change.first == frame_->base + target;
    });
    gained &= own == some.end() ? 0 : GainedBetween(element, own->second);
  };
  if ((end & kFalls) || continues.empty()) note(changes);
  for (const State::Changes& some : continues) note(some);
  return gained;
}

// The name of what a loop goes over: `fields` of list(fields), fields.copy(), fields.keys(); kNone.
uint32_t Interpreter::IteratedName(uint32_t iterable) const {
  while (iterable != kNone && unit().codes[iterable].kind == CodeKind::kCall) {
    const Code& call = unit().codes[iterable];
    const Code& function = unit().codes[call.a];
    const std::span<const uint32_t> arguments = unit().List(call.b);
    if (function.kind == CodeKind::kAttribute && arguments.empty()) {
      iterable = function.a;
    } else if (function.kind == CodeKind::kName && arguments.size() == 1 &&
               IsCopying(unit().Name(function.a))) {
      iterable = unit().codes[arguments[0]].a;
    } else {
      return kNone;
    }
  }
  return iterable != kNone && unit().codes[iterable].kind == CodeKind::kName ? iterable : kNone;
}

// for name in list(fields): if name not in ALLOWED: del fields[name]. A name that is taken out is
// none any more that somebody chooses.
void Interpreter::NoteTakenOut(uint32_t object, uint32_t key) {
  if (iterated_.name == kNone || iterated_.frame != frame_) return;
  const Code& from = unit().codes[object];
  const Code& whole = unit().codes[iterated_.name];
  if (from.kind == CodeKind::kName && from.a == whole.a && from.b == whole.b) {
    Refine(key, Bit(SinkKind::kAttributeName));
  }
}

// Whether anything but the loop itself gives its variable a value.
bool Interpreter::IsBoundIn(core::Span body, uint32_t slot) const {
  const Function& function = unit().functions[frame_->function];
  for (uint32_t i = function.first_code; i < function.end_code; ++i) {
    const Code& code = unit().codes[i];
    if (code.span.begin < body.begin || code.span.end > body.end) continue;
    switch (code.kind) {
      case CodeKind::kAssign:
      case CodeKind::kDelete: {
        const std::span<const uint32_t> targets = unit().List(code.a);
        if (std::any_of(targets.begin(), targets.end(),
                        [&](uint32_t target) { return BindsSlot(target, slot); })) {
          return true;
        }
        break;
      }
      case CodeKind::kAugmented:
      case CodeKind::kAnnotated:
      case CodeKind::kNamed:
        if (BindsSlot(code.a, slot)) return true;
        break;
      case CodeKind::kFor:
        if (code.span.begin != body.begin && BindsSlot(unit().List(code.a)[0], slot)) return true;
        break;
      default: break;
    }
  }
  return false;
}

bool Interpreter::BindsSlot(uint32_t target, uint32_t slot) const {
  const Code& code = unit().codes[target];
  if (code.kind == CodeKind::kName) return code.b == slot;
  if (code.kind != CodeKind::kTuple && code.kind != CodeKind::kList) return false;
  // One in the other is rare: it may be bound there.
  const std::span<const uint32_t> items = unit().List(code.a);
  return std::any_of(items.begin(), items.end(), [&](uint32_t item) {
    const Code& one = unit().codes[item];
    return one.kind == CodeKind::kName
               ? one.b == slot
               : one.kind != CodeKind::kAttribute && one.kind != CodeKind::kSubscript;
  });
}

// What each element of a place is safe for, the whole is, and so is what it was split from where
// the text between does no harm.
void Interpreter::RefineElements(uint32_t place, core::SinkSet gained) {
  if (gained == 0) return;
  const Code& code = unit().codes[place];
  // for name in (first, last): check(name)
  if (code.kind == CodeKind::kTuple || code.kind == CodeKind::kList) {
    for (const uint32_t item : unit().List(code.a)) Refine(item, gained);
    return;
  }
  // for part in name.split("-"): …
  if (code.kind == CodeKind::kCall && unit().codes[code.a].kind == CodeKind::kAttribute &&
      unit().Name(unit().codes[code.a].b) == "split" && unit().List(code.b).size() == 1) {
    // for part in name.split("/"): none of them is "..".
    if ((gained & kNotParent) && SplitsAt(code, "/")) return RefineParts(unit().codes[code.a].a);
    const V between = Eval(unit().codes[unit().List(code.b)[0]].a);
    if (!between->IsString()) return;
    if (between->text == "_") Refine(unit().codes[code.a].a, gained);
    if (between->text == "-") Refine(unit().codes[code.a].a, gained & ~Bit(SinkKind::kArgument));
    return;
  }
  // for part in Path(name).parts: …
  if ((gained & kNotParent) && code.kind == CodeKind::kAttribute && unit().Name(code.b) == "parts")
    return RefineParts(code.a);
  // if any(address.is_private for address in found): it holds for the host that was looked up.
  if (gained & Bit(SinkKind::kUrl)) {
    const V whole = Eval(place);
    if (IsLookedUp(whole->taint)) RefineSources(whole->taint, Bit(SinkKind::kUrl));
  }
  Refine(place, gained);
}

// Of what stands at a place no part between slashes is "..".
void Interpreter::RefineParts(uint32_t place) {
  constexpr core::SinkSet kCleared =
      core::Bit(core::SinkKind::kPath) | core::Bit(core::SinkKind::kArchive);
  const V whole = Eval(place);
  Refine(place, kCleared);
  if (PlaceValue(place) == nullptr) RefineSources(DeepTaint(whole), kCleared);
  RefineMembers(DeepTaint(whole));
}

}  // namespace meerkat::flow
