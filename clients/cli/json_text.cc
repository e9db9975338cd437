#include "clients/cli/json_text.h"

#include <array>
#include <charconv>

#include "nlohmann/json.hpp"

namespace meerkat::cli {
namespace {

enum class Byte : uint8_t { kPlain, kEscaped, kNotAscii };

constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> bytes{};
  for (size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = i >= 0x80                           ? Byte::kNotAscii
               : i < 0x20 || i == '"' || i == '\\' ? Byte::kEscaped
                                                   : Byte::kPlain;
  }
  return bytes;
}();

void AppendEscaped(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u00";
  out += kDigits[static_cast<uint8_t>(c) >> 4];
  out += kDigits[static_cast<uint8_t>(c) & 15];
}

}  // namespace

void AppendJson(std::string& out, std::string_view text) {
  const size_t start = out.size();
  out += '"';
  size_t plain = 0;  // where the stretch that needs no change begins
  for (size_t i = 0; i < text.size(); ++i) {
    const Byte byte = kBytes[static_cast<uint8_t>(text[i])];
    if (byte == Byte::kPlain) continue;
    if (byte == Byte::kNotAscii) {
      // Rare in a report: the library's way, which knows UTF-8.
      out.resize(start);
      out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
      return;
    }
    out += text.substr(plain, i - plain);
    AppendEscaped(out, text[i]);
    plain = i + 1;
  }
  out += text.substr(plain);
  out += '"';
}

void AppendJson(std::string& out, uint64_t number) {
  std::array<char, 20> digits;
  const std::to_chars_result result =
      std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), result.ptr);
}

void AppendJsonOrNull(std::string& out, std::string_view text) {
  if (text.empty()) {
    out += "null";
  } else {
    AppendJson(out, text);
  }
}

}  // namespace meerkat::cli
