#include "engine/rules/command/formatted_command.h"

#include "engine/rules/constants.h"
#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::rules::command {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

Verdict WhenBashIsFormatted(const Site& site) {
  const Node command = ValueOf(site, site.call().Keyword("bash_command"));
  if (!command || !site.ImportsLike("airflow")) return kSilent;
  switch (command.kind()) {
    case Kind::kString:
    case Kind::kConcatenatedString: return syntax::IsConstant(command) ? kSilent : kFires;
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
