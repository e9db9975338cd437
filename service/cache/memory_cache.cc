#include "service/cache/memory_cache.h"

namespace meerkat::cache {

MemoryCache::~MemoryCache() {
  for (Shard& shard : shards_) {
    pool::Lock lock(shard.mutex);
    while (shard.oldest != nullptr) shard.Evict();
  }
}

ResultRef MemoryCache::Find(const ResultKey& key) {
  Shard& shard = ShardOf(key);
  pool::Lock lock(shard.mutex);
  const auto place = shard.results.find(key);
  if (place == shard.results.end()) return ResultRef();
  (*place)->visited_ = true;
  return ResultRef(*place);
}

std::vector<ResultRef> MemoryCache::FindAll(std::span<const ResultKey> keys) {
  std::array<std::vector<uint32_t>, kShards> places;
  for (std::vector<uint32_t>& of_shard : places) of_shard.reserve(keys.size() / kShards * 2);
  for (uint32_t i = 0; i < keys.size(); ++i) places[ShardNumber(keys[i])].push_back(i);
  std::vector<ResultRef> found(keys.size());
  for (size_t number = 0; number < kShards; ++number) {
    Shard& shard = shards_[number];
    pool::Lock lock(shard.mutex);
    for (const uint32_t i : places[number]) shard.results.prefetch(keys[i]);
    for (const uint32_t i : places[number]) {
      const auto place = shard.results.find(keys[i]);
      if (place == shard.results.end()) continue;
      (*place)->visited_ = true;
      found[i] = ResultRef(*place);
    }
  }
  return found;
}

void MemoryCache::Put(const ResultRef& result) {
  const uint64_t cost = result->cost();
  if (cost > max_shard_bytes_) return;
  Result* added = const_cast<Result*>(result.get());
  Shard& shard = ShardOf(added->key());
  pool::Lock lock(shard.mutex);
  if (!shard.results.insert(added).second) return;
  added->references_.fetch_add(1, std::memory_order_relaxed);
  while (shard.bytes + cost > max_shard_bytes_) shard.Evict();
  shard.bytes += cost;
  added->visited_ = false;
  added->newer_ = nullptr;
  added->older_ = shard.newest;
  (shard.newest == nullptr ? shard.oldest : shard.newest->newer_) = added;
  shard.newest = added;
}

void MemoryCache::Shard::Evict() {
  Result* victim = hand == nullptr ? oldest : hand;
  while (victim->visited_) {
    victim->visited_ = false;
    victim = victim->newer_ == nullptr ? oldest : victim->newer_;
  }
  hand = victim->newer_;
  (victim->older_ == nullptr ? oldest : victim->older_->newer_) = victim->newer_;
  (victim->newer_ == nullptr ? newest : victim->newer_->older_) = victim->older_;
  results.erase(victim);
  bytes -= victim->cost();
  ++evictions;
  // The table's reference goes to one that gives it back.
  ResultRef last(victim);
  victim->references_.fetch_sub(1, std::memory_order_relaxed);
}

MemoryStats MemoryCache::stats() const {
  MemoryStats sum;
  for (const Shard& shard : shards_) {
    pool::Lock lock(shard.mutex);
    sum.bytes += shard.bytes;
    sum.entries += shard.results.size();
    sum.evictions += shard.evictions;
  }
  return sum;
}

}  // namespace meerkat::cache
