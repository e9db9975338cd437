#pragma once

// What a byte may be to the lexer.

#include <array>
#include <cstdint>

namespace meerkat::syntax {

enum CharacterClass : uint8_t {
  kNothing = 0,
  kNameStart = 1,
  kDigit = 2,
  kNamePart = kNameStart | kDigit,
  kStringPrefix = 4,
  kStringStop = 8,  // what the text of a string in single quotes is searched for
};

constexpr std::array<uint8_t, 256> MakeCharacterClasses() {
  std::array<uint8_t, 256> classes{};
  for (int c = 'a'; c <= 'z'; ++c) classes[c] |= kNameStart;
  for (int c = 'A'; c <= 'Z'; ++c) classes[c] |= kNameStart;
  classes['_'] |= kNameStart;
  for (int c = '0'; c <= '9'; ++c) classes[c] |= kDigit;
  for (char c : {'b', 'B', 'f', 'F', 'r', 'R', 't', 'T', 'u', 'U'}) classes[c] |= kStringPrefix;
  for (char c : {'\'', '"', '\\', '\n', '{', '}', '\0'}) {
    classes[static_cast<unsigned char>(c)] |= kStringStop;
  }
  return classes;
}
inline constexpr std::array<uint8_t, 256> kCharacterClasses = MakeCharacterClasses();

inline bool Is(char c, uint8_t character_class) {
  return (kCharacterClasses[static_cast<unsigned char>(c)] & character_class) != 0;
}

}  // namespace meerkat::syntax
