#include "engine/flow/interpreter.h"

#include <algorithm>

#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// Of a module with more functions the closures that are made of them are not run one by one.
constexpr size_t kMaxClosures = 500;

}  // namespace

Interpreter::Interpreter() : paths_(&symbols_), known_(std::make_unique<Known>(&symbols_, &paths_)) {}
Interpreter::~Interpreter() = default;

bool Interpreter::Exhausted() {
  if (stopped_) return true;
  if (steps_ >= root_limit_ || steps_ >= kMaxSteps || arena_.bytes() >= kMaxBytes) {
    incomplete_ = true;
    return true;
  }
  if ((steps_ & 255) == 0 && budget_->Stopped()) stopped_ = true;
  return stopped_;
}

bool Interpreter::Analyse(const Unit& unit, const FlowOptions& options, const core::Budget& budget,
                          std::vector<Question>* questions, UnitSource* units,
                          std::vector<Flow>* flows) {
  units_ = units;
  files_.clear();
  modules_.clear();
  questions_ = questions;
  arena_.Reset();
  state_.Shrink(0);
  sources_.clear();
  reported_.clear();
  queued_.clear();
  analysed_.clear();
  plain_steps_.clear();
  gains_.clear();
  in_module_ = false;
  ended_ = false;
  selves_.clear();
  roots_.clear();
  exits_.clear();
  options_ = options;
  budget_ = &budget;
  flows_ = flows;
  depth_ = 0;
  calls_ = 0;
  steps_ = 0;
  root_limit_ = kMaxStepsOfRoot;
  stopped_ = false;
  incomplete_ = false;
  own_names_.clear();
  for (uint32_t i = 0; i < unit.names.size(); ++i) own_names_.push_back(symbols_.Of(unit.Name(i)));
  module_ = Module{.unit = &unit, .names = own_names_, .is_main = true};

  FindQuestions();

  Value* none = arena_.New<Value>();
  none->kind = ValueKind::kConstant;
  none_ = none;
  Value* truth = arena_.New<Value>();
  truth->kind = ValueKind::kConstant;
  truth->constant = ConstantKind::kTrue;
  true_ = truth;
  Value* falsehood = arena_.New<Value>();
  falsehood->kind = ValueKind::kConstant;
  falsehood->constant = ConstantKind::kFalse;
  false_ = falsehood;
  unknown_ = arena_.New<Value>();
  Value* number = arena_.New<Value>();
  number->is_number = true;
  number_ = number;

  FindWanted();
  RunModule();
  RunRoots();
  if (stopped_ || incomplete_) return false;
  FindDead();
  return true;
}

void Interpreter::RunModule() {
  Frame* frame = arena_.New<Frame>();
  *frame = {.module = &module_};
  frame_ = frame;
  exits_.push_back({});
  in_module_ = true;
  Run(module_.unit->module_body);
  in_module_ = false;
  exits_.clear();
  frame_ = nullptr;
}

// Functions that are defined are run once as if somebody outside called them; those that are defined
// while one runs come later.
void Interpreter::QueueRoot(V function) {
  const FunctionValue& value = *function->function;
  if (value.module != &module_ || !IsWanted(value)) return;
  const bool is_new = analysed_.insert(value.function).second;
  // What decorators make of several functions is as many closures.
  const bool is_closure = in_module_ && value.outer != nullptr && roots_.size() < kMaxClosures &&
                          queued_.insert({value.outer, value.function}).second;
  if (is_new || is_closure) roots_.push_back(function);
}

bool Interpreter::IsFromOutside(V value) const {
  const Taint* taint = nullptr;
  if (value->kind == ValueKind::kContents) {
    for (uint32_t i = 0; i < value->contents->count && taint == nullptr; ++i) {
      taint = DeepTaint(value->contents->items[i]);
    }
    if (taint == nullptr && value->contents->rest != nullptr) taint = DeepTaint(value->contents->rest);
  } else {
    taint = DeepTaint(value);
  }
  if (taint == nullptr) return false;
  return std::any_of(taint->marks, taint->marks + taint->count, [](const Mark& mark) {
    return mark.source->kind != core::kLibrarySource && mark.source->kind != core::kExceptionSource;
  });
}

void Interpreter::RunRoots() {
  // What one function leaves behind in the module's variables and objects, another may meet: then all
  // are run once more.
  for (int round = 0; round < 2; ++round) {
    bool left_behind = false;
    for (size_t i = 0; i < roots_.size() && !stopped_; ++i) {
      if (steps_ >= kMaxSteps || arena_.bytes() >= kMaxBytes) return;
      root_limit_ = steps_ + kMaxStepsOfRoot;
      left_behind |= RunRoot(roots_[i]);
    }
    if (!left_behind) return;
  }
}

