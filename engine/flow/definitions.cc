// The part of Interpreter that defines functions and classes and runs imports.

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

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
           // A function within a method is none: its first parameter is like any other.
           .of_class = frame_->function == kNone ? frame_->of_class : nullptr};
  if (made->of_class != nullptr) {
    const Symbol name = NameOf(function.name);
    made->is_static = name == known_->make;
    made->is_class_method = name == known_->init_subclass;
  }
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kFunction;
  value->function = made;
  made->defaults = EvalDefaults(function);
  V result = value;
  const std::span<const uint32_t> decorators = unit().List(code.b);
  size_t bare = decorators.size();  // decorators from there on got the function as it stands
  for (size_t i = decorators.size(); i > 0; --i) {
    result = Decorated(decorators[i - 1], result);
    if (result == value) bare = i - 1;
  }
  StoreName(function.name, code.c, result);
  // Somebody outside calls the function as it stands, but for what @staticmethod and the like say
  // of it.
  const bool is_same = result->kind == ValueKind::kFunction &&
                       result->function->function == code.a &&
                       result->function->setter == nullptr && result->function->deleter == nullptr;
  if (!is_same && result->kind == ValueKind::kFunction && frame_->module->is_main) {
    // @checked over @app.route(…): who sends a request calls what no check stands before.
    const bool is_called_bare =
        std::any_of(decorators.begin() + static_cast<ptrdiff_t>(bare), decorators.end(),
                    [this](uint32_t decorator) { return EntryOfDecorator(decorator) != nullptr; });
    if (!is_called_bare) wrappers_[code.a] = result;
  }
  QueueRoot(is_same ? result : value);
}

// Defaults are evaluated once, where the function is defined, and shared by all its calls.
const V* Interpreter::EvalDefaults(const Function& function) {
  const V* defaults = nullptr;
  V* made = nullptr;
  for (uint32_t i = 0; i < function.parameter_count; ++i) {
    const uint32_t given = unit().parameters[function.first_parameter + i].default_value;
    if (given == kNone) continue;
    if (made == nullptr) defaults = made = arena_.Array<V>(function.parameter_count);
    made[i] = Eval(given);
  }
  return defaults;
}

