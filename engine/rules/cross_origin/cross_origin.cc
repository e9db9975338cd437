// What other sites may make a browser do here, and read.

#include <span>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/cross_origin/reflected_origin.h"
#include "engine/rules/mentions.h"
#include "engine/rules/options.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::cross_origin {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnSetting;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kProtection[] = {
    "WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT", "CSRF_ENABLED", "csrf_enabled",
    "require_csrf",     "check_origin",           "xsrf_cookies"};
constexpr std::string_view kCheckMethods[] = {"enforce_csrf", "check_xsrf_cookie"};
constexpr std::string_view kOfForm[] = {"csrf"};
constexpr std::string_view kFormWords[] = {"flask_wtf", "wtforms"};
// The middleware itself, and what adds it: app.add_middleware(CORSMiddleware, …).
constexpr std::string_view kOrigins[] = {"*.add_middleware", "*.CORSMiddleware", "flask_cors.CORS",
                                         "flask_cors.cross_origin", "*.Middleware"};
constexpr std::string_view kOriginWords[] = {"CORSMiddleware", "flask_cors"};

// WTF_CSRF_ENABLED, app.config["WTF_CSRF_ENABLED"]
std::string_view NameOf(Node target) {
  std::string_view name = target.text();
  if (target.kind() == Kind::kSubscript) name = target.Child(syntax::Field::kSubscript).text();
  if (target.kind() == Kind::kAttribute) name = syntax::LastName(target);
  while (name.starts_with('"') || name.starts_with('\'')) name.remove_prefix(1);
  while (name.ends_with('"') || name.ends_with('\'')) name.remove_suffix(1);
  return name;
}

// A form of Flask-WTF, which has a check unless it is switched off (WTForms' own have none by
// themselves), and that is no field of another one, which has the check.
bool IsWholeForm(const Site& site, Node meta) {
  const Node form = meta.parent().parent();
  if (form.kind() != Kind::kClass || !form.Child(Field::kSuperclasses)) return false;
  const std::string_view bases = form.Child(Field::kSuperclasses).text();
  return bases.find("FlaskForm") != std::string_view::npos && !IsNamedIn(site, {}, "FormField") &&
         !IsNamedIn(site, {}, "FieldList");
}

// class PageForm(FlaskForm): class Meta: csrf = False; PageForm(meta={"csrf": False})
bool IsOfForm(const Site& site) {
  constexpr int kMaxClimb = 6;
  Node around = site.node();
  for (int climbed = 0; around && climbed < kMaxClimb; ++climbed, around = around.parent()) {
    if (around.kind() == Kind::kClass) {
      return around.Child(Field::kName).text() == "Meta" && IsWholeForm(site, around);
    }
    if (around.kind() == Kind::kKeywordArgument && around.Child(Field::kName).text() == "meta") {
      return true;
    }
  }
  return false;
}

// def enforce_csrf(self, request): return
Verdict WhenCheckIsEmpty(const Site& site) {
  const std::string_view name = site.node().Child(Field::kName).text();
  if (name != kCheckMethods[0] && name != kCheckMethods[1]) return kSilent;
  const Node around = site.node().parent().parent();  // of the class
  if (around.kind() != Kind::kClass) return kSilent;
  if (!site.ImportsLike("rest_framework") && !site.ImportsLike("tornado")) return kSilent;
  const Node body = site.node().Child(Field::kBody);
  if (!body) return kSilent;
  for (Node statement : body.children()) {
    const Node given = statement.first_child();
    const bool returns_nothing =
        statement.kind() == Kind::kReturn &&
        (!given || given.kind() == Kind::kNone || given.kind() == Kind::kTrue);
    const bool is_text = statement.kind() == Kind::kExpressionStatement && given &&
                         (syntax::IsString(given) || given.kind() == Kind::kEllipsis);
    if (!returns_nothing && !is_text && statement.kind() != Kind::kPass) return kSilent;
  }
  return {.fires = true, .detail = name};
}

Verdict WhenOffForForm(const Site& site) {
  return site.value().kind() == Kind::kFalse && IsOfForm(site) ? kFires : kSilent;
}

// WTF_CSRF_ENABLED = False, config.set_default_csrf_options(require_csrf=False)
Verdict WhenOff(const Site& site) {
  const std::string_view name = NameOf(site.target());
  if (name == "xsrf_cookies" && !site.ImportsLike("tornado")) return kSilent;
  if (name == "check_origin") {
    const Node call = site.node().parent().parent();
    const std::string_view called = call.kind() == Kind::kCall
                                        ? syntax::LastName(syntax::Call(call).Function())
                                        : std::string_view();
    const bool is_pyramids =
        called == "set_default_csrf_options" ||
        ((called == "view_config" || called == "add_view") && site.ImportsLike("pyramid"));
    if (!is_pyramids) return kSilent;
  }
  return site.value().kind() == Kind::kFalse ? Verdict{.fires = true, .detail = name} : kSilent;
}

bool IsAny(Node origin) {
  // Any page is of the origin null in a frame with a sandbox.
  return IsText(origin) &&
         (TextOf(origin) == "*" || TextOf(origin) == ".*" || TextOf(origin) == "null");
}

// allow_origins=["*"], origins="*"
bool AllowsAny(Node origins) {
  if (!origins) return false;
  if (IsAny(origins)) return true;
  if (origins.kind() != Kind::kList && origins.kind() != Kind::kTuple) return false;
  for (Node origin : origins.children()) {
    if (IsAny(origin)) return true;
  }
  return false;
}

