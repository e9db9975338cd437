// How web applications and servers are started.

#include <algorithm>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::web_server {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnImport;
using core::OnSetting;
using core::OnString;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kRun[] = {"*.run", "werkzeug.serving.run_simple"};
constexpr std::string_view kTornado[] = {"tornado.web.Application"};
// What else has a method run(debug=True).
constexpr std::string_view kNoServers[] = {"console",  "runner", "loop",    "task",
                                           "job",      "worker", "process", "script",
                                           "pipeline", "shell",  "cli"};
constexpr std::string_view kFlaskWord[] = {"flask"};
constexpr std::string_view kRunWords[] = {"flask", "run_simple"};
constexpr std::string_view kDebug[] = {"debug", "DEBUG"};
constexpr std::string_view kAllInterfaces[] = {"0.0.0.0"};
constexpr std::string_view kCgiHandlers[] = {
    "wsgiref.handlers.CGIHandler", "twisted.web.twcgi.CGIScript", "twisted.web.twcgi.CGIDirectory"};

// app.run(debug=True), app.run("127.0.0.1", 5000, True)
Verdict WhenDebug(const Site& site) {
  const syntax::Call call = site.call();
  // run_simple("localhost", port, app, use_debugger=True)
  const bool simple = site.callee() == "werkzeug.serving.run_simple";
  if (simple && site.as_bandit()) return kSilent;
  const Node debug = simple             ? call.Argument(4, "use_debugger")
                     : site.as_bandit() ? call.Keyword("debug")
                                        : call.Argument(2, "debug");
  const Node value = site.as_bandit() ? debug : ValueOf(site, debug);
  const bool on = ReadsAs(value, "True") || (!site.as_bandit() && IntegerValue(value).value_or(0));
  if ((!simple && !site.ImportsLike("flask")) || !on) return kSilent;
  // asyncio.run(main(), debug=True) starts no server.
  const std::string_view module = FirstComponent(site.callee());
  if (!site.as_bandit() && (module == "asyncio" || module == "subprocess")) return kSilent;
  const std::string_view owner = syntax::LastName(call.Function().Child(syntax::Field::kObject));
  if (!site.as_bandit() &&
      std::find(std::begin(kNoServers), std::end(kNoServers), owner) != std::end(kNoServers)) {
    return kSilent;
  }
  return {.fires = true, .shown_at = debug.index()};
}

// tornado.web.Application(handlers, debug=True), Application(handlers, serve_traceback=True)
Verdict WhenTornadoDebugs(const Site& site) {
  for (const std::string_view name : {"debug", "serve_traceback"}) {
    const Node flag = site.call().Keyword(name);
    if (ReadsAs(ValueOf(site, flag), "True")) return {.fires = true, .shown_at = flag.index()};
  }
  return kSilent;
}

constexpr std::string_view kDebugged[] = {"fastapi.FastAPI",
                                          "starlette.applications.Starlette",
                                          "litestar.Litestar",
                                          "werkzeug.debug.DebuggedApplication",
                                          "bottle.run",
                                          "bottle.debug",
                                          "*.run"};
constexpr std::string_view kDebuggedWords[] = {"fastapi", "starlette", "litestar", "werkzeug",
                                               "bottle",  "sanic",     "quart"};

// What an application's method run() starts with what is inside of it shown.
bool IsShowingApplication(std::string_view maker) {
  return maker == "sanic.Sanic" || maker == "quart.Quart" || maker == "bottle.Bottle";
}

// FastAPI(debug=True), DebuggedApplication(app, evalex=True)
Verdict WhenFrameworkDebugs(const Site& site) {
  const bool is_console = LastComponent(site.callee()) == "DebuggedApplication";
  // bottle.debug(True); app = Sanic("app"); app.run(debug=True)
  const bool is_bottle = FirstComponent(site.callee()) == "bottle";
  if (is_bottle && LastComponent(site.callee()) == "debug") {
    const Node mode = site.call().Argument(0, "mode");
    return !mode || ReadsAs(mode, "True") ? kFires : kSilent;
  }
  if (!is_bottle && LastComponent(site.callee()) == "run") {
    const Node object = site.call().Function().Child(syntax::Field::kObject);
    if (!IsShowingApplication(MakerOf(site, object))) return kSilent;
  }
  const Node flag = is_console ? site.call().Argument(1, "evalex") : site.call().Keyword("debug");
  return ReadsAs(ValueOf(site, flag), "True") ? Verdict{.fires = true, .shown_at = flag.index()}
                                              : kSilent;
}

