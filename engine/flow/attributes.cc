// The part of Interpreter that reads attributes and elements.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// archive.namelist()[0]: by its place a member is chosen, such as the folder that all others lie
// in, and no file is written.
bool Interpreter::IsListOfMembers(const Path& path) const {
  if (path.said->source == nullptr || path.parent == nullptr) return false;
  const std::string_view step = symbols_.Text(path.parent->step);
  return step == "namelist" || step == "getnames";
}

V Interpreter::EvalAttribute(const Code& code, uint32_t index) {
  if (const V kept = KeptAt(code)) return kept;
  const V object = Eval(code.a);
  const V value = Attribute(object, NameOf(code.b), index);
  // urlparse(url).hostname, whatever it is called from then on
  if (value->taint == nullptr || object->kind == ValueKind::kReference) return value;
  const std::string_view name = unit().Name(code.b);
  return name == "hostname" || name == "netloc" ? Cleared(value, kHostPart) : value;
}

V Interpreter::Attribute(V object, Symbol name, uint32_t code) {
  if (object->taint != nullptr && (TraitsOf(name) & kNamesFields)) {
    return NewContainer({.kind = ContentsKind::kList, .rest = Text("", nullptr)});
  }
  switch (object->kind) {
    case ValueKind::kExternal: {
      const Path* path = paths_.Child(object->path, name);
      // What the tables know is not read from its file.
      if (units_ != nullptr && object->taint == nullptr && !path->is_known) {
        if (const V value = FromFile(object->path, name)) return value;
      }
      if (path == known_->request_path && route_ != nullptr) return route_;
      if (const V left = LeftAt(object, path)) {
        // Other files may leave something else there.
        if (const V value = ObjectAttribute(*ContentsOf(left), name)) {
          return JoinValues(value, OfPath(path, object->taint, code));
        }
      }
      if (!path->is_known) {
        if (const Path* any = paths_.OfAny(name);
            any != nullptr && (any->type != nullptr || any->said->source != nullptr)) {
          return OfPath(any, IsChecked(*any) ? nullptr : object->taint, code);
        }
        // client.shop.users is client["shop"]["users"] where what is found by a key is of the same
        // type.
        const Path* element = paths_.Element(object->path);
        if (element->type != nullptr && element->type == object->path)
          return External(object->path, object->taint);
        // Bottle's request.files.picture
        const bool is_element =
            object->path->parent == known_->bottle_request && element->type != nullptr;
        if (is_element && !IsOfText(name)) return OfPath(element, object->taint, code);
        if (object->taint != nullptr) return Method(object, name);
      }
      // path.name: an attribute that is safe where its object is not
      const bool cleans = path->said->clean != nullptr && !path->said->has_carry;
      const V found = OfPath(
          path, cleans ? Cleared(object->taint, path->said->clean->kinds) : object->taint, code);
      const bool is_no_page = WasMadeNoPage(object);
      if (object->text.empty() && !is_no_page) return found;
      Value* method = arena_.New<Value>();  // of a pattern, whose text it keeps, or of a response
      *method = *found;
      method->text = object->text;
      if (is_no_page) method->id = object->id;
      return method;
    }
    case ValueKind::kUnion: {
      V joined = nullptr;
      for (uint32_t i = 0; i < object->count; ++i) {
        const V item = object->items[i];
        if (item->IsConstant(ConstantKind::kNone)) continue;
        joined = JoinValues(joined, Attribute(item, name, code));
      }
      return joined == nullptr ? Unknown() : joined;
    }
    case ValueKind::kClass: {
      if (object->self != nullptr) return SuperAttribute(object, name, code);
      const V found = ClassAttribute(object->class_value, name, nullptr, code);
      return found == nullptr ? Unknown() : found;
    }
    case ValueKind::kReference: {
      const Contents* contents = ContentsOf(object);
      if (contents == nullptr || contents->kind != ContentsKind::kObject) {
        return Method(object, name);
      }
      if (const V own = ObjectAttribute(*contents, name)) {
        return contents->rest == nullptr ? own : JoinValues(own, contents->rest);
      }
      if (name == known_->dictionary) return NamesOf(*contents);
      if (contents->of_class == nullptr) return Method(object, name);
      if (name == known_->class_name) return ClassOf(contents->of_class);
      V found = ClassAttribute(contents->of_class, name, object, code);
      if (object->id == root_self_) {
        const bool is_method = found != nullptr && found->kind == ValueKind::kFunction;
        const bool is_unknown =
            found == nullptr || (found->kind == ValueKind::kExternal && !found->path->is_known);
        if (is_unknown || is_method) {
          const V other = Overridden(contents->of_class, name, object, is_method, code);
          // The object may also be one of no such class.
          if (other != nullptr) found = JoinValues(found == nullptr ? Unknown() : found, other);
        }
      }
      const bool is_outside = found != nullptr && found->kind == ValueKind::kExternal;
      if (const V elements = ElementsOf(*contents);
          elements != nullptr && (is_outside || found == nullptr)) {
        return Method(elements, name);
      }
      // A thread's start() calls its run().
      if (const V run = name == known_->start && is_outside
                            ? FindInClass(contents->of_class, known_->run)
                            : nullptr) {
        return BoundTo(run, object, contents->of_class, code);
      }
      if (found == nullptr && contents->rest != nullptr) return contents->rest;
      if (found == nullptr) {
        const V otherwise = FindInClass(contents->of_class, known_->get_attribute);
        if (otherwise != nullptr) {
          const V getter = BoundTo(otherwise, object, contents->of_class, code);
          return Call(getter, {{.value = String(symbols_.Text(name))}}, code);
        }
      }
      const bool unknown =
          found == nullptr || (found->kind == ValueKind::kExternal && !found->path->is_known);
      if (const Path* own = paths_.Child(known_->own, name); unknown && own->type != nullptr) {
        return OfPath(own, nullptr, code);
      }
      // data = form.cleaned_data: which form, for data["count"]
      if (is_outside && IsChecked(*found->path)) {
        Value* data = arena_.New<Value>();
        *data = *found;
        data->self = object;
        return data;
      }
      return found == nullptr ? Method(object, name) : found;
    }
    case ValueKind::kFunction: {
      const V own = state_.Get(SlotOfFunction(*object->function, name));
      return own == nullptr ? Method(object, name) : own;
    }
    default: {
      const Path* any = paths_.OfAny(name);
      if (any != nullptr && any->said->source != nullptr) {
        return OfPath(any, IsChecked(*any) ? nullptr : object->taint, code);
      }
      return Method(object, name);
    }
  }
}

