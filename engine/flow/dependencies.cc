// The part of Interpreter for parameters that a framework fills by what stands at them: page =
// Depends(page_of), name: Annotated[str, Query()].

#include <algorithm>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

constexpr int kMaxDependencies = 4;

// A dependency's parameters are read from the request as its handler's are.
constexpr EntryModel kDependency = {"", core::kRemoteSource, core::SinkKind::kCount,
                                    "request db session websocket response background_tasks"};

}  // namespace

// page = Depends(page_of): what page_of gives when its own parameters come from the request.
// Depends() alone is about the class that the annotation names. Null: nothing is known of it.
V Interpreter::OfDependency(uint32_t argument, uint32_t annotation) {
  if (argument == kNone) argument = annotation;
  if (argument == kNone || dependencies_ >= kMaxDependencies) return nullptr;
  if (unit().codes[argument].kind == CodeKind::kSubscript) {  // Annotated[Page, Depends()]
    const Code& inner = unit().codes[unit().codes[argument].b];
    if (inner.kind != CodeKind::kTuple || unit().List(inner.a).empty()) return nullptr;
    argument = unit().List(inner.a)[0];
  }
  const V needed = Eval(argument);
  if (needed->kind == ValueKind::kClass)
    return OfNeededClass(*needed->class_value, unit().codes[argument].span);
  return OfNeeded(needed);
}

// What a dependency gives, a function or an object that is called, be it of this file or of another
// one.
V Interpreter::OfNeeded(V needed) {
  if (dependencies_ >= kMaxDependencies) return nullptr;
  if (const Contents* object = ContentsOf(needed); object != nullptr && object->of_class != nullptr)
    needed = ClassAttribute(object->of_class, known_->call, needed, kNone);
  if (needed == nullptr || needed->kind != ValueKind::kFunction) return nullptr;
  ++dependencies_;
  const Unit& unit = *needed->function->module->unit;
  const Function& definition = unit.functions[needed->function->function];
  if (needed->function->module == &module_) Register(needed, {.entry = &kDependency});
  V value = Invoke(needed, DependencyArguments(*needed), kNone);
  if (definition.is_generator) value = Element(value, kNone);
  --dependencies_;
  return value;
}

// What a framework calls it with, which reads the request for it.
Interpreter::Arguments Interpreter::DependencyArguments(const Value& needed) {
  const FunctionValue& function = *needed.function;
  if (function.module == &module_) return RootArguments(function, &kDependency);
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  Arguments arguments;
  for (uint32_t i = needed.self == nullptr ? 0 : 1; i < definition.parameter_count; ++i) {
    const Parameter& parameter = unit.parameters[definition.first_parameter + i];
    if (parameter.kind == ParameterKind::kStar || parameter.kind == ParameterKind::kDoubleStar)
      continue;
    arguments.push_back({.value = DependencyParameter(function, i),
                         .keyword = SymbolOf(*function.module, parameter.name),
                         .has_keyword = true});
  }
  return arguments;
}

// page: Annotated[Page, Depends()]: the class is made of the request.
V Interpreter::OfNeededClass(const ClassValue& needed, core::Span span) {
  ++dependencies_;
  V value = NewContainer({.kind = ContentsKind::kObject, .of_class = &needed});
  const V init = ClassAttribute(&needed, known_->init, value, kNone);
  if (init != nullptr && init->kind == ValueKind::kFunction) {
    Invoke(init, DependencyArguments(*init), kNone);
  } else {
    const Source* source = SourceAt(core::kRemoteSource, span, "the request is read");
    value = OfModel(needed, MakeTaint(Mark{.source = source}), 0);
  }
  --dependencies_;
  return value;
}

