#pragma once

// How a function may hand a value to who names it, told from its code alone: for which functions a source may
// come to (engine/flow/roots.cc).

#include <cstdint>
#include <vector>

#include "engine/flow/symbols.h"
#include "engine/flow/unit.h"

namespace meerkat::flow {

enum Way : uint8_t {
  kByValue = 1,  // it returns or yields something
  kAside =
      2,  // it changes what outlives it: an object, a container, a variable that is not its own
  kByRaising = 4,  // in an exception
  kByCall = 7,     // any of these
  kItself = 8,     // not by a call: it is handed on, to be called by others
  kEveryWay = 15,
};

// What a word by which sources are met stands for.
enum WordIs : uint8_t {
  kGiving = 1,  // for one of a source: request
  kTaking = 2,  // for what text that stands in the file must not be handed to: Fernet
};

// Of a symbol in a set of names that give: by what a call is worth alone; a module of which parts are sources.
inline constexpr Symbol kByValueAlone = 0x8000'0000;
inline constexpr Symbol kModuleAlias = 0x4000'0000;
// Behind such names in GivenNames.
inline constexpr char kByValueMark = '=';
inline constexpr char kModuleMark = '@';

struct WaysOut {
  std::vector<uint32_t> owners;  // by code: the innermost function that has it; kNone: none
  std::vector<uint8_t> ways;     // by function: bits of Way
  std::vector<bool> catches;     // by function: it, or one within it, catches exceptions by name
  // By function: so it does, and does more with one than to log it or to raise it further.
  std::vector<bool> tells;
  std::vector<bool> is_callee;  // by code
  // By code, of a callee: what the call gives is dropped.
  std::vector<bool> is_dropped;
  // By code: an attribute of it is read.
  std::vector<bool> has_part;
};

WaysOut WaysOutOf(const Unit& unit);

}  // namespace meerkat::flow
