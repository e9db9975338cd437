#pragma once

// Which names of a unit functions give another value, wherever these stand: a variable of the
// module behind `global`, an attribute of whatever object. What the module's statements or an
// __init__ have put there is what it is at first, and no more.
//
//   const ChangedNames changed = FindChanged(unit);
//   if (changed.globals.contains("enabled")) …

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/flow/unit.h"

namespace meerkat::flow {

// What a name is given. A set of bits.
enum Change : uint8_t {
  kToNothing = 1,  // None, False, 0 or an empty text
  kToSomething = 2,
  kWithin = 4,  // something is put into the container that it names
};

struct AttributeChange {
  uint32_t of_class = kNone;  // whose method does it
  bool is_own = false;        // of the object whose method it is
  uint8_t change = 0;
};

// By texts of the unit, valid while it lives. What an __init__ does to its own object is what that
// is at first.
struct ChangedNames {
  absl::flat_hash_map<std::string_view, uint8_t> globals;
  absl::flat_hash_map<std::string_view, std::vector<AttributeChange>> attributes;
};

ChangedNames FindChanged(const Unit& unit);

}  // namespace meerkat::flow
