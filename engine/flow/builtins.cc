// The part of Interpreter that knows Python's own functions and the methods of text.

#include <algorithm>
#include <charconv>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

bool IsOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

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
  if (name == "bytes" || name == "bytearray" || name == "memoryview") {
    return first == nullptr ? Bytes("") : Unknown(DeepTaint(first));
  }
  if (name == "int" || name == "float") {
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
  if (IsOneOf(name, {"len", "hash", "id", "round", "abs", "ord", "sum", "bool", "isinstance",
                     "issubclass", "hasattr", "callable", "all", "any", "complex", "divmod",
                     "pow", "bin", "oct", "hex"})) {
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
    const ContentsKind kind = name == "tuple" ? ContentsKind::kTuple
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
    return NewContainer({.kind = ContentsKind::kList, .rest = MakeList(ContentsKind::kTuple, items)});
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
    return NewContainer({.kind = ContentsKind::kList,
                         .rest = name == "map" ? given : passed[0].value});
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
  if (name == "super") return Unknown();
  if (name == "type" && arguments.size() == 1) return TypeOfValue(first);
  if (name == "print") {
    CheckSinks(path, callee, arguments, code);
    return None();
  }
  if (name == "vars" && first != nullptr) {
    const Contents* contents = ContentsOf(first);
    if (contents != nullptr && contents->kind == ContentsKind::kObject) return NamesOf(*contents);
  }
  if (name == "vars" || name == "globals" || name == "locals") return NamesInScope(name);
  if (name == "property") return PropertyOf(arguments);
  *known = false;
  return Unknown();
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
    if (value == nullptr || keys.size() >= kMaxKeys) return;
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

// getattr(x, "name", default)
V Interpreter::GetAttribute(const Path* path, const Arguments& arguments, uint32_t code) {
  const V name = arguments[1].value;
  V found = nullptr;
  if (name->IsString()) {
    found = Attribute(arguments[0].value, symbols_.Of(name->text), code);
  } else {
    CheckSinks(path, arguments[0].value, arguments, code);
    found = Unknown(DeepTaint(arguments[0].value));
  }
  return arguments.size() > 2 ? JoinValues(found, arguments[2].value) : found;
}

// --- methods of text -----------------------------------------------------------------------------

V Interpreter::StringMethod(V receiver, Symbol symbol, const Arguments& arguments, bool* known) {
  const std::string_view name = symbols_.Text(symbol);
  const V first = arguments.empty() ? nullptr : arguments[0].value;
  const V second = arguments.size() < 2 ? nullptr : arguments[1].value;
  const bool constant = receiver->IsString();
  *known = true;
  if (constant && receiver->taint == nullptr) {
    if (const V value = ConstantStringMethod(receiver->text, name, first, second, arguments.size())) {
      return value;
    }
  }
  if (IsOneOf(name, {"isdigit", "isalnum", "isalpha", "isnumeric", "isdecimal", "isidentifier",
                     "islower", "isupper", "isspace", "istitle", "isprintable", "isascii",
                     "startswith", "endswith", "find", "rfind", "index", "rindex", "count"})) {
    return Number();
  }
  if (IsOneOf(name, {"strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize",
                     "swapcase", "casefold", "expandtabs", "zfill", "removeprefix",
                     "removesuffix", "decode", "encode", "tobytes"})) {
    if (receiver->kind == ValueKind::kUnknown) return Unknown(receiver->taint);
    // What is known of the beginning stays known where it has no letter that changes.
    const bool keeps = IsOneOf(name, {"rstrip", "removesuffix", "decode", "encode"});
    if (constant && keeps && !IsOneOf(name, {"rstrip", "removesuffix"})) return receiver;
    if (receiver->IsConstant(ConstantKind::kBytes) && keeps) {
      return name == "decode" ? String(receiver->text, receiver->taint) : receiver;
    }
    return Text(keeps || name == "lower" ? receiver->text : std::string_view(), receiver->taint);
  }
  if (IsOneOf(name, {"split", "rsplit", "splitlines", "partition", "rpartition"})) {
    return NewContainer({.kind = ContentsKind::kList, .rest = Text("", receiver->taint)});
  }
  if (name == "replace") {
    return Replaced(receiver, first, second);
  }
  if (name == "join" && first != nullptr) return JoinedText(receiver, first);
  if (name == "format" || name == "format_map") return FormattedText(receiver, arguments);
  if (IsOneOf(name, {"translate", "center", "ljust", "rjust"})) return Text("", receiver->taint);
  *known = false;
  return Unknown();
}

// Methods of a constant text with constant arguments; null: not computed.
V Interpreter::ConstantStringMethod(std::string_view text, std::string_view name, V first, V second,
                                    size_t count) {
  if (!IsAscii(text)) return nullptr;
  std::string copy(text);
  const bool one = count >= 1 && first->IsString();
  const std::string_view argument = one ? first->text : std::string_view();
  if (count == 0) {
    const auto each = [&](auto change) {
      for (char& c : copy) c = static_cast<char>(change(static_cast<unsigned char>(c)));
      return String(copy);
    };
    if (name == "lower" || name == "casefold") return each([](int c) { return std::tolower(c); });
    if (name == "upper") return each([](int c) { return std::toupper(c); });
    const auto all = [&](auto is) {
      return Bool(!copy.empty() && std::all_of(copy.begin(), copy.end(), [&](char c) {
        return is(static_cast<unsigned char>(c)) != 0;
      }));
    };
    if (name == "isdigit") return all([](int c) { return std::isdigit(c); });
    if (name == "isalnum") return all([](int c) { return std::isalnum(c); });
    if (name == "isalpha") return all([](int c) { return std::isalpha(c); });
    if (name == "strip" || name == "lstrip" || name == "rstrip") {
      constexpr std::string_view kBlank = " \t\r\n\f\v";
      if (name != "rstrip") copy.erase(0, std::min(copy.find_first_not_of(kBlank), copy.size()));
      if (name != "lstrip") copy.erase(copy.find_last_not_of(kBlank) + 1);
      return String(copy);
    }
  }
  if (name == "encode") return Bytes(copy);
  if (!one) return nullptr;
  if (name == "startswith" && count == 1) return Bool(text.starts_with(argument));
  if (name == "endswith" && count == 1) return Bool(text.ends_with(argument));
  const auto place = [](size_t at) { return at == std::string_view::npos ? int64_t{-1} : static_cast<int64_t>(at); };
  if (name == "find" && count == 1) return Integer(place(text.find(argument)));
  if (name == "rfind" && count == 1) return Integer(place(text.rfind(argument)));
  if (name == "index" && count == 1 && text.find(argument) != std::string_view::npos) {
    return Integer(place(text.find(argument)));
  }
  if (name == "split" && count == 1 && !argument.empty()) {
    std::vector<V> parts;
    size_t at = 0;
    while (parts.size() < kMaxKeys) {
      const size_t end = text.find(argument, at);
      parts.push_back(String(text.substr(at, end == std::string_view::npos ? end : end - at)));
      if (end == std::string_view::npos) break;
      at = end + argument.size();
    }
    return MakeList(ContentsKind::kList, parts);
  }
  if (name == "replace" && count == 2 && second->IsString() && second->taint == nullptr &&
      !argument.empty()) {
    for (size_t at = copy.find(argument); at != std::string::npos && copy.size() < 4'096;
         at = copy.find(argument, at + second->text.size())) {
      copy.replace(at, argument.size(), second->text);
    }
    return String(copy);
  }
  return nullptr;
}

// x.replace("'", "''"): what it takes out cannot do harm any more.
V Interpreter::Replaced(V receiver, V from, V to) {
  const Taint* taint = receiver->taint;
  if (to != nullptr) taint = JoinTaints(taint, to->taint);
  if (from != nullptr && from->IsString()) {
    using core::Bit;
    using core::SinkKind;
    core::SinkSet cleared = 0;
    if (from->text == "\n" || from->text == "\r\n" || from->text == "\r") {
      cleared = Bit(SinkKind::kLog) | Bit(SinkKind::kHeader) | Bit(SinkKind::kMail);
    } else if (from->text == "'" || from->text == "\"") {
      cleared = Bit(SinkKind::kXpath);
    } else if (from->text == "<") {
      cleared = Bit(SinkKind::kHtml);
    }
    if (cleared != 0) taint = Cleared(taint, cleared);
  }
  return receiver->kind == ValueKind::kUnknown ? Unknown(taint) : Text("", taint);
}

// ", ".join(parts)
V Interpreter::JoinedText(V separator, V parts) {
  const Contents* contents = ContentsOf(parts);
  if (contents == nullptr || contents->rest != nullptr || contents->kind == ContentsKind::kSet ||
      contents->kind == ContentsKind::kObject) {
    return Text("", JoinTaints(separator->taint, DeepTaint(parts)));
  }
  const V* items = contents->kind == ContentsKind::kDictionary ? contents->keys : contents->items;
  V joined = String("");
  for (uint32_t i = 0; i < contents->count; ++i) {
    if (i > 0) joined = Concatenate(joined, separator);
    joined = Concatenate(joined, AsText(items[i]));
  }
  return joined;
}

// "{} {name}".format(a, name=b)
V Interpreter::FormattedText(V format, const Arguments& arguments) {
  const Taint* taint = TaintOfAll(format, arguments);
  if (!format->IsString()) return Text(format->kind == ValueKind::kText ? format->text.substr(0, format->text.find('{')) : "", taint);
  V joined = String("", format->taint);
  const std::string_view text = format->text;
  int next = 0;
  size_t at = 0;
  while (at < text.size()) {
    const size_t brace = text.find_first_of("{}", at);
    joined = Concatenate(joined, String(text.substr(at, brace == std::string_view::npos ? brace : brace - at)));
    if (brace == std::string_view::npos) break;
    if (brace + 1 < text.size() && text[brace + 1] == text[brace]) {
      joined = Concatenate(joined, String(text.substr(brace, 1)));
      at = brace + 2;
      continue;
    }
    const size_t end = text.find('}', brace);
    if (end == std::string_view::npos || text[brace] == '}') return Text("", taint);
    const std::string_view field = text.substr(brace + 1, end - brace - 1);
    const std::string_view name = field.substr(0, field.find_first_of(".[!:"));
    V value = nullptr;
    if (name.empty()) {
      value = Find(arguments, next++, false, 0);
    } else if (name[0] >= '0' && name[0] <= '9') {
      value = Find(arguments, name[0] - '0', false, 0);
    } else {
      value = Find(arguments, -1, true, symbols_.Of(name));
    }
    const bool plain = name.size() == field.size();
    if (value == nullptr) {
      joined = Concatenate(joined, Text("", taint));
    } else {
      joined = Concatenate(joined, plain ? AsText(value) : Text("", DeepTaint(value)));
    }
    at = end + 1;
  }
  return joined;
}

}  // namespace meerkat::flow
