#include "engine/rules/cleartext/mail_login.h"

#include "engine/rules/address_checks/host_text.h"
#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/values.h"

namespace meerkat::rules::cleartext {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// server of `server = SMTP(host)`, `server = SMTP_SSL(host) if safe else SMTP(host)` and
// `with SMTP(host) as server:`
Node VariableOf(Node made) {
  Node value = made;
  if (value.parent().kind() == Kind::kConditional) value = value.parent();
  const Node around = value.parent();
  if (around.kind() == Kind::kAssignment) return around.Child(Field::kLeft);
  if (around.kind() == Kind::kAsPattern) return around.Child(Field::kAlias);
  return {};
}

// Whether the method is called here, with something: server.login(user, password)
bool IsCalled(Node method) {
  const Node call = method.parent();
  return method.kind() == Kind::kAttribute && call.kind() == Kind::kCall &&
         Call(call).Function() == method && Call(call).Arguments().first_child();
}

// Whether a method of what `made` makes is called in the function.
bool IsCalledOn(const Site& site, Node made, std::string_view method) {
  // SMTP(host).login(user, password)
  if (syntax::LastName(made.parent()) == method && IsCalled(made.parent())) return true;
  const std::string_view variable = VariableOf(made).text();
  if (variable.empty()) return false;
  const Node function = syntax::EnclosingFunction(made);
  names::Occurrences& occurrences = site.occurrences();
  int seen = 0;
  for (Node name = occurrences.First(method); name && ++seen < kMaxMentions;
       name = occurrences.Next(name)) {
    const Node attribute = name.parent();
    if (IsCalled(attribute) && attribute.Child(Field::kObject).text() == variable &&
        IsInScope(name, function)) {
      return true;
    }
  }
  return false;
}

}  // namespace

Verdict WhenMailLoginIsPlain(const Site& site) {
  for (const std::string_view upgrade : {"starttls", "stls"}) {
    if (IsNamedIn(site, {}, upgrade)) return kSilent;
  }
  const Node host = ValueOf(site, site.call().Argument(0, "host"));
  if (IsText(host)) {
    // smtplib.SMTP("127.0.0.1:1025")
    const std::string name = TextOf(host);
    if (address_checks::IsNearby(std::string_view(name).substr(0, name.find(':')))) return kSilent;
  }
  const bool is_pop = LastComponent(site.callee()) == "POP3";
  return IsCalledOn(site, site.node(), is_pop ? "pass_" : "login") ? kFires : kSilent;
}

}  // namespace meerkat::rules::cleartext
