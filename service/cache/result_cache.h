#pragma once

// Results of files, so that equal bytes are analysed once: asked when a manifest is admitted,
// before any byte of a file is sent, and again by the worker that has the bytes.
//
//   cache::ResultCache results({.max_bytes = 64 << 20, .folder = "/var/lib/meerkat/results"});
//   if (cache::ResultRef known = results.Find(key)) Deliver(known);
//   …
//   results.Put(key, cache::Encode(result));         // lasting results only (cache::IsLasting)
//
// Two tiers: memory, and with a folder the disk, which outlives the process and may be shared with
// others; what is found on the disk is in memory from then on.
//
// Trust: a result is stored only under a digest that this process computed from the bytes or
// compared with them. Thread-safe.

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/cache/flights.h"
#include "service/cache/memory_cache.h"
#include "service/cache/result.h"
#include "service/cache/result_store.h"

namespace meerkat::cache {

struct CacheOptions {
  // What results may take in memory; 0 keeps none.
  uint64_t max_bytes = 64 << 20;
  // Where results outlive the process. Empty: nowhere.
  std::string folder;
  // What may stand there: a quarter for results, the rest for sources. As much as those may take,
  // what running scans still need of them may take once more.
  uint64_t max_stored_bytes = uint64_t{1} << 30;
};

struct CacheStats {
  uint64_t memory_hits = 0;
  uint64_t memory_misses = 0;
  MemoryStats memory;
  uint64_t disk_hits = 0;
  uint64_t disk_misses = 0;
  uint64_t disk_bytes = 0;
};

class ResultCache {
 public:
  explicit ResultCache(const CacheOptions& options);

  // False: nothing is ever found, so nobody needs a digest for it.
  bool enabled() const { return enabled_; }
  // False if a folder was given and no file can be made in it: the cache is one of memory then.
  bool folder_is_usable() const {
    return options_.folder.empty() || (store_ != nullptr && sources_ != nullptr);
  }
  // Null if it is not known.
  ResultRef Find(const ResultKey& key);
  // The same for many, at half the cost each.
  std::vector<ResultRef> FindAll(std::span<const ResultKey> keys);
  ResultRef Put(const ResultKey& key, std::string_view encoded);
  // The same for bytes that are no result, under keys that no result has. They are of this
  // process's making as results are, and count in no metric.
  ResultRef FindBytes(const ResultKey& key);
  ResultRef PutBytes(const ResultKey& key, std::string_view bytes);
  // The same for sources, which are large and seldom read: on the disk where there is one, or else
  // in memory. A scan holds those that it uses: what it puts or sees after that is found to its end
  // (ResultStore::Hold).
  using SourceHold = ResultStore::Hold;
  SourceHold HoldSources() const { return sources_ == nullptr ? nullptr : sources_->HoldKept(); }
  ResultRef FindSource(const ResultKey& key, const SourceHold& hold);
  // It cannot be unpacked.
  void ForgetSource(const ResultKey& key) {
    if (sources_ != nullptr) sources_->Forget(key);
  }
  // `in_memory` is set to it where it stands in memory.
  void PutSource(const ResultKey& key, std::string_view packed, ResultRef* in_memory);
  // Which of them FindSource would find; those that are at hand are put into `in_memory`, which has
  // as many places.
  std::vector<bool> HoldsSources(std::span<const ResultKey> keys,
                                 std::vector<ResultRef>* in_memory);
  Flights& flights() { return flights_; }
  CacheStats stats() const;

 private:
  ResultRef FindStored(const ResultKey& key);

  const CacheOptions options_;
  MemoryCache memory_;
  // Null without a folder. Apart, as a scan's sources are a hundred times as large as its results.
  const std::unique_ptr<ResultStore> store_;
  const std::unique_ptr<ResultStore> sources_;
  const bool enabled_;
  Flights flights_;
  std::atomic<uint64_t> memory_hits_ = 0;
  std::atomic<uint64_t> memory_misses_ = 0;
  std::atomic<uint64_t> disk_hits_ = 0;
  std::atomic<uint64_t> disk_misses_ = 0;
};

}  // namespace meerkat::cache
