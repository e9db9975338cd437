#pragma once

// Makers of units for all scans: one takes milliseconds to make, as long as a hundred small files
// take to look up. Those that nobody has are kept, up to a number; each holds some megabytes.
//
//   UnitMakers::Lease maker = makers.Take();
//   maker->Make(path, bytes, …);
//
// Thread-safe. Outlives its leases.

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "engine/scan/other_files.h"
#include "service/pool/mutex.h"

namespace meerkat::rpc {

class UnitMakers {
 public:
  // A maker that has met a larger file is better not kept: it keeps the memory, too.
  static constexpr size_t kLargeFileBytes = 256 << 10;

  explicit UnitMakers(size_t max_idle) : max_idle_(max_idle) {}

  struct Return {
    UnitMakers* makers = nullptr;
    bool is_kept = true;
    void operator()(scan::UnitMaker* maker) const { makers->TakeBack(maker, is_kept); }
  };
  using Lease = std::unique_ptr<scan::UnitMaker, Return>;

  Lease Take() {
    std::unique_ptr<scan::UnitMaker> maker;
    {
      pool::Lock lock(mutex_);
      if (!idle_.empty()) {
        maker = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    if (maker == nullptr) maker = std::make_unique<scan::UnitMaker>();
    return Lease(maker.release(), Return{this});
  }

 private:
  void TakeBack(scan::UnitMaker* given, bool is_kept) {
    std::unique_ptr<scan::UnitMaker> maker(given);  // freed after the lock, if it is one too many
    pool::Lock lock(mutex_);
    if (is_kept && idle_.size() < max_idle_) idle_.push_back(std::move(maker));
  }

  const size_t max_idle_;
  pool::Mutex mutex_;
  std::vector<std::unique_ptr<scan::UnitMaker>> idle_ MEERKAT_GUARDED_BY(mutex_);
};

}  // namespace meerkat::rpc
