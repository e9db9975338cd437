#include "engine/rules/command/formatted_command.h"

#include <algorithm>
#include <string_view>

#include "engine/rules/constants.h"
#include "engine/rules/values.h"
#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::rules::command {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

namespace {

// "{{ dag_run.conf['name'] }}", "{{ run_id }}": Airflow puts into the text what whoever starts a
// run has written, and quotes nothing.
bool TakesFromRun(std::string_view text) {
  size_t at = 0;
  while ((at = text.find("{{", at)) != text.npos) {
    const size_t end = std::min(text.find("}}", at), text.size());
    const std::string_view inside = text.substr(at, end - at);
    if (inside.find("dag_run.conf") != inside.npos || inside.find("run_id") != inside.npos) {
      return true;
    }
    at = end;
  }
  return false;
}

}  // namespace

Verdict WhenBashIsFormatted(const Site& site) {
  const Node command = ValueOf(site, site.call().Keyword("bash_command"));
  if (!command || !site.ImportsLike("airflow")) return kSilent;
  switch (command.kind()) {
    case Kind::kString:
    case Kind::kConcatenatedString:
      if (!syntax::IsConstant(command)) return kFires;
      return TakesFromRun(TextOf(command)) ? kFires : kSilent;
    case Kind::kBinaryOperator: {
      for (Node part : command.tree().Subtree(command)) {
        if (part.kind() == Kind::kIdentifier || part.kind() == Kind::kCall ||
            part.kind() == Kind::kSubscript || part.kind() == Kind::kAttribute) {
          return kFires;
        }
      }
      return kSilent;
    }
    case Kind::kCall: {
      const Node function = Call(command).Function();
      const bool formats = syntax::LastName(function) == "format" &&
                           syntax::IsString(function.Child(syntax::Field::kObject));
      return formats ? kFires : kSilent;
    }
    default: return kSilent;
  }
}

}  // namespace meerkat::rules::command