// app.debug = True, app.config["DEBUG"] = True, app.config.update(DEBUG=True)
Verdict WhenDebugIsSet(const Site& site) {
  if (!site.ImportsLike("flask") || site.value().kind() != Kind::kTrue) return kSilent;
  // run(debug=True) is a rule of its own, and a variable `debug` may be anybody's.
  const bool attribute = site.target().kind() == Kind::kAttribute;
  return attribute || !site.target().text().starts_with("debug") ? kFires : kSilent;
}

// if host == "0.0.0.0", host in ("0.0.0.0", "::"), case "0.0.0.0": a question, no binding
bool IsCompared(Node string) {
  Node parent = string.parent();
  if (parent.kind() == Kind::kTuple || parent.kind() == Kind::kList ||
      parent.kind() == Kind::kSet) {
    parent = parent.parent();
  }
  return parent.kind() == Kind::kComparison || parent.kind() == Kind::kCasePattern ||
         parent.kind() == Kind::kUnionPattern;
}

// ":8000", or ":" in f"0.0.0.0:{port}"
bool IsPort(std::string_view text) {
  return text.starts_with(':') && text.find_first_not_of("0123456789", 1) == text.npos;
}

// server.bind(("0.0.0.0", 80)), serve("0.0.0.0:80")
Verdict WhenAllInterfaces(const Site& site) {
  if (site.as_bandit()) return site.text() == "0.0.0.0" ? kFires : kSilent;
  constexpr std::string_view kAny = "0.0.0.0";
  if (!site.text().starts_with(kAny) || !site.is_leading_text()) return kSilent;
  const std::string_view rest = site.text().substr(kAny.size());
  return (rest.empty() || IsPort(rest)) && !IsCompared(site.node()) ? kFires : kSilent;
}

constexpr std::string_view kListeners[] = {"*.bind",
                                           "*.HTTPServer",
                                           "*.ThreadingHTTPServer",
                                           "*.TCPServer",
                                           "*.UDPServer",
                                           "*.ThreadingTCPServer",
                                           "*.ThreadingUDPServer",
                                           "*.WSGIServer",
                                           "socket.create_server",
                                           "asyncio.start_server",
                                           "wsgiref.simple_server.make_server",
                                           "werkzeug.serving.run_simple",
                                           "*.run",
                                           "*.run_app"};
constexpr std::string_view kListenerWords[] = {"socket",  "http",     "asyncio", "gevent",
                                               "wsgiref", "werkzeug", "flask",   "uvicorn",
                                               "quart",   "sanic",    "bottle"};

// "::", "::0", "0:0:0:0:0:0:0:0"
bool IsAnyOfVersion6(std::string_view address) {
  return address.size() > 1 && address.find_first_not_of("0:") == std::string_view::npos &&
         address.find(':') != std::string_view::npos;
}

// "", "::", "0", socket.INADDR_ANY; what is spelled 0.0.0.0 is another rule's.
bool IsAnyAddress(const Site& site, Node given) {
  const Node host = ValueOf(site, given);
  if (!host) return false;
  if (!IsText(host)) return ReadsAs(host, "INADDR_ANY");
  const std::string address = TextOf(host);
  return address.empty() || address == "0" || IsAnyOfVersion6(address);
}

