// The part of Interpreter that knows Python's own functions.

#include <algorithm>
#include <charconv>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/words.h"

namespace meerkat::flow {
namespace {}  // namespace

V Interpreter::CallBuiltin(const Path* path, V callee, const Arguments& arguments, uint32_t code,
                           bool* known) {
  const std::string_view name = symbols_.Text(path->step);
  const V first = arguments.empty() || arguments[0].has_keyword ? nullptr : arguments[0].value;
  *known = true;
  if (name == "str" || name == "format" || name == "repr" || name == "ascii") {
    if (first == nullptr) return String("");
    if (name == "repr") {
      if (const V method = SpecialMethod(first, known_->represent)) return Call(method, {}, code);
    }
    if (name == "format" && arguments.size() > 1 && arguments[1].value->taint != nullptr) {
      return Concatenate(AsText(first), Text("", arguments[1].value->taint));
    }
    return AsText(first);
  }
  // It is there to be filled, as a list is.
  if (name == "bytearray") {
    const V rest = first == nullptr || first->IsConstant(ConstantKind::kInteger)
                       ? nullptr
                       : Element(first, kNone);
    return NewContainer({.kind = ContentsKind::kList, .rest = rest});
  }
  if (name == "bytes" || name == "memoryview") {
    if (first == nullptr) return Bytes("");
    // bytes("text", "utf-8")
    if (first->IsString() || first->IsConstant(ConstantKind::kBytes)) {
      return Bytes(first->text, first->taint);
    }
    // bytes(16) are zeros.
    constexpr int64_t kMost = 1'024;
    if (name == "bytes" && first->IsConstant(ConstantKind::kInteger) && first->integer > 0 &&
        first->integer <= kMost) {
      return Bytes(std::string(static_cast<size_t>(first->integer), '\0'));
    }
    return Unknown(DeepTaint(first));
  }
  if (name == "__import__") {
    if (const V module = Imported(path, arguments)) return module;
  }
  if (name == "int" || name == "float") {
    // Where it comes back, the text was a number.
    if (first != nullptr && first->taint != nullptr && arguments[0].code != kNone) {
      Refine(arguments[0].code, core::kAllSinks & ~core::Bit(core::SinkKind::kToken));
    }
    if (first != nullptr && first->IsConstant(ConstantKind::kInteger)) return first;
    if (first != nullptr && first->IsString() && arguments.size() == 1 && name == "int") {
      int64_t integer = 0;
      const char* end = first->text.data() + first->text.size();
      if (std::from_chars(first->text.data(), end, integer).ptr == end && !first->text.empty()) {
        return Integer(integer);
      }
    }
    return Number(first == nullptr ? nullptr : OfNumber(DeepTaint(first)));
  }
  if (IsOneOf(name, {"len",     "hash",       "id",         "round",   "abs",      "ord", "sum",
                     "bool",    "isinstance", "issubclass", "hasattr", "callable", "all", "any",
                     "complex", "divmod",     "pow",        "bin",     "oct",      "hex"})) {
    if (name == "len" && first != nullptr) return LengthOf(first);
    if (name == "ord" && first != nullptr && first->IsString() && first->text.size() == 1) {
      return Integer(static_cast<unsigned char>(first->text[0]));
    }
    if (IsOneOf(name, {"bin", "oct", "hex"})) return Text("", nullptr);
    return Number();
  }
  if (name == "chr") {
    if (first != nullptr && first->IsConstant(ConstantKind::kInteger) && first->integer >= 0 &&
        first->integer < 128) {
      const char c = static_cast<char>(first->integer);
      return String({&c, 1});
    }
    return Text("", first == nullptr ? nullptr : first->taint);
  }
  if (IsOneOf(name, {"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "aiter"})) {
    const ContentsKind kind = name == "tuple"                       ? ContentsKind::kTuple
                              : IsOneOf(name, {"set", "frozenset"}) ? ContentsKind::kSet
                                                                    : ContentsKind::kList;
    if (first == nullptr) return MakeList(kind, {});
    const Contents* contents = ContentsOf(first);
    if (contents != nullptr && contents->rest == nullptr &&
        contents->kind != ContentsKind::kObject && !IsOneOf(name, {"sorted", "reversed"})) {
      const V* items =
          contents->kind == ContentsKind::kDictionary ? contents->keys : contents->items;
      return MakeList(kind, std::vector<V>(items, items + contents->count));
    }
    return NewContainer({.kind = kind, .rest = Element(first, code)});
  }
  if (name == "dict") {
    const V made = NewContainer({.kind = ContentsKind::kDictionary});
    DictionaryMethod(made, *ContentsOf(made), "update", arguments, code, known);
    *known = true;
    return made;
  }
  if (name == "range") return NewContainer({.kind = ContentsKind::kList, .rest = Number()});
  if (name == "enumerate" && first != nullptr) {
    const V pair = MakeList(ContentsKind::kTuple, {Number(), Element(first, code)});
    return NewContainer({.kind = ContentsKind::kList, .rest = pair});
  }
  if (name == "zip") {
    std::vector<V> items;
    for (const Argument& argument : arguments) items.push_back(Element(argument.value, code));
    return NewContainer(
        {.kind = ContentsKind::kList, .rest = MakeList(ContentsKind::kTuple, items)});
  }
  if ((name == "next" || name == "anext") && first != nullptr) {
    if (const V method = SpecialMethod(first, known_->next)) return Call(method, {}, code);
    return JoinValues(Element(first, code), arguments.size() > 1 ? arguments[1].value : nullptr);
  }
  if ((name == "map" || name == "filter") && arguments.size() >= 2) {
    Arguments passed;
    for (size_t i = 1; i < arguments.size(); ++i) {
      passed.push_back({.value = Element(arguments[i].value, code)});
    }
    const V given = CallOne(arguments[0].value, passed, code);
    V kept = passed[0].value;
    if (IsTameCheck(arguments[0].value)) kept = Cleared(kept, core::kAllSinks);
    return NewContainer({.kind = ContentsKind::kList, .rest = name == "map" ? given : kept});
  }
  if (IsOneOf(name, {"min", "max"})) {
    V joined = nullptr;
    for (const Argument& argument : arguments) {
      if (argument.has_keyword) continue;
      const bool one = arguments.size() == 1;
      joined = JoinValues(joined, one ? Element(argument.value, code) : argument.value);
    }
    return joined == nullptr ? Unknown() : joined;
  }
  if (name == "getattr" && arguments.size() >= 2) return GetAttribute(path, arguments, code);
  if (name == "setattr" && arguments.size() >= 3) {
    CheckSinks(path, callee, arguments, code);
    const Contents* contents = ContentsOf(first);
    const V name = arguments[1].value;
    if (contents == nullptr || !name->IsString() ||
        !StoreByClass(first, *contents, symbols_.Of(name->text), arguments[2].value, code)) {
      StoreInNames(first, name, arguments[2].value);
    }
    return None();
  }
  if (name.ends_with("Error") || name.ends_with("Exception")) {
    const V made = NewContainer({.kind = ContentsKind::kObject});
    SetContents(made,
                WithAttribute(*ContentsOf(made), known_->arguments, ListOfArguments(arguments)));
    return made;
  }
  if (name == "super") return Unknown();
  if (name == "type" && arguments.size() == 1) return TypeOfValue(first);
  if (name == "print") {
    CheckSinks(path, callee, arguments, code);
    const V file = Find(arguments, -1, true, symbols_.Of("file"));
    const Contents* buffer = file == nullptr ? nullptr : ContentsOf(file);
    if (buffer != nullptr && buffer->store == Store::kBuffer) {
      for (const Argument& argument : arguments) {
        if (!argument.has_keyword) AddRest(file, AsText(argument.value));
      }
    }
    return None();
  }
  if (name == "vars" && first != nullptr) {
    const Contents* contents = ContentsOf(first);
    if (contents != nullptr && contents->kind == ContentsKind::kObject) return NamesOf(*contents);
  }
  if (name == "vars" || name == "globals" || name == "locals") return NamesInScope(name);
  // The names that an object has, whoever chose it.
  if (name == "dir") return NewContainer({.kind = ContentsKind::kList, .rest = Text("", nullptr)});
  if (name == "property") return PropertyOf(arguments);
  *known = false;
  return Unknown();
}

V Interpreter::ListOfArguments(const Arguments& arguments) {
  std::vector<V> items;
  V rest = nullptr;
  for (const Argument& argument : arguments) {
    if (argument.star) {
      rest = JoinValues(rest, Element(argument.value, argument.code));
    } else if (!argument.has_keyword && !argument.double_star) {
      items.push_back(argument.value);
    }
  }
  return MakeList(ContentsKind::kTuple, items, rest);
}

// property(get, set)
V Interpreter::PropertyOf(const Arguments& arguments) {
  const V getter = Find(arguments, 0, true, symbols_.Of("fget"));
  if (getter == nullptr || getter->kind != ValueKind::kFunction) return Unknown();
  FunctionValue* made = arena_.New<FunctionValue>();
  *made = *getter->function;
  made->is_property = true;
  const V setter = Find(arguments, 1, true, symbols_.Of("fset"));
  const V deleter = Find(arguments, 2, true, symbols_.Of("fdel"));
  if (setter != nullptr && setter->kind == ValueKind::kFunction) made->setter = setter;
  if (deleter != nullptr && deleter->kind == ValueKind::kFunction) made->deleter = deleter;
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kFunction;
  value->function = made;
  return value;
}

// locals(), globals(): read alone.
V Interpreter::NamesInScope(std::string_view of) {
  Contents names{.kind = ContentsKind::kDictionary};
  std::vector<V> keys;
  std::vector<V> items;
  const auto add = [&](Symbol name, V value) {
    if (value == nullptr || value->kind == ValueKind::kKept || keys.size() >= kMaxKeys) return;
    keys.push_back(String(symbols_.Text(name)));
    items.push_back(value);
  };
  if (of == "globals" || frame_->function == kNone) {
    // In the order of their slots: a table's own order is not always the same.
    std::vector<std::pair<uint32_t, Symbol>> globals;
    for (const auto& [name, slot] : frame_->module->globals) globals.push_back({slot, name});
    std::sort(globals.begin(), globals.end());
    for (const auto& [slot, name] : globals) add(name, state_.Get(slot));
  } else {
    const std::span<const uint32_t> slots = unit().List(unit().functions[frame_->function].slots);
    for (uint32_t i = 0; i < slots.size(); ++i) add(NameOf(slots[i]), state_.Get(frame_->base + i));
  }
  names.count = static_cast<uint32_t>(keys.size());
  V* key_copy = arena_.Array<V>(keys.size());
  V* item_copy = arena_.Array<V>(items.size());
  std::copy(keys.begin(), keys.end(), key_copy);
  std::copy(items.begin(), items.end(), item_copy);
  names.keys = key_copy;
  names.items = item_copy;
  return NewContainer(names);
}

V Interpreter::LengthOf(V value) {
  if (value->IsString() && IsAscii(value->text)) {
    return Integer(static_cast<int64_t>(value->text.size()));
  }
  const Contents* contents = ContentsOf(value);
  if (contents != nullptr && contents->rest == nullptr && contents->kind != ContentsKind::kObject &&
      contents->kind != ContentsKind::kSet && value->taint == nullptr) {
    return Integer(contents->count);
  }
  return Number();
}

V Interpreter::TypeOfValue(V value) {
  const Contents* contents = value == nullptr ? nullptr : ContentsOf(value);
  if (contents != nullptr && contents->of_class != nullptr) {
    Value* type = arena_.New<Value>();
    type->kind = ValueKind::kClass;
    type->class_value = contents->of_class;
    return type;
  }
  return Unknown();
}

// getattr(self, "do_" + action): any of the methods whose names begin so; and any that is public
// where a stranger says which. Null where nothing is known of the name, or where there are many.
V Interpreter::MethodsNamed(V object, V name, uint32_t code) {
  constexpr size_t kMostMethods = 8;
  const std::string_view begin = name->kind == ValueKind::kText ? name->text : std::string_view();
  const Contents* contents = ContentsOf(object);
  const ClassValue* of_class = contents == nullptr ? nullptr : contents->of_class;
  if (of_class == nullptr || (begin.empty() && !IsStrangers(name))) return nullptr;
  std::vector<std::pair<Symbol, V>> methods;
  for (uint32_t i = 0; i < of_class->order_count; ++i) {
    if (of_class->order[i]->kind != ValueKind::kClass) continue;
    const V names = state_.Get(of_class->order[i]->class_value->slot);
    if (names == nullptr) continue;
    for (uint32_t at = 0; at < names->contents->count; ++at) {
      const Symbol one = names->contents->names[at];
      const V method = names->contents->items[at];
      const std::string_view text = symbols_.Text(one);
      if (method->kind != ValueKind::kFunction || method->function->is_property ||
          !text.starts_with(begin) || (begin.empty() && text.starts_with('_'))) {
        continue;
      }
      const bool is_hidden = std::any_of(methods.begin(), methods.end(),
                                         [one](const auto& known) { return known.first == one; });
      if (is_hidden) continue;
      if (methods.size() == kMostMethods) return nullptr;
      methods.push_back({one, method});
    }
  }
  V joined = nullptr;
  for (const auto& [symbol, method] : methods) {
    joined = JoinValues(joined, BoundTo(method, object, of_class, code));
  }
  return joined;
}

namespace {

// requests, httpx.Client()
bool IsHttpClient(const Paths& paths, const Path* path) {
  if (paths.IsType(path, ":http_client")) return true;
  const std::string text = paths.Text(path);
  return text == "requests" || text == "httpx";
}

}  // namespace

// getattr(x, "name", default)
V Interpreter::GetAttribute(const Path* path, const Arguments& arguments, uint32_t code) {
  const V name = arguments[1].value;
  V found = nullptr;
  if (name->IsString()) {
    found = Attribute(arguments[0].value, symbols_.Of(name->text), code);
  } else {
    // getattr(Color, name): one of its members, as Color[name] is.
    const V object = arguments[0].value;
    const bool is_enumeration =
        object->kind == ValueKind::kClass && object->class_value->is_enumeration;
    if (!is_enumeration) CheckSinks(path, object, arguments, code);
    found = JoinValues(MethodsNamed(arguments[0].value, name, code),
                       Unknown(DeepTaint(arguments[0].value)));
    // getattr(requests, method)(url): whichever it is, it sends a request there.
    if (object->kind == ValueKind::kExternal && IsHttpClient(paths_, object->path)) {
      found = JoinValues(found, Attribute(object, known_->get, code));
    }
  }
  return arguments.size() > 2 ? JoinValues(found, arguments[2].value) : found;
}

}  // namespace meerkat::flow
