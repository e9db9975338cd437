// The part of Interpreter that makes and calls what functions of the standard library make of a
// callable: partial, itemgetter, attrgetter, methodcaller.

#include <algorithm>
#include <vector>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

V Interpreter::MakeBound(BoundKind kind, V callee, const Arguments& arguments) {
  Bound* bound = arena_.New<Bound>();
  bound->kind = kind;
  bound->callee = callee;
  bound->count = static_cast<uint32_t>(arguments.size());
  Argument* copy = arena_.Array<Argument>(arguments.size());
  const Taint* taint = nullptr;
  for (size_t i = 0; i < arguments.size(); ++i) {
    copy[i] = arguments[i];
    copy[i].code = kNone;  // what it was made with may have changed when it is called
    taint = JoinTaints(taint, DeepTaint(arguments[i].value));
  }
  bound->arguments = copy;
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kBound;
  value->bound = bound;
  value->taint = taint;
  return value;
}

V Interpreter::CallBound(const Bound& bound, const Arguments& arguments, uint32_t code) {
  const std::span<const Argument> given(bound.arguments, bound.count);
  if (bound.kind == BoundKind::kPartial || bound.kind == BoundKind::kMethodPartial) {
    Arguments passed;
    for (const Argument& argument : given) {
      if (!argument.has_keyword) passed.push_back(argument);
    }
    passed.insert(passed.end(), arguments.begin(), arguments.end());
    for (const Argument& argument : given) {
      const bool again =
          std::any_of(arguments.begin(), arguments.end(), [&](const Argument& other) {
            return other.has_keyword && other.keyword == argument.keyword;
          });
      if (argument.has_keyword && !again) passed.push_back(argument);
    }
    return Call(bound.callee, passed, code);
  }
  const V object = Find(arguments, 0, false, 0);
  if (object == nullptr || given.empty()) return Unknown(TaintOfAll(nullptr, arguments));
  if (bound.kind == BoundKind::kCall) {
    if (!given[0].value->IsString()) return Unknown(DeepTaint(object));
    const V method = Attribute(object, symbols_.Of(given[0].value->text), code);
    return Call(method, Arguments(given.begin() + 1, given.end()), code);
  }
  std::vector<V> items;
  for (const Argument& argument : given) {
    if (bound.kind == BoundKind::kItem) {
      items.push_back(Subscript(object, argument.value, code));
      continue;
    }
    V value = object;
    std::string_view names = argument.value->IsString() ? argument.value->text : std::string_view();
    if (names.empty()) value = Unknown(DeepTaint(object));
    while (!names.empty()) {
      const size_t end = std::min(names.find('.'), names.size());
      value = Attribute(value, symbols_.Of(names.substr(0, end)), code);
      names.remove_prefix(std::min(end + 1, names.size()));
    }
    items.push_back(value);
  }
  return items.size() == 1 ? items[0] : MakeList(ContentsKind::kTuple, items);
}

}  // namespace meerkat::flow
