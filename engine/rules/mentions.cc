#include "engine/rules/mentions.h"

#include <algorithm>
#include <iterator>

#include "engine/syntax/views.h"

namespace meerkat::rules {

using syntax::Node;

bool IsInScope(Node place, Node scope) {
  if (!scope) return !syntax::EnclosingFunction(place);
  return place.index() >= scope.index() && place.index() < scope.after();
}

bool IsNamedIn(const Site& site, Node scope, std::string_view name) {
  names::Occurrences& occurrences = site.occurrences();
  int seen = 0;
  for (Node found = occurrences.First(name); found; found = occurrences.Next(found)) {
    if (!scope || IsInScope(found, scope) || ++seen > kMaxMentions) return true;
    if (found.index() >= scope.after()) return false;
  }
  return false;
}

bool IsSpokenOf(const Site& site) {
  static constexpr std::string_view kSpeaking[] = {
      "critical",     "debug",        "echo",   "error",   "exception", "info",
      "log",          "print",        "remove", "replace", "split",     "startswith",
      "removesuffix", "removeprefix", "warn",   "warning", "endswith"};
  constexpr int kMaxClimb = 6;
  syntax::Node around = site.node().parent();
  for (int climbed = 0; around && climbed < kMaxClimb; ++climbed, around = around.parent()) {
    if (around.kind() == syntax::Kind::kComparison || around.kind() == syntax::Kind::kRaise) {
      return true;
    }
    if (around.kind() != syntax::Kind::kCall) continue;
    const std::string_view callee = syntax::LastName(syntax::Call(around).Function());
    return callee.ends_with("Error") || callee.ends_with("Exception") ||
           std::find(std::begin(kSpeaking), std::end(kSpeaking), callee) != std::end(kSpeaking);
  }
  return false;
}

}  // namespace meerkat::rules
