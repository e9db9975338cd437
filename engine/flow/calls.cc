// The part of Interpreter that calls functions and classes of the file.

#include <algorithm>

#include "engine/flow/function_names.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// What a call takes beside the steps of the function: its frame, its parameters, joining what it
// leaves.
constexpr uint32_t kStepsOfCall = 16;

// Of the functions that one call may be of.
constexpr uint32_t kMostCallees = 8;

// A function that no name of the file or its imports stands for: an element, what a call gave, a
// variable or parameter; not what a variable of this function was plainly made, as in show =
// self.show.
bool IsChosenAtRun(const Unit& unit, uint32_t function, const Code& callee) {
  if (callee.kind == CodeKind::kSubscript || callee.kind == CodeKind::kCall) return true;
  if (callee.kind != CodeKind::kName || callee.b == kNone || function == kNone) return false;
  const Function& around = unit.functions[function];
  constexpr uint32_t kMostCodes = 4'000;  // that are looked at for each call
  if (around.end_code - around.first_code > kMostCodes) return false;
  for (uint32_t i = around.first_code; i < around.end_code; ++i) {
    const Code& code = unit.codes[i];
    if (code.kind != CodeKind::kAssign || unit.codes[code.b].kind != CodeKind::kAttribute) continue;
    for (const uint32_t target : unit.List(code.a)) {
      if (unit.codes[target].kind == CodeKind::kName && unit.codes[target].b == callee.b)
        return false;
    }
  }
  return true;
}

}  // namespace

V Interpreter::EvalCall(uint32_t index, const Code& code) {
  if (const V kept = KeptAt(code)) return kept;
  const Code& function = unit().codes[code.a];
  V callee = nullptr;
  if (function.kind == CodeKind::kName && unit().Name(function.a) == "super" &&
      frame_->of_class != nullptr) {
    EvalArgumentsForEffect(code.b);
    if (const V self = OwnObject()) return SuperOf(self);
  }
  callee = Eval(code.a);
  Arguments arguments;
  EvalArguments(code.b, &arguments);
  if (Exhausted()) return Unknown();
  // Markup(text).unescape(): text again, and no page
  if (function.kind == CodeKind::kAttribute && frame_->module == &module_ &&
      (NameOf(function.b) == known_->unescape || NameOf(function.b) == known_->strip_tags)) {
    no_pages_.push_back(SpanOf(function.a));
  }
  if (function.kind == CodeKind::kAttribute && NameOf(function.b) == known_->get &&
      !arguments.empty()) {
    CheckNameLookUp(function.a, arguments[0].value, code.span);
  }
  if (!asked_.empty()) Answer(index, callee, &arguments);
  const V result = Call(callee, arguments, index);
  ChangeReceiver(function, callee, arguments);
  if (code.c == kNone) recalled_[index % recalled_.size()] = {frame_, index, result};
  return result;
}

// An operand of the condition that has just been evaluated: what was called for it is not called
// once more for what follows from the condition.
V Interpreter::Again(uint32_t code) {
  if (code != kNone && unit().codes[code].kind == CodeKind::kCall) {
    const Recalled& recalled = recalled_[code % recalled_.size()];
    if (recalled.frame == frame_ && recalled.code == code) return recalled.value;
  }
  return Eval(code);
}

V Interpreter::Call(V callee, const Arguments& arguments, uint32_t code) {
  // A __call__ that is the object itself never comes to an end of its own.
  if (depth_ >= kMaxDepth) return Unknown(Weak(TaintOfAll(callee, arguments)));
  ++depth_;
  V result = nullptr;
  if (callee->kind != ValueKind::kUnion) {
    result = CallOne(callee, arguments, code);
  } else {
    bool all_end = true;
    const bool had_ended = ended_;
    // self.name_of = name_of or default_name_of: what a caller would put in its place is the
    // caller's to answer for.
    const bool has_known = std::any_of(callee->items, callee->items + callee->count, [](V one) {
      return one->kind == ValueKind::kFunction || one->kind == ValueKind::kBound;
    });
    for (uint32_t i = 0; i < std::min(callee->count, kMostCallees); ++i) {
      if (has_known && callee->items[i]->kind == ValueKind::kUnknown &&
          !IsFromOutside(callee->items[i])) {
        result = JoinValues(result, Unknown());
        all_end = false;
        continue;
      }
      ended_ = false;
      const State::Mark mark = state_.Begin();
      const V given = CallOne(callee->items[i], arguments, code);
      all_end &= ended_;
      // raise NotImplementedError: what it was given is no safer for the others.
      if (ended_) {
        state_.Take(mark);
      } else {
        state_.Keep(mark);
        result = JoinValues(result, given);
      }
    }
    if (result == nullptr) result = Unknown();
    ended_ = had_ended || (all_end && callee->count <= kMostCallees);
    gains_.erase({frame_, code});  // one of them alone says nothing of the call
  }
  --depth_;
  return result;
}

