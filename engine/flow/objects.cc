// The part of Interpreter that makes objects of the files' classes, and that knows the classes
// whose
// __init__ a library writes: dataclasses, named tuples, typed dictionaries, enumerations.

#include <algorithm>
#include <vector>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

constexpr size_t kMaxFields = 128;

}  // namespace

V Interpreter::Instantiate(const ClassValue* of_class, const Arguments& arguments, uint32_t code) {
  V object = nullptr;
  const V make = FindInClass(of_class, known_->make);
  if (make != nullptr && make->kind == ValueKind::kFunction) {
    Arguments given = {{.value = ClassOf(of_class)}};
    given.insert(given.end(), arguments.begin(), arguments.end());
    object = Call(make, given, code);
    const Contents* made = ContentsOf(object);
    if (made == nullptr || made->of_class == nullptr) return object;
  } else if (of_class->is_enumeration) {
    // Color(name) raises where no member has that value.
    const bool may_miss = FindInClass(of_class, symbols_.Of("_missing_")) != nullptr;
    if (arguments.size() == 1 && arguments[0].code != kNone && !may_miss)
      Refine(arguments[0].code, core::kAllSinks);
    return MemberOf(of_class);
  } else {
    object = NewContainer({.kind = ContentsKind::kObject, .of_class = of_class});
  }
  if (IsException(of_class)) {
    SetContents(object,
                WithAttribute(*ContentsOf(object), known_->arguments, ListOfArguments(arguments)));
  }
  const V init = FindInClass(of_class, known_->init);
  // class Name(str): what it is made of; what its own methods do with that is not followed.
  if (make == nullptr && init == nullptr && !arguments.empty() && IsText(of_class))
    return AsText(arguments[0].value);
  const Path* outside = ContainerBase(of_class);
  if (outside != nullptr) {
    const V elements = CallExternal(outside, External(outside, nullptr),
                                    init == nullptr ? arguments : Arguments(), code);
    SetContents(object, WithAttribute(*ContentsOf(object), known_->elements, elements));
    if (init == nullptr) return object;
  }
  const V bound = ClassAttribute(of_class, known_->init, object, code);
  // class Limited(pickle.Unpickler): what its find_class says is built.
  const bool chooses = init == nullptr && FindInClass(of_class, known_->find_class) != nullptr;
  if (bound != nullptr && !chooses && (init != nullptr || !of_class->has_fields)) {
    Call(bound, arguments, code);
    if (init != nullptr) return object;
  }
  if (of_class->is_dictionary) return CallContainer(LibraryCall::kDictionary, arguments, code);
  BindFields(object, of_class, arguments);
  // What model_dump() and its like give.
  if (of_class->is_checked) object = WithTaint(object, TaintOfAll(nullptr, arguments));
  if (const V after = SpecialMethod(object, known_->after_init)) Call(after, {}, code);
  return object;
}

// class C: name: str; C(x).name is x.
void Interpreter::BindFields(V object, const ClassValue* of_class, const Arguments& arguments) {
  Contents made = *ContentsOf(object);
  std::vector<V> given(of_class->field_count, nullptr);
  uint32_t position = 0;
  V any = nullptr;
  for (const Argument& argument : arguments) {
    if (argument.star || argument.double_star) {
      any = JoinValues(
          any, argument.star ? Element(argument.value, kNone) : Unknown(DeepTaint(argument.value)));
    } else if (!argument.has_keyword) {
      if (position < given.size()) given[position] = argument.value;
      ++position;
    } else {
      const Symbol* end = of_class->fields + of_class->field_count;
      const Symbol* place = std::find(of_class->fields, end, argument.keyword);
      if (place == end) {
        made = WithAttribute(made, argument.keyword, argument.value);
      } else {
        given[static_cast<size_t>(place - of_class->fields)] = argument.value;
      }
    }
  }
  // In the order of the fields, so that the elements of a named tuple stand at their places.
  for (uint32_t i = 0; i < of_class->field_count; ++i) {
    V value = given[i];
    if (value == nullptr) value = JoinValues(any, of_class->field_defaults[i]);
    if (value == nullptr) continue;
    if (given[i] == nullptr && value->kind == ValueKind::kBound) value = Call(value, {}, kNone);
    const V checked = of_class->field_types == nullptr ? nullptr : of_class->field_types[i];
    if (checked != nullptr && IsFromOutside(value)) value = checked;
    made = WithAttribute(made, of_class->fields[i], value);
  }
  if (of_class->field_count == 0) made.rest = JoinValues(made.rest, any);
  SetContents(object, made);
}

