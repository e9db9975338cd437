// The part of Interpreter that puts elements into containers, and takes them out.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// The contents with one attribute set.
Contents Interpreter::WithAttribute(const Contents& object, Symbol name, V value) {
  Contents changed = object;
  if (object.kind != ContentsKind::kObject) return changed;
  for (uint32_t i = 0; i < object.count; ++i) {
    if (object.names[i] != name) continue;
    V* items = arena_.Array<V>(object.count);
    std::copy(object.items, object.items + object.count, items);
    items[i] = value;
    changed.items = items;
    return changed;
  }
  if (object.count >= kMaxAttributes) {
    changed.rest = JoinValues(object.rest, value);
    return changed;
  }
  V* items = arena_.Array<V>(object.count + 1);
  Symbol* names = arena_.Array<Symbol>(object.count + 1);
  std::copy(object.items, object.items + object.count, items);
  std::copy(object.names, object.names + object.count, names);
  items[object.count] = value;
  names[object.count] = name;
  changed.items = items;
  changed.names = names;
  ++changed.count;
  return changed;
}

// The contents with one key set; a key that is no constant may be any.
Contents Interpreter::WithKey(const Contents& dictionary, V key, V value) {
  Contents changed = dictionary;
  if (key->kind != ValueKind::kConstant || dictionary.count >= kMaxKeys) {
    changed.rest = JoinValues(dictionary.rest, value);
    changed.rest_key = JoinValues(dictionary.rest_key, key);
    return changed;
  }
  uint32_t at = 0;
  while (at < dictionary.count && !SameConstant(dictionary.keys[at], key)) ++at;
  const uint32_t count = std::max(dictionary.count, at + 1);
  V* items = arena_.Array<V>(count);
  V* keys = arena_.Array<V>(count);
  std::copy(dictionary.items, dictionary.items + dictionary.count, items);
  std::copy(dictionary.keys, dictionary.keys + dictionary.count, keys);
  items[at] = value;
  keys[at] = key;
  changed.items = items;
  changed.keys = keys;
  changed.count = count;
  return changed;
}

// Null also for lists and dictionaries, which have no names: if items.size == 1
V Interpreter::ObjectAttribute(const Contents& object, Symbol name) const {
  if (object.kind != ContentsKind::kObject) return nullptr;
  constexpr uint32_t kMany = 8;
  const Symbol* const end = object.names + object.count;
  if (object.count <= kMany) {
    const Symbol* const place = std::find(object.names, end, name);
    return place == end ? nullptr : object.items[place - object.names];
  }
  Looked& looked = looked_[(reinterpret_cast<uintptr_t>(object.names) / 16 + name * 0x9E3779B1u) %
                           looked_.size()];
  if (looked.names != object.names || looked.name != name || looked.count != object.count ||
      looked.analysis != analysis_) {
    const Symbol* const place = std::find(object.names, end, name);
    const uint32_t at = place == end ? kNone : static_cast<uint32_t>(place - object.names);
    looked = {object.names, name, object.count, analysis_, at};
  }
  return looked.at == kNone ? nullptr : object.items[looked.at];
}

void Interpreter::StoreElement(const Code& target, V value) {
  const V key = Eval(target.b);
  // What is put into a value that is not followed is there when it is read again.
  if (target.c != kNone && frame_->function != kNone) Keep(target, value);
  const Code& of = unit().codes[target.a];
  if (of.kind == CodeKind::kAttribute && NameOf(of.b) == known_->dictionary) {
    StoreInNames(Eval(of.a), key, value);  // self.__dict__["x"] = value
    return;
  }
  const V object = Eval(target.a);
  value = Stepped(value, target.span, StepKind::kAssigned);
  if (key->IsString()) CheckName(symbols_.Of(key->text), value, target.span);
  const auto store = [&](auto&& store_in, V one) -> void {
    if (one->kind == ValueKind::kExternal) {
      NoteContentType(key, value);
      const Path* path = paths_.Child(one->path, known_->set_element);
      if (!path->said->sinks.empty()) {
        CheckSinks(path, one, {{.value = key}, {.value = value}}, CodeIndex(target));
      }
      if (key->IsString()) {
        // response.headers["Content-Type"] = …
        const Code& of = unit().codes[target.a];
        const bool is_headers = of.kind == CodeKind::kAttribute && unit().Name(of.b) == "headers";
        SayType(is_headers ? Eval(of.a) : one, key->text, value);
      }
      return;
    }
    const Contents* contents = ContentsOf(one);
    if (contents == nullptr) return;
    if (contents->kind == ContentsKind::kDictionary) {
      SetContents(one, WithKey(*contents, key, value));
      return;
    }
    int64_t at = key->IsConstant(ConstantKind::kInteger) ? key->integer : contents->count;
    if (at < 0 && contents->rest == nullptr) at += contents->count;
    if (contents->kind == ContentsKind::kList && at >= 0 && at < contents->count) {
      Contents changed = *contents;
      V* items = arena_.Array<V>(contents->count);
      std::copy(contents->items, contents->items + contents->count, items);
      items[at] = value;
      changed.items = items;
      SetContents(one, changed);
      return;
    }
    if (const V elements = ElementsOf(*contents);
        elements != nullptr && SpecialMethod(one, known_->set_item) == nullptr) {
      return store_in(store_in, elements);
    }
    if (const V setter = SpecialMethod(one, known_->set_item)) {
      Call(setter, {{.value = key}, {.value = value}}, CodeIndex(target));
      return;
    }
    AddRest(one, value);
  };
  if (object->kind != ValueKind::kUnion) {
    store(store, object);
    return;
  }
  for (uint32_t i = 0; i < object->count; ++i) store(store, object->items[i]);
}

