#include "service/cache/result_cache.h"

#include <utility>

namespace meerkat::cache {

namespace {

std::unique_ptr<ResultStore> OpenStore(const CacheOptions& options, StoreOptions store) {
  if (options.folder.empty() || options.max_stored_bytes == 0) return nullptr;
  store.folder = options.folder;
  return ResultStore::Open(store);
}

}  // namespace

ResultCache::ResultCache(const CacheOptions& options)
    : options_(options),
      memory_(options.max_bytes),
      store_(OpenStore(options, {.max_bytes = options.max_stored_bytes / 4})),
      // Packed files of real packages have 4 KB in the mean.
      sources_(OpenStore(options, {.prefix = "sources-",
                                   .max_bytes = options.max_stored_bytes / 4 * 3,
                                   .record_bytes = 2048})),
      enabled_(options.max_bytes > 0 || store_ != nullptr) {}

ResultRef ResultCache::Find(const ResultKey& key) {
  if (!enabled_) return ResultRef();
  ResultRef result = memory_.Find(key);
  (result ? memory_hits_ : memory_misses_).fetch_add(1, std::memory_order_relaxed);
  return result || store_ == nullptr ? result : FindStored(key);
}

std::vector<ResultRef> ResultCache::FindAll(std::span<const ResultKey> keys) {
  if (!enabled_) return std::vector<ResultRef>(keys.size());
  std::vector<ResultRef> results = memory_.FindAll(keys);
  uint64_t hits = 0;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (results[i]) {
      ++hits;
    } else if (store_ != nullptr) {
      results[i] = FindStored(keys[i]);
    }
  }
  memory_hits_.fetch_add(hits, std::memory_order_relaxed);
  memory_misses_.fetch_add(keys.size() - hits, std::memory_order_relaxed);
  return results;
}

ResultRef ResultCache::FindStored(const ResultKey& key) {
  std::string encoded;
  const bool found = store_->Read(key, &encoded) && IsWellFormed(encoded);
  (found ? disk_hits_ : disk_misses_).fetch_add(1, std::memory_order_relaxed);
  if (!found) return ResultRef();
  ResultRef result = Result::Make(key, encoded);
  memory_.Put(result);
  return result;
}

ResultRef ResultCache::Put(const ResultKey& key, std::string_view encoded) {
  ResultRef result = Result::Make(key, encoded);
  memory_.Put(result);
  if (store_ != nullptr) store_->Write(key, encoded);
  return result;
}

ResultRef ResultCache::FindBytes(const ResultKey& key) {
  if (!enabled_) return ResultRef();
  ResultRef bytes = memory_.Find(key);
  std::string stored;
  if (bytes || store_ == nullptr || !store_->Read(key, &stored)) return bytes;
  bytes = Result::Make(key, stored);
  memory_.Put(bytes);
  return bytes;
}

ResultRef ResultCache::PutBytes(const ResultKey& key, std::string_view bytes) {
  if (!enabled_) return ResultRef();
  ResultRef known = memory_.Find(key);
  return known ? known : Put(key, bytes);
}

ResultRef ResultCache::FindSource(const ResultKey& key, const SourceHold& hold) {
  if (sources_ == nullptr) return FindBytes(key);
  std::string stored;
  return sources_->ReadKept(key, &stored, hold) ? Result::Make(key, stored) : ResultRef();
}

void ResultCache::PutSource(const ResultKey& key, std::string_view packed, ResultRef* in_memory) {
  if (sources_ == nullptr) {
    *in_memory = PutBytes(key, packed);
  } else {
    sources_->Keep(key, packed);
  }
}

std::vector<bool> ResultCache::HoldsSources(std::span<const ResultKey> keys,
                                            std::vector<ResultRef>* in_memory) {
  if (sources_ != nullptr) return sources_->KeepsAll(keys);
  if (enabled_) *in_memory = memory_.FindAll(keys);
  std::vector<bool> holds(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) holds[i] = bool((*in_memory)[i]);
  return holds;
}

CacheStats ResultCache::stats() const {
  return {.memory_hits = memory_hits_.load(std::memory_order_relaxed),
          .memory_misses = memory_misses_.load(std::memory_order_relaxed),
          .memory = memory_.stats(),
          .disk_hits = disk_hits_.load(std::memory_order_relaxed),
          .disk_misses = disk_misses_.load(std::memory_order_relaxed),
          .disk_bytes = (store_ == nullptr ? 0 : store_->bytes()) +
                        (sources_ == nullptr ? 0 : sources_->bytes())};
}

}  // namespace meerkat::cache
