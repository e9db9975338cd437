#pragma once

// Which files are being analysed now, so that equal files that arrive together are analysed once.
// The first to come is the leader; whoever comes while it is at it leaves a continuation and goes
// on with other work: no worker ever waits.
//
//   switch (flights.Join(key, bytes, [this](Landing landing, ResultRef result) { … })) {
//     case Flights::kLead:  …analyse…; flights.Land(key, landing, result); break;
//     case Flights::kWait:  return;            // the continuation will be called, once
//     case Flights::kAlone: …analyse…; break;  // too much waits already
//   }
//
// Thread-safe; continuations are called by Land, with no lock held. A leader has to land.

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "service/cache/result.h"
#include "service/pool/mutex.h"

namespace meerkat::cache {

enum class Landing {
  kResult,      // here it is
  kNotLasting,  // it depends on the moment: each has to see for itself
  kCancelled,   // the leader was told to stop: somebody else has to lead
};

class Flights {
 public:
  using Waiter = std::function<void(Landing landing, const ResultRef& result)>;
  enum Role { kLead, kWait, kAlone };

  // What those that wait may hold of files, all together: their bytes stand in no queue any more.
  static constexpr uint64_t kMaxWaitingBytes = 32 << 20;

  // The waiter is moved from for kWait only.
  Role Join(const ResultKey& key, uint64_t bytes, Waiter&& waiter);
  // `result` for kResult.
  void Land(const ResultKey& key, Landing landing, const ResultRef& result);

 private:
  struct Flight {
    std::vector<Waiter> waiters;
    uint64_t waiting_bytes = 0;
  };

  pool::Mutex mutex_;
  absl::flat_hash_map<ResultKey, Flight> flights_ MEERKAT_GUARDED_BY(mutex_);
  uint64_t waiting_bytes_ MEERKAT_GUARDED_BY(mutex_) = 0;
};

}  // namespace meerkat::cache
