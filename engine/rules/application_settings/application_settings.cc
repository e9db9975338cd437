// Settings of web applications: what Django's settings module says, and other frameworks like it.

#include <span>
#include <string>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/name_parts.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::application_settings {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnSetting;
using core::OnStatement;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

// A module of settings says at least one of these.
constexpr std::string_view kSettingsWords[] = {"INSTALLED_APPS", "ROOT_URLCONF", "MIDDLEWARE",
                                               "ALLOWED_HOSTS"};
constexpr std::string_view kDjangoWords[] = {"django"};
constexpr std::string_view kDebug[] = {"DEBUG"};
constexpr std::string_view kHosts[] = {"ALLOWED_HOSTS"};
constexpr std::string_view kMiddleware[] = {"MIDDLEWARE", "MIDDLEWARE_CLASSES"};
constexpr std::string_view kHashers[] = {"PASSWORD_HASHERS"};
constexpr std::string_view kSerializer[] = {"SESSION_SERIALIZER"};
constexpr std::string_view kTemplateWords[] = {"django", "jinja"};
constexpr std::string_view kAutoescape[] = {"autoescape"};
constexpr std::string_view kMessageFormats[] = {
    "accept_content",    "CELERY_ACCEPT_CONTENT",  "task_serializer",
    "result_serializer", "CELERY_TASK_SERIALIZER", "CELERY_RESULT_SERIALIZER",
    "event_serializer",  "result_accept_content"};
constexpr std::string_view kExemptCall[] = {"django.views.decorators.csrf.csrf_exempt",
                                            "django.utils.decorators.method_decorator"};

// A name at the top of a module, which nothing else than an assignment gives a value.
bool IsModuleSetting(const Site& site) {
  return site.node().kind() == Kind::kAssignment && site.target().kind() == Kind::kIdentifier &&
         !syntax::EnclosingScope(site.node());
}

bool IsList(Node node) {
  return node.kind() == Kind::kList || node.kind() == Kind::kTuple || node.kind() == Kind::kSet ||
         node.kind() == Kind::kExpressionList;
}

bool HasText(Node list, std::string_view part) {
  for (Node item : list.children()) {
    if (IsText(item) && TextOf(item).find(part) != std::string::npos) return true;
  }
  return false;
}

// DEBUG = True in a module that says more about a Django application
Verdict WhenDebug(const Site& site) {
  if (!IsModuleSetting(site) || site.value().kind() != Kind::kTrue) return kSilent;
  for (std::string_view setting : kSettingsWords) {
    if (site.occurrences().First(setting)) return kFires;
  }
  return kSilent;
}

// ALLOWED_HOSTS = ["*"]
Verdict WhenAnyHost(const Site& site) {
  if (!IsModuleSetting(site) || !IsList(site.value())) return kSilent;
  for (Node host : site.value().children()) {
    if (IsText(host) && TextOf(host) == "*") return kFires;
  }
  return kSilent;
}

// Without a login there is nothing that a form of another site could do in somebody's name.
Verdict WhenNoProtection(const Site& site) {
  const Node list = site.value();
  if (!IsModuleSetting(site) || !IsList(list)) return kSilent;
  const bool has_login = HasText(list, "django.contrib.auth.middleware.AuthenticationMiddleware") ||
                         HasText(list, "django.contrib.sessions.middleware.SessionMiddleware");
  if (!has_login || HasText(list, "Csrf")) return kSilent;
  for (Node item : list.children()) {
    if (!IsText(item)) return kSilent;  // *more, which may hold it
  }
  return kFires;
}

// The first one hashes new passwords.
Verdict WhenHasherIsWeak(const Site& site) {
  if (!IsModuleSetting(site) || !IsList(site.value())) return kSilent;
  const Node first = site.value().first_child();
  if (!IsText(first)) return kSilent;
  const std::string name = TextOf(first);
  for (std::string_view weak : {"MD5PasswordHasher", "SHA1PasswordHasher", "CryptPasswordHasher"}) {
    if (name.ends_with(weak)) return kFires;
  }
  return kSilent;
}

