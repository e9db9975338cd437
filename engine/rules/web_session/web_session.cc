// Cookies and sessions of web applications.

#include <string>

#include "engine/core/rule.h"
#include "engine/rules/secret_names.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::web_session {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::OnSetting;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kSecure[] = {"SESSION_COOKIE_SECURE", "REMEMBER_COOKIE_SECURE",
                                        "CSRF_COOKIE_SECURE"};
constexpr std::string_view kHttpOnly[] = {"SESSION_COOKIE_HTTPONLY", "REMEMBER_COOKIE_HTTPONLY"};
constexpr std::string_view kSameSite[] = {"SESSION_COOKIE_SAMESITE", "REMEMBER_COOKIE_SAMESITE",
                                          "CSRF_COOKIE_SAMESITE"};
constexpr std::string_view kLifetime[] = {"PERMANENT_SESSION_LIFETIME",
                                          "permanent_session_lifetime", "SESSION_COOKIE_AGE"};
constexpr std::string_view kSetCookie[] = {"*.set_cookie", "*.set_signed_cookie",
                                           "*.set_secure_cookie"};
constexpr std::string_view kCookieHeader[] = {"Set-Cookie", "set-cookie"};
constexpr std::string_view kRegenerate[] = {"*.regenerate", "*.regenerate_id"};
constexpr std::string_view kFlaskWords[] = {"flask session"};

// A month: what Flask itself takes.
constexpr uint64_t kLongestSeconds = 31 * 24 * 60 * 60;

Verdict Named(const Site& site) {
  std::string_view name = site.target().text();
  if (site.target().kind() == Kind::kSubscript)
    name = site.target().Child(Field::kSubscript).text();
  if (site.target().kind() == Kind::kAttribute) name = syntax::LastName(site.target());
  while (name.starts_with('"') || name.starts_with('\'')) name.remove_prefix(1);
  while (name.ends_with('"') || name.ends_with('\'')) name.remove_suffix(1);
  return {.fires = true, .detail = name};
}

// SESSION_COOKIE_SECURE=False, also 0, None and ""
Verdict WhenOff(const Site& site) {
  const bool off = site.value() && !MaySwitchOn(site.value());
  return off ? Named(site) : kSilent;
}

// SESSION_COOKIE_SAMESITE=None; "None" says in so many words: send it with every request.
Verdict WhenCrossSite(const Site& site) {
  const Node value = site.value();
  const bool crosses = value.kind() == Kind::kNone || value.kind() == Kind::kFalse ||
                       (IsText(value) && EqualsIgnoringCase(TextOf(value), "none"));
  return crosses ? Named(site) : kSilent;
}

// Deeper products are not looked into.
constexpr int kMaxFactors = 8;

// 7776000, 60 * 60 * 24 * 90; 0 for what is no number.
uint64_t NumberIn(Node value, int depth = 0) {
  if (value.kind() != Kind::kBinaryOperator) return IntegerValue(value).value_or(0);
  if (value.op() != syntax::Operator::kMultiply || depth == kMaxFactors) return 0;
  return NumberIn(value.Child(Field::kLeft), depth + 1) *
         NumberIn(value.Child(Field::kRight), depth + 1);
}

// timedelta(days=90), timedelta(90), timedelta(weeks=10), timedelta(hours=24 * 90), or seconds as a
// number.
uint64_t SecondsIn(const Site& site) {
  if (site.value().kind() != Kind::kCall) return NumberIn(site.value());
  const Call call(site.value());
  if (LastComponent(site.QualifiedName(call.Function())) != "timedelta") return 0;
  const uint64_t days = NumberIn(call.Argument(0, "days")) + 7 * NumberIn(call.Keyword("weeks"));
  const uint64_t hours = 24 * days + NumberIn(call.Keyword("hours"));
  const uint64_t minutes = 60 * hours + NumberIn(call.Keyword("minutes"));
  return 60 * minutes + NumberIn(call.Argument(1, "seconds"));
}

Verdict WhenLong(const Site& site) {
  return SecondsIn(site) > kLongestSeconds ? Named(site) : kSilent;
}

// What names a cookie that stands for a login.
bool IsLoginCookie(Node name) {
  if (!IsText(name)) return false;
  const std::string text = TextOf(name);
  if (IsSecretName(text)) return true;
  for (std::string_view part : {"sess", "auth", "sid", "jwt", "login", "remember"}) {
    if (ContainsIgnoringCase(text, part)) return true;
  }
  return false;
}

