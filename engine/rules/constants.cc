#include "engine/rules/constants.h"

#include <algorithm>
#include <string_view>

#include "engine/rules/mentions.h"
#include "engine/rules/values.h"
#include "engine/syntax/views.h"

namespace meerkat::rules {
namespace {

using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

// MAX_SIZE: wherever it is bound, it is so for good.
bool IsInCapitals(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Whether every run of the function passes the statement: it stands in no branch and no loop.
bool IsPassedAlways(Node statement, Node function) {
  return statement.parent().parent() == function;
}

}  // namespace

Node ValueOf(const Site& site, Node node) {
  if (!node || node.kind() != Kind::kIdentifier) return node;
  const Node own = syntax::EnclosingScope(site.node());
  const names::Binding of_module = site.occurrences().BindingIn(node.text(), {});
  const names::Binding of_own =
      own ? site.occurrences().BindingIn(node.text(), own) : names::Binding();
  // What a function binds hides what the module calls so.
  if (of_own.is_other || (!of_own.assignment && of_module.is_other)) return {};
  const Node only = of_own.assignment ? of_own.assignment : of_module.assignment;
  if (!only) return {};
  const Node value = only.Child(Field::kRight);
  const Node scope = syntax::EnclosingScope(only);
  if (!scope) {
    const bool is_always_bound = !syntax::StatementOf(only).parent().parent();
    return is_always_bound || IsInCapitals(node.text()) ? value : Node();
  }
  return IsPassedAlways(syntax::StatementOf(only), scope) ? value : Node();
}

namespace {

// options["verify"] = False, options.setdefault("verify", False): what it gives, where every run
// that comes to the call has passed it.
Node GivenToKey(Node written, std::string_view key, Node call) {
  Node value;
  if (written.kind() == Kind::kSubscript && written.parent().kind() == Kind::kAssignment &&
      written.field() == Field::kLeft) {
    const Node subscript = written.Child(Field::kSubscript);
    if (IsText(subscript) && TextOf(subscript) == key) {
      value = written.parent().Child(Field::kRight);
    }
  } else if (written.kind() == Kind::kAttribute && written.parent().kind() == Kind::kCall) {
    const Call changes(written.parent());
    const std::string_view method = syntax::LastName(written);
    if (method == "update") value = changes.Keyword(key);
    if (method == "setdefault" && IsText(changes.Positional(0)) &&
        TextOf(changes.Positional(0)) == key) {
      value = changes.Positional(1);
    }
  }
  if (!value || value.end() > call.begin()) return {};
  const Node block = syntax::StatementOf(value).parent();
  constexpr int kMaxClimb = 200;
  Node around = call;
  for (int climbed = 0; around && around != block && climbed < kMaxClimb; ++climbed) {
    around = around.parent();
  }
  return around == block ? value : Node();
}

// What a key of the dictionary `options`, a name, was set to last before the call.
Node SetBefore(const Site& site, Node options, std::string_view key) {
  if (options.kind() != Kind::kIdentifier) return {};
  const Node function = syntax::EnclosingFunction(site.node());
  names::Occurrences& occurrences = site.occurrences();
  Node last;
  int seen = 0;
  for (Node name = occurrences.First(options.text()); name && name.begin() < options.begin();
       name = occurrences.Next(name)) {
    if (++seen > kMaxMentions) return {};
    if (syntax::EnclosingFunction(name) != function) continue;
    if (const Node given = GivenToKey(name.parent(), key, site.node())) last = given;
  }
  return last;
}

}  // namespace

Node KeywordOf(const Site& site, std::string_view name) {
  if (const Node given = site.call().Keyword(name)) return given;
  const Node arguments = site.call().Arguments();
  if (site.as_bandit() || arguments.kind() != Kind::kArgumentList) return {};
  for (Node argument : arguments.children()) {
    if (argument.kind() != Kind::kDictionarySplat) continue;
    if (const Node given = SetBefore(site, argument.first_child(), name)) return given;
    const Node options = ValueOf(site, argument.first_child());
    if (!options) continue;
    if (options.kind() == Kind::kCall && Call(options).Function().text() == "dict") {
      if (const Node given = Call(options).Keyword(name)) return given;
    }
    if (options.kind() != Kind::kDictionary) continue;
    for (Node pair : options.children()) {
      if (pair.kind() != Kind::kPair) continue;
      const Node key = pair.Child(Field::kKey);
      if (IsText(key) && TextOf(key) == name) return pair.Child(Field::kValue);
    }
  }
  return {};
}

std::string_view MakerOf(const Site& site, Node object) {
  Node made = object;
  if (object.kind() == Kind::kIdentifier) {
    made = ValueOf(site, object);
    if (!made) made = BoundByWith(object);
  }
  if (made.kind() == Kind::kAwait) made = made.first_child();
  return made.kind() == Kind::kCall ? site.QualifiedName(Call(made).Function())
                                    : std::string_view();
}

Node BoundByWith(Node name) {
  constexpr int kMaxClimb = 200;
  if (name.kind() != Kind::kIdentifier) return {};
  Node node = name.parent();
  for (int climbed = 0; node && climbed < kMaxClimb; ++climbed, node = node.parent()) {
    if (node.kind() != Kind::kWith) continue;
    for (Node part : node.tree().Subtree(node)) {
      if (part.kind() == Kind::kBlock) break;
      if (part.kind() == Kind::kAsPattern && part.Child(Field::kAlias).text() == name.text()) {
        return part.first_child();
      }
    }
  }
  return {};
}

bool IsFixedText(Node node) {
  if (!node) return false;
  if (syntax::IsString(node)) return syntax::IsConstant(node);
  // b"\0" * 16
  if (node.kind() == Kind::kBinaryOperator) {
    const Node left = node.Child(Field::kLeft);
    return syntax::IsString(left) && syntax::IsConstant(left) &&
           IntegerValue(node.Child(Field::kRight)).has_value();
  }
  if (node.kind() != Kind::kCall) return false;
  const Call call(node);
  const Node function = call.Function();
  // "salt".encode()
  if (syntax::LastName(function) == "encode" && function.kind() == Kind::kAttribute) {
    const Node text = function.Child(Field::kObject);
    return syntax::IsString(text) && syntax::IsConstant(text);
  }
  const Node argument = call.Positional(0);
  if (function.text() == "bytes.fromhex") return IsText(argument);
  // bytes(16) are zeros.
  if (function.text() == "bytes") return IntegerValue(argument).has_value() || IsText(argument);
  return false;
}

}  // namespace meerkat::rules
