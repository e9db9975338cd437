// The part of Interpreter that knows the methods of lists, tuples, sets and dictionaries.

#include <algorithm>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

void Interpreter::ExtendList(V list, const Contents& added) {
  const Contents* contents = ContentsOf(list);
  Contents changed = *contents;
  if (contents->rest != nullptr || added.rest != nullptr ||
      contents->count + added.count > kMaxKeys || added.kind == ContentsKind::kObject) {
    V rest = JoinValues(contents->rest, added.rest);
    const V* items = added.kind == ContentsKind::kDictionary ? added.keys : added.items;
    for (uint32_t i = 0; i < added.count; ++i) rest = JoinValues(rest, items[i]);
    changed.rest = rest;
    SetContents(list, changed);
    return;
  }
  V* items = arena_.Array<V>(contents->count + added.count);
  std::copy(contents->items, contents->items + contents->count, items);
  const V* more = added.kind == ContentsKind::kDictionary ? added.keys : added.items;
  std::copy(more, more + added.count, items + contents->count);
  changed.items = items;
  changed.count += added.count;
  SetContents(list, changed);
}

// Any element may stand anywhere from now on.
void Interpreter::ForgetOrder(V list) {
  const Contents* contents = ContentsOf(list);
  if (contents->count == 0) return;
  SetContents(list, {.kind = contents->kind, .rest = Element(list, kNone)});
}

void Interpreter::UpdateDictionary(V dictionary, const Contents& added) {
  if (added.kind != ContentsKind::kDictionary) return;
  for (uint32_t i = 0; i < added.count; ++i) {
    SetContents(dictionary, WithKey(*ContentsOf(dictionary), added.keys[i], added.items[i]));
  }
  if (added.rest != nullptr) AddRest(dictionary, added.rest);
  if (added.rest_key != nullptr) AddKey(dictionary, added.rest_key);
}

// update([("key", value)]), update(zip(keys, values))
void Interpreter::UpdateByPairs(V dictionary, V pairs, uint32_t code) {
  const Contents* contents = ContentsOf(pairs);
  const bool is_list = contents != nullptr && contents->kind != ContentsKind::kObject &&
                       contents->kind != ContentsKind::kDictionary;
  if (!is_list) return AddRest(dictionary, Unknown(DeepTaint(pairs)));
  const auto add = [&](V pair) {
    const Contents* parts = ContentsOf(pair);
    if (parts == nullptr || parts->count != 2 || parts->keys != nullptr) {
      AddRest(dictionary, Unknown(DeepTaint(pair)));
      return;
    }
    SetContents(dictionary, WithKey(*ContentsOf(dictionary), parts->items[0], parts->items[1]));
  };
  const Contents list = *contents;
  for (uint32_t i = 0; i < list.count; ++i) add(list.items[i]);
  if (list.rest == nullptr) return;
  if (ContentsOf(list.rest) != nullptr) {
    add(list.rest);
  } else {
    AddRest(dictionary, Element(list.rest, code));
  }
}

void Interpreter::RemoveKey(V object, V key) {
  const Contents& contents = *ContentsOf(object);
  if (key->kind != ValueKind::kConstant || contents.kind == ContentsKind::kObject) return;
  uint32_t at = contents.count;
  if (contents.kind == ContentsKind::kDictionary) {
    for (uint32_t i = 0; i < contents.count; ++i) {
      if (SameConstant(contents.keys[i], key)) at = i;
    }
  } else if (key->constant == ConstantKind::kInteger) {
    const int64_t index = key->integer < 0 ? key->integer + contents.count : key->integer;
    if (index >= 0 && index < contents.count) at = static_cast<uint32_t>(index);
  }
  if (at < contents.count) SetContents(object, Without(contents, at));
}

Contents Interpreter::Without(const Contents& contents, uint32_t at) {
  Contents changed = contents;
  changed.count = contents.count - 1;
  const auto without = [&](const V* from) -> const V* {
    if (from == nullptr) return nullptr;
    V* copy = arena_.Array<V>(changed.count);
    std::copy(from, from + at, copy);
    std::copy(from + at + 1, from + contents.count, copy + at);
    return copy;
  };
  changed.items = without(contents.items);
  changed.keys = without(contents.keys);
  return changed;
}

