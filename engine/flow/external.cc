// The part of Interpreter that calls what is outside the file: libraries, and methods of values of
// which little is known.

#include <algorithm>

#include "engine/flow/function_names.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/patterns/verbose.h"

namespace meerkat::flow {
namespace {

// json.loads, yaml.safe_load, urllib.parse.parse_qs, xmltodict.parse
bool IsParser(std::string_view name) {
  static constexpr std::string_view kNames[] = {"loads",       "load",     "safe_load",
                                                "parse",       "parse_qs", "parse_qsl",
                                                "json_decode", "urlparse", "urlsplit"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

V Interpreter::CallExternal(const Path* path, V callee, const Arguments& arguments, uint32_t code) {
  bool known = false;
  if (path->parent == known_->builtins_module) {
    const V value = CallBuiltin(path, callee, arguments, code, &known);
    if (known) return value;
  }
  if (const auto library = known_->library.find(path); library != known_->library.end()) {
    if (const V value = CallLibrary(library->second, arguments, code)) return value;
  }
  // request.headers.get("Host")
  if (path->step == known_->get && callee->taint != nullptr && !arguments.empty()) {
    const V headers = External(path->parent, callee->taint);
    if (const V host = HostHeader(headers, arguments[0].value, code)) return host;
  }
  // str.strip(x) is x.strip()
  const bool of_type = path->parent == known_->text_type || path->parent == known_->bytes_type ||
                       path->parent == known_->list_type || path->parent == known_->dictionary_type;
  if (of_type && !arguments.empty() && !arguments[0].has_keyword && !arguments[0].star &&
      symbols_.Text(path->step) != "fromhex" && symbols_.Text(path->step) != "maketrans") {
    return CallMethod(arguments[0].value, path->step,
                      Arguments(arguments.begin() + 1, arguments.end()), code);
  }
  if (path->ends) ended_ = true;
  NoteContentType(path->step, arguments);
  CheckSinks(path, callee, arguments, code);
  // request.args.get("n", type=int)
  if (const V value = Converted(path->step, callee, arguments)) return value;
  if (const V module = Imported(path, arguments)) return module;
  if (const V digest = DigestOfConstant(path, callee, arguments, code)) return digest;
  NoteType(path, arguments);
  if (const V left = Substituted(path, callee, arguments)) return left;
  RefineByCall(path, path->step, callee, arguments);
  if (!path->is_known) CheckAnySinks(path->step, callee, arguments, code);
  if (path->said->handler != nullptr) HandOver(*path, callee, arguments);
  if (const V decorated = CallDecorator(path, arguments)) return decorated;
  if (const V given = GivenByCall(path->step, arguments, code)) return given;
  const Path* called = paths_.Called(path);
  for (const TypeWhen& when : called->said->types_when) {
    if (Holds(when, arguments)) called = when.type;
  }
  const Taint* carried =
      MatchTaint(path, callee, arguments, CarriedBy(path, called, callee, arguments));
  if (carried != nullptr && LiesBelow(symbols_.Text(path->step), callee, arguments)) {
    carried =
        Cleared(carried, core::Bit(core::SinkKind::kPath) | core::Bit(core::SinkKind::kArchive));
  }
  if (carried != nullptr && carried->count > 0 && !path->is_known &&
      NamesPathCheck(symbols_.Text(path->step))) {
    carried =
        Cleared(carried, core::Bit(core::SinkKind::kPath) | core::Bit(core::SinkKind::kArchive));
  }
  // normpath("/" + name) is a path from the root, without any "..".
  if (carried != nullptr && path->said->clean != nullptr &&
      (path->said->clean->kinds & kNormalPath) && !arguments.empty() &&
      arguments[0].value->kind == ValueKind::kText && arguments[0].value->text == "/") {
    return Text("/", Cleared(carried, kRootedPath));
  }
  // What is made of known arguments alone is known, though not computed: base64.b64decode("…").
  // What a parser makes of a stranger's text is no text.
  const bool is_parsed =
      carried != nullptr && carried->count > 0 && IsParser(symbols_.Text(path->step));
  // What can be parsed was a text, and no object that was looked up.
  if (is_parsed && path->is_known) {
    Marks marks(*carried);
    for (Mark& mark : marks.all()) mark.found = false;
    carried = MakeTaint(marks);
  }
  if (path->said->has_carry && !path->said->carry.empty() && called->type == nullptr &&
      !is_parsed && called->said->source == nullptr && !arguments.empty() &&
      std::none_of(arguments.begin(), arguments.end(), [this](const Argument& argument) {
        return IsOpen(argument.value, core::kAllSinks);
      })) {
    const V text = Text("", carried);
    if (!std::all_of(arguments.begin(), arguments.end(), [](const Argument& argument) {
          return argument.value->kind == ValueKind::kConstant || argument.value->is_made_here;
        })) {
      return text;
    }
    Value* made = arena_.New<Value>();
    *made = *text;
    made->is_made_here = true;
    return made;
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
  // Of no type but what the arguments say: a text like any other.
  if (carried != nullptr && !called->said->types_when.empty() && called->type == nullptr &&
      called->said->source == nullptr) {
    return Unknown(carried);
  }
  V made = OfPath(called, carried, code);
  if (made->kind == ValueKind::kExternal) made = MadeBy(made, path, arguments, code);
  // Schema().load(data): of which dictionary, for what stands in it beside the request's text.
  const Contents* loaded =
      made->kind == ValueKind::kExternal && !arguments.empty() && HasDeclaredNames(made)
          ? ContentsOf(arguments[0].value)
          : nullptr;
  if (loaded != nullptr && loaded->kind == ContentsKind::kDictionary) {
    Value* data = arena_.New<Value>();
    *data = *made;
    data->self = arguments[0].value;
    made = data;
  }
  const V text = path == known_->re_compile ? Find(arguments, 0, false, 0) : nullptr;
  const bool is_constant =
      text != nullptr && (text->IsString() || text->IsConstant(ConstantKind::kBytes));
  if (!is_constant || made->kind != ValueKind::kExternal) return made;
  Value* compiled = arena_.New<Value>();
  *compiled = *made;
  compiled->text = text->text;
  if (arguments.size() > 1 && IsVerbose(arguments[1].code)) {
    compiled->text = arena_.Copy(patterns::WithoutLayout(text->text));
  }
  return compiled;
}

// What comes back only where its argument is one of a kind: uuid.UUID(x) from a text of 32 digits,
// a model's _meta.get_field(name) for the name of a field.
void Interpreter::RefineByCall(const Path* path, Symbol name, V receiver,
                               const Arguments& arguments) {
  using enum core::SinkKind;
  if (arguments.empty() || frame_->function == kNone) return;
  const std::string_view text = symbols_.Text(name);
  if (LiesBelow(text, receiver, arguments) && !IsFromOutside(arguments[0].value)) {
    RefineSources(receiver->taint, core::Bit(kPath) | core::Bit(kArchive));
  }
  if (arguments[0].code == kNone || arguments[0].has_keyword) return;
  if (path != nullptr && path->said->check != nullptr) {
    Refine(arguments[0].code, path->said->check->kinds);
  } else if (text == "get_field" && arguments.size() == 1) {
    Refine(arguments[0].code, core::Bit(kImport) | core::Bit(kAttributeName));
  }
}

// The taint of what a call gives.
const Taint* Interpreter::CarriedBy(const Path* path, const Path* called, V callee,
                                    const Arguments& arguments) {
  // gzip.open(file): what a file holds that was sent, and not whatever a text says, which is its
  // name.
  if (called->type == known_->unpacked) {
    const Taint* taint = nullptr;
    for (const Argument& argument : arguments) {
      if (argument.value->kind == ValueKind::kText) continue;
      taint = JoinTaints(taint, DeepTaint(argument.value));
    }
    return taint;
  }
  if (path->said->has_carry) {
    const Taint* taint = TaintOf(path->said->carry, callee, arguments);
    if (path->said->undo != nullptr) taint = Undone(taint, path->said->undo->kinds);
    return path->said->clean == nullptr ? taint : Cleared(taint, path->said->clean->kinds);
  }
  if (const Path* any = path->is_known ? nullptr : paths_.OfAny(path->step)) {
    if (any->said->has_carry) return TaintOf(any->said->carry, callee, arguments);
    if (any->said->clean != nullptr)
      return Cleared(TaintOfAll(callee, arguments), any->said->clean->kinds);
  }
  if (path->said->clean != nullptr)
    return Cleared(TaintOfAll(callee, arguments), path->said->clean->kinds);
  if (called->type != nullptr || called->said->source != nullptr) return callee->taint;
  if (path->is_known && !path->said->sinks.empty() &&
      path->said->sinks[0].kind != core::SinkKind::kPath) {
    return callee->taint;
  }
  return JoinTaints(callee->taint, Weak(TaintOfAll(nullptr, arguments), LooksUp(path->step)));
}

// *.execute(…): what is known of methods by their name alone.
void Interpreter::CheckAnySinks(Symbol name, V receiver, const Arguments& arguments,
                                uint32_t code) {
  if (AddsServicer(symbols_.Text(name)) && !arguments.empty()) {
    const EntryModel* entry = paths_.Child(known_->servicer, known_->any_name)->said->entry;
    Register(arguments[0].value, {.entry = entry});
  }
  const Path* any = paths_.OfAny(name);
  if (any == nullptr) return;
  if (!any->said->sinks.empty()) CheckSinks(any, receiver, arguments, code);
  if (any->said->handler != nullptr) HandOver(*any, receiver, arguments);
}

// environ.get("REMOTE_ADDR"): what the server itself sets, whoever asks.
bool Interpreter::IsServersOwn(Symbol method, const Arguments& arguments) const {
  return !arguments.empty() && method == known_->get && IsServersOwn(arguments[0].value);
}

bool Interpreter::IsServersOwn(V key) {
  static constexpr std::string_view kNames[] = {
      "REMOTE_ADDR",     "REMOTE_PORT",     "SERVER_NAME",     "SERVER_PORT",
      "SERVER_SOFTWARE", "SERVER_PROTOCOL", "REQUEST_METHOD",  "GATEWAY_INTERFACE",
      "wsgi.url_scheme", "wsgi.version",    "SCRIPT_FILENAME", "DOCUMENT_ROOT",
      "CSRF_COOKIE"};
  return key->IsString() &&
         std::find(std::begin(kNames), std::end(kNames), key->text) != std::end(kNames);
}

namespace {

// tickets.get(id=number), tickets.get(queue__slug=slug): no dictionary has such keywords.
bool NamesKey(std::string_view keyword) {
  return keyword == "id" || keyword == "pk" || keyword == "slug" || keyword == "uuid" ||
         keyword.ends_with("_id") || keyword.find("__") != std::string_view::npos;
}

}  // namespace

V Interpreter::CallMethod(V receiver, Symbol name, const Arguments& arguments, uint32_t code) {
  if (const V value = Converted(name, receiver, arguments)) return value;
  if (name == known_->get && receiver->taint != nullptr && arguments.size() == 1 &&
      arguments[0].has_keyword && NamesKey(symbols_.Text(arguments[0].keyword))) {
    return Unknown(Weak(JoinTaints(receiver->taint, DeepTaint(arguments[0].value)), true));
  }
  bool known = false;
  if (name == known_->format || name == known_->format_map) CheckFormat(receiver, arguments, code);
  if (name == known_->update) CheckNamesSet(arguments, code);
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
      const V value = StringMethod(receiver, name, arguments, code, &known);
      if (known) return value;
      break;
    }
    case ValueKind::kReference: {
      const Contents* contents = ContentsOf(receiver);
      if (contents != nullptr && contents->kind == ContentsKind::kObject) {
        if (contents->of_class != nullptr) {
          const V method = ClassAttribute(contents->of_class, name, receiver, code);
          if (method != nullptr) return Call(method, arguments, code);
          if (const V given = TupleMethod(receiver, symbols_.Text(name), arguments)) return given;
        }
        break;
      }
      const V value = ContainerMethod(receiver, name, arguments, code, &known);
      if (known) return value;
      break;
    }
    case ValueKind::kFunction:
      if (const V sent = CallTask(receiver, name, arguments, code)) return sent;
      break;
    case ValueKind::kExternal: {
      if (IsServersOwn(name, arguments)) return Text("", nullptr);
      // request.form.to_dict(): a dictionary of the program's own
      if (receiver->taint != nullptr && receiver->path->said->source != nullptr &&
          symbols_.Text(name) == "to_dict") {
        const V text = Text("", receiver->taint);
        return NewContainer({.kind = ContentsKind::kDictionary, .rest = text, .rest_key = text});
      }
      if (HasDeclaredNames(receiver)) {
        const std::string_view method = symbols_.Text(name);
        const V field = Text("", nullptr);
        if (method == "copy") return receiver;
        if ((method == "get" || method == "pop") && receiver->self != nullptr &&
            !arguments.empty() && arguments[0].value->IsString()) {
          const V known_field = FieldOf(receiver->self, receiver, arguments[0].value->text);
          if (known_field != nullptr) return known_field;
        }
        if (method == "keys") return NewContainer({.kind = ContentsKind::kList, .rest = field});
        if (method == "items") {
          const V pair = MakeList(ContentsKind::kTuple, {field, Unknown(receiver->taint)});
          return NewContainer({.kind = ContentsKind::kList, .rest = pair});
        }
      }
      const Path* path = paths_.Child(receiver->path, name);
      if (path->is_known || receiver->taint == nullptr) {
        return CallExternal(path, receiver, arguments, code);
      }
      break;
    }
    case ValueKind::kUnknown: {
      if (receiver->taint == nullptr) break;
      const V value = StringMethod(receiver, name, arguments, code, &known);
      if (known) return value;
      break;
    }
    default: break;
  }
  NoteContentType(name, arguments);
  RefineByCall(nullptr, name, receiver, arguments);
  CheckAnySinks(name, receiver, arguments, code);
  if (const V given = GivenByCall(name, arguments, code)) return given;
  if (receiver->kind == ValueKind::kConstant && symbols_.Text(name) == "result") return receiver;
  if ((TraitsOf(name) & kGetsNumber)) return Number();
  const Path* any = paths_.OfAny(name);
  if (any != nullptr) {
    const Path* called = paths_.Called(any);
    if (called->type != nullptr || called->said->source != nullptr) {
      return OfPath(called, receiver->taint, code);
    }
  }
  if (any != nullptr && any->said->has_carry) {
    return Unknown(TaintOf(any->said->carry, receiver, arguments));
  }
  if (any != nullptr && any->said->clean != nullptr) {
    return Unknown(Cleared(JoinTaints(DeepTaint(receiver), TaintOfAll(nullptr, arguments)),
                           any->said->clean->kinds));
  }
  // What an object gives is as tainted as it is; what it is told may come back.
  const Taint* own = DeepTaint(receiver);
  // item.model_dump_for_orm(): names are those that its class has declared.
  if (symbols_.Text(name).starts_with("model_dump")) {
    own = Cleared(own,
                  core::Bit(core::SinkKind::kAttributeName) | core::Bit(core::SinkKind::kImport));
  }
  if (!IsOfText(name)) {
    own = WithoutFound(own);
    if (own != nullptr && own->count > 0) own = Weak(own);  // what is safe stays so
  }
  return Unknown(JoinTaints(own, Weak(TaintOfAll(nullptr, arguments), LooksUp(name))));
}

V Interpreter::Awaited(V value, uint32_t code) {
  if (value->kind != ValueKind::kExternal) return value;
  (void)code;
  return value;
}

}  // namespace meerkat::flow
