// Passing over the bodies of functions that nobody needs: see syntax/outline.h.

#include <algorithm>
#include <array>

#include "engine/syntax/characters.h"
#include "engine/syntax/lexer.h"

namespace meerkat::syntax {
namespace {

// What the code of a body is searched for.
constexpr std::array<bool, 256> kCodeStops = [] {
  std::array<bool, 256> stops{};
  for (char c : {'\n', '\r', '\0', '"', '\'', '#', '(', ')', '[', ']', '{', '}', '\\'}) {
    stops[static_cast<unsigned char>(c)] = true;
  }
  return stops;
}();

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\r'; }

}  // namespace

// Whether the line that begins with that token is a function's head, with its body on lines below.
bool Lexer::HasBody(size_t first_token) const {
  const size_t last = tokens_.size() - 1;
  if (first_token + 4 > last || tokens_[last].kind != TokenKind::kNewline ||
      tokens_[last - 1].kind != TokenKind::kColon) {
    return false;
  }
  if (tokens_[first_token].kind == TokenKind::kAsync) ++first_token;
  return tokens_[first_token].kind == TokenKind::kDef;
}

// After a function's head: passes over the body, or stays where it is if the body is needed or
// anything about it is unusual.
bool Lexer::Body() {
  const char* const start = at_;
  const size_t comments = comments_.size();
  const size_t tokens = tokens_.size();
  const uint32_t line_end = line_end_;
  uint32_t indent = 0;
  uint32_t end = 0;
  if (FindLine(&indent) && at_ != end_ && indent > indents_.back() && !AtMostIndents()) {
    const uint32_t begin = static_cast<uint32_t>(at_ - first_);
    if (PassOver(indents_.back(), indent, &end) &&
        !outline_.needs(outline_.context, {begin, end})) {
      AddEmpty(TokenKind::kIndent, line_end);
      tokens_.push_back({begin, end, TokenKind::kSkipped});
      indents_.push_back(indent);
      // The next line begins the usual way.
      while (at_ != end_ && at_[-1] != '\n') --at_;
      skipped_ = true;
      return true;
    }
  }
  at_ = start;
  comments_.resize(comments);
  tokens_.resize(tokens);
  line_end_ = line_end;
  pending_.clear();
  formats_.clear();
  open_brackets_ = 0;
  return !stopped_;
}

// From the first line of a body to the first one behind it. `end` is where its last token ends.
bool Lexer::PassOver(uint32_t outer_indent, uint32_t body_indent, uint32_t* end) {
  while (true) {
    if (Stop() || !PassLine(end)) return false;
    pending_.clear();
    uint32_t indent = 0;
    if (!FindLine(&indent)) return false;
    if (at_ == end_ || indent <= outer_indent) return true;
    if (indent < body_indent) return false;
  }
}

// A logical line and its end. Where the last token ends is found from behind; if that takes more
// than a look at blanks, the line is for the lexer proper.
bool Lexer::PassLine(uint32_t* end) {
  uint32_t brackets = 0;
  const char* code_end = nullptr;
  const auto note_end = [this, &code_end] {
    if (code_end != nullptr) return true;
    code_end = at_;
    while (IsBlank(code_end[-1])) --code_end;
    return code_end[-1] != '\n' && code_end[-1] != ';';
  };
  while (true) {
    while (!kCodeStops[static_cast<unsigned char>(*at_)]) ++at_;
    switch (*at_) {
      case '"':
      case '\'':
        if (!PassString()) return false;
        break;
      case '#':
        if (brackets == 0 && !note_end()) return false;
        Comment();
        break;
      case '(':
      case '[':
      case '{':
        ++brackets;
        ++at_;
        break;
      case ')':
      case ']':
      case '}':
        if (brackets-- == 0) return false;
        ++at_;
        break;
      case '\\':
        at_ += at_[1] == '\r' ? 2 : 1;
        if (*at_ != '\n') return false;
        ++at_;
        break;
      case '\r':
        if (at_[1] != '\n') return false;
        ++at_;
        break;
      case '\n':
        if (brackets > 0) {
          ++at_;
          break;
        }
        [[fallthrough]];
      default:  // the NUL byte behind the file, or one in it
        if (brackets > 0 || (*at_ == '\0' && at_ != end_) || !note_end()) return false;
        *end = static_cast<uint32_t>(code_end - first_);
        line_end_ = comments_.empty() ? *end : std::max(*end, comments_.back().end);
        at_ += *at_ == '\n' ? 1 : 0;
        return true;
    }
  }
}

// From its first quote to behind its last.
bool Lexer::PassString() {
  const char* prefix = at_;
  while (at_ - prefix < 2 && Is(prefix[-1], kStringPrefix)) --prefix;
  // `print"x"`
  if (Is(prefix[-1], kNamePart)) prefix = at_;
  const bool format = std::any_of(prefix, at_, [](char c) {
    const char lower = static_cast<char>(c | 0x20);
    return lower == 'f' || lower == 't';
  });
  if (format) return PassFormat(prefix, at_);
  if (!StringAfterPrefix(at_, at_)) return false;
  tokens_.pop_back();
  return true;
}

// An f-string holds expressions, which may hold its own quotes: read, and forgotten.
bool Lexer::PassFormat(const char* prefix, const char* quote) {
  const size_t tokens = tokens_.size();
  if (!StringAfterPrefix(prefix, quote)) return false;
  for (bool ended = false; !formats_.empty() && !ended;) {
    if (!LineStep(&ended)) return false;
  }
  tokens_.resize(tokens);
  return true;
}

}  // namespace meerkat::syntax
