// Secrets in the source: passwords, tokens, keys, and who can get at them.

#include <cctype>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/name_parts.h"
#include "engine/rules/secret_names.h"
#include "engine/rules/secrets/hard_coded.h"
#include "engine/rules/secrets/module_secret.h"
#include "engine/rules/secrets/shown_secret.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::secrets {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnAssignment;
using core::OnCall;
using core::OnFlow;
using core::OnStatement;
using core::OnString;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kPrinting[] = {
    "print",      "*.debug",     "*.info", "*.warning",        "*.warn",           "*.error",
    "*.critical", "*.exception", "*.log",  "sys.stdout.write", "sys.stderr.write", "pprint.pprint",
};
constexpr std::string_view kWriting[] = {"*.write",   "*.writelines", "*.write_text", "json.dump",
                                         "yaml.dump", "pickle.dump",  "*.set_cookie"};

// What logs in with a name and a password that it is given by their places, or as auth=(name,
// password).
constexpr std::string_view kLogins[] = {
    "*.login",
    "*.simple_bind_s",
    "pymysql.connect",
    "MySQLdb.connect",
    "pymssql.connect",
    "cx_Oracle.connect",
    "oracledb.connect",
    "pika.PlainCredentials",
    "pika.credentials.PlainCredentials",
    "cassandra.auth.PlainTextAuthProvider",
    "neo4j.GraphDatabase.driver",
    "neo4j.basic_auth",
    "influxdb.InfluxDBClient",
    "azure.identity.ClientSecretCredential",
    "elasticsearch.Elasticsearch",
    "elasticsearch.AsyncElasticsearch",
    "opensearchpy.OpenSearch",
    "ftplib.FTP",
    "ftplib.FTP_TLS",
    "twilio.rest.Client",
    "requests.auth.HTTPBasicAuth",
    "requests.auth.HTTPDigestAuth",
    "requests.auth.HTTPProxyAuth",
    "httpx.BasicAuth",
    "httpx.DigestAuth",
    "aiohttp.BasicAuth",
    "requests.get",
    "requests.post",
    "requests.put",
    "requests.patch",
    "requests.delete",
    "requests.head",
    "requests.options",
    "requests.request",
    "httpx.get",
    "httpx.post",
    "httpx.put",
    "httpx.patch",
    "httpx.delete",
    "httpx.request",
    "httpx.Client",
    "httpx.AsyncClient",
};

constexpr std::string_view kAuthorization[] = {"Authorization", "authorization",
                                               "Proxy-Authorization", "HTTP_AUTHORIZATION"};

// secret = "my super secret password" at the top of a module, read by its functions
Verdict WhenModuleSecret(const Site& site) {
  const Node target = site.target();
  if (target.kind() != Kind::kIdentifier || !IsText(site.value())) return kSilent;
  if (!IsSecretName(target.text()) || !MayBeSecret(target.text(), TextOf(site.value())))
    return kSilent;
  return IsReadInFunctions(target, site.occurrences())
             ? Verdict{.fires = true, .detail = target.text()}
             : kSilent;
}

// logger, self.log, logging.getLogger("web")
bool IsLogger(Node object) {
  if (object.kind() == Kind::kCall) object = object.Child(Field::kFunction);
  return ContainsIgnoringCase(syntax::LastName(object), "log");
}

// print(secret), logger.info("password is %s", password)
Verdict WhenPrinted(const Site& site) {
  const Node function = site.call().Function();
  if (function.kind() == Kind::kAttribute && !IsLogger(function.Child(Field::kObject)) &&
      site.callee() != "sys.stdout.write" && site.callee() != "sys.stderr.write" &&
      site.callee() != "pprint.pprint") {
    return kSilent;
  }
  std::string_view name = ShownSecretIn(site.call().Arguments());
  // values = {"password": password}; print(values)
  for (Node argument : site.call().Arguments().children()) {
    if (!name.empty() || argument.kind() != Kind::kIdentifier) continue;
    const Node value = ValueOf(site, argument);
    if (value.kind() == Kind::kDictionary) name = ShownSecret(value);
  }
  if (name.empty()) return kSilent;
  // A tokenizer prints tokens, too.
  const bool token = EqualsIgnoringCase(name, "token");
  return {.fires = true,
          .confidence = token ? Confidence::kLow : Confidence::kMedium,
          .even_if_known = true,
          .detail = name};
}

// open(path, "w"), as a name or on the spot
bool IsOpened(const Site& site, Node object) {
  if (object.kind() == Kind::kIdentifier) {
    const Node bound = BoundByWith(object);
    object = bound ? bound : ValueOf(site, object);
  }
  if (object.kind() != Kind::kCall) return false;
  return LastComponent(site.QualifiedName(syntax::Call(object).Function())) == "open";
}

