#include "engine/rules/transport/old_version.h"

#include <algorithm>

#include "engine/rules/values.h"

namespace meerkat::rules::transport {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::Severity;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kOldVersions[] = {"SSLv2", "SSLv3", "TLSv1", "TLSv1_1",
                                             "MINIMUM_SUPPORTED"};

bool IsOneOf(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsOldProtocol(const Site& site, std::string_view name) {
  const core::RuleOptions::Names& given = site.options().old_protocols;
  return given.given ? given.Contain(name) : IsOneOf(name, kOldProtocols);
}

bool IsOldProtocol(const Site& site, Node argument) {
  if (IsText(argument)) return IsOldProtocol(site, TextOf(argument));
  return IsOldProtocol(site, syntax::LastName(argument));
}

// ssl.SSLContext(ssl.PROTOCOL_TLSv1), SSL.Context(SSL.SSLv3_METHOD)
Verdict OldContext(const Site& site) {
  const std::string_view name = LastComponent(site.callee());
  if (name != "SSLContext" && name != "Context") return kSilent;
  const Node protocol = site.call().Argument(0, "protocol");
  return IsOldProtocol(site, protocol) ? Verdict{.fires = true, .shown_at = protocol.index()}
                                       : kSilent;
}

// *args: str
bool IsTypedSplat(Node parameter) {
  return parameter.kind() == Kind::kTypedParameter &&
         parameter.first_child().kind() == Kind::kListSplatPattern;
}

}  // namespace

// SSL.Context(method=SSL.SSLv3_METHOD), connect(ssl_version=ssl.PROTOCOL_TLSv1)
Verdict WhenOldProtocol(const Site& site) {
  const Call call = site.call();
  const Node version = call.Keyword("ssl_version");
  const Node method = call.Keyword("method");
  const bool old_version = IsOldProtocol(site, version);
  const bool old_method = IsOldProtocol(site, method);
  const bool wrap_socket = site.callee() == "ssl.wrap_socket";
  const bool context = site.callee() == "pyOpenSSL.SSL.Context";
  if (wrap_socket ? !old_version : context ? !old_method : !old_version && !old_method) {
    return site.as_bandit() ? kSilent : OldContext(site);
  }
  const Node shown = wrap_socket || !method ? version : method;
  if (wrap_socket || context) {
    return {.fires = true,
            .severity = Severity::kHigh,
            .confidence = Confidence::kHigh,
            .shown_at = shown.index()};
  }
  return {.fires = true, .shown_at = shown.index()};
}

// def connect(host, version=ssl.PROTOCOL_SSLv3)
Verdict WhenOldProtocolByDefault(const Site& site) {
  if (site.as_bandit() && site.node().marked()) return kSilent;
  bool only_by_name = false;
  for (Node parameter : site.node().Child(Field::kParameters).children()) {
    const Kind kind = parameter.kind();
    only_by_name = only_by_name || kind == Kind::kKeywordSeparator ||
                   kind == Kind::kListSplatPattern || IsTypedSplat(parameter);
    // Bandit does not look at parameters behind a `*`.
    if (only_by_name && site.as_bandit()) break;
    const Node value = parameter.Child(Field::kValue);
    if (value.kind() == Kind::kAttribute && IsOldProtocol(site, syntax::LastName(value)))
      return kFires;
  }
  return kSilent;
}

// ssl.wrap_socket(connection)
Verdict WhenNoProtocol(const Site& site) {
  const Node version = site.call().Keyword("ssl_version");
  if (IsReadable(version)) return kSilent;
  const bool may_be_given = version || site.call().HasDictionarySplat();
  if (may_be_given && !site.as_bandit()) return kSilent;
  return {.fires = true, .shown_at = version ? version.index() : core::kNoNode};
}

// context.minimum_version = ssl.TLSVersion.TLSv1
Verdict WhenOldIsEnough(const Site& site) {
  if (site.target().kind() != Kind::kAttribute || site.value().kind() != Kind::kAttribute)
    return kSilent;
  return IsOneOf(syntax::LastName(site.value()), kOldVersions) ? kFires : kSilent;
}

}  // namespace meerkat::rules::transport
