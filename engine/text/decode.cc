#include "engine/text/decode.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "fmt/format.h"

namespace meerkat::text {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
// A longer name is no encoding's; a message shows this much of it.
constexpr size_t kMaxNameBytes = 40;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

// PEP 263: ^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)
std::string_view EncodingOfLine(std::string_view line) {
  while (!line.empty() && IsBlank(line.front())) line.remove_prefix(1);
  if (!line.starts_with("#")) return {};
  for (size_t at = line.find("coding"); at != std::string_view::npos;
       at = line.find("coding", at + 1)) {
    std::string_view rest = line.substr(at + 6);
    if (!rest.starts_with(":") && !rest.starts_with("=")) continue;
    rest.remove_prefix(1);
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
    const auto end = std::find_if_not(rest.begin(), rest.end(), IsNameCharacter);
    if (end != rest.begin()) return rest.substr(0, static_cast<size_t>(end - rest.begin()));
  }
  return {};
}

bool IsBlankOrComment(std::string_view line) {
  while (!line.empty() && IsBlank(line.front())) line.remove_prefix(1);
  return line.empty() || line.front() == '#';
}

// Lower case, '_' as '-', as Python compares names of encodings.
std::string Normalised(std::string_view name) {
  std::string normalised(name.substr(0, kMaxNameBytes));
  for (char& c : normalised) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = '-';
  }
  return normalised;
}

bool NamesUtf8(std::string_view name) {
  return name == "utf-8" || name == "utf8" || name.starts_with("utf-8-") || name == "u8" ||
         name == "utf" || name == "cp65001";
}

// Python's name for an encoding → iconv's, where they differ by more than what iconv forgives.
std::string IconvName(const std::string& name) {
  struct Alias {
    std::string_view python;
    std::string_view iconv;
  };
  static constexpr Alias kAliases[] = {
      {"latin-1", "ISO-8859-1"},
      {"latin1", "ISO-8859-1"},
      {"l1", "ISO-8859-1"},
      {"iso8859-1", "ISO-8859-1"},
      {"latin", "ISO-8859-1"},
      {"cp819", "ISO-8859-1"},
      {"latin2", "ISO-8859-2"},
      {"latin-2", "ISO-8859-2"},
      {"iso8859-15", "ISO-8859-15"},
      {"latin-9", "ISO-8859-15"},
      {"windows-1252", "CP1252"},
      {"mbcs", "CP1252"},
      {"mac-roman", "MACINTOSH"},
      {"macroman", "MACINTOSH"},
      {"mac-cyrillic", "MAC-CYRILLIC"},
      {"sjis", "SHIFT_JIS"},
      {"shift-jis", "SHIFT_JIS"},
      {"s-jis", "SHIFT_JIS"},
      {"ujis", "EUC-JP"},
      {"eucjp", "EUC-JP"},
      {"euckr", "EUC-KR"},
      {"gb2312", "GB2312"},
      {"cp936", "GBK"},
      {"ms936", "GBK"},
      {"big5-tw", "BIG5"},
      {"ascii", "ASCII"},
      {"us-ascii", "ASCII"},
      {"646", "ASCII"},
      {"cyrillic", "ISO-8859-5"},
      {"koi8r", "KOI8-R"},
  };
  for (const Alias& alias : kAliases) {
    if (alias.python == name) return std::string(alias.iconv);
  }
  return name;
}

// Source is read by its ASCII part, so an encoding without it (UTF-16, EBCDIC) cannot be declared
// by an ASCII comment: Python refuses it, too.
bool HoldsAscii(iconv_t conversion) {
  char ascii[] = "import os # {}[]\\~";
  char out[4 * sizeof(ascii)];
  char* from = ascii;
  char* to = out;
  size_t from_left = sizeof(ascii) - 1;
  size_t to_left = sizeof(out);
  const bool converted = iconv(conversion, &from, &from_left, &to, &to_left) == 0;
  iconv(conversion, nullptr, nullptr, nullptr, nullptr);
  return converted && std::string_view(out, 9) == std::string_view(ascii, 9);
}

// Appends everything to `out`, U+FFFD for what does not fit. False if anything did not.
bool Convert(iconv_t conversion, std::string_view bytes, std::string* out) {
  char buffer[4096];
  char* from = const_cast<char*>(bytes.data());
  size_t from_left = bytes.size();
  bool fits = true;
  while (from_left > 0) {
    char* to = buffer;
    size_t to_left = sizeof(buffer);
    const size_t result = iconv(conversion, &from, &from_left, &to, &to_left);
    const int error = errno;
    out->append(buffer, sizeof(buffer) - to_left);
    if (result != static_cast<size_t>(-1) || error == E2BIG) continue;
    // EILSEQ, or EINVAL at the end of the file.
    fits = false;
    out->append(kReplacement);
    iconv(conversion, nullptr, nullptr, nullptr, nullptr);
    ++from;
    --from_left;
  }
  return fits;
}

