#include "engine/rules/command/process_calls.h"

#include <algorithm>

#include "engine/rules/values.h"

namespace meerkat::rules::command {

using syntax::Kind;
using syntax::Node;

bool IsSubprocess(const Site& site) {
  const core::RuleOptions& options = site.options();
  const std::string_view callee = site.callee();
  if (options.subprocess_functions.given || options.shell_functions.given ||
      options.no_shell_functions.given) {
    return options.subprocess_functions.Contain(callee);
  }
  return std::find(std::begin(kSubprocess), std::end(kSubprocess), callee) != std::end(kSubprocess);
}

bool AsksForShell(syntax::Call call) { return MaySwitchOn(call.Keyword("shell")); }

bool IsFixed(Node argument, int depth) {
  if (depth == 0) return false;
  switch (argument.kind()) {
    case Kind::kList:
    case Kind::kTuple:
      for (Node element : argument.children()) {
        if (!IsFixed(element, depth - 1)) return false;
      }
      return true;
    case Kind::kAttribute:
      // [sys.executable, "-m", "pip"]; stdin=subprocess.PIPE
      return argument.text() == "sys.executable" || argument.text() == "os.devnull";
    case Kind::kBinaryOperator:
      // "git " "status" written with a plus
      return IsFixed(argument.Child(syntax::Field::kLeft), depth - 1) &&
             IsFixed(argument.Child(syntax::Field::kRight), depth - 1);
    default: return syntax::IsConstant(argument);
  }
}

Node ProgramOf(syntax::Call call) {
  const Node first = call.Positional(0);
  return first.kind() == Kind::kList && first.first_child() ? first.first_child() : first;
}

}  // namespace meerkat::rules::command