// response.set_cookie("session", value), without a flag or with a false one. Flask, Django and
// Starlette have the flags at the same positions.
Verdict WhenCookieLacks(const Site& site, uint32_t position, std::string_view flag) {
  const Call call = site.call();
  const Node value = call.Argument(1, "value");
  if (call.HasDictionarySplat() || !value || MaySwitchOn(call.Argument(position, flag))) {
    return kSilent;
  }
  // response.set_cookie("session", "", max_age=0) takes the cookie away.
  if (syntax::StringEquals(value, "")) return kSilent;
  return {.fires = true,
          .severity = IsLoginCookie(call.Argument(0, "key")) ? Severity::kMedium : Severity::kLow};
}

// response.set_cookie("session", value, samesite="None")
Verdict WhenCookieCrossSite(const Site& site) {
  const Node same_site = site.call().Argument(8, "samesite");
  const bool crosses = IsText(same_site) && EqualsIgnoringCase(TextOf(same_site), "none");
  return crosses ? Verdict{.fires = true, .shown_at = same_site.index()} : kSilent;
}

// response.headers["Set-Cookie"] = f"theme={value}; HttpOnly"
Verdict WhenHeaderLacks(const Site& site) {
  Node header = site.value();
  // "theme=%s; Path=/" % value
  if (header.kind() == Kind::kBinaryOperator && header.op() == syntax::Operator::kModulo) {
    header = header.Child(Field::kLeft);
  }
  std::string text;
  if (!syntax::ConstantParts(header, &text) || text.find('=') == std::string::npos) return kSilent;
  // A cookie that is taken away.
  if (ContainsIgnoringCase(text, "max-age=0") || ContainsIgnoringCase(text, "1970")) return kSilent;
  for (std::string_view flag : {"secure", "httponly"}) {
    if (!ContainsIgnoringCase(text, flag)) return {.fires = true, .detail = flag};
  }
  return kSilent;
}

// response.headers["Set-Cookie"] = "theme=dark; Secure; SameSite=None"
Verdict WhenHeaderCrossesSites(const Site& site) {
  std::string text;
  if (!syntax::ConstantParts(site.value(), &text)) return kSilent;
  return ContainsIgnoringCase(text, "samesite=none") ? kFires : kSilent;
}

Verdict WhenCookieInsecure(const Site& site) { return WhenCookieLacks(site, 6, "secure"); }
// Falcon calls the flag http_only.
Verdict WhenCookieReadable(const Site& site) {
  const Node http_only = site.call().Keyword("http_only");
  return MaySwitchOn(http_only) ? kSilent : WhenCookieLacks(site, 7, "httponly");
}

constexpr std::string_view kTickets[] = {"pyramid.authentication.AuthTktAuthenticationPolicy",
                                         "pyramid.authentication.AuthTktCookieHelper"};

// AuthTktAuthenticationPolicy(secret): its flags are off unless they are given
Verdict WhenTicketLacks(const Site& site) {
  const Call call = site.call();
  if (call.HasDictionarySplat()) return kSilent;
  const bool is_helper = LastComponent(site.callee()) == "AuthTktCookieHelper";
  if (!MaySwitchOn(call.Argument(is_helper ? 2 : 3, "secure"))) {
    return {.fires = true, .detail = "secure"};
  }
  const bool http_only = MaySwitchOn(call.Argument(is_helper ? 7 : 9, "http_only")) ||
                         MaySwitchOn(call.Keyword("httponly"));
  return http_only ? kSilent : Verdict{.fires = true, .detail = "http_only"};
}

