// The part of Interpreter that calls functions and classes of the file.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

V Interpreter::EvalCall(uint32_t index, const Code& code) {
  const Code& function = unit().codes[code.a];
  V callee = nullptr;
  if (function.kind == CodeKind::kName && unit().Name(function.a) == "super" &&
      frame_->self != nullptr) {
    EvalArgumentsForEffect(code.b);
    return SuperOf(frame_->self);
  }
  callee = Eval(code.a);
  Arguments arguments;
  EvalArguments(code.b, &arguments);
  if (Exhausted()) return Unknown();
  if (!asked_.empty()) Answer(index, callee, &arguments);
  const V result = Call(callee, arguments, index);
  ChangeReceiver(function, callee, arguments);
  return result;
}

void Interpreter::EvalArgumentsForEffect(uint32_t list) {
  Arguments arguments;
  EvalArguments(list, &arguments);
}

// super() is the object, seen without its own class.
V Interpreter::SuperOf(V self) {
  const Contents* contents = ContentsOf(self);
  if (contents == nullptr || frame_->of_class == nullptr) return Unknown(self->taint);
  for (uint32_t i = 0; i < frame_->of_class->base_count; ++i) {
    const V base = frame_->of_class->bases[i];
    if (base->kind == ValueKind::kClass) {
      Value* bound = arena_.New<Value>();
      *bound = *base;
      bound->self = self;
      return bound;
    }
    if (base->kind == ValueKind::kExternal) {
      return External(Paths::TypeOf(paths_.Called(base->path)), self->taint);
    }
  }
  return Unknown(self->taint);
}

void Interpreter::EvalArguments(uint32_t list, Arguments* arguments) {
  for (const uint32_t index : unit().List(list)) {
    const Code& code = unit().codes[index];
    Argument argument{.value = Eval(code.a), .code = code.a};
    if (code.b != kNone) {
      argument.has_keyword = true;
      argument.keyword = NameOf(code.b);
    }
    if (code.flags & kStar) {
      const Contents* contents = ContentsOf(argument.value);
      if (contents != nullptr && contents->rest == nullptr &&
          (contents->kind == ContentsKind::kList || contents->kind == ContentsKind::kTuple)) {
        for (uint32_t i = 0; i < contents->count; ++i) {
          arguments->push_back({.value = contents->items[i], .code = code.a});
        }
        continue;
      }
      argument.star = true;
    }
    if (code.flags & kDoubleStar) {
      const Contents* contents = ContentsOf(argument.value);
      if (contents != nullptr && contents->rest == nullptr &&
          contents->kind == ContentsKind::kDictionary) {
        for (uint32_t i = 0; i < contents->count; ++i) {
          if (!contents->keys[i]->IsString()) continue;
          arguments->push_back({.value = contents->items[i],
                                .keyword = symbols_.Of(contents->keys[i]->text),
                                .has_keyword = true,
                                .code = code.a});
        }
        continue;
      }
      argument.double_star = true;
    }
    arguments->push_back(argument);
  }
}

V Interpreter::Call(V callee, const Arguments& arguments, uint32_t code) {
  // A __call__ that is the object itself never comes to an end of its own.
  if (depth_ >= kMaxDepth) return Unknown(Weak(TaintOfAll(callee, arguments)));
  ++depth_;
  V result = nullptr;
  if (callee->kind != ValueKind::kUnion) {
    result = CallOne(callee, arguments, code);
  } else {
    for (uint32_t i = 0; i < std::min(callee->count, 4u); ++i) {
      result = JoinValues(result, CallOne(callee->items[i], arguments, code));
    }
  }
  --depth_;
  return result;
}

