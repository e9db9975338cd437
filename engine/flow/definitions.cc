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
           .outer = frame_->function == kNone ? nullptr : frame_,
           .of_class = frame_->of_class};
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kFunction;
  value->function = made;
  for (const uint32_t decorator : unit().List(code.b)) Decorate(decorator, made);
  // Defaults are evaluated where the function is defined, for what they do.
  for (uint32_t i = 0; i < function.parameter_count; ++i) {
    const uint32_t given = unit().parameters[function.first_parameter + i].default_value;
    if (given != kNone) Eval(given);
  }
  StoreName(function.name, code.c, value);
  QueueRoot(value);
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

void Interpreter::DefineClass(const Code& code) {
  const Class& definition = unit().classes[code.a];
  ClassValue* made = arena_.New<ClassValue>();
  std::vector<V> bases;
  for (const uint32_t base : unit().List(definition.bases)) bases.push_back(Eval(base));
  V* base_copy = arena_.Array<V>(bases.size());
  std::copy(bases.begin(), bases.end(), base_copy);
  *made = {.module = frame_->module,
           .index = code.a,
           .name = NameOf(definition.name),
           .base_count = static_cast<uint32_t>(bases.size()),
           .bases = base_copy,
           .slot = state_.Allocate(MakeContents({.kind = ContentsKind::kObject}))};
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kClass;
  value->class_value = made;

  Frame* body = arena_.New<Frame>();
  *body = *frame_;
  body->caller = frame_;
  body->function = kNone;
  body->outer = frame_->function == kNone ? frame_->outer : frame_;
  body->of_class = made;
  body->namespace_slot = made->slot;
  Frame* outer = std::exchange(frame_, body);
  Run(definition.body);
  frame_ = outer;
  StoreName(definition.name, code.c, value);
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
    const V kept = KeptAt(path);
    StoreName(names[i + 1], names[i + 2], kept == nullptr ? External(path, nullptr) : kept);
  }
}

void Interpreter::RunImportStar(const Code& code) {
  Module& module = const_cast<Module&>(*frame_->module);
  module.star_imports.push_back(ModulePath(code));
}

}  // namespace meerkat::flow
