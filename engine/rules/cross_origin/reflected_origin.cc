#include "engine/rules/cross_origin/reflected_origin.h"

#include <algorithm>
#include <string>

#include "engine/rules/constants.h"
#include "engine/rules/values.h"

namespace meerkat::rules::cross_origin {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// In a larger function, of some hundred lines, nobody would see where the origin is checked. Each
// header of it looks at all of it.
constexpr uint32_t kMaxNodes = 1'000;
// How far from the one header the other is looked for: many headers shall not take square time.
constexpr size_t kNearby = 20'000;

bool IsOriginKey(Node key) {
  return IsText(key) && (EqualsIgnoringCase(TextOf(key), "origin") ||
                         EqualsIgnoringCase(TextOf(key), "http_origin"));
}

// request.headers, request.META, environ, event["headers"]
bool IsOfRequest(Node object) {
  const std::string name = object.kind() == Kind::kSubscript
                               ? TextOf(object.Child(Field::kSubscript))
                               : std::string(syntax::LastName(object));
  return name == "headers" || name == "META" || name == "environ" || name == "request";
}

// request.headers["Origin"], request.META.get("HTTP_ORIGIN", "*"), request.origin
bool IsOriginOfRequest(Node value) {
  if (value.kind() == Kind::kBooleanOperator) return IsOriginOfRequest(value.first_child());
  if (value.kind() == Kind::kSubscript) {
    return IsOriginKey(value.Child(Field::kSubscript)) && IsOfRequest(value.first_child());
  }
  if (value.kind() == Kind::kAttribute) {
    return syntax::LastName(value) == "origin" &&
           syntax::LastName(value.Child(Field::kObject)) == "request";
  }
  if (value.kind() != Kind::kCall) return false;
  const syntax::Call call(value);
  return syntax::LastName(call.Function()) == "get" && IsOriginKey(call.Positional(0)) &&
         IsOfRequest(call.Function().Child(Field::kObject));
}

// response.headers.add("Access-Control-Allow-Origin", origin), logger.info("from %s", origin)
bool OnlySetsOrShows(Call call) {
  const Node first = call.Positional(0);
  if (IsText(first) && EqualsIgnoringCase(TextOf(first), kAllowOrigin[0])) return true;
  const std::string_view name = syntax::LastName(call.Function());
  std::string_view object = syntax::LastName(call.Function().Child(Field::kObject));
  if (object.starts_with('_')) object.remove_prefix(1);
  return name == "print" || EqualsIgnoringCase(object, "log") ||
         EqualsIgnoringCase(object, "logger") || object == "logging";
}

// Whether what is done with an origin could be a check: it is compared, given away, looked up or
// asked.
bool MayBeCheck(Node origin) {
  const Node around = origin.parent();
  switch (around.kind()) {
    case Kind::kComparison: {  // all but `origin is None`
      const Node last = around.first_child().next_sibling();
      return around.child_count() != 2 || last.kind() != Kind::kNone;
    }
    case Kind::kAttribute: return around.Child(Field::kObject) == origin;
    case Kind::kSubscript:
    case Kind::kMatch:
    case Kind::kListComprehension:
    case Kind::kGenerator: return true;
    case Kind::kArgumentList: return !OnlySetsOrShows(Call(around.parent()));
    case Kind::kKeywordArgument: return !OnlySetsOrShows(Call(around.parent().parent()));
    default: return false;
  }
}

// check_origin(), self.is_allowed(request)
bool IsCheckByName(Node call) {
  if (call.kind() != Kind::kCall) return false;
  const std::string_view name = syntax::LastName(Call(call).Function());
  constexpr std::string_view kChecks[] = {"origin", "cors", "allow", "trust", "permit", "check"};
  return std::any_of(std::begin(kChecks), std::end(kChecks),
                     [name](std::string_view part) { return ContainsIgnoringCase(name, part); });
}

bool HasCheckForDecorator(Node function) {
  const Node decorated = function.parent();
  if (decorated.kind() != Kind::kDecorated) return false;
  for (Node decorator : decorated.children()) {
    if (decorator.kind() == Kind::kDecorator && ContainsIgnoringCase(decorator.text(), "origin")) {
      return true;
    }
  }
  return false;
}

// Whether the function, or the module where there is none, may check the origin anywhere.
bool MayBeChecked(const Site& site) {
  const Node function = syntax::EnclosingFunction(site.node());
  const Node scope = function ? function : site.node().tree().root();
  if (scope.after() - scope.index() > kMaxNodes || HasCheckForDecorator(scope)) return true;
  const bool has_name = site.value().kind() == Kind::kIdentifier;
  for (Node node : scope.tree().Subtree(scope)) {
    if (IsCheckByName(node)) return true;
    const bool is_origin =
        (has_name && node.kind() == Kind::kIdentifier && node.text() == site.value().text()) ||
        IsOriginOfRequest(node);
    if (is_origin && MayBeCheck(node)) return true;
  }
  return false;
}

// Whether credentials are allowed near the header, as far as its value is not `"false"`.
bool AreCredentialsAllowed(const Site& site) {
  const size_t begin = site.node().begin() - std::min<size_t>(site.node().begin(), kNearby);
  const std::string_view text = site.node().tree().source().substr(begin, 2 * kNearby);
  for (const std::string_view header : kAllowCredentials) {
    for (size_t at = text.find(header); at != text.npos; at = text.find(header, at + 1)) {
      const std::string_view behind = text.substr(at + header.size());
      const size_t value = behind.find_first_not_of("\"'] \t\r\n,:=");
      if (value == behind.npos || !ContainsIgnoringCase(behind.substr(value, 5), "false")) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

Verdict WhenOriginIsReflected(const Site& site) {
  const bool is_reflected = IsOriginOfRequest(ValueOf(site, site.value())) && !MayBeChecked(site) &&
                            AreCredentialsAllowed(site);
  return is_reflected ? kFires : kSilent;
}

}  // namespace meerkat::rules::cross_origin
