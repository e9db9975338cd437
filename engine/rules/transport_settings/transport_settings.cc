// Settings of clients that give up encryption, or the check of who answers.

#include <string>
#include <string_view>

#include "engine/core/rule.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::transport_settings {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnSetting;
using core::OnString;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kEncryption[] = {"sslmode", "ssl_disabled"};
constexpr std::string_view kAddressWords[] = {"sslmode=disable", "sslmode=allow",
                                              "ssl-mode=DISABLED"};
constexpr std::string_view kChecks[] = {"verify_ssl", "hostkeys"};
constexpr std::string_view kCheckWords[] = {"kubernetes", "pysftp", "swagger", "openapi", "rest"};
constexpr std::string_view kInsecure[] = {"*.tls_insecure_set"};
constexpr std::string_view kBrokerWords[] = {"paho"};

bool IsInTests(const Site& site) { return IsTestPath(site.file().path()); }

bool IsHere(std::string_view text) {
  return ContainsIgnoringCase(text, "localhost") || ContainsIgnoringCase(text, "127.0.0.1") ||
         ContainsIgnoringCase(text, "host=/");
}

// connect(host=host, sslmode="disable"), connect(host=host, ssl_disabled=True)
Verdict WhenUnencrypted(const Site& site) {
  const Node value = site.value();
  const bool off = value.kind() == Kind::kTrue
                       ? site.target().text().find("ssl_disabled") != std::string_view::npos
                       : IsText(value) && (TextOf(value) == "disable" || TextOf(value) == "allow");
  if (!off) return kSilent;
  // What is on the same machine needs none.
  const Node around = site.node().parent();
  for (Node given : around.children()) {
    if (IsHere(given.text())) return kSilent;
  }
  return kFires;
}

// "postgresql://app@db.example/users?sslmode=disable"
Verdict WhenAddressSaysSo(const Site& site) {
  for (const std::string_view off : kAddressWords) {
    if (ContainsIgnoringCase(site.text(), off == "ssl-mode=DISABLED" ? "ssl-mode=disabled" : off)) {
      return IsHere(site.text()) ? kSilent : kFires;
    }
  }
  return kSilent;
}

// configuration.verify_ssl = False, options.hostkeys = None
Verdict WhenSwitchedOff(const Site& site) {
  if (site.target().kind() != Kind::kAttribute) return kSilent;
  const std::string_view name = syntax::LastName(site.target());
  const bool off =
      name == "hostkeys" ? site.value().kind() == Kind::kNone : site.value().kind() == Kind::kFalse;
  if (!off || (name == "hostkeys" && !site.ImportsLike("pysftp"))) return kSilent;
  return {.fires = true, .detail = name};
}

// client.tls_insecure_set(True)
Verdict WhenInsecure(const Site& site) {
  return site.call().Argument(0, "value").kind() == Kind::kTrue ? kFires : kSilent;
}

constexpr std::string_view kWhyUnencrypted =
    "Whoever sees the traffic, in the same network or on the way, reads the password and all rows, "
    "and changes them.";
constexpr std::string_view kWhyUnchecked =
    "Whoever sits between, in the same network or on the way, shows a certificate or key of his "
    "own and reads and changes everything.";

constexpr Rule kRules[] = {
    {
        .name = "database-without-encryption",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Database_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "what is said to the database is not encrypted",
        .why = kWhyUnencrypted,
        .fix = "psycopg2.connect(host=host, sslmode=\"verify-full\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kEncryption, .when = WhenUnencrypted},
        .quiet = IsInTests,
    },
    {
        .name = "database-address-without-encryption",
        .cwe = 319,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Database_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the address says that what is said to the database is not encrypted",
        .why = kWhyUnencrypted,
        .fix = "psycopg2.connect(\"host=db.example sslmode=verify-full\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnString{.words = kAddressWords, .when = WhenAddressSaysSo},
        .quiet = IsInTests,
    },
    {
        .name = "verification-switched-off",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "with {} switched off the client takes whatever the server shows",
        .why = kWhyUnchecked,
        .fix = "configuration.ssl_ca_cert = \"own-ca.pem\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kChecks, .words = kCheckWords, .when = WhenSwitchedOff},
        .quiet = IsInTests,
    },
    {
        .name = "broker-without-verification",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the name in the broker's certificate is not checked",
        .why = kWhyUnchecked,
        .fix = "client.tls_set(ca_certs=\"own-ca.pem\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kInsecure, .words = kBrokerWords, .when = WhenInsecure},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::transport_settings
