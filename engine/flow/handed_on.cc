// The part of Interpreter that follows functions which are handed to others, to be called by them.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// map(f, xs), Thread(target=f, args=(x,)), executor.submit(f, x): the function is called. What it gives, or
// null where nothing is called.
//
// `at_once`: it has come back, or has raised, when this call has; then what it has checked is checked.
V Interpreter::CallHandedOn(const Arguments& arguments, uint32_t code, bool at_once) {
  V given = nullptr;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const V function = arguments[i].value;
    const bool callable = function->kind == ValueKind::kFunction || function->kind == ValueKind::kBound ||
                          (function->kind == ValueKind::kExternal &&
                           !function->path->sinks.empty());
    if (!callable) continue;
    Arguments passed;
    bool tainted = function->taint != nullptr ||
                   (function->self != nullptr && IsDeepTainted(function->self));
    for (size_t j = i + 1; j < arguments.size(); ++j) {
      const Argument& argument = arguments[j];
      const Contents* items = ContentsOf(argument.value);
      if (argument.has_keyword) {
        const std::string_view keyword = symbols_.Text(argument.keyword);
        if (keyword == "args" && items != nullptr) {
          for (uint32_t k = 0; k < items->count; ++k) passed.push_back({.value = items->items[k]});
        } else if (keyword == "kwargs" && items != nullptr && items->keys != nullptr) {
          for (uint32_t k = 0; k < items->count; ++k) {
            if (!items->keys[k]->IsString()) continue;
            passed.push_back({.value = items->items[k],
                              .keyword = symbols_.Of(items->keys[k]->text),
                              .has_keyword = true});
          }
        }
        continue;
      }
      const bool is_list = items != nullptr && items->kind != ContentsKind::kObject &&
                           items->kind != ContentsKind::kDictionary;
      passed.push_back({.value = is_list ? Element(argument.value, code) : argument.value,
                        .code = is_list || !at_once ? kNone : argument.code});
    }
    for (const Argument& argument : passed) tainted = tainted || IsDeepTainted(argument.value);
    if (tainted) given = JoinValues(given, CallOne(function, passed, code));
  }
  return given;
}

namespace {

// Whether what is called so runs the function that it is handed, elsewhere, and gives what that gives.
bool RunsInThread(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "run_in_executor", "apply", "run_sync", "run_in_threadpool", "to_thread", "defer_to_thread",
      "deferToThread", "add_executor_job", "async_add_executor_job"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

// What a method gives that calls the function it is handed: a future stands for its result. Null where that
// is not told by its name.
V Interpreter::GivenByCall(Symbol name, const Arguments& arguments, uint32_t code) {
  const std::string_view text = symbols_.Text(name);
  const bool in_thread = RunsInThread(text);
  const V result = CallHandedOn(arguments, code, in_thread);
  if (result == nullptr || in_thread || text == "submit" || text == "apply_async") return result;
  for (std::string_view one : {"map", "imap", "imap_unordered", "starmap", "map_async"}) {
    if (text == one) return NewContainer({.kind = ContentsKind::kList, .rest = result});
  }
  return nullptr;
}

}  // namespace meerkat::flow
