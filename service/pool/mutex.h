#pragma once

// std::mutex, tried for a microsecond before a thread sleeps on it: most are held for a hundred
// nanoseconds, and two switches of threads cost fifty times that. With the annotations that clang's
// thread-safety analysis checks (-Wthread-safety is an error). absl::Mutex would bring them too,
// but a distribution builds it without ThreadSanitizer's hooks, and every lock of it then looks
// like a race.
//
//   pool::Mutex mutex_;
//   int count_ MEERKAT_GUARDED_BY(mutex_) = 0;
//   …
//   pool::Lock lock(mutex_);
//   while (count_ == 0) changed_.Wait(lock);

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define MEERKAT_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define MEERKAT_THREAD_ATTRIBUTE(x)
#endif
#define MEERKAT_GUARDED_BY(mutex) MEERKAT_THREAD_ATTRIBUTE(guarded_by(mutex))
#define MEERKAT_REQUIRES(mutex) MEERKAT_THREAD_ATTRIBUTE(requires_capability(mutex))
#define MEERKAT_EXCLUDES(mutex) MEERKAT_THREAD_ATTRIBUTE(locks_excluded(mutex))

namespace meerkat::pool {

class MEERKAT_THREAD_ATTRIBUTE(capability("mutex")) Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

 private:
  friend class Lock;
  std::mutex mutex_;
};

// Holds a mutex while it lives.
class MEERKAT_THREAD_ATTRIBUTE(scoped_lockable) Lock {
 public:
  explicit Lock(Mutex& mutex) MEERKAT_THREAD_ATTRIBUTE(acquire_capability(mutex))
      : lock_(mutex.mutex_, std::try_to_lock) {
    for (int i = 0; i < kTries && !lock_.owns_lock(); ++i) {
      Pause();
      lock_.try_lock();
    }
    if (!lock_.owns_lock()) lock_.lock();
  }
  ~Lock() MEERKAT_THREAD_ATTRIBUTE(release_capability()) {}
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  // For a stretch without the mutex: Release(), then Acquire() again before the end.
  void Release() MEERKAT_THREAD_ATTRIBUTE(release_capability()) { lock_.unlock(); }
  void Acquire() MEERKAT_THREAD_ATTRIBUTE(acquire_capability()) { lock_.lock(); }

 private:
  static constexpr int kTries = 32;

  // Lets the core's other thread, or its power, have the time.
  static void Pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  friend class Condition;
  std::unique_lock<std::mutex> lock_;
};

// A condition variable for Lock. Wakes may be spurious: wait in a loop.
class Condition {
 public:
  void Wait(Lock& lock) { condition_.wait(lock.lock_); }
  void WaitFor(Lock& lock, std::chrono::milliseconds time) {
    condition_.wait_for(lock.lock_, time);
  }
  void NotifyOne() { condition_.notify_one(); }
  void NotifyAll() { condition_.notify_all(); }

 private:
  std::condition_variable condition_;
};

}  // namespace meerkat::pool
