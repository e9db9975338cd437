#pragma once

// A stretch of a file's bytes, [begin, end). Offsets are 32 bits: a file of 4 GiB is never
// analysed.

#include <cstdint>

namespace meerkat::core {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool Contains(uint32_t offset) const { return begin <= offset && offset < end; }
  friend constexpr bool operator==(Span, Span) = default;
};

}  // namespace meerkat::core
