#pragma once

// The words without which a rule cannot fire, derived from its row. Nobody writes them by hand, so
// nobody forgets one.
//
//   "yaml.load"                        yaml ∧ load
//   OnCall{"*.run", words {"flask"}}   run ∧ flask
//   OnStatement{kAssert}               assert

#include <string_view>
#include <vector>

#include "engine/core/rule.h"

namespace meerkat::trigger {

using Conjunction = std::vector<std::string_view>;

// A disjunction of conjunctions. Never empty: a rule that any file could fire would make the trigger
// useless, and WellFormed() refuses its row.
std::vector<Conjunction> WordsOf(const core::Match& match);

}  // namespace meerkat::trigger