// The annotated names of a class's body, after those of its bases. In the frame of the class's
// body.
void Interpreter::FindFields(const Code& code, ClassValue* of_class) {
  std::vector<Symbol> names;
  std::vector<V> defaults;
  std::vector<V> types;
  const auto add = [&](Symbol name, V value, V type) {
    const auto place = std::find(names.begin(), names.end(), name);
    if (place != names.end()) {
      defaults[static_cast<size_t>(place - names.begin())] = value;
      types[static_cast<size_t>(place - names.begin())] = type;
    } else if (names.size() < kMaxFields) {
      names.push_back(name);
      defaults.push_back(value);
      types.push_back(type);
    }
  };
  for (uint32_t i = of_class->order_count; i-- > 1;) {
    const V base = of_class->order[i];
    if (base->kind == ValueKind::kClass) {
      of_class->is_tuple |= base->class_value->is_tuple;
      of_class->is_dictionary |= base->class_value->is_dictionary;
      of_class->is_enumeration |= base->class_value->is_enumeration;
      of_class->is_checked |= base->class_value->is_checked;
      const V* checked = base->class_value->field_types;
      for (uint32_t j = 0; j < base->class_value->field_count; ++j) {
        add(base->class_value->fields[j], base->class_value->field_defaults[j],
            checked == nullptr ? nullptr : checked[j]);
      }
    } else if (base->kind == ValueKind::kExternal) {
      of_class->is_tuple |= base->path == known_->named_tuple;
      of_class->is_dictionary |= base->path == known_->typed_dictionary;
      of_class->is_enumeration |= base->path->parent == known_->enumerations;
      of_class->is_checked |= paths_.Called(base->path)->type == known_->checked_model;
    }
  }
  const Class& definition = unit().classes[code.a];
  bool is_record = of_class->is_tuple;
  for (const uint32_t index : unit().List(definition.decorators)) {
    const Code& decorator = unit().codes[index];
    const V value = Eval(decorator.kind == CodeKind::kCall ? decorator.a : index);
    if (value->kind != ValueKind::kExternal) continue;
    const std::string_view name = symbols_.Text(value->path->step);
    of_class->is_checked |= value->path->parent == known_->checked_records;
    is_record |= name == "dataclass" || name == "define" || name == "frozen" || name == "s" ||
                 name == "attrs" || name == "mutable";
  }
  of_class->is_checked &= !ReplacesChecks(definition);
  for (const uint32_t index : unit().List(definition.body)) {
    const Code& statement = unit().codes[index];
    uint32_t target = kNone;
    uint32_t given = kNone;
    if (statement.kind == CodeKind::kAnnotated) {
      target = statement.a;
      given = statement.b;
    } else if (statement.kind == CodeKind::kAssign && is_record &&
               unit().codes[statement.b].kind == CodeKind::kCall) {  // x = attr.ib()
      const std::span<const uint32_t> targets = unit().List(statement.a);
      if (targets.size() == 1 && IsFieldCall(statement.b)) target = targets[0];
      given = statement.b;
    }
    if (target == kNone || unit().codes[target].kind != CodeKind::kName) continue;
    bool is_field = true;
    const V value = FieldDefault(given, &is_field);
    if (!is_field) continue;
    const bool is_checked = of_class->is_checked && statement.kind == CodeKind::kAnnotated;
    add(NameOf(unit().codes[target].a), value,
        is_checked ? OfTameAnnotation(statement.c) : nullptr);
  }
  of_class->has_fields = is_record;
  of_class->field_count = static_cast<uint32_t>(names.size());
  Symbol* name_copy = arena_.Array<Symbol>(names.size());
  V* default_copy = arena_.Array<V>(names.size());
  std::copy(names.begin(), names.end(), name_copy);
  std::copy(defaults.begin(), defaults.end(), default_copy);
  if (of_class->is_checked) {
    V* type_copy = arena_.Array<V>(types.size());
    std::copy(types.begin(), types.end(), type_copy);
    of_class->field_types = type_copy;
  }
  of_class->fields = name_copy;
  of_class->field_defaults = default_copy;
}

