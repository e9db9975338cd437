#pragma once

// The order in which Bandit meets things: that of Python's own syntax tree, in which a dictionary
// has all its keys before its values, a conditional its condition first, and a function its
// decorators last.

#include <vector>

#include "engine/core/finding.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules {

// Findings of one node stay as they are; what is said about the file as a whole comes last. Linear
// in the tree, without recursion.
void SortAsVisited(const syntax::Tree& tree, std::vector<core::RawFinding>* findings);

}  // namespace meerkat::rules