namespace {

// globals(), locals(), vars()
bool IsNamespaceCall(const Unit& unit, uint32_t place) {
  const Code& call = unit.codes[place];
  if (call.kind != CodeKind::kCall || !unit.List(call.b).empty()) return false;
  const Code& function = unit.codes[call.a];
  if (function.kind != CodeKind::kName) return false;
  const std::string_view name = unit.Name(function.a);
  return name == "globals" || name == "locals" || name == "vars";
}

}  // namespace

// globals()[name], globals().get(name)
void Interpreter::CheckNameLookUp(uint32_t object, V key, core::Span span) {
  if (key->taint == nullptr || key->kind == ValueKind::kConstant) return;
  if (IsNamespaceCall(unit(), object)) {
    Check(core::SinkKind::kImport, key, span, "globals");
    return;
  }
  // handlers.__dict__[name], vars(handlers)[name], of what another file defines; not of an object's
  // own, which hold data.
  const Code& names = unit().codes[object];
  uint32_t whose = kNone;
  if (names.kind == CodeKind::kAttribute && NameOf(names.b) == known_->dictionary) whose = names.a;
  if (names.kind == CodeKind::kCall && unit().codes[names.a].kind == CodeKind::kName &&
      unit().Name(unit().codes[names.a].a) == "vars" && unit().List(names.b).size() == 1) {
    whose = unit().codes[unit().List(names.b)[0]].a;
  }
  if (whose == kNone) return;
  const V of = Eval(whose);
  if (of->kind == ValueKind::kExternal && of->taint == nullptr) {
    Check(core::SinkKind::kImport, key, span, "__dict__");
  }
}

