#pragma once

// Which statements of a module bind a name, so that of a file that others import only those run whose
// names somebody asks for.

#include "engine/flow/unit.h"

namespace meerkat::flow {

// Fills Unit::bindings.
void FindBindings(Unit* unit);

}  // namespace meerkat::flow
