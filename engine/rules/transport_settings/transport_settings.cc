// Settings of clients that give up encryption, or the check of who answers.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"
#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

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
// In lower case, which stands for any case.
constexpr std::string_view kAddressWords[] = {"sslmode=disable", "sslmode=allow",
                                              "ssl-mode=disabled"};
// In lower case, which stands for any case.
constexpr std::string_view kUncheckedWords[] = {"ssl_cert_reqs=none", "ssl_cert_reqs=cert_none",
                                                "tlsinsecure=true",
                                                "tlsallowinvalidcertificates=true"};
constexpr std::string_view kChecks[] = {"verify_ssl", "hostkeys"};
constexpr std::string_view kInsecure[] = {"*.tls_insecure_set"};
constexpr std::string_view kBrokerWords[] = {"paho"};

// Whether the host, or the folder of a socket, is on the same machine: what is said to it needs no
// encryption.
bool IsHere(std::string_view host) {
  return host.empty() || host.starts_with('/') || ContainsIgnoringCase(host, "localhost") ||
         host.starts_with("127.") || host.starts_with("::1") || host.starts_with("[::1]") ||
         ContainsIgnoringCase(host.substr(0, 3), "%2f");
}

// host="localhost", host=os.environ.get("HOST", "localhost"), unix_socket=path, "… host=/run/x"
bool SaysHere(const Site& site, Node given) {
  constexpr size_t kLongest = 200;  // of what is read again at every setting beside it
  if (IsText(given)) {
    if (given.text().size() > kLongest) return false;
    const std::string text = TextOf(given);
    return ContainsIgnoringCase(text, "localhost") || text.find("host=/") != std::string::npos;
  }
  const bool is_pair = given.kind() == Kind::kPair;
  if (!is_pair && given.kind() != Kind::kKeywordArgument) return false;
  const Node named = given.Child(is_pair ? syntax::Field::kKey : syntax::Field::kName);
  const std::string name = is_pair ? TextOf(named) : std::string(named.text());
  const Node value = ValueOf(site, given.Child(syntax::Field::kValue));
  if (name == "unix_socket") return value.kind() != Kind::kNone;
  if (!EqualsIgnoringCase(name, "host") && !EqualsIgnoringCase(name, "server")) return false;
  if (!value) return false;
  if (IsText(value)) return value.text().size() <= kLongest && IsHere(TextOf(value));
  return value.kind() == Kind::kCall &&
         ContainsIgnoringCase(value.text().substr(0, kLongest), "\"localhost\"");
}

// connect(host=host, sslmode="disable"), connect(host=host, ssl_disabled=True)
Verdict WhenUnencrypted(const Site& site) {
  const Node value = site.value();
  const bool off = value.kind() == Kind::kTrue
                       ? site.target().text().find("ssl_disabled") != std::string_view::npos
                       : IsText(value) && (TextOf(value) == "disable" || TextOf(value) == "allow");
  if (!off) return kSilent;
  // {"HOST": "localhost", "OPTIONS": {"sslmode": "disable"}}: the dictionary around says it, too. A
  // file may have as many entries as it likes.
  constexpr int kMaxSiblings = 32;
  constexpr int kMaxClimb = 3;
  Node around = site.node().parent();
  for (int climbed = 0; around && climbed < kMaxClimb; ++climbed, around = around.parent()) {
    if (around.kind() != Kind::kArgumentList && around.kind() != Kind::kDictionary) continue;
    int seen = 0;
    for (Node given : around.children()) {
      if (++seen > kMaxSiblings) break;
      if (SaysHere(site, given)) return kSilent;
    }
  }
  return kFires;
}

// The constant text, with "*" for what an f-string puts in.
std::string AddressAt(const Site& site) {
  constexpr size_t kLongest = 4096;  // a file may have an f-string of any number of such texts
  if (!syntax::IsFormatString(site.node()) || site.node().text().size() > kLongest) {
    return std::string(site.text());
  }
  std::vector<std::string> texts;
  syntax::AppendConstants(site.node(), &texts);
  std::string address;
  for (const std::string& text : texts) address += (&text == &texts.front() ? "" : "*") + text;
  return address;
}