std::string FromLatin1(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (char c : bytes) {
    const uint8_t byte = static_cast<uint8_t>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | byte >> 6);
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

// Length of the well-formed sequence at the front; 0 if there is none.
size_t SequenceLength(const uint8_t* at, size_t left) {
  const auto continues = [at](size_t i) { return (at[i] & 0xC0) == 0x80; };
  const uint8_t lead = at[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return left >= 2 && continues(1) ? 2 : 0;
  if (lead < 0xF0) {
    if (left < 3 || !continues(1) || !continues(2)) return 0;
    if (lead == 0xE0 && at[1] < 0xA0) return 0;   // overlong
    if (lead == 0xED && at[1] >= 0xA0) return 0;  // surrogate
    return 3;
  }
  if (lead > 0xF4 || left < 4 || !continues(1) || !continues(2) || !continues(3)) return 0;
  if (lead == 0xF0 && at[1] < 0x90) return 0;   // overlong
  if (lead == 0xF4 && at[1] >= 0x90) return 0;  // past U+10FFFF
  return 4;
}

Decoded WithoutDeclaration(std::string_view bytes) {
  Decoded decoded;
  decoded.converted = true;
  decoded.utf8 = FromLatin1(bytes);
  decoded.trouble =
      "is not UTF-8 and declares no encoding, so Python refuses it: it was read as Latin-1; add "
      "`# -*- coding: NAME -*-` to its first line, or save it as UTF-8";
  return decoded;
}

}  // namespace

bool IsUtf8(std::string_view bytes) {
  const uint8_t* at = reinterpret_cast<const uint8_t*>(bytes.data());
  const uint8_t* const end = at + bytes.size();
  while (at != end) {
    // Source is nearly all ASCII: 32 bytes at a time.
    while (end - at >= 32) {
      uint64_t words[4];
      std::memcpy(words, at, sizeof(words));
      if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080) != 0) break;
      at += 32;
    }
    if (at == end) break;
    // Up to the next stretch of ASCII, one sequence at a time.
    for (int i = 0; i < 32 && at != end; ++i) {
      const size_t length = SequenceLength(at, static_cast<size_t>(end - at));
      if (length == 0) return false;
      at += length;
    }
  }
  return true;
}

std::string_view DeclaredEncoding(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  for (int line_number = 0; line_number < 2; ++line_number) {
    const size_t end = bytes.find_first_of("\r\n");
    const std::string_view line = bytes.substr(0, end);
    const std::string_view name = EncodingOfLine(line);
    if (!name.empty()) return name;
    if (end == std::string_view::npos || !IsBlankOrComment(line)) return {};
    bytes.remove_prefix(bytes.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
  return {};
}

Decoded Decode(std::string_view bytes) {
  const std::string_view declared = DeclaredEncoding(bytes);
  const std::string name = Normalised(declared);
  const bool utf8 = IsUtf8(bytes);
  if (declared.empty() || NamesUtf8(name) || bytes.starts_with(kByteOrderMark)) {
    return utf8 ? Decoded{} : WithoutDeclaration(bytes);
  }
  const bool ascii = std::none_of(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<uint8_t>(c) >= 0x80; });
  Decoded decoded;
  const iconv_t conversion = iconv_open("UTF-8", IconvName(name).c_str());
  const bool known = conversion != reinterpret_cast<iconv_t>(-1) && HoldsAscii(conversion);
  if (!known) {
    decoded.trouble =
        fmt::format("declares the encoding \"{}\", which is not known: it was read as {}",
                    declared.substr(0, kMaxNameBytes), utf8 ? "UTF-8" : "Latin-1");
    decoded.converted = !utf8;
    if (!utf8) decoded.utf8 = FromLatin1(bytes);
  } else if (!ascii) {
    decoded.converted = true;
    decoded.utf8.reserve(bytes.size() + bytes.size() / 4);
    if (!Convert(conversion, bytes, &decoded.utf8)) {
      decoded.trouble = fmt::format(
          "holds bytes that do not fit the encoding \"{}\" that it declares: each was read as "
          "U+FFFD",
          declared.substr(0, kMaxNameBytes));
    }
  }
  if (conversion != reinterpret_cast<iconv_t>(-1)) iconv_close(conversion);
  return decoded;
}

}  // namespace meerkat::text
