// The part of Interpreter that follows functions which are handed to others, to be called by them.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// map(f, xs), Thread(target=f, args=(x,)), executor.submit(f, x): the function is called. What it
// gives, or null where nothing is called.
//
// `at_once`: it has come back, or has raised, when this call has; then what it has checked is
// checked.
V Interpreter::CallHandedOn(const Arguments& arguments, uint32_t code, bool at_once) {
  V given = nullptr;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const V function = arguments[i].value;
    const bool callable =
        function->kind == ValueKind::kFunction || function->kind == ValueKind::kBound ||
        (function->kind == ValueKind::kExternal && !function->path->said->sinks.empty());
    if (!callable) continue;
    Arguments passed;
    const Function* definition = nullptr;
    const Unit* of = nullptr;
    if (function->kind == ValueKind::kFunction) {
      of = function->function->module->unit;
      definition = &of->functions[function->function->function];
    }
    bool tainted =
        function->taint != nullptr || (function->self != nullptr && IsDeepTainted(function->self));
    // transaction.on_commit(lambda: send(name))
    if (definition != nullptr && definition->parameter_count == 0 &&
        function->function->outer == frame_ && frame_->function != kNone) {
      const size_t count = unit().List(unit().functions[frame_->function].slots).size();
      for (uint32_t slot = 0; slot < count && !tainted; ++slot) {
        const V around = state_.Get(frame_->base + slot);
        tainted = around != nullptr && around->taint != nullptr && around->taint->count > 0;
      }
    }
    // scheduler.add_job(f, "date", args=[x])
    const bool has_list =
        std::any_of(arguments.begin(), arguments.end(), [this](const Argument& argument) {
          return argument.has_keyword && symbols_.Text(argument.keyword) == "args";
        });
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
        } else if (definition != nullptr && !has_list) {  // executor.submit(f, name=x)
          for (uint32_t k = 0; k < definition->parameter_count; ++k) {
            if (of->Name(of->parameters[definition->first_parameter + k].name) != keyword) continue;
            passed.push_back(
                {.value = argument.value, .keyword = argument.keyword, .has_keyword = true});
          }
        }
        continue;
      }
      if (has_list) continue;
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

// Whether what is called so runs the function that it is handed, elsewhere, and gives what that
// gives.
bool RunsInThread(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "run_in_executor", "apply",         "run_sync",         "run_in_threadpool",     "to_thread",
      "defer_to_thread", "deferToThread", "add_executor_job", "async_add_executor_job"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

// resize.delay(name), resize.apply_async(args=[name]), resize.s(name): a task that a worker runs,
// with what it is sent. Null where the method sends nothing.
V Interpreter::CallTask(V task, Symbol name, const Arguments& arguments, uint32_t code) {
  const std::string_view text = symbols_.Text(name);
  static constexpr std::string_view kSends[] = {"delay", "delay_on_commit", "s", "si",
                                                "send",  "enqueue"};
  const bool is_sent = std::find(std::begin(kSends), std::end(kSends), text) != std::end(kSends);
  if (!is_sent && text != "apply_async") return nullptr;
  Arguments passed;
  // @app.task(bind=True) def resize(self, name)
  const FunctionValue& function = *task->function;
  const Unit& unit = *function.module->unit;
  const Function& definition = unit.functions[function.function];
  if (task->self == nullptr && definition.parameter_count > 0 &&
      unit.Name(unit.parameters[definition.first_parameter].name) == "self") {
    passed.push_back({.value = Unknown()});
  }
  if (is_sent) {
    passed.insert(passed.end(), arguments.begin(), arguments.end());
  } else {
    if (const V list = Find(arguments, 0, true, symbols_.Of("args"))) {
      const Contents* items = ContentsOf(list);
      const bool is_known =
          items != nullptr && items->rest == nullptr &&
          (items->kind == ContentsKind::kList || items->kind == ContentsKind::kTuple);
      if (!is_known) passed.push_back({.value = list, .star = true});
      for (uint32_t i = 0; is_known && i < items->count; ++i)
        passed.push_back({.value = items->items[i]});
    }
    if (const V names = Find(arguments, 1, true, symbols_.Of("kwargs"))) {
      // Each under its own name.
      const Contents* items = ContentsOf(names);
      const bool is_known =
          items != nullptr && items->rest == nullptr && items->kind == ContentsKind::kDictionary;
      if (!is_known) passed.push_back({.value = names, .double_star = true});
      for (uint32_t i = 0; is_known && i < items->count; ++i) {
        if (!items->keys[i]->IsString()) continue;
        passed.push_back({.value = items->items[i],
                          .keyword = symbols_.Of(items->keys[i]->text),
                          .has_keyword = true});
      }
    }
  }
  for (Argument& argument : passed) argument.code = kNone;
  const bool is_tainted =
      std::any_of(passed.begin(), passed.end(),
                  [this](const Argument& argument) { return IsDeepTainted(argument.value); });
  if (is_tainted) CallOne(task, passed, code);
  return Unknown();
}

// What a method gives that calls the function it is handed: a future stands for its result. Null
// where that is not told by its name.
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
