// The part of Interpreter for functions of the file that check what they are given: what holds of
// their parameters afterwards holds of the arguments.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// What the second value was made safe for beyond the first, where they are the same but for that.
core::SinkSet Gained(V before, V after) {
  if (before == nullptr || after == nullptr || before == after || before->taint == nullptr)
    return 0;
  if (before->kind != after->kind && after->kind != ValueKind::kConstant &&
      after->kind != ValueKind::kUnion) {
    return 0;
  }
  if (after->taint == nullptr || after->kind == ValueKind::kConstant) return core::kAllSinks;
  core::SinkSet gained = core::kAllSinks;
  for (const Mark& mark : before->taint->all()) {
    const auto same = std::find_if(after->taint->marks, after->taint->marks + after->taint->count,
                                   [&](const Mark& m) { return m.source == mark.source; });
    if (same == after->taint->marks + after->taint->count) continue;  // cleared altogether
    gained &= same->cleared | mark.cleared;
  }
  return gained;
}

}  // namespace

core::SinkSet Interpreter::GainedBetween(V before, V after) { return Gained(before, after); }

// What all that a taint comes from is safe for in another value that is made of the same.
core::SinkSet Interpreter::ClearedBeyond(const Taint& taint, const Taint& other) {
  core::SinkSet cleared = core::kAllSinks;
  for (const Mark& mark : taint.all()) {
    const auto same = std::find_if(other.marks, other.marks + other.count,
                                   [&](const Mark& m) { return m.source == mark.source; });
    cleared &= same == other.marks + other.count ? 0 : same->cleared;
  }
  return cleared;
}

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
      if (SymbolOf(*function.module, name) == argument.keyword) return argument.code;
    } else if (next++ == parameter) {
      return argument.code;
    }
  }
  return kNone;
}

// Whether any of the arguments could be found safe in a call: then where its parameters begin.
Gains* Interpreter::BeginGains(const FunctionValue& function, V self, const Arguments& arguments,
                               uint32_t base) {
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  const uint32_t count = definition.parameter_count;
  bool tainted = false;
  for (uint32_t i = 0; i < count; ++i) {
    const V value = state_.Get(base + i);
    tainted |= value != nullptr && value->taint != nullptr && value->taint->count > 0 &&
               !unit.parameters[definition.first_parameter + i].is_rebound;
  }
  if (!tainted) return nullptr;
  Gains* gains = arena_.New<Gains>();
  gains->count = count;
  V* given = arena_.Array<V>(count);
  uint32_t* codes = arena_.Array<uint32_t>(count);
  gains->any = arena_.Array<core::SinkSet>(count * 3);
  gains->if_true = gains->any + count;
  gains->if_false = gains->if_true + count;
  std::fill(gains->any, gains->any + count * 3, core::kAllSinks);
  for (uint32_t i = 0; i < count; ++i) {
    const bool is_rebound = unit.parameters[definition.first_parameter + i].is_rebound;
    given[i] = is_rebound ? nullptr : state_.Get(base + i);
    codes[i] = given[i] == nullptr || given[i]->taint == nullptr
                   ? kNone
                   : ArgumentOf(function, self, i, arguments);
  }
  gains->given = given;
  gains->codes = codes;
  return gains;
}

// The function under way comes back here: what its parameters have been found safe for by now.
void Interpreter::NoteExit(V value, uint32_t code) {
  Gains* gains = frame_->gains;
  if (gains == nullptr) return;
  NoteGains(gains->any);
  const Truth truth = TruthOf(value);
  if (truth != Truth::kFalse) NoteExitIf(code, truth, true, gains->if_true);
  if (truth != Truth::kTrue) NoteExitIf(code, truth, false, gains->if_false);
}

void Interpreter::NoteExitIf(uint32_t code, Truth truth, bool holds, core::SinkSet* gained) {
  if (truth != Truth::kUnknown || code == kNone) return NoteGains(gained);
  const State::Mark mark = state_.Begin();
  Assume(code, holds);
  NoteGains(gained);
  state_.Take(mark);
}

void Interpreter::NoteGains(core::SinkSet* gained) {
  const Gains& gains = *frame_->gains;
  for (uint32_t i = 0; i < gains.count; ++i) {
    gained[i] &= Gained(gains.given[i], state_.Get(frame_->base + i));
  }
}

// check(x) came back without an exception: x is what check lets pass. What it says of x by what it
// gives is kept for the condition that asks for it.
void Interpreter::KeepGains(const Gains& gains, uint32_t code) {
  ApplyGains(gains, gains.any);
  bool is_useful = false;
  for (uint32_t i = 0; i < gains.count; ++i) {
    is_useful |= gains.codes[i] != kNone && (gains.if_true[i] | gains.if_false[i]) != 0;
  }
  if (code == kNone) return;
  if (is_useful) {
    gains_[{frame_, code}] = &gains;
  } else {
    gains_.erase({frame_, code});
  }
}

