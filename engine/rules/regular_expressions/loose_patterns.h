#pragma once

// Regular expressions that match other texts than their author had in mind.

#include <cstdint>
#include <string>
#include <string_view>

namespace meerkat::rules::regular_expressions {

// The "www.example.com" of a pattern in which a dot, which matches any character, stands before the
// end of a host's name; empty if there is none. The dots of "www\.example\.com" match themselves.
std::string_view HostWithLooseDot(std::string_view pattern);

// The range of a set that goes from one kind of character to another, and so over what lies between
// them: "A-z" of "[A-z]"; empty if there is none.
std::string_view MixedRange(std::string_view pattern);

// How a pattern is used.
struct TagOptions {
  bool ignores_case = false;
  bool dot_is_all = false;
  bool at_beginning = false;  // re.match, re.fullmatch
};

// What a browser takes for the same and a pattern does not match.
enum class Missed : uint8_t {
  kNothing,
  kOddSpelling,  // only what nobody but an attacker writes: "</script/>", "--!>"
  kOrdinary,     // capitals, attributes, or several lines
};

// Of a pattern that matches elements "<script>" or comments "<!-- -->"; nothing if it is about
// neither.
Missed MissedTag(const std::string& pattern, const TagOptions& options);

}  // namespace meerkat::rules::regular_expressions
