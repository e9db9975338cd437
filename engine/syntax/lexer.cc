#include "engine/syntax/lexer.h"

#include <array>
#include <cstring>

namespace meerkat::syntax {
namespace {

// Deeper nesting is for the other parser.
constexpr size_t kMaxIndents = 50;
constexpr size_t kMaxFormats = 32;

enum CharacterClass : uint8_t {
  kNothing = 0,
  kNameStart = 1,
  kDigit = 2,
  kNamePart = kNameStart | kDigit,
  kStringPrefix = 4,
  kStringStop = 8,  // what the text of a string in single quotes is searched for
};

constexpr std::array<uint8_t, 256> MakeClasses() {
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
constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

bool Is(char c, uint8_t character_class) {
  return (kClasses[static_cast<unsigned char>(c)] & character_class) != 0;
}

struct Keyword {
  std::string_view text;
  TokenKind kind;
};
constexpr Keyword kKeywords[] = {
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
constexpr size_t kLongestKeyword = 8;

// A hash without collisions among the keywords; the compiler finds the factor.
constexpr uint32_t Hash(std::string_view word, uint32_t factor) {
  return (static_cast<unsigned char>(word[0]) * factor +
          static_cast<unsigned char>(word.back()) * 7 + static_cast<unsigned char>(word[1]) +
          static_cast<uint32_t>(word.size()) * 31) &
         255;
}
constexpr uint32_t FindFactor() {
  for (uint32_t factor = 1; factor < 1000; ++factor) {
    bool taken[256] = {};
    bool good = true;
    for (const Keyword& keyword : kKeywords) {
      bool& slot = taken[Hash(keyword.text, factor)];
      if (slot) good = false;
      slot = true;
    }
    if (good) return factor;
  }
  return 0;
}
constexpr uint32_t kFactor = FindFactor();
static_assert(kFactor != 0);
constexpr std::array<uint8_t, 256> MakeSlots() {
  std::array<uint8_t, 256> slots{};
  for (size_t i = 0; i < std::size(kKeywords); ++i) {
    slots[Hash(kKeywords[i].text, kFactor)] = static_cast<uint8_t>(i + 1);
  }
  return slots;
}
constexpr std::array<uint8_t, 256> kSlots = MakeSlots();

TokenKind KindOfWord(std::string_view word) {
  if (word.size() < 2 || word.size() > kLongestKeyword) return TokenKind::kName;
  const uint8_t slot = kSlots[Hash(word, kFactor)];
  if (slot == 0) return TokenKind::kName;
  const Keyword& keyword = kKeywords[slot - 1];
  return keyword.text == word ? keyword.kind : TokenKind::kName;
}

}  // namespace

bool Lexer::Run(std::string_view bytes) {
  tokens_.clear();
  comments_.clear();
  pending_.clear();
  formats_.clear();
  indents_.assign(1, 0);
  first_ = at_ = bytes.data();
  end_ = first_ + bytes.size();
  open_brackets_ = 0;
  line_end_ = 0;
  if (bytes.starts_with("\xEF\xBB\xBF")) at_ += 3;
  while (at_ != end_) {
    if (!LineStart()) return false;
    if (at_ == end_) break;
    if (!LineTokens()) return false;
  }
  if (!Indentation(0)) return false;
  AddEmpty(TokenKind::kEnd, static_cast<uint32_t>(bytes.size()));
  return true;
}

// Passes over empty lines and comments to the first token of a line, and says how far it is indented.
bool Lexer::LineStart() {
  while (true) {
    uint32_t indent = 0;
    bool tab_after_space = false;
    for (;; ++at_) {
      if (*at_ == ' ') {
        ++indent;
      } else if (*at_ == '\t') {
        tab_after_space = indent % 8 != 0;
        indent += 8;
      } else if (*at_ == '\f') {
        indent = 0;
      } else {
        break;
      }
    }
    switch (*at_) {
      case '\n': ++at_; continue;
      case '\r':
        if (at_[1] != '\n') return false;
        at_ += 2;
        continue;
      case '#':
        Comment();
        pending_.push_back({comments_.back().end, indent});
        continue;
      case '\\': return false;
      case '\0': return at_ == end_;
      default: return !tab_after_space && Indentation(indent);
    }
  }
}

// A line with tokens begins, or the file ends. A comment on a line of its own belongs to the innermost
// block that it is indented for, and the block ends after it.
bool Lexer::Indentation(uint32_t indent) {
  if (indent > indents_.back()) {
    if (indents_.size() == kMaxIndents) return false;
    indents_.push_back(indent);
    AddEmpty(TokenKind::kIndent, line_end_);
  } else if (indent < indents_.back()) {
    size_t comment = 0;
    uint32_t block_end = line_end_;
    while (indent < indents_.back()) {
      while (comment < pending_.size() && pending_[comment].indent >= indents_.back()) {
        block_end = pending_[comment++].end;
      }
      indents_.pop_back();
      AddEmpty(TokenKind::kDedent, block_end);
    }
    if (indent != indents_.back()) return false;
  }
  pending_.clear();
  return true;
}

void Lexer::Comment() {
  const char* begin = at_;
  const void* line_end = std::memchr(at_, '\n', static_cast<size_t>(end_ - at_));
  at_ = line_end == nullptr ? end_ : static_cast<const char*>(line_end);
  const char* end = at_ > begin && at_[-1] == '\r' ? at_ - 1 : at_;
  comments_.push_back({static_cast<uint32_t>(begin - first_), static_cast<uint32_t>(end - first_)});
}

// The tokens of one logical line and its kNewline.
bool Lexer::LineTokens() {
  while (true) {
    if (!formats_.empty() && formats_.back().state != Format::State::kExpression) {
      const Format format = formats_.back();
      if (!(format.state == Format::State::kText ? FormatText(format) : FormatSpecifier())) {
        return false;
      }
      continue;
    }
    const char c = *at_;
    if (Is(c, kNameStart)) {
      if (!Word()) return false;
    } else if (c == ' ' || c == '\t' || c == '\f') {
      ++at_;
    } else if (Is(c, kDigit) || (c == '.' && Is(at_[1], kDigit))) {
      if (!Number()) return false;
    } else if (c == '\n' || (c == '\r' && at_[1] == '\n') || (c == '\0' && at_ == end_)) {
      const bool joined = open_brackets_ > 0 || !formats_.empty();
      if (!joined) {
        line_end_ = tokens_.back().end;
        if (!comments_.empty() && comments_.back().end > line_end_) {
          line_end_ = comments_.back().end;
        }
        AddEmpty(TokenKind::kNewline, line_end_);
      }
      if (c != '\0') at_ += c == '\r' ? 2 : 1;
      if (!joined) return true;
      if (c == '\0') return false;
    } else if (c == '#') {
      Comment();
    } else if (c == '\\') {
      if (at_[1] == '\n') {
        at_ += 2;
      } else if (at_[1] == '\r' && at_[2] == '\n') {
        at_ += 3;
      } else {
        return false;
      }
      if (at_ == end_) return false;
    } else if (!Punctuation()) {
      return false;
    }
  }
}

bool Lexer::Word() {
  const char* begin = at_;
  while (Is(*at_, kNamePart)) ++at_;
  const size_t size = static_cast<size_t>(at_ - begin);
  if ((*at_ == '\'' || *at_ == '"') && size <= 2) return StringAfterPrefix(begin, at_);
  if (static_cast<unsigned char>(*at_) >= 0x80) return false;
  Add(KindOfWord({begin, size}), begin, at_);
  return true;
}

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

bool Lexer::Number() {
  const char* begin = at_;
  bool is_float = false;
  const auto digits = [this] {
    const char* from = at_;
    while (Is(*at_, kDigit) || (*at_ == '_' && at_ != from && Is(at_[1], kDigit))) ++at_;
    return at_ != from;
  };
  if (*at_ == '0' && std::strchr("xXoObB", at_[1]) != nullptr && at_[1] != '\0') {
    const char base = static_cast<char>(at_[1] | 0x20);
    at_ += 2;
    const char* from = at_;
    for (;; ++at_) {
      const char c = *at_ == '_' ? at_[1] : *at_;
      const char lower = static_cast<char>(c | 0x20);
      const bool digit = base == 'x'   ? Is(c, kDigit) || (lower >= 'a' && lower <= 'f')
                         : base == 'o' ? c >= '0' && c <= '7'
                                       : c == '0' || c == '1';
      if (!digit) break;
    }
    if (at_ == from) return false;
  } else {
    digits();
    if (*at_ == '.') {
      is_float = true;
      ++at_;
      digits();
    }
    if (*at_ == 'e' || *at_ == 'E') {
      is_float = true;
      ++at_;
      if (*at_ == '+' || *at_ == '-') ++at_;
      if (!digits()) return false;
    }
    if (*at_ == 'j' || *at_ == 'J') ++at_;
  }
  if (Is(*at_, kNamePart) || static_cast<unsigned char>(*at_) >= 0x80) return false;
  Add(is_float ? TokenKind::kFloat : TokenKind::kInteger, begin, at_);
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

bool Lexer::CloseBrace() {
  if (!formats_.empty() && formats_.back().open_brackets == open_brackets_) {
    formats_.pop_back();
    return Take(TokenKind::kFormatClose, 1);
  }
  if (open_brackets_ == 0) return false;
  --open_brackets_;
  return Take(TokenKind::kRightBrace, 1);
}

bool Lexer::Punctuation() {
  using enum TokenKind;
  const char next = at_[1];
  // One character, or it and '='.
  const auto or_assign = [this, next](TokenKind plain, TokenKind assign) {
    return next == '=' ? Take(assign, 2) : Take(plain, 1);
  };
  // … or doubled, or doubled and '='.
  const auto doubled = [this, next, &or_assign](TokenKind plain, TokenKind assign, TokenKind twice,
                                                TokenKind twice_assign) {
    if (next != *at_) return or_assign(plain, assign);
    return at_[2] == '=' ? Take(twice_assign, 3) : Take(twice, 2);
  };
  // Directly between the braces of an f-string, where ':' and '!' have a meaning of their own.
  const bool in_format = !formats_.empty() && formats_.back().open_brackets == open_brackets_;
  switch (*at_) {
    case '(': ++open_brackets_; return Take(kLeftParenthesis, 1);
    case '[': ++open_brackets_; return Take(kLeftBracket, 1);
    case '{': ++open_brackets_; return Take(kLeftBrace, 1);
    case ')':
      if (open_brackets_ == 0 || in_format) return false;
      --open_brackets_;
      return Take(kRightParenthesis, 1);
    case ']':
      if (open_brackets_ == 0 || in_format) return false;
      --open_brackets_;
      return Take(kRightBracket, 1);
    case '}': return CloseBrace();
    case '\'':
    case '"': return StringAfterPrefix(at_, at_);
    case ',': return Take(kComma, 1);
    case ':':
      if (in_format) {
        formats_.back().state = Format::State::kSpecifier;
        return Take(kFormatColon, 1);
      }
      return or_assign(kColon, kWalrus);
    case ';': return Take(kSemicolon, 1);
    case '.':
      if (next == '.' && at_[2] == '.') return Take(kEllipsis, 3);
      return Take(kDot, 1);
    case '=': return or_assign(kAssign, kEqual);
    case '+': return or_assign(kAdd, kAddAssign);
    case '-':
      if (next == '>') return Take(kArrow, 2);
      return or_assign(kSubtract, kSubtractAssign);
    case '*': return doubled(kMultiply, kMultiplyAssign, kPower, kPowerAssign);
    case '/': return doubled(kDivide, kDivideAssign, kFloorDivide, kFloorDivideAssign);
    case '@': return or_assign(kMatrixMultiply, kMatrixMultiplyAssign);
    case '%': return or_assign(kModulo, kModuloAssign);
    case '&': return or_assign(kBitAnd, kBitAndAssign);
    case '|': return or_assign(kBitOr, kBitOrAssign);
    case '^': return or_assign(kBitXor, kBitXorAssign);
    case '~': return Take(kTilde, 1);
    case '<':
      if (next == '>') return false;  // Python 2's !=
      return doubled(kLess, kLessEqual, kLeftShift, kLeftShiftAssign);
    case '>': return doubled(kGreater, kGreaterEqual, kRightShift, kRightShiftAssign);
    case '!':
      if (next == '=') return Take(kNotEqual, 2);
      if (!in_format || next < 'a' || next > 'z' || Is(at_[2], kNamePart)) return false;
      return Take(kConversion, 2);
    default: return false;
  }
}

}  // namespace meerkat::syntax
