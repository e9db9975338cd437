#pragma once

// Whether a regular expression may take Python's engine long for some texts.
//
// Exponential time: some text can be matched in two ways within a loop, so that n times that text
// can in 2ⁿ ways, and all are tried where the rest fails.
//
//   IsExponential("(a+)+$", {}) == true
//   IsExponential("a+$", {}) == false
//
// Polynomial time: two loops, one after the other, match the same text, so that n times that text
// can be parted between them at n places; or a loop that a search enters at each of n places.
// (Criterion "IDA" of Weber and Seidl, "On the degree of ambiguity of finite automata", Theoretical
// Computer Science 88, 1991.)
//
//   IsPolynomial(R"(\s+$)", {}) == true                    // re.sub(r"\s+$", "", text)
//   IsPolynomial(R"(\s+$)", {.is_anchored = true}) == false // re.match()
//
// Sound for what it reads, but for look-around and references outside of loops, of which it takes a
// little more than they let through. What it does not read (these within loops, conditions, and
// patterns that are large) is neither to it.

#include <cstddef>
#include <string_view>

namespace meerkat::patterns {

struct PatternOptions {
  bool ignores_case = false;
  bool dot_is_all = false;
  // The whole text has to match, as with re.fullmatch.
  bool whole = false;
  // A match begins where the text does, as with re.match and re.fullmatch.
  bool is_anchored = false;
};

// Longer ones are not read.
inline constexpr size_t kMaxPattern = 1'000;

bool IsExponential(std::string_view pattern, const PatternOptions& options);
bool IsPolynomial(std::string_view pattern, const PatternOptions& options);

}  // namespace meerkat::patterns
