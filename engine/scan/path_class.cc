#include "engine/scan/path_class.h"

#include <algorithm>

#include "engine/core/glob.h"
#include "engine/core/python_path.h"
#include "engine/rules/values.h"

namespace meerkat::scan {

uint8_t PathClass(std::string_view path, const RuleSet& rule_set) {
  uint8_t bits = 0;
  if (rules::IsTestPath(path)) bits |= kClassTest;
  if (core::IsNotebook(path)) {
    bits |= kClassNotebook;
  } else if (!core::HasPythonSuffix(path)) {
    bits |= kClassByFirstLine;
  }
  const std::vector<std::string>& globs = rule_set.options().rules.assert_skips;
  if (std::any_of(globs.begin(), globs.end(),
                  [path](const std::string& glob) { return core::GlobMatches(path, glob); })) {
    bits |= kClassAssertsSkipped;
  }
  return bits;
}

}  // namespace meerkat::scan
