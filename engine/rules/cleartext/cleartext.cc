// Protocols that send everything as plain text, and addresses that choose their protocol.

#include <optional>
#include <string>

#include "engine/core/rule.h"
#include "engine/rules/cleartext/mail_login.h"
#include "engine/rules/cleartext/plain_request.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::cleartext {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnImport;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Node;

constexpr std::string_view kTelnet[] = {"telnetlib.Telnet"};
constexpr std::string_view kTelnetModule[] = {"telnetlib"};
constexpr std::string_view kFtp[] = {"ftplib.FTP"};
constexpr std::string_view kFtpModule[] = {"ftplib"};
constexpr std::string_view kIpmiModule[] = {"pyghmi"};
constexpr std::string_view kSnmpCommunity[] = {"pysnmp.hlapi.CommunityData"};
constexpr std::string_view kSnmpUser[] = {"pysnmp.hlapi.UsmUserData"};
constexpr std::string_view kUrlOpen[] = {
    "urllib.request.urlopen",
    "urllib.request.urlretrieve",
    "urllib.request.URLopener",
    "urllib.request.FancyURLopener",
    "six.moves.urllib.request.urlopen",
    "six.moves.urllib.request.urlretrieve",
    "six.moves.urllib.request.URLopener",
    "six.moves.urllib.request.FancyURLopener",
};

// CommunityData("public", mpModel=0): 0 is SNMPv1, 1 is SNMPv2c
Verdict WhenOldSnmp(const Site& site) {
  const std::optional<double> model = NumberValue(site.call().Keyword("mpModel"));
  return model && (*model == 0 || *model == 1) ? kFires : kSilent;
}

// UsmUserData("user"), UsmUserData("user", "authentication key"): no key for encryption
Verdict WhenPlainSnmp(const Site& site) {
  if (site.call().PositionalCount() >= 3) return kSilent;
  return !site.as_bandit() && site.call().Keyword("privKey") ? kSilent : kFires;
}

// urlopen("https://example.org/list.json"): the scheme stands in the source.
bool IsSchemeFixed(const Site& site) {
  const Node address = site.call().Argument(0, "url");
  if (IsInTests(site)) return true;
  if (!syntax::IsString(address)) return false;
  std::string text;
  syntax::ConstantParts(address, &text);
  return text.starts_with("https://") || text.starts_with("http://");
}

constexpr std::string_view kCluster[] = {"distributed.Security", "distributed.security.Security",
                                         "dask.distributed.Security"};