void Interpreter::ApplyGains(const Gains& gains, const core::SinkSet* gained) {
  for (uint32_t i = 0; i < gains.count; ++i) {
    if (gained[i] == 0 || gains.codes[i] == kNone) continue;
    // is_allowed(origin), where origin is a part of an address
    const core::SinkSet of_address =
        gained[i] & (core::Bit(core::SinkKind::kUrl) | core::Bit(core::SinkKind::kRedirect));
    if (of_address != 0 && IsUrlPart(gains.codes[i]))
      RefineSources(Eval(gains.codes[i])->taint, of_address);
    Refine(gains.codes[i], gained[i]);
  }
}

// ok = x in ALLOWED; if ok: the variable remembers what it says, and of which value.
V Interpreter::WithCondition(V value, uint32_t code) {
  if (frame_->function == kNone) return value;
  const Code& condition = unit().codes[code];
  const bool is_condition =
      condition.kind == CodeKind::kCompare || condition.kind == CodeKind::kNot ||
      condition.kind == CodeKind::kBoolean || condition.kind == CodeKind::kCall;
  if (!is_condition) return value;
  const bool is_open =
      (value->kind == ValueKind::kUnknown && value->is_number) ||
      (condition.kind == CodeKind::kCall &&
       (((value->kind == ValueKind::kExternal || value->kind == ValueKind::kText) &&
         IsMatchCall(code)) ||
        gains_.contains({frame_, code})));
  const bool may_hold = value->kind == ValueKind::kUnknown || value->kind == ValueKind::kExternal ||
                        value->kind == ValueKind::kText || value->kind == ValueKind::kUnion;
  if (!is_open || !may_hold) return value;
  const V subject = SubjectOf(code);
  if (subject == nullptr || subject->taint == nullptr) return value;
  Value* kept = arena_.New<Value>();
  *kept = *value;
  kept->id = code + 1;
  kept->self = subject;
  return kept;
}

// The value that a condition is about, as it stands now; null: none that can be told.
V Interpreter::SubjectOf(uint32_t condition, int depth) {
  if (depth > 8) return nullptr;
  const Code& code = unit().codes[condition];
  switch (code.kind) {
    case CodeKind::kNot:
    case CodeKind::kBoolean: return SubjectOf(code.a, depth + 1);
    case CodeKind::kCompare: {
      const V left = SubjectOf(code.a, depth + 1);
      return left == nullptr || left->taint == nullptr ? SubjectOf(code.b, depth + 1) : left;
    }
    case CodeKind::kName:
    case CodeKind::kNamed: return PlaceValue(condition);
    case CodeKind::kAttribute:
    case CodeKind::kSubscript: {
      const V value = PlaceValue(condition);
      const bool is_of_call = unit().codes[code.a].kind == CodeKind::kCall;
      return value == nullptr && is_of_call ? SubjectOf(code.a, depth + 1) : value;
    }
    case CodeKind::kCall: {
      if (code.c != kNone) return PlaceValue(condition);
      const Code& function = unit().codes[code.a];
      for (const uint32_t argument : unit().List(code.b)) {
        const V value = SubjectOf(unit().codes[argument].a, depth + 1);
        if (value != nullptr && value->taint != nullptr) return value;
      }
      return function.kind == CodeKind::kAttribute ? SubjectOf(function.a, depth + 1) : nullptr;
    }
    default: return nullptr;
  }
}

void Interpreter::AssumeKept(V value, bool holds) {
  const bool may_be = value->kind == ValueKind::kUnknown || value->kind == ValueKind::kExternal ||
                      value->kind == ValueKind::kText || value->kind == ValueKind::kUnion;
  if (!may_be || value->id == 0 || frame_->function == kNone) return;
  const Function& function = unit().functions[frame_->function];
  const uint32_t code = value->id - 1;
  if (code < function.first_code || code >= function.end_code) return;
  if (SubjectOf(code) == value->self) Assume(code, holds);
}