// resources={"/api/*": {"origins": "*"}}; what a path calls public is meant for every site.
bool AllowsAnyInResources(Node resources) {
  if (!resources || resources.kind() != Kind::kDictionary) return false;
  for (Node resource : resources.children()) {
    if (resource.kind() != Kind::kPair) continue;
    const Node options = resource.Child(Field::kValue);
    if (ContainsIgnoringCase(resource.Child(Field::kKey).text(), "public") || !options ||
        options.kind() != Kind::kDictionary) {
      continue;
    }
    for (Node option : options.children()) {
      const bool is_origins =
          option.kind() == Kind::kPair && TextOf(option.Child(Field::kKey)) == "origins";
      if (is_origins && AllowsAny(option.Child(Field::kValue))) return true;
    }
  }
  return false;
}

// app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True),
// CORS(app, supports_credentials=True): any origin where none is named
Verdict WhenAnyOriginHasCredentials(const Site& site) {
  const syntax::Call call = site.call();
  if (FirstComponent(site.callee()) == "flask_cors") {
    const Node credentials = call.Keyword("supports_credentials");
    if (credentials.kind() != Kind::kTrue) return kSilent;
    if (const Node resources = call.Keyword("resources")) {
      return AllowsAnyInResources(ValueOf(site, resources)) ? kFires : kSilent;
    }
    const Node given = call.Keyword("origins");
    const Node origins = ValueOf(site, given);
    return !given || AllowsAny(origins) ? kFires : kSilent;
  }
  const bool is_own = LastComponent(site.callee()) == "CORSMiddleware";
  const std::string_view added = site.QualifiedName(call.Positional(0));
  if (!is_own && LastComponent(added) != "CORSMiddleware") return kSilent;
  if (KeywordOf(site, "allow_credentials").kind() != Kind::kTrue) return kSilent;
  const bool any = AllowsAny(ValueOf(site, KeywordOf(site, "allow_origins"))) ||
                   AllowsAny(ValueOf(site, KeywordOf(site, "allow_origin_regex")));
  return any ? kFires : kSilent;
}

constexpr std::string_view kAllOrigins[] = {"CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"};

// CORS_ALLOW_ALL_ORIGINS = True beside CORS_ALLOW_CREDENTIALS = True
Verdict WhenAllOriginsHaveCredentials(const Site& site) {
  if (site.value().kind() != Kind::kTrue) return kSilent;
  names::Occurrences& occurrences = site.occurrences();
  constexpr std::string_view kCredentials = "CORS_ALLOW_CREDENTIALS";
  for (Node name = occurrences.First(kCredentials); name; name = occurrences.Next(name)) {
    const Node assignment = name.parent();
    if (assignment.kind() == Kind::kAssignment &&
        assignment.Child(Field::kRight).kind() == Kind::kTrue) {
      return kFires;
    }
  }
  return kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "cross-site-request-protection-off",
        .cwe = 352,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Cross-Site_Request_Forgery_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "{} is off: other sites can send forms in the name of who is logged in here",
        .why =
            "A page of an attacker makes the browser of a visitor change his address or password "
            "here, with his cookies.",
        .fix = "CSRFProtect(app)  # and no WTF_CSRF_ENABLED = False",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kProtection, .when = WhenOff},
        .quiet = IsInTests,
    },
    {
        .name = "cross-site-check-overridden",
        .cwe = 352,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Cross-Site_Request_Forgery_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message =
            "{}() checks nothing: other sites can send forms in the name of who is logged in",
        .why =
            "A page of an attacker makes the browser of a visitor change his address or password "
            "here, with his cookies.",
        .fix = "authentication_classes = [TokenAuthentication]  # which no browser sends by itself",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = core::OnStatement{.statement = core::Statement::kFunction,
                                   .words = kCheckMethods,
                                   .when = WhenCheckIsEmpty},
        .quiet = IsInTests,
    },
    {
        .name = "form-without-cross-site-check",
        .cwe = 352,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Cross-Site_Request_Forgery_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "other sites can send this form in the name of who is logged in here",
        .why =
            "A page of an attacker makes the browser of a visitor change his address or password "
            "here, with his cookies.",
        .fix = "class PageForm(FlaskForm): ...  # and no csrf = False in its class Meta",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kOfForm, .words = kFormWords, .when = WhenOffForForm},
        .quiet = IsInTests,
    },
    {
        .name = "any-origin-with-credentials",
        .cwe = 942,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "HTML5_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "scripts of every site read answers that are for who is logged in",
        .why =
            "With credentials allowed the server names whatever origin asks, so that a page of an "
            "attacker reads what his visitors may read here.",
        .fix = "app.add_middleware(CORSMiddleware, allow_origins=[\"https://app.example\"], "
               "allow_credentials=True)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnCall{.callees = kOrigins, .words = kOriginWords, .when = WhenAnyOriginHasCredentials},
        .quiet = IsInTests,
    },
    {
        .name = "all-origins-with-credentials",
        .cwe = 942,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "HTML5_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "scripts of every site read answers that are for who is logged in",
        .why =
            "With credentials allowed the server names whatever origin asks, so that a page of an "
            "attacker reads what his visitors may read here.",
        .fix = "CORS_ALLOWED_ORIGINS = [\"https://app.example\"]",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kAllOrigins, .when = WhenAllOriginsHaveCredentials},
        .quiet = IsInTests,
    },
    {
        .name = "reflected-origin-with-credentials",
        .cwe = 942,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "HTML5_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "whatever origin asks is allowed to read answers that are for who is logged in",
        .why = "A page of an attacker reads with the cookies of his visitors what they may read "
               "here.",
        .fix = "if request.headers.get(\"Origin\") in ORIGINS: "
               "headers[\"Access-Control-Allow-Origin\"] = request.headers[\"Origin\"]",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnSetting{
                .names = kAllowOrigin, .words = kAllowCredentials, .when = WhenOriginIsReflected},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::cross_origin
