#pragma once

// Python source to tokens, in one pass. It takes well-formed code and nothing else: at the first
// thing that is not Python 3, or that only a parser with error recovery can make sense of, it gives
// up.
//
//   Lexer lexer;
//   if (lexer.Run(bytes)) Use(lexer.tokens(), lexer.comments());
//
// Indentation is counted as CPython counts it, except that a tab after a space, a line that begins
// with a backslash and characters other than ASCII outside strings and comments make it give up:
// they are rare, and the other parser reads them.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/budget.h"
#include "engine/core/span.h"
#include "engine/syntax/outline.h"
#include "engine/syntax/token.h"

namespace meerkat::syntax {

class Lexer {
 public:
  // `bytes` are followed by a NUL byte, and every line ends in "\n" or "\r\n". False: not
  // well-formed. The tokens end with one kEnd.
  bool Run(std::string_view bytes, const core::Budget& budget = {}, const Outline& outline = {});
  // Whether the body of a function was passed over.
  bool skipped() const { return skipped_; }
  // Whether it was the budget that made it give up.
  bool stopped() const { return stopped_; }
  // Whether what it gave up on is no Python 3 for sure: `0777`, `1st`. Otherwise the grammar has to
  // say.
  bool broken() const { return broken_; }

  const std::vector<Token>& tokens() const { return tokens_; }
  // In order; each from '#' to the end of its line, without the "\r".
  const std::vector<core::Span>& comments() const { return comments_; }

 private:
  // What the lexer is inside of, innermost last.
  struct Format {
    enum class State : uint8_t {
      kText,        // between the quotes of an f-string
      kExpression,  // between { and }, or { and :
      kSpecifier,   // after the colon
    };
    State state;
    char quote;              // kText
    bool thrice;             // kText
    bool raw;                // kText
    uint32_t open_brackets;  // kExpression: how many there were outside
  };
  struct PendingComment {
    uint32_t end;
    uint32_t indent;
  };

  bool Stop();
  bool LineStart();
  bool FindLine(uint32_t* indent);
  bool Indentation(uint32_t indent);
  bool LineTokens();
  bool LineStep(bool* ended);
  bool AtMostIndents() const;
  bool HasBody(size_t first_token) const;
  bool Body();
  bool PassOver(uint32_t outer_indent, uint32_t body_indent, uint32_t* end);
  bool PassLine(uint32_t* end);
  bool PassString();
  bool PassFormat(const char* prefix, const char* quote);
  bool Word();
  bool StringAfterPrefix(const char* begin, const char* quote);
  bool Number();
  bool FormatText(const Format& format);
  bool FormatSpecifier();
  bool Punctuation();
  bool CloseBrace();
  void Comment();
  void Add(TokenKind kind, const char* begin, const char* end) {
    tokens_.push_back(
        {static_cast<uint32_t>(begin - first_), static_cast<uint32_t>(end - first_), kind});
  }
  // A token from `at_` that is `size` bytes long.
  bool Take(TokenKind kind, uint32_t size) {
    Add(kind, at_, at_ + size);
    at_ += size;
    return true;
  }
  void AddEmpty(TokenKind kind, uint32_t place) { tokens_.push_back({place, place, kind}); }

  const char* first_ = nullptr;
  const char* end_ = nullptr;
  const char* at_ = nullptr;
  const core::Budget* budget_ = nullptr;
  uint32_t lines_ = 0;
  bool stopped_ = false;
  bool broken_ = false;
  bool skipped_ = false;
  Outline outline_;
  uint32_t open_brackets_ = 0;
  uint32_t line_end_ = 0;  // where the last token or comment of the last line with a token ended
  std::vector<Token> tokens_;
  std::vector<core::Span> comments_;
  std::vector<uint32_t> indents_;
  std::vector<PendingComment> pending_;  // comments on lines of their own since the last token
  std::vector<Format> formats_;
};

}  // namespace meerkat::syntax
