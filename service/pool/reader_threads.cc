#include "service/pool/reader_threads.h"

#include <utility>

namespace meerkat::pool {

ReaderThreads::~ReaderThreads() {
  std::vector<std::thread> threads;
  {
    Lock lock(mutex_);
    stopping_ = true;
    threads.swap(threads_);
  }
  work_.NotifyAll();
  for (std::thread& thread : threads) thread.join();
}

void ReaderThreads::Start(std::function<void()> job) {
  {
    Lock lock(mutex_);
    if (stopping_) return;
    jobs_.push_back(std::move(job));
    // An idle thread may already be on its way to an earlier job: each needs its own.
    if (idle_ < jobs_.size() && threads_.size() < max_threads_) {
      threads_.emplace_back([this] { Loop(); });
    }
  }
  work_.NotifyOne();
}

void ReaderThreads::Loop() {
  while (true) {
    std::function<void()> job;
    {
      Lock lock(mutex_);
      ++idle_;
      while (jobs_.empty() && !stopping_) work_.Wait(lock);
      --idle_;
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

}  // namespace meerkat::pool
