#include "service/rpc/admission.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "service/ingest/errors.h"

namespace meerkat::rpc {
namespace {

// A drained server is replaced within seconds; a full one has a scan less within about one.
constexpr std::chrono::milliseconds kRetryDrained{5'000};
constexpr std::chrono::milliseconds kRetryFull{1'000};
constexpr std::chrono::milliseconds kAskHurry{50};

}  // namespace

absl::StatusOr<Admission::Ticket> Admission::Enter() {
  pool::Lock lock(mutex_);
  if (draining_) {
    return ingest::RetryAfter(
        absl::UnavailableError("the server is shutting down and takes no new scan"), kRetryDrained);
  }
  if (running_ - answered_ - std::min(ending_, kMaxEnding * max_scans_) >= max_scans_) {
    const absl::Status full = absl::ResourceExhaustedError(
        fmt::format("{} scans run already, which is max_concurrent_scans; try again", max_scans_));
    return ingest::RetryAfter(ingest::WithLimit(full, "max_concurrent_scans", max_scans_),
                              kRetryFull);
  }
  ++running_;
  return Ticket(this);
}

void Admission::StartEnding(Ticket& ticket) {
  pool::Lock lock(mutex_);
  if (std::exchange(ticket.get_deleter().stage, Stage::kEnding) != Stage::kEnding) ++ending_;
}

void Admission::SetAnswered(Ticket& ticket) {
  pool::Lock lock(mutex_);
  if (std::exchange(ticket.get_deleter().stage, Stage::kAnswered) == Stage::kEnding) --ending_;
  ++answered_;
}

void Admission::Left(Stage stage) {
  // Under the lock: who waits may destroy this object as soon as it has seen the last one leave.
  pool::Lock lock(mutex_);
  --running_;
  if (stage == Stage::kEnding) --ending_;
  if (stage == Stage::kAnswered) --answered_;
  left_.NotifyAll();
}

void Admission::StartDraining() {
  pool::Lock lock(mutex_);
  draining_ = true;
}

bool Admission::draining() const {
  pool::Lock lock(mutex_);
  return draining_;
}

uint32_t Admission::running() const {
  pool::Lock lock(mutex_);
  return running_;
}

bool Admission::WaitUntilIdle(std::chrono::milliseconds timeout,
                              const std::function<bool()>& hurry) {
  const auto end = std::chrono::steady_clock::now() + timeout;
  pool::Lock lock(mutex_);
  while (running_ > 0) {
    if (std::chrono::steady_clock::now() >= end || (hurry && hurry())) return false;
    left_.WaitFor(lock, kAskHurry);
  }
  return true;
}

}  // namespace meerkat::rpc
