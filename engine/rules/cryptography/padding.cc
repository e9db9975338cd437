#include "engine/rules/cryptography/padding.h"

#include "engine/rules/constants.h"

namespace meerkat::rules::cryptography {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Kind;
using syntax::Node;

Verdict WhenPaddingIsOld(const Site& site) {
  if (LastComponent(site.callee()) == "new") return kFires;
  const Node padding = ValueOf(site, site.call().Argument(1, "padding"));
  if (!padding || padding.kind() != Kind::kCall) return kSilent;
  const std::string_view name = site.QualifiedName(syntax::Call(padding).Function());
  return LastComponent(name) == "PKCS1v15" ? kFires : kSilent;
}

}  // namespace meerkat::rules::cryptography
