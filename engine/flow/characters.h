#pragma once

// Characters of a text that a program lets through.

#include <string_view>

namespace meerkat::flow {

// Whether a text of such characters means nothing to a shell, a database, a page or Python.
//
//   std::all_of(text.begin(), text.end(), IsTameCharacter)    // "a-z_.", not "a('"
inline bool IsTameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-.,:@+=~").find(c) != std::string_view::npos;
}

}  // namespace meerkat::flow