bool Interpreter::RunRoot(V value) {
  const FunctionValue& function = *value->function;
  const Function& definition = module_.unit->functions[function.function];
  const State::Mark mark = state_.Begin();
  Frame* frame = arena_.New<Frame>();
  *frame = {.module = &module_,
            .function = function.function,
            .outer = function.outer,
            .of_class = function.of_class};
  gains_.clear();
  ended_ = false;
  Frame scope{.module = &module_, .outer = function.outer};
  frame_ = &scope;
  depth_ = 0;
  calls_ = 0;
  bound_.clear();
  exits_.clear();
  exits_.push_back({.slots = static_cast<uint32_t>(state_.size())});
  frame->base = state_.AllocateMany(
      static_cast<uint32_t>(module_.unit->List(definition.slots).size()));
  BindRootParameters(function, frame);
  RunFrame(frame, definition);
  frame_ = nullptr;
  const State::Changes changes = state_.Take(mark);
  state_.Merge(changes, {}, [this](V x, V y) { return JoinValues(x, y); });
  const auto is_from_outside = [this](V value) { return value != nullptr && IsFromOutside(value); };
  return std::any_of(changes.begin(), changes.end(),
                     [&](const auto& change) { return is_from_outside(change.second); }) ||
         std::any_of(bound_.begin(), bound_.end(), [&](const auto& bound) {
           const V now = state_.Get(bound.first);
           return now != bound.second && is_from_outside(now);
         });
}

const EntryModel* Interpreter::EntryOf(const FunctionValue& function) {
  const Function& definition = module_.unit->functions[function.function];
  for (const uint32_t decorator : module_.unit->List(definition.decorators)) {
    V value = nullptr;
    const Code& code = module_.unit->codes[decorator];
    value = Eval(code.kind == CodeKind::kCall ? code.a : decorator);
    if (value->kind == ValueKind::kExternal) {
      if (value->path->entry != nullptr) return value->path->entry;
      const Path* any = value->path->is_known ? nullptr : paths_.OfAny(value->path->step);
      if (any != nullptr && any->entry != nullptr) return any->entry;
    } else if (value->kind == ValueKind::kMethod) {
      const Path* any = paths_.OfAny(value->symbol);
      if (any != nullptr && any->entry != nullptr) return any->entry;
    }
  }
  return EntryByName(function);
}

// @app.route("/login"): a function with no other route than those without a variable part is only called
// for requests of these paths. (Flask, "Routing": what follows no "<converter:name>" is matched as it is.)
V Interpreter::RouteOf(const FunctionValue& function) {
  const Unit& unit = *module_.unit;
  V routes = nullptr;
  for (const uint32_t decorator : unit.List(unit.functions[function.function].decorators)) {
    const Code& code = unit.codes[decorator];
    if (code.kind != CodeKind::kCall || unit.List(code.b).empty()) continue;
    const Code& function_code = unit.codes[code.a];
    if (function_code.kind != CodeKind::kAttribute) continue;
    const V path = Eval(unit.codes[unit.List(code.b)[0]].a);
    if (!path->IsString() || path->text.find('<') != std::string_view::npos ||
        !path->text.starts_with('/')) {
      return nullptr;
    }
    routes = JoinValues(routes, path);
  }
  return routes;
}

void Interpreter::BindRootParameters(const FunctionValue& function, Frame* frame) {
  const Function& definition = module_.unit->functions[function.function];
  const EntryModel* entry = EntryOf(function);
  if (entry != nullptr) frame->returns_to = entry->returns;
  route_ = entry == nullptr ? nullptr : RouteOf(function);
  uint32_t first = 0;
  const bool is_method = function.of_class != nullptr && !function.is_static;
  if (is_method && definition.parameter_count > 0) {
    V self = nullptr;
    if (function.is_class_method) {
      Value* type = arena_.New<Value>();
      type->kind = ValueKind::kClass;
      type->class_value = function.of_class;
      self = type;
    } else {
      self = SelfOf(function.of_class, module_.names[definition.name] == known_->init);
    }
    frame->self = self;
    state_.Set(frame->base, self);
    first = 1;
  }
  for (uint32_t i = first; i < definition.parameter_count; ++i) {
    state_.Set(frame->base + i, RootParameter(function, i, entry));
  }
}

// The object that a method is called on from outside: what its __init__ makes of unknown arguments.
V Interpreter::SelfOf(const ClassValue* of_class, bool is_init) {
  const V object = NewContainer({.kind = ContentsKind::kObject, .of_class = of_class});
  if (is_init) return object;
  const auto place = selves_.find(of_class);
  if (place != selves_.end()) {
    SetContents(object, *place->second);
    return object;
  }
  const V init = ClassAttribute(of_class, known_->init, object, kNone);
  if (init == nullptr || init->kind != ValueKind::kFunction) return object;
  const Function& definition = init->function->module->unit->functions[init->function->function];
  Arguments arguments;
  for (uint32_t i = 1; i < definition.parameter_count; ++i) {
    const Parameter& parameter =
        init->function->module->unit->parameters[definition.first_parameter + i];
    if (parameter.kind == ParameterKind::kStar || parameter.kind == ParameterKind::kDoubleStar) {
      continue;
    }
    arguments.push_back({.value = RootParameter(*init->function, i, nullptr),
                         .keyword = init->function->module->names[parameter.name],
                         .has_keyword = true});
  }
  Invoke(init, arguments, kNone);
  selves_[of_class] = ContentsOf(object);
  return object;
}