// Whether this function, or one that has called it, answers a request by what it returns.
bool Interpreter::Answers() const {
  for (const Frame* frame = frame_; frame != nullptr; frame = frame->caller) {
    if (frame->returns_to == core::SinkKind::kHtml) return true;
  }
  return false;
}

V Interpreter::CallOne(V callee, const Arguments& arguments, uint32_t code) {
  // handlers[path](request): where a request is answered, whoever hands on what some handler
  // answers has made no page of it. (Until more is added to it: Concatenate.)
  const auto answered = [&](V result) {
    if (result->taint == nullptr || result->taint->count == 0 || code == kNone ||
        unit().codes[code].kind != CodeKind::kCall) {
      return result;
    }
    const bool is_unknown =
        callee->kind == ValueKind::kUnknown ||
        (callee->kind == ValueKind::kMethod && callee->receiver->kind == ValueKind::kUnknown) ||
        (callee->kind == ValueKind::kExternal && !callee->path->is_known &&
         paths_.Text(callee->path).find_first_of("([") != std::string::npos);
    const Code& function = unit().codes[unit().codes[code].a];
    return is_unknown && Answers() && IsChosenAtRun(unit(), frame_->function, function)
               ? Cleared(result, core::Bit(core::SinkKind::kHtml) | kAnswered)
               : result;
  };
  switch (callee->kind) {
    case ValueKind::kFunction: return Invoke(callee, arguments, code);
    case ValueKind::kClass: return Instantiate(callee->class_value, arguments, code);
    case ValueKind::kExternal:
      if (const V there = FromFurtherFile(callee->path, arguments)) {
        return CallOne(there, arguments, code);
      }
      return answered(CallExternal(callee->path, callee, arguments, code));
    case ValueKind::kMethod:
      return answered(CallMethod(callee->receiver, callee->symbol, arguments, code));
    case ValueKind::kBound: return CallBound(*callee->bound, arguments, code);
    case ValueKind::kReference: {
      const Contents* contents = ContentsOf(callee);
      if (contents != nullptr && contents->kind == ContentsKind::kObject) {
        return CallMethod(callee, known_->call, arguments, code);
      }
      break;
    }
    default: break;
  }
  CallHandedOn(arguments, code);
  return answered(Unknown(Weak(TaintOfAll(callee, arguments))));
}

V Interpreter::Invoke(V function, const Arguments& arguments, uint32_t code) {
  return InvokeWith(*function->function, function->self, arguments, code);
}

bool Interpreter::IsTainted(V self, const Arguments& arguments) const {
  return (self != nullptr && IsDeepTainted(self)) ||
         std::any_of(arguments.begin(), arguments.end(),
                     [this](const Argument& argument) { return IsDeepTainted(argument.value); });
}

// A call is followed unless it is too deep, or the function already runs. What is handed nothing of
// a source is followed less deep and less often: for constants, and for sources that the function
// itself reads.
bool Interpreter::MayFollow(const FunctionValue& function, bool is_tainted) const {
  if (calls_ >= kMaxCalls || depth_ + 20 >= kMaxDepth) return false;
  if (!is_tainted) {
    if (calls_ >= kMaxPlainCalls) return false;
    const auto spent = plain_.find({function.module, function.function});
    if (spent != plain_.end() && spent->second.steps >= kMaxPlainSteps) return false;
  }
  for (const Frame* frame = frame_; frame != nullptr; frame = frame->caller) {
    if (frame->function == function.function && frame->module == function.module) return false;
  }
  return true;
}

