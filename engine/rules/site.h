#pragma once

// The place that a row's match found, as its predicate sees it: the node, the names around it, and
// the questions that predicates ask most. Names are already resolved.
//
//   Verdict WhenShell(const Site& site) {
//     const syntax::Node shell = site.call().Keyword("shell");
//     return shell && !ReadsAs(shell, "False") ? kFires : kSilent;
//   }

#include <string>
#include <string_view>

#include "engine/core/rule.h"
#include "engine/core/rule_options.h"
#include "engine/core/source_file.h"
#include "engine/names/occurrences.h"
#include "engine/names/resolver.h"
#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::rules {

class Site {
 public:
  Site(const core::SourceFile& file, names::Resolver& names, names::Occurrences& occurrences,
       const core::RuleOptions& options, bool as_bandit, syntax::Node node)
      : file_(file),
        names_(names),
        occurrences_(occurrences),
        options_(options),
        as_bandit_(as_bandit),
        node_(node) {}

  const core::SourceFile& file() const { return file_; }
  // The matched call, string, assignment or statement; for a setting what gives it its value.
  syntax::Node node() const { return node_; }
  syntax::Call call() const { return syntax::Call(node_); }
  // For calls: the qualified name that matched, or the only one of a call that no callee was asked
  // of.
  std::string_view callee() const { return callee_; }
  // For assignments: one target and what it gets; the value is null in `for`-like unpackings. For
  // settings: what names it, and its value.
  syntax::Node target() const { return target_; }
  syntax::Node value() const { return value_; }

  // For strings: the value; an f-string is one site for each of its constant texts, the first of
  // which is the leading one.
  std::string_view text() const { return text_; }
  bool is_leading_text() const { return is_leading_text_; }

  const core::RuleOptions& options() const { return options_; }
  // Whether verdicts must equal Bandit's. Names are then read as Bandit reads them, too.
  bool as_bandit() const { return as_bandit_; }

  // The first qualified name of an expression at this place; empty if it has none.
  std::string_view QualifiedName(syntax::Node expression) const;
  bool Imports(std::string_view name) const { return names_.Imports(name); }
  bool ImportsLike(std::string_view part) const { return names_.ImportsLike(part); }
  // Where a name stands in the file.
  names::Occurrences& occurrences() const { return occurrences_; }

 private:
  friend class Walker;
  const core::SourceFile& file_;
  names::Resolver& names_;
  names::Occurrences& occurrences_;
  const core::RuleOptions& options_;
  const bool as_bandit_;
  syntax::Node node_;
  std::string_view callee_;
  syntax::Node target_;
  syntax::Node value_;
  std::string_view text_;
  bool is_leading_text_ = true;
};

// Whether an argument reads as `text`, the way Bandit compares arguments: a string of that value, a
// name or the last part of a dotted name spelled so, or True, False, None.
//
//   Loader=SafeLoader, Loader=yaml.SafeLoader, Loader="SafeLoader"   ReadsAs(x, "SafeLoader")
bool ReadsAs(syntax::Node argument, std::string_view text);

// Whether an argument's value stands in the call: a constant, name, dotted name, list, tuple, set
// or dict. What has to be computed (a call, an f-string, `-1`) does not, and Bandit takes such an
// argument for one that was not given.
bool IsReadable(syntax::Node argument);

// Whether its file is one of tests (IsTestPath), where a row that says `.quiet = IsInTests` is not
// worth a word.
bool IsInTests(const Site& site);

// The last component of a qualified name: "loads" of "pickle.loads".
std::string_view LastComponent(std::string_view qualified);
// The first one: "pickle".
std::string_view FirstComponent(std::string_view qualified);
// Whether a component of the dotted name is exactly this.
bool HasComponent(std::string_view qualified, std::string_view component);

}  // namespace meerkat::rules
