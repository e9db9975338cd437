// The part of Interpreter that says what the parameters of a function are when somebody outside
// calls it: by the annotation, by what a framework hands in, by the route, by the name.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/routes.h"
#include "engine/flow/words.h"

namespace meerkat::flow {
namespace {

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

// class Order(pydantic.BaseModel): what a client sends becomes one, whatever the parameter is
// called.
bool IsSentModel(const ClassValue& of_class, const Paths& paths, int depth = 0) {
  static constexpr std::string_view kModels[] = {
      "pydantic.BaseModel",       "pydantic.main.BaseModel", "pydantic.v1.BaseModel",
      "pydantic_v1.BaseModel",    "sqlmodel.SQLModel",       "sqlmodel.main.SQLModel",
      "pydantic.RootModel",       "msgspec.Struct",          "ninja.Schema",
      "pydantic_xml.BaseXmlModel"};
  constexpr int kMaxBases = 8;
  return depth < kMaxBases && std::any_of(
                                  of_class.bases, of_class.bases + of_class.base_count,
                                  [&](V base) {
                                    if (base->kind == ValueKind::kExternal)
                                      return IsOneOf(paths.Text(base->path), kModels);
                                    return base->kind == ValueKind::kClass &&
                                           base->class_value != &of_class &&
                                           IsSentModel(*base->class_value, paths, depth + 1);
                                  });
}

}  // namespace

// Of a view of Django, template_name="orders/list.html": another table of routes may set another
// one, no address does.
bool Interpreter::IsTemplateSetBeside(const EntryModel& entry, const Parameter& parameter) const {
  const Unit& unit = *module_.unit;
  if (!entry.is_text || parameter.default_value == kNone) return false;
  const Code& value = unit.codes[parameter.default_value];
  return value.kind == CodeKind::kConstant &&
         unit.constants[value.a].kind == ConstantKind::kString &&
         unit.Name(parameter.name).find("template") != std::string_view::npos;
}

V Interpreter::RootParameter(const FunctionValue& function, uint32_t index,
                             const EntryModel* entry) {
  if (function.module != &module_) return Unknown();  // an __init__ of another file
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  const Parameter& parameter = unit.parameters[definition.first_parameter + index];
  const std::string_view name = unit.Name(parameter.name);
  uint16_t kind = 0;
  // async def create(request: Order), where frameworks hand in what is called so
  const Contents* sent = nullptr;
  if (entry != nullptr && entry->except != kEveryMethod && parameter.annotation != kNone) {
    const V typed = OfAnnotation(parameter.annotation);
    if (typed != nullptr) sent = ContentsOf(typed);
  }
  const bool is_model = sent != nullptr && sent->kind == ContentsKind::kObject &&
                        sent->of_class != nullptr && IsSentModel(*sent->of_class, paths_);
  const bool is_excepted = entry != nullptr && !is_model && IsExcepted(*entry, name);
  if (entry != nullptr && !is_excepted && !IsTemplateSetBeside(*entry, parameter)) {
    kind = entry->kind;
  }
  uint32_t argument = kNone;
  V named = nullptr;
  const ParameterModel* given = ParameterOf(parameter, entry != nullptr, &argument, &named);
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
    const bool is_source = entry != nullptr && !is_excepted;
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

}  // namespace meerkat::flow
