#pragma once

// Looks a word up in a short list.
//
//   static constexpr std::string_view kShells[] = {"sh", "bash"};
//   IsOneOf("bash", kShells);                  // true
//   IsOneOf("fish", {"sh", "bash"});           // false

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string_view>

namespace meerkat::flow {

bool IsOneOf(std::string_view word, const auto& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

inline bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Of letters of ASCII.
inline bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return (x | 32) == (y | 32); });
}

}  // namespace meerkat::flow