// from flask import session; session.regenerate()
Verdict WhenRegenerate(const Site& site) {
  return FirstComponent(site.callee()) == "flask" && HasComponent(site.callee(), "session")
             ? kFires
             : kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "session-cookie-insecure",
        .cwe = 614,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{} is off: the cookie is sent over plain HTTP, too",
        .why = "Whoever sees the traffic, in the same network or on the way, takes the cookie and "
               "with it the login.",
        .fix = "app.config.update(SESSION_COOKIE_SECURE=True)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kSecure, .when = WhenOff},
        .quiet = IsInTests,
    },
    {
        .name = "session-cookie-readable",
        .cwe = 1004,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{} is off: scripts in the page can read the cookie",
        .why = "One hole for cross-site scripting is enough to take the cookie and with it the "
               "login.",
        .fix = "app.config.update(SESSION_COOKIE_HTTPONLY=True)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kHttpOnly, .when = WhenOff},
        .quiet = IsInTests,
    },
    {
        .name = "session-cookie-cross-site",
        .cwe = 1275,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "{} is off: the cookie comes along with requests that other sites make",
        .why = "A page of an attacker sends forms and requests in the name of whoever visits it.",
        .fix = "app.config.update(SESSION_COOKIE_SAMESITE=\"Lax\")  # or \"Strict\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kSameSite, .when = WhenCrossSite},
        .quiet = IsInTests,
    },
    {
        .name = "session-lifetime-long",
        .cwe = 613,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "{} lets a login live for more than a month",
        .why = "A cookie that was taken from a lost device, a backup or a log works for all that "
               "time.",
        .fix = "app.permanent_session_lifetime = timedelta(minutes=15)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kLifetime, .when = WhenLong},
        .quiet = IsInTests,
    },
    {
        .name = "cookie-insecure",
        .cwe = 614,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the cookie is set without secure=True: it is sent over plain HTTP, too",
        .why = "Whoever sees the traffic, in the same network or on the way, takes the cookie.",
        .fix = "response.set_cookie(\"session\", value, secure=True, httponly=True, "
               "samesite=\"Lax\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kSetCookie, .when = WhenCookieInsecure},
        .quiet = IsInTests,
    },
    {
        .name = "cookie-readable",
        .cwe = 1004,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the cookie is set without httponly=True: scripts in the page can read it",
        .why = "One hole for cross-site scripting is enough to take the cookie.",
        .fix = "response.set_cookie(\"session\", value, secure=True, httponly=True, "
               "samesite=\"Lax\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kSetCookie, .when = WhenCookieReadable},
        .quiet = IsInTests,
    },
    {
        .name = "cookie-cross-site",
        .cwe = 1275,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the cookie comes along with requests that other sites make",
        .why = "A page of an attacker sends forms and requests in the name of whoever visits it.",
        .fix = "response.set_cookie(\"session\", value, secure=True, httponly=True, "
               "samesite=\"Lax\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kSetCookie, .when = WhenCookieCrossSite},
        .quiet = IsInTests,
    },
    {
        .name = "cookie-header-lacks-flag",
        .cwe = 614,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message =
            "the Set-Cookie header has no {}: the cookie can be read on the way or by scripts",
        .why = "Whoever sees the traffic, or gets a script into a page, takes the cookie.",
        .fix = "headers[\"Set-Cookie\"] = f\"id={value}; Secure; HttpOnly; SameSite=Lax\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kCookieHeader, .when = WhenHeaderLacks},
        .quiet = IsInTests,
    },
    {
        .name = "session-regenerate",
        .cwe = 384,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message =
            "Flask's session has no such method: the call fails, and the session is not rotated",
        .why =
            "A session that lives on through the login may be one that an attacker planted before "
            "(session fixation).",
        .fix = "session.clear(); session[\"user_id\"] = user.id  # the cookie is the session: new "
               "contents are a new one; with server-side sessions call "
               "app.session_interface.regenerate(session) of Flask-Session",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kRegenerate, .words = kFlaskWords, .when = WhenRegenerate},
    },
    {
        .name = "trust-boundary-violation",
        .cwe = 501,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "text from outside is kept in the session, which later code trusts: {}",
        .why = "What the session says is taken for true: an unchecked value there passes "
               "as name, role or address of a user.",
        .fix = "if color in COLORS: session[\"color\"] = color",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kRemoteSource, .to = SinkKind::kSession},
    },
    {
        .name = "cookie-header-cross-site",
        .cwe = 1275,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the cookie comes along with requests that other sites make",
        .why = "A page of an attacker sends forms and requests in the name of whoever visits it.",
        .fix = "response.headers[\"Set-Cookie\"] = \"theme=dark; Secure; HttpOnly; SameSite=Lax\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kCookieHeader, .when = WhenHeaderCrossesSites},
        .quiet = IsInTests,
    },
    {
        .name = "login-ticket-lacks-flag",
        .cwe = 614,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Session_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message =
            "the cookie of the login is made without {}=True: it can be read on the way or by "
            "scripts",
        .why =
            "Whoever sees the traffic, or runs a script in the page, takes the cookie and with it "
            "the login.",
        .fix = "AuthTktAuthenticationPolicy(secret, secure=True, http_only=True, samesite=\"Lax\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kTickets, .when = WhenTicketLacks},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::web_session
