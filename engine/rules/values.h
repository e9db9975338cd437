#pragma once

// What constants in the source say.
//
//   if (IsText(call.Positional(0))) …            // f("ls") but not f(f"ls {x}") and not f(b"ls")
//   if (const auto mode = IntegerValue(node)) …  // 0o777, 0x1FF and 511 are equal

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/syntax/tree.h"

namespace meerkat::rules {

// A plain string: no f-string, no bytes.
bool IsText(syntax::Node node);

// Its value; empty for other nodes.
std::string TextOf(syntax::Node node);
// "md5", md5, algorithms.md5: a text, or the last part of the name that stands for one.
std::string NameIn(syntax::Node argument);

// Of an integer literal, its lowest 64 bits; none for other nodes.
std::optional<uint64_t> IntegerValue(syntax::Node node);

// Of an integer or floating literal, also 0j; none for other imaginary numbers and other nodes.
std::optional<double> NumberValue(syntax::Node node);

// Whether an argument that is a flag switches something on: True, 1, "yes", [0], {"a": 1}; also
// what has to be computed, such as a name or a call, for it may. Not False, 0, 0.0, None, "", []
// and {}.
bool MaySwitchOn(syntax::Node argument);

// Whether two texts are equal but for the case of ASCII letters.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);
bool ContainsIgnoringCase(std::string_view text, std::string_view lower_case_part);

// Whether the path is that of tests: a folder "test", "tests" or "testing", or a file "test_x.py",
// "x_test.py" or "conftest.py".
bool IsTestPath(std::string_view path);

}  // namespace meerkat::rules
