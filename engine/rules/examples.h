#pragma once

// Each rule's example code: the functions `bad` and `good` of its fixture, as the build found it
// (cmake/Registry.cmake). So the documentation is what the tests scan.
//
//   rules::Example example = rules::ExampleOf(rule);
//   Show(example.bad);     // "def bad(text):\n    return eval(text)\n"

#include <span>
#include <string>
#include <string_view>

#include "engine/core/rule.h"

namespace meerkat::rules {

struct Example {
  std::string bad;
  std::string good;
};

// Both empty for a rule without a fixture, which the fixture tests refuse.
Example ExampleOf(const core::Rule& rule);

// The top-level function `name` of a fixture's text, with its decorators and without the marks of
// the tests; empty if there is none.
std::string FunctionOfFixture(std::string_view fixture, std::string_view name);

// All fixtures of this build, sorted by rule. Generated.
struct EmbeddedFixture {
  std::string_view rule;
  std::string_view text;
};
std::span<const EmbeddedFixture> EmbeddedFixtures();

}  // namespace meerkat::rules
