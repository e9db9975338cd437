// Who somebody is: checks that everybody passes, and secrets that a check gives away.

#include <span>
#include <string>

#include "engine/core/rule.h"
#include "engine/rules/address_checks/host_text.h"
#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::authentication {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;
using syntax::Operator;

constexpr std::string_view kBinds[] = {"*.simple_bind_s", "*.simple_bind", "*.bind_s", "*.bind",
                                       "ldap3.Connection"};
constexpr std::string_view kLdapWords[] = {"ldap"};
constexpr std::string_view kLdapServers[] = {"ldap.initialize", "ldap.open", "ldap3.Server"};
constexpr std::string_view kPam[] = {"*.pam_authenticate", "pam_authenticate"};
constexpr std::string_view kSetPassword[] = {"*.set_password"};
constexpr std::string_view kHmac[] = {"hmac.new",
                                      "hmac.HMAC",
                                      "hmac.digest",
                                      "Crypto.Hash.HMAC.new",
                                      "Crypto.Hash.CMAC.new",
                                      "Cryptodome.Hash.HMAC.new"};

bool IsEmpty(Node value) {
  return value.kind() == Kind::kNone || (IsText(value) && TextOf(value).empty());
}

// connection.bind("cn=root", ""): events, sockets and loggers have a method of that name, too.
bool IsLdapConnection(const Site& site) {
  const std::string_view maker = MakerOf(site, site.call().Function().Child(Field::kObject));
  return maker == "ldap.initialize" || maker == "ldap.open" || maker == "ldap.init" ||
         maker.starts_with("ldap.ldapobject.");
}

// connection.simple_bind_s("cn=root"), simple_bind_s("cn=root", ""), ldap3.Connection(server,
// user="cn=root")
Verdict WhenBoundWithoutPassword(const Site& site) {
  const Call call = site.call();
  if (call.HasDictionarySplat() || !site.ImportsLike("ldap")) return kSilent;
  for (Node argument : call.Arguments().children()) {
    if (argument.kind() == Kind::kListSplat) return kSilent;
  }
  const bool is_ldap3 = site.callee() == "ldap3.Connection";
  if (LastComponent(site.callee()) == "bind" && !IsLdapConnection(site)) return kSilent;
  const Node user = is_ldap3 ? call.Argument(1, "user") : call.Argument(0, "who");
  const Node password = is_ldap3 ? call.Argument(2, "password") : call.Argument(1, "cred");
  // Who gives no name says that he is nobody in particular.
  if (!user || IsEmpty(user)) return kSilent;
  if (is_ldap3 && (call.Keyword("authentication") || call.Keyword("sasl_mechanism"))) {
    return !password || !IsEmpty(password) ? kSilent : kFires;
  }
  return !password || IsEmpty(ValueOf(site, password)) ? kFires : kSilent;
}

// ldap3.Connection(server, name, password); not with authentication=ldap3.NTLM, nor with
// auto_bind="TLS_BEFORE_BIND"
bool SendsPlainPassword(const Site& site, Call connection) {
  const Node given = connection.Argument(2, "password");
  const Node password = ValueOf(site, given);
  if (!given || (password && IsEmpty(password))) return false;
  const Node authentication = connection.Keyword("authentication");
  if (authentication && !ReadsAs(authentication, "SIMPLE")) return false;
  const Node bind = connection.Keyword("auto_bind");
  return !IsText(bind) || !TextOf(bind).starts_with("TLS_");
}