// @field_validator("limit", mode="plain"), which is asked instead of the type
bool Interpreter::ReplacesChecks(const Class& definition) {
  const std::span<const uint32_t> body = unit().List(definition.body);
  return std::any_of(body.begin(), body.end(), [this](uint32_t index) {
    const Code& statement = unit().codes[index];
    if (statement.kind != CodeKind::kDefine) return false;
    const std::span<const uint32_t> decorators = unit().List(statement.b);
    return std::any_of(decorators.begin(), decorators.end(), [this](uint32_t decorator) {
      const Code& call = unit().codes[decorator];
      if (call.kind != CodeKind::kCall || LastName(call.a).find("validator") == std::string::npos)
        return false;
      const std::span<const uint32_t> arguments = unit().List(call.b);
      return std::any_of(arguments.begin(), arguments.end(), [this](uint32_t argument) {
        const Code& given = unit().codes[argument];
        if (given.b == kNone || unit().Name(given.b) != "mode") return false;
        const V mode = Eval(given.a);
        return mode->IsString() && (mode->text == "plain" || mode->text == "wrap");
      });
    });
  });
}

// dataclasses.field(…), attr.ib(…)
bool Interpreter::IsFieldCall(uint32_t code) {
  const Code& call = unit().codes[code];
  if (call.kind != CodeKind::kCall) return false;
  const V callee = Eval(call.a);
  if (callee->kind != ValueKind::kExternal) return false;
  const std::string_view name = symbols_.Text(callee->path->step);
  return name == "field" || name == "ib" || name == "attrib" || name == "Field";
}

// The default of a field, what is called for it as a partial; null: it has none.
V Interpreter::FieldDefault(uint32_t given, bool* is_field) {
  if (given == kNone) return nullptr;
  if (!IsFieldCall(given)) return Eval(given);
  V value = nullptr;
  for (const uint32_t index : unit().List(unit().codes[given].b)) {
    const Code& argument = unit().codes[index];
    if (argument.b == kNone) continue;
    const std::string_view name = unit().Name(argument.b);
    const V evaluated = Eval(argument.a);
    if (name == "default") value = evaluated;
    if (name == "default_factory" || name == "factory") {
      value = MakeBound(BoundKind::kPartial, evaluated, {});
    }
    if (name == "init" && TruthOf(evaluated) == Truth::kFalse) *is_field = false;
  }
  return value;
}

