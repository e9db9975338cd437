// The part of Interpreter that defines functions and classes and runs imports.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

void Interpreter::Define(const Code& code) {
  const Function& function = unit().functions[code.a];
  FunctionValue* made = arena_.New<FunctionValue>();
  *made = {.module = frame_->module,
           .function = code.a,
           // A class's body is no scope of its methods; what is around the class is.
           .outer = frame_->function == kNone ? frame_->outer : frame_,
           .of_class = frame_->of_class};
  if (made->of_class != nullptr) {
    const Symbol name = NameOf(function.name);
    made->is_static = name == known_->make;
    made->is_class_method = name == known_->init_subclass;
  }
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kFunction;
  value->function = made;
  V result = value;
  for (const uint32_t decorator : unit().List(code.b)) {
    if (const V property = AccessorOf(decorator, value)) {
      result = property;
    } else {
      Decorate(decorator, made);
    }
  }
  // Defaults are evaluated where the function is defined, for what they do.
  for (uint32_t i = 0; i < function.parameter_count; ++i) {
    const uint32_t given = unit().parameters[function.first_parameter + i].default_value;
    if (given != kNone) Eval(given);
  }
  StoreName(function.name, code.c, result);
  QueueRoot(value);
}

// @x.setter: the property that x is, with this function; null where a decorator is something else.
V Interpreter::AccessorOf(uint32_t decorator, V function) {
  const Code& code = unit().codes[decorator];
  if (code.kind != CodeKind::kAttribute) return nullptr;
  const std::string_view name = unit().Name(code.b);
  if (name != "setter" && name != "deleter" && name != "getter") return nullptr;
  const V property = Eval(code.a);
  if (property->kind != ValueKind::kFunction || !property->function->is_property) return nullptr;
  FunctionValue* made = arena_.New<FunctionValue>();
  *made = name == "getter" ? *function->function : *property->function;
  made->is_property = true;
  made->setter = name == "setter" ? function : property->function->setter;
  made->deleter = name == "deleter" ? function : property->function->deleter;
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kFunction;
  value->function = made;
  return value;
}

void Interpreter::Decorate(uint32_t decorator, FunctionValue* function) {
  const V value = Eval(decorator);
  if (value->kind != ValueKind::kExternal) {
    // @x.setter and functions of the file: what they make of it is not followed.
    return;
  }
  const Path* path = value->path;
  if (path == known_->static_method) function->is_static = true;
  if (path == known_->class_method) function->is_class_method = true;
  const std::string_view last = symbols_.Text(path->step);
  if (last == "property" || last == "cached_property" || last == "lazy_property") {
    function->is_property = true;
  }
}

// --- imports -------------------------------------------------------------------------------------

void Interpreter::RunImport(const Code& code) {
  std::string_view module = unit().Name(code.a);
  if (!(code.flags & kWhole)) module = module.substr(0, module.find('.'));
  StoreName(code.b, code.c, OfPath(paths_.Module(module), nullptr, kNone));
}

void Interpreter::RunImportFrom(const Code& code) {
  const Path* module = ModulePath(code);
  const std::span<const uint32_t> names = unit().List(code.b);
  for (size_t i = 0; i + 2 < names.size(); i += 3) {
    const Path* path = paths_.Child(module, NameOf(names[i]));
    // A source that is imported is read where it is used: its name stands for it.
    StoreName(names[i + 1], names[i + 2], External(path, nullptr));
  }
}

void Interpreter::RunImportStar(const Code& code) {
  Module& module = const_cast<Module&>(*frame_->module);
  module.star_imports.push_back(ModulePath(code));
}

}  // namespace meerkat::flow
