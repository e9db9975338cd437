#pragma once

// Memory for the values of one analysis: handed out in order, given back all at once. What lives in it
// is trivially destructible.
//
//   Value* value = arena.New<Value>();
//   arena.Reset();   // keeps the first block

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
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T))) T();
  }
  template <typename T>
  T* Array(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
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
    if (blocks_.size() > 1) blocks_.resize(1);
    current_ = 0;
    used_ = 0;
    bytes_ = 0;
  }
  // Handed out since the last Reset.
  size_t bytes() const { return bytes_; }

 private:
  static constexpr size_t kBlockBytes = size_t{256} << 10;

  void* Allocate(size_t size) {
    size = (size + 15) & ~size_t{15};
    bytes_ += size;
    if (blocks_.empty() || used_ + size > blocks_[current_].size) {
      if (blocks_.empty() || size > kBlockBytes || current_ + 1 == blocks_.size()) {
        const size_t block = size > kBlockBytes ? size : kBlockBytes;
        blocks_.push_back({std::make_unique_for_overwrite<char[]>(block), block});
      }
      current_ = blocks_.size() - 1;
      used_ = 0;
    }
    void* place = blocks_[current_].bytes.get() + used_;
    used_ += size;
    return place;
  }

  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size;
  };
  std::vector<Block> blocks_;
  size_t current_ = 0;
  size_t used_ = 0;
  size_t bytes_ = 0;
};

}  // namespace meerkat::flow
