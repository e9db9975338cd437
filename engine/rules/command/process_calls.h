#pragma once

// The functions that start processes, and what their arguments say.

#include <string_view>

#include "engine/rules/site.h"
#include "engine/syntax/views.h"

namespace meerkat::rules::command {

// Start a program; a shell only where asked for by `shell=True`.
inline constexpr std::string_view kSubprocess[] = {
    "subprocess.Popen",        "subprocess.call", "subprocess.check_call",
    "subprocess.check_output", "subprocess.run",
};

// Hand their first argument to a shell.
inline constexpr std::string_view kShell[] = {
    "os.system",
    "os.popen",
    "os.popen2",
    "os.popen3",
    "os.popen4",
    "popen2.popen2",
    "popen2.popen3",
    "popen2.popen4",
    "popen2.Popen3",
    "popen2.Popen4",
    "commands.getoutput",
    "commands.getstatusoutput",
    "subprocess.getoutput",
    "subprocess.getstatusoutput",
};

// Start a program, never a shell.
inline constexpr std::string_view kNoShell[] = {
    "os.execl",  "os.execle",  "os.execlp",  "os.execlpe",  "os.execv",     "os.execve",
    "os.execvp", "os.execvpe", "os.spawnl",  "os.spawnle",  "os.spawnlp",   "os.spawnlpe",
    "os.spawnv", "os.spawnve", "os.spawnvp", "os.spawnvpe", "os.startfile",
};

// Whether the callee is one of these, or of those that the caller of the scan gave in their place.
bool IsSubprocess(const Site& site);

// Whether `shell=` is given and may be true.
bool AsksForShell(syntax::Call call);

// Whether the arguments of a process stand in the source, so that nobody can choose them from
// outside: strings, numbers, constants of the standard library such as sys.executable, and lists of
// these. Deeper expressions than `depth` are not looked into, and count as chosen.
bool IsFixed(syntax::Node argument, int depth = 16);

// The program in the first argument: ["git", "status"] and "git" say git; null where it is not
// plain.
syntax::Node ProgramOf(syntax::Call call);

}  // namespace meerkat::rules::command
