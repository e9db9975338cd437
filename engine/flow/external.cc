// The part of Interpreter that calls what is outside the file: libraries, and methods of values of which
// little is known.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

V Interpreter::CallExternal(const Path* path, V callee, const Arguments& arguments, uint32_t code) {
  bool known = false;
  if (path->parent == known_->builtins_module) {
    const V value = CallBuiltin(path, callee, arguments, code, &known);
    if (known) return value;
  }
  CheckSinks(path, callee, arguments, code);
  NoteType(path, arguments);
  if (path == known_->re_sub &&
      LeavesTame(Find(arguments, 0, false, 0), Find(arguments, 1, false, 0))) {
    return Text("", nullptr);
  }
  // path.relative_to(base) raises where path does not lie in it.
  if (symbols_.Text(path->step) == "relative_to" && !arguments.empty() &&
      DeepTaint(arguments[0].value) == nullptr && frame_->function != kNone) {
    RefineSources(callee->taint, core::Bit(core::SinkKind::kPath) | core::Bit(core::SinkKind::kArchive));
  }
  if (!path->is_known) CheckAnySinks(path->step, callee, arguments, code);
  if (path->handler != nullptr) HandOver(*path, callee, arguments);
  if (const V decorated = CallDecorator(path, arguments)) return decorated;
  CallHandedOn(arguments, code);
  const Path* called = paths_.Called(path);
  for (const TypeWhen& when : called->types_when) {
    if (Holds(when, arguments)) called = when.type;
  }
  // What is made of known arguments alone is known, though not computed: base64.b64decode("…").
  if (path->has_carry && !path->carry.empty() && called->type == nullptr &&
      called->source == nullptr && !arguments.empty() &&
      std::none_of(arguments.begin(), arguments.end(), [this](const Argument& argument) {
        return IsOpen(argument.value, core::kAllSinks);
      })) {
    return Text("", CarriedBy(path, called, callee, arguments));
  }
  if (paths_.IsType(Paths::TypeOf(called), ":settings")) {
    return NewContainer({.kind = ContentsKind::kDictionary, .store = Store::kSettings});
  }
  if (paths_.IsType(Paths::TypeOf(called), ":text_buffer")) {
    Contents buffer{.kind = ContentsKind::kList, .store = Store::kBuffer};
    const V begin = arguments.empty() ? nullptr : arguments[0].value;
    if (begin != nullptr) {
      buffer.count = 1;
      V* items = arena_.Array<V>(1);
      items[0] = begin;
      buffer.items = items;
    }
    return NewContainer(buffer);
  }
  const Taint* carried = CarriedBy(path, called, callee, arguments);
  // Of no type but what the arguments say: a text like any other.
  if (carried != nullptr && !called->types_when.empty() && called->type == nullptr &&
      called->source == nullptr) {
    return Unknown(carried);
  }
  const V result = OfPath(called, carried, code);
  return result->kind == ValueKind::kExternal ? MadeBy(result, path, code) : result;
}

// The taint of what a call gives.
const Taint* Interpreter::CarriedBy(const Path* path, const Path* called, V callee,
                                    const Arguments& arguments) {
  if (path->has_carry) {
    const Taint* taint = TaintOf(path->carry, callee, arguments);
    return path->clean == nullptr ? taint : Cleared(taint, path->clean->kinds);
  }
  if (const Path* any = path->is_known ? nullptr : paths_.OfAny(path->step)) {
    if (any->has_carry) return TaintOf(any->carry, callee, arguments);
  }
  if (path->clean != nullptr) return Cleared(TaintOfAll(callee, arguments), path->clean->kinds);
  if (called->type != nullptr || called->source != nullptr) return callee->taint;
  if (path->is_known && !path->sinks.empty() && path->sinks[0].kind != core::SinkKind::kPath) {
    return callee->taint;
  }
  return JoinTaints(callee->taint, Weak(TaintOfAll(nullptr, arguments)));
}

// *.execute(…): what is known of methods by their name alone.
void Interpreter::CheckAnySinks(Symbol name, V receiver, const Arguments& arguments,
                                uint32_t code) {
  const Path* any = paths_.OfAny(name);
  if (any == nullptr) return;
  if (!any->sinks.empty()) CheckSinks(any, receiver, arguments, code);
  if (any->handler != nullptr) HandOver(*any, receiver, arguments);
}

// environ.get("REMOTE_ADDR"): what the server itself sets, whoever asks.
bool Interpreter::IsServersOwn(Symbol method, const Arguments& arguments) const {
  return !arguments.empty() && method == known_->get && IsServersOwn(arguments[0].value);
}