// user.__dict__.update(names), vars(user).update(names)
void Interpreter::CheckNamesSet(const Arguments& arguments, uint32_t code) {
  if (code == kNone || arguments.empty() || unit().codes[code].kind != CodeKind::kCall) return;
  const Code& method = unit().codes[unit().codes[code].a];
  if (method.kind != CodeKind::kAttribute) return;
  const Code& names = unit().codes[method.a];
  const bool is_dictionary =
      names.kind == CodeKind::kAttribute && NameOf(names.b) == known_->dictionary;
  const bool is_vars = names.kind == CodeKind::kCall && unit().List(names.b).size() == 1 &&
                       unit().codes[names.a].kind == CodeKind::kName &&
                       unit().Name(unit().codes[names.a].a) == "vars";
  if (!is_dictionary && !is_vars) return;
  for (const Argument& argument : arguments) {
    if (argument.has_keyword || HasDeclaredNames(argument.value)) continue;
    const V set = NamesIn(argument.value);
    if (IsDeepTainted(set)) {
      Check(core::SinkKind::kAttributeName, set, SpanOf(code), "__dict__.update");
    }
  }
}

V Interpreter::EvalSubscript(const Code& code, uint32_t index) {
  if (const V kept = KeptAt(code)) return kept;
  const V object = Eval(code.a);
  const Code& subscript = unit().codes[code.b];
  if (subscript.kind == CodeKind::kSlice) return EvalSlice(object, subscript, code);
  if (object->kind == ValueKind::kExternal && symbols_.Text(object->path->step) == "Annotated") {
    if (const V type = AnnotatedType(code.b)) return type;
  }
  const V key = Eval(code.b);
  CheckNameLookUp(code.a, key, code.span);
  if (const V field = CheckedField(code, object, key)) return field;
  return Subscript(object, key, index);
}

// request.headers["Host"], request.META["HTTP_HOST"]; null where it is another header.
V Interpreter::HostHeader(V headers, V key, uint32_t code) {
  if (!key->IsString() || headers->taint == nullptr || headers->taint->count == 0) return nullptr;
  static constexpr std::string_view kKeys[] = {"Host", "host", "HTTP_HOST", "X-Forwarded-Host",
                                               "HTTP_X_FORWARDED_HOST"};
  if (code == kNone || std::find(std::begin(kKeys), std::end(kKeys), key->text) == std::end(kKeys))
    return nullptr;
  const std::string_view step = symbols_.Text(headers->path->step);
  if (step != "headers" && step != "META" && step != "environ") return nullptr;
  Mark mark = headers->taint->marks[0];
  mark.source =
      SourceAt(mark.source->kind, SpanOf(code), "the header Host", kNone, mark.source->is_own);
  return Text("", MakeTaint(mark));
}

V Interpreter::Subscript(V object, V key, uint32_t code) {
  if (object->kind == ValueKind::kUnion) {
    V joined = nullptr;
    for (uint32_t i = 0; i < object->count; ++i) {
      if (object->items[i]->IsConstant(ConstantKind::kNone)) continue;
      joined = JoinValues(joined, Subscript(object->items[i], key, code));
    }
    return joined == nullptr ? Unknown() : joined;
  }
  if (object->kind == ValueKind::kExternal) {
    if (IsServersOwn(key)) return Text("", nullptr);
    if (const V host = HostHeader(object, key, code)) return host;
    if (key->IsConstant(ConstantKind::kInteger) && IsListOfMembers(*object->path)) {
      return Text("", nullptr);
    }
    if (paths_.IsKnown(object->path, known_->get_item)) {
      CheckSinks(paths_.Child(object->path, known_->get_item), object, {{.value = key}}, code);
    }
    const Path* path = paths_.Element(object->path);
    if (path->is_known || object->taint == nullptr) return OfPath(path, object->taint, code);
    return Unknown(object->taint);
  }
  if (object->IsString()) return ElementOfText(object, key);
  const Contents* contents = ContentsOf(object);
  // find_order(number)["address"]: a row of it
  const bool is_row = contents == nullptr && object->kind == ValueKind::kUnknown &&
                      key->IsString() && object->taint != nullptr &&
                      std::all_of(object->taint->marks, object->taint->marks + object->taint->count,
                                  [](const Mark& mark) { return mark.weak; });
  if (is_row) {
    return Unknown(WithoutFound(object->taint));
  }
  if (contents == nullptr) return Unknown(object->taint);
  if (contents->kind == ContentsKind::kObject) {
    if (SpecialMethod(object, known_->get_item) == nullptr) {
      if (const V elements = ElementsOf(*contents)) return Subscript(elements, key, code);
      const bool by_place = contents->of_class != nullptr && contents->of_class->is_tuple &&
                            key->IsConstant(ConstantKind::kInteger);
      const int64_t at = key->integer < 0 ? key->integer + contents->count : key->integer;
      if (by_place && at >= 0 && at < contents->count) return contents->items[at];
      if (contents->rest != nullptr) return contents->rest;
    }
    return CallMethod(object, known_->get_item, {{.value = key}}, code);
  }
  if (contents->kind == ContentsKind::kDictionary && key->kind == ValueKind::kConstant) {
    for (uint32_t i = 0; i < contents->count; ++i) {
      if (!SameConstant(contents->keys[i], key)) continue;
      return contents->rest == nullptr ? contents->items[i]
                                       : JoinValues(contents->items[i], contents->rest);
    }
    if (contents->otherwise != nullptr) return MadeForKey(object, key, code);
    return contents->rest == nullptr ? Unknown(object->taint) : contents->rest;
  }
  const bool by_place = contents->kind != ContentsKind::kDictionary && contents->rest == nullptr &&
                        key->IsConstant(ConstantKind::kInteger);
  if (by_place) {
    const int64_t at = key->integer < 0 ? key->integer + contents->count : key->integer;
    return at >= 0 && at < contents->count ? contents->items[at] : Unknown();
  }
  V joined = contents->otherwise == nullptr ? contents->rest : MadeForKey(object, key, code);
  for (uint32_t i = 0; i < contents->count; ++i) joined = JoinValues(joined, contents->items[i]);
  return joined == nullptr ? Unknown(object->taint) : joined;
}

