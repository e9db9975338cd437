#include "engine/rules/mentions.h"

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

}  // namespace meerkat::rules
