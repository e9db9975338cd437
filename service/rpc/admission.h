#pragma once

// Who may begin a scan: at most max_concurrent_scans at a time, nobody while the server drains.
//
//   absl::StatusOr<Admission::Ticket> ticket = admission.Enter();
//   if (!ticket.ok()) return ticket.status();      // the scan is in while the ticket lives
//
// Every function may be called from any thread.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "service/pool/mutex.h"

namespace meerkat::rpc {

class Admission {
 public:
  explicit Admission(uint32_t max_scans) : max_scans_(max_scans) {}

  struct Leave {
    void operator()(Admission* admission) const { admission->Left(); }
  };
  using Ticket = std::unique_ptr<Admission, Leave>;

  // UNAVAILABLE while draining, RESOURCE_EXHAUSTED (names max_concurrent_scans) when full; both with
  // advice when to try again.
  absl::StatusOr<Ticket> Enter();

  // Nobody enters from now on.
  void StartDraining();
  bool draining() const;
  uint32_t running() const;
  // Returns once no scan runs, `timeout` has passed, or `hurry` (asked every 50 ms) is true. Whether
  // no scan runs.
  bool WaitUntilIdle(std::chrono::milliseconds timeout, const std::function<bool()>& hurry);

 private:
  void Left();

  const uint32_t max_scans_;
  mutable pool::Mutex mutex_;
  pool::Condition left_;
  uint32_t running_ MEERKAT_GUARDED_BY(mutex_) = 0;
  bool draining_ MEERKAT_GUARDED_BY(mutex_) = false;
};

}  // namespace meerkat::rpc
