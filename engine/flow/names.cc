// The part of Interpreter that reads and writes variables, attributes and elements.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

V Interpreter::Load(const Code& name) {
  if (name.b != kNone && frame_->function != kNone) {
    const V value = state_.Get(frame_->base + name.b);
    if (value != nullptr) return value;
    met_unbound_ = true;
  }
  return LoadByName(frame_, NameOf(name.a), /*is_own=*/false);
}

// Outwards: the namespace of a class's body, enclosing functions, the module, what its star imports
// may bring, builtins. `is_own`: it may be a variable of the function itself.
V Interpreter::LoadByName(const Frame* frame, Symbol name, bool is_own) {
  const Module* module = frame->module;
  if (frame->namespace_slot != kNone) {
    const Contents& names = *state_.Get(frame->namespace_slot)->contents;
    for (uint32_t i = 0; i < names.count; ++i) {
      if (names.names[i] == name) return names.items[i];
    }
  }
  for (const Frame* at = frame; at != nullptr; at = at->outer) {
    if (at->function == kNone || (at == frame && !is_own)) continue;
    const Unit& unit = *at->module->unit;
    const std::span<const uint32_t> slots = unit.List(unit.functions[at->function].slots);
    for (uint32_t i = 0; i < slots.size(); ++i) {
      if (SymbolOf(*at->module, slots[i]) != name) continue;
      const V value = state_.Get(at->base + i);
      if (value != nullptr) return value;
      met_unbound_ = true;
    }
  }
  if (const V value = GlobalOf(module, name)) return value;
  for (const Path* star : module->star_imports) {
    if (const V value = FromFile(star, name)) return value;
    const Path* path = paths_.Child(star, name);
    if (path->is_known) return OfPath(path, nullptr, kNone);
  }
  return Builtin(name);
}

V Interpreter::Builtin(Symbol name) {
  const Path* path = paths_.Child(known_->builtins_module, name);
  if (path->builtin_of == analysis_) return path->builtin;
  const V value = OfPath(path, nullptr, kNone);
  if (value->taint == nullptr) {
    path->builtin = value;
    path->builtin_of = analysis_;
  }
  return value;
}

void Interpreter::StoreName(uint32_t name, uint32_t slot, V value, bool is_outer) {
  if (slot != kNone && frame_->function != kNone) {
    state_.Set(frame_->base + slot, value);
    return;
  }
  const Symbol symbol = NameOf(name);
  for (const Frame* at = is_outer ? frame_->outer : nullptr; at != nullptr; at = at->outer) {
    if (at->function == kNone) continue;
    const Unit& unit = *at->module->unit;
    const std::span<const uint32_t> slots = unit.List(unit.functions[at->function].slots);
    for (uint32_t i = 0; i < slots.size(); ++i) {
      if (SymbolOf(*at->module, slots[i]) == symbol) return state_.Set(at->base + i, value);
    }
  }
  if (frame_->namespace_slot != kNone) {
    const V names = state_.Get(frame_->namespace_slot);
    state_.Set(frame_->namespace_slot,
               MakeContents(WithAttribute(*names->contents, symbol, value)));
    return;
  }
  // `global x` in a function, or the module itself.
  Module& module = const_cast<Module&>(*frame_->module);
  const auto [place, is_new] = module.globals.try_emplace(symbol, 0);
  if (is_new) place->second = state_.Allocate(nullptr);
  met_unbound_ |= is_new;
  const bool at_module = frame_->function == kNone;
  const V old = state_.Get(place->second);
  state_.Set(place->second, at_module || old == nullptr ? value : JoinValues(old, value));
}

// --- targets -------------------------------------------------------------------------------------

void Interpreter::Assign(uint32_t target, V value, core::Span value_span) {
  if (target == kNone) return;
  const Code& code = unit().codes[target];
  switch (code.kind) {
    case CodeKind::kName:
      value = Stepped(value, code.span, StepKind::kAssigned);
      if (debugged_ > 0) value = Cleared(value, core::Bit(core::SinkKind::kResponseError));
      StoreName(code.a, code.b, value, code.flags & kOuter);
      CheckName(NameOf(code.a), value, value_span);
      return;
    case CodeKind::kAttribute: StoreAttribute(code, value); return;
    case CodeKind::kSubscript: StoreElement(code, value); return;
    case CodeKind::kTuple:
    case CodeKind::kList: AssignItems(unit().List(code.a), value, value_span); return;
    case CodeKind::kStarred: {
      Contents list{.kind = ContentsKind::kList, .rest = Unknown(DeepTaint(value))};
      Assign(code.a, NewContainer(list), value_span);
      return;
    }
    default: Eval(target);
  }
}

