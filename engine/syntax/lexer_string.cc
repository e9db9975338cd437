// Strings, and the text of f-strings.

#include <cstring>

#include "engine/syntax/characters.h"
#include "engine/syntax/lexer.h"

namespace meerkat::syntax {
namespace {

// f-strings within f-strings; deeper ones are for the other parser.
constexpr size_t kMaxFormats = 32;

}  // namespace

// A string with its prefix from `begin` and its first quote at `quote`.
bool Lexer::StringAfterPrefix(const char* begin, const char* quote) {
  bool raw = false;
  bool format = false;
  bool bytes = false;
  bool unicode = false;
  for (const char* letter = begin; letter != quote; ++letter) {
    bool* flag = nullptr;
    switch (*letter) {
      case 'r':
      case 'R': flag = &raw; break;
      case 'b':
      case 'B': flag = &bytes; break;
      case 'u':
      case 'U': flag = &unicode; break;
      case 'f':
      case 'F':
      case 't':
      case 'T': flag = &format; break;
      default: return false;
    }
    if (*flag) return false;
    *flag = true;
  }
  if ((format && bytes) || (unicode && quote - begin > 1)) return false;
  const bool thrice = quote[1] == *quote && quote[2] == *quote;
  at_ = quote + (thrice ? 3 : 1);
  if (format) {
    if (formats_.size() == kMaxFormats) return false;
    Add(TokenKind::kFormatStart, begin, at_);
    formats_.push_back({.state = Format::State::kText,
                        .quote = *quote,
                        .thrice = thrice,
                        .raw = raw,
                        .open_brackets = 0});
    return true;
  }
  if (thrice) {
    while (true) {
      at_ = static_cast<const char*>(std::memchr(at_, *quote, static_cast<size_t>(end_ - at_)));
      if (at_ == nullptr) return false;
      const char* before = at_;
      while (before[-1] == '\\') --before;
      const bool escaped = (at_ - before) % 2 != 0;
      if (!escaped && at_[1] == *quote && at_[2] == *quote) break;
      ++at_;
    }
    at_ += 3;
  } else {
    while (true) {
      while (!Is(*at_, kStringStop)) ++at_;
      if (*at_ == *quote) break;
      if (*at_ == '\n' || (*at_ == '\0' && at_ == end_)) return false;
      if (*at_ == '\\') {
        ++at_;
        if (*at_ == '\r' && at_[1] == '\n') ++at_;
        if (at_ == end_) return false;
      }
      ++at_;
    }
    ++at_;
  }
  Add(TokenKind::kString, begin, at_);
  return true;
}

// The text of an f-string up to its end or its next expression.
bool Lexer::FormatText(const Format& format) {
  while (true) {
    while (!Is(*at_, kStringStop)) ++at_;
    switch (*at_) {
      case '\0':
        if (at_ == end_) return false;
        ++at_;
        break;
      case '\n':
        if (!format.thrice) return false;
        ++at_;
        break;
      case '\\':
        ++at_;
        if (at_ == end_) return false;
        if (format.raw) {
          if (*at_ == format.quote || *at_ == '\\') ++at_;
        } else if (*at_ == 'N' && at_[1] == '{') {
          while (*at_ != '}') {
            if (*at_ == '\n' || at_ == end_) return false;
            ++at_;
          }
          ++at_;
        } else if (*at_ == '\r' && at_[1] == '\n') {
          at_ += 2;
        } else if (*at_ != '{' && *at_ != '}') {
          ++at_;
        }
        break;
      case '{':
        if (at_[1] == '{') {
          at_ += 2;
          break;
        }
        if (formats_.size() == kMaxFormats) return false;
        formats_.push_back({.state = Format::State::kExpression,
                            .quote = '\0',
                            .thrice = false,
                            .raw = false,
                            .open_brackets = open_brackets_});
        return Take(TokenKind::kFormatOpen, 1);
      case '}':
        if (at_[1] != '}') return false;
        at_ += 2;
        break;
      default: {
        const uint32_t quotes = format.thrice ? 3 : 1;
        if (*at_ != format.quote ||
            (format.thrice && !(at_[1] == format.quote && at_[2] == format.quote))) {
          ++at_;
          break;
        }
        formats_.pop_back();
        return Take(TokenKind::kFormatEnd, quotes);
      }
    }
  }
}

// What stands between the colon and the brace.
bool Lexer::FormatSpecifier() {
  while (!Is(*at_, kStringStop)) ++at_;
  if (*at_ == '}') return CloseBrace();
  if (*at_ != '{' || at_[1] == '{' || formats_.size() == kMaxFormats) return false;
  formats_.push_back({.state = Format::State::kExpression,
                      .quote = '\0',
                      .thrice = false,
                      .raw = false,
                      .open_brackets = open_brackets_});
  return Take(TokenKind::kFormatOpen, 1);
}

}  // namespace meerkat::syntax
