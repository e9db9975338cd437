// The part of Interpreter for functions of the file that check what they are given: what holds of their
// parameters afterwards holds of the arguments.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// What the second value was made safe for beyond the first, where they are the same but for that.
core::SinkSet Gained(V before, V after) {
  if (before == nullptr || after == nullptr || before->taint == nullptr) return 0;
  if (before->kind != after->kind && after->kind != ValueKind::kConstant) return 0;
  if (after->taint == nullptr || after->kind == ValueKind::kConstant) return core::kAllSinks;
  core::SinkSet gained = core::kAllSinks;
  for (const Mark& mark : before->taint->all()) {
    const auto same = std::find_if(after->taint->marks, after->taint->marks + after->taint->count,
                                   [&](const Mark& m) { return m.source == mark.source; });
    if (same == after->taint->marks + after->taint->count) continue;  // cleared altogether
    gained &= same->cleared & ~mark.cleared;
  }
  return gained;
}

}  // namespace

// The code of the argument that a parameter was bound to; kNone where it is not sure which.
uint32_t Interpreter::ArgumentOf(const FunctionValue& function, V self, uint32_t parameter,
                                 const Arguments& arguments) const {
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  uint32_t next = self != nullptr && !function.is_static ? 1 : 0;
  for (const Argument& argument : arguments) {
    if (argument.star || argument.double_star) return kNone;
    if (argument.has_keyword) {
      const uint32_t name = unit.parameters[definition.first_parameter + parameter].name;
      if (function.module->names[name] == argument.keyword) return argument.code;
    } else if (next++ == parameter) {
      return argument.code;
    }
  }
  return kNone;
}

// check(x) came back without an exception: x is what check lets pass.
void Interpreter::KeepGuards(const FunctionValue& function, V self, const Arguments& arguments,
                             const Frame& frame, const std::vector<V>& given) {
  const Function& definition = function.module->unit->functions[function.function];
  for (uint32_t i = 0; i < definition.parameter_count && i < given.size(); ++i) {
    const core::SinkSet gained = Gained(given[i], state_.Get(frame.base + i));
    if (gained == 0) continue;
    const uint32_t code = ArgumentOf(function, self, i, arguments);
    if (code != kNone) Refine(code, gained);
  }
}

// if is_allowed(x): where is_allowed does nothing but return a condition.
void Interpreter::AssumeFunction(V callee, const Code& call, bool holds) {
  const FunctionValue& function = *callee->function;
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  uint32_t condition = definition.value;
  const std::span<const uint32_t> body = unit.List(definition.body);
  if (condition == kNone && body.size() == 1 && unit.codes[body[0]].kind == CodeKind::kReturn) {
    condition = unit.codes[body[0]].a;
  }
  Arguments arguments;
  EvalArguments(call.b, &arguments);
  if (condition == kNone || !MayFollow(function, IsTainted(callee->self, arguments))) return;
  Frame* frame = arena_.New<Frame>();
  *frame = {.module = function.module,
            .function = function.function,
            .outer = function.outer,
            .caller = frame_,
            .of_class = function.of_class,
            .self = callee->self};
  exits_.push_back({.slots = static_cast<uint32_t>(state_.size())});
  frame->base = state_.AllocateMany(static_cast<uint32_t>(unit.List(definition.slots).size()));
  BindParameters(function, callee->self, arguments, frame);
  std::vector<V> given;
  for (uint32_t i = 0; i < definition.parameter_count; ++i) {
    given.push_back(state_.Get(frame->base + i));
  }
  Frame* outer = std::exchange(frame_, frame);
  ++calls_;
  Assume(condition, holds);
  --calls_;
  frame_ = outer;
  exits_.pop_back();
  KeepGuards(function, callee->self, arguments, *frame, given);
}

// re.sub(r"[^a-z0-9]", "", x): only characters that do no harm are left.
bool Interpreter::LeavesTame(V pattern, V replacement) const {
  if (pattern == nullptr || replacement == nullptr || !pattern->IsString() ||
      !replacement->IsString() || replacement->text.size() > 1) {
    return false;
  }
  std::string_view text = pattern->text;
  if (text == "\\W" || text == "\\W+" || text == "\\D" || text == "\\D+") return true;
  if (!text.starts_with("[^")) return false;
  text.remove_prefix(2);
  const size_t end = text.find(']');
  if (end == std::string_view::npos || text.size() - end > 2) return false;
  if (text.size() - end == 2 && text.back() != '+') return false;
  return text.substr(0, end).find_first_of("/.'\"<>&;|$`(){}*?!#%=:,") == std::string_view::npos;
}

}  // namespace meerkat::flow
