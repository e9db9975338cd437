#include "engine/rules/values.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::rules {

using syntax::Kind;
using syntax::Node;

namespace {

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// Whether a number is 0, 0x0, 0.0e5, 0j.
bool IsZero(std::string_view number) {
  const bool based = number.size() > 1 && number[0] == '0' && std::isalpha(Lower(number[1])) &&
                     Lower(number[1]) != 'e' && Lower(number[1]) != 'j';
  if (based) number.remove_prefix(2);
  for (char c : number) {
    if (!based && Lower(c) == 'e') break;
    if (std::isxdigit(static_cast<unsigned char>(c)) && c != '0') return false;
  }
  return true;
}

// "", b"", '''''', but not f"", which has to be computed.
bool IsEmptyLiteral(Node string) {
  const syntax::LiteralPrefix prefix = syntax::PrefixOf(string.text());
  return !prefix.format &&
         string.text().size() == prefix.prefix_length + size_t{2} * prefix.quote_length;
}

bool IsTestFolder(std::string_view name) {
  return name == "test" || name == "tests" || name == "testing";
}

}  // namespace

bool IsText(Node node) {
  return syntax::IsString(node) && !syntax::IsFormatString(node) && !syntax::IsBytes(node);
}

std::string TextOf(Node node) {
  std::string text;
  syntax::ConstantString(node, &text);
  return text;
}

std::string NameIn(Node argument) {
  return IsText(argument) ? TextOf(argument) : std::string(syntax::LastName(argument));
}

std::optional<uint64_t> IntegerValue(Node node) {
  if (node.kind() != Kind::kInteger) return std::nullopt;
  std::string_view digits = node.text();
  uint64_t base = 10;
  if (digits.size() > 1 && digits[0] == '0') {
    const char kind = Lower(digits[1]);
    base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
    if (base != 10) digits.remove_prefix(2);
  }
  uint64_t value = 0;
  for (char c : digits) {
    if (c == '_') continue;
    if (Lower(c) == 'j') return std::nullopt;
    const uint64_t digit = static_cast<uint64_t>(c <= '9' ? c - '0' : Lower(c) - 'a' + 10);
    value = value * base + digit;
  }
  return value;
}

std::optional<double> NumberValue(Node node) {
  if (node.kind() != Kind::kInteger && node.kind() != Kind::kFloat) return std::nullopt;
  if (IsZero(node.text())) return 0.0;
  if (const std::optional<uint64_t> integer = IntegerValue(node)) {
    return static_cast<double>(*integer);
  }
  std::string digits;
  for (char c : node.text()) {
    if (c != '_') digits += c;
  }
  if (Lower(digits.back()) == 'j') return std::nullopt;
  // Too large a number is infinite.
  return std::strtod(digits.c_str(), nullptr);
}

bool MaySwitchOn(Node argument) {
  switch (argument.kind()) {
    case Kind::kFalse:
    case Kind::kNone: return false;
    case Kind::kInteger:
    case Kind::kFloat: return !IsZero(argument.text());
    case Kind::kList:
    case Kind::kDictionary: return static_cast<bool>(argument.first_child());
    case Kind::kString: return !IsEmptyLiteral(argument);
    case Kind::kConcatenatedString:
      for (Node piece : argument.children()) {
        if (!IsEmptyLiteral(piece)) return true;
      }
      return false;
    default: return static_cast<bool>(argument);
  }
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

bool ContainsIgnoringCase(std::string_view text, std::string_view lower_case_part) {
  return std::search(text.begin(), text.end(), lower_case_part.begin(), lower_case_part.end(),
                     [](char x, char y) { return Lower(x) == y; }) != text.end();
}

bool IsTestPath(std::string_view path) {
  while (true) {
    const size_t slash = path.find('/');
    if (slash == std::string_view::npos) break;
    if (IsTestFolder(path.substr(0, slash))) return true;
    path.remove_prefix(slash + 1);
  }
  const std::string_view stem = path.substr(0, path.rfind('.'));
  return stem.starts_with("test_") || stem.ends_with("_test") || stem == "conftest" ||
         stem == "tests" || stem == "test";
}

}  // namespace meerkat::rules
