// The part of Interpreter that knows which part of a command line is a program, a script or an
// option.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/words.h"

namespace meerkat::flow {
namespace {

std::string_view NameOfProgram(V value) {
  return value->text.substr(value->text.find_last_of("/\\") + 1);
}

constexpr std::string_view kPosixShells[] = {"sh", "bash", "zsh", "dash", "ksh"};

// sh -c: what follows is a program.
bool IsShell(V value) {
  static constexpr std::string_view kOthers[] = {"csh",        "fish",           "cmd", "cmd.exe",
                                                 "powershell", "powershell.exe", "pwsh"};
  if (!value->IsString()) return false;
  const std::string_view name = NameOfProgram(value);
  return IsOneOf(name, kPosixShells) || IsOneOf(name, kOthers);
}

// ["sh", "-c", script, "sh", name]: what follows the script is "$1" to it, and no part of it,
// unless it runs that.
V ScriptIn(const Contents& command, V value) {
  if (!IsOneOf(NameOfProgram(command.items[0]), kPosixShells)) return value;
  for (uint32_t i = 1; i + 1 < command.count; ++i) {
    const V option = command.items[i];
    if (!option->IsString() || !option->text.starts_with('-')) return value;
    if (!option->text.ends_with('c') || option->text.starts_with("--")) continue;
    const V script = command.items[i + 1];
    if (script->text.find("eval") != std::string_view::npos) return value;
    const std::string_view first =
        script->text.substr(std::min(script->text.find_first_not_of(" \"'"), script->text.size()));
    return first.starts_with('$') ? value : script;
  }
  return value;
}

}  // namespace

bool Interpreter::IsAboutPrograms(const Sink& sink) {
  return sink.when == SinkWhen::kProgram || sink.when == SinkWhen::kArguments;
}

// What of an argument the sink is about; null: nothing.
// "sh", ["bash", "-s"]: a shell that runs what it reads.
bool Interpreter::ReadsScript(V command) const {
  const Contents* contents = ContentsOf(command);
  if (contents == nullptr) return command->IsString() && IsShell(command);
  if (contents->count == 0 || contents->rest != nullptr || !IsShell(contents->items[0]))
    return false;
  return std::all_of(contents->items + 1, contents->items + contents->count, [](V option) {
    return option->IsString() && option->text.starts_with('-') && !option->text.ends_with('c');
  });
}

V Interpreter::PartOf(const Sink& sink, V value) {
  if (sink.when == SinkWhen::kInstructions) return InstructionsIn(value);
  if (!IsAboutPrograms(sink)) return value;
  const Contents* contents = ContentsOf(value);
  const bool is_list = contents != nullptr && contents->kind != ContentsKind::kObject;
  const bool program = sink.when == SinkWhen::kProgram;
  if (!is_list) return program ? value : nullptr;
  // text.split(), [*names]: any of them may come first, which is worse than being an option.
  if (contents->count == 0) return program ? contents->rest : nullptr;
  if (IsShell(contents->items[0])) return program ? ScriptIn(*contents, value) : nullptr;
  if (program) return contents->items[0];
  V rest = contents->rest;
  for (uint32_t i = 1; i < contents->count; ++i) {
    // Behind "--" nothing is an option.
    if (contents->items[i]->IsString() && contents->items[i]->text == "--") break;
    rest = JoinValues(rest, contents->items[i]);
  }
  return rest;
}

}  // namespace meerkat::flow
