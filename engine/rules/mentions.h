#pragma once

// Whether a name stands in a part of a file, whatever it means there.
//
//   if (IsNamedIn(site, syntax::EnclosingFunction(site.node()), "start_tls_s")) return kSilent;

#include <string_view>

#include "engine/rules/site.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules {

// So many places of a name are looked at for one site: a file may repeat site and name without end.
inline constexpr int kMaxMentions = 500;

// Whether a place is in the scope; without one, whether it is in no function.
bool IsInScope(syntax::Node place, syntax::Node scope);

// Whether the name stands in the scope; without one, anywhere in the file. A name that stands in
// more than kMaxMentions places before the scope ends is taken to stand there, too.
bool IsNamedIn(const Site& site, syntax::Node scope, std::string_view name);

// Whether a text is only spoken of: compared with, printed, raised, or taken out of another one.
bool IsSpokenOf(const Site& site);

}  // namespace meerkat::rules