// namedtuple("Pair", "a b"), namedtuple("Pair", ["a", "b"])
V Interpreter::MakeNamedTuple(const Arguments& arguments) {
  const V name = Find(arguments, 0, false, 0);
  const V fields = Find(arguments, 1, true, symbols_.Of("field_names"));
  if (name == nullptr || fields == nullptr) return nullptr;
  std::vector<Symbol> names;
  if (fields->IsString()) {
    std::string_view text = fields->text;
    while (!text.empty() && names.size() < kMaxFields) {
      const size_t end = std::min(text.find_first_of(" ,\t\n"), text.size());
      if (end > 0) names.push_back(symbols_.Of(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  } else if (const Contents* list = ContentsOf(fields); list != nullptr && list->rest == nullptr) {
    for (uint32_t i = 0; i < std::min<uint32_t>(list->count, kMaxFields); ++i) {
      if (!list->items[i]->IsString()) return nullptr;
      names.push_back(symbols_.Of(list->items[i]->text));
    }
  } else {
    return nullptr;
  }
  ClassValue* made = arena_.New<ClassValue>();
  Symbol* copy = arena_.Array<Symbol>(names.size());
  std::copy(names.begin(), names.end(), copy);
  *made = {.module = frame_->module,
           .name = name->IsString() ? symbols_.Of(name->text) : known_->any_name,
           .slot = state_.Allocate(MakeContents({.kind = ContentsKind::kObject})),
           .field_count = static_cast<uint32_t>(names.size()),
           .fields = copy,
           .field_defaults = arena_.Array<V>(names.size()),
           .has_fields = true,
           .is_tuple = true};
  const V value = ClassOf(made);
  Linearize(made, value);
  return value;
}

// Any of the members of an enumeration.
V Interpreter::MemberOf(const ClassValue* of_class) {
  V joined = nullptr;
  const V names = state_.Get(of_class->slot);
  for (uint32_t i = 0; names != nullptr && i < names->contents->count; ++i) {
    const V item = names->contents->items[i];
    if (item->kind == ValueKind::kFunction ||
        symbols_.Text(names->contents->names[i]).starts_with('_')) {
      continue;
    }
    joined = JoinValues(joined, item);
  }
  return joined == nullptr ? Text("", nullptr) : joined;
}

// Pair(1, 2)._replace(a=x), ._asdict()
V Interpreter::TupleMethod(V object, std::string_view name, const Arguments& arguments) {
  const Contents* contents = ContentsOf(object);
  if (contents == nullptr || contents->of_class == nullptr || !contents->of_class->is_tuple)
    return nullptr;
  if (name == "_asdict") return NamesOf(*contents);
  if (name != "_replace") return nullptr;
  Arguments given = {{.value = object}};
  given.insert(given.end(), arguments.begin(), arguments.end());
  return CallMaker(LibraryCall::kReplace, given);
}

bool Interpreter::IsException(const ClassValue* of_class) const {
  return std::any_of(of_class->order, of_class->order + of_class->order_count, [this](V base) {
    if (base->kind != ValueKind::kExternal || base->path->parent != known_->builtins_module)
      return false;
    const std::string_view name = symbols_.Text(base->path->step);
    return name.ends_with("Error") || name.ends_with("Exception");
  });
}

bool Interpreter::IsText(const ClassValue* of_class) const {
  return std::any_of(of_class->order, of_class->order + of_class->order_count, [this](V base) {
    return base->kind == ValueKind::kExternal && base->path == known_->text_type;
  });
}

// The list or dictionary that an object of such a class is; null: it is none.
V Interpreter::ElementsOf(const Contents& object) const {
  return object.of_class == nullptr ? nullptr : ObjectAttribute(object, known_->elements);
}

// dict, list, collections.OrderedDict …, where a class has it for a base; else null.
const Path* Interpreter::ContainerBase(const ClassValue* of_class) const {
  for (uint32_t i = 1; i < of_class->order_count; ++i) {
    const V base = of_class->order[i];
    if (base->kind != ValueKind::kExternal) continue;
    if (base->path == known_->list_type || base->path == known_->dictionary_type ||
        base->path == known_->set_type) {
      return base->path;
    }
    const auto library = known_->library.find(base->path);
    if (library != known_->library.end() && library->second >= LibraryCall::kList &&
        library->second <= LibraryCall::kChainMap) {
      return base->path;
    }
  }
  return nullptr;
}

}  // namespace meerkat::flow