Verdict WhenPickled(const Site& site) {
  return IsText(site.value()) && TextOf(site.value()).ends_with("PickleSerializer") ? kFires
                                                                                    : kSilent;
}

// accept_content=["json", "pickle"], task_serializer="pickle"
Verdict WhenMessagesArePickled(const Site& site) {
  const Node value = site.value();
  const auto is_pickle = [](Node text) {
    return IsText(text) &&
           (TextOf(text) == "pickle" || TextOf(text) == "application/x-python-serialize");
  };
  if (is_pickle(value)) return kFires;
  if (!IsList(value)) return kSilent;
  for (Node format : value.children()) {
    if (is_pickle(format)) return kFires;
  }
  return kSilent;
}

// Context(values, autoescape=False), {"OPTIONS": {"autoescape": False}}, app.jinja_env.autoescape =
// False
Verdict WhenEscapingIsOff(const Site& site) {
  if (site.value().kind() != Kind::kFalse) return kSilent;
  if (site.node().kind() == Kind::kAssignment && site.target().kind() == Kind::kAttribute) {
    const std::string_view owner = syntax::LastName(site.target().Child(Field::kObject));
    return owner == "jinja_env" || (owner.ends_with("env") && site.ImportsLike("jinja2")) ? kFires
                                                                                          : kSilent;
  }
  if (site.node().kind() == Kind::kPair) {
    constexpr std::string_view kEngine = "django.template.backends.django";
    return site.file().bytes().find(kEngine) != std::string_view::npos ? kFires : kSilent;
  }
  const Node call = site.node().parent().parent();
  if (site.node().kind() != Kind::kKeywordArgument || call.kind() != Kind::kCall) return kSilent;
  const std::string_view callee = site.QualifiedName(syntax::Call(call).Function());
  return FirstComponent(callee) == "django" ? kFires : kSilent;
}

// @csrf_exempt above a view
Verdict WhenDecoratedAsExempt(const Site& site) {
  const Node decorated = site.node().parent();
  if (decorated.kind() != Kind::kDecorated) return kSilent;
  for (Node decorator : decorated.children()) {
    if (decorator.kind() != Kind::kDecorator) continue;
    const Node name = decorator.first_child();
    const std::string_view last = syntax::LastName(name);
    if (last == "csrf_exempt") return {.fires = true, .shown_at = decorator.index()};
  }
  return kSilent;
}

// csrf_exempt(view), @method_decorator(csrf_exempt, name="dispatch"),
// method_decorator([csrf_exempt, …])
Verdict WhenCalledAsExempt(const Site& site) {
  if (LastComponent(site.callee()) != "method_decorator") return kFires;
  const auto is_exempt = [&site](Node decorator) {
    return site.QualifiedName(decorator) == kExemptCall[0];
  };
  const Node given = ValueOf(site, site.call().Argument(0, "decorator"));
  if (given.kind() != Kind::kList && given.kind() != Kind::kTuple) {
    return is_exempt(site.call().Argument(0, "decorator")) ? kFires : kSilent;
  }
  for (Node one : given.children()) {
    if (is_exempt(one)) return kFires;
  }
  return kSilent;
}

constexpr std::string_view kExemptWords[] = {"csrf_exempt"};

// settings/dev.py, local_settings.py: not what a server runs with.
bool IsForDevelopment(const Site& site) {
  if (IsInTests(site)) return true;
  static constexpr std::string_view kTests[] = {"test", "tests", "testing", "testapp",
                                                "testproject"};
  std::string_view file = site.file().path();
  for (size_t end = file.find('/'); end != std::string_view::npos; end = file.find('/')) {
    if (NameParts(file.substr(0, end)).HasOneOf(kTests)) return true;
    file.remove_prefix(end + 1);
  }
  static constexpr std::string_view kWords[] = {"dev",   "devel",   "development", "local",
                                                "test",  "tests",   "testing",     "ci",
                                                "debug", "example", "sample"};
  return NameParts(file).HasOneOf(kWords);
}

