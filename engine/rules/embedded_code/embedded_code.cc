// Code that nobody would write for the users of a program.

#include <string_view>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::embedded_code {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kDuplicate[] = {"os.dup2"};
constexpr std::string_view kSocketWords[] = {"socket"};

// Whether the name stands for a socket that the program opened: it was given one, or a `with`
// statement opens it.
bool IsOwnSocket(const Site& site, Node name) {
  const Node by_with = BoundByWith(name);
  const Node opened = by_with ? by_with : ValueOf(site, name);
  if (!opened || opened.kind() != Kind::kCall) return false;
  const std::string_view opens = site.QualifiedName(syntax::Call(opened).Function());
  return opens == "socket.socket" || opens == "socket.create_connection";
}

// os.dup2(connection.fileno(), 0) where the program connects and a shell is run: a server that a
// connection comes to says accept() or is started by another one.
Verdict WhenShellIsHandedOut(const Site& site) {
  const Node given = site.call().Positional(0);
  if (given.kind() != Kind::kCall || IntegerValue(site.call().Positional(1)) != 0u) return kSilent;
  const Node number = syntax::Call(given).Function();
  if (number.kind() != Kind::kAttribute || syntax::LastName(number) != "fileno") return kSilent;
  if (!IsOwnSocket(site, number.Child(syntax::Field::kObject))) return kSilent;
  const Node function = syntax::EnclosingFunction(site.node());
  if (!IsNamedIn(site, function, "connect") && !IsNamedIn(site, function, "create_connection")) {
    return kSilent;
  }
  for (const std::string_view runs : {"call", "run", "Popen", "spawn", "system", "execl", "execv",
                                      "execve", "execlp", "execvp"}) {
    if (IsNamedIn(site, function, runs)) return kFires;
  }
  return kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "reverse-shell",
        .cwe = 506,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Secure_Code_Review",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "input and output of a shell are handed to whoever answers: a reverse shell",
        .why = "Whoever answers there types commands that run with the rights of this process, "
               "from within the network and past its firewall.",
        .fix = "status = connection.recv(1024)  # data and no commands; find out how the shell "
               "came in",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kDuplicate, .words = kSocketWords, .when = WhenShellIsHandedOut},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::embedded_code