// a, b = value
void Interpreter::AssignItems(std::span<const uint32_t> targets, V value, core::Span value_span) {
  size_t star = targets.size();
  for (size_t i = 0; i < targets.size(); ++i) {
    if (unit().codes[targets[i]].kind == CodeKind::kStarred) star = i;
  }
  const bool has_star = star < targets.size();
  std::vector<V> items(targets.size(), nullptr);
  // Of a union each may be a list of as many.
  const bool is_union = value->kind == ValueKind::kUnion;
  const std::span<const V> values =
      is_union ? std::span<const V>(value->items, value->count) : std::span<const V>(&value, 1);
  for (const V one : values) {
    if (is_union && one->IsConstant(ConstantKind::kNone)) continue;
    const Contents* contents = ContentsOf(one);
    const bool is_tuple = contents != nullptr && contents->kind == ContentsKind::kObject &&
                          contents->of_class != nullptr && contents->of_class->is_tuple;
    const bool by_place =
        contents != nullptr && contents->rest == nullptr && one->taint == nullptr &&
        contents->kind != ContentsKind::kDictionary &&
        (contents->kind != ContentsKind::kObject || is_tuple) &&
        (has_star ? contents->count + 1 >= targets.size() : contents->count == targets.size());
    if (!by_place) {
      const V element = Element(one, kNone);
      for (size_t i = 0; i < targets.size(); ++i) {
        const V item =
            i == star ? NewContainer({.kind = ContentsKind::kList, .rest = element}) : element;
        items[i] = JoinValues(items[i], item);
      }
      continue;
    }
    const std::vector<V> all(contents->items, contents->items + contents->count);
    const size_t more = all.size() + 1 - targets.size();  // that the star takes
    for (size_t i = 0; i < targets.size(); ++i) {
      V item = nullptr;
      if (i == star) {
        const auto begin = all.begin() + static_cast<ptrdiff_t>(star);
        item = MakeList(ContentsKind::kList,
                        std::vector<V>(begin, begin + static_cast<ptrdiff_t>(more)));
      } else {
        item = all[i < star ? i : i + more - 1];
      }
      items[i] = JoinValues(items[i], item);
    }
  }
  for (size_t i = 0; i < targets.size(); ++i) {
    const Code& target = unit().codes[targets[i]];
    const V item = items[i] == nullptr ? Unknown() : items[i];
    Assign(target.kind == CodeKind::kStarred ? target.a : targets[i], item, value_span);
  }
}

// counter.last = value: a variable of the module, with a name that only the attribute has.
uint32_t Interpreter::SlotOfFunction(const FunctionValue& function, Symbol name) {
  std::string text = "<" + std::to_string(function.function) + ">.";
  text += symbols_.Text(name);
  Module& module = const_cast<Module&>(*function.module);
  const auto [place, is_new] = module.globals.try_emplace(symbols_.Of(text), 0);
  if (is_new) place->second = state_.Allocate(nullptr);
  return place->second;
}

void Interpreter::StoreAttribute(const Code& target, V value) {
  const V object = Eval(target.a);
  const Symbol name = NameOf(target.b);
  // What was found of the old value says nothing of the new one.
  if (target.c != kNone && frame_->function != kNone) state_.Set(frame_->base + target.c, nullptr);
  value = Stepped(value, target.span, StepKind::kAssigned);
  CheckName(name, value, target.span);
  const auto store = [&](V one) {
    if (one->kind == ValueKind::kExternal) {
      const Symbol setter = symbols_.Of(std::string(symbols_.Text(name)) + "=");
      const Path* path = paths_.Child(one->path, setter);
      if (!path->said->sinks.empty()) CheckSinks(path, one, {{.value = value}}, CodeIndex(target));
      if (path->said->handler != nullptr) HandOver(*path, one, {{.value = value}});
      SayType(one, symbols_.Text(name), value);
      if (const V left = LeftAt(one, paths_.Child(one->path, name))) {
        const V before = ObjectAttribute(*ContentsOf(left), name);
        SetContents(left, WithAttribute(*ContentsOf(left), name, JoinValues(before, value)));
      }
      return;
    }
    if (one->kind == ValueKind::kFunction) {  // index.exposed = True
      const Path* any = paths_.OfAny(symbols_.Of(std::string(symbols_.Text(name)) + "="));
      if (any != nullptr && any->said->handler != nullptr) HandOver(*any, one, {{.value = value}});
      state_.Set(SlotOfFunction(*one->function, name), value);
      return;
    }
    if (one->kind == ValueKind::kClass) {
      const V names = state_.Get(one->class_value->slot);
      if (names == nullptr) return;
      state_.Set(one->class_value->slot,
                 MakeContents(WithAttribute(*names->contents, name, value)));
      return;
    }
    const Contents* contents = ContentsOf(one);
    if (contents == nullptr || contents->kind != ContentsKind::kObject) return;
    CheckBaseSinks(*contents, name, "=", {{.value = value}}, CodeIndex(target));
    if (StoreByClass(one, *contents, name, value, CodeIndex(target))) return;
    contents = ContentsOf(one);
    V stored = value;
    if (object->kind == ValueKind::kUnion) {
      stored = JoinValues(ObjectAttribute(*contents, name), value);
    }
    SetContents(one, WithAttribute(*contents, name, stored));
  };
  // member.name = os.path.basename(member.name): it is unpacked by its new name.
  if (object->taint != nullptr &&
      (symbols_.Text(name) == "name" || symbols_.Text(name) == "path")) {
    const core::SinkSet members = core::Bit(core::SinkKind::kArchive);
    const Taint* given = value->taint;
    const bool is_safe =
        given == nullptr || std::all_of(given->marks, given->marks + given->count,
                                        [&](const Mark& mark) { return mark.cleared & members; });
    if (is_safe) Refine(target.a, members);
  }
  if (object->kind != ValueKind::kUnion) {
    store(object);
    return;
  }
  for (uint32_t i = 0; i < object->count; ++i) store(object->items[i]);
}

}  // namespace meerkat::flow
