#include "tests/bench/load/driver.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace meerkat::bench {
namespace {

using Clock = std::chrono::steady_clock;

double SecondsBetween(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

// What one client has seen. It has one call at a time, so nothing here needs a lock.
struct Client {
  Caller* caller = nullptr;
  Clock::time_point due;
  Clock::time_point last_end;
  Measured seen;

  void Take(const CallResult& result) {
    last_end = Clock::now();
    if (!result.status.ok()) {
      ++seen.errors[result.status.error_message()];
      return;
    }
    if (!result.right) {
      ++seen.errors["a wrong answer"];
      return;
    }
    ++seen.calls;
    seen.latency.Add(SecondsBetween(due, last_end));
    seen.server_seconds.Add(result.server_seconds);
    seen.findings += result.findings;
    seen.files_reused += result.files_reused;
    seen.content_bytes += result.content_bytes;
  }
};

class Run {
 public:
  Run(const std::vector<std::unique_ptr<Caller>>& callers, const Plan& plan,
      std::atomic<uint64_t>* numbers)
      : plan_(plan), numbers_(*numbers), clients_(plan.clients), start_(Clock::now()) {
    for (size_t i = 0; i < clients_.size(); ++i) {
      clients_[i].caller = callers[i % callers.size()].get();
    }
    end_ = start_ +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(plan.seconds));
  }

  Measured Closed() {
    running_ = clients_.size();
    for (Client& client : clients_) Again(client);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return running_ == 0; });
    return Sum();
  }

  Measured Open() {
    for (Client& client : clients_) free_.push_back(&client);
    const std::chrono::duration<double> step(1 / plan_.rate);
    for (uint64_t i = 0; i < plan_.count; ++i) {
      const Clock::time_point due =
          start_ + std::chrono::duration_cast<Clock::duration>(step * static_cast<double>(i));
      if (due >= end_) break;
      std::this_thread::sleep_until(due);
      Client& client = WaitForClient();
      client.due = due;
      client.caller->Start(numbers_++, [this, &client](const CallResult& result) {
        client.Take(result);
        const std::lock_guard lock(mutex_);
        free_.push_back(&client);
        changed_.notify_one();
      });
    }
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return free_.size() == clients_.size(); });
    return Sum();
  }

 private:
  void Again(Client& client) {
    client.due = Clock::now();
    if (client.due >= end_ || started_++ >= plan_.count) {
      const std::lock_guard lock(mutex_);
      if (--running_ == 0) changed_.notify_one();
      return;
    }
    client.caller->Start(numbers_++, [this, &client](const CallResult& result) {
      client.Take(result);
      Again(client);
    });
  }

  Client& WaitForClient() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !free_.empty(); });
    Client* client = free_.back();
    free_.pop_back();
    return *client;
  }

  Measured Sum() {
    Measured sum;
    Clock::time_point last = start_;
    for (const Client& client : clients_) {
      last = std::max(last, client.last_end);
      sum.calls += client.seen.calls;
      for (const auto& [error, count] : client.seen.errors) sum.errors[error] += count;
      sum.latency.Add(client.seen.latency);
      sum.server_seconds.Add(client.seen.server_seconds);
      sum.findings += client.seen.findings;
      sum.files_reused += client.seen.files_reused;
      sum.content_bytes += client.seen.content_bytes;
    }
    sum.seconds = SecondsBetween(start_, last);
    return sum;
  }

  const Plan plan_;
  std::atomic<uint64_t>& numbers_;
  std::vector<Client> clients_;
  const Clock::time_point start_;
  Clock::time_point end_;
  std::atomic<uint64_t> started_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t running_ = 0;
  std::vector<Client*> free_;
};

}  // namespace

Measured Drive(const std::vector<std::unique_ptr<Caller>>& callers, const Plan& plan,
               std::atomic<uint64_t>* numbers) {
  Run run(callers, plan, numbers);
  return plan.rate > 0 ? run.Open() : run.Closed();
}

}  // namespace meerkat::bench