// defaultdict(list)[key] where the key is not there yet.
V Interpreter::MadeForKey(V dictionary, V key, uint32_t code) {
  const Contents* contents = ContentsOf(dictionary);
  // One list for all keys that are not known will do.
  if (key->kind != ValueKind::kConstant && contents->rest != nullptr) return contents->rest;
  const V made = Call(contents->otherwise, {}, code);
  contents = ContentsOf(dictionary);
  const V given = JoinValues(made, contents->rest);
  SetContents(dictionary, WithKey(*contents, key, made));
  return given;
}

// "abc"[1]
V Interpreter::ElementOfText(V text, V key) {
  if (key->IsConstant(ConstantKind::kInteger) && IsAscii(text->text)) {
    const int64_t size = static_cast<int64_t>(text->text.size());
    const int64_t at = key->integer < 0 ? key->integer + size : key->integer;
    if (at >= 0 && at < size) return String(text->text.substr(at, 1), text->taint);
  }
  return Text("", text->taint);
}

bool Interpreter::IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

V Interpreter::EvalSlice(V object, const Code& slice, const Code&) {
  const V lower = slice.a == kNone ? Integer(0) : Eval(slice.a);
  const V upper = slice.b == kNone ? None() : Eval(slice.b);
  if (slice.c != kNone) Eval(slice.c);
  if (object->kind == ValueKind::kUnion) {
    return Unknown(DeepTaint(object));
  }
  if (object->kind == ValueKind::kText && slice.a == kNone && object->taint != nullptr) {
    return Text("", object->taint);
  }
  const bool bounded =
      lower->IsConstant(ConstantKind::kInteger) && slice.c == kNone &&
      (upper->IsConstant(ConstantKind::kInteger) || upper->IsConstant(ConstantKind::kNone));
  const Contents* contents = ContentsOf(object);
  const bool is_list =
      contents != nullptr && contents->rest == nullptr &&
      (contents->kind == ContentsKind::kList || contents->kind == ContentsKind::kTuple);
  const bool is_string = object->IsString() && IsAscii(object->text);
  if (bounded && (is_list || is_string)) {
    const int64_t size = is_list ? contents->count : static_cast<int64_t>(object->text.size());
    const auto clamp = [size](int64_t at) {
      return std::clamp<int64_t>(at < 0 ? at + size : at, 0, size);
    };
    const int64_t begin = clamp(lower->integer);
    const int64_t end =
        std::max(begin, upper->IsConstant(ConstantKind::kNone) ? size : clamp(upper->integer));
    if (is_string) return String(object->text.substr(begin, end - begin), object->taint);
    return MakeList(contents->kind, std::vector<V>(contents->items + begin, contents->items + end));
  }
  if (contents != nullptr && contents->kind != ContentsKind::kObject) {
    return NewContainer({.kind = contents->kind, .rest = Element(object, kNone)});
  }
  if (object->IsString()) return Text("", object->taint);
  return object->kind == ValueKind::kExternal ? Unknown(object->taint) : Unknown(DeepTaint(object));
}

}  // namespace meerkat::flow
