// Checks of where an address leads that other addresses pass, too.

#include <span>
#include <string>

#include "engine/core/rule.h"
#include "engine/rules/address_checks/host_text.h"
#include "engine/rules/constants.h"
#include "engine/rules/name_parts.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::address_checks {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnString;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

// Deeper expressions are not looked into.
constexpr int kMaxDepth = 6;

// url, parsed.netloc, url.lower(), str(url), request.args["url"], request.GET.get("url"),
// urlparse(url).host
bool IsAddress(Node node, int depth = 0) {
  if (depth == kMaxDepth) return false;
  switch (node.kind()) {
    case Kind::kIdentifier:
    case Kind::kAttribute: return NamesAddress(syntax::LastName(node));
    case Kind::kSubscript: {
      const Node key = node.Child(Field::kSubscript);
      if (IsText(key)) return NamesAddress(TextOf(key));
      // netloc.split(":")[0]
      return IsAddress(node.Child(Field::kValue), depth + 1);
    }
    case Kind::kNamedExpression: return IsAddress(node.Child(Field::kValue), depth + 1);
    case Kind::kCall: {
      const syntax::Call call(node);
      const Node function = call.Function();
      const std::string_view name = syntax::LastName(function);
      if (name == "get" || name == "getlist" || name == "pop") {
        return IsText(call.Positional(0)) && NamesAddress(TextOf(call.Positional(0)));
      }
      if (name == "str" || name == "unquote" || name == "urlparse" || name == "urlsplit") {
        return IsAddress(call.Positional(0), depth + 1);
      }
      for (const std::string_view same : {"lower", "upper", "strip", "decode", "casefold", "split",
                                          "rstrip", "lstrip", "partition", "rsplit"}) {
        if (name == same) return IsAddress(function.Child(Field::kObject), depth + 1);
      }
      return name.starts_with("get_") && NamesAddress(name);
    }
    default: return false;
  }
}

// "example.com" in url
bool IsLookedForIn(Node string, Node comparison) {
  if (comparison.op() != syntax::Operator::kIn && comparison.op() != syntax::Operator::kNotIn) {
    return false;
  }
  return comparison.child_count() == 2 && comparison.first_child() == string &&
         IsAddress(string.next_sibling());
}

// url.startswith("https://example.com"), host.endswith("example.com"), url.find("example.com")
bool PassesOthers(const Site& site, const HostText& host, Node call) {
  const Node function = syntax::Call(call).Function();
  if (function.kind() != Kind::kAttribute) return false;
  const Node object = function.Child(Field::kObject);
  if (!IsAddress(object) && !IsAddress(ValueOf(site, object))) return false;
  const std::string_view name = syntax::LastName(function);
  if (name == "startswith") return !host.has_end;
  if (name == "endswith") return !host.begins_with_dot && !host.has_scheme && !host.has_end;
  return name == "find" || name == "index" || name == "__contains__" || name == "count";
}

// What is looked for may be one of several: url.startswith(("https://example.com", …))
Verdict WhenHostIsAPart(const Site& site) {
  const Node string = site.node();
  if (!IsText(string)) return kSilent;
  const HostText host = ReadHost(site.text());
  if (!host.is_host) return kSilent;
  const Node parent = string.parent();
  if (parent.kind() == Kind::kComparison) {
    return IsLookedForIn(string, parent) ? kFires : kSilent;
  }
  Node arguments = parent;
  if (arguments.kind() == Kind::kTuple) arguments = arguments.parent();
  if (arguments.kind() != Kind::kArgumentList) return kSilent;
  return PassesOthers(site, host, arguments.parent()) ? kFires : kSilent;
}

constexpr std::string_view kForwardedWords[] = {"x-forwarded-for", "x_forwarded_for", "x-real-ip",
                                                "x_real_ip"};

// "X-Forwarded-For", "HTTP_X_FORWARDED_FOR"
bool NamesForwarded(std::string_view text) {
  if (text.starts_with("HTTP_")) text.remove_prefix(5);
  std::string name(text);
  for (char& c : name) c = c == '_' ? '-' : c;
  return EqualsIgnoringCase(name, "x-forwarded-for") || EqualsIgnoringCase(name, "x-real-ip");
}

// request.headers.get("X-Forwarded-For").split(",")[0].strip(), from its key on; null where the
// last of the addresses is taken, which the nearest proxy has written.
Node ForwardedAddress(Node key) {
  Node node = key;
  constexpr int kMaxClimb = 16;
  for (int climbed = 0; climbed < kMaxClimb; ++climbed) {
    const Node parent = node.parent();
    switch (parent.kind()) {
      case Kind::kSubscript:
        if (node.field() == Field::kValue && parent.Child(Field::kSubscript).text() == "-1") {
          return {};
        }
        node = parent;
        continue;
      case Kind::kAttribute:
        if (syntax::LastName(parent) == "startswith") return node;
        node = parent;
        continue;
      case Kind::kArgumentList:
      case Kind::kBooleanOperator:
      case Kind::kConditional:
      case Kind::kCall: node = parent; continue;
      default: return node;
    }
  }
  return {};
}