namespace {

// A text or a number, and nothing that others may change.
bool HoldsNothing(V value) {
  if (value->kind == ValueKind::kUnion)
    return std::all_of(value->items, value->items + value->count, HoldsNothing);
  return value->kind == ValueKind::kConstant || value->kind == ValueKind::kText ||
         value->kind == ValueKind::kUnknown;
}

// validate_path_is_safe(path), raise_if_unsafe_path(path): a check of a path by its name, which
// reads what it is given and may raise. What it was too much to follow of is believed.
bool ChecksPath(const Unit& unit, const Function& function, bool is_method) {
  if (!NamesPathCheck(unit.Name(function.name))) return false;
  const uint32_t first = is_method ? 1 : 0;
  if (function.parameter_count <= first || unit.List(function.body).size() < 2) return false;
  const std::string_view given = unit.Name(unit.parameters[function.first_parameter + first].name);
  bool reads = false;
  bool raises = false;
  for (uint32_t i = function.first_code; i < function.end_code; ++i) {
    const Code& code = unit.codes[i];
    reads |= code.kind == CodeKind::kName && unit.Name(code.a) == given;
    raises |= code.kind == CodeKind::kRaise;
  }
  return reads && raises;
}

}  // namespace

// get_argument(request, "name"), called so often that it is not followed any more: what comes from
// a source whenever it is followed does so this time, too.
V Interpreter::GivenBefore(const FunctionValue& function) {
  const auto place = plain_.find({function.module, function.function});
  const bool gives = place != plain_.end() && place->second.gives;
  return gives && place->second.given != nullptr ? place->second.given : Unknown();
}

V Interpreter::InvokeWith(const FunctionValue& function, V self, const Arguments& arguments,
                          uint32_t code) {
  const bool is_tainted = IsTainted(self, arguments);
  if (!MayFollow(function, is_tainted)) {
    const Taint* taint = Weak(TaintOfAll(self, arguments));
    if (taint == nullptr) return GivenBefore(function);
    const bool checks =
        ChecksPath(*function.module->unit, function.module->unit->functions[function.function],
                   self != nullptr && !function.is_static);
    if (checks)
      return Unknown(
          Cleared(taint, core::Bit(core::SinkKind::kPath) | core::Bit(core::SinkKind::kArchive)));
    return Rendered(function, Unknown(taint));
  }
  const Function& definition = function.module->unit->functions[function.function];
  Arguments passed = arguments;
  for (Argument& argument : passed) {
    if (argument.code != kNone && argument.value->taint != nullptr) {
      argument.value = Stepped(argument.value, SpanOf(argument.code), StepKind::kPassedOn);
    }
  }
  Frame* frame = arena_.New<Frame>();
  *frame = {.module = function.module,
            .function = function.function,
            .outer = function.outer,
            .caller = frame_,
            .call = code,
            .of_class = function.of_class,
            .self = self};
  const std::span<const uint32_t> slots = function.module->unit->List(definition.slots);
  exits_.push_back({.slots = static_cast<uint32_t>(state_.size())});
  frame->base = state_.AllocateMany(static_cast<uint32_t>(slots.size()));
  BindParameters(function, self, passed, frame);
  if (!definition.is_generator) frame->gains = BeginGains(function, self, arguments, frame->base);
  const uint32_t before = steps_;
  V result = RunFrame(frame, definition);
  if (is_tainted && JoinsBehindBase(*function.module->unit, definition, arguments)) {
    result =
        Cleared(result, core::Bit(core::SinkKind::kUrl) | core::Bit(core::SinkKind::kRedirect));
  }
  result = Rendered(function, result);
  if (!is_tainted) {
    Plain& plain = plain_[{function.module, function.function}];
    plain.steps += kStepsOfCall + steps_ - before;
    plain.gives =
        plain.gives && result->taint != nullptr && result->taint->count > 0 && HoldsNothing(result);
    if (plain.gives) plain.given = JoinValues(plain.given, result);
  }
  if (frame->gains != nullptr) KeepGains(*frame->gains, code);
  if (is_tainted && !arguments.empty() && !arguments[0].has_keyword &&
      ChecksPath(*function.module->unit, definition, self != nullptr && !function.is_static)) {
    const core::SinkSet kinds =
        core::Bit(core::SinkKind::kPath) | core::Bit(core::SinkKind::kArchive);
    if (arguments[0].code != kNone) Refine(arguments[0].code, kinds);
    result = Cleared(result, kinds);
  }
  return result;
}

