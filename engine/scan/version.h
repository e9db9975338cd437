#pragma once

// What this engine is, as part of every analysis state: a change of any of these changes every key
// of a result.

#include <string_view>

namespace meerkat::scan {

inline constexpr std::string_view kEngineVersion = "0.1.0";
inline constexpr std::string_view kGrammar = "tree-sitter-python 0.25.0";

// SHA-256 over the sources of the engine that this build was made of, in hexadecimal. Generated
// (cmake/SourceDigest.cmake): a rule's code may change while its row and the version do not.
std::string_view SourceDigest();

}  // namespace meerkat::scan
