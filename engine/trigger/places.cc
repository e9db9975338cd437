#include "engine/trigger/places.h"

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

// Where a line ends by it alone, as it did in old files.
bool HasInnerReturn(std::string_view line) {
  const size_t place = line.find('\r');
  return place != std::string_view::npos && place + 1 != line.size();
}

}  // namespace

// Behind the literal that begins with this quote.
size_t Places::EndOfLiteral(size_t quote) {
  const char mark = text_[quote];
  const bool is_long =
      quote + 2 < text_.size() && text_[quote + 1] == mark && text_[quote + 2] == mark;
  const auto closed = [&](size_t end) {
    if (HasFields(text_, quote)) return end;
    begin_ = quote;
    end_ = end;
    kind_ = is_long ? Place::kProse : Place::kText;
    return end;
  };
  for (size_t i = quote + (is_long ? 3 : 1); i < text_.size(); ++i) {
    const char c = text_[i];
    if (c == '\\') {
      ++i;
    } else if (is_long) {
      if (c == mark && text_.substr(i, 3) == text_.substr(quote, 3)) return closed(i + 3);
    } else if (c == mark) {
      return closed(i + 1);
    } else if (c == '\n' || c == '\r') {
      return i + 1;
    }
  }
  return text_.size();
}

Place Places::At(size_t place) {
  while (next_ <= place) {
    while (next_ < text_.size() && !kBegins[static_cast<uint8_t>(text_[next_])]) ++next_;
    if (next_ >= text_.size()) break;
    if (text_[next_] == '#') {
      begin_ = next_;
      end_ = next_ = std::min(text_.find_first_of("\r\n", next_), text_.size());
      kind_ = Place::kProse;
    } else {
      next_ = EndOfLiteral(next_);
    }
  }
  return begin_ <= place && place < end_ ? kind_ : Place::kCode;
}

bool FromImports::Contains(size_t place) {
  if (place < end_) return true;
  const size_t before = text_.rfind('\n', place);
  const size_t line = before == std::string_view::npos ? 0 : before + 1;
  const size_t first = text_.find_first_not_of(" \t", line);
  if (text_.substr(first, 5) != "from ") return false;
  const size_t end = std::min(text_.find('\n', place), text_.size());
  const std::string_view line_of_it = text_.substr(first, end - first);
  const std::string_view statement = line_of_it.substr(0, line_of_it.find('#'));
  if (statement.find(" import") == std::string_view::npos ||
      statement.find_first_of(";\\") != std::string_view::npos || HasInnerReturn(statement)) {
    return false;
  }
  end_ = end;
  if (const size_t open = statement.find('('); open != std::string_view::npos) {
    end_ = std::min(text_.find(')', first + open), text_.size());
  }
  return true;
}

}  // namespace meerkat::trigger
