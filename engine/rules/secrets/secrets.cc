// Secrets in the source: passwords, tokens, keys, and who can get at them.

#include <algorithm>
#include <string>
#include <vector>

#include "engine/core/rule.h"
#include "engine/rules/secret_names.h"
#include "engine/rules/secrets/module_secret.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::secrets {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnAssignment;
using core::OnCall;
using core::OnStatement;
using core::OnString;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

// A part of every name that IsPasswordName and IsSecretName accept. `PASS` is a name, `pass` is none.
constexpr std::string_view kSecretWords[] = {
    "ssw",         "pasw",        "pass_",      "_pass",       "passphrase",     "\"pass\"",
    "'pass'",      "PASS",        "Pass",       "pwd",         "token",          "secret",
    "credential",  "apikey",      "api_key",    "api-key",     "access_key",     "accesskey",
    "access-key",  "private_key", "privatekey", "private-key", "encryption_key", "encryptionkey",
    "signing_key", "signingkey",  "auth_key",   "authkey",     "account_key",    "accountkey",
};
constexpr std::string_view kPrinting[] = {
    "print",   "*.debug",    "*.info",      "*.warning", "*.warn",
    "*.error", "*.critical", "*.exception", "*.log",
};

// Deeper expressions, and longer chains of assignments, are not looked into.
constexpr int kMaxDepth = 64;

bool IsInTests(const Site& site) { return IsTestPath(site.file().path()); }

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

// password = other.password = "x": any target of the chain around the string; never an annotated one.
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
Verdict Compared(Node comparison, bool (*is_secret)(std::string_view)) {
  const Node left = comparison.first_child();
  if (!is_secret(syntax::LastName(left)) || !IsText(left.next_sibling())) return kSilent;
  return {.fires = true, .detail = syntax::LastName(left)};
}

bool IsEquality(Node comparison) {
  return comparison.op() == syntax::Operator::kEqual ||
         comparison.op() == syntax::Operator::kNotEqual;
}

Verdict PasswordAsBandit(const Site& site) {
  const Node string = site.node();
  if (syntax::IsFormatString(string)) return kSilent;
  const Node parent = string.parent();
  switch (parent.kind()) {
    case Kind::kAssignment: return AssignedAsBandit(parent);
    case Kind::kPair:
    case Kind::kSubscript: return KeyAsBandit(string, site.text());
    case Kind::kComparison: return Compared(parent, IsPasswordName);
    default: return kSilent;
  }
}

// password = "x", user.password: str = "x", d["password"] = "x", {"password": "x"},
// password == "x", (password := "x")
Verdict WhenPassword(const Site& site) {
  if (site.as_bandit()) return PasswordAsBandit(site);
  const Node string = site.node();
  if (syntax::IsFormatString(string)) return kSilent;
  const Node parent = string.parent();
  Node named;
  switch (parent.kind()) {
    case Kind::kAssignment: named = parent.Child(Field::kLeft); break;
    case Kind::kNamedExpression: named = parent.Child(Field::kName); break;
    case Kind::kPair:
      if (string.field() == Field::kValue) named = parent.Child(Field::kKey);
      break;
    case Kind::kComparison:
      if (!MayBeSecret(syntax::LastName(parent.first_child()), site.text())) return kSilent;
      return IsEquality(parent) ? Compared(parent, IsSecretName) : kSilent;
    default: break;
  }
  const std::string name = IsText(named) ? TextOf(named) : TargetName(named);
  if (!IsSecretName(name) || !MayBeSecret(name, site.text())) return kSilent;
  return {.fires = true, .detail = Stripped(named)};
}

// connect(password="x")
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

std::string_view ShownSecretIn(Node parent, int depth);

// The secret among what is shown: secret, user.password, f"{secret}", "%s" % secret, "{}".format(secret)
std::string_view ShownSecret(Node node, int depth) {
  switch (node.kind()) {
    case Kind::kIdentifier:
    case Kind::kAttribute: {
      const std::string_view name = syntax::LastName(node);
      return IsSecretName(name) ? name : std::string_view();
    }
    case Kind::kCall:
      // "…".format(secret), str(secret); what other calls make of it is unknown.
      if (syntax::LastName(node.Child(Field::kFunction)) != "format" &&
          node.Child(Field::kFunction).text() != "str") {
        return {};
      }
      return ShownSecretIn(node.Child(Field::kArguments), depth);
    case Kind::kString:
    case Kind::kConcatenatedString:
    case Kind::kInterpolation:
    case Kind::kTuple:
    case Kind::kBinaryOperator: return ShownSecretIn(node, depth);
    default: return {};
  }
}

std::string_view ShownSecretIn(Node parent, int depth) {
  if (depth == kMaxDepth) return {};
  for (Node child : parent.children()) {
    const Node value = child.kind() == Kind::kKeywordArgument ? child.Child(Field::kValue) : child;
    if (const std::string_view name = ShownSecret(value, depth + 1); !name.empty()) return name;
  }
  return {};
}

// print(secret), logger.info("password is %s", password)
Verdict WhenPrinted(const Site& site) {
  const Node function = site.call().Function();
  if (function.kind() == Kind::kAttribute) {
    const Node object = function.Child(Field::kObject);
    if (!ContainsIgnoringCase(syntax::LastName(object), "log")) return kSilent;
  }
  const std::string_view name = ShownSecretIn(site.call().Arguments(), 0);
  if (name.empty()) return kSilent;
  // A tokenizer prints tokens, too.
  const bool token = EqualsIgnoringCase(name, "token");
  return {
      .fires = true, .confidence = token ? Confidence::kLow : Confidence::kMedium, .detail = name};
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
        .match = OnCall{.words = kSecretWords, .when = WhenArgument},
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
        .match = OnCall{.callees = kPrinting, .words = kSecretWords, .when = WhenPrinted},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::secrets