// @x.setter: the property that x is, with this function; null where a decorator is something else.
V Interpreter::AccessorOf(uint32_t decorator, V function) {
  const Code& code = unit().codes[decorator];
  if (code.kind != CodeKind::kAttribute) return nullptr;
  const std::string_view name = unit().Name(code.b);
  if (name != "setter" && name != "deleter" && name != "getter") return nullptr;
  const V property = Eval(code.a);
  if (property->kind != ValueKind::kFunction || !property->function->is_property) return nullptr;
  // @cache over the function may have made it an object: @value.getter then has no function to
  // start from.
  if (name == "getter" && function->kind != ValueKind::kFunction) return nullptr;
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

// What a decorator makes of a function, or of what an inner one has made of it. Where that is not
// known it is taken to call the function as it stands.
V Interpreter::Decorated(uint32_t decorator, V function) {
  if (const V property = AccessorOf(decorator, function)) return property;
  const V value = Eval(decorator);
  if (value->kind == ValueKind::kExternal) return DecoratedFromOutside(value->path, function);
  const bool is_followed = value->kind == ValueKind::kFunction ||
                           value->kind == ValueKind::kClass || value->kind == ValueKind::kBound ||
                           IsContainer(value, ContentsKind::kObject);
  if (!is_followed) return function;
  const V made = Call(value, {{.value = function}}, decorator);
  const bool is_callable = made->kind == ValueKind::kFunction || made->kind == ValueKind::kBound ||
                           IsContainer(made, ContentsKind::kObject);
  return is_callable ? made : function;
}

namespace {

// Whether a taint comes from nothing that another does not come from: function(other, name) hands
// on what was asked of one parameter as another.
bool IsMadeOf(const Taint* taint, const Taint& whole) {
  if (taint == nullptr) return true;
  return std::all_of(taint->marks, taint->marks + taint->count, [&whole](const Mark& mark) {
    return std::any_of(whole.marks, whole.marks + whole.count,
                       [&mark](const Mark& other) { return other.source == mark.source; });
  });
}

}  // namespace

// @checked: what the wrapper that it has made of the function asks before it calls that holds of
// the function's parameters.
void Interpreter::TakeChecksOfWrapper(const FunctionValue& function, uint32_t base) {
  const auto place = wrappers_.find(function.function);
  if (place == wrappers_.end() || wrapped_ != kNone || EntryOf(function) == nullptr) return;
  // app.add_url_rule(rule, view_func=function), in the decorator: nobody asks anything before it.
  if (registered_.contains(function.function)) return;
  const Unit& unit = *module_.unit;
  const Function& definition = unit.functions[function.function];
  const bool is_method = function.of_class != nullptr && !function.is_static;
  Arguments arguments;
  for (uint32_t i = 0; i < definition.parameter_count; ++i) {
    const Parameter& parameter = unit.parameters[definition.first_parameter + i];
    if (parameter.kind == ParameterKind::kStar || parameter.kind == ParameterKind::kDoubleStar) {
      return;
    }
    Argument argument{.value = state_.Get(base + i)};
    if (i > 0 || !is_method) {
      argument.has_keyword = true;
      argument.keyword = SymbolOf(module_, parameter.name);
    }
    arguments.push_back(argument);
  }
  if (std::none_of(arguments.begin(), arguments.end(),
                   [](const Argument& argument) { return argument.value->taint != nullptr; })) {
    return;
  }
  wrapped_ = function.function;
  handed_on_.assign(definition.parameter_count, nullptr);
  Call(place->second, arguments, kNone);
  ended_ = false;
  wrapped_ = kNone;
  for (uint32_t i = 0; i < definition.parameter_count; ++i) {
    const V before = arguments[i].value;
    if (handed_on_[i] == nullptr || before->taint == nullptr) continue;
    if (!IsMadeOf(handed_on_[i]->taint, *before->taint)) continue;
    const core::SinkSet gained = GainedBetween(before, handed_on_[i]);
    if (gained != 0) state_.Set(base + i, Cleared(before, gained));
  }
}

// Whether the call is the one that the wrapper under way makes: what it is given is noted, and the
// function not run.
bool Interpreter::IsHandedOn(const FunctionValue& function, V self, const Arguments& arguments) {
  if (wrapped_ != function.function || function.module != &module_) return false;
  const Function& definition = function.module->unit->functions[function.function];
  Frame* frame = arena_.New<Frame>();
  *frame = {.module = function.module,
            .function = function.function,
            .outer = function.outer,
            .caller = frame_,
            .of_class = function.of_class,
            .self = self};
  frame->base = state_.AllocateMany(
      static_cast<uint32_t>(function.module->unit->List(definition.slots).size()));
  const uint32_t wrapped = std::exchange(wrapped_, kNone);
  BindParameters(function, self, arguments, frame);
  wrapped_ = wrapped;
  for (uint32_t i = 0; i < definition.parameter_count; ++i) {
    if (const V given = state_.Get(frame->base + i))
      handed_on_[i] = JoinValues(handed_on_[i], given);
  }
  return true;
}

V Interpreter::DecoratedFromOutside(const Path* path, V function) {
  const std::string_view last = symbols_.Text(path->step);
  const bool is_property =
      last == "property" || last == "cached_property" || last == "lazy_property";
  const bool is_static = path == known_->static_method;
  const bool is_class_method = path == known_->class_method;
  if (function->kind != ValueKind::kFunction || !(is_property || is_static || is_class_method)) {
    return function;
  }
  FunctionValue* made = arena_.New<FunctionValue>();
  *made = *function->function;
  made->is_static |= is_static;
  made->is_class_method |= is_class_method;
  made->is_property |= is_property;
  Value* value = arena_.New<Value>();
  *value = *function;
  value->function = made;
  return value;
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
