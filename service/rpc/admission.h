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

  enum class Stage { kRunning, kEnding, kAnswered };
  struct Leave {
    Stage stage = Stage::kRunning;
    void operator()(Admission* admission) const { admission->Left(stage); }
  };
  using Ticket = std::unique_ptr<Admission, Leave>;

  // UNAVAILABLE while draining, RESOURCE_EXHAUSTED (names max_concurrent_scans) when full; both
  // with advice when to try again.
  absl::StatusOr<Ticket> Enter();

  // The scan has ended but for its last message: another one may have its place, while whoever
  // waits for the end of all scans waits for it, too. A client sees the end before the server does;
  // without this one that starts scan after scan would find its own last ones in the way. At most
  // kMaxEnding times max_concurrent_scans leave their place so: a thousand small scans a second
  // have hundreds of ends under way.
  static constexpr uint32_t kMaxEnding = 8;
  void StartEnding(Ticket& ticket);
  // Nothing but a small answer is left, which gRPC holds as it holds those of any call: it takes no
  // place at all, and is waited for.
  void SetAnswered(Ticket& ticket);

  // Nobody enters from now on.
  void StartDraining();
  bool draining() const;
  uint32_t running() const;
  // Returns once no scan runs, `timeout` has passed, or `hurry` (asked every 50 ms) is true.
  // Whether no scan runs.
  bool WaitUntilIdle(std::chrono::milliseconds timeout, const std::function<bool()>& hurry);

 private:
  void Left(Stage stage);

  const uint32_t max_scans_;
  mutable pool::Mutex mutex_;
  pool::Condition left_;
  uint32_t running_ MEERKAT_GUARDED_BY(mutex_) = 0;
  uint32_t ending_ MEERKAT_GUARDED_BY(mutex_) = 0;    // part of running_
  uint32_t answered_ MEERKAT_GUARDED_BY(mutex_) = 0;  // part of running_ and of none other
  bool draining_ MEERKAT_GUARDED_BY(mutex_) = false;
};

}  // namespace meerkat::rpc