// Security(require_encryption=False)
Verdict WhenClusterIsPlain(const Site& site) {
  const Node required = site.call().Keyword("require_encryption");
  return required && !MaySwitchOn(required) ? kFires : kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "mail-password-in-clear",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the password is sent to the mail server as plain text",
        .why = "Whoever sees the traffic, in the same network or on the way, has the password and "
               "the mails.",
        .fix = "with smtplib.SMTP_SSL(host) as server: server.login(user, password)  # or "
               "starttls() before",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kMailServers, .when = WhenMailLoginIsPlain},
        .quiet = IsInTests,
    },
    {
        .name = "telnet-call",
        .bandit_id = "B312",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "Telnet sends everything, passwords too, as plain text",
        .why =
            "Whoever sees the traffic, in the same network or on the way, reads the password and "
            "all that follows, and can change it.",
        .fix = "client = paramiko.SSHClient()  # SSH does what Telnet does, encrypted",
        .match = OnCall{.callees = kTelnet},
    },
    {
        .name = "telnet-import",
        .bandit_id = "B401",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "telnetlib is imported: Telnet sends everything as plain text",
        .why =
            "Whoever sees the traffic, in the same network or on the way, reads the password and "
            "all that follows, and can change it.",
        .fix = "import paramiko",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kTelnetModule},
    },
    {
        .name = "ftp-call",
        .bandit_id = "B321",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "FTP sends everything, passwords too, as plain text",
        .why =
            "Whoever sees the traffic, in the same network or on the way, reads the password and "
            "all that follows, and can change it.",
        .fix =
            "with ftplib.FTP_TLS(host) as ftp: ftp.login(user, password); ftp.prot_p()  # or SFTP",
        .match = OnCall{.callees = kFtp},
    },
    {
        .name = "ftp-import",
        .bandit_id = "B402",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "ftplib is imported: FTP sends everything as plain text",
        .why =
            "Whoever sees the traffic, in the same network or on the way, reads the password and "
            "all that follows, and can change it.",
        .fix = "import paramiko  # SFTP",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kFtpModule},
    },
    {
        .name = "ipmi-import",
        .bandit_id = "B415",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "pyghmi is imported: IPMI is weakly protected, or not at all",
        .why =
            "Whoever reaches the management network takes over the machines below their operating "
            "system.",
        .fix = "import redfish  # management over HTTPS",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kIpmiModule},
    },
    {
        .name = "snmp-old-version",
        .bandit_id = "B508",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "SNMP before version 3 sends its community name as plain text",
        .why = "Whoever sees the traffic has the community name, and with it reads or changes the "
               "device.",
        .fix = "UsmUserData(user, auth_key, priv_key)",
        .match = OnCall{.callees = kSnmpCommunity, .when = WhenOldSnmp},
    },
    {
        .name = "snmp-without-encryption",
        .bandit_id = "B509",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "SNMPv3 without a key for encryption",
        .why =
            "Whoever sees the traffic reads all values, and without authentication changes them, "
            "too.",
        .fix = "UsmUserData(user, auth_key, priv_key)",
        .match = OnCall{.callees = kSnmpUser, .when = WhenPlainSnmp},
    },
    {
        .name = "url-open",
        .bandit_id = "B310",
        .cwe = 22,
        .owasp_2021 = "A10:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Server_Side_Request_Forgery_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the address may have any scheme, file: too",
        .why =
            "Whoever chooses the address reads local files by file:///etc/passwd, or asks servers "
            "that only this machine reaches.",
        .fix = "if not url.startswith(\"https://\"): raise ValueError(url)",
        .match = OnCall{.callees = kUrlOpen},
        .quiet = IsSchemeFixed,
        .decided_by = core::Bit(SinkKind::kUrl),
    },
    {
        .name = "plain-http-request",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "the request and its answer travel as plain text",
        .why =
            "Whoever sees the traffic, in the same network or on the way, reads and changes both: "
            "what is downloaded is not what was put there.",
        .fix = "requests.get(\"https://example.org/list\", timeout=10)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnCall{.callees = kRequests, .words = kPlainRequestWords, .when = WhenRequestIsPlain},
        .quiet = IsInTests,
    },
    {
        .name = "plain-http-session",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "the request and its answer travel as plain text",
        .why =
            "Whoever sees the traffic, in the same network or on the way, reads and changes both: "
            "what is downloaded is not what was put there.",
        .fix = "session.get(\"https://example.org/list\", timeout=10)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kSessionRequests,
                        .words = kPlainSessionWords,
                        .when = WhenSessionIsPlain},
        .quiet = IsInTests,
    },
    {
        .name = "password-over-plain-http",
        .cwe = 523,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the name and the password travel as plain text",
        .why = "Whoever sees the traffic, in the same network or on the way, has the password.",
        .fix = "requests.get(\"https://example.org/list\", auth=(user, password), timeout=10)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kRequests, .words = kPlainWords, .when = WhenSecretIsPlain},
        .quiet = IsInTests,
    },
    {
        .name = "cluster-without-encryption",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the machines of the cluster talk to each other as plain text",
        .why =
            "Whoever sees the traffic reads the data, and who sends what a worker runs runs code "
            "on it.",
        .fix = "Security(require_encryption=True, tls_ca_file=ca, tls_client_cert=certificate)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kCluster, .when = WhenClusterIsPlain},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::cleartext
