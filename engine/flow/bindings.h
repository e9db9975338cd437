#pragma once

// Which statements of a module bind a name, so that of a file that others import only those run whose
// names somebody asks for.

#include <string_view>

#include "engine/core/digest.h"
#include "engine/flow/unit.h"

namespace meerkat::flow {

// Fills Unit::bindings.
void FindBindings(Unit* unit);

// Fills Unit::statement_digests from the text that the unit was made of.
void DigestStatements(std::string_view text, Unit* unit);

// Of all statements that bind a name, or with an empty name of those that import all names of a module. Where
// it is equal, an importer sees the same in it.
core::Digest BindingDigest(const Unit& unit, std::string_view name);

}  // namespace meerkat::flow