// pathlib.Path(path), folder / "name", config_path, self.file
bool IsPath(const Site& site, Node node, int depth = 0) {
  constexpr int kMaxDepth = 4;
  static constexpr std::string_view kWords[] = {"path",   "paths",  "file",   "filename", "dir",
                                                "folder", "target", "output", "out",      "dest"};
  if (depth == kMaxDepth) return false;
  switch (node.kind()) {
    case Kind::kBinaryOperator: return node.op() == syntax::Operator::kDivide;
    case Kind::kIdentifier:
      return NameParts(node.text()).HasOneOf(kWords) ||
             (depth == 0 && IsPath(site, ValueOf(site, node), depth + 1));
    case Kind::kAttribute: return NameParts(syntax::LastName(node)).HasOneOf(kWords);
    case Kind::kCall: {
      const Node function = syntax::Call(node).Function();
      if (LastComponent(site.QualifiedName(function)).ends_with("Path")) return true;
      const std::string_view method = syntax::LastName(function);
      return method == "joinpath" || method.starts_with("with_") ||
             (function.kind() == Kind::kAttribute &&
              IsPath(site, function.Child(Field::kObject), depth + 1));
    }
    default: return false;
  }
}

// sys.stdout, io.StringIO(), a name of one: what is written there is not kept.
bool IsPassing(const Site& site, Node stream) {
  Node made = ValueOf(site, stream);
  if (!made) made = BoundByWith(stream);
  if (made.kind() == Kind::kCall) made = syntax::Call(made).Function();
  if (!made) return false;
  const std::string_view known = LastComponent(site.QualifiedName(made));
  const std::string_view written = known.empty() ? syntax::LastName(made) : known;
  return written == "stdout" || written == "stderr" || written == "StringIO" ||
         written == "BytesIO";
}

// file.write(password), json.dump({"password": password}, file), response.set_cookie("password",
// password)
Verdict WhenStored(const Site& site) {
  const std::string_view function = LastComponent(site.callee());
  const syntax::Call call = site.call();
  if (function.starts_with("write")) {
    const Node receiver = call.Function().Child(Field::kObject);
    const bool keeps = function == "write_text" ? IsPath(site, receiver) : IsOpened(site, receiver);
    if (!keeps) return kSilent;
  }
  if (function == "dump") {
    const bool is_yaml = FirstComponent(site.callee()) == "yaml";
    const Node stream = call.Argument(1, is_yaml                        ? "stream"
                                         : site.callee() == "json.dump" ? "fp"
                                                                        : "file");
    // Without a stream yaml.dump gives text.
    const bool is_text = is_yaml && (!stream || stream.kind() == Kind::kNone);
    if (is_text || (stream && IsPassing(site, stream))) return kSilent;
  }
  std::string_view name;
  if (function == "set_cookie") {
    name = ShownSecret(site, call.Argument(1, "value"));
  } else {
    name = ShownSecret(site, call.Positional(0));
  }
  // Tokens are what cookies and tokenizers are for, and keys have files of their own.
  for (std::string_view word : {"password", "passwd", "passphrase", "pwd", "secret", "api_key",
                                "ssn", "security", "card", "account", "passport"}) {
    if (!ContainsIgnoringCase(name, word)) continue;
    if (function == "set_cookie" && word == "secret") return kSilent;
    return {.fires = true, .detail = name};
  }
  return kSilent;
}

constexpr std::string_view kAddressWords[] = {"://"};