// An object gets an attribute whose name is a value: object.__setattr__, __dict__, setattr().
void Interpreter::StoreInNames(V object, V name, V value) {
  const Contents* contents = ContentsOf(object);
  if (contents == nullptr || contents->kind != ContentsKind::kObject) return;
  if (name->IsString()) {
    SetContents(object, WithAttribute(*contents, symbols_.Of(name->text), value));
  } else {
    AddRest(object, value);
  }
}

// What __iter__ gives, or __next__ of what it gives.
V Interpreter::ElementOfObject(V object, uint32_t code) {
  if (depth_ >= kMaxDepth) return Unknown(DeepTaint(object));
  ++depth_;
  V made = nullptr;
  for (const Symbol name : {known_->iter, known_->iter_later}) {
    if (const V method = SpecialMethod(object, name)) made = Call(method, {}, code);
  }
  V element = nullptr;
  const V of = made == nullptr ? object : made;
  for (const Symbol name : {known_->next, known_->next_later}) {
    if (const V method = SpecialMethod(of, name)) element = Call(method, {}, code);
  }
  const bool is_object = IsContainer(of, ContentsKind::kObject);
  if (element == nullptr && !is_object) element = Element(of, code);
  if (element == nullptr) {
    const V given = CallMethod(object, known_->iter, {}, code);
    element = Unknown(DeepTaint(given));
  }
  --depth_;
  return element;
}

// What iterating gives, one after the other: any of them.
V Interpreter::Element(V iterable, uint32_t code) {
  if (iterable->kind == ValueKind::kUnion) {
    V joined = nullptr;
    for (uint32_t i = 0; i < iterable->count; ++i) {
      if (iterable->items[i]->IsConstant(ConstantKind::kNone)) continue;
      joined = JoinValues(joined, Element(iterable->items[i], code));
    }
    return joined == nullptr ? Unknown() : joined;
  }
  if (iterable->kind == ValueKind::kExternal) {
    // for line in gzip.open(file)
    if (iterable->taint != nullptr && paths_.IsKnown(iterable->path, known_->iter)) {
      CheckSinks(paths_.Child(iterable->path, known_->iter), iterable, {}, code);
    }
    const Path* path = paths_.Element(iterable->path);
    return OfPath(path, iterable->taint, code);
  }
  if (iterable->kind == ValueKind::kConstant) {
    return iterable->taint == nullptr ? Text("", nullptr) : Text("", iterable->taint);
  }
  if (iterable->kind == ValueKind::kClass && iterable->class_value->is_enumeration) {
    return MemberOf(iterable->class_value);
  }
  const Contents* contents = ContentsOf(iterable);
  if (contents == nullptr) return iterable->taint == nullptr ? Unknown() : Unknown(iterable->taint);
  if (contents->kind == ContentsKind::kObject) {
    if (SpecialMethod(iterable, known_->iter) == nullptr) {
      if (const V elements = ElementsOf(*contents)) return Element(elements, code);
      if (contents->of_class != nullptr && contents->of_class->is_tuple) {
        V joined = contents->rest;
        for (uint32_t i = 0; i < contents->count; ++i)
          joined = JoinValues(joined, contents->items[i]);
        if (joined != nullptr) return joined;
      }
    }
    return ElementOfObject(iterable, code);
  }
  const bool keyed = contents->kind == ContentsKind::kDictionary;
  V joined = keyed ? contents->rest_key : contents->rest;
  // What came in by a way that is not known may bring its keys, too.
  if (keyed && joined == nullptr && contents->rest != nullptr)
    joined = Unknown(contents->rest->taint);
  const V* items = keyed ? contents->keys : contents->items;
  for (uint32_t i = 0; i < contents->count; ++i) joined = JoinValues(joined, items[i]);
  if (joined == nullptr) return Unknown(iterable->taint);
  return iterable->taint == nullptr ? joined
                                    : WithTaint(joined, JoinTaints(joined->taint, iterable->taint));
}

}  // namespace meerkat::flow
