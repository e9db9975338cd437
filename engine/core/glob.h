#pragma once

// Python's fnmatch on a system whose file names have case: `*`, `?`, `[abc]`, `[!a-c]`; a `*`
// matches '/' too, and all of the name has to match.

#include <string_view>

namespace meerkat::core {

// Takes time in proportion to the product of the lengths at most.
bool GlobMatches(std::string_view name, std::string_view pattern);

}  // namespace meerkat::core
