#pragma once

// Where a name or another target gets a value.
//
//   if (names::IsBoundOtherwise(name)) …  // for name in pairs, with opened() as name, del name

#include "engine/syntax/tree.h"

namespace meerkat::names {

// Whether a target, such as a name or an element of a dictionary, gets a value here in another way
// than by an assignment of its own, or is deleted.
bool IsBoundOtherwise(syntax::Node target);

}  // namespace meerkat::names
