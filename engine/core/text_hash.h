#pragma once

// Texts by the word: FindText looks for one in another where std::string_view::find would stop at
// each of its first letter.
//
// TextHash is a hash of short texts, names above all, for tables that are asked millions of times a
// scan: eight bytes a step, where std::hash of a text is a call with a loop of its own. It differs
// from process to process, so nothing that outlives one may hang on it.
//
//   absl::flat_hash_map<std::string_view, uint32_t, core::TextHash> names;

#include <string.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

namespace meerkat::core {

// npos: it is not there, from that place on.
inline size_t FindText(std::string_view text, std::string_view wanted, size_t from = 0) {
  if (from >= text.size()) return std::string_view::npos;
  const void* place = memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  return place == nullptr ? std::string_view::npos
                          : static_cast<size_t>(static_cast<const char*>(place) - text.data());
}

// Another one in each process: whoever chooses names and paths cannot choose that their hashes
// meet.
inline const uint64_t kTextHashSeed = [] {
  std::random_device random;
  return uint64_t{random()} << 32 | random();
}();

struct TextHash {
  size_t operator()(std::string_view text) const {
    const char* at = text.data();
    size_t left = text.size();
    uint64_t hash = left ^ kTextHashSeed;
    for (; left >= 8; at += 8, left -= 8) hash = Mix(hash ^ Read<uint64_t>(at));
    if (left > 0) hash = Mix(hash ^ ReadEnd(at, left));
    return hash;
  }

 private:
  template <typename Word>
  static uint64_t Read(const char* at) {
    Word word = 0;
    std::memcpy(&word, at, sizeof(word));
    return word;
  }
  // One to seven bytes, by loads of known size: memcpy of a size that is not known is a call. The
  // loads may overlap, as the length is in the hash already.
  static uint64_t ReadEnd(const char* at, size_t bytes) {
    if (bytes >= 4) return Read<uint32_t>(at) | Read<uint32_t>(at + bytes - 4) << 32;
    return Read<uint8_t>(at) | Read<uint8_t>(at + bytes / 2) << 8 |
           Read<uint8_t>(at + bytes - 1) << 16;
  }
  static uint64_t Mix(uint64_t word) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(word ^ 0x2D358DCCAA6C78A5) * 0x8BB84B93962EACC9;
    return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
  }
};

}  // namespace meerkat::core
