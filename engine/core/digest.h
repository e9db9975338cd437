#pragma once

// SHA-256 (FIPS 180-4) of bytes: the identity of contents everywhere in meerkat.
//
//   core::Digest digest = core::Sha256(bytes);

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace meerkat::core {

struct Digest {
  std::array<uint8_t, 32> bytes{};

  std::string_view AsBytes() const {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  // Lower-case hexadecimal, 64 characters.
  std::string ToHex() const;
  friend bool operator==(const Digest&, const Digest&) = default;
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

Digest Sha256(std::string_view bytes);

// The digest whose 32 bytes are given; any other length gives the all-zero digest, which no
// contents have in practice.
Digest DigestFromBytes(std::string_view bytes);

// Hashes several fields as one value. Each field is preceded by its length, so that ("ab", "c") and
// ("a", "bc") differ.
class DigestBuilder {
 public:
  DigestBuilder() = default;
  ~DigestBuilder();
  DigestBuilder(const DigestBuilder&) = delete;
  DigestBuilder& operator=(const DigestBuilder&) = delete;

  DigestBuilder& Add(std::string_view field);
  DigestBuilder& Add(uint64_t field);
  Digest Finish();

 private:
  void Append(const void* bytes, size_t size);

  // Short fields are hashed many at a time: a call costs as much as their bytes. Null until there
  // are too many.
  void* context_ = nullptr;
  size_t count_ = 0;
  char gathered_[512];
};

}  // namespace meerkat::core

template <>
struct std::hash<meerkat::core::Digest> {
  size_t operator()(const meerkat::core::Digest& digest) const {
    size_t value = 0;
    for (size_t i = 0; i < sizeof(value); ++i) value = value << 8 | digest.bytes[i];
    return value;
  }
};
