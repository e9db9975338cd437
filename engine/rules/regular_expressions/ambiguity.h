#pragma once

// Whether a regular expression may take Python's engine exponential time: some text can be matched in two
// ways within a loop, so that n times that text can in 2ⁿ ways, and all are tried where the rest fails.
//
//   IsExponential("(a+)+$", {}) == true
//   IsExponential("a+$", {}) == false
//
// Sound for what it reads; what it does not (look-around, references, conditions, and patterns that are
// large) is never exponential to it.

#include <string_view>

namespace meerkat::rules::regular_expressions {

struct PatternOptions {
  bool ignores_case = false;
  bool dot_is_all = false;
  // The whole text has to match, as with re.fullmatch.
  bool whole = false;
};

bool IsExponential(std::string_view pattern, const PatternOptions& options);

}  // namespace meerkat::rules::regular_expressions
