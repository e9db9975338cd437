#include "clients/cli/archive_kind.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace meerkat::cli {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kMagic = {
    "\x1F\x8B"sv,          // gzip
    "PK\x03\x04"sv,        // zip
    "PK\x05\x06"sv,        // zip without entries
    "BZh"sv,               // bzip2
    "\xFD\x37zXZ\x00"sv,   // xz
    "\x28\xB5\x2F\xFD"sv,  // zstd
};

constexpr std::array kSuffixes = {
    ".tar"sv,     ".tar.gz"sv, ".tgz"sv, ".tar.bz2"sv, ".tar.xz"sv,
    ".tar.zst"sv, ".zip"sv,    ".whl"sv, ".egg"sv,
};

// The header's checksum is the sum of its bytes with the checksum's own eight read as spaces,
// written in octal (POSIX.1-1988 ustar).
bool IsTarHeader(std::string_view head) {
  constexpr size_t kField = 148, kFieldBytes = 8;
  if (head.size() < kArchiveHeadBytes || head[0] == '\0') return false;
  uint32_t sum = 0;
  for (size_t i = 0; i < kArchiveHeadBytes; ++i) {
    const bool own = i >= kField && i < kField + kFieldBytes;
    sum += own ? ' ' : static_cast<uint8_t>(head[i]);
  }
  uint32_t written = 0;
  bool digits = false;
  for (char c : head.substr(kField, kFieldBytes)) {
    if (c >= '0' && c <= '7') {
      written = written * 8 + static_cast<uint32_t>(c - '0');
      digits = true;
    } else if (c != ' ' && c != '\0') {
      return false;
    }
  }
  return digits && written == sum;
}

}  // namespace

bool LooksLikeArchive(std::string_view head) {
  return IsTarHeader(head) ||
         std::any_of(kMagic.begin(), kMagic.end(),
                     [&](std::string_view magic) { return head.starts_with(magic); });
}

bool HasArchiveSuffix(std::string_view path) {
  std::string lower(path);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return std::any_of(kSuffixes.begin(), kSuffixes.end(),
                     [&](std::string_view suffix) { return lower.ends_with(suffix); });
}

}  // namespace meerkat::cli