// settings.DEBUG, app.debug, config["DEBUG"], and what holds only with one of them
bool Interpreter::AsksForDebug(uint32_t condition) const {
  const Code& code = unit().codes[condition];
  // request.args["debug"]: whoever asks may set it. To evaluate it once more changes nothing.
  const auto is_ours = [&] {
    const V value = const_cast<Interpreter*>(this)->Eval(condition);
    return value->taint == nullptr || value->taint->count == 0;
  };
  const auto is_debug = [](std::string_view name) {
    return name == "DEBUG" || name == "debug" || name == "is_debug" || name == "debug_mode";
  };
  switch (code.kind) {
    case CodeKind::kName: return is_debug(unit().Name(code.a));
    case CodeKind::kAttribute: return is_debug(unit().Name(code.b));
    case CodeKind::kSubscript: {
      const Code& key = unit().codes[code.b];
      if (key.kind != CodeKind::kConstant) return false;
      const Constant& constant = unit().constants[key.a];
      if (constant.kind != ConstantKind::kString) return false;
      const std::string_view text = unit().TextOf(constant);
      // config["SHOW_STACKTRACE"]
      return (is_debug(text) || text.find("STACKTRACE") != text.npos ||
              text.find("TRACEBACK") != text.npos) &&
             is_ours();
    }
    // config.get("api", "expose_stacktrace") == "True"
    case CodeKind::kCompare: return code.op == Operator::kEqual && AsksForDebug(code.a);
    case CodeKind::kCall:
      return std::any_of(unit().List(code.b).begin(), unit().List(code.b).end(),
                         [&](uint32_t argument) {
                           const Code& given = unit().codes[unit().codes[argument].a];
                           if (given.kind != CodeKind::kConstant) return false;
                           const Constant& constant = unit().constants[given.a];
                           if (constant.kind != ConstantKind::kString) return false;
                           const std::string_view text = unit().TextOf(constant);
                           return is_debug(text) || text.find("stacktrace") != text.npos ||
                                  text.find("traceback") != text.npos;
                         }) &&
             is_ours();
    case CodeKind::kBoolean:
      return code.op == Operator::kAnd && (AsksForDebug(code.a) || AsksForDebug(code.b));
    default: return false;
  }
}

namespace {

// is_safe_url, url_is_allowed, is_local_redirect
bool SaysSafeAddress(std::string_view name) {
  const auto has = [name](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [name](std::string_view word) { return name.find(word) != name.npos; });
  };
  if (has({"unsafe", "untrusted", "disallowed", "not_", "security"})) return false;
  return has({"safe", "allowed", "local", "trusted"}) && has({"url", "redirect", "next", "uri"});
}

// Whether a function reads its first parameter, and may answer with no: else it checks nothing,
// whatever it is called.
bool MayRefuse(const Unit& unit, const Function& function, bool is_method) {
  const uint32_t first = is_method ? 1 : 0;
  if (function.parameter_count <= first) return false;
  const std::string_view name = unit.Name(unit.parameters[function.first_parameter + first].name);
  bool reads = false;
  bool refuses = false;
  for (uint32_t i = function.first_code; i < function.end_code; ++i) {
    const Code& code = unit.codes[i];
    reads |= code.kind == CodeKind::kName && unit.Name(code.a) == name;
    if (code.kind != CodeKind::kReturn) continue;
    const Code* given = code.a == kNone ? nullptr : &unit.codes[code.a];
    refuses |= given == nullptr || given->kind != CodeKind::kConstant ||
               unit.constants[given->a].kind != ConstantKind::kTrue;
  }
  return reads && refuses;
}

}  // namespace

// A check of an address that was too much to follow is believed for what its name says.
bool Interpreter::AssumeByName(V callee, uint32_t argument, bool holds) {
  const FunctionValue& function = *callee->function;
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  const std::span<const uint32_t> body = unit.List(definition.body);
  if (!holds || argument == kNone || body.empty()) return false;
  if (!SaysSafeAddress(unit.Name(definition.name))) return false;
  // def is_safe_url(target): return shared.is_safe_url(target, app)
  const Code& last = unit.codes[body.back()];
  bool asks_another = false;
  if (last.kind == CodeKind::kReturn && last.a != kNone &&
      unit.codes[last.a].kind == CodeKind::kCall) {
    const Code& asked = unit.codes[unit.codes[last.a].a];
    std::string_view name;
    if (asked.kind == CodeKind::kName) name = unit.Name(asked.a);
    if (asked.kind == CodeKind::kAttribute) name = unit.Name(asked.b);
    name.remove_prefix(std::min(name.find_first_not_of('_'), name.size()));
    asks_another = SaysSafeAddress(name);
  }
  if (!asks_another && body.size() < 2) return false;
  if (!asks_another &&
      !MayRefuse(unit, definition, function.of_class != nullptr && !function.is_static))
    return false;
  const core::SinkSet kinds =
      core::Bit(core::SinkKind::kRedirect) | core::Bit(core::SinkKind::kUrl);
  RefineSources(Eval(argument)->taint, kinds);
  Refine(argument, kinds);
  return true;
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
