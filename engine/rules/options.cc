#include "engine/rules/options.h"

#include <algorithm>
#include <iterator>

#include "engine/names/bound.h"
#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/values.h"
#include "engine/syntax/views.h"

namespace meerkat::rules {
namespace {

using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;
using syntax::Operator;

enum class State : uint8_t {
  kUntouched,  // nothing before has bound the dictionary or set the key
  kAbsent,     // it has no such key
  kGiven,
  kUnknown,
};

// One key of a dictionary, at one place of a function.
struct Entry {
  State state = State::kUntouched;
  Node value = {};  // where it is given
  friend bool operator==(const Entry&, const Entry&) = default;
};

constexpr Entry kAbsent = {State::kAbsent};
constexpr Entry kUnknown = {State::kUnknown};

// {"verify": False}, dict(verify=False)
Entry InDictionary(Node dictionary, std::string_view key) {
  if (dictionary.kind() == Kind::kCall && Call(dictionary).Function().text() == "dict") {
    const Call made(dictionary);
    if (const Node given = made.Keyword(key)) return {State::kGiven, given};
    return made.Positional(0) || made.HasDictionarySplat() ? kUnknown : kAbsent;
  }
  if (dictionary.kind() != Kind::kDictionary) return kUnknown;
  Entry entry = kAbsent;
  for (Node pair : dictionary.children()) {
    const Node named = pair.Child(Field::kKey);
    if (pair.kind() == Kind::kPair && IsText(named) && TextOf(named) == key) {
      entry = {State::kGiven, pair.Child(Field::kValue)};
    } else if (entry == kAbsent && (pair.kind() != Kind::kPair || !syntax::IsConstant(named))) {
      // {**others}, {name: value}
      entry = kUnknown;
    }
  }
  return entry;
}

// options.update(others), options |= others
Entry AfterUpdate(Entry before, Node others, std::string_view key) {
  const Entry given = InDictionary(others, key);
  return given == kAbsent ? before : given;
}

Entry AfterMethod(Entry before, std::string_view method, Call call, std::string_view key) {
  if (method == "clear") return kAbsent;
  if (method == "popitem") return kUnknown;
  const Node argument = call.Positional(0);
  if (method == "update") {
    if (const Node given = call.Keyword(key)) return {State::kGiven, given};
    if (call.HasDictionarySplat()) return kUnknown;
    return argument ? AfterUpdate(before, argument, key) : before;
  }
  if (method != "setdefault" && method != "pop") return before;
  if (!syntax::IsConstant(argument)) return kUnknown;
  if (!IsText(argument) || TextOf(argument) != key) return before;
  if (method == "pop") return kAbsent;
  if (before.state == State::kGiven) return before;
  return before == kAbsent ? Entry{State::kGiven, call.Positional(1)} : kUnknown;
}

// options["verify"] = False, del options["verify"]
Entry AfterSubscript(Entry before, Node subscript, std::string_view key) {
  Node target = subscript;
  const bool is_one_of_several = target.parent().kind() == Kind::kExpressionList;
  if (is_one_of_several) target = target.parent();
  const Node statement = target.parent();
  const bool is_assigned =
      statement.kind() == Kind::kAssignment && statement.Child(Field::kLeft) == target;
  if (!is_assigned && !names::IsBoundOtherwise(target)) return before;
  const Node named = subscript.Child(Field::kSubscript);
  if (!syntax::IsConstant(named)) return kUnknown;
  if (!IsText(named) || TextOf(named) != key) return before;
  if (statement.kind() == Kind::kDelete) return kAbsent;
  if (!is_assigned || is_one_of_several) return kUnknown;
  const Node value = statement.Child(Field::kRight);
  return value ? Entry{State::kGiven, value} : before;
}

// configure(options): what a call is for whose result nobody takes, unless it only writes.
bool MayBeChangedBy(Node call) {
  static constexpr std::string_view kWriters[] = {"print", "pprint",  "debug", "info",     "log",
                                                  "warn",  "warning", "error", "exception"};
  const std::string_view name = syntax::LastName(Call(call).Function());
  if (std::find(std::begin(kWriters), std::end(kWriters), name) != std::end(kWriters)) return false;
  const Kind around = call.parent().kind();
  return around == Kind::kExpressionStatement || around == Kind::kAwait || around == Kind::kBlock ||
         around == Kind::kModule;
}

// What is known of the key behind a mention of the dictionary's name.
Entry After(Entry before, Node name, std::string_view key) {
  const Node parent = name.parent();
  switch (parent.kind()) {
    case Kind::kSubscript:
      return name.field() == Field::kSubscript ? before : AfterSubscript(before, parent, key);
    case Kind::kAttribute: {
      const Node call = parent.parent();
      if (name.field() == Field::kAttribute || call.kind() != Kind::kCall) return before;
      if (!(Call(call).Function() == parent)) return before;
      return AfterMethod(before, syntax::LastName(parent), Call(call), key);
    }
    case Kind::kArgumentList: return MayBeChangedBy(parent.parent()) ? kUnknown : before;
    case Kind::kKeywordArgument:
      if (name.field() == Field::kName) return before;
      return MayBeChangedBy(parent.parent().parent()) ? kUnknown : before;
    case Kind::kAssignment: {
      const Node value = parent.Child(Field::kRight);
      return name.field() == Field::kLeft && value ? InDictionary(value, key) : before;
    }
    case Kind::kAugmentedAssignment:
      if (name.field() != Field::kLeft) return before;
      return parent.op() == Operator::kBitOr ? AfterUpdate(before, parent.Child(Field::kRight), key)
                                             : kUnknown;
    case Kind::kDictionarySplatPattern: {
      const Kind around = parent.parent().kind();
      const bool is_parameter = around == Kind::kParameters || around == Kind::kTypedParameter;
      return is_parameter ? kAbsent : kUnknown;
    }
    default: return names::IsBoundOtherwise(name) ? kUnknown : before;
  }
}

// Whether the mention is all that its statement does, or a parameter, and every run that comes to
// the call has passed it.
bool IsPassedBefore(Node name, Node call) {
  if (name.parent().kind() == Kind::kDictionarySplatPattern) return true;
  const Node statement = syntax::StatementOf(name);
  Node changed = name.parent();
  if (changed.kind() == Kind::kSubscript || changed.kind() == Kind::kAttribute) {
    changed = changed.parent();
  }
  if (!(changed == statement) && !(changed.parent() == statement)) return false;
  if (!(changed == statement) && statement.kind() != Kind::kExpressionStatement) return false;
  const Node block = statement.parent();
  constexpr int kMaxClimb = 200;
  Node around = call;
  for (int climbed = 0; around && !(around == block) && climbed < kMaxClimb; ++climbed) {
    around = around.parent();
  }
  return around == block;
}

// [get(url, **options) for options in ways]
bool IsOfComprehension(Node name, Node scope) {
  constexpr int kMaxClimb = 200;
  Node node = name.parent();
  for (int climbed = 0; node && !(node == scope) && climbed < kMaxClimb; ++climbed) {
    for (Node clause : node.children()) {
      if (clause.kind() != Kind::kForInClause) continue;
      for (Node bound : node.tree().Subtree(clause.Child(Field::kLeft))) {
        if (bound.kind() == Kind::kIdentifier && bound.text() == name.text()) return true;
      }
    }
    const Kind kind = node.kind();
    if (kind == Kind::kBlock) return false;
    node = node.parent();
  }
  return false;
}

// What a key of the dictionary `options` is where a call unpacks it.
Entry AtCall(const Site& site, Node options, std::string_view key) {
  if (options.kind() != Kind::kIdentifier) return {};
  const Node scope = syntax::EnclosingScope(site.node());
  if (IsOfComprehension(options, scope)) return kUnknown;
  names::Occurrences& occurrences = site.occurrences();
  Entry entry;
  int seen = 0;
  for (Node name = occurrences.First(options.text()); name && name.begin() < options.begin();
       name = occurrences.Next(name)) {
    if (++seen > kMaxMentions) return kUnknown;
    const Kind parent = name.parent().kind();
    const bool is_defined = parent == Kind::kFunction || parent == Kind::kClass;
    const Node around = syntax::EnclosingScope(is_defined ? name.parent() : name);
    if (!(around == scope)) continue;
    const Entry after = After(entry, name, key);
    if (after == entry) continue;
    entry = IsPassedBefore(name, site.node()) ? after : kUnknown;
  }
  return entry;
}

}  // namespace

Node KeywordOf(const Site& site, std::string_view name) {
  if (const Node given = site.call().Keyword(name)) return given;
  const Node arguments = site.call().Arguments();
  if (site.as_bandit() || arguments.kind() != Kind::kArgumentList) return {};
  for (Node argument : arguments.children()) {
    if (argument.kind() != Kind::kDictionarySplat) continue;
    const Node options = argument.first_child();
    Entry entry = AtCall(site, options, name);
    if (entry.state == State::kUntouched) entry = InDictionary(ValueOf(site, options), name);
    if (entry.state == State::kGiven) return entry.value;
  }
  return {};
}

}  // namespace meerkat::rules
