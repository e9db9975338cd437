// The part of Interpreter for conditions about lengths: where a text is not long, a slow pattern
// takes no time for it, and what is packed in it does not become large.

#include <algorithm>
#include <vector>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

namespace {

// What binds a variable of a function: how often, and to what if it is one plain assignment.
struct Binding {
  int times = 0;
  uint32_t value = kNone;
};

Binding BindingOf(const Unit& unit, const Function& function, const Code& name) {
  Binding bound;
  const auto is_name = [&](uint32_t index) {
    return index != kNone && unit.codes[index].kind == CodeKind::kName &&
           unit.codes[index].b == name.b;
  };
  const auto note = [&](uint32_t target, uint32_t value) {
    if (target == kNone) return;
    const Code& code = unit.codes[target];
    if (is_name(target)) {
      ++bound.times;
      bound.value = value;
    } else if (code.kind == CodeKind::kTuple || code.kind == CodeKind::kList) {
      const std::span<const uint32_t> items = unit.List(code.a);
      if (std::any_of(items.begin(), items.end(), is_name)) bound.times += 2;
    }
  };
  for (uint32_t i = function.first_code; i < function.end_code; ++i) {
    const Code& code = unit.codes[i];
    switch (code.kind) {
      case CodeKind::kAssign:
        for (const uint32_t target : unit.List(code.a)) note(target, code.b);
        break;
      case CodeKind::kAnnotated: note(code.a, code.b); break;
      case CodeKind::kNamed: note(code.a, code.b); break;
      case CodeKind::kAugmented:
        if (is_name(code.a)) bound.times += 2;
        break;
      case CodeKind::kFor: note(unit.List(code.a)[0], kNone); break;
      default: break;
    }
  }
  return bound;
}

// Texts that are no longer than a number says: x of len(x), of len(x.encode()), of
// len(unicodedata.normalize("NFC", x)), of a variable that is one of these, and x and y of
// max(len(x), len(y)).
std::vector<uint32_t> MeasuredBy(const Unit& unit, uint32_t function, uint32_t number, int* left,
                                 int depth = 0) {
  if (depth > 3 || --*left < 0) return {};
  const Code& code = unit.codes[number];
  if (code.kind == CodeKind::kName && code.b != kNone && function != kNone) {
    // All of it is looked at, for each such comparison.
    constexpr uint32_t kMostCodes = 4'000;
    const Function& around = unit.functions[function];
    if (around.end_code - around.first_code > kMostCodes) return {};
    const Binding number_of = BindingOf(unit, unit.functions[function], code);
    if (number_of.times != 1 || number_of.value == kNone) return {};
    std::vector<uint32_t> measured = MeasuredBy(unit, function, number_of.value, left, depth + 1);
    // size = len(text); text = other; if size > MOST: …
    std::erase_if(measured, [&](uint32_t text) {
      const Code& name = unit.codes[text];
      return name.kind != CodeKind::kName || name.b == kNone ||
             BindingOf(unit, unit.functions[function], name).times > 1;
    });
    return measured;
  }
  if (code.kind != CodeKind::kCall || unit.codes[code.a].kind != CodeKind::kName) return {};
  const std::string_view name = unit.Name(unit.codes[code.a].a);
  const std::span<const uint32_t> arguments = unit.List(code.b);
  std::vector<uint32_t> measured;
  if (name == "max") {
    for (const uint32_t argument : arguments) {
      if (unit.codes[argument].b != kNone) return {};  // max(…, key=…): any of them
      const std::vector<uint32_t> some =
          MeasuredBy(unit, function, unit.codes[argument].a, left, depth + 1);
      measured.insert(measured.end(), some.begin(), some.end());
    }
    return measured;
  }
  if (name != "len" || arguments.size() != 1) return {};
  uint32_t text = unit.codes[arguments[0]].a;
  for (int i = 0; i < 3 && unit.codes[text].kind == CodeKind::kCall; ++i) {
    const Code& called = unit.codes[unit.codes[text].a];
    const std::span<const uint32_t> given = unit.List(unit.codes[text].b);
    if (called.kind != CodeKind::kAttribute) break;
    if (unit.Name(called.b) == "encode") {
      text = called.a;
    } else if (unit.Name(called.b) == "normalize" && given.size() == 2 &&
               unit.codes[called.a].kind == CodeKind::kName &&
               unit.Name(unit.codes[called.a].a) == "unicodedata") {
      text = unit.codes[given[1]].a;
    } else {
      break;
    }
  }
  return {text};
}

// Whether all that a value comes from went through the other one on its way.
bool IsMadeOf(const Taint* made, const Taint& of) {
  if (made == nullptr || made->count == 0) return false;
  return std::all_of(made->marks, made->marks + made->count, [&of](const Mark& mark) {
    return std::any_of(of.marks, of.marks + of.count, [&mark](const Mark& whole) {
      if (whole.source != mark.source || whole.step == nullptr) return false;
      const Step* step = mark.step;
      while (step != nullptr && step != whole.step) step = step->before;
      return step != nullptr;
    });
  });
}

}  // namespace

// len(x) < 100: a text that is not long takes no time, nor does it become large.
void Interpreter::AssumeLength(const Code& code, V left, V right, bool holds) {
  const bool is_less = code.op == Operator::kLess || code.op == Operator::kLessEqual;
  if (!is_less && code.op != Operator::kGreater && code.op != Operator::kGreaterEqual) return;
  const bool is_left = right->kind == ValueKind::kConstant || IsDeepTainted(left);
  const uint32_t place = is_left ? code.a : code.b;
  // Which side is the smaller one.
  if ((is_less == is_left) != holds) return;
  // What is packed a thousandfold is still small then.
  constexpr int64_t kMostPacked = 64 << 10;
  const V bound = is_left ? right : left;
  const bool is_small = bound->IsConstant(ConstantKind::kInteger) && bound->integer <= kMostPacked;
  const auto clear = [this](V value) {
    return value == nullptr ? nullptr : Cleared(value, Bit(SinkKind::kSlowPattern));
  };
  const auto measured_too = [&](const Contents& contents) {
    Contents cleared = contents;
    V* items = arena_.Array<V>(contents.count);
    for (uint32_t i = 0; i < contents.count; ++i) items[i] = clear(contents.items[i]);
    cleared.items = items;
    cleared.rest = clear(contents.rest);
    return cleared;
  };
  int left_to_look_at = 64;  // names and calls, of one comparison
  for (const uint32_t measured : MeasuredBy(unit(), frame_->function, place, &left_to_look_at)) {
    const V text = PlaceValue(measured);
    Refine(measured, Bit(SinkKind::kSlowPattern) | (is_small ? Bit(SinkKind::kBomb) : 0));
    // How many elements a list has says nothing of the texts in it.
    if (text == nullptr || text->kind != ValueKind::kText || text->taint == nullptr ||
        frame_->function == kNone) {
      continue;
    }
    // parts = text.split("/"), before it was measured
    const uint32_t slots =
        static_cast<uint32_t>(unit().List(unit().functions[frame_->function].slots).size());
    for (uint32_t i = 0; i < slots; ++i) {
      const V made = state_.Get(frame_->base + i);
      if (made == nullptr || !IsMadeOf(DeepTaint(made), *text->taint)) continue;
      // What else was made of it, by decompress() say, may be longer.
      const Contents* contents = ContentsOf(made);
      if (contents != nullptr && contents->kind == ContentsKind::kList)
        SetContents(made, measured_too(*contents));
    }
  }
}

}  // namespace meerkat::flow
