#pragma once

// Lets one thread sleep until something happened in any of several places, without losing a call:
//
//   const uint64_t seen = wake_up.count();
//   if (!ThereIsWork()) wake_up.WaitPast(seen);   // returns at once if it was called in between

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace meerkat::cli {

class WakeUp {
 public:
  void Call() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++count_;
    called_.notify_all();
  }
  uint64_t count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }
  void WaitPast(uint64_t seen) {
    std::unique_lock<std::mutex> lock(mutex_);
    called_.wait(lock, [&] { return count_ != seen; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable called_;
  uint64_t count_ = 0;
};

}  // namespace meerkat::cli
