#include "engine/rules/transport/unchecked_context.h"

#include "engine/rules/values.h"
#include "engine/syntax/views.h"

namespace meerkat::rules::transport {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// context.verify_mode = …, context.load_cert_chain(…), return context, server(context)
bool IsSetOrHandedOn(Node name) {
  const Node parent = name.parent();
  if (parent.kind() == Kind::kAttribute && parent.Child(Field::kObject) == name) {
    const std::string_view part = syntax::LastName(parent);
    if (part != "wrap_socket" && part != "options" && part != "set_ciphers") return true;
    const Node call = parent.parent();
    return call.kind() == Kind::kCall && MaySwitchOn(syntax::Call(call).Keyword("server_side"));
  }
  // urlopen(url, context=context) uses it as a client; whatever else takes it may do anything with
  // it.
  if (parent.kind() == Kind::kKeywordArgument) {
    const std::string_view keyword = parent.Child(Field::kName).text();
    return keyword != "context" && keyword != "ssl_context" && keyword != "ssl";
  }
  return !(parent.kind() == Kind::kAssignment && parent.Child(Field::kLeft) == name);
}

}  // namespace

Verdict WhenContextIsUnchecked(const Site& site) {
  const Node protocol = site.call().Argument(0, "protocol");
  const std::string_view name = syntax::LastName(protocol);
  // A client's own protocol checks, and that of a server need not.
  if (protocol && name != "PROTOCOL_TLS" && name != "PROTOCOL_SSLv23" &&
      name != "PROTOCOL_TLSv1_2") {
    return kSilent;
  }
  const Node parent = site.node().parent();
  // urlopen(url, context=ssl.SSLContext())
  if (parent.kind() == Kind::kKeywordArgument) {
    const std::string_view keyword = parent.Child(Field::kName).text();
    return keyword == "context" || keyword == "ssl_context" ? kFires : kSilent;
  }
  // ssl.SSLContext().wrap_socket(connection)
  if (parent.kind() == Kind::kAttribute && syntax::LastName(parent) == "wrap_socket") {
    const Node call = parent.parent();
    const bool serves =
        call.kind() == Kind::kCall && MaySwitchOn(syntax::Call(call).Keyword("server_side"));
    return serves ? kSilent : kFires;
  }
  const Node target = parent.Child(Field::kLeft);
  if (parent.kind() != Kind::kAssignment || target.kind() != Kind::kIdentifier) return kSilent;
  // Of a module's variable every place counts.
  const Node function = syntax::EnclosingFunction(site.node());
  bool is_used = false;
  names::Occurrences& occurrences = site.occurrences();
  for (Node found = occurrences.First(target.text()); found; found = occurrences.Next(found)) {
    if (function && !(syntax::EnclosingFunction(found) == function)) continue;
    if (IsSetOrHandedOn(found)) return kSilent;
    is_used |= !(found == target);
  }
  return is_used ? kFires : kSilent;
}

}  // namespace meerkat::rules::transport
