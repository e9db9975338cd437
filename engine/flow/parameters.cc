// The part of Interpreter that says what the parameters of a function are when somebody outside
// calls it: by the annotation, by what a framework hands in, by the route, by the name.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/routes.h"

namespace meerkat::flow {
namespace {

constexpr int kMaxModelDepth = 3;

bool IsOneOf(std::string_view word, const auto& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// What is an object in one program is as often a text in another: page, driver. There it counts
// that the function asks it for something: page.goto(…). Any other name says enough.
bool IsUsedAsObject(const Unit& unit, const Function& function, const Parameter& parameter) {
  static constexpr std::string_view kOftenTexts[] = {"browser", "df", "driver", "page", "response"};
  if (!IsOneOf(unit.Name(parameter.name), kOftenTexts)) return true;
  const auto begin = unit.codes.begin() + function.first_code;
  const auto end = unit.codes.begin() + function.end_code;
  return std::any_of(begin, end, [&](const Code& code) {
    if (code.kind != CodeKind::kAttribute) return false;
    const Code& object = unit.codes[code.a];
    return object.kind == CodeKind::kName && object.a == parameter.name;
  });
}

}  // namespace

V Interpreter::RootParameter(const FunctionValue& function, uint32_t index,
                             const EntryModel* entry) {
  if (function.module != &module_) return Unknown();  // an __init__ of another file
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  const Parameter& parameter = unit.parameters[definition.first_parameter + index];
  const std::string_view name = unit.Name(parameter.name);
  uint16_t kind = 0;
  if (entry != nullptr && !IsExcepted(*entry, name)) kind = entry->kind;
  uint32_t argument = kNone;
  V named = nullptr;
  const ParameterModel* given = ParameterOf(parameter, &argument, &named);
  if (given != nullptr) kind = given->kind;
  const bool is_public = IsPublic(function);
  if (kind == 0 && (is_public || !questions_->empty())) kind = core::kLibrarySource;
  if (given != nullptr && given->is_given_by_argument) {
    const V value =
        named == nullptr ? OfDependency(argument, parameter.annotation) : OfNeeded(named);
    if (value != nullptr) return value;
  }
  bool is_text = false;
  if (const V tame = OfRoute(function, index, entry, &is_text)) return tame;
  if (const V tame = is_text ? nullptr : OfTameAnnotation(parameter.annotation)) return tame;

  // What an unknown caller gives is told apart where a question may ask for it.
  const uint16_t tracked =
      options_.sources | (questions_->empty() ? core::SourceKind{} : core::kLibrarySource);
  const Taint* taint = nullptr;
  if ((kind & tracked) && name != "self" && name != "cls") {
    const std::string text = std::string(name) + " is passed in";
    Mark mark{.source = SourceAt(static_cast<core::SourceKind>(kind), parameter.span,
                                 symbols_.Text(symbols_.Of(text)), index)};
    mark.found = given == nullptr && entry != nullptr && (entry->is_text || is_text);
    if (entry != nullptr) mark.cleared = entry->cleared;
    taint = MakeTaint(mark);
  }
  if (parameter.annotation != kNone) {
    const V typed = OfAnnotation(parameter.annotation);
    if (typed != nullptr && typed->kind == ValueKind::kExternal &&
        Paths::TypeOf(typed->path)->parent != nullptr &&
        symbols_.Text(Paths::TypeOf(typed->path)->step).starts_with(':')) {
      return typed;
    }
    const bool is_request = typed != nullptr && IsRequestOfFile(typed) &&
                            TypeOfParameter(SymbolOf(*function.module, parameter.name)) != nullptr;
    if (typed != nullptr && typed->kind == ValueKind::kReference && !is_request) {
      if (taint == nullptr) return typed;
      const Contents* contents = ContentsOf(typed);
      if (contents->kind == ContentsKind::kObject) {
        const V model = OfModel(*contents->of_class, taint, 0);
        if (model != nullptr) return model;
      }
    }
    if (entry != nullptr && taint != nullptr) {
      if (const V list = OfField(parameter.annotation, taint, 0)) return list;
    }
  }
  // What a library hands in: its type is known, whatever the parameter is called.
  if (entry != nullptr && !entry->type.empty() && entry->cleared == core::kAllSinks) {
    return External(paths_.Module(entry->type), nullptr);
  }
  const Path* type = TypeOfParameter(SymbolOf(*function.module, parameter.name));
  if (type != nullptr && (entry != nullptr || IsUsedAsObject(unit, definition, parameter))) {
    if (entry != nullptr && type == known_->request) type = known_->web_request;
    const bool is_source = entry != nullptr && !IsExcepted(*entry, name);
    return External(type, is_source ? taint : nullptr);
  }
  if (entry != nullptr && !entry->type.empty() && taint != nullptr) {
    return External(paths_.Module(entry->type), taint);
  }
  if (parameter.kind == ParameterKind::kStar) {
    return NewContainer({.kind = ContentsKind::kTuple, .rest = Unknown(taint)});
  }
  if (parameter.kind == ParameterKind::kDoubleStar) {
    return NewContainer({.kind = ContentsKind::kDictionary, .rest = Unknown(taint)});
  }
  return Unknown(taint);
}

// async def _handle(self, request: Request), where the framework itself is what is analysed: its
// class says less of a request than is known of any.
bool Interpreter::IsRequestOfFile(V object) const {
  const Contents* contents = ContentsOf(object);
  if (contents == nullptr || contents->of_class == nullptr) return false;
  static constexpr std::string_view kNames[] = {"Request", "BaseRequest", "HttpRequest",
                                                "HTTPRequest", "WebRequest"};
  const ClassValue& of_class = *contents->of_class;
  if (!IsOneOf(symbols_.Text(of_class.name), kNames)) return false;
  // A model of what a client sends has fields.
  return std::none_of(of_class.order, of_class.order + of_class.order_count, [](V one) {
    if (one->kind != ValueKind::kClass || one->class_value->index == kNone) return false;
    const Unit& unit = *one->class_value->module->unit;
    const std::span<const uint32_t> body = unit.List(unit.classes[one->class_value->index].body);
    return std::any_of(body.begin(), body.end(), [&unit](uint32_t index) {
      const Code& statement = unit.codes[index];
      if (statement.kind != CodeKind::kAnnotated) return false;
      const Code& target = unit.codes[statement.a];
      return target.kind == CodeKind::kName && !unit.Name(target.a).starts_with('_');
    });
  });
}

// A function that code outside the package may call: it and its class are named without an
// underscore.
bool Interpreter::IsPublic(const FunctionValue& function) const {
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  const std::string_view name = unit.Name(definition.name);
  if (definition.outer != kNone) return false;
  if (name.starts_with('_') && name != "__init__" && name != "__call__") {
    return handed_out_.contains(SymbolOf(*function.module, definition.name));
  }
  if (name == "lambda") return false;
  return function.of_class == nullptr || !symbols_.Text(function.of_class->name).starts_with('_');
}

// The name at the end of an annotation or of the function it calls; empty: it has none.
std::string_view Interpreter::LastName(uint32_t index) const {
  const Code& code = unit().codes[index];
  if (code.kind == CodeKind::kName) return unit().Name(code.a);
  if (code.kind == CodeKind::kAttribute) return unit().Name(code.b);
  if (code.kind == CodeKind::kCall || code.kind == CodeKind::kSubscript) return LastName(code.a);
  return {};
}

// What may be of an annotation that only lets numbers or known words through; null: anything may
// be.
V Interpreter::OfTameAnnotation(uint32_t annotation, int depth) {
  if (annotation == kNone || depth > kMaxModelDepth) return nullptr;
  const Code& code = unit().codes[annotation];
  const std::string_view name = LastName(annotation);
  static constexpr std::string_view kNumbers[] = {"int",
                                                  "float",
                                                  "bool",
                                                  "complex",
                                                  "UUID",
                                                  "UUID1",
                                                  "UUID3",
                                                  "UUID4",
                                                  "UUID5",
                                                  "datetime",
                                                  "date",
                                                  "time",
                                                  "timedelta",
                                                  "Decimal",
                                                  "PositiveInt",
                                                  "NegativeInt",
                                                  "NonNegativeInt",
                                                  "NonPositiveInt",
                                                  "PositiveFloat",
                                                  "NonNegativeFloat",
                                                  "StrictInt",
                                                  "StrictFloat",
                                                  "StrictBool",
                                                  "FiniteFloat",
                                                  "AwareDatetime",
                                                  "NaiveDatetime",
                                                  "PastDate",
                                                  "FutureDate",
                                                  "IPv4Address",
                                                  "IPv6Address",
                                                  "IPvAnyAddress",
                                                  "ByteSize",
                                                  "PydanticObjectId",
                                                  "ObjectId"};
  static constexpr std::string_view kConstrained[] = {"conint", "confloat", "condecimal",
                                                      "condate"};
  static constexpr std::string_view kMany[] = {"list",      "List",     "set",   "Set",
                                               "Sequence",  "Iterable", "tuple", "Tuple",
                                               "frozenset", "FrozenSet"};
  if (code.kind == CodeKind::kName || code.kind == CodeKind::kAttribute) {
    if (IsOneOf(name, kNumbers)) return Number();
    const V type = Eval(annotation);
    const bool is_enumeration =
        type->kind == ValueKind::kClass && IsEnumeration(*type->class_value, 0);
    return is_enumeration ? Text("", nullptr) : nullptr;
  }
  if (code.kind == CodeKind::kCall) return IsOneOf(name, kConstrained) ? Number() : nullptr;
  if (code.kind == CodeKind::kBinary) {  // int | None
    const V left = OfTameAnnotation(code.a, depth + 1);
    const V right = OfTameAnnotation(code.b, depth + 1);
    return left == nullptr || right == nullptr ? nullptr : JoinValues(left, right);
  }
  if (code.kind == CodeKind::kConstant) {
    const bool is_none = unit().constants[code.a].kind == ConstantKind::kNone;
    return is_none ? Number() : nullptr;
  }
  if (code.kind != CodeKind::kSubscript) return nullptr;
  if (name == "Literal") return Text("", nullptr);
  const Code& inner = unit().codes[code.b];
  if (name == "Union" && inner.kind == CodeKind::kTuple) {
    V joined = nullptr;
    for (const uint32_t item : unit().List(inner.a)) {
      const V one = OfTameAnnotation(item, depth + 1);
      if (one == nullptr) return nullptr;
      joined = JoinValues(joined, one);
    }
    return joined;
  }
  uint32_t first = code.b;
  if (inner.kind == CodeKind::kTuple && !unit().List(inner.a).empty())
    first = unit().List(inner.a)[0];
  if (name == "Optional" || name == "Annotated") return OfTameAnnotation(first, depth + 1);
  if (IsOneOf(name, kMany)) {
    const V item = OfTameAnnotation(first, depth + 1);
    if (item != nullptr) return NewContainer({.kind = ContentsKind::kList, .rest = item});
  }
  return nullptr;
}

// class Color(str, Enum)
bool Interpreter::IsEnumeration(const ClassValue& of_class, int depth) const {
  if (depth > kMaxModelDepth) return false;
  return std::any_of(of_class.bases, of_class.bases + of_class.base_count, [&](V base) {
    if (base->kind == ValueKind::kClass) return IsEnumeration(*base->class_value, depth + 1);
    if (base->kind != ValueKind::kExternal) return false;
    static constexpr std::string_view kBases[] = {"Enum",    "IntEnum",     "StrEnum",       "Flag",
                                                  "IntFlag", "TextChoices", "IntegerChoices"};
    return IsOneOf(symbols_.Text(base->path->step), kBases);
  });
}

// What is made of a request by a class of data: each field is what its annotation says. Null for a
// class that names no field.
V Interpreter::OfModel(const ClassValue& of_class, const Taint* taint, int depth) {
  if (depth > kMaxModelDepth) return nullptr;
  const V object = NewContainer({.kind = ContentsKind::kObject, .of_class = &of_class}, taint);
  AddFields(object, of_class, taint, depth);
  return ContentsOf(object)->count == 0 ? nullptr : object;
}

void Interpreter::AddFields(V object, const ClassValue& of_class, const Taint* taint, int depth) {
  for (uint32_t i = 0; i < of_class.base_count; ++i) {
    const V base = of_class.bases[i];
    if (base->kind == ValueKind::kClass && base->class_value != &of_class &&
        depth < kMaxModelDepth) {
      AddFields(object, *base->class_value, taint, depth + 1);
    }
  }
  if (of_class.index == kNone) {  // namedtuple("Point", "x y")
    for (uint32_t i = 0; i < of_class.field_count; ++i) {
      SetContents(object, WithAttribute(*ContentsOf(object), of_class.fields[i], Unknown(taint)));
    }
    return;
  }
  Frame* scope = arena_.New<Frame>();
  *scope = {.module = of_class.module};
  Frame* outer = std::exchange(frame_, scope);
  for (const uint32_t index : unit().List(unit().classes[of_class.index].body)) {
    const Code& statement = unit().codes[index];
    if (statement.kind != CodeKind::kAnnotated) continue;
    const Code& target = unit().codes[statement.a];
    if (target.kind != CodeKind::kName) continue;
    V value = OfTameAnnotation(statement.c);
    if (value == nullptr) value = OfField(statement.c, taint, depth);
    if (value == nullptr) value = Unknown(taint);
    SetContents(object, WithAttribute(*ContentsOf(object), NameOf(target.a), value));
  }
  frame_ = outer;
}

// A field, or a parameter, that is a model itself or a list of them; null: neither.
V Interpreter::OfField(uint32_t annotation, const Taint* taint, int depth) {
  if (annotation == kNone || depth > kMaxModelDepth) return nullptr;
  const Code& code = unit().codes[annotation];
  if (code.kind == CodeKind::kName || code.kind == CodeKind::kAttribute) {
    const V type = Eval(annotation);
    return type->kind == ValueKind::kClass ? OfModel(*type->class_value, taint, depth + 1)
                                           : nullptr;
  }
  if (code.kind == CodeKind::kBinary) return OfField(code.a, taint, depth);
  if (code.kind != CodeKind::kSubscript) return nullptr;
  const Code& inner = unit().codes[code.b];
  uint32_t first = code.b;
  if (inner.kind == CodeKind::kTuple && !unit().List(inner.a).empty())
    first = unit().List(inner.a)[0];
  const std::string_view name = LastName(annotation);
  if (name == "Optional" || name == "Annotated") return OfField(first, taint, depth + 1);
  if (name != "list" && name != "List" && name != "Sequence") return nullptr;
  const V item = OfField(first, taint, depth + 1);
  return item == nullptr ? nullptr
                         : NewContainer({.kind = ContentsKind::kList, .rest = item}, taint);
}

// What a function gets from outside, by keyword.
Interpreter::Arguments Interpreter::RootArguments(const FunctionValue& function,
                                                  const EntryModel* entry) {
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  Arguments arguments;
  const bool is_method = function.of_class != nullptr && !function.is_static;
  for (uint32_t i = is_method ? 1 : 0; i < definition.parameter_count; ++i) {
    const Parameter& parameter = unit.parameters[definition.first_parameter + i];
    if (parameter.kind == ParameterKind::kStar || parameter.kind == ParameterKind::kDoubleStar) {
      continue;
    }
    arguments.push_back({.value = RootParameter(function, i, entry),
                         .keyword = SymbolOf(*function.module, parameter.name),
                         .has_keyword = true});
  }
  return arguments;
}

// What a route lets through for a variable: null where it may be any text, or where no route has
// it. A variable between '<' and '>' is a text whatever the annotation says: nobody converts it.
V Interpreter::OfRoute(const FunctionValue& function, uint32_t index, const EntryModel* entry,
                       bool* is_text) {
  const Unit& unit = *module_.unit;
  const Function& definition = unit.functions[function.function];
  const std::string_view name = unit.Name(unit.parameters[definition.first_parameter + index].name);
  RouteVariable found = RouteVariable::kAbsent;
  // Routes there are, and those of them that have a variable at all.
  int routes = 0;
  int with_variables = 0;
  const auto note = [&](std::string_view route, RouteVariable variable) {
    if (variable == RouteVariable::kAbsent) return;
    *is_text |= variable == RouteVariable::kText && route.find('<') != route.npos;
    if (found == RouteVariable::kAbsent || variable < found) found = variable;
  };
  const auto look = [&](std::string_view route) {
    routes += route.starts_with('/');
    with_variables += route.find_first_of("<{(") != route.npos;
    note(route, VariableOfRoute(route, name));
  };
  const auto registered = registered_.find(function.function);
  if (registered != registered_.end()) {
    for (const std::string_view route : registered->second.routes) look(route);
  }
  for (const uint32_t decorator : unit.List(definition.decorators)) {
    const Code& code = unit.codes[decorator];
    if (code.kind != CodeKind::kCall) continue;
    for (const uint32_t argument : unit.List(code.b)) {
      const Code& given = unit.codes[unit.codes[argument].a];
      if (given.kind != CodeKind::kConstant) continue;
      const Constant& constant = unit.constants[given.a];
      if (constant.kind == ConstantKind::kString) look(unit.TextOf(constant));
    }
  }
  if (found == RouteVariable::kAbsent && entry != nullptr && entry->is_text) {
    const bool is_method = function.of_class != nullptr;
    const std::string_view handler =
        is_method ? symbols_.Text(function.of_class->name) : unit.Name(definition.name);
    for (const std::string_view route : RoutesElsewhere(handler)) {
      look(route);
      if (is_method && index > 0) note(route, VariableOfRoute(route, index - 1));
    }
  }
  // add_url_rule("/new", view_func=new): what no part of the address says comes from the
  // application, unless some prefix that stands in this file says it, or a decorator hands it in.
  if (found == RouteVariable::kAbsent && routes > 0 && with_variables == 0 && entry != nullptr &&
      entry->is_text && unit.List(definition.decorators).empty() &&
      unit.literals.find('<' + std::string(name) + '>') == std::string::npos &&
      unit.literals.find(':' + std::string(name) + '>') == std::string::npos) {
    return Unknown();
  }
  if (found == RouteVariable::kNumber) return Number();
  return found == RouteVariable::kTame ? Text("", nullptr) : nullptr;
}

// What a parameter of that name is everywhere; null: nothing is known.
const Path* Interpreter::TypeOfParameter(Symbol name) {
  return paths_.Child(known_->parameters, name)->type;
}

// The value of an annotated variable, where its type says something; null if not.
V Interpreter::OfAnnotation(uint32_t annotation) {
  if (annotation == kNone) return nullptr;
  const Code& code = unit().codes[annotation];
  if (code.kind == CodeKind::kSubscript) {  // Optional[T], Annotated[T, …], list[T]
    const Code& of = unit().codes[code.a];
    const std::string_view name = of.kind == CodeKind::kName        ? unit().Name(of.a)
                                  : of.kind == CodeKind::kAttribute ? unit().Name(of.b)
                                                                    : std::string_view();
    if (name != "Optional" && name != "Annotated") return nullptr;
    uint32_t inner = code.b;
    if (unit().codes[inner].kind == CodeKind::kTuple) {
      const std::span<const uint32_t> items = unit().List(unit().codes[inner].a);
      if (items.empty()) return nullptr;
      inner = items[0];
    }
    return OfAnnotation(inner);
  }
  if (code.kind == CodeKind::kBinary) return OfAnnotation(code.a);  // T | None
  if (code.kind != CodeKind::kName && code.kind != CodeKind::kAttribute) return nullptr;
  const V type = Eval(annotation);
  if (type->kind == ValueKind::kExternal) {
    const Path* made = paths_.Called(type->path);
    return made->type == nullptr ? nullptr : OfPath(made, nullptr, kNone);
  }
  if (type->kind == ValueKind::kClass) {
    return NewContainer({.kind = ContentsKind::kObject, .of_class = type->class_value});
  }
  return nullptr;
}

}  // namespace meerkat::flow
