#include "engine/rules/secrets/hard_coded.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "engine/rules/secret_names.h"
#include "engine/rules/values.h"

namespace meerkat::rules::secrets {

using core::kFires;
using core::kSilent;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// Longer chains of assignments are not looked into.
constexpr int kMaxDepth = 64;

// The name by which a target is known: x, a.x, d["x"].
std::string TargetName(Node target) {
  if (target.kind() == Kind::kSubscript) return TextOf(target.Child(Field::kSubscript));
  return std::string(syntax::LastName(target));
}

// d["password",]: the key is a tuple.
bool IsFollowedByComma(Node key) {
  const std::string_view rest = key.tree().source().substr(key.end());
  const size_t at = rest.find_first_not_of(" \t\r\n\\)");
  return at != std::string_view::npos && rest[at] == ',';
}

// password = other.password = "x": any target of the chain around the string; never an annotated
// one.
Verdict AssignedAsBandit(Node assignment) {
  if (assignment.Child(Field::kType)) return kSilent;
  for (; assignment.kind() == Kind::kAssignment; assignment = assignment.parent()) {
    Node target = assignment.Child(Field::kLeft);
    // (password) = "x": the grammar makes a pattern of it.
    if (target.kind() == Kind::kTuplePattern && target.child_count() == 1 &&
        !IsFollowedByComma(target.first_child())) {
      target = target.first_child();
    }
    const std::string_view name = syntax::LastName(target);
    if (IsPasswordName(name)) return {.fires = true, .detail = name};
  }
  return kSilent;
}

// The inside of a key's quotes, for the message.
std::string_view Stripped(Node node) {
  std::string_view text =
      node.kind() == Kind::kSubscript ? node.Child(Field::kSubscript).text() : node.text();
  if (node.kind() == Kind::kAttribute) return syntax::LastName(node);
  while (!text.empty() && (text.front() == '"' || text.front() == '\'')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.remove_suffix(1);
  return text;
}

Verdict KeyAsBandit(Node key, std::string_view name) {
  if (!IsPasswordName(name)) return kSilent;
  const Node parent = key.parent();
  if (parent.kind() == Kind::kPair) {
    // {"password": "x"}: any constant, also None.
    const bool constant =
        key.field() == Field::kKey && syntax::IsConstant(parent.Child(Field::kValue));
    return constant ? Verdict{.fires = true, .detail = Stripped(key)} : kSilent;
  }
  // d["password"] = "x", not d["a", "password"]
  if (parent.child_count() != 2 || IsFollowedByComma(key)) return kSilent;
  const Node assignment = parent.parent();
  if (assignment.kind() != Kind::kAssignment || assignment.Child(Field::kType)) return kSilent;
  Node value = assignment;
  for (int links = 0; value.kind() == Kind::kAssignment && links < kMaxDepth; ++links) {
    value = value.Child(Field::kRight);
  }
  return IsText(value) ? Verdict{.fires = true, .detail = Stripped(key)} : kSilent;
}

// password == "x"; user.password != "x"
Verdict ComparedAsBandit(Node comparison) {
  const Node left = comparison.first_child();
  if (!IsPasswordName(syntax::LastName(left)) || !IsText(left.next_sibling())) return kSilent;
  return {.fires = true, .detail = syntax::LastName(left)};
}

Verdict PasswordAsBandit(const Site& site) {
  const Node string = site.node();
  if (syntax::IsFormatString(string)) return kSilent;
  const Node parent = string.parent();
  switch (parent.kind()) {
    case Kind::kAssignment: return AssignedAsBandit(parent);
    case Kind::kPair:
    case Kind::kSubscript: return KeyAsBandit(string, site.text());
    case Kind::kComparison: return ComparedAsBandit(parent);
    default: return kSilent;
  }
}

// The target of a string among others: user, password = "u", "x".
Node TargetInTuple(Node string) {
  const Node values = string.parent();
  const Node assignment = values.parent();
  if (assignment.kind() != Kind::kAssignment || values.field() != Field::kRight) return {};
  const Node targets = assignment.Child(Field::kLeft);
  if (targets.kind() != Kind::kPatternList && targets.kind() != Kind::kTuplePattern) return {};
  Node target = targets.first_child();
  int left = kMaxDepth;
  for (Node value : values.children()) {
    if (value == string || !target || --left == 0) return target;
    target = target.next_sibling();
  }
  return {};
}

// Of a = password = "x" the target that is a secret's; else the last one.
Node SecretTarget(Node assignment) {
  const Node last = assignment.Child(Field::kLeft);
  for (int links = 0; assignment.kind() == Kind::kAssignment && links < kMaxDepth; ++links) {
    const Node target = assignment.Child(Field::kLeft);
    if (IsSecretName(TargetName(target))) return target;
    assignment = assignment.parent();
  }
  return last;
}

// The other side: password == "x", "x" == form["password"].
Node ComparedWith(Node string) {
  const Node comparison = string.parent();
  if (comparison.op() != syntax::Operator::kEqual &&
      comparison.op() != syntax::Operator::kNotEqual) {
    return {};
  }
  const Node left = comparison.first_child();
  return left == string ? left.next_sibling() : left;
}

// os.environ.get("PASSWORD", "x"), os.getenv("PASSWORD", "x"), setattr(user, "password", "x")
Node NamedByArgument(Node string) {
  const Node node = string.parent().parent();
  if (node.kind() != Kind::kCall) return {};
  const syntax::Call call(node);
  const std::string_view function = syntax::LastName(call.Function());
  const uint32_t position = function == "setattr" ? 2 : 1;
  const bool known = function == "get" || function == "getenv" || function == "setattr";
  return known && call.Positional(position) == string ? call.Positional(position - 1) : Node();
}

// What names the value that stands at `string`; null where nothing does.
Node NamedBy(Node string) {
  const Node parent = string.parent();
  switch (parent.kind()) {
    case Kind::kAssignment: return SecretTarget(parent);
    case Kind::kNamedExpression: return parent.Child(Field::kName);
    case Kind::kPair: return string.field() == Field::kValue ? parent.Child(Field::kKey) : Node();
    case Kind::kExpressionList:
    case Kind::kTuple: return TargetInTuple(string);
    case Kind::kComparison: return ComparedWith(string);
    case Kind::kArgumentList: return NamedByArgument(string);
    // given or "x"; "x" if given else None
    case Kind::kBooleanOperator:
    case Kind::kConditional:
      return parent.parent().kind() == Kind::kAssignment ? SecretTarget(parent.parent()) : Node();
    default: return {};
  }
}

// What stands before a token in the header Authorization.
bool IsTokenScheme(std::string_view scheme) {
  constexpr std::string_view kSchemes[] = {"Bearer", "Token", "ApiKey", "Api-Key", "Key",
                                           "JWT",    "OAuth", "Bot",    "SSWS",    "GenieKey"};
  return std::any_of(std::begin(kSchemes), std::end(kSchemes), [scheme](std::string_view known) {
    return EqualsIgnoringCase(scheme, known);
  });
}

bool IsToken(std::string_view text) {
  constexpr size_t kShortest = 16;
  bool has_digit = false;
  bool has_letter = false;
  for (const char letter : text) {
    const bool is_digit = letter >= '0' && letter <= '9';
    const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    if (!is_digit && !is_letter && std::string_view("._~+/=-").find(letter) == std::string::npos) {
      return false;
    }
    has_digit |= is_digit;
    has_letter |= is_letter;
  }
  return text.size() >= kShortest && has_digit && has_letter && MayBeSecret("token", text);
}

// YWRhOmNvcnJlY3QtaG9yc2UtNw== is ada:correct-horse-7.
bool HasPassword(std::string_view base64) {
  std::string text;
  if (!absl::Base64Unescape({base64.data(), base64.size()}, &text)) return false;
  const size_t colon = text.find(':');
  return colon != std::string::npos &&
         MayBeSecret("password", std::string_view(text).substr(colon + 1));
}

bool HasInterpolation(Node string) {
  for (Node node : string.tree().Subtree(string)) {
    if (node.kind() == Kind::kInterpolation) return true;
  }
  return false;
}

std::string_view ParameterName(Node parameter) {
  if (parameter.kind() == Kind::kIdentifier) return parameter.text();
  const Node name = parameter.Child(Field::kName);
  return name ? name.text() : parameter.first_child().text();
}

bool HasDefault(Node parameter) {
  return parameter.kind() == Kind::kDefaultParameter ||
         parameter.kind() == Kind::kTypedDefaultParameter;
}

bool IsPlainParameter(Node parameter) {
  return parameter.kind() == Kind::kIdentifier || HasDefault(parameter) ||
         (parameter.kind() == Kind::kTypedParameter &&
          parameter.first_child().kind() == Kind::kIdentifier);
}

// def connect(user, password="x"): Bandit pairs defaults with the parameters before a `*` from the
// end, but forgets those before a `/` when it counts parameters.
Verdict DefaultAsBandit(Node function) {
  if (function.marked()) return kSilent;
  std::vector<Node> parameters;
  std::vector<Node> defaults;
  for (Node parameter : function.Child(Field::kParameters).children()) {
    if (parameter.kind() == Kind::kPositionalSeparator) {
      parameters.clear();
    } else if (!IsPlainParameter(parameter)) {
      break;
    } else {
      parameters.push_back(parameter);
      if (HasDefault(parameter)) defaults.push_back(parameter.Child(Field::kValue));
    }
  }
  const size_t without = parameters.size() - std::min(parameters.size(), defaults.size());
  for (size_t i = without; i < parameters.size() && i - without < defaults.size(); ++i) {
    const std::string_view name = ParameterName(parameters[i]);
    if (IsText(defaults[i - without]) && IsPasswordName(name))
      return {.fires = true, .detail = name};
  }
  return kSilent;
}

// app.secret_key = "change-me", app.config["SECRET_KEY"] = "secret": what signs sessions is in use
// as it stands, and what stands for a secret elsewhere is then tried first.
bool SignsSessions(const Site& site, Node named, std::string_view name) {
  if (!site.ImportsLike("flask") && !site.ImportsLike("quart")) return false;
  if (named.kind() == Kind::kAttribute) return name == "secret_key";
  return named.kind() == Kind::kSubscript && (name == "SECRET_KEY" || name == "JWT_SECRET_KEY") &&
         syntax::LastName(named.Child(Field::kValue)) == "config";
}

}  // namespace

Verdict WhenPassword(const Site& site) {
  if (site.as_bandit()) return PasswordAsBandit(site);
  const Node string = site.node();
  const Node named = NamedBy(string);
  if (!named) return kSilent;
  const std::string name = IsText(named) ? TextOf(named) : TargetName(named);
  if (!IsSecretName(name)) return kSilent;
  const bool signs = SignsSessions(site, named, name) && !site.text().empty();
  if (!signs && !MayBeSecret(name, site.text())) return kSilent;
  if (syntax::IsFormatString(string) && HasInterpolation(string)) return kSilent;
  return {.fires = true, .detail = Stripped(named)};
}

Verdict WhenArgument(const Site& site) {
  const Node arguments = site.call().Arguments();
  if (arguments.kind() != Kind::kArgumentList) return kSilent;
  for (Node argument : arguments.children()) {
    // f(**"x", password="y"): Bandit fails on it.
    if (site.as_bandit() && argument.kind() == Kind::kDictionarySplat &&
        IsText(argument.first_child())) {
      return kSilent;
    }
    if (argument.kind() != Kind::kKeywordArgument) continue;
    const Node value = argument.Child(Field::kValue);
    const std::string_view name = argument.Child(Field::kName).text();
    if (!IsText(value)) continue;
    const bool secret = site.as_bandit() ? IsPasswordName(name)
                                         : IsSecretName(name) && MayBeSecret(name, TextOf(value));
    if (secret) return {.fires = true, .shown_at = value.index(), .detail = name};
  }
  return kSilent;
}

// What takes a name and a password by their places, the password at this one.
struct Login {
  std::string_view callee;
  uint32_t place;
};
constexpr Login kByPlace[] = {
    {"pymysql.connect", 2},
    {"MySQLdb.connect", 2},
    {"pymssql.connect", 2},
    {"cx_Oracle.connect", 1},
    {"pika.PlainCredentials", 1},
    {"pika.credentials.PlainCredentials", 1},
    {"cassandra.auth.PlainTextAuthProvider", 1},
    {"neo4j.basic_auth", 1},
    {"influxdb.InfluxDBClient", 3},
    {"azure.identity.ClientSecretCredential", 2},
};

// server.login("ada", "correct-horse-7"), requests.get(url, auth=("ada", "correct-horse-7"))
Verdict WhenCredential(const Site& site) {
  const syntax::Call call = site.call();
  const auto is_secret = [](Node value) {
    if (!value || !IsText(value) || !MayBeSecret("password", TextOf(value))) return false;
    // page.login("#name", "#password"), client.login("POST", "/login"), "see the manual"
    const std::string text = TextOf(value);
    if (text == "guest") return false;  // RabbitMQ lets it in from the same machine alone
    return std::string_view("/#.").find(text.front()) == std::string_view::npos &&
           text.find(' ') == std::string_view::npos;
  };
  if (call.Arguments().kind() != Kind::kArgumentList) return kSilent;
  for (Node argument : call.Arguments().children()) {
    if (argument.kind() != Kind::kKeywordArgument) continue;
    const Node value = argument.Child(Field::kValue);
    const std::string_view keyword = argument.Child(Field::kName).text();
    const bool is_login = keyword == "auth" || keyword == "basic_auth" || keyword == "http_auth";
    if (!is_login || value.kind() != Kind::kTuple) continue;
    const Node name = value.first_child();
    const Node password = name ? name.next_sibling() : Node();
    if (IsText(name) && is_secret(password))
      return {.fires = true, .shown_at = password.index(), .detail = "auth"};
  }
  const std::string_view function = syntax::LastName(call.Function());
  const bool is_file_server = function.starts_with("FTP");
  const auto* by_place =
      std::find_if(std::begin(kByPlace), std::end(kByPlace),
                   [&](const Login& login) { return login.callee == site.callee(); });
  const bool is_listed = by_place != std::end(kByPlace);
  // directory.simple_bind_s("cn=ada,dc=example", "correct-horse-7")
  const bool is_bind = function == "simple_bind_s" && site.ImportsLike("ldap");
  const bool is_by_place = is_listed || is_bind || is_file_server || function == "login" ||
                           function == "Client" || function.ends_with("Auth");
  if (!is_by_place) return kSilent;
  const uint32_t place = is_listed ? by_place->place : is_file_server ? 2 : 1;
  const Node name = call.Positional(place - 1);
  const Node password = call.Positional(place);
  if (!name || !IsText(name) || !is_secret(password)) return kSilent;
  return {.fires = true, .shown_at = password.index(), .detail = function};
}

// headers = {"Authorization": "Bearer 9f8a7b6c5d4e3f2a1b0c9d8e"}
Verdict WhenAuthorization(const Site& site) {
  if (!IsText(site.value())) return kSilent;
  const std::string text = TextOf(site.value());
  const size_t blank = std::min(text.find(' '), text.size());
  const std::string_view scheme = std::string_view(text).substr(0, blank);
  const std::string_view token = std::string_view(text).substr(std::min(blank + 1, text.size()));
  const bool is_secret = EqualsIgnoringCase(scheme, "Basic")
                             ? HasPassword(token)
                             : IsTokenScheme(scheme) && IsToken(token);
  return is_secret ? Verdict{.fires = true, .shown_at = site.value().index()} : kSilent;
}

Verdict WhenDefault(const Site& site) {
  if (site.as_bandit()) return DefaultAsBandit(site.node());
  for (Node parameter : site.node().Child(Field::kParameters).children()) {
    if (!HasDefault(parameter) || !IsText(parameter.Child(Field::kValue))) continue;
    const std::string_view name = ParameterName(parameter);
    if (IsSecretName(name) && MayBeSecret(name, TextOf(parameter.Child(Field::kValue)))) {
      return {.fires = true, .shown_at = parameter.index(), .detail = name};
    }
  }
  return kSilent;
}

}  // namespace meerkat::rules::secrets
