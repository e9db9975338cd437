#pragma once

// A regular expression that was written with re.VERBOSE, as it would be without: blanks, line ends
// and comments are gone, but for those in a set of characters and those behind a backslash.
//
//   WithoutLayout("a +  # letters\n b") == "a+b"

#include <string>
#include <string_view>

namespace meerkat::patterns {

std::string WithoutLayout(std::string_view pattern);

}  // namespace meerkat::patterns