V Interpreter::ContainerMethod(V receiver, Symbol name, const Arguments& arguments, uint32_t code,
                               bool* known) {
  const Contents* contents = ContentsOf(receiver);
  if (contents == nullptr) return Unknown();
  if (contents->store == Store::kSettings) {
    if (symbols_.Text(name) == "read" && !arguments.empty() && code != kNone) {
      Check(core::SinkKind::kPath, arguments[0].value, SpanOf(code),
            "configparser.ConfigParser().read");
    }
    const V value = SettingsMethod(receiver, *contents, symbols_.Text(name), arguments, known);
    if (*known) return value;
  }
  if (contents->store == Store::kBuffer) {
    const V value = BufferMethod(receiver, *contents, symbols_.Text(name), arguments, known);
    if (*known) return value;
  }
  if (contents->kind == ContentsKind::kDictionary) {
    return DictionaryMethod(receiver, *contents, symbols_.Text(name), arguments, code, known);
  }
  return ListMethod(receiver, *contents, symbols_.Text(name), arguments, known);
}

V Interpreter::ListMethod(V receiver, const Contents& list, std::string_view name,
                          const Arguments& arguments, bool* known) {
  *known = true;
  const V first = arguments.empty() ? nullptr : arguments[0].value;
  const auto is_integer = [](V value) {
    return value != nullptr && value->IsConstant(ConstantKind::kInteger);
  };
  if (name == "appendleft" && first != nullptr && list.rest == nullptr && list.count < kMaxKeys) {
    return ListMethod(receiver, list, "insert", {{.value = Integer(0)}, {.value = first}}, known);
  }
  const bool appends = name == "append" || name == "put" || name == "put_nowait";
  if ((appends || name == "add" || name == "appendleft") && first != nullptr) {
    if (list.rest != nullptr || !appends) {
      AddRest(receiver, first);
    } else {
      const Contents one{.kind = ContentsKind::kList, .count = 1, .items = &first};
      ExtendList(receiver, one);
    }
    return None();
  }
  if (name == "extendleft" && first != nullptr) {
    ForgetOrder(receiver);
    AddRest(receiver, Element(first, kNone));
    return None();
  }
  if ((name == "extend" || name == "update") && first != nullptr) {
    const Contents* added = ContentsOf(first);
    if (added != nullptr) {
      ExtendList(receiver, *added);
    } else {
      AddRest(receiver, Element(first, kNone));
    }
    return None();
  }
  if (name == "insert" && arguments.size() >= 2) {
    if (list.rest == nullptr && is_integer(first) && first->integer >= 0 &&
        first->integer <= list.count && list.count < kMaxKeys) {
      std::vector<V> items(list.items, list.items + list.count);
      items.insert(items.begin() + first->integer, arguments[1].value);
      V* copy = arena_.Array<V>(items.size());
      std::copy(items.begin(), items.end(), copy);
      Contents changed = list;
      changed.items = copy;
      changed.count = static_cast<uint32_t>(items.size());
      SetContents(receiver, changed);
    } else {
      AddRest(receiver, arguments[1].value);
    }
    return None();
  }
  if (name == "set" && first != nullptr) {  // of a context's variable
    AddRest(receiver, first);
    return None();
  }
  if (name == "get" || name == "get_nowait") return Element(receiver, kNone);  // of a queue
  if (name == "pop" || name == "popleft") {
    int64_t at = name == "pop" ? -1 : 0;
    if (is_integer(first)) at = first->integer;
    if (at < 0) at += list.count;
    if (list.rest != nullptr || (first != nullptr && !is_integer(first)) || at < 0 ||
        at >= list.count) {
      return Element(receiver, kNone);
    }
    const V popped = list.items[at];
    SetContents(receiver, Without(list, static_cast<uint32_t>(at)));
    return popped;
  }
  if (name == "remove" && first != nullptr) {
    for (uint32_t i = 0; i < list.count; ++i) {
      if (!SameConstant(list.items[i], first)) continue;
      SetContents(receiver, Without(list, i));
      break;
    }
    return None();
  }
  if (name == "clear") {
    SetContents(receiver, {.kind = list.kind});
    return None();
  }
  if (name == "copy") return NewContainer(list);
  if (name == "reverse" && list.rest == nullptr) {
    V* copy = arena_.Array<V>(list.count);
    std::reverse_copy(list.items, list.items + list.count, copy);
    Contents changed = list;
    changed.items = copy;
    SetContents(receiver, changed);
    return None();
  }
  if (name == "sort") {
    ForgetOrder(receiver);
    return None();
  }
  if (name == "index" || name == "count") return Number();
  if (name == "__getitem__" && first != nullptr) return Subscript(receiver, first, kNone);
  if (name == "__setitem__" && arguments.size() > 1) {
    AddRest(receiver, arguments[1].value);
    return None();
  }
  if (name == "union" || name == "symmetric_difference") {
    V joined = Element(receiver, kNone);
    for (const Argument& argument : arguments)
      joined = JoinValues(joined, Element(argument.value, kNone));
    return NewContainer({.kind = list.kind, .rest = joined});
  }
  if (name == "difference" || name == "intersection") return NewContainer(list);
  *known = false;
  return Unknown();
}

