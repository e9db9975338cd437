#include "engine/syntax/lexer.h"

#include <cstring>

#include "engine/syntax/characters.h"
#include "engine/syntax/keywords.h"

namespace meerkat::syntax {
namespace {

// Deeper nesting is for the other parser.
constexpr size_t kMaxIndents = 50;
// Asking whether to stop costs a clock read.
constexpr uint32_t kLinesBetweenStops = 1024;

}  // namespace

bool Lexer::Run(std::string_view bytes, const core::Budget& budget, const Outline& outline) {
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
  stopped_ = false;
  broken_ = false;
  skipped_ = false;
  budget_ = &budget;
  lines_ = 0;
  outline_ = outline;
  // How far the function that is being read is indented: those within are read with it.
  constexpr uint32_t kNoFunction = 0xFFFFFFFF;
  uint32_t function = kNoFunction;
  while (at_ != end_) {
    if (Stop() || !LineStart()) return false;
    if (at_ == end_) break;
    const size_t first = tokens_.size();
    if (!LineTokens()) return false;
    if (outline_.needs == nullptr) continue;
    if (function != kNoFunction && indents_.back() > function) continue;
    function = HasBody(first) ? indents_.back() : kNoFunction;
    if (function != kNoFunction && !Body()) return false;
  }
  if (!Indentation(0)) return false;
  AddEmpty(TokenKind::kEnd, static_cast<uint32_t>(bytes.size()));
  return true;
}

bool Lexer::AtMostIndents() const { return indents_.size() == kMaxIndents; }

bool Lexer::Stop() {
  stopped_ = stopped_ || (++lines_ % kLinesBetweenStops == 0 && budget_->Stopped());
  return stopped_;
}

// Passes over empty lines and comments to the first token of a line, and says how far it is
// indented.
bool Lexer::LineStart() {
  uint32_t indent = 0;
  if (!FindLine(&indent)) return false;
  return at_ == end_ || Indentation(indent);
}

// The same without the tokens of the indentation. At the file's end it says nothing.
bool Lexer::FindLine(uint32_t* indentation) {
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
      default: *indentation = indent; return !tab_after_space;
    }
  }
}

// A line with tokens begins, or the file ends. A comment on a line of its own belongs to the
// innermost block that it is indented for, and the block ends after it.
bool Lexer::Indentation(uint32_t indent) {
  if (indent > indents_.back()) {
    if (AtMostIndents()) return false;
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
  for (bool ended = false; !ended;) {
    if (!LineStep(&ended)) return false;
  }
  return true;
}

// One token, blank, comment or line end.
bool Lexer::LineStep(bool* ended) {
  if (!formats_.empty() && formats_.back().state != Format::State::kExpression) {
    const Format format = formats_.back();
    return format.state == Format::State::kText ? FormatText(format) : FormatSpecifier();
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
    if (!joined) {
      *ended = true;
      return true;
    }
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
  } else {
    return Punctuation();
  }
  return true;
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
  if (Is(*at_, kNamePart) || static_cast<unsigned char>(*at_) >= 0x80) {
    // `1if x else y` is still allowed: a keyword ends a number.
    const char* end = at_;
    while (Is(*end, kNamePart)) ++end;
    broken_ = KindOfWord({at_, static_cast<size_t>(end - at_)}) == TokenKind::kName;
    return false;
  }
  const std::string_view text(begin, static_cast<size_t>(at_ - begin));
  if (text[0] == '0' && text.find_first_not_of("0123456789_") == text.npos &&
      text.find_first_not_of("0_") != text.npos) {
    broken_ = true;  // Python 2's octal numbers
    return false;
  }
  Add(is_float ? TokenKind::kFloat : TokenKind::kInteger, begin, at_);
  return true;
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
