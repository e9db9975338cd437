#pragma once

// Threads for reading archives. A reader pulls bytes from a stream and blocks while its client
// sends none; it must hold no worker meanwhile, and no thread of gRPC at all. Threads are made when
// they are needed, at most `max_threads`; further jobs wait for one to end.
//
//   pool::ReaderThreads readers(64);
//   readers.Start([session] { session->ReadArchive(); });

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "service/pool/mutex.h"

namespace meerkat::pool {

class ReaderThreads {
 public:
  explicit ReaderThreads(uint32_t max_threads) : max_threads_(max_threads) {}
  // Waits for the jobs that run and throws away those that wait. What a job blocks on has to have
  // been ended before.
  ~ReaderThreads();
  ReaderThreads(const ReaderThreads&) = delete;
  ReaderThreads& operator=(const ReaderThreads&) = delete;

  // Runs `job` on a thread of its own. Never blocks.
  void Start(std::function<void()> job);

 private:
  void Loop();

  const uint32_t max_threads_;
  Mutex mutex_;
  Condition work_;
  std::deque<std::function<void()>> jobs_ MEERKAT_GUARDED_BY(mutex_);
  uint32_t idle_ MEERKAT_GUARDED_BY(mutex_) = 0;
  bool stopping_ MEERKAT_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_ MEERKAT_GUARDED_BY(mutex_);
};

}  // namespace meerkat::pool
