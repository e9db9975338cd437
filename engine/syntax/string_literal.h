#pragma once

// String literals: what their prefix says and what value they have.
//
//   std::string value;
//   if (ConstantString(node, &value)) …   // 'a' "b" gives ab; an f-string or bytes gives false
//
// A value is UTF-8. Escapes are decoded as Python does; a lone surrogate or an unknown \N{…} name
// stands as U+FFFD.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/tree.h"

namespace meerkat::syntax {

struct LiteralPrefix {
  bool raw = false;
  bool bytes = false;
  bool format = false;  // f"", and t"" of Python 3.14
  bool quoted_thrice = false;
  uint8_t prefix_length = 0;
  uint8_t quote_length = 1;
};

// Of a kString node's text.
LiteralPrefix PrefixOf(std::string_view literal);

// Whether a kString or kConcatenatedString is (or holds a piece that is) an f-string; bytes.
bool IsFormatString(Node string);
bool IsBytes(Node string);

// Appends the value of a plain string, of all pieces of a concatenation. False, and nothing
// appended, for f-strings, bytes and nodes that are no string.
bool ConstantString(Node string, std::string* value);

// Appends the constant parts of an f-string, or the whole of a plain one; what is interpolated
// gives nothing. False for bytes and other nodes.
bool ConstantParts(Node string, std::string* value);

// Appends the constants that Python's syntax tree has for a string: one for a plain string; for an
// f-string its text before, between and after the interpolations, empty ones left out. Adjacent
// literals run together, and f"{x=}" says "x=". The format specifier of an interpolation,
// ">{width}" of f"{x:>{width}}", is such a string of its own. Nothing for bytes and other nodes.
void AppendConstants(Node string, std::vector<std::string>* constants);

// Whether `string`, a plain string, has exactly this value. Allocates only if it holds escapes.
bool StringEquals(Node string, std::string_view value);

}  // namespace meerkat::syntax
