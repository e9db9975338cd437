#include "engine/syntax/string_literal.h"

#include <algorithm>

namespace meerkat::syntax {
namespace {

constexpr uint32_t kReplacement = 0xFFFD;

void AppendUtf8(uint32_t code, std::string* out) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = kReplacement;
  if (code < 0x80) {
    *out += static_cast<char>(code);
  } else if (code < 0x800) {
    *out += static_cast<char>(0xC0 | code >> 6);
    *out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    *out += static_cast<char>(0xE0 | code >> 12);
    *out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    *out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    *out += static_cast<char>(0xF0 | code >> 18);
    *out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    *out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    *out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Decodes one escape; text[at] is the character after the backslash. Returns how many were used.
size_t AppendEscape(std::string_view text, size_t at, std::string* out) {
  const char c = text[at];
  switch (c) {
    case '\n': return 1;
    case '\r': return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    case '\\':
    case '\'':
    case '"': *out += c; return 1;
    case 'a': *out += '\a'; return 1;
    case 'b': *out += '\b'; return 1;
    case 'f': *out += '\f'; return 1;
    case 'n': *out += '\n'; return 1;
    case 'r': *out += '\r'; return 1;
    case 't': *out += '\t'; return 1;
    case 'v': *out += '\v'; return 1;
    default: break;
  }
  if (c >= '0' && c <= '7') {
    uint32_t code = 0;
    size_t used = 0;
    while (used < 3 && at + used < text.size() && text[at + used] >= '0' &&
           text[at + used] <= '7') {
      code = code * 8 + static_cast<uint32_t>(text[at + used++] - '0');
    }
    AppendUtf8(code, out);
    return used;
  }
  const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits != 0) {
    uint32_t code = 0;
    size_t used = 1;
    while (used <= digits && at + used < text.size() && HexDigit(text[at + used]) >= 0) {
      code = code * 16 + static_cast<uint32_t>(HexDigit(text[at + used++]));
    }
    AppendUtf8(code, out);
    return used;
  }
  if (c == 'N' && at + 1 < text.size() && text[at + 1] == '{') {
    const size_t close = text.find('}', at);
    if (close != std::string_view::npos) {
      AppendUtf8(kReplacement, out);
      return close - at + 1;
    }
  }
  // An unknown escape keeps its backslash.
  *out += '\\';
  return 0;
}

// Appends a stretch of a literal's inside. In a format string "{{" and "}}" stand for one brace.
void AppendDecoded(std::string_view text, const LiteralPrefix& prefix, std::string* out) {
  const auto holds = [text](char c) { return text.find(c) != std::string_view::npos; };
  if ((prefix.raw || !holds('\\')) && !holds('\r') &&
      !(prefix.format && (holds('{') || holds('}')))) {
    out->append(text);
    return;
  }
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '\\' && !prefix.raw && i + 1 < text.size()) {
      i += 1 + AppendEscape(text, i + 1, out);
    } else if (prefix.format && (text[i] == '{' || text[i] == '}') && i + 1 < text.size() &&
               text[i + 1] == text[i]) {
      *out += text[i];
      i += 2;
    } else if (text[i] == '\r') {
      // A line end inside a literal is "\n", however the file writes it.
      *out += '\n';
      i += i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1;
    } else {
      *out += text[i++];
    }
  }
}

// The inside of one literal, without prefix and quotes.
core::Span Inside(Node string, const LiteralPrefix& prefix) {
  core::Span span = string.span();
  span.begin = std::min(span.begin + prefix.prefix_length + prefix.quote_length, span.end);
  // An unterminated literal has no closing quotes to take off.
  const std::string_view text = string.text();
  const std::string_view quotes = text.substr(prefix.prefix_length, prefix.quote_length);
  if (span.size() >= prefix.quote_length && text.ends_with(quotes)) span.end -= prefix.quote_length;
  return span;
}

void AppendPiece(Node string, std::string* value) {
  const LiteralPrefix prefix = PrefixOf(string.text());
  const core::Span inside = Inside(string, prefix);
  const std::string_view source = string.tree().source();
  uint32_t at = inside.begin;
  for (Node child : string.children()) {
    if (child.begin() > at) AppendDecoded(source.substr(at, child.begin() - at), prefix, value);
    at = std::max(at, child.end());
  }
  if (inside.end > at) AppendDecoded(source.substr(at, inside.end - at), prefix, value);
}

// What f"{x = }" shows before the value: "x = ".
std::string_view DebugText(Node interpolation) {
  const Node expression = interpolation.first_child();
  const std::string_view source = interpolation.tree().source();
  size_t at = expression.end();
  while (at < interpolation.end() && (source[at] == ' ' || source[at] == ')')) ++at;
  if (!expression || at >= interpolation.end() || source[at] != '=') return {};
  for (++at; at < interpolation.end() && source[at] == ' ';) ++at;
  return source.substr(interpolation.begin() + 1, at - interpolation.begin() - 1);
}