// "127.0.0.1", "10.", "192.168.0.0/16", "::1", "localhost"; not "unknown", and not "::ffff:", which
// is how an address of IPv4 is written among those of IPv6.
bool IsAddressText(Node node) {
  if (!IsText(node)) return false;
  const std::string text = TextOf(node);
  if (EqualsIgnoringCase(text, "localhost")) return true;
  if (text.find_first_not_of("0123456789abcdefABCDEF.:/") != std::string::npos) return false;
  if (EqualsIgnoringCase(text, "::ffff:")) return false;
  const bool has_digit = text.find_first_of("0123456789") != std::string::npos;
  return has_digit && text.find_first_of(".:") != std::string::npos;
}

constexpr std::string_view kWho[] = {
    "allow",     "allowed", "allowlist", "white",    "whitelist", "whitelisted", "trusted",
    "trust",     "admin",   "admins",    "internal", "permitted", "authorized",  "safe",
    "localhost", "local",   "loopback",  "private",  "blocked",   "banned",      "denied",
    "blacklist", "black",   "blocklist", "denylist"};

// "127.0.0.1", ("10.", "192.168."), ALLOWED_ADDRESSES, settings.INTERNAL_IPS, trusted_proxies():
// who may, or may not
bool SaysWho(Node node) {
  switch (node.kind()) {
    case Kind::kTuple:
    case Kind::kList:
    case Kind::kSet:
      for (Node one : node.children()) {
        if (SaysWho(one)) return true;
      }
      return false;
    case Kind::kCall:
    case Kind::kIdentifier:
    case Kind::kAttribute: {
      const Node named = node.kind() == Kind::kCall ? syntax::Call(node).Function() : node;
      return NameParts(syntax::LastName(named)).HasOneOf(kWho);
    }
    case Kind::kSubscript: {
      // config["ALLOWED_IPS"], allowed[tenant]
      const Node key = node.Child(Field::kSubscript);
      return (IsText(key) && NameParts(TextOf(key)).HasOneOf(kWho)) ||
             SaysWho(node.Child(Field::kValue));
    }
    default: return IsAddressText(node);
  }
}

// Whether an expression decides who somebody is: address == "127.0.0.1", address in ALLOWED,
// address.startswith("10.")
bool IsDecisive(Node address) {
  const Node parent = address.parent();
  if (parent.kind() == Kind::kComparison) {
    if (parent.child_count() != 2) return false;
    const syntax::Operator op = parent.op();
    const bool is_first = parent.first_child() == address;
    const Node other = is_first ? parent.first_child().next_sibling() : parent.first_child();
    // "," in address
    const bool looks_in = op == syntax::Operator::kIn || op == syntax::Operator::kNotIn;
    const bool compares = op == syntax::Operator::kEqual || op == syntax::Operator::kNotEqual;
    return (compares || (looks_in && is_first)) && SaysWho(other);
  }
  const Node call = parent.parent();
  return parent.kind() == Kind::kAttribute && syntax::LastName(parent) == "startswith" &&
         call.kind() == Kind::kCall && SaysWho(syntax::Call(call).Positional(0));
}

// address = request.headers.get("X-Forwarded-For"); if address == "127.0.0.1": …
Verdict WhenForwardedDecides(const Site& site) {
  const Node key = site.node();
  if (!IsText(key) || !NamesForwarded(site.text())) return kSilent;
  const Kind around = key.parent().kind();
  if (around != Kind::kArgumentList && around != Kind::kSubscript) return kSilent;
  const Node address = ForwardedAddress(key);
  if (!address) return kSilent;
  if (IsDecisive(address)) return kFires;
  const Node assignment = address.parent();
  const Node name = assignment.Child(Field::kLeft);
  if (assignment.kind() != Kind::kAssignment || name.kind() != Kind::kIdentifier) return kSilent;
  const Node function = syntax::EnclosingFunction(key);
  names::Occurrences& occurrences = site.occurrences();
  for (Node found = occurrences.First(name.text()); found; found = occurrences.Next(found)) {
    if (syntax::EnclosingFunction(found) == function && IsDecisive(found)) return kFires;
  }
  return kSilent;
}

bool IsInTestsOrAsserted(const Site& site) {
  return IsInTests(site) || syntax::StatementOf(site.node()).kind() == Kind::kAssert;
}

constexpr Rule kRules[] = {
    {
        .name = "host-check-by-part",
        .cwe = 20,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Server_Side_Request_Forgery_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "other hosts pass this check: the name is only looked for in the address",
        .why = "https://evil.example/?example.com, https://example.com.evil.example and "
               "notexample.com have the text in them, too, and lead where an attacker wants.",
        .fix = "host = urlsplit(url).hostname; host == \"example.com\" or "
               "host.endswith(\".example.com\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnString{.words = kHostEndWords, .when = WhenHostIsAPart},
        .quiet = IsInTestsOrAsserted,
    },
    {
        .name = "forwarded-address-trusted",
        .cwe = 348,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Authorization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "what the client says of its address decides what it may do",
        .why = "Anybody sends a header \"X-Forwarded-For: 127.0.0.1\" along and passes.",
        .fix = "request.remote_addr == \"127.0.0.1\"  # behind a proxy with werkzeug's ProxyFix",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnString{.words = kForwardedWords, .when = WhenForwardedDecides},
        .quiet = IsInTestsOrAsserted,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::address_checks