// ldap3.Server("directory.example.com", use_ssl=False), and then a password, without start_tls()
Verdict WhenLdap3IsPlain(const Site& site) {
  const Node given = ValueOf(site, site.call().Argument(0, "host"));
  if (!given || !IsText(given) || site.call().HasDictionarySplat()) return kSilent;
  std::string host = TextOf(given);
  constexpr std::string_view kPlain = "ldap://";
  const bool is_address = host.starts_with(kPlain);
  if (!is_address && host.find("://") != std::string::npos) return kSilent;
  if (MaySwitchOn(site.call().Argument(2, "use_ssl")) ||
      IntegerValue(site.call().Argument(1, "port")) == 636u) {
    return kSilent;
  }
  if (is_address) host = address_checks::HostOf(host);
  if (host.empty() || address_checks::IsNearby(host.substr(0, host.find(':')))) return kSilent;
  for (const std::string_view upgrade :
       {"start_tls", "AUTO_BIND_TLS_BEFORE_BIND", "AUTO_BIND_TLS_AFTER_BIND"}) {
    if (IsNamedIn(site, {}, upgrade)) return kSilent;
  }
  const Node function = syntax::EnclosingFunction(site.node());
  names::Occurrences& occurrences = site.occurrences();
  int seen = 0;
  for (Node name = occurrences.First("Connection"); name && ++seen < kMaxMentions;
       name = occurrences.Next(name)) {
    Node call = name.parent();
    if (call.kind() == Kind::kAttribute) call = call.parent();
    if (call.kind() == Kind::kCall && SendsPlainPassword(site, Call(call)) &&
        IsInScope(name, function)) {
      return kFires;
    }
  }
  return kSilent;
}

// ldap.initialize("ldap://directory.example.com"), and then a password, without start_tls_s()
Verdict WhenLdapIsPlain(const Site& site) {
  if (FirstComponent(site.callee()) == "ldap3") return WhenLdap3IsPlain(site);
  const Node given = ValueOf(site, site.call().Argument(0, "uri"));
  if (!given || !syntax::IsString(given)) return kSilent;
  std::string address;
  syntax::ConstantParts(given, &address);
  if (!address.starts_with("ldap://")) return kSilent;
  const std::string_view host = address_checks::HostOf(address);
  if (!host.empty() && address_checks::IsNearby(host)) return kSilent;
  const Node function = syntax::EnclosingFunction(site.node());
  if (IsNamedIn(site, function, "start_tls_s")) return kSilent;
  for (const std::string_view bind : {"simple_bind_s", "simple_bind", "bind_s"}) {
    if (IsNamedIn(site, function, bind)) return kFires;
  }
  return kSilent;
}

// pam_authenticate(handle, 0) == PAM_SUCCESS, and no pam_acct_mgmt(handle, 0)
Verdict WhenAccountIsNotChecked(const Site& site) {
  return site.file().bytes().find("pam_acct_mgmt") == std::string_view::npos ? kFires : kSilent;
}

// user.set_password(""), user.set_password(request.POST.get("password", ""))
Verdict WhenPasswordIsEmpty(const Site& site) {
  // User().set_password(""): of nobody, to take as long as for somebody
  if (site.call().Function().Child(Field::kObject).kind() == Kind::kCall) return kSilent;
  const Node password = ValueOf(site, site.call().Argument(0, "raw_password"));
  if (!password) return kSilent;
  if (IsText(password)) return TextOf(password).empty() ? kFires : kSilent;
  if (password.kind() != Kind::kCall) return kSilent;
  const Call call(password);
  const Node otherwise = call.Positional(1);
  const bool looked_up = syntax::LastName(call.Function()) == "get";
  return looked_up && otherwise && IsText(otherwise) && TextOf(otherwise).empty() ? kFires
                                                                                  : kSilent;
}

// hmac.new(…).hexdigest(), base64.b64encode(hmac.new(…).digest()).decode(), "sha1=" +
// hmac.new(…).hexdigest()
Node WholeDigest(Node node) {
  constexpr int kMaxClimb = 12;
  for (int climbed = 0; climbed < kMaxClimb; ++climbed) {
    const Node parent = node.parent();
    switch (parent.kind()) {
      case Kind::kAttribute:
      case Kind::kArgumentList:
      case Kind::kInterpolation:
      case Kind::kString:
      case Kind::kBinaryOperator: node = parent; continue;
      case Kind::kCall: {
        // What takes it for an argument makes text of it, or compares it.
        const std::string_view name = syntax::LastName(Call(parent).Function());
        if (node.kind() == Kind::kArgumentList && name.find("b64encode") == name.npos &&
            name.find("hexlify") == name.npos && name != "str" && name != "bytes") {
          return {};
        }
        node = parent;
        continue;
      }
      default: return node;
    }
  }
  return {};
}

bool IsEquality(Node comparison) {
  return comparison.kind() == Kind::kComparison && comparison.child_count() == 2 &&
         (comparison.op() == Operator::kEqual || comparison.op() == Operator::kNotEqual);
}