// The host of "postgresql://app@db.example:5432/users"; none if it is no address.
std::optional<std::string_view> HostOfAddress(std::string_view word) {
  const size_t scheme = word.find("://");
  if (scheme == std::string_view::npos || word.find('?') == std::string_view::npos) return {};
  word.remove_prefix(scheme + 3);
  std::string_view host = word.substr(0, word.find_first_of("/?"));
  if (const size_t user = host.rfind('@'); user != std::string_view::npos) {
    host.remove_prefix(user + 1);
  }
  return host;
}

// The host that "host=db.example dbname=users sslmode=disable" or an address names; none for a text
// that is neither, such as a message: each word of the former has a "=".
std::optional<std::string_view> HostOf(std::string_view text) {
  std::optional<std::string_view> host;
  bool is_list = true;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find_first_of(" \t\n", begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    const bool is_off =
        std::any_of(std::begin(kAddressWords), std::end(kAddressWords),
                    [word](std::string_view off) { return ContainsIgnoringCase(word, off); });
    if (is_off) {
      if (const auto of_address = HostOfAddress(word)) return of_address;
    }
    is_list = is_list && (word == "*" || word.find('=') != std::string_view::npos);
    if (word.starts_with("host=")) host = word.substr(5);
    if (word.starts_with("dbname=") && !host) host = "?";  // the host is said elsewhere
  }
  return is_list ? host : std::nullopt;
}

// "postgresql://app@db.example/users?sslmode=disable"
Verdict WhenAddressSaysSo(const Site& site) {
  const bool is_off =
      std::any_of(std::begin(kAddressWords), std::end(kAddressWords),
                  [&](std::string_view off) { return ContainsIgnoringCase(site.text(), off); });
  if (!is_off) return kSilent;
  const std::string address = AddressAt(site);
  const std::optional<std::string_view> host = HostOf(address);
  // "{host}" in plain text is an example, or is filled in where more is known.
  if (!host || IsHere(*host) || host->find('{') != std::string_view::npos) return kSilent;
  return kFires;
}

// Whether the object comes from a client that was generated from the description of a service: all
// of them have a class Configuration with the same attributes.
bool IsOfGeneratedClient(const Site& site, Node object) {
  for (const std::string_view module : {"kubernetes", "openshift", "openapi", "swagger"}) {
    if (site.ImportsLike(module)) return true;
  }
  const Node made = ValueOf(site, object);
  return made && made.kind() == Kind::kCall &&
         syntax::LastName(syntax::Call(made).Function()) == "Configuration";
}

// configuration.verify_ssl = False, options.hostkeys = None
Verdict WhenSwitchedOff(const Site& site) {
  if (site.target().kind() != Kind::kAttribute) return kSilent;
  const std::string_view name = syntax::LastName(site.target());
  const bool is_off =
      name == "hostkeys"
          ? site.value().kind() == Kind::kNone && site.ImportsLike("pysftp")
          : site.value().kind() == Kind::kFalse &&
                IsOfGeneratedClient(site, site.target().Child(syntax::Field::kObject));
  if (!is_off) return kSilent;
  return {.fires = true, .detail = name};
}

// "rediss://cache.example:6379/0?ssl_cert_reqs=none", "mongodb://db.example/?tlsInsecure=true"
Verdict WhenAddressChecksNothing(const Site& site) {
  // A message about it is a sentence.
  if (IsSpokenOf(site) || site.text().find_first_of(" \n") != std::string_view::npos ||
      site.text().find_first_of("?&") == std::string_view::npos) {
    return kSilent;
  }
  return std::any_of(std::begin(kUncheckedWords), std::end(kUncheckedWords),
                     [&](std::string_view off) { return ContainsIgnoringCase(site.text(), off); })
             ? kFires
             : kSilent;
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
        .name = "address-without-verification",
        .cwe = 295,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "the address says that the certificate of the server is not checked",
        .why = kWhyUnchecked,
        .fix = "redis.from_url(\"rediss://cache.example\", ssl_ca_certs=\"own-ca.pem\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnString{.words = kUncheckedWords, .when = WhenAddressChecksNothing},
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
        .fix = "configuration = kubernetes.client.Configuration()  # and nothing that switches "
               "checks off",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kChecks, .when = WhenSwitchedOff},
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
