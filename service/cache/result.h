#pragma once

// What is known about one file, kept small: one flat allocation that holds its key, its place in
// the cache and its report as bytes. It refers to nothing but static rules, by their index, so the
// same bytes can stand in memory and on disk. A file without findings takes about a hundred bytes.
//
//   std::string encoded = cache::Encode({.file_bytes = 812, .report = report});
//   cache::ResultRef result = cache::Result::Make(key, encoded);
//   result->head().high;                               // read where it stands, in nanoseconds
//   cache::ResultReader reader(*result);
//   while (reader.NextFinding(&finding)) …
//
// Results are immutable and counted, because a scan still delivers what the cache has thrown out.

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/digest.h"
#include "engine/core/finding.h"

namespace meerkat::cache {

// SHA-256-sized; service/cache/result_key.h makes it.
using ResultKey = core::Digest;

// A worker's whole answer about a file.
struct FileResult {
  uint64_t file_bytes = 0;
  // Its first line says that it is none, or the profile does not look at its kind.
  bool not_python = false;
  core::FileReport report;
};

// The counts of a result, without its findings.
struct ResultHead {
  uint64_t file_bytes = 0;
  uint32_t lines_of_code = 0;
  uint32_t suppressed = 0;
  uint32_t suppressed_by_id = 0;
  uint32_t high = 0;
  uint32_t medium = 0;
  uint32_t low = 0;
  uint32_t notices = 0;
  bool not_python = false;
  bool analysed = false;
  bool parsed = false;
  bool syntax_error = false;
  bool needs_files = false;

  uint32_t findings() const { return high + medium + low; }
};

// Whether the report would be the same at any other time, on any other machine: not if time or
// memory ran out, a fault of ours is in it, or findings were dropped.
bool IsLasting(const core::FileReport& report);

// The report has to be lasting.
std::string Encode(const FileResult& result);
// Whether bytes are what Encode could have made in this build; for bytes from a disk.
bool IsWellFormed(std::string_view encoded);

class ResultRef;

class Result {
 public:
  static ResultRef Make(const ResultKey& key, std::string_view encoded);
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;

  const ResultKey& key() const { return key_; }
  std::string_view encoded() const {
    return {reinterpret_cast<const char*>(this + 1), encoded_size_};
  }
  ResultHead head() const;
  // What it takes of a cache's budget: with malloc's overhead and the slot of the table.
  uint64_t cost() const;

 private:
  friend class ResultRef;
  friend class MemoryCache;
  Result(const ResultKey& key, uint32_t size) : encoded_size_(size), key_(key) {}

  mutable std::atomic<uint32_t> references_ = 0;
  const uint32_t encoded_size_;
  const ResultKey key_;
  // Its place in the cache's queue; guarded by the mutex of its shard.
  Result* newer_ = nullptr;
  Result* older_ = nullptr;
  bool visited_ = false;
};

// A counted reference. Null unless it was given one.
class ResultRef {
 public:
  ResultRef() = default;
  explicit ResultRef(const Result* result) : result_(result) { Retain(); }
  ResultRef(const ResultRef& other) : result_(other.result_) { Retain(); }
  ResultRef(ResultRef&& other) noexcept : result_(other.result_) { other.result_ = nullptr; }
  ResultRef& operator=(ResultRef other) noexcept {
    std::swap(result_, other.result_);
    return *this;
  }
  ~ResultRef() { Release(); }

  explicit operator bool() const { return result_ != nullptr; }
  const Result& operator*() const { return *result_; }
  const Result* operator->() const { return result_; }
  const Result* get() const { return result_; }

 private:
  void Retain() const {
    if (result_ != nullptr) result_->references_.fetch_add(1, std::memory_order_relaxed);
  }
  void Release() const;

  const Result* result_ = nullptr;
};

// Reads a well-formed result: first its notices, then its findings, each in the report's order.
class ResultReader {
 public:
  explicit ResultReader(std::string_view encoded);
  explicit ResultReader(const Result& result) : ResultReader(result.encoded()) {}

  const ResultHead& head() const { return head_; }
  // False: there is none left. What notices were not read is skipped by NextFinding.
  bool NextNotice(core::Notice* notice);
  bool NextFinding(core::Finding* finding);
  // False once something did not fit, after which nothing comes.
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

 private:
  uint64_t Number();
  uint32_t Number32();
  std::string_view Text();

  std::string_view rest_;
  bool ok_ = true;
  ResultHead head_;
  uint32_t notices_read_ = 0;
  uint32_t findings_read_ = 0;
};

}  // namespace meerkat::cache
