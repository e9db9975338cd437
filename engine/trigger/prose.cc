#include "engine/trigger/prose.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace meerkat::trigger {
namespace {

constexpr std::array<bool, 256> kBegins = [] {
  std::array<bool, 256> begins{};
  for (const char c : {'#', '\'', '"'}) begins[static_cast<uint8_t>(c)] = true;
  return begins;
}();

bool IsLetter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// f"…", rf"…", and the templates of Python 3.14, t"…".
bool HasFields(std::string_view text, size_t quote) {
  for (size_t i = quote; i > 0 && quote - i < 2 && IsLetter(text[i - 1]); --i) {
    const char letter = static_cast<char>(text[i - 1] | 0x20);
    if (letter == 'f' || letter == 't') return true;
  }
  return false;
}

}  // namespace

// Behind the literal that begins with this quote.
size_t Prose::EndOfLiteral(size_t quote) {
  const char mark = text_[quote];
  const bool is_long =
      quote + 2 < text_.size() && text_[quote + 1] == mark && text_[quote + 2] == mark;
  for (size_t i = quote + (is_long ? 3 : 1); i < text_.size(); ++i) {
    const char c = text_[i];
    if (c == '\\') {
      ++i;
    } else if (is_long) {
      if (c != mark || i + 2 >= text_.size() || text_[i + 1] != mark || text_[i + 2] != mark)
        continue;
      if (!HasFields(text_, quote)) {
        begin_ = quote;
        end_ = i + 3;
      }
      return i + 3;
    } else if (c == mark || c == '\n') {
      return i + 1;
    }
  }
  return text_.size();
}

bool Prose::Contains(size_t place) {
  while (next_ <= place) {
    while (next_ < text_.size() && !kBegins[static_cast<uint8_t>(text_[next_])]) ++next_;
    if (next_ >= text_.size()) break;
    if (text_[next_] == '#') {
      begin_ = next_;
      end_ = next_ = std::min(text_.find('\n', next_), text_.size());
    } else {
      next_ = EndOfLiteral(next_);
    }
  }
  return begin_ <= place && place < end_;
}

}  // namespace meerkat::trigger
