#include "engine/rules/cleartext/plain_request.h"

#include <string>
#include <vector>

#include "engine/rules/address_checks/host_text.h"
#include "engine/rules/constants.h"
#include "engine/rules/values.h"

namespace meerkat::rules::cleartext {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Node;

namespace {

constexpr std::string_view kSessions[] = {"requests.Session",          "requests.session",
                                          "requests.sessions.Session", "httpx.Client",
                                          "httpx.AsyncClient",         "aiohttp.ClientSession"};

// The address of a call: its first argument, or the second of request("GET", address).
Node AddressOf(const Site& site) {
  const std::string_view function = LastComponent(site.callee());
  const bool has_method = function == "request" || function == "stream";
  return ValueOf(site, site.call().Argument(has_method ? 1 : 0, "url"));
}

// HTTPConnection("example.org"), HTTPConnectionPool(host="example.org")
bool IsPlainConnection(const Site& site) {
  const Node host = ValueOf(site, site.call().Argument(0, "host"));
  if (!IsText(host)) return false;
  const std::string name = TextOf(host);
  return !name.empty() && !address_checks::IsNearby(name.substr(0, name.find(':')));
}

// "http://example.org/list", f"http://example.org/{name}"; not f"http://{host}/", nor what stays
// nearby
bool IsPlain(const Site& site) {
  if (LastComponent(site.callee()).starts_with("HTTPConnection")) return IsPlainConnection(site);
  const Node address = AddressOf(site);
  if (!syntax::IsString(address)) return false;
  std::vector<std::string> constants;
  syntax::AppendConstants(address, &constants);
  if (constants.empty() || !constants.front().starts_with("http://")) return false;
  const std::string_view host = address_checks::HostOf(constants.front());
  const bool is_whole =
      !syntax::IsFormatString(address) || constants.front().size() > 7 + host.size();
  return is_whole && !host.empty() && !address_checks::IsNearby(host);
}

bool SendsSecret(const Site& site) {
  const Node auth = site.call().Keyword("auth");
  return auth && auth.kind() != syntax::Kind::kNone;
}

}  // namespace

// requests.get("http://example.org/list")
Verdict WhenRequestIsPlain(const Site& site) {
  return IsPlain(site) && !SendsSecret(site) ? kFires : kSilent;
}

// requests.get("http://example.org/list", auth=(user, password))
Verdict WhenSecretIsPlain(const Site& site) {
  return IsPlain(site) && SendsSecret(site) ? kFires : kSilent;
}

// session = requests.Session(); session.get("http://example.org/list")
Verdict WhenSessionIsPlain(const Site& site) {
  if (!IsPlain(site)) return kSilent;
  const Node object = site.call().Function().Child(syntax::Field::kObject);
  Node made = object;
  if (object.kind() == syntax::Kind::kIdentifier) {
    made = ValueOf(site, object);
    if (!made) made = BoundByWith(object);  // with requests.Session() as session:
  }
  if (made.kind() != syntax::Kind::kCall) return kSilent;
  const std::string_view callee = site.QualifiedName(syntax::Call(made).Function());
  for (const std::string_view session : kSessions) {
    if (callee == session) return kFires;
  }
  return kSilent;
}

}  // namespace meerkat::rules::cleartext