V Interpreter::CallOne(V callee, const Arguments& arguments, uint32_t code) {
  switch (callee->kind) {
    case ValueKind::kFunction: return Invoke(callee, arguments, code);
    case ValueKind::kClass: return Instantiate(callee->class_value, arguments, code);
    case ValueKind::kExternal: return CallExternal(callee->path, callee, arguments, code);
    case ValueKind::kMethod:
      return CallMethod(callee->receiver, callee->symbol, arguments, code);
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
  return Unknown(Weak(TaintOfAll(callee, arguments)));
}

V Interpreter::Invoke(V function, const Arguments& arguments, uint32_t code) {
  return InvokeWith(*function->function, function->self, arguments, code);
}

bool Interpreter::IsTainted(V self, const Arguments& arguments) const {
  return (self != nullptr && IsDeepTainted(self)) ||
         std::any_of(arguments.begin(), arguments.end(),
                     [this](const Argument& argument) { return IsDeepTainted(argument.value); });
}

// A call is followed unless it is too deep, or the function already runs. What is handed nothing of a source
// is followed less deep and less often: for constants, and for sources that the function itself reads.
bool Interpreter::MayFollow(const FunctionValue& function, bool is_tainted) const {
  if (calls_ >= kMaxCalls || depth_ + 20 >= kMaxDepth) return false;
  if (!is_tainted) {
    if (calls_ >= kMaxPlainCalls) return false;
    const auto spent = plain_steps_.find({function.module, function.function});
    if (spent != plain_steps_.end() && spent->second >= kMaxPlainSteps) return false;
  }
  for (const Frame* frame = frame_; frame != nullptr; frame = frame->caller) {
    if (frame->function == function.function && frame->module == function.module) return false;
  }
  return true;
}

V Interpreter::InvokeWith(const FunctionValue& function, V self, const Arguments& arguments,
                          uint32_t code) {
  const bool is_tainted = IsTainted(self, arguments);
  if (!MayFollow(function, is_tainted)) {
    const Taint* taint = Weak(TaintOfAll(self, arguments));
    return taint == nullptr ? Unknown() : Unknown(taint);
  }
  const Function& definition = function.module->unit->functions[function.function];
  Arguments passed = arguments;
  for (Argument& argument : passed) {
    if (argument.code != kNone && argument.value->taint != nullptr) {
      argument.value = Stepped(argument.value, SpanOf(argument.code), known_->passed);
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
  std::vector<V> given;
  for (uint32_t i = 0; i < definition.parameter_count; ++i) {
    given.push_back(state_.Get(frame->base + i));
  }
  const uint32_t before = steps_;
  const V result = RunFrame(frame, definition);
  if (!is_tainted) plain_steps_[{function.module, function.function}] += steps_ - before;
  // What has no `return` lets pass what it has checked.
  if (frame->returned == nullptr && !definition.is_generator && definition.value == kNone) {
    KeepGuards(function, self, arguments, *frame, given);
  }
  return result;
}

// Runs the body of a function whose parameters are bound.
V Interpreter::RunFrame(Frame* frame, const Function& definition) {
  Frame* outer = std::exchange(frame_, frame);
  ++calls_;
  V result = nullptr;
  if (definition.value != kNone) {
    result = Eval(definition.value);
  } else {
    const uint8_t ends = Run(definition.body);
    result = frame->returned;
    if (ends & kFalls) result = JoinValues(result, None());
    if (result == nullptr) result = None();
  }
  --calls_;
  frame_ = outer;
  for (const State::Changes& changes : exits_.back().returns) {
    state_.Merge(changes, {}, [this](V x, V y) { return JoinValues(x, y); });
  }
  exits_.pop_back();
  if (definition.is_generator) {
    return NewContainer({.kind = ContentsKind::kList,
                         .rest = frame->yielded == nullptr ? Unknown() : frame->yielded});
  }
  return result;
}

void Interpreter::BindParameters(const FunctionValue& function, V self, const Arguments& arguments,
                                 Frame* frame) {
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  uint32_t next = 0;
  if (self != nullptr && definition.parameter_count > 0 && !function.is_static) {
    state_.Set(frame->base, self);
    next = 1;
  }
  const uint32_t first = next;
  std::vector<bool> bound(definition.parameter_count, false);
  if (first == 1) bound[0] = true;
  V more = nullptr;      // of *args that are given
  V any_name = nullptr;  // of **kwargs that are given
  std::vector<V> star_items;
  const V star_names = NewContainer({.kind = ContentsKind::kDictionary});
  for (const Argument& argument : arguments) {
    if (argument.star) {
      more = JoinValues(more, Element(argument.value, argument.code));
      continue;
    }
    if (argument.double_star) {
      const Contents* contents = ContentsOf(argument.value);
      const V value = contents != nullptr && contents->rest != nullptr
                          ? contents->rest
                          : Unknown(DeepTaint(argument.value));
      any_name = JoinValues(any_name, value);
      continue;
    }
    uint32_t place = kNone;
    if (argument.has_keyword) {
      for (uint32_t i = 0; i < definition.parameter_count; ++i) {
        const Parameter& parameter = unit.parameters[definition.first_parameter + i];
        if (parameter.kind != ParameterKind::kStar && parameter.kind != ParameterKind::kDoubleStar &&
            function.module->names[parameter.name] == argument.keyword) {
          place = i;
        }
      }
      if (place == kNone) {
        SetContents(star_names, WithKey(*ContentsOf(star_names),
                                        String(symbols_.Text(argument.keyword)), argument.value));
      }
    } else if (next < definition.parameter_count &&
               unit.parameters[definition.first_parameter + next].kind ==
                   ParameterKind::kPositional) {
      place = next++;
    } else {
      star_items.push_back(argument.value);
    }
    if (place != kNone) {
      state_.Set(frame->base + place, argument.value);
      bound[place] = true;
    }
  }
  for (uint32_t i = first; i < definition.parameter_count; ++i) {
    const Parameter& parameter = unit.parameters[definition.first_parameter + i];
    if (parameter.kind == ParameterKind::kStar) {
      state_.Set(frame->base + i, MakeList(ContentsKind::kTuple, star_items, more));
    } else if (parameter.kind == ParameterKind::kDoubleStar) {
      if (any_name != nullptr) AddRest(star_names, any_name);
      state_.Set(frame->base + i, star_names);
    } else if (!bound[i]) {
      V value = nullptr;
      if (more != nullptr && parameter.kind == ParameterKind::kPositional) value = more;
      if (any_name != nullptr) value = JoinValues(value, any_name);
      const V given = DefaultOf(parameter, function);
      if (value == nullptr || given != nullptr) value = JoinValues(value, given);
      state_.Set(frame->base + i, value == nullptr ? Unknown() : value);
    }
  }
}

// The default of a parameter, as far as it is a constant or a name of the module; null: it has none.
V Interpreter::DefaultOf(const Parameter& parameter, const FunctionValue& function) {
  if (parameter.default_value == kNone) return nullptr;
  const Code& code = function.module->unit->codes[parameter.default_value];
  if (code.kind != CodeKind::kConstant && code.kind != CodeKind::kName &&
      code.kind != CodeKind::kAttribute) {
    return Unknown();
  }
  Frame* scope = arena_.New<Frame>();
  *scope = {.module = function.module, .function = kNone, .outer = function.outer};
  Frame* outer = std::exchange(frame_, scope);
  const V value = Eval(parameter.default_value);
  frame_ = outer;
  return value;
}

V Interpreter::Instantiate(const ClassValue* of_class, const Arguments& arguments, uint32_t code) {
  const V object = NewContainer({.kind = ContentsKind::kObject, .of_class = of_class});
  const V init = ClassAttribute(of_class, known_->init, object, code, 0);
  if (init != nullptr) {
    Call(init, arguments, code);
    return object;
  }
  // A dataclass, or a base that is not known: its fields are what it is given, by name.
  const Taint* taint = nullptr;
  for (const Argument& argument : arguments) {
    if (argument.has_keyword) {
      const Contents* contents = ContentsOf(object);
      SetContents(object, WithAttribute(*contents, argument.keyword, argument.value));
    } else {
      taint = JoinTaints(taint, DeepTaint(argument.value));
    }
  }
  BindFields(object, of_class, arguments);
  return object;
}

// class C: name: str; C(x).name is x.
void Interpreter::BindFields(V object, const ClassValue* of_class, const Arguments& arguments) {
  const Unit& unit = *of_class->module->unit;
  uint32_t position = 0;
  for (const uint32_t index : unit.List(unit.classes[of_class->index].body)) {
    const Code& statement = unit.codes[index];
    if (statement.kind != CodeKind::kAnnotated) continue;
    const Code& target = unit.codes[statement.a];
    if (target.kind != CodeKind::kName) continue;
    uint32_t seen = 0;
    for (const Argument& argument : arguments) {
      if (argument.has_keyword || argument.star || argument.double_star) continue;
      if (seen++ != position) continue;
      SetContents(object, WithAttribute(*ContentsOf(object), of_class->module->names[target.a],
                                        argument.value));
    }
    ++position;
  }
}

// map(f, xs), Thread(target=f, args=(x,)), executor.submit(f, x): the function is called.
void Interpreter::CallHandedOn(const Arguments& arguments, uint32_t code) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const V function = arguments[i].value;
    const bool callable = function->kind == ValueKind::kFunction ||
                          (function->kind == ValueKind::kExternal &&
                           !function->path->sinks.empty());
    if (!callable) continue;
    Arguments passed;
    bool tainted = false;
    for (size_t j = i + 1; j < arguments.size(); ++j) {
      const Argument& argument = arguments[j];
      if (argument.has_keyword) {
        if (symbols_.Text(argument.keyword) == "args" && ContentsOf(argument.value) != nullptr) {
          const Contents& items = *ContentsOf(argument.value);
          for (uint32_t k = 0; k < items.count; ++k) passed.push_back({.value = items.items[k]});
        }
        continue;
      }
      const Contents* items = ContentsOf(argument.value);
      const bool is_list = items != nullptr && items->kind != ContentsKind::kObject &&
                           items->kind != ContentsKind::kDictionary;
      passed.push_back({.value = is_list ? Element(argument.value, code) : argument.value});
    }
    for (const Argument& argument : passed) tainted = tainted || IsDeepTainted(argument.value);
    if (tainted) CallOne(function, passed, code);
  }
}

}  // namespace meerkat::flow
