// The part of Interpreter that knows the methods of text.

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/words.h"

namespace meerkat::flow {
namespace {}  // namespace

// normpath("/" + name)
bool Interpreter::IsWholeNormalPath(V value) const {
  return value->kind == ValueKind::kText && value->text.starts_with('/') &&
         value->taint != nullptr &&
         std::all_of(value->taint->marks, value->taint->marks + value->taint->count,
                     [](const Mark& mark) { return (mark.cleared & kRootedPath) != 0; });
}

// What is put behind the name of a folder, and stays below it.
V Interpreter::BelowAnyFolder(V path) {
  return Text("", Cleared(path->taint,
                          core::Bit(core::SinkKind::kPath) | core::Bit(core::SinkKind::kArchive)));
}

V Interpreter::StringMethod(V receiver, Symbol symbol, const Arguments& arguments, uint32_t code,
                            bool* known) {
  const std::string_view name = symbols_.Text(symbol);
  const V first = arguments.empty() ? nullptr : arguments[0].value;
  const V second = arguments.size() < 2 ? nullptr : arguments[1].value;
  const bool constant = receiver->IsString();
  *known = true;
  if (constant && receiver->taint == nullptr) {
    if (const V value =
            ConstantStringMethod(receiver->text, name, first, second, arguments.size())) {
      return value;
    }
  }
  if (IsOneOf(name, {"isdigit", "isalnum", "isalpha", "isnumeric", "isdecimal", "isidentifier",
                     "islower", "isupper", "isspace", "istitle", "isprintable", "isascii",
                     "startswith", "endswith", "find", "rfind", "index", "rindex", "count"})) {
    return Number();
  }
  if (IsOneOf(name, {"strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize",
                     "swapcase", "casefold", "expandtabs", "zfill", "removeprefix", "removesuffix",
                     "decode", "encode", "tobytes"})) {
    if (receiver->kind == ValueKind::kUnknown) return Unknown(receiver->taint);
    // What is known of the beginning stays known where it has no letter that changes.
    const bool keeps = IsOneOf(name, {"rstrip", "removesuffix", "decode", "encode"});
    if (constant && keeps && !IsOneOf(name, {"rstrip", "removesuffix"})) return receiver;
    if (receiver->IsConstant(ConstantKind::kBytes) && keeps) {
      return name == "decode" ? String(receiver->text, receiver->taint) : receiver;
    }
    // normpath("/" + name).lstrip("/")
    if (name == "lstrip" && IsWholeNormalPath(receiver) && arguments.size() == 1 &&
        arguments[0].value->IsString() && arguments[0].value->text == "/") {
      return BelowAnyFolder(receiver);
    }
    return Text(keeps || name == "lower" ? receiver->text : std::string_view(), receiver->taint,
                receiver->is_unsure);
  }
  if (IsOneOf(name, {"split", "rsplit", "splitlines", "partition", "rpartition"})) {
    return NewContainer(
        {.kind = ContentsKind::kList, .rest = Text("", receiver->taint, receiver->is_unsure)});
  }
  if (name == "replace") {
    return Replaced(receiver, first, second);
  }
  if (name == "join" && first != nullptr) {
    const V joined = JoinedText(receiver, first);
    // "\n".join(text.splitlines()): whoever chose the text chose how many lines there are.
    const bool breaks = constant && receiver->text.find_first_of("\r\n") != std::string_view::npos;
    const bool is_harmless =
        joined->taint == nullptr || joined->taint->IsClearedFor(core::Bit(core::SinkKind::kPath));
    return breaks && !is_harmless ? WithTaint(joined, Undone(joined->taint, ClearedWithout("\n")))
                                  : joined;
  }
  if (name == "format" || name == "format_map") return FormattedText(receiver, arguments, code);
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
  const auto place = [](size_t at) {
    return at == std::string_view::npos ? int64_t{-1} : static_cast<int64_t>(at);
  };
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
    // What a name in quotes has of them is doubled; InQuotes() sees whether it is put between them.
    if (from->text.size() == 1 && to != nullptr && to->IsString() && to->text.size() == 2 &&
        to->text[0] == from->text[0] && to->text[1] == from->text[0]) {
      cleared |= DoubledMark(from->text[0]);
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

// "{user.name} {0[key]}": what ".name" and "[key]" of a field stand for.
V Interpreter::FieldOf(V value, std::string_view names, uint32_t code) {
  while (!names.empty() && value != nullptr) {
    const bool is_key = names.front() == '[';
    const size_t end =
        std::min(is_key ? names.find(']') : names.find_first_of(".[", 1), names.size());
    const std::string_view name = names.substr(1, end - 1);
    // [1] is a number, [-1] and [a] are texts.
    int64_t number = 0;
    const char* const end_of_name = name.data() + name.size();
    const bool is_number = !name.empty() && name[0] >= '0' && name[0] <= '9' &&
                           std::from_chars(name.data(), end_of_name, number).ptr == end_of_name;
    value = !is_key ? Attribute(value, symbols_.Of(name), code)
                    : Subscript(value, is_number ? Integer(number) : String(name), code);
    names.remove_prefix(std::min(end + (is_key ? 1 : 0), names.size()));
  }
  return value;
}

// "{} {name}".format(a, name=b)
V Interpreter::FormattedText(V format, const Arguments& arguments, uint32_t code) {
  const Taint* taint = TaintOfAll(format, arguments);
  if (!format->IsString())
    return Text(
        format->kind == ValueKind::kText ? format->text.substr(0, format->text.find('{')) : "",
        taint);
  V joined = String("", format->taint);
  const std::string_view text = format->text;
  int next = 0;
  size_t at = 0;
  while (at < text.size()) {
    const size_t brace = text.find_first_of("{}", at);
    joined = Concatenate(
        joined, String(text.substr(at, brace == std::string_view::npos ? brace : brace - at)));
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
    if (plain && value != nullptr) value = InQuotes(text.substr(0, brace), AsText(value));
    const size_t behind = std::min(field.find_first_of("!:"), field.size());
    if (value != nullptr && code != kNone && behind > name.size()) {
      const V part = FieldOf(value, field.substr(name.size(), behind - name.size()), code);
      joined = Concatenate(joined, AsText(part));
    } else if (value == nullptr) {
      joined = Concatenate(joined, Text("", taint));
    } else {
      joined = Concatenate(joined, plain ? AsText(value) : Text("", DeepTaint(value)));
    }
    at = end + 1;
  }
  return joined;
}

}  // namespace meerkat::flow