// The comparison with == that a name's value comes to, in the function around it.
Node ComparisonOf(const Site& site, Node name, Node function) {
  names::Occurrences& occurrences = site.occurrences();
  for (Node found = occurrences.First(name.text()); found; found = occurrences.Next(found)) {
    if (!(syntax::EnclosingFunction(found) == function)) continue;
    Node compared = found;
    // expected.hexdigest() == given
    while (compared.parent().kind() == Kind::kAttribute ||
           compared.parent().kind() == Kind::kCall) {
      compared = compared.parent();
    }
    if (IsEquality(compared.parent())) return compared.parent();
  }
  return {};
}

bool IsConstantSide(Node comparison) {
  for (Node side : comparison.children()) {
    if (syntax::IsConstant(side)) return true;
  }
  return false;
}

// if hmac.new(key, body, "sha256").hexdigest() == signature
Verdict WhenDigestIsCompared(const Site& site) {
  const Node digest = WholeDigest(site.node());
  if (!digest) return kSilent;
  Node comparison = digest.parent();
  if (comparison.kind() == Kind::kAssignment) {
    const Node name = comparison.Child(Field::kLeft);
    if (name.kind() != Kind::kIdentifier) return kSilent;
    comparison = ComparisonOf(site, name, syntax::EnclosingFunction(site.node()));
  }
  if (!IsEquality(comparison) || IsConstantSide(comparison)) return kSilent;
  return {.fires = true, .shown_at = comparison.index()};
}

constexpr Rule kRules[] = {
    {
        .name = "ldap-bind-without-password",
        .cwe = 287,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "LDAP_Injection_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "a name is given to the directory without a password, and passes for its owner",
        .why = "To a directory a bind with an empty password is one of nobody, and succeeds: where "
               "success stands for a login anyone logs in as anyone.",
        .fix = "if not password: raise PermissionError; connection.simple_bind_s(name, password)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kBinds, .words = kLdapWords, .when = WhenBoundWithoutPassword},
        .quiet = IsInTests,
    },
    {
        .name = "ldap-password-in-clear",
        .cwe = 522,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Transport_Layer_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the password is sent to the directory as plain text",
        .why = "Whoever sees the traffic, in the same network or on the way, has the password.",
        .fix = "ldap.initialize(\"ldaps://directory.example.com\")  # or connection.start_tls_s()",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kLdapServers, .when = WhenLdapIsPlain},
        .quiet = IsInTests,
    },
    {
        .name = "pam-account-not-checked",
        .cwe = 285,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Authentication",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "PAM is asked for the password alone, and not whether the account may be used",
        .why = "Accounts that are locked, or whose password has run out, log in as before.",
        .fix = "pam_authenticate(handle, 0) == PAM_SUCCESS and pam_acct_mgmt(handle, 0) == "
               "PAM_SUCCESS",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kPam, .when = WhenAccountIsNotChecked},
        .quiet = IsInTests,
    },
    {
        .name = "empty-password-set",
        .cwe = 521,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Authentication",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the password may be empty",
        .why = "Whoever knows the name of the account logs in with nothing.",
        .fix = "user.set_password(None)  # no password opens it; or refuse an empty one",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kSetPassword, .when = WhenPasswordIsEmpty},
        .quiet = IsInTests,
    },
    {
        .name = "secret-compared-by-equals",
        .cwe = 208,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "== tells by its time how much of a secret a request has right: {}",
        .why = "It stops at the first difference: an attacker who measures many answers finds the "
               "secret byte by byte.",
        .fix = "hmac.compare_digest(request.headers[\"X-Token\"].encode(), token.encode())",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            core::OnFlow{
                .from = core::kRemoteSource, .to = core::SinkKind::kTiming, .quiet_in_tests = true},
    },
    {
        .name = "digest-compared-by-equals",
        .cwe = 208,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "== tells by its time how much of an authentication code was right",
        .why = "It stops at the first difference: an attacker who measures many answers finds the "
               "code byte by byte.",
        .fix = "hmac.compare_digest(expected, signature)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kHmac, .when = WhenDigestIsCompared},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::authentication
