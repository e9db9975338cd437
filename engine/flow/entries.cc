// The part of Interpreter that knows which functions others call, and with what.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// Whether a list of names, separated by blanks, has that one.
bool Names(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == name) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

bool Interpreter::IsExcepted(const EntryModel& entry, std::string_view name) const {
  return Names(entry.except, name);
}

// What the tables say of a function by its own name, or of a method by its class.
const EntryModel* Interpreter::EntryByName(const FunctionValue& function) {
  const Function& definition = module_.unit->functions[function.function];
  const Symbol name = module_.names[definition.name];
  if (function.of_class == nullptr) return paths_.Child(known_->functions, name)->entry;
  if (const EntryModel* entry = EntryOfMethod(*function.of_class, name, 0)) return entry;
  return paths_.Child(known_->own, name)->entry;
}

// A method that a base class outside the file calls: by its name, the beginning of its name, or any.
const EntryModel* Interpreter::EntryOfMethod(const ClassValue& of_class, Symbol name, int depth) {
  const std::string_view text = symbols_.Text(name);
  for (uint32_t i = 0; i < of_class.base_count && depth < 6; ++i) {
    const V base = of_class.bases[i];
    if (base->kind == ValueKind::kClass && base->class_value != &of_class) {
      const EntryModel* entry = EntryOfMethod(*base->class_value, name, depth + 1);
      if (entry != nullptr) return entry;
    }
    if (base->kind != ValueKind::kExternal) continue;
    const Path* made = Paths::TypeOf(paths_.Called(base->path));
    if (!made->is_known && symbols_.Text(base->path->step).ends_with("Servicer")) {
      made = known_->servicer;
    }
    if (!made->is_known && made->base == nullptr) continue;
    const Path* path = paths_.Child(made, name);
    if (path->entry == nullptr && !text.starts_with('_')) {
      const std::string begin(text.substr(0, text.find('_')));
      path = paths_.Child(made, symbols_.Of(begin + "_*"));
      if (path->entry == nullptr) path = paths_.Child(made, known_->any_name);
    }
    if (path->entry != nullptr) return path->entry;
  }
  return nullptr;
}

// @app.route("/items/<int:item>"), @app.get("/items/{item:int}"): the parameter is a number.
bool Interpreter::IsNumberInRoute(const Function& function, std::string_view name) const {
  const Unit& unit = *module_.unit;
  const std::string text(name);
  for (const uint32_t decorator : unit.List(function.decorators)) {
    const Code& code = unit.codes[decorator];
    if (code.kind != CodeKind::kCall || unit.List(code.b).empty()) continue;
    const Code& first = unit.codes[unit.codes[unit.List(code.b)[0]].a];
    if (first.kind != CodeKind::kConstant) continue;
    const Constant& constant = unit.constants[first.a];
    if (constant.kind != ConstantKind::kString) continue;
    const std::string_view route = unit.Name(constant.text);
    for (const std::string_view number : {"int", "float", "uuid"}) {
      if (route.find(std::string("<").append(number).append(":") + text + ">") != route.npos ||
          route.find("{" + text + ":" + std::string(number)) != route.npos) {
        return true;
      }
    }
  }
  return false;
}

// p: str = Query(…), p: Annotated[str, Depends(f)]: what the tables say of the call; null: nothing.
const ParameterModel* Interpreter::ParameterOf(const Parameter& parameter) {
  const auto of_call = [&](uint32_t index) -> const ParameterModel* {
    if (index == kNone) return nullptr;
    const Code& code = module_.unit->codes[index];
    if (code.kind != CodeKind::kCall) return nullptr;
    const V callee = Eval(code.a);
    return callee->kind == ValueKind::kExternal ? callee->path->parameter : nullptr;
  };
  if (const ParameterModel* found = of_call(parameter.default_value)) return found;
  if (parameter.annotation == kNone) return nullptr;
  const Code& annotation = module_.unit->codes[parameter.annotation];
  if (annotation.kind != CodeKind::kSubscript) return nullptr;
  const Code& inner = module_.unit->codes[annotation.b];
  if (inner.kind != CodeKind::kTuple) return nullptr;
  for (const uint32_t item : module_.unit->List(inner.a)) {
    if (const ParameterModel* found = of_call(item)) return found;
  }
  return nullptr;
}

// What a parameter of that name is everywhere; null: nothing is known.
const Path* Interpreter::TypeOfParameter(Symbol name) {
  return paths_.Child(known_->parameters, name)->type;
}

// Whether an argument has the value that a row asks for.
bool Interpreter::Holds(const TypeWhen& when, const Arguments& arguments) {
  const ArgumentSpec& spec = when.argument;
  const V value = Find(arguments, spec.position, spec.has_keyword, spec.keyword);
  if (value == nullptr) return false;
  if (when.model->value == "True") return TruthOf(value) == Truth::kTrue;
  if (when.model->value == "False") return TruthOf(value) == Truth::kFalse;
  if (value->IsString()) return value->text == when.model->value;
  return value->kind == ValueKind::kExternal && paths_.Text(value->path) == when.model->value;
}

// parser.setFeature(feature_external_ges, True): the variable holds another kind of parser from now on.
void Interpreter::ChangeReceiver(const Code& function, V callee, const Arguments& arguments) {
  if (callee->kind != ValueKind::kExternal || callee->path->types_when.empty()) return;
  if (function.kind != CodeKind::kAttribute) return;
  for (const TypeWhen& when : callee->path->types_when) {
    if (!Holds(when, arguments)) continue;
    if (arguments.size() > 1 && TruthOf(arguments[1].value) == Truth::kFalse) continue;
    Assign(function.a, External(when.type, callee->taint), function.span);
  }
}

}  // namespace meerkat::flow
