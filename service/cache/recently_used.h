#pragma once

// Values that are made once and shared by scans, within a budget of bytes: what was asked for least
// recently goes first. Who holds one keeps it alive.
//
//   cache::RecentlyUsed<flow::Unit> units(32 << 20);
//   units.Put(key, unit, unit->bytes());
//   std::shared_ptr<const flow::Unit> again = units.Find(key);
//
// For hundreds of values a scan, not for every file: one lock. Thread-safe.

#include <cstdint>
#include <iterator>
#include <list>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "engine/core/digest.h"
#include "service/pool/mutex.h"

namespace meerkat::cache {

template <typename Value>
class RecentlyUsed {
 public:
  using Ref = std::shared_ptr<const Value>;

  // 0: nothing is kept.
  explicit RecentlyUsed(uint64_t max_bytes) : max_bytes_(max_bytes) {}
  RecentlyUsed(const RecentlyUsed&) = delete;
  RecentlyUsed& operator=(const RecentlyUsed&) = delete;

  // Null if it is not there.
  Ref Find(const core::Digest& key) {
    pool::Lock lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->value;
  }

  // In place of one that is there already. A value larger than the budget is not kept.
  void Put(const core::Digest& key, Ref value, uint64_t bytes) {
    std::list<Entry> evicted;  // destroyed without the lock
    pool::Lock lock(mutex_);
    if (bytes > max_bytes_) return;
    const auto take_out = [&](typename std::list<Entry>::iterator entry) MEERKAT_REQUIRES(mutex_) {
      bytes_ -= entry->bytes;
      places_.erase(entry->key);
      evicted.splice(evicted.begin(), entries_, entry);
    };
    if (const auto old = places_.find(key); old != places_.end()) take_out(old->second);
    while (bytes_ + bytes > max_bytes_) take_out(std::prev(entries_.end()));
    bytes_ += bytes;
    entries_.push_front({key, std::move(value), bytes});
    places_[key] = entries_.begin();
  }

  uint64_t bytes() const {
    pool::Lock lock(mutex_);
    return bytes_;
  }

 private:
  struct Entry {
    core::Digest key;
    Ref value;
    uint64_t bytes;
  };

  const uint64_t max_bytes_;
  mutable pool::Mutex mutex_;
  // The most recent first.
  std::list<Entry> entries_ MEERKAT_GUARDED_BY(mutex_);
  absl::flat_hash_map<core::Digest, typename std::list<Entry>::iterator> places_
      MEERKAT_GUARDED_BY(mutex_);
  uint64_t bytes_ MEERKAT_GUARDED_BY(mutex_) = 0;
};

}  // namespace meerkat::cache