// The texts of ":>{width}", without its colon.
void AppendOfSpecifier(Node specifier, std::vector<std::string>* constants) {
  Node literal = specifier;
  while (literal && literal.kind() != Kind::kString) literal = literal.parent();
  const LiteralPrefix prefix = PrefixOf(literal.text());
  const std::string_view source = specifier.tree().source();
  const auto append = [&](uint32_t begin, uint32_t end) {
    std::string constant;
    if (end > begin) AppendDecoded(source.substr(begin, end - begin), prefix, &constant);
    if (!constant.empty()) constants->push_back(std::move(constant));
  };
  uint32_t at = specifier.begin() + (specifier.text().starts_with(':') ? 1 : 0);
  for (Node part : specifier.children()) {
    append(at, part.begin());
    at = std::max(at, part.end());
  }
  append(at, specifier.end());
}

// Calls `visit` for each literal; false as soon as it says so.
template <typename Visit>
bool EachPiece(Node string, Visit visit) {
  if (string.kind() == Kind::kString) return visit(string);
  if (string.kind() != Kind::kConcatenatedString) return false;
  for (Node piece : string.children()) {
    if (piece.kind() == Kind::kString && !visit(piece)) return false;
  }
  return true;
}

}  // namespace

LiteralPrefix PrefixOf(std::string_view literal) {
  LiteralPrefix prefix;
  size_t i = 0;
  for (; i < literal.size() && literal[i] != '\'' && literal[i] != '"'; ++i) {
    switch (literal[i] | 0x20) {
      case 'r': prefix.raw = true; break;
      case 'b': prefix.bytes = true; break;
      case 'f':
      case 't': prefix.format = true; break;
      default: break;
    }
  }
  prefix.prefix_length = static_cast<uint8_t>(std::min<size_t>(i, 8));
  prefix.quoted_thrice =
      literal.size() >= i + 6 && literal[i] == literal[i + 1] && literal[i] == literal[i + 2];
  prefix.quote_length = prefix.quoted_thrice ? 3 : 1;
  return prefix;
}

bool IsFormatString(Node string) {
  bool format = false;
  EachPiece(string, [&format](Node piece) {
    format = PrefixOf(piece.text()).format;
    return !format;
  });
  return format;
}

bool IsBytes(Node string) {
  bool bytes = false;
  EachPiece(string, [&bytes](Node piece) {
    bytes = PrefixOf(piece.text()).bytes;
    return !bytes;
  });
  return bytes;
}

bool ConstantString(Node string, std::string* value) {
  const bool plain = EachPiece(string, [](Node piece) {
    const LiteralPrefix prefix = PrefixOf(piece.text());
    return !prefix.format && !prefix.bytes;
  });
  return plain && ConstantParts(string, value);
}

bool ConstantParts(Node string, std::string* value) {
  if (IsBytes(string)) return false;
  return EachPiece(string, [value](Node piece) {
    AppendPiece(piece, value);
    return true;
  });
}

void AppendConstants(Node string, std::vector<std::string>* constants) {
  if (IsBytes(string)) return;
  std::string constant;
  if (string.kind() == Kind::kFormatSpecifier) return AppendOfSpecifier(string, constants);
  if (!IsFormatString(string)) {
    if (ConstantString(string, &constant)) constants->push_back(std::move(constant));
    return;
  }
  const auto close = [&constant, constants] {
    if (!constant.empty()) constants->push_back(std::move(constant));
    constant.clear();
  };
  EachPiece(string, [&](Node piece) {
    const LiteralPrefix prefix = PrefixOf(piece.text());
    const core::Span inside = Inside(piece, prefix);
    const std::string_view source = piece.tree().source();
    uint32_t at = inside.begin;
    for (Node interpolation : piece.children()) {
      if (interpolation.begin() > at) {
        AppendDecoded(source.substr(at, interpolation.begin() - at), prefix, &constant);
      }
      constant += DebugText(interpolation);
      close();
      at = interpolation.end();
    }
    if (inside.end > at) AppendDecoded(source.substr(at, inside.end - at), prefix, &constant);
    return true;
  });
  close();
}

bool StringEquals(Node string, std::string_view value) {
  // What stands there is the value, unless it has escapes or line ends that Python rewrites.
  const bool verbatim = string.kind() == Kind::kString &&
                        string.text().find_first_of("\\\r") == std::string_view::npos;
  if (verbatim) {
    const LiteralPrefix prefix = PrefixOf(string.text());
    if (prefix.format || prefix.bytes) return false;
    return string.tree().source().substr(Inside(string, prefix).begin,
                                         Inside(string, prefix).size()) == value;
  }
  std::string own;
  return ConstantString(string, &own) && own == value;
}

}  // namespace meerkat::syntax
