#pragma once

// How a function may hand a value to who names it, told from its code alone: for which functions a
// source may come to (engine/flow/roots.cc).

#include <array>
#include <cstdint>
#include <vector>

#include "engine/core/flow_kind.h"
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

// Ways by kind of source, four bits for each.
using WaysByKind = uint32_t;
inline constexpr WaysByKind kOfEachKind = 0x1111'1111;

// One bit for each of the kinds, to be multiplied by ways.
constexpr WaysByKind OfKinds(uint32_t kinds) {
  // A bit in four for each bit: 8 bits become 32.
  kinds = (kinds | kinds << 12) & 0x000F'000F;
  kinds = (kinds | kinds << 6) & 0x0303'0303;
  return (kinds | kinds << 3) & kOfEachKind;
}
static_assert(OfKinds(core::kExceptionSource) == 0x0100'0000 && OfKinds(0xFF) == kOfEachKind);

// Of the kinds by which there is any way one bit each.
constexpr WaysByKind AnyWay(WaysByKind ways) {
  ways |= ways >> 1;
  return (ways | ways >> 2) & kOfEachKind;
}
// The kinds again.
constexpr uint16_t KindsOf(WaysByKind each) {
  each = (each | each >> 3) & 0x0303'0303;
  each = (each | each >> 6) & 0x000F'000F;
  return static_cast<uint16_t>((each | each >> 12) & 0xFF);
}
static_assert(KindsOf(OfKinds(0xA5)) == 0xA5 && KindsOf(AnyWay(0x0200'0040)) == 0x42);

// Of a symbol in a set of names that give: by what a call is worth alone; a module of which parts
// are sources.
inline constexpr Symbol kByValueAlone = 0x8000'0000;
inline constexpr Symbol kModuleAlias = 0x4000'0000;
// Symbols that may be in a set, by their last bits: most names of a file are in none, which is told
// for less than a look-up costs.
class SymbolFilter {
 public:
  void Add(Symbol symbol) { bits_[symbol / 64 % bits_.size()] |= uint64_t{1} << symbol % 64; }
  bool MayHave(Symbol symbol) const {
    return (bits_[symbol / 64 % bits_.size()] >> symbol % 64 & 1) != 0;
  }

 private:
  std::array<uint64_t, 128> bits_{};
};

// Behind such names in GivenNames; behind all of them one byte, which has the kinds of sources
// below this bit.
inline constexpr char kByValueMark = '=';
inline constexpr char kModuleMark = '@';
inline constexpr uint8_t kKindsByte = 0x80;
static_assert(core::kExceptionSource < kKindsByte);

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
