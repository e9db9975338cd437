#pragma once

// What of a path changes what is said about its file. Two files with equal bytes and equal classes
// get equal reports from one rule set, whatever they are called; so a report may be kept under
// contents and class, and a file that moves from one folder to the next is not analysed again.
//
//   uint8_t path_class = scan::PathClass("app/tests/test_views.py", rule_set);
//
// A rule that comes to read more of a path adds a bit here; tests/unit/rpc/known_results_test.cc
// scans every fixture under several paths of each class.

#include <cstdint>
#include <string_view>

#include "engine/scan/rule_set.h"

namespace meerkat::scan {

inline constexpr uint8_t kClassTest = 1;      // a test by its folder or name: some rules are quiet
inline constexpr uint8_t kClassNotebook = 2;  // JSON that holds code
inline constexpr uint8_t kClassByFirstLine = 4;     // Python only if its first line says so
inline constexpr uint8_t kClassAssertsSkipped = 8;  // one of RuleOptions::assert_skips matches

uint8_t PathClass(std::string_view path, const RuleSet& rule_set);

}  // namespace meerkat::scan
