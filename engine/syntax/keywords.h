#pragma once

// Whether a word is a keyword, and which. Soft keywords are names.

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "engine/syntax/token.h"

namespace meerkat::syntax {

struct Keyword {
  std::string_view text;
  TokenKind kind;
};
inline constexpr Keyword kKeywords[] = {
    {"and", TokenKind::kAnd},
    {"as", TokenKind::kAs},
    {"assert", TokenKind::kAssert},
    {"async", TokenKind::kAsync},
    {"await", TokenKind::kAwait},
    {"break", TokenKind::kBreak},
    {"class", TokenKind::kClass},
    {"continue", TokenKind::kContinue},
    {"def", TokenKind::kDef},
    {"del", TokenKind::kDel},
    {"elif", TokenKind::kElif},
    {"else", TokenKind::kElse},
    {"except", TokenKind::kExcept},
    {"False", TokenKind::kFalse},
    {"finally", TokenKind::kFinally},
    {"for", TokenKind::kFor},
    {"from", TokenKind::kFrom},
    {"global", TokenKind::kGlobal},
    {"if", TokenKind::kIf},
    {"import", TokenKind::kImport},
    {"in", TokenKind::kIn},
    {"is", TokenKind::kIs},
    {"lambda", TokenKind::kLambda},
    {"None", TokenKind::kNone},
    {"nonlocal", TokenKind::kNonlocal},
    {"not", TokenKind::kNot},
    {"or", TokenKind::kOr},
    {"pass", TokenKind::kPass},
    {"raise", TokenKind::kRaise},
    {"return", TokenKind::kReturn},
    {"True", TokenKind::kTrue},
    {"try", TokenKind::kTry},
    {"while", TokenKind::kWhile},
    {"with", TokenKind::kWith},
    {"yield", TokenKind::kYield},
};
inline constexpr size_t kLongestKeyword = 8;

// A hash without collisions among the keywords; the compiler finds the factor.
constexpr uint32_t KeywordHash(std::string_view word, uint32_t factor) {
  return (static_cast<unsigned char>(word[0]) * factor +
          static_cast<unsigned char>(word.back()) * 7 + static_cast<unsigned char>(word[1]) +
          static_cast<uint32_t>(word.size()) * 31) &
         255;
}
constexpr uint32_t FindKeywordFactor() {
  for (uint32_t factor = 1; factor < 1000; ++factor) {
    bool taken[256] = {};
    bool good = true;
    for (const Keyword& keyword : kKeywords) {
      bool& slot = taken[KeywordHash(keyword.text, factor)];
      if (slot) good = false;
      slot = true;
    }
    if (good) return factor;
  }
  return 0;
}
inline constexpr uint32_t kKeywordFactor = FindKeywordFactor();
static_assert(kKeywordFactor != 0);
constexpr std::array<uint8_t, 256> MakeKeywordSlots() {
  std::array<uint8_t, 256> slots{};
  for (size_t i = 0; i < std::size(kKeywords); ++i) {
    slots[KeywordHash(kKeywords[i].text, kKeywordFactor)] = static_cast<uint8_t>(i + 1);
  }
  return slots;
}
inline constexpr std::array<uint8_t, 256> kKeywordSlots = MakeKeywordSlots();

inline TokenKind KindOfWord(std::string_view word) {
  if (word.size() < 2 || word.size() > kLongestKeyword) return TokenKind::kName;
  const uint8_t slot = kKeywordSlots[KeywordHash(word, kKeywordFactor)];
  if (slot == 0) return TokenKind::kName;
  const Keyword& keyword = kKeywords[slot - 1];
  return keyword.text == word ? keyword.kind : TokenKind::kName;
}

}  // namespace meerkat::syntax