bool Interpreter::IsServersOwn(V key) {
  static constexpr std::string_view kNames[] = {"REMOTE_ADDR", "REMOTE_PORT",    "SERVER_NAME", "SERVER_PORT",
                                                "SERVER_SOFTWARE", "SERVER_PROTOCOL",
                                                "REQUEST_METHOD",  "GATEWAY_INTERFACE",
                                                "wsgi.url_scheme", "wsgi.version", "SCRIPT_FILENAME",
                                                "DOCUMENT_ROOT"};
  return key->IsString() && std::find(std::begin(kNames), std::end(kNames), key->text) != std::end(kNames);
}

V Interpreter::CallMethod(V receiver, Symbol name, const Arguments& arguments, uint32_t code) {
  bool known = false;
  switch (receiver->kind) {
    case ValueKind::kUnion: {
      V joined = nullptr;
      for (uint32_t i = 0; i < receiver->count; ++i) {
        if (receiver->items[i]->IsConstant(ConstantKind::kNone)) continue;
        joined = JoinValues(joined, CallMethod(receiver->items[i], name, arguments, code));
      }
      return joined == nullptr ? Unknown() : joined;
    }
    case ValueKind::kConstant:
    case ValueKind::kText: {
      const V value = StringMethod(receiver, name, arguments, &known);
      if (known) return value;
      break;
    }
    case ValueKind::kReference: {
      const Contents* contents = ContentsOf(receiver);
      if (contents != nullptr && contents->kind == ContentsKind::kObject) {
        if (contents->of_class != nullptr) {
          const V method = ClassAttribute(contents->of_class, name, receiver, code, 0);
          if (method != nullptr) return Call(method, arguments, code);
        }
        break;
      }
      const V value = ContainerMethod(receiver, name, arguments, code, &known);
      if (known) return value;
      break;
    }
    case ValueKind::kExternal: {
      if (IsServersOwn(name, arguments)) return Text("", nullptr);
      const Path* path = paths_.Child(receiver->path, name);
      if (path->is_known || receiver->taint == nullptr) {
        return CallExternal(path, receiver, arguments, code);
      }
      break;
    }
    case ValueKind::kUnknown: {
      if (receiver->taint == nullptr) break;
      const V value = StringMethod(receiver, name, arguments, &known);
      if (known) return value;
      break;
    }
    default: break;
  }
  CheckAnySinks(name, receiver, arguments, code);
  CallHandedOn(arguments, code);
  const Path* any = paths_.OfAny(name);
  if (any != nullptr) {
    const Path* called = paths_.Called(any);
    if (called->type != nullptr || called->source != nullptr) {
      return OfPath(called, receiver->taint, code);
    }
  }
  if (any != nullptr && any->has_carry) {
    return Unknown(TaintOf(any->carry, receiver, arguments));
  }
  // What an object gives is as tainted as it is; what it is told may come back.
  return Unknown(JoinTaints(DeepTaint(receiver), Weak(TaintOfAll(nullptr, arguments))));
}

V Interpreter::Awaited(V value, uint32_t code) {
  if (value->kind != ValueKind::kExternal) return value;
  (void)code;
  return value;
}

// --- containers ----------------------------------------------------------------------------------

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

void Interpreter::UpdateDictionary(V dictionary, const Contents& added) {
  if (added.kind != ContentsKind::kDictionary) return;
  for (uint32_t i = 0; i < added.count; ++i) {
    SetContents(dictionary, WithKey(*ContentsOf(dictionary), added.keys[i], added.items[i]));
  }
  if (added.rest != nullptr) AddRest(dictionary, added.rest);
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
  if ((name == "append" || name == "add" || name == "appendleft") && first != nullptr) {
    if (list.rest != nullptr || name != "append") {
      AddRest(receiver, first);
    } else {
      const Contents one{.kind = ContentsKind::kList, .count = 1, .items = &first};
      ExtendList(receiver, one);
    }
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
    SetContents(receiver, {.kind = list.kind, .rest = Element(receiver, kNone)});
    return None();
  }
  if (name == "index" || name == "count") return Number();
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
      for (uint32_t i = 0; i < dictionary.count; ++i) found = JoinValues(found, dictionary.items[i]);
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
      } else if (const Contents* added = ContentsOf(argument.value)) {
        UpdateDictionary(receiver, *added);
      } else {
        AddRest(receiver, Unknown(DeepTaint(argument.value)));
      }
    }
    return None();
  }
  if (name == "keys") return NewContainer({.kind = ContentsKind::kList, .rest = Element(receiver, code)});
  if (name == "values" || name == "items") {
    V values = dictionary.rest;
    for (uint32_t i = 0; i < dictionary.count; ++i) values = JoinValues(values, dictionary.items[i]);
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
