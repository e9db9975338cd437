#include "service/cache/result_cache.h"

namespace meerkat::cache {

ResultRef ResultCache::Find(const ResultKey& key) {
  if (!enabled_) return ResultRef();
  ResultRef result = memory_.Find(key);
  (result ? memory_hits_ : memory_misses_).fetch_add(1, std::memory_order_relaxed);
  return result;
}

ResultRef ResultCache::Put(const ResultKey& key, std::string_view encoded) {
  ResultRef result = Result::Make(key, encoded);
  memory_.Put(result);
  return result;
}

CacheStats ResultCache::stats() const {
  return {.memory_hits = memory_hits_.load(std::memory_order_relaxed),
          .memory_misses = memory_misses_.load(std::memory_order_relaxed),
          .memory = memory_.stats()};
}

}  // namespace meerkat::cache
