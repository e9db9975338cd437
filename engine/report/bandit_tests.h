#pragma once

// The ids and names of Bandit 1.9.4's tests: what its `# nosec` comments may list. A name that
// Bandit does not know is ignored by it, and a comment of which nothing is left silences
// everything, so equality with Bandit needs the whole list and not only the tests that have a rule
// here.

#include <cstdint>
#include <span>
#include <string_view>

namespace meerkat::report {

struct BanditTest {
  std::string_view id;    // "B101"
  std::string_view name;  // "assert_used"
  uint32_t cwe =
      0;  // as Bandit classifies it; our rules have the more exact one where there is one
};

// Sorted by id.
std::span<const BanditTest> BanditTests();

bool IsBanditId(std::string_view id);
// "assert_used" → "B101"; empty for unknown names.
std::string_view BanditIdOfName(std::string_view name);

}  // namespace meerkat::report