constexpr Rule kRules[] = {
    {
        .name = "django-debug-setting",
        .cwe = 489,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Django_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the application is set to debug",
        .why = "Error pages show the source, the settings and the variables to whoever causes an "
               "error.",
        .fix = "DEBUG = os.environ.get(\"DEBUG\") == \"1\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kDebug, .words = kSettingsWords, .when = WhenDebug},
        .quiet = IsForDevelopment,
    },
    {
        .name = "any-host-allowed",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Django_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "requests for any host are answered",
        .why = "Links in mails for a forgotten password are made from the Host header: an attacker "
               "who names his own gets the token.",
        .fix = "ALLOWED_HOSTS = [\"shop.example.com\"]",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kHosts, .when = WhenAnyHost},
        .quiet = IsForDevelopment,
    },
    {
        .name = "cross-site-request-protection-missing",
        .cwe = 352,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Cross-Site_Request_Forgery_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "the middleware has no protection against forms that other sites send",
        .why = "A page of an attacker makes the browser of a visitor change his address or "
               "password here, with his cookies.",
        .fix = "MIDDLEWARE = […, \"django.middleware.csrf.CsrfViewMiddleware\", …]",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kMiddleware, .words = kDjangoWords, .when = WhenNoProtection},
        .quiet = IsInTests,
    },
    {
        .name = "cross-site-request-exempt",
        .cwe = 352,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Cross-Site_Request_Forgery_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the view takes forms that other sites send",
        .why = "A page of an attacker sends requests in the name of whoever is logged in here, "
               "unless the view asks for something that a browser does not send by itself.",
        .fix = "@csrf_protect  # or a signature that the view checks",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnStatement{.statement = core::Statement::kFunction,
                             .words = kExemptWords,
                             .when = WhenDecoratedAsExempt},
        .quiet = IsInTests,
    },
    {
        .name = "cross-site-request-exempt-view",
        .cwe = 352,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Cross-Site_Request_Forgery_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the view takes forms that other sites send",
        .why = "A page of an attacker sends requests in the name of whoever is logged in here, "
               "unless the view asks for something that a browser does not send by itself.",
        .fix = "path(\"hook/\", hook)  # without csrf_exempt(), or with a signature that it checks",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kExemptCall, .words = kExemptWords, .when = WhenCalledAsExempt},
        .quiet = IsInTests,
    },
    {
        .name = "weak-password-hasher",
        .cwe = 916,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Password_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "new passwords are hashed with a function that is made to be fast",
        .why = "Whoever gets the table tries billions of passwords a second against it.",
        .fix = "PASSWORD_HASHERS = [\"django.contrib.auth.hashers.Argon2PasswordHasher\", …]",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kHashers, .when = WhenHasherIsWeak},
        .quiet = IsForDevelopment,
    },
    {
        .name = "session-by-pickle",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "sessions are unpickled",
        .why = "Whoever learns SECRET_KEY, or can write where sessions are kept, runs code with "
               "the rights of this process.",
        .fix = "SESSION_SERIALIZER = \"django.contrib.sessions.serializers.JSONSerializer\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kSerializer, .when = WhenPickled},
        .quiet = IsInTests,
    },
    {
        .name = "messages-by-pickle",
        .cwe = 502,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Deserialization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "messages of the queue are unpickled",
        .why = "Whoever can put a message into the queue runs code with the rights of the worker.",
        .fix = "app.conf.update(task_serializer=\"json\", accept_content=[\"json\"])",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kMessageFormats, .when = WhenMessagesArePickled},
        .quiet = IsInTests,
    },
    {
        .name = "template-escaping-off",
        .cwe = 79,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the templates do not escape what is put into them",
        .why = "A name such as \"<script>…\" runs in the browser of everybody who looks at the "
               "page.",
        .fix = "Context({\"name\": name})",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnSetting{.names = kAutoescape, .words = kTemplateWords, .when = WhenEscapingIsOff},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::application_settings