// What a parameter may be when somebody outside calls: by its annotation, by what a framework hands in,
// by its name.
V Interpreter::RootParameter(const FunctionValue& function, uint32_t index,
                             const EntryModel* entry) {
  if (function.module != &module_) return Unknown();  // an __init__ of another file
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  const Parameter& parameter = unit.parameters[definition.first_parameter + index];
  const std::string_view name = unit.Name(parameter.name);
  const Taint* taint = nullptr;
  const bool is_number =
      IsNumberAnnotation(parameter.annotation) || IsNumberInRoute(definition, name);
  uint16_t kind = 0;
  if (entry != nullptr && !IsExcepted(*entry, name)) kind = entry->kind;
  const ParameterModel* given = ParameterOf(parameter);
  if (given != nullptr) kind = given->kind;
  const bool is_public = IsPublic(function);
  if (kind == 0 && (is_public || !questions_->empty())) kind = core::kLibrarySource;
  // What an unknown caller gives is told apart where a question may ask for it.
  const uint16_t tracked =
      options_.sources | (questions_->empty() ? core::SourceKind{} : core::kLibrarySource);
  if ((kind & tracked) && !is_number && name != "self" && name != "cls") {
    Taint* made = arena_.New<Taint>();
    made->count = 1;
    const std::string text = std::string(name) + " is passed in";
    made->marks[0].source = SourceAt(static_cast<core::SourceKind>(kind), parameter.span,
                                     symbols_.Text(symbols_.Of(text)), index);
    taint = made;
  }
  if (is_number) return Number();
  if (parameter.annotation != kNone) {
    const V typed = OfAnnotation(parameter.annotation);
    if (typed != nullptr && typed->kind == ValueKind::kExternal &&
        Paths::TypeOf(typed->path)->parent != nullptr &&
        symbols_.Text(Paths::TypeOf(typed->path)->step).starts_with(':')) {
      return typed;
    }
    if (typed != nullptr && typed->kind == ValueKind::kReference && taint == nullptr) return typed;
  }
  if (const Path* type = TypeOfParameter(function.module->names[parameter.name])) {
    const bool is_source = entry != nullptr && !IsExcepted(*entry, name);
    return External(type, is_source ? taint : nullptr);
  }
  if (parameter.kind == ParameterKind::kStar) {
    return NewContainer({.kind = ContentsKind::kTuple, .rest = Unknown(taint)});
  }
  if (parameter.kind == ParameterKind::kDoubleStar) {
    return NewContainer({.kind = ContentsKind::kDictionary, .rest = Unknown(taint)});
  }
  return Unknown(taint);
}

// A function that code outside the package may call: it and its class are named without an underscore.
bool Interpreter::IsPublic(const FunctionValue& function) const {
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  const std::string_view name = unit.Name(definition.name);
  if (definition.outer != kNone) return false;
  if (name.starts_with('_') && name != "__init__" && name != "__call__") return false;
  if (name == "lambda") return false;
  return function.of_class == nullptr ||
         !symbols_.Text(function.of_class->name).starts_with('_');
}

bool Interpreter::IsNumberAnnotation(uint32_t annotation) const {
  if (annotation == kNone) return false;
  const Code& code = module_.unit->codes[annotation];
  std::string_view name;
  if (code.kind == CodeKind::kName) name = module_.unit->Name(code.a);
  if (code.kind == CodeKind::kAttribute) name = module_.unit->Name(code.b);
  return name == "int" || name == "float" || name == "bool" || name == "UUID" || name == "datetime" ||
         name == "date" || name == "Decimal";
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

// except E as e
V Interpreter::CaughtException(const Code& handler) {
  if (!(options_.sources & core::kExceptionSource)) return Unknown();
  Taint* made = arena_.New<Taint>();
  made->count = 1;
  made->marks[0].source =
      SourceAt(core::kExceptionSource, handler.span, "an exception is caught");
  // It says nothing that any other sink would mind.
  made->marks[0].cleared = ~core::Bit(core::SinkKind::kResponseError);
  return Unknown(made);
}

// self.x(…) and self.x = … where a base class outside the file has x.
void Interpreter::CheckBaseSinks(const Contents& object, Symbol name, std::string_view suffix,
                                 const Arguments& arguments, uint32_t code) {
  if (object.of_class == nullptr) return;
  const bool any = std::any_of(object.of_class->bases,
                               object.of_class->bases + object.of_class->base_count,
                               [](V base) { return base->kind == ValueKind::kExternal; });
  if (!any) return;
  const Symbol setter = symbols_.Of(std::string(symbols_.Text(name)).append(suffix));
  for (uint32_t i = 0; i < object.of_class->base_count; ++i) {
    const V base = object.of_class->bases[i];
    if (base->kind != ValueKind::kExternal) continue;
    const Path* path = paths_.Child(Paths::TypeOf(paths_.Called(base->path)), setter);
    if (!path->sinks.empty()) CheckSinks(path, base, arguments, code);
  }
}

}  // namespace meerkat::flow