// A parameter of a dependency that another file has, as RootParameter says it of this one's.
V Interpreter::DependencyParameter(const FunctionValue& function, uint32_t index) {
  Frame* scope = arena_.New<Frame>();
  *scope = {.module = function.module};
  Frame* outer = std::exchange(frame_, scope);
  const Function& definition = unit().functions[function.function];
  const Parameter& parameter = unit().parameters[definition.first_parameter + index];
  const std::string_view name = unit().Name(parameter.name);
  uint16_t kind = kNoSource;
  if (!IsExcepted(kDependency, name)) kind = kDependency.kind;
  uint32_t argument = kNone;
  V named = nullptr;
  V value = nullptr;
  const ParameterModel* given = ParameterOf(parameter, true, &argument, &named);
  if (given != nullptr) kind = given->kind;
  if (given != nullptr && given->is_given_by_argument) {
    value = named == nullptr ? OfDependency(argument, parameter.annotation) : OfNeeded(named);
    if (value == nullptr) value = Unknown();
  }
  if (value == nullptr) value = OfTameAnnotation(parameter.annotation);
  if (value == nullptr) {
    const V typed = OfAnnotation(parameter.annotation);
    if (typed != nullptr && typed->kind == ValueKind::kExternal) value = typed;
  }
  if (value == nullptr) {
    const Path* type = TypeOfParameter(NameOf(parameter.name));
    if (type == known_->request) type = known_->web_request;
    if (type != nullptr) value = External(type, nullptr);
  }
  if (value == nullptr && (kind & options_.sources)) {
    const std::string text = std::string(name) + " is passed in";
    const Source* source = SourceAt(static_cast<core::SourceKind>(kind), parameter.span,
                                    symbols_.Text(symbols_.Of(text)));
    value = Unknown(MakeTaint(Mark{.source = source}));
  }
  frame_ = outer;
  return value == nullptr ? Unknown() : value;
}

// PageOf = Annotated[Page, Depends(page_of)]: a value that keeps what is said of the parameter, and
// what the first argument is. Null: nothing is said.
V Interpreter::AnnotatedType(uint32_t metadata) {
  const Code& items = unit().codes[metadata];
  if (items.kind != CodeKind::kTuple) return nullptr;
  for (const uint32_t item : unit().List(items.a)) {
    const Code& code = unit().codes[item];
    if (code.kind != CodeKind::kCall) continue;
    const V callee = Eval(code.a);
    if (callee->kind != ValueKind::kExternal || callee->path->said->parameter == nullptr) continue;
    const std::span<const uint32_t> arguments = unit().List(code.b);
    Value* kept = arena_.New<Value>();
    kept->kind = ValueKind::kExternal;
    kept->path = paths_.Called(callee->path);
    kept->self = Eval(arguments.empty() ? unit().List(items.a)[0] : unit().codes[arguments[0]].a);
    return kept;
  }
  return nullptr;
}

// p: str = Query(…), p: Annotated[str, Depends(f)]: what the tables say of the call, and its first
// argument; null: nothing. `is_handed`: a framework hands it in.
const ParameterModel* Interpreter::ParameterOf(const Parameter& parameter, bool is_handed,
                                               uint32_t* argument, V* named) {
  const auto of_call = [&](uint32_t index) -> const ParameterModel* {
    if (index == kNone) return nullptr;
    const Code& code = unit().codes[index];
    if (code.kind != CodeKind::kCall) return nullptr;
    const V callee = Eval(code.a);
    if (callee->kind != ValueKind::kExternal) return nullptr;
    const std::span<const uint32_t> arguments = unit().List(code.b);
    if (!arguments.empty()) *argument = unit().codes[arguments[0]].a;
    return callee->path->said->parameter;
  };
  if (const ParameterModel* found = of_call(parameter.default_value)) return found;
  if (parameter.annotation == kNone) return nullptr;
  const Code& annotation = unit().codes[parameter.annotation];
  // PageOf, which is Annotated[Page, Depends(page_of)] where it is defined
  if (annotation.kind == CodeKind::kName || annotation.kind == CodeKind::kAttribute) {
    V type = Eval(parameter.annotation);
    // Whether a parameter is a stranger's is worth one more file.
    const V there = type->kind == ValueKind::kExternal && type->self == nullptr && is_handed
                        ? FromFurtherFile(type->path)
                        : nullptr;
    if (there != nullptr) type = there;
    if (type->kind != ValueKind::kExternal || type->self == nullptr ||
        type->path->parent == nullptr) {
      return nullptr;
    }
    *named = type->self;
    return type->path->parent->said->parameter;
  }
  if (annotation.kind != CodeKind::kSubscript) return nullptr;
  const Code& inner = unit().codes[annotation.b];
  if (inner.kind != CodeKind::kTuple) return nullptr;
  for (const uint32_t item : unit().List(inner.a)) {
    if (const ParameterModel* found = of_call(item)) return found;
  }
  return nullptr;
}

}  // namespace meerkat::flow
