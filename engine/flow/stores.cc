// The part of Interpreter that follows what is put into and taken out of stores of the standard
// library.

#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// Between the section and the option: no name holds it.
constexpr char kSeparator = '\x1f';

}  // namespace

// config.set("section", "option", value), config.get("section", "option", fallback=x)
V Interpreter::SettingsMethod(V receiver, const Contents& settings, std::string_view name,
                              const Arguments& arguments, bool* known) {
  *known = true;
  const V section = Find(arguments, 0, false, 0);
  const V option = Find(arguments, 1, false, 0);
  const bool named =
      section != nullptr && option != nullptr && section->IsString() && option->IsString();
  V key = Unknown();
  if (named) {
    std::string text(section->text);
    text += kSeparator;
    for (char c : option->text) text += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
    key = String(text);
  }
  if (name == "set" && arguments.size() >= 3) {
    SetContents(receiver, WithKey(settings, key, arguments[2].value));
    return None();
  }
  if (name == "get" && section != nullptr && option != nullptr) {
    V found = settings.rest;
    bool sure = false;
    for (uint32_t i = 0; i < settings.count; ++i) {
      if (named && !SameConstant(settings.keys[i], key)) continue;
      found = JoinValues(found, settings.items[i]);
      sure = named;
    }
    if (sure) return found;
    found = JoinValues(found, Unknown());
    const V fallback = Find(arguments, -1, true, symbols_.Of("fallback"));
    return fallback == nullptr ? found : JoinValues(found, fallback);
  }
  if (name == "getint" || name == "getfloat" || name == "getboolean") return Number();
  if (name == "add_section" || name == "has_section" || name == "has_option") return Number();
  if (name == "read" || name == "read_file" || name == "read_string" || name == "read_dict") {
    V read = Unknown();
    if (name != "read" && section != nullptr) read = Unknown(DeepTaint(section));
    AddRest(receiver, read);
    return None();
  }
  *known = false;
  return Unknown();
}

// buffer.write(text), buffer.getvalue()
V Interpreter::BufferMethod(V receiver, const Contents& buffer, std::string_view name,
                            const Arguments& arguments, bool* known) {
  *known = true;
  if (name == "write" && !arguments.empty()) {
    if (buffer.rest != nullptr) {
      AddRest(receiver, arguments[0].value);
    } else {
      const V written = arguments[0].value;
      ExtendList(receiver, {.kind = ContentsKind::kList, .count = 1, .items = &written});
    }
    return Number();
  }
  if (name == "writelines" && !arguments.empty()) {
    AddRest(receiver, Element(arguments[0].value, kNone));
    return None();
  }
  if (name == "getvalue" || name == "read" || name == "getbuffer") {
    return JoinedText(String(""), receiver);
  }
  if (name == "readline") return Text("", DeepTaint(receiver));
  if (name == "readlines") {
    return NewContainer({.kind = ContentsKind::kList, .rest = Text("", DeepTaint(receiver))});
  }
  if (name == "seek" || name == "tell" || name == "close" || name == "flush") return Number();
  *known = false;
  return Unknown();
}

}  // namespace meerkat::flow
