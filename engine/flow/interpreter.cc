#include "engine/flow/interpreter.h"

#include <algorithm>

#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// Of a module with more functions the closures that are made of them are not run one by one.
constexpr size_t kMaxClosures = 500;

}  // namespace

Interpreter::Interpreter() : known_(std::make_unique<Known>(&symbols_, &paths_)) {}
Interpreter::~Interpreter() = default;

bool Interpreter::IsAtLimit() {
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
  tells_looked_up_ = units != nullptr && units->WantsLookedUp();
  files_.clear();
  is_out_of_files_ = false;
  modules_.clear();
  BoundKnownFiles();
  questions_ = questions;
  Reset();
  shown_raw_in_ = nullptr;
  sources_.clear();
  reported_.clear();
  told_outside_.clear();
  named_tokens_.clear();
  debugged_ = 0;
  queued_.clear();
  analysed_.clear();
  plain_.clear();
  gains_.clear();
  flags_.clear();
  routes_elsewhere_.clear();
  has_routes_elsewhere_ = false;
  in_module_ = false;
  ended_ = false;
  selves_.clear();
  changed_.clear();
  roots_.clear();
  exits_.clear();
  iterated_ = {};
  registered_.clear();
  kept_.clear();
  made_from_.clear();
  root_self_ = kNone;
  no_pages_.clear();
  made_no_pages_.clear();
  page_functions_.clear();
  plain_functions_.clear();
  views_.reset();
  options_ = options;
  budget_ = &budget;
  flows_ = flows;
  depth_ = 0;
  calls_ = 0;
  root_limit_ = kMaxStepsOfRoot;
  stopped_ = false;
  incomplete_ = false;
  ++analysis_;
  recalled_.fill({});
  stepped_.Clear();
  own_names_.clear();
  if (unit.hash != core::Digest()) {
    own_names_ = AllNamesOf(unit);
  } else {
    for (uint32_t i = 0; i < unit.names.size(); ++i)
      own_names_.push_back(symbols_.Of(unit.Name(i)));
  }
  module_ = Module{.unit = &unit, .names = own_names_, .is_main = true};

  FindQuestions();

  MakeKept();
  FindWanted();
  if (IsNothingWanted()) return true;
  RunModule();
  MakeModuleLater();
  RunRoots();
  TakeBackPages();
  TellLookedUp();
  if (stopped_ || incomplete_) return false;
  FindDead();
  return true;
}

void Interpreter::TellLookedUp() {
  if (!tells_looked_up_) return;
  for (const std::unique_ptr<Module>& module : modules_) {
    std::optional<std::vector<std::string>> names;
    if (!module->is_looked_through) {
      names.emplace();
      for (const Symbol name : module->looked_up) names->emplace_back(symbols_.Text(name));
    }
    units_->OnLookedUp(*module->unit, names);
  }
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

// Functions that are defined are run once as if somebody outside called them; those that are
// defined while one runs come later.
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
    if (taint == nullptr && value->contents->rest != nullptr)
      taint = DeepTaint(value->contents->rest);
  } else {
    taint = DeepTaint(value);
  }
  if (taint == nullptr) return false;
  return std::any_of(taint->marks, taint->marks + taint->count, [](const Mark& mark) {
    return mark.source->kind != core::kLibrarySource && mark.source->kind != core::kExceptionSource;
  });
}

// The same, and what callers hand in where they are not trusted.
bool Interpreter::IsStrangers(V value) const {
  if (IsFromOutside(value)) return true;
  return (options_.sources & core::kLibrarySource) && IsDeepTainted(value);
}

