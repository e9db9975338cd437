#pragma once

// Memory for the values of one analysis: handed out in order, given back all at once. What lives in
// it is trivially destructible.
//
//   Value* value = arena.New<Value>();
//   arena.Reset();   // keeps the first blocks

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace meerkat::flow {

class Arena {
 public:
  template <typename T>
  T* New() {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    return new (Allocate(sizeof(T))) T();
  }
  template <typename T>
  T* Array(size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    T* items = static_cast<T*>(Allocate(sizeof(T) * count));
    for (size_t i = 0; i < count; ++i) new (items + i) T();
    return items;
  }
  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    char* copy = static_cast<char*>(Allocate(text.size()));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  void Reset() {
    if (blocks_.size() > kKeptBlocks) blocks_.resize(kKeptBlocks);
    large_.clear();
    current_ = 0;
    used_ = 0;
    bytes_ = 0;
  }
  // Handed out since the last Reset.
  size_t bytes() const { return bytes_; }

 private:
  static constexpr size_t kAlignment = 8;
  static constexpr size_t kBlockBytes = size_t{256} << 10;
  // Enough for most files, so that their memory is not taken from the system anew each time.
  static constexpr size_t kKeptBlocks = 16;

  void* Allocate(size_t size) {
    size = (size + kAlignment - 1) & ~(kAlignment - 1);
    bytes_ += size;
    if (size > kBlockBytes) {
      return large_.emplace_back(std::make_unique_for_overwrite<char[]>(size)).get();
    }
    if (blocks_.empty() || used_ + size > kBlockBytes) {
      if (!blocks_.empty()) ++current_;
      if (current_ == blocks_.size()) {
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(kBlockBytes));
      }
      used_ = 0;
    }
    void* place = blocks_[current_].get() + used_;
    used_ += size;
    return place;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;  // of kBlockBytes each
  std::vector<std::unique_ptr<char[]>> large_;
  size_t current_ = 0;
  size_t used_ = 0;
  size_t bytes_ = 0;
};

}  // namespace meerkat::flow
