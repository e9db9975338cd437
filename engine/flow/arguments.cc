// The part of Interpreter that reads the arguments of a call: those that a table asks for, what
// taints them, what is unpacked among them.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::SinkKind;

void Interpreter::EvalArgumentsForEffect(uint32_t list) {
  Arguments arguments;
  EvalArguments(list, &arguments);
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

void Interpreter::BindParameters(const FunctionValue& function, V self, const Arguments& arguments,
                                 Frame* frame) {
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  uint32_t next = 0;
  const bool is_method = self != nullptr && definition.parameter_count > 0 && !function.is_static;
  // Of `def wrapper(*args)` it is the first of them.
  const bool has_first =
      is_method && unit.parameters[definition.first_parameter].kind == ParameterKind::kPositional;
  if (has_first) {
    state_.Set(frame->base, self);
    next = 1;
  }
  const uint32_t first = next;
  absl::InlinedVector<bool, 16> bound(definition.parameter_count, false);
  if (first == 1) bound[0] = true;
  V more = nullptr;      // of *args that are given
  V any_name = nullptr;  // of **kwargs that are given
  std::vector<V> star_items;
  if (is_method && !has_first) star_items.push_back(self);
  V star_names = nullptr;  // of **kwargs
  const auto find_star_names = [&] {
    if (star_names == nullptr) star_names = NewContainer({.kind = ContentsKind::kDictionary});
    return star_names;
  };
  for (const Argument& argument : arguments) {
    if (argument.star) {
      more = JoinValues(more, Element(argument.value, argument.code));
      continue;
    }
    if (argument.double_star) {
      const Contents* contents = ContentsOf(argument.value);
      V value = contents != nullptr && contents->rest != nullptr
                    ? contents->rest
                    : Unknown(DeepTaint(argument.value));
      if (HasDeclaredNames(argument.value)) {  // so have those that stand in it
        value = External(paths_.Module(":checked_part"), argument.value->taint);
      }
      any_name = JoinValues(any_name, value);
      continue;
    }
    uint32_t place = kNone;
    if (argument.has_keyword) {
      for (uint32_t i = 0; i < definition.parameter_count; ++i) {
        const Parameter& parameter = unit.parameters[definition.first_parameter + i];
        if (parameter.kind != ParameterKind::kStar &&
            parameter.kind != ParameterKind::kDoubleStar &&
            SymbolOf(*function.module, parameter.name) == argument.keyword) {
          place = i;
        }
      }
      if (place == kNone) {
        const V names = find_star_names();
        SetContents(names, WithKey(*ContentsOf(names), String(symbols_.Text(argument.keyword)),
                                   argument.value));
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
      if (any_name != nullptr) AddRest(find_star_names(), any_name);
      state_.Set(frame->base + i, find_star_names());
    } else if (!bound[i]) {
      V value = nullptr;
      if (more != nullptr && parameter.kind == ParameterKind::kPositional) value = more;
      if (any_name != nullptr) value = JoinValues(value, any_name);
      const V given = function.defaults == nullptr ? nullptr : function.defaults[i];
      if (value == nullptr || given != nullptr) value = JoinValues(value, given);
      state_.Set(frame->base + i, value == nullptr ? Unknown() : value);
    }
  }
}

V Interpreter::Find(const Arguments& arguments, int position, bool has_keyword, Symbol keyword) {
  int at = 0;
  for (const Argument& argument : arguments) {
    if (argument.has_keyword) {
      if (has_keyword && argument.keyword == keyword) return argument.value;
      continue;
    }
    if (argument.double_star) continue;
    if (argument.star) return position >= at ? argument.value : nullptr;
    if (at++ == position) return argument.value;
  }
  return nullptr;
}

const Taint* Interpreter::TaintOfAll(V receiver, const Arguments& arguments) {
  const Taint* taint = receiver == nullptr ? nullptr : receiver->taint;
  for (const Argument& argument : arguments) {
    const Taint* given = DeepTaint(argument.value);
    // settings_of(user), checked(serializer, data): of an object, and of data whose names are
    // declared, a function gives no names that a stranger has chosen.
    if (given != nullptr && given->count > 0) {
      const V value = argument.value;
      const bool is_declared =
          value->kind == ValueKind::kExternal && paths_.IsType(value->path, ":checked_fields");
      if (is_declared || (value->taint == nullptr && IsContainer(value, ContentsKind::kObject))) {
        given = Cleared(given, core::Bit(SinkKind::kAttributeName) | core::Bit(SinkKind::kImport));
      }
    }
    taint = JoinTaints(taint, given);
  }
  return taint;
}

const Taint* Interpreter::TaintOf(const std::vector<ArgumentSpec>& specs, V receiver,
                                  const Arguments& arguments) {
  const Taint* taint = nullptr;
  for (const ArgumentSpec& spec : specs) {
    if (spec.receiver) {
      if (receiver != nullptr) taint = JoinTaints(taint, DeepTaint(receiver));
    } else if (spec.all) {
      taint = JoinTaints(taint, TaintOfAll(nullptr, arguments));
    } else if (spec.unpacked) {
      for (const Argument& argument : arguments) {
        if (argument.double_star) taint = JoinTaints(taint, DeepTaint(argument.value));
      }
    } else if (spec.and_after) {
      int at = 0;
      for (const Argument& argument : arguments) {
        if (!argument.has_keyword && at++ >= spec.position) {
          taint = JoinTaints(taint, DeepTaint(argument.value));
        }
      }
    } else if (const V value = Find(arguments, spec.position, spec.has_keyword, spec.keyword)) {
      taint = JoinTaints(taint, DeepTaint(value));
    }
  }
  return taint;
}

// form.cleaned_data, serializer.validated_data, Schema().load(…): the names are those of the fields
// that its class declares, whoever sent the values.
bool Interpreter::HasDeclaredNames(V value) const {
  if (value->kind == ValueKind::kUnion) {
    return std::all_of(value->items, value->items + value->count,
                       [this](V one) { return HasDeclaredNames(one); });
  }
  if (value->kind != ValueKind::kExternal) return false;
  return paths_.IsType(value->path, ":checked_fields") ||
         paths_.IsType(value->path, ":checked_part") ||
         paths_.IsType(value->path, ":checked_leaf") || IsChecked(*value->path);
}

// Of what is unpacked behind ** the names; of what is no dictionary that is known, all.
V Interpreter::NamesIn(V value) {
  if (value->kind == ValueKind::kUnion) {
    V joined = nullptr;
    for (uint32_t i = 0; i < value->count; ++i) {
      if (value->items[i]->IsConstant(ConstantKind::kNone)) continue;
      joined = JoinValues(joined, NamesIn(value->items[i]));
    }
    return joined == nullptr ? value : joined;
  }
  const Contents* contents = ContentsOf(value);
  if (contents == nullptr || contents->kind != ContentsKind::kDictionary) return value;
  std::vector<V> names(contents->keys, contents->keys + contents->count);
  return MakeList(ContentsKind::kList, names, contents->rest_key);
}

// execl(path, "ls", *names): the arguments from a position on, as the list that they would be
// elsewhere.
V Interpreter::ListFrom(const Arguments& arguments, int position) {
  std::vector<V> items;
  V rest = nullptr;
  int at = 0;
  for (const Argument& argument : arguments) {
    if (argument.has_keyword || argument.double_star) continue;
    const Contents* unpacked = argument.star ? ContentsOf(argument.value) : nullptr;
    if (argument.star && (unpacked == nullptr || unpacked->rest != nullptr ||
                          unpacked->kind == ContentsKind::kObject)) {
      rest = JoinValues(rest, Element(argument.value, kNone));
      continue;
    }
    const V* values = argument.star ? unpacked->items : &argument.value;
    const uint32_t count = argument.star ? unpacked->count : 1;
    for (uint32_t i = 0; i < count; ++i) {
      if (at++ < position) continue;
      if (rest == nullptr) {
        items.push_back(values[i]);
      } else {
        rest = JoinValues(rest, values[i]);
      }
    }
  }
  return MakeList(ContentsKind::kList, items, rest);
}

// def load(file, allow_pickle=False): … numpy.load(file, allow_pickle=allow_pickle), or
// self.allow_pickle: who wants it otherwise has to say so.
bool Interpreter::IsUsually(ConstantKind constant, V value, Symbol keyword,
                            const Arguments& arguments) const {
  if (value->kind != ValueKind::kUnknown) return false;
  const auto is_strangers = [](const Mark& mark) {
    return (mark.source->kind & (core::kRemoteSource | core::kLocalSource)) != 0;
  };
  if (value->taint != nullptr &&
      std::any_of(value->taint->all().begin(), value->taint->all().end(), is_strangers))
    return false;
  const auto given = std::find_if(arguments.begin(), arguments.end(), [&](const Argument& one) {
    return one.has_keyword && one.keyword == keyword;
  });
  if (given == arguments.end() || given->code == kNone) return false;
  const std::string_view name = NameOfPart(given->code);
  if (name.empty()) return false;
  const Unit& unit = this->unit();
  // Of the function around it, or, of an attribute, of what makes objects.
  const bool is_attribute = unit.codes[given->code].kind == CodeKind::kAttribute;
  bool is_usual = false;
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    const Function& function = unit.functions[i];
    const bool is_meant =
        is_attribute ? unit.Name(function.name) == "__init__" : i == frame_->function;
    for (uint32_t k = 0; is_meant && k < function.parameter_count; ++k) {
      const Parameter& parameter = unit.parameters[function.first_parameter + k];
      if (unit.Name(parameter.name) != name || parameter.default_value == kNone) continue;
      const Code& otherwise = unit.codes[parameter.default_value];
      if (otherwise.kind != CodeKind::kConstant) return false;
      if (unit.constants[otherwise.a].kind != constant) return false;
      is_usual = true;
    }
  }
  return is_usual;
}

}  // namespace meerkat::flow
