#include "engine/rules/secrets/shown_secret.h"

#include <algorithm>
#include <string>

#include "engine/rules/constants.h"
#include "engine/rules/name_parts.h"
#include "engine/rules/secret_names.h"
#include "engine/rules/values.h"
#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::rules::secrets {
namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

// Deeper expressions are not looked into.
constexpr int kMaxDepth = 16;

std::string_view SecretIn(Node parent, int depth);

// What is nobody's business but a person's: "social_security_number", "ssn", "credit_card"; not
// "card_type".
bool IsPrivateName(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
  for (const std::string_view end :
       {"_type", "_url", "_field", "_label", "_form", "_masked", "_id"}) {
    if (lower.ends_with(end)) return false;
  }
  if (lower == "ssn" || lower.ends_with("_ssn") || lower.starts_with("ssn_")) return true;
  static constexpr std::string_view kWords[] = {
      "social_security", "socialsecurity", "credit_card", "creditcard",     "card_number",
      "cardnumber",      "bank_account",   "bankaccount", "passport_number"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool IsShown(std::string_view name) { return IsSecretName(name) || IsPrivateName(name); }

// "password", without its quotes
std::string_view KeyOf(Node key) {
  if (!IsText(key) || key.kind() != Kind::kString) return {};
  std::string_view text = key.text();
  const syntax::LiteralPrefix prefix = syntax::PrefixOf(text);
  if (text.size() < 2u * prefix.quote_length + prefix.prefix_length) return {};
  text.remove_prefix(prefix.prefix_length + prefix.quote_length);
  text.remove_suffix(prefix.quote_length);
  return IsShown(text) ? text : std::string_view();
}

// Whether what lies under the names of secrets there is said about them: form.errors, labels,
// schema["properties"].
bool IsAboutFields(Node container) {
  static constexpr std::string_view kAbout[] = {
      "errors",   "error",        "messages",   "message",  "labels",       "label",   "schema",
      "schemas",  "properties",   "fields",     "field",    "help",         "helps",   "texts",
      "hints",    "placeholders", "validators", "widgets",  "descriptions", "columns", "types",
      "warnings", "annotations",  "prompts",    "required", "definitions",  "titles",  "choices"};
  switch (container.kind()) {
    case Kind::kIdentifier:
    case Kind::kAttribute: {
      const NameParts parts(syntax::LastName(container));
      return std::any_of(std::begin(kAbout), std::end(kAbout), [&parts](std::string_view word) {
        return EqualsIgnoringCase(parts.last, word);
      });
    }
    case Kind::kSubscript: {
      const Node key = container.Child(Field::kSubscript);
      if (!IsText(key)) return IsAboutFields(container.Child(Field::kValue));
      const std::string text = TextOf(key);
      return std::find(std::begin(kAbout), std::end(kAbout), text) != std::end(kAbout);
    }
    case Kind::kCall: {
      // schema.get("properties", {}).get("password")
      const syntax::Call call(container);
      if (syntax::LastName(call.Function()) != "get") return IsAboutFields(call.Function());
      const std::string text = TextOf(call.Positional(0));
      return std::find(std::begin(kAbout), std::end(kAbout), text) != std::end(kAbout);
    }
    default: return false;
  }
}

// Methods that give what they are called on in another form.
bool KeepsText(std::string_view method) {
  static constexpr std::string_view kMethods[] = {"encode", "decode", "strip",
                                                  "rstrip", "lstrip", "hex"};
  return std::find(std::begin(kMethods), std::end(kMethods), method) != std::end(kMethods);
}

std::string_view Secret(Node node, int depth) {
  if (depth == kMaxDepth) return {};
  switch (node.kind()) {
    case Kind::kIdentifier:
    case Kind::kAttribute: {
      const std::string_view name = syntax::LastName(node);
      return IsShown(name) ? name : std::string_view();
    }
    case Kind::kSubscript:
      if (IsAboutFields(node.Child(Field::kValue))) return {};
      return KeyOf(node.Child(Field::kSubscript));
    case Kind::kPair: {
      const std::string_view name = Secret(node.Child(Field::kValue), depth + 1);
      // {"limit": self.token_limit}: how many, and not which
      const bool counts = ContainsIgnoringCase(name, "token") && !name.ends_with("token") &&
                          !name.ends_with("Token") && !name.ends_with("TOKEN");
      return counts ? std::string_view() : name;
    }
    case Kind::kCall: {
      const Node function = node.Child(Field::kFunction);
      const std::string_view name = syntax::LastName(function);
      // config.get("password")
      if (name == "get" && function.kind() == Kind::kAttribute) {
        if (IsAboutFields(function.Child(Field::kObject))) return {};
        return KeyOf(syntax::Call(node).Positional(0));
      }
      // get_password(), of which nothing is asked
      for (const std::string_view begin : {"get_", "read_", "load_", "fetch_"}) {
        if (name.starts_with(begin) && syntax::Call(node).PositionalCount() == 0 &&
            ContainsIgnoringCase(name, "passw") && IsShown(name.substr(begin.size()))) {
          return name;
        }
      }
      if (KeepsText(name) && function.kind() == Kind::kAttribute) {
        return Secret(function.Child(Field::kObject), depth + 1);
      }
      // "…".format(secret), str(secret); what other calls make of it is unknown.
      if (name != "format" && function.text() != "str" && function.text() != "repr") return {};
      return SecretIn(node.Child(Field::kArguments), depth);
    }
    case Kind::kString:
    case Kind::kConcatenatedString:
    case Kind::kInterpolation:
    case Kind::kTuple:
    case Kind::kList:
    case Kind::kListSplat:
    case Kind::kDictionary:
    case Kind::kConditional:
    case Kind::kBooleanOperator:
    case Kind::kBinaryOperator: return SecretIn(node, depth);
    default: return {};
  }
}

std::string_view SecretIn(Node parent, int depth) {
  for (Node child : parent.children()) {
    const Node value = child.kind() == Kind::kKeywordArgument ? child.Child(Field::kValue) : child;
    if (const std::string_view name = Secret(value, depth + 1); !name.empty()) return name;
  }
  return {};
}

}  // namespace

std::string_view ShownSecret(Node node) { return Secret(node, 0); }

std::string_view ShownSecret(const Site& site, Node node) {
  if (const std::string_view name = Secret(node, 0); !name.empty()) return name;
  return node.kind() == Kind::kIdentifier ? Secret(ValueOf(site, node), 0) : std::string_view();
}

std::string_view ShownSecretIn(Node parent) { return SecretIn(parent, 0); }

}  // namespace meerkat::rules::secrets
