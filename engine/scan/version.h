#pragma once

// What this engine is, as part of every analysis state: a change of either changes every result key.

#include <string_view>

namespace meerkat::scan {

inline constexpr std::string_view kEngineVersion = "0.1.0";
inline constexpr std::string_view kGrammar = "tree-sitter-python 0.25.0";

}  // namespace meerkat::scan