// listener.bind(("", 8000)), asyncio.start_server(handler, "", 8000)
Verdict WhenAnyAddress(const Site& site) {
  const syntax::Call call = site.call();
  if (site.callee() == "asyncio.start_server") {
    return IsAnyAddress(site, call.Argument(1, "host")) ? kFires : kSilent;
  }
  // make_server("", 8000, application)
  const std::string_view name = LastComponent(site.callee());
  if (name == "make_server" || name == "run_simple") {
    return IsAnyAddress(site, call.Argument(0, "host")) ? kFires : kSilent;
  }
  // app.run(host="::")
  if (name == "run" || name == "run_app") {
    const Node host = ValueOf(site, call.Keyword("host"));
    return IsText(host) && IsAnyOfVersion6(TextOf(host)) ? kFires : kSilent;
  }
  const Node address = ValueOf(site, call.Positional(0));
  if (!address || address.kind() != Kind::kTuple) return kSilent;
  const Node host = address.first_child();
  // With port 0 a free one is looked for, as a rule to close it again.
  const Node port = host ? host.next_sibling() : Node();
  if (!port || IntegerValue(port) == 0u) return kSilent;
  return IsAnyAddress(site, host) ? kFires : kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "framework-debug",
        .cwe = 489,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Error_Handling",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the application answers errors with what is inside of it",
        .why = "Any error shows code, variables and settings to whoever caused it; Werkzeug's "
               "debugger also runs Python that is typed into the page.",
        .fix = "app = FastAPI(debug=settings.debug)  # off where strangers come",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kDebugged, .words = kDebuggedWords, .when = WhenFrameworkDebugs},
        .quiet = IsInTests,
    },
    {
        .name = "flask-debug",
        .bandit_id = "B201",
        .cwe = 489,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Error_Handling",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "the server is started with its debugger",
        .why = "An error page of Werkzeug has a console: whoever gets one runs Python with the "
               "rights of this process.",
        .fix = "app.run(debug=False)  # and in production a WSGI server",
        .match = OnCall{.callees = kRun, .words = kRunWords, .when = WhenDebug},
    },
    {
        .name = "flask-debug-setting",
        .cwe = 489,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Error_Handling",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "the application is set to debug",
        .why = "Error pages show the source and the variables, and with the development server a "
               "console that runs Python with the rights of this process.",
        .fix = "app.config[\"DEBUG\"] = False",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kDebug, .words = kFlaskWord, .when = WhenDebugIsSet},
        .quiet = IsInTests,
    },
    {
        .name = "tornado-debug",
        .cwe = 489,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Error_Handling",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the application is set to debug",
        .why = "Error pages show stack traces to whoever causes an error, and the server starts "
               "anew whenever a file of its code changes.",
        .fix = "tornado.web.Application(handlers, debug=options.debug)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kTornado, .when = WhenTornadoDebugs},
        .quiet = IsInTests,
    },
    {
        .name = "bind-all-interfaces",
        .bandit_id = "B104",
        .cwe = 1327,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Network_Segmentation",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the server can be reached from every network that the machine is in",
        .why = "A port that was meant for this machine or an inner network is open to whoever "
               "reaches the outer one.",
        .fix = "server.bind((\"127.0.0.1\", 8000))",
        .match = OnString{.words = kAllInterfaces, .when = WhenAllInterfaces},
        .quiet = IsInTests,
    },
    {
        .name = "bind-any-address",
        .cwe = 1327,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Network_Segmentation",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the server can be reached from every network that the machine is in",
        .why = "A port that was meant for this machine or an inner network is open to whoever "
               "reaches the outer one.",
        .fix = "server.bind((\"127.0.0.1\", 8000))",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kListeners, .words = kListenerWords, .when = WhenAnyAddress},
        .quiet = IsInTests,
    },
    {
        .name = "cgi-import",
        .bandit_id = "B412",
        .cwe = 284,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Server_Side_Request_Forgery_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "{} serves CGI, where a request header sets HTTP_PROXY",
        .why = "A request with the header \"Proxy: evil.example\" sends what this process fetches "
               "through the attacker (httpoxy).",
        .fix = "from wsgiref.simple_server import make_server",
        .match = OnImport{.modules = kCgiHandlers},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::web_server
