#pragma once

// The stretch on whose lines a `# nosec` comment silences a finding.

#include "engine/core/span.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules {

// As its author would expect: the statement, or the head of a compound one, from its first word to
// its colon; in a decorator the construct itself.
core::Span Extent(syntax::Node node);

// As Bandit has it: the construct, or for a string the nearest one around it that Python's own
// syntax tree has; a text in an f-string has the f-string around it.
core::Span ExtentAsBandit(syntax::Node node);

}  // namespace meerkat::rules