V Interpreter::DictionaryMethod(V receiver, const Contents& dictionary, std::string_view name,
                                const Arguments& arguments, uint32_t code, bool* known) {
  *known = true;
  const V key = arguments.empty() ? nullptr : arguments[0].value;
  if ((name == "get" || name == "pop" || name == "setdefault") && key != nullptr) {
    const V otherwise = arguments.size() > 1 ? arguments[1].value : None();
    V found = nullptr;
    bool sure = false;
    for (uint32_t i = 0; i < dictionary.count; ++i) {
      if (!SameConstant(dictionary.keys[i], key)) continue;
      found = dictionary.items[i];
      sure = true;
    }
    if (!sure && key->kind != ValueKind::kConstant) {
      for (uint32_t i = 0; i < dictionary.count; ++i)
        found = JoinValues(found, dictionary.items[i]);
    }
    found = JoinValues(found, dictionary.rest);
    if (!sure) found = JoinValues(found, otherwise);
    if (name == "pop") RemoveKey(receiver, key);
    if (name == "setdefault" && !sure) {
      SetContents(receiver, WithKey(dictionary, key, otherwise));
    }
    return found == nullptr ? Unknown() : found;
  }
  if (name == "update") {
    for (const Argument& argument : arguments) {
      if (argument.has_keyword) {
        SetContents(receiver, WithKey(*ContentsOf(receiver),
                                      String(symbols_.Text(argument.keyword)), argument.value));
      } else if (IsContainer(argument.value, ContentsKind::kDictionary)) {
        UpdateDictionary(receiver, *ContentsOf(argument.value));
      } else if (ContentsOf(argument.value) != nullptr) {
        UpdateByPairs(receiver, argument.value, code);
      } else {
        AddRest(receiver, Unknown(DeepTaint(argument.value)));
        if (!HasDeclaredNames(argument.value)) AddKey(receiver, Unknown(DeepTaint(argument.value)));
      }
    }
    return None();
  }
  if (name == "keys") {
    return NewContainer({.kind = ContentsKind::kList,
                         .count = dictionary.count,
                         .items = dictionary.keys,
                         .rest = dictionary.rest_key == nullptr && dictionary.rest != nullptr
                                     ? Unknown()
                                     : dictionary.rest_key});
  }
  if (name == "most_common") {
    const V pair = MakeList(ContentsKind::kTuple, {Element(receiver, code), Number()});
    return NewContainer({.kind = ContentsKind::kList, .rest = pair});
  }
  if (name == "elements")
    return NewContainer({.kind = ContentsKind::kList, .rest = Element(receiver, code)});
  if (name == "popitem") {
    const V value = Subscript(receiver, Unknown(), code);
    return MakeList(ContentsKind::kTuple, {Element(receiver, code), value});
  }
  if (name == "__getitem__" && key != nullptr) return Subscript(receiver, key, code);
  if (name == "__setitem__" && arguments.size() > 1) {
    SetContents(receiver, WithKey(dictionary, key, arguments[1].value));
    return None();
  }
  if (name == "move_to_end") return None();
  if (name == "values" || name == "items") {
    V values = dictionary.rest;
    for (uint32_t i = 0; i < dictionary.count; ++i)
      values = JoinValues(values, dictionary.items[i]);
    if (values == nullptr) values = Unknown(receiver->taint);
    if (name == "items") {
      values = MakeList(ContentsKind::kTuple, {Element(receiver, code), values});
    }
    return NewContainer({.kind = ContentsKind::kList, .rest = values});
  }
  if (name == "copy") return NewContainer(dictionary);
  if (name == "clear") {
    SetContents(receiver, {.kind = ContentsKind::kDictionary});
    return None();
  }
  *known = false;
  return Unknown();
}

}  // namespace meerkat::flow
