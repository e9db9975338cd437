#pragma once

// A regular expression of Python's re as an automaton of Glushkov: its positions are the characters
// of the pattern, and each knows which may follow. (V. M. Glushkov, "The abstract theory of
// automata", Russian Mathematical Surveys 16, 1961.)
//
//   Automaton automaton;
//   if (ReadPattern("(a|b)*c", {}, &automaton)) …   // automaton.classes has three

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/patterns/ambiguity.h"

namespace meerkat::patterns {

// Characters: ASCII, one that stands for all others, and the end of the text.
inline constexpr size_t kOther = 128;
inline constexpr size_t kEnd = 129;
using Class = std::bitset<130>;

inline constexpr size_t kMaxPositions = 96;

// A number of ways: none, one, or several.
using Ways = uint8_t;

struct Place {
  uint16_t position = 0;
  Ways ways = 1;
};

// A part of a pattern.
struct Part {
  Ways empty = 1;  // ways to match nothing
  std::vector<Place> first;
  std::vector<Place> last;
  // It matches at the text's beginning only: ^a, (?:^a|^b).
  bool is_anchored = false;
};

struct Automaton {
  PatternOptions options;  // with those that the pattern sets itself
  Part whole;
  // Where a match may begin that need not begin where the text does.
  std::vector<Place> free_first;
  // It holds \b or \B, which say more than is kept here.
  bool has_boundary = false;
  // … or looks ahead elsewhere than at the end, or behind elsewhere than at the beginning.
  bool looks_around = false;
  std::vector<Class> classes;  // by position
  std::vector<std::vector<Ways>> follow;

  bool Follows(uint16_t from, uint16_t to) const { return follow[from][to] > 0; }
};

// False: the pattern has what is not read: look-around and references within loops, look-ahead that
// counts or asks for the end, groups in look-around, conditions, more than kMaxPositions.
bool ReadPattern(std::string_view pattern, const PatternOptions& options, Automaton* automaton);

}  // namespace meerkat::patterns
