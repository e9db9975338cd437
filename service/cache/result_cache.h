#pragma once

// Results of files, so that equal bytes are analysed once: asked when a manifest is admitted, before any
// byte of a file is sent, and again by the worker that has the bytes.
//
//   cache::ResultCache results({.max_bytes = 64 << 20});
//   if (cache::ResultRef known = results.Find(key)) Deliver(known);
//   …
//   results.Put(key, cache::Encode(result));         // lasting results only (cache::IsLasting)
//
// Trust: a result is stored only under a digest that this process computed from the bytes or compared
// with them. Thread-safe.

#include <atomic>
#include <cstdint>
#include <string_view>

#include "service/cache/flights.h"
#include "service/cache/memory_cache.h"
#include "service/cache/result.h"

namespace meerkat::cache {

struct CacheOptions {
  // What results may take in memory; 0 keeps none.
  uint64_t max_bytes = 64 << 20;
};

struct CacheStats {
  uint64_t memory_hits = 0;
  uint64_t memory_misses = 0;
  MemoryStats memory;
};

class ResultCache {
 public:
  explicit ResultCache(const CacheOptions& options)
      : enabled_(options.max_bytes > 0), memory_(options.max_bytes) {}

  // False: nothing is ever found, so nobody needs a digest for it.
  bool enabled() const { return enabled_; }
  // Null if it is not known.
  ResultRef Find(const ResultKey& key);
  ResultRef Put(const ResultKey& key, std::string_view encoded);
  Flights& flights() { return flights_; }
  CacheStats stats() const;

 private:
  const bool enabled_;
  MemoryCache memory_;
  Flights flights_;
  std::atomic<uint64_t> memory_hits_ = 0;
  std::atomic<uint64_t> memory_misses_ = 0;
};

}  // namespace meerkat::cache
