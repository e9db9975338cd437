#pragma once

// What all clients together may have sent of files that are not complete. A file that comes in one
// piece needs none of it, whatever its size; a file in pieces takes its whole size with the first,
// so that it can always be finished, and gives it back with the last. So clients that begin files
// and never end them hold at most this much, however many they are.
//
//   UploadCredit credit(limits.max_open_upload_bytes);
//   if (!credit.Take(size)) return LimitPassed(…);
//
// Thread-safe, without a lock.

#include <atomic>
#include <cstdint>

namespace meerkat::ingest {

class UploadCredit {
 public:
  explicit UploadCredit(uint64_t most) : most_(most) {}

  // False, and nothing taken, if that would be more than there is.
  bool Take(uint64_t bytes) {
    uint64_t taken = taken_.load(std::memory_order_relaxed);
    do {
      if (bytes > most_ || taken > most_ - bytes) return false;
    } while (!taken_.compare_exchange_weak(taken, taken + bytes, std::memory_order_relaxed));
    return true;
  }
  void GiveBack(uint64_t bytes) { taken_.fetch_sub(bytes, std::memory_order_relaxed); }

  uint64_t taken() const { return taken_.load(std::memory_order_relaxed); }
  uint64_t most() const { return most_; }

 private:
  const uint64_t most_;
  std::atomic<uint64_t> taken_ = 0;
};

}  // namespace meerkat::ingest
