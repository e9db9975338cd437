#pragma once

// Results in memory, within a budget of bytes, thrown out by SIEVE (Zhang et al., "SIEVE is Simpler
// than LRU", NSDI 2024): one queue in order of arrival, one bit for "asked for since", and a hand
// that goes from the oldest to the newest, clears bits and throws out what has none. A hit sets a
// bit and moves nothing; a tree that is scanned once goes out before what is asked for again, which
// under LRU it would push out.
//
//   cache::MemoryCache memory(64 << 20);
//   memory.Put(result);
//   cache::ResultRef result = memory.Find(key);
//
// Thread-safe: 16 shards by key, a mutex each, held for tens of nanoseconds a key.

#include <array>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "service/cache/result.h"
#include "service/pool/mutex.h"

namespace meerkat::cache {

struct MemoryStats {
  uint64_t bytes = 0;
  uint64_t entries = 0;
  uint64_t evictions = 0;  // since the start
};

class MemoryCache {
 public:
  // 0: nothing is kept. A result of more than a shard's share (1/16) is not.
  explicit MemoryCache(uint64_t max_bytes) : max_shard_bytes_(max_bytes / kShards) {}
  ~MemoryCache();
  MemoryCache(const MemoryCache&) = delete;
  MemoryCache& operator=(const MemoryCache&) = delete;

  // Null if it is not there.
  ResultRef Find(const ResultKey& key);
  // The same for many, at half the cost each: a shard is locked once for all of its own.
  std::vector<ResultRef> FindAll(std::span<const ResultKey> keys);
  // A result that is there already stays.
  void Put(const ResultRef& result);
  MemoryStats stats() const;

 private:
  static constexpr size_t kShards = 16;

  struct Hash {
    using is_transparent = void;
    size_t operator()(const ResultKey& key) const { return std::hash<core::Digest>()(key); }
    size_t operator()(const Result* result) const { return (*this)(result->key()); }
  };
  struct Equal {
    using is_transparent = void;
    static const ResultKey& KeyOf(const Result* result) { return result->key(); }
    static const ResultKey& KeyOf(const ResultKey& key) { return key; }
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
      return KeyOf(a) == KeyOf(b);
    }
  };
  struct Shard {
    mutable pool::Mutex mutex;
    // Each one counts as a reference.
    absl::flat_hash_set<Result*, Hash, Equal> results MEERKAT_GUARDED_BY(mutex);
    Result* newest MEERKAT_GUARDED_BY(mutex) = nullptr;
    Result* oldest MEERKAT_GUARDED_BY(mutex) = nullptr;
    // Where the hand stands; null: before the oldest.
    Result* hand MEERKAT_GUARDED_BY(mutex) = nullptr;
    uint64_t bytes MEERKAT_GUARDED_BY(mutex) = 0;
    uint64_t evictions MEERKAT_GUARDED_BY(mutex) = 0;

    void Evict() MEERKAT_REQUIRES(mutex);
  };

  // Not the bits that the table hashes by.
  static size_t ShardNumber(const ResultKey& key) { return key.bytes[16] % kShards; }
  Shard& ShardOf(const ResultKey& key) { return shards_[ShardNumber(key)]; }

  const uint64_t max_shard_bytes_;
  std::array<Shard, kShards> shards_;
};

}  // namespace meerkat::cache
