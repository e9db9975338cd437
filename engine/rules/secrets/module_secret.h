#pragma once

// Whether a secret is within reach of more code than needs it.

#include "engine/names/occurrences.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules::secrets {

// Whether a function reads the name that `target`, at module or class level, binds: as a global, or
// as an attribute of self, cls or the class. A function that has a variable of its own of that name
// does not count. Only the first occurrences of the name are looked at.
bool IsReadInFunctions(syntax::Node target, names::Occurrences& occurrences);

}  // namespace meerkat::rules::secrets
