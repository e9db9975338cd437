#include "engine/rules/transport/any_certificate.h"

#include <string>

#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/values.h"

namespace meerkat::rules::transport {
namespace {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

bool IsFalse(Node value) { return value && value.kind() == Kind::kFalse; }

// cert_reqs=ssl.CERT_NONE, ssl_cert_reqs="none", ssl_cert_reqs=None
bool IsNoCertificate(Node value) {
  if (!value) return false;
  if (IsText(value)) return TextOf(value) == "none" || TextOf(value) == "CERT_NONE";
  return ReadsAs(value, "CERT_NONE") || ReadsAs(value, "None");
}

// sslopt={"cert_reqs": ssl.CERT_NONE}, sslopt={"check_hostname": False}
bool TakesAnyByOptions(Node options) {
  if (!options || options.kind() != Kind::kDictionary) return false;
  for (Node pair : options.children()) {
    if (pair.kind() != Kind::kPair) continue;
    const Node value = pair.Child(Field::kValue);
    const std::string key = TextOf(pair.Child(Field::kKey));
    if (key == "cert_reqs" && IsNoCertificate(value)) return true;
    if (key == "check_hostname" && IsFalse(value)) return true;
  }
  return false;
}

// SSL.Context(SSL.TLS_SERVER_METHOD), connection.set_accept_state(), context.use_privatekey(key): a
// server asks few of its clients for a certificate.
bool IsOfServer(const Site& site) {
  const Node function = syntax::EnclosingFunction(site.node());
  for (const std::string_view name : {"TLS_SERVER_METHOD", "DTLS_SERVER_METHOD", "set_accept_state",
                                      "use_privatekey", "use_privatekey_file"}) {
    if (IsNamedIn(site, function, name)) return true;
  }
  return false;
}

bool MakesAwsClients(std::string_view maker) {
  return maker == "boto3.Session" || maker == "boto3.session.Session";
}

bool TakesAnyCertificate(const Site& site) {
  const Call call = site.call();
  const std::string_view library = FirstComponent(site.callee());
  const std::string_view name = LastComponent(site.callee());
  // curl.setopt(pycurl.SSL_VERIFYPEER, 0)
  if (name == "setopt") {
    const std::string_view option = syntax::LastName(call.Argument(0, "option"));
    const Node value = call.Argument(1, "value");
    return site.ImportsLike("pycurl") &&
           (option == "SSL_VERIFYPEER" || option == "SSL_VERIFYHOST") &&
           (IsFalse(value) || IntegerValue(value) == 0u);
  }
  // ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)
  if (name == "set_option") {
    const std::string_view value = syntax::LastName(call.Argument(1, "invalue"));
    return syntax::LastName(call.Argument(0, "option")) == "OPT_X_TLS_REQUIRE_CERT" &&
           (value == "OPT_X_TLS_NEVER" || value == "OPT_X_TLS_ALLOW");
  }
  // context.set_verify(SSL.VERIFY_NONE, callback)
  if (name == "set_verify") {
    return site.ImportsLike("OpenSSL") &&
           syntax::LastName(call.Argument(0, "mode")) == "VERIFY_NONE" && !IsOfServer(site);
  }
  // client.set_verify_server(False)
  if (name == "set_verify_server" || name == "setVerifyServer") {
    return site.ImportsLike("libtaxii") && IsFalse(call.Argument(0, "verify_server"));
  }
  if (library == "websocket" || name == "run_forever") {
    return site.ImportsLike("websocket") &&
           TakesAnyByOptions(ValueOf(site, call.Keyword("sslopt")));
  }
  if (library == "httplib2") {
    return ReadsAs(call.Keyword("disable_ssl_certificate_validation"), "True");
  }
  if (library == "asyncssh") return ReadsAs(call.Keyword("known_hosts"), "None");
  if (library == "urllib3") return IsNoCertificate(call.Keyword("cert_reqs"));
  if (library == "redis") return IsNoCertificate(call.Keyword("ssl_cert_reqs"));
  if (library == "ldap3") return IsNoCertificate(call.Keyword("validate"));
  // client.tls_set(cert_reqs=ssl.CERT_NONE)
  if (name == "tls_set") {
    return site.ImportsLike("paho") && IsNoCertificate(call.Argument(3, "cert_reqs"));
  }
  // boto3.Session().client("s3", verify=False)
  if (library != "boto3" && (name == "client" || name == "resource")) {
    return MakesAwsClients(MakerOf(site, call.Function().Child(Field::kObject))) &&
           (IsFalse(call.Keyword("verify")) || IsFalse(call.Keyword("use_ssl")));
  }
  if (library == "httpx" && name.ends_with("HTTPTransport")) {
    return IsFalse(call.Argument(0, "verify"));
  }
  if (library == "consul" || library == "docker") return IsFalse(call.Keyword("verify"));
  if (library == "pyVim") {
    return name == "SmartConnectNoSSL" || ReadsAs(call.Keyword("disableSslCertValidation"), "True");
  }
  if (library == "winrm") {
    const Node validation = call.Keyword("server_cert_validation");
    return IsText(validation) && TextOf(validation) == "ignore";
  }
  if (library == "kafka") return IsFalse(call.Keyword("ssl_check_hostname"));
  if (library == "boto3") {
    return IsFalse(call.Keyword("verify")) || IsFalse(call.Keyword("use_ssl"));
  }
  if (library == "hvac") return IsFalse(call.Keyword("verify"));
  if (library == "tornado" || name == "fetch") {
    return site.ImportsLike("tornado") && IsFalse(call.Keyword("validate_cert"));
  }
  if (library == "elasticsearch" || library == "opensearchpy")
    return IsFalse(call.Keyword("verify_certs"));
  if (library == "pymongo") {
    return ReadsAs(call.Keyword("tlsAllowInvalidCertificates"), "True") ||
           ReadsAs(call.Keyword("tlsInsecure"), "True") ||
           IsNoCertificate(call.Keyword("ssl_cert_reqs"));
  }
  // await session.get(url, ssl=False)
  const bool is_client =
      library == "aiohttp" ||
      (site.ImportsLike("aiohttp") && IsSession(site, call.Function().Child(Field::kObject)));
  return is_client && (IsFalse(call.Keyword("ssl")) || IsFalse(call.Keyword("verify_ssl")));
}

}  // namespace

Verdict WhenAnyCertificate(const Site& site) {
  return TakesAnyCertificate(site) ? kFires : kSilent;
}

// session.get(…), self.client.post(…), requests.Session().get(…): what is called so in a file that
// uses one of the libraries.
bool IsSession(const Site& site, Node object) {
  const std::string_view made_by = MakerOf(site, object);
  for (const std::string_view maker : {"requests.Session", "requests.session", "httpx.Client",
                                       "httpx.AsyncClient", "aiohttp.ClientSession"}) {
    if (made_by == maker) return true;
  }
  const Node named = object.kind() == Kind::kCall ? Call(object).Function() : object;
  const std::string_view name = syntax::LastName(named);
  return ContainsIgnoringCase(name, "session") || ContainsIgnoringCase(name, "client");
}

}  // namespace meerkat::rules::transport