// What is filled into a template of the files is escaped, as it is by those of libraries:
// Template.render(). So is what a function gives that is called escape, in a file that knows how:
// it has "&lt;" in it.
V Interpreter::Rendered(const FunctionValue& function, V result) {
  if (result->taint == nullptr) return result;
  const Unit& unit = *function.module->unit;
  const std::string_view name = unit.Name(unit.functions[function.function].name);
  const bool renders = name == "render" && function.of_class != nullptr &&
                       symbols_.Text(function.of_class->name).ends_with("Template");
  const bool escapes = name.find("escape") != std::string_view::npos &&
                       name.find("unescape") == std::string_view::npos &&
                       unit.literals.find("&lt;") != std::string::npos;
  return renders || escapes ? Cleared(result, core::Bit(core::SinkKind::kHtml)) : result;
}

// url_path_join(base_url, "files", path): a function that puts "/" between its arguments, of which
// the first is no stranger's. The address begins with that one.
bool Interpreter::JoinsBehindBase(const Unit& unit, const Function& function,
                                  const Arguments& arguments) const {
  if (arguments.size() < 2 || unit.Name(function.name).find("join") == std::string_view::npos)
    return false;
  const Argument& base = arguments[0];
  if (base.has_keyword || base.star || base.double_star || IsFromOutside(base.value)) return false;
  if (base.value->kind == ValueKind::kConstant && base.value->text.size() < 2) return false;
  bool joins = false;
  for (uint32_t i = function.first_code; i < function.end_code; ++i) {
    const Code& code = unit.codes[i];
    if (code.kind != CodeKind::kCall) continue;
    const Code& callee = unit.codes[code.a];
    if (callee.kind != CodeKind::kAttribute && callee.kind != CodeKind::kName) continue;
    const std::string_view name = unit.Name(callee.kind == CodeKind::kName ? callee.a : callee.b);
    if (name == "urljoin") return false;  // what is given may be an address of its own
    if (name != "join" || callee.kind != CodeKind::kAttribute) continue;
    const Code& between = unit.codes[callee.a];
    joins |= between.kind == CodeKind::kConstant && unit.TextOf(unit.constants[between.a]) == "/";
  }
  return joins;
}

// Runs the body of a function whose parameters are bound.
V Interpreter::RunFrame(Frame* frame, const Function& definition) {
  Frame* outer = std::exchange(frame_, frame);
  ++calls_;
  const bool had_ended = std::exchange(ended_, false);
  V result = nullptr;
  if (definition.value != kNone) {
    result = Eval(definition.value);
    NoteExit(result, definition.value);
  } else {
    const uint8_t ends = Run(definition.body);
    result = frame->returned;
    if (ends & kFalls) {
      result = JoinValues(result, None());
      NoteExit(None(), kNone);
    }
    if (result == nullptr) result = None();
    const bool is_run = !definition.is_generator && !definition.is_async;
    ended_ = is_run && !(ends & (kFalls | kReturns)) && !Exhausted();
  }
  ended_ |= had_ended;
  --calls_;
  frame_ = outer;
  for (const State::Changes& changes : exits_.back().returns) {
    state_.Merge(changes, {}, [this](V x, V y) { return JoinValues(x, y); });
  }
  const V raised = exits_.back().raised;
  exits_.pop_back();
  if (raised != nullptr && !exits_.empty()) {
    exits_.back().raised = JoinValues(exits_.back().raised, raised);
  }
  if (definition.is_generator) {
    return NewContainer({.kind = ContentsKind::kList,
                         .rest = frame->yielded == nullptr ? Unknown() : frame->yielded});
  }
  return result;
}

}  // namespace meerkat::flow
