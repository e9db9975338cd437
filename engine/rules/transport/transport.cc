// Connections: whether they are encrypted for the right one, and whether they end.

#include <algorithm>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/options.h"
#include "engine/rules/site.h"
#include "engine/rules/transport/any_certificate.h"
#include "engine/rules/transport/cipher_suites.h"
#include "engine/rules/transport/old_version.h"
#include "engine/rules/transport/unchecked_context.h"
#include "engine/rules/values.h"

namespace meerkat::rules::transport {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnSetting;
using core::OnStatement;
using core::OnString;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kRequests[] = {
    "*.get",
    "*.options",
    "*.head",
    "*.post",
    "*.put",
    "*.patch",
    "*.delete",
    "*.request",
    "*.stream",
    "*.Client",
    "*.AsyncClient",
    "*.send",
    "functools.partial",
};
constexpr std::string_view kLibraries[] = {"requests", "httpx"};
constexpr std::string_view kUnverifiedContext[] = {"ssl._create_unverified_context"};
constexpr std::string_view kUnverifiedByDefault[] = {"_create_default_https_context"};
constexpr std::string_view kVerify[] = {"verify"};
constexpr std::string_view kContextChecks[] = {"check_hostname", "verify_mode"};
constexpr std::string_view kSslWord[] = {"ssl"};
constexpr std::string_view kWrapSocket[] = {"ssl.wrap_socket"};
constexpr std::string_view kHostKeyPolicy[] = {"*.set_missing_host_key_policy",
                                               "set_missing_host_key_policy"};
constexpr std::string_view kParamikoWord[] = {"paramiko"};

// requests.get(url), requests.api.post(url): requests has verbs only, httpx also clients.
bool IsRequestsCall(const Site& site) {
  const std::string_view name = LastComponent(site.callee());
  return FirstComponent(site.callee()) == "requests" && name != "request" && name != "stream" &&
         name != "Client" && name != "AsyncClient" && (name != "send" || !site.as_bandit());
}

bool IsHttpxCall(const Site& site) { return FirstComponent(site.callee()) == "httpx"; }

// requests.get(url, verify=False)
Verdict WhenUnverified(const Site& site) {
  const Node verify = KeywordOf(site, "verify");
  // functools.partial(requests.get, verify=False)
  const bool is_partial = site.callee() == "functools.partial" && !site.as_bandit();
  const std::string_view callee =
      is_partial ? site.QualifiedName(site.call().Positional(0)) : site.callee();
  const std::string_view library = FirstComponent(callee);
  if (site.as_bandit()) {
    if (!IsRequestsCall(site) && !IsHttpxCall(site)) return kSilent;
    if (!ReadsAs(verify, "False")) return kSilent;
    return {.fires = true, .shown_at = verify.index(), .detail = library};
  }
  // Zero and "" are false, too: requests only asks whether it is true. Of None it takes its own
  // default.
  const Node value = ValueOf(site, verify);
  // Options that stand elsewhere may serve several calls.
  const uint32_t shown_at = site.call().Keyword("verify") ? verify.index() : site.node().index();
  const bool is_off = value.kind() == Kind::kFalse || IntegerValue(value) == 0u ||
                      (IsText(value) && TextOf(value).empty());
  if (!is_off) return kSilent;
  if (library == "requests" || library == "httpx") {
    return {.fires = true, .shown_at = shown_at, .detail = library};
  }
  if (!site.ImportsLike("requests") && !site.ImportsLike("httpx")) return kSilent;
  if (!IsSession(site, site.call().Function().Child(Field::kObject))) return kSilent;
  return {.fires = true,
          .confidence = Confidence::kMedium,
          .shown_at = shown_at,
          .detail = "the session"};
}

// requests.get(url); httpx waits five seconds by default, but not for timeout=None.
Verdict WhenWithoutTimeout(const Site& site) {
  const Node timeout = site.call().Keyword("timeout");
  const Verdict fires{.fires = true, .detail = FirstComponent(site.callee())};
  const bool ours = !site.as_bandit() && site.callee() == "requests.request";
  if (IsRequestsCall(site) || ours) {
    // timeout=settings.get("timeout") has to be computed: Bandit takes it for none.
    const bool none =
        site.as_bandit() ? !IsReadable(timeout) : !timeout && !site.call().HasDictionarySplat();
    if (none || ReadsAs(timeout, "None")) return fires;
  }
  return IsHttpxCall(site) && ReadsAs(timeout, "None") ? fires : kSilent;
}

// class Unchecked(requests.Session): verify = False
bool IsOfSessionClass(const Site& site) {
  if (site.target().kind() != Kind::kIdentifier || site.node().kind() != Kind::kAssignment) {
    return false;
  }
  const Node statement = syntax::StatementOf(site.node());
  const Node of_class = statement.parent().parent();
  if (of_class.kind() != Kind::kClass) return false;
  const Node bases = of_class.Child(Field::kSuperclasses);
  if (!bases) return false;
  for (Node base : bases.children()) {
    const std::string_view name = syntax::LastName(base);
    if (name == "Session" || name == "BaseUrlSession") return true;
  }
  return false;
}

// session.verify = False
Verdict WhenSessionUnverified(const Site& site) {
  const bool session = site.target().kind() == Kind::kAttribute || IsOfSessionClass(site);
  return session && site.value().kind() == Kind::kFalse &&
                 (site.ImportsLike("requests") || site.ImportsLike("httpx"))
             ? kFires
             : kSilent;
}

// context.check_hostname = False, context.verify_mode = ssl.CERT_NONE
Verdict WhenChecksAreOff(const Site& site) {
  if (site.target().kind() != Kind::kAttribute) return kSilent;
  const std::string_view name = syntax::LastName(site.target());
  const bool off = name == "verify_mode" ? ReadsAs(site.value(), "CERT_NONE")
                                         : site.value().kind() == Kind::kFalse;
  return off ? Verdict{.fires = true, .detail = name} : kSilent;
}

// ssl._create_default_https_context = ssl._create_unverified_context
Verdict WhenUnverifiedByDefault(const Site& site) {
  return ReadsAs(site.value(), "_create_unverified_context") ? kFires : kSilent;
}

// client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
Verdict WhenAnyHostKey(const Site& site) {
  if (!site.ImportsLike("paramiko")) return kSilent;
  Node policy = site.as_bandit() ? site.call().Positional(0) : site.call().Argument(0, "policy");
  if (const Node value = site.as_bandit() ? Node() : ValueOf(site, policy)) policy = value;
  if (policy.kind() == Kind::kCall) policy = Call(policy).Function();
  const std::string_view name =
      site.as_bandit() ? syntax::LastName(policy) : LastComponent(site.QualifiedName(policy));
  return name == "AutoAddPolicy" || name == "WarningPolicy" ? Verdict{.fires = true, .detail = name}
                                                            : kSilent;
}

// Variables of the environment by which git and Node.js check no certificate.
constexpr std::string_view kCheckVariables[] = {"GIT_SSL_NO_VERIFY",
                                                "NODE_TLS_REJECT_UNAUTHORIZED"};
constexpr std::string_view kHostKeyWords[] = {"stricthostkeychecking"};

// os.environ["NODE_TLS_REJECT_UNAUTHORIZED"] = "0", env={"GIT_SSL_NO_VERIFY": "true"}
Verdict WhenEnvironmentSaysSo(const Site& site) {
  if (!IsText(site.value())) return kSilent;
  const bool is_git = site.target().text().find("GIT_") != std::string_view::npos;
  const std::string text = TextOf(site.value());
  const bool is_off = is_git ? text == "1" || EqualsIgnoringCase(text, "true") : text == "0";
  if (!is_off) return kSilent;
  return {.fires = true, .detail = is_git ? "GIT_SSL_NO_VERIFY" : "the environment"};
}

// ["ssh", "-o", "StrictHostKeyChecking=no", host], "ssh -o StrictHostKeyChecking=no " + host
Verdict WhenHostKeyIsIgnored(const Site& site) {
  if (IsSpokenOf(site)) return kSilent;
  std::string option;
  for (const char c : site.text()) {
    option += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  for (const std::string_view off : {"stricthostkeychecking=no", "stricthostkeychecking=off"}) {
    const size_t place = option.find(off);
    if (place == std::string::npos) continue;
    const size_t end = place + off.size();
    if (end >= option.size() || option[end] < 'a' || option[end] > 'z') return kFires;
  }
  return kSilent;
}

constexpr std::string_view kLeastVersion[] = {"minimum_version"};

constexpr std::string_view kSetCiphers[] = {"*.set_ciphers", "*.set_cipher_list"};

constexpr std::string_view kContexts[] = {"ssl.SSLContext"};

constexpr Rule kRules[] = {
    {
        .name = "tls-context-unchecked",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the context asks for no certificate, and agrees to old protocol versions",
        .why =
            "Whoever sits between answers in the server's place, reads everything and changes it.",
        .fix = "context = ssl.create_default_context()",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kContexts, .when = WhenContextIsUnchecked},
        .quiet = IsInTests,
    },
    {
        .name = "weak-cipher-suites",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the connection may be encrypted with something broken, or not at all",
        .why =
            "Whoever sits between makes both sides agree on the weakest of these, and reads along.",
        .fix =
            "context = ssl.create_default_context()  # and no set_ciphers(), or \"ECDHE+AESGCM\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kSetCiphers, .when = WhenSuitesAreWeak},
        .quiet = IsInTests,
    },
    {
        .name = "request-without-verification",
        .bandit_id = "B501",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "{} does not check the server's certificate",
        .why =
            "Whoever sits between, in the same network or on the way, shows a certificate of his "
            "own and reads and changes everything.",
        .fix = "requests.get(url, timeout=10)  # or verify=\"/path/to/own-ca.pem\"",
        .match = OnCall{.callees = kRequests, .words = kLibraries, .when = WhenUnverified},
        .quiet = IsInTests,
    },
    {
        .name = "session-without-verification",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the session does not check certificates",
        .why =
            "Whoever sits between, in the same network or on the way, shows a certificate of his "
            "own and reads and changes everything.",
        .fix = "session.verify = \"/path/to/own-ca.pem\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kVerify, .words = kLibraries, .when = WhenSessionUnverified},
        .quiet = IsInTests,
    },
    {
        .name = "client-without-verification",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the client takes whatever certificate or key the server shows",
        .why =
            "Whoever sits between, in the same network or on the way, shows a certificate of his "
            "own and reads and changes everything.",
        .fix = "aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=\"own-ca.pem\"))",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kClients, .words = kClientLibraries, .when = WhenAnyCertificate},
        .quiet = IsInTests,
    },
    {
        .name = "old-tls-version-enough",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the context agrees to a protocol version that is broken",
        .why = "Whoever sits between makes both sides fall back to the oldest version that they "
               "share.",
        .fix = "context.minimum_version = ssl.TLSVersion.TLSv1_2",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kLeastVersion, .words = kSslWord, .when = WhenOldIsEnough},
        .quiet = IsInTests,
    },
    {
        .name = "request-without-timeout",
        .bandit_id = "B113",
        .cwe = 400,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Denial_of_Service",
        .severity = Severity::kMedium,
        .confidence = Confidence::kLow,
        .message = "{} waits for an answer without end",
        .why = "A server that never answers holds the thread for ever; some of these are enough to "
               "stop the service.",
        .fix = "requests.get(url, timeout=10)",
        .match = OnCall{.callees = kRequests, .words = kLibraries, .when = WhenWithoutTimeout},
        .quiet = IsInTests,
    },
    {
        .name = "old-tls-version",
        .bandit_id = "B502",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "a protocol version that is broken",
        .why = "Whoever sits between breaks the encryption of SSL and of TLS before 1.2, or makes "
               "both sides fall back to it.",
        .fix = "context = ssl.create_default_context()",
        .match = OnCall{.near = kOldProtocols, .when = WhenOldProtocol},
    },
    {
        .name = "old-tls-version-default",
        .bandit_id = "B503",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the parameter has a protocol version that is broken for its default",
        .why =
            "Whoever sits between breaks the encryption of SSL and of TLS before 1.2 wherever no "
            "other version is given.",
        .fix = "def connect(host, context=None): context = context or ssl.create_default_context()",
        .match = OnStatement{.statement = core::Statement::kFunction,
                             .words = kOldProtocols,
                             .when = WhenOldProtocolByDefault},
    },
    {
        .name = "tls-version-missing",
        .bandit_id = "B504",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message =
            "ssl.wrap_socket() takes any protocol version that both sides know, and checks no "
            "certificate",
        .why = "Whoever sits between makes both sides fall back to a version that he can break.",
        .fix = "context = ssl.create_default_context(); context.wrap_socket(connection, "
               "server_hostname=host)",
        .match = OnCall{.callees = kWrapSocket, .when = WhenNoProtocol},
    },
    {
        .name = "unverified-tls-context",
        .bandit_id = "B323",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the context checks neither certificates nor host names",
        .why =
            "Whoever sits between, in the same network or on the way, shows a certificate of his "
            "own and reads and changes everything.",
        .fix = "context = ssl.create_default_context()",
        .match = OnCall{.callees = kUnverifiedContext},
    },
    {
        .name = "tls-checks-off",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "{} of the context is switched off",
        .why =
            "Whoever sits between, in the same network or on the way, shows a certificate of his "
            "own and reads and changes everything.",
        .fix = "context = ssl.create_default_context(cafile=\"own-ca.pem\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kContextChecks, .words = kSslWord, .when = WhenChecksAreOff},
        .quiet = IsInTests,
    },
    {
        .name = "unverified-tls-by-default",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "no HTTPS connection of this process checks certificates any more",
        .why =
            "Whoever sits between, in the same network or on the way, shows a certificate of his "
            "own and reads and changes everything.",
        .fix = "urllib.request.urlopen(url, "
               "context=ssl.create_default_context(cafile=\"own-ca.pem\"))",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kUnverifiedByDefault, .when = WhenUnverifiedByDefault},
    },
    {
        .name = "verification-off-by-environment",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "{} switches the check of certificates off, for programs that are started, too",
        .why =
            "Whoever sits between, in the same network or on the way, shows a certificate of his "
            "own and reads and changes everything.",
        .fix = "os.environ[\"SSL_CERT_FILE\"] = \"own-ca.pem\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kCheckVariables, .when = WhenEnvironmentSaysSo},
        .quiet = IsInTests,
    },
    {
        .name = "ssh-command-without-host-key",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "ssh takes whatever key the host shows",
        .why =
            "Whoever sits between shows a key of his own, gets the password and sees and changes "
            "every command.",
        .fix = "[\"ssh\", \"-o\", \"StrictHostKeyChecking=yes\", host]  # after ssh-keyscan, once",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnString{.words = kHostKeyWords, .when = WhenHostKeyIsIgnored},
        .quiet = IsInTests,
    },
    {
        .name = "ssh-host-key-unchecked",
        .bandit_id = "B507",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "{} takes whatever key the host shows",
        .why =
            "Whoever sits between shows a key of his own, gets the password and sees and changes "
            "every command.",
        .fix = "client.load_system_host_keys()  # and keep the default, RejectPolicy",
        .match = OnCall{.callees = kHostKeyPolicy, .words = kParamikoWord, .when = WhenAnyHostKey},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::transport
