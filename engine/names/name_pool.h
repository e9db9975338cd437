#pragma once

// Owns the texts of qualified names that stand nowhere in the file as they are ("os.path" +
// "join"). Reset between files, memory kept.

#include <cstring>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

namespace meerkat::names {

class NamePool {
 public:
  std::string_view Concat(std::initializer_list<std::string_view> parts) {
    size_t size = 0;
    for (std::string_view part : parts) size += part.size();
    char* out = Allocate(size);
    char* at = out;
    for (std::string_view part : parts) {
      if (part.empty()) continue;
      std::memcpy(at, part.data(), part.size());
      at += part.size();
    }
    return {out, size};
  }

  // Forgets all names: views handed out before are invalid.
  void Reset() {
    large_.clear();
    chunk_ = 0;
    used_ = 0;
  }

 private:
  static constexpr size_t kChunk = 16 * 1024;

  char* Allocate(size_t size) {
    if (size > kChunk / 4) {
      large_.push_back(std::make_unique<char[]>(size));
      return large_.back().get();
    }
    if (chunks_.empty()) {
      chunks_.push_back(std::make_unique<char[]>(kChunk));
    } else if (used_ + size > kChunk) {
      if (++chunk_ == chunks_.size()) chunks_.push_back(std::make_unique<char[]>(kChunk));
      used_ = 0;
    }
    char* out = chunks_[chunk_].get() + used_;
    used_ += size;
    return out;
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  std::vector<std::unique_ptr<char[]>> large_;
  size_t chunk_ = 0;
  size_t used_ = 0;
};

}  // namespace meerkat::names