void Interpreter::RunRoots() {
  // What one function leaves behind in the module's variables and objects, another may meet: then
  // all are run once more.
  for (int round = 0; round < 2; ++round) {
    bool left_behind = false;
    for (size_t i = 0; i < roots_.size() && !stopped_; ++i) {
      if (steps_ >= kMaxSteps || arena_.bytes() >= kMaxBytes) return;
      root_limit_ = steps_ + kMaxStepsOfRoot;
      root_at_ = i;
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
  flags_.clear();
  ended_ = false;
  Frame scope{.module = &module_, .outer = function.outer};
  frame_ = &scope;
  depth_ = 0;
  calls_ = 0;
  bound_.clear();
  handled_ = nullptr;
  exits_.clear();
  exits_.push_back({.slots = static_cast<uint32_t>(state_.size())});
  frame->base =
      state_.AllocateMany(static_cast<uint32_t>(module_.unit->List(definition.slots).size()));
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

// @app.route("/"); null: a decorator that hands the function to nobody.
const EntryModel* Interpreter::EntryOfDecorator(uint32_t decorator) {
  const Code& code = module_.unit->codes[decorator];
  const V value = Eval(code.kind == CodeKind::kCall ? code.a : decorator);
  if (value->kind == ValueKind::kExternal) {
    if (value->path->said->entry != nullptr) return value->path->said->entry;
    const Path* any = value->path->is_known ? nullptr : paths_.OfAny(value->path->step);
    return any == nullptr ? nullptr : any->said->entry;
  }
  if (value->kind != ValueKind::kMethod) return nullptr;
  const Path* any = paths_.OfAny(value->symbol);
  return any == nullptr ? nullptr : any->said->entry;
}

const EntryModel* Interpreter::EntryOf(const FunctionValue& function) {
  const auto registered = registered_.find(function.function);
  if (registered != registered_.end()) return registered->second.entry;
  const Function& definition = module_.unit->functions[function.function];
  for (const uint32_t decorator : module_.unit->List(definition.decorators)) {
    if (const EntryModel* entry = EntryOfDecorator(decorator)) return entry;
  }
  return EntryByName(function);
}

// @app.route("/login"): a function with no other route than those without a variable part is only
// called for requests of these paths. (Flask, "Routing": what follows no "<converter:name>" is
// matched as it is.)
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
  if (entry != nullptr) frame->returns_to = ReturnsOf(definition, *entry);
  frame->is_wsgi = entry != nullptr && entry == known_->wsgi->said->entry;
  frame->is_cloud = entry != nullptr && entry == known_->cloud->said->entry;
  route_ = entry == nullptr ? nullptr : RouteOf(function);
  is_no_page_ = false;
  root_self_ = kNone;
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
      root_self_ = self->id;
    }
    frame->self = self;
    state_.Set(frame->base, self);
    first = 1;
    // Tornado calls prepare() and set_default_headers() before any other method and finish() at the
    // end: what they leave in the object, and what they say of the type of answers, holds. So do
    // Django's setup() and the initial() of Django REST framework.
    for (const std::string_view name :
         {"setup", "initial", "prepare", "set_default_headers", "finish"}) {
      if (entry == nullptr || function.is_class_method || unit().Name(definition.name) == name)
        continue;
      const V method = ClassAttribute(function.of_class, symbols_.Of(name), self, kNone);
      if (method != nullptr && method->kind == ValueKind::kFunction)
        Invoke(method, RootArguments(*method->function, nullptr), kNone);
    }
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
  Invoke(init, RootArguments(*init->function, nullptr), kNone);
  MakeLater(object);
  selves_[of_class] = ContentsOf(object);
  return object;
}

// self.x(…) and self.x = … where a base class outside the file has x.
void Interpreter::CheckBaseSinks(const Contents& object, Symbol name, std::string_view suffix,
                                 const Arguments& arguments, uint32_t code) {
  if (object.of_class == nullptr) return;
  const bool any =
      std::any_of(object.of_class->bases, object.of_class->bases + object.of_class->base_count,
                  [](V base) { return base->kind == ValueKind::kExternal; });
  if (!any) return;
  const Symbol setter = symbols_.Of(std::string(symbols_.Text(name)).append(suffix));
  for (uint32_t i = 0; i < object.of_class->base_count; ++i) {
    const V base = object.of_class->bases[i];
    if (base->kind != ValueKind::kExternal) continue;
    const Path* path = paths_.Child(Paths::TypeOf(paths_.Called(base->path)), setter);
    if (!path->said->sinks.empty()) CheckSinks(path, base, arguments, code);
  }
}

}  // namespace meerkat::flow