// "postgres://ada:correct-horse@db/main"; not "https://db/a:b@c" nor "postgres://ada:{password}@db"
Verdict WhenPasswordInAddress(const Site& site) {
  const std::string_view text = site.text();
  const size_t scheme = text.find("://");
  if (scheme == 0 || scheme > 32) return kSilent;
  for (char c : text.substr(0, scheme)) {
    const bool allowed =
        std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '.';
    if (!allowed) return kSilent;
  }
  std::string_view authority = text.substr(scheme + 3);
  authority = authority.substr(0, authority.find_first_of("/?# \t\n"));
  const size_t at = authority.rfind('@');
  const size_t colon = authority.find(':');
  if (at == std::string_view::npos || colon > at || at + 1 == authority.size()) return kSilent;
  const std::string_view password = authority.substr(colon + 1, at - colon - 1);
  // What is filled in later.
  if (password.find_first_of("{}<>$%*[]") != std::string_view::npos) return kSilent;
  const bool secret = password != authority.substr(0, colon) && MayBeSecret("password", password);
  return secret ? kFires : kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "hard-coded-password",
        .bandit_id = "B105",
        .cwe = 259,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Secrets_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the secret \"{}\" stands in the source",
        .why = "Whoever reads the source, a package of it or its history has the secret, and it "
               "cannot be changed without a release.",
        .fix = "password = os.environ[\"DATABASE_PASSWORD\"]",
        .match = OnString{.words = kSecretWords, .when = WhenPassword},
        .quiet = IsInTests,
        .told_by = core::Bit(SinkKind::kCryptoKey),
    },
    {
        .name = "hard-coded-password-argument",
        .bandit_id = "B106",
        .cwe = 259,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Secrets_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the secret \"{}\" is given as a literal",
        .why = "Whoever reads the source, a package of it or its history has the secret, and it "
               "cannot be changed without a release.",
        .fix = "connect(password=os.environ[\"DATABASE_PASSWORD\"])",
        .match = OnCall{.near = kSecretWords, .when = WhenArgument},
        .quiet = IsInTests,
        .told_by = core::Bit(SinkKind::kCryptoKey),
    },
    {
        .name = "hard-coded-credential",
        .cwe = 798,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Secrets_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the password of this login stands in the source: {}",
        .why = "Whoever reads the source, a package of it or its history can log in, and the "
               "password cannot be changed without a release.",
        .fix = "server.login(os.environ[\"MAIL_USER\"], os.environ[\"MAIL_PASSWORD\"])",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kLogins, .when = WhenCredential},
        .quiet = IsInTests,
    },
    {
        .name = "hard-coded-authorization",
        .cwe = 798,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Secrets_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the token of this request stands in the source",
        .why = "Whoever reads the source, a package of it or its history asks in your name, and "
               "the token cannot be changed without a release.",
        .fix = "headers = {\"Authorization\": f\"Bearer {os.environ['API_TOKEN']}\"}",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = core::OnSetting{.names = kAuthorization, .when = WhenAuthorization},
        .quiet = IsInTests,
    },
    {
        .name = "hard-coded-password-default",
        .bandit_id = "B107",
        .cwe = 259,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Secrets_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the parameter \"{}\" has a secret for its default",
        .why = "Whoever reads the source has the secret, and where nobody gives another it is the "
               "one in use.",
        .fix = "def connect(user, password): ...",
        .match = OnStatement{.statement = core::Statement::kFunction,
                             .words = kSecretWords,
                             .when = WhenDefault},
        .quiet = IsInTests,
    },
    {
        .name = "secret-at-module-scope",
        .cwe = 522,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "Secrets_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the secret \"{}\" is within reach of all code that can import this module",
        .why =
            "Any function, plug-in or template with access to the module reads, prints or changes "
            "the secret.",
        .fix = "def connect(): password = os.environ[\"DATABASE_PASSWORD\"]",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnAssignment{.words = kSecretWords, .when = WhenModuleSecret},
        .quiet = IsInTests,
    },
    {
        .name = "password-in-address",
        .cwe = 259,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Secrets_Management",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the address has a password in it",
        .why = "Whoever reads the source, a package of it, its history or a log of the address has "
               "the password, and it cannot be changed without a release.",
        .fix = "engine = create_engine(os.environ[\"DATABASE_URL\"])",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnString{.words = kAddressWords, .when = WhenPasswordInAddress},
        .quiet = IsInTests,
    },
    {
        .name = "secret-printed",
        .cwe = 532,
        .owasp_2021 = "A09:2021",
        .owasp_2025 = "A09:2025",
        .cheat_sheet = "Logging",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the secret \"{}\" is written out",
        .why = "Whoever reads the log or the terminal, and what collects them, has the secret.",
        .fix = "logger.info(\"logged in as %s\", user.name)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kPrinting, .near = kShownWords, .when = WhenPrinted},
        .quiet = IsInTests,
        .decided_by = core::Bit(SinkKind::kSecretLog),
    },
    {
        .name = "secret-stored",
        .cwe = 312,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the secret \"{}\" is kept as plain text",
        .why = "Whoever reads the file, a backup of it or the cookie has the secret.",
        .fix = "file.write(Fernet(key).encrypt(password.encode()))  # or a keyring",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kWriting, .near = kShownWords, .when = WhenStored},
        .quiet = IsInTests,
    },
    {
        .name = "secret-logged",
        .cwe = 532,
        .owasp_2021 = "A09:2021",
        .owasp_2025 = "A09:2025",
        .cheat_sheet = "Logging",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "a secret is written where many can read it: {}",
        .why = "Logs and consoles are read by more people and kept for longer than the "
               "secret was meant for.",
        .fix = "logger.info(\"login of %s\", user)  # who, and not with what",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kSecretSource, .to = SinkKind::kSecretLog},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::secrets
