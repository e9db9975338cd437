#pragma once

// Which statements of a module bind a name, so that of a file that others import only those run
// whose names somebody asks for.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/digest.h"
#include "engine/flow/unit.h"

namespace meerkat::flow {

// Fills Unit::bindings.
void FindBindings(Unit* unit);

// Fills Unit::statement_digests from the text that the unit was made of.
void DigestStatements(std::string_view text, Unit* unit);

// For each of these names, in order of their bytes, a digest of all statements that bind it; for an
// empty name of those that import all names of a module. Where they are equal, an importer sees the
// same in them.
std::vector<core::Digest> BindingDigests(const Unit& unit, std::span<const std::string> names);

}  // namespace meerkat::flow
