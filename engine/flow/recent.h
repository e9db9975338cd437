#pragma once

// What was made lately, by the parts that it was made of, so that it is not made again: of what
// loops and calls compute much is the same each time.
//
//   const Taint*& joined = joined_.At({a, b});
//   if (joined == nullptr) joined = Join(a, b);       // nothing else may be looked up meanwhile
//
// For what depends on nothing but its parts and never changes.

#include <array>
#include <cstddef>
#include <cstdint>

namespace meerkat::flow {

template <typename Made>
class Recent {
 public:
  struct Parts {
    const void* first = nullptr;
    const void* second = nullptr;
    uint64_t third = 0;
    bool operator==(const Parts&) const = default;
  };

  // Null: it was not made, or not lately. Whoever makes it puts it there.
  const Made*& At(const Parts& parts) {
    Entry& entry = entries_[HashOf(parts) % entries_.size()];
    if (!(entry.parts == parts)) entry = {parts, nullptr};
    return entry.made;
  }
  void Clear() { entries_.fill({}); }

 private:
  struct Entry {
    Parts parts;
    const Made* made = nullptr;
  };

  static size_t HashOf(const Parts& parts) {
    const uint64_t sum = reinterpret_cast<uintptr_t>(parts.first) * 0x9E3779B97F4A7C15 +
                         reinterpret_cast<uintptr_t>(parts.second) * 0xC2B2AE3D27D4EB4F +
                         parts.third * 0x165667B19E3779F9;
    return static_cast<size_t>(sum >> 40);
  }

  std::array<Entry, 1'024> entries_;
};

}  // namespace meerkat::flow
