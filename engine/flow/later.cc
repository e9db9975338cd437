// The part of Interpreter that knows what variables and objects may be by the time that a function
// is called: others have been called before, in any order. What the module's statements, or an
// __init__, have made of them says then what they were at first.

#include <algorithm>
#include <vector>

#include "engine/flow/interpreter.h"

namespace meerkat::flow {

const ChangedNames& Interpreter::ChangedIn(const Module& module) {
  const auto [place, is_new] = changed_.try_emplace(module.unit);
  if (is_new) place->second = FindChanged(*module.unit);
  return place->second;
}

// enabled = False, and in a function: global enabled; enabled = True
V Interpreter::Later(V value, uint8_t change) {
  if (value->kind == ValueKind::kConstant) {
    const uint8_t other =
        TruthOf(value) == Truth::kFalse ? kToSomething : kToSomething | kToNothing;
    return change & other ? JoinValues(value, Unknown()) : value;
  }
  const Contents* contents = ContentsOf(value);
  if (contents == nullptr || contents->kind == ContentsKind::kObject ||
      contents->kind == ContentsKind::kTuple || !(change & (kWithin | kToSomething))) {
    return value;
  }
  Contents more = *contents;
  std::vector<V> items(contents->items, contents->items + contents->count);
  for (V& item : items) item = Later(item, kToSomething);
  V* copy = arena_.Array<V>(items.size());
  std::copy(items.begin(), items.end(), copy);
  more.items = copy;
  more.rest = JoinValues(more.rest, Unknown());
  if (more.kind == ContentsKind::kDictionary) more.rest_key = JoinValues(more.rest_key, Unknown());
  SetContents(value, more);
  return value;
}

// What functions do to an attribute of the objects of a class: in the file that is analysed any of
// them, in another file its own methods.
uint8_t Interpreter::ChangeOf(const ClassValue& of_class, Symbol name) {
  uint8_t change = 0;
  const auto add = [&](const Module& module, uint32_t index) {
    const ChangedNames& changed = ChangedIn(module);
    const auto place = changed.attributes.find(symbols_.Text(name));
    if (place == changed.attributes.end()) return;
    for (const AttributeChange& one : place->second) {
      // class Other(Some): it may be made from this one.
      const bool is_near =
          module.is_main && (!one.is_own || module.unit->classes[one.of_class].bases != kNone);
      if (is_near || (one.of_class == index && index != kNone)) change |= one.change;
    }
  };
  add(module_, kNone);
  for (uint32_t i = 0; i < of_class.order_count; ++i) {
    if (of_class.order[i]->kind != ValueKind::kClass) continue;
    const ClassValue& one = *of_class.order[i]->class_value;
    if (one.index != kNone) add(*one.module, one.index);
  }
  return change;
}

// Of an object, or what a class's body defined.
Contents Interpreter::WithLater(const Contents& object, const ClassValue& of_class) {
  Contents later = object;
  for (uint32_t i = 0; i < object.count; ++i) {
    const V value = Later(object.items[i], ChangeOf(of_class, object.names[i]));
    if (value != object.items[i]) later = WithAttribute(later, object.names[i], value);
  }
  return later;
}

void Interpreter::MakeLater(V object) {
  const Contents* contents = ContentsOf(object);
  if (contents == nullptr || contents->kind != ContentsKind::kObject ||
      contents->of_class == nullptr || contents->count == 0) {
    return;
  }
  SetContents(object, WithLater(*contents, *contents->of_class));
}

void Interpreter::MakeModuleLater() {
  // A copy: asking for other modules' moves what is there.
  const absl::flat_hash_map<std::string_view, uint8_t> changed = ChangedIn(module_).globals;
  if (changed.empty() && ChangedIn(module_).attributes.empty()) return;
  for (const auto& [name, slot] : module_.globals) {
    const V value = state_.Get(slot);
    if (value == nullptr) continue;
    const auto place = changed.find(symbols_.Text(name));
    if (place != changed.end()) {
      const V later = Later(value, place->second);
      if (later != value) state_.Set(slot, later);
    }
    if (value->kind == ValueKind::kReference) MakeLater(value);
    if (value->kind != ValueKind::kClass || value->class_value->module != &module_) continue;
    const ClassValue& of_class = *value->class_value;
    const V names = of_class.index == kNone ? nullptr : state_.Get(of_class.slot);
    if (names == nullptr || names->kind != ValueKind::kContents) continue;
    state_.Set(of_class.slot, MakeContents(WithLater(*names->contents, of_class)));
  }
}

}  // namespace meerkat::flow
