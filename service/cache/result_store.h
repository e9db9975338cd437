#pragma once

// Results on the local disk, for the next process. Two files, the generations: what is found in the
// older one is written to the newer one again, and when that has half of the budget, the older one
// is deleted and a new one begun. So the folder stays within its budget, what is asked for stays,
// and nothing is ever compacted. What a scan has kept it can read to its end (Hold): a deleted file
// goes when nobody has it open.
//
//   std::unique_ptr<ResultStore> store = ResultStore::Open({.folder = "/var/lib/meerkat/results"});
//   store->Write(key, encoded);
//   if (std::string encoded; store->Read(key, &encoded)) …
//
// Measured against SQLite (WAL, synchronous=off, WITHOUT ROWID, memory-mapped; 1,000,000 results of
// 40 to 240 bytes, a machine with five times more work than processors, so read the ratios): 20,000
// look-ups 292 ms here and 704 ms there, opening 0.08 ms and 0.49 ms, writing all of them 3.1 s and
// 231 s.
//
// Several processes may share a folder. Writes are gathered to 64 KiB; what was not written yet is
// lost with the process, and nothing else is. No fsync: a torn record fails its check. Thread-safe.

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/cache/result.h"
#include "service/cache/store_generation.h"
#include "service/pool/mutex.h"

namespace meerkat::cache {

struct StoreOptions {
  std::string folder;  // has to exist
  // What its files' names begin with: a folder may have several stores.
  std::string prefix = "results-";
  // What the two files may take, and as much again those that were deleted and are held.
  uint64_t max_bytes = uint64_t{256} << 20;
  // Of a usual record: 60 to 300 bytes for a result.
  uint64_t record_bytes = 256;
};

class ResultStore {
 public:
  // Null if no file can be made in the folder.
  static std::unique_ptr<ResultStore> Open(const StoreOptions& options);
  // Writes what was gathered.
  ~ResultStore();
  ResultStore(const ResultStore&) = delete;
  ResultStore& operator=(const ResultStore&) = delete;

  // False if it is not there, or damaged.
  bool Read(const ResultKey& key, std::string* encoded);
  void Write(const ResultKey& key, std::string_view encoded);
  // The same for what is too large to be read just to know that it is there: written unless it is
  // there, and remembered by this process as long as its file stays.
  void Keep(const ResultKey& key, std::string_view bytes);
  // Whether Read finds what was kept. The first time in a process it is read and checked.
  bool Keeps(const ResultKey& key);
  // The same for many, at a fraction of the cost.
  std::vector<bool> KeepsAll(std::span<const ResultKey> keys);
  // As long as it lives, what is kept from now on, and what Keeps from now on, can be read with it,
  // though others keep more than the store has room for. What is held so is given up, the oldest
  // first, when it is more than max_bytes or kMaxHeldFiles in this process.
  class HeldGeneration;
  using Hold = std::shared_ptr<HeldGeneration>;
  static constexpr size_t kMaxHeldFiles = 16;
  Hold HoldKept() const;
  // It is not what it should be: the next scan has to ask for it.
  void Forget(const ResultKey& key);
  // What was kept, also if it was a moment ago.
  bool ReadKept(const ResultKey& key, std::string* bytes, const Hold& hold);
  void Flush();
  // What the folder's two files take.
  uint64_t bytes() const;

 private:
  static constexpr size_t kMaxGathered = 64 << 10;

  explicit ResultStore(const StoreOptions& options) : options_(options) {}
  bool Rotate() MEERKAT_REQUIRES(mutex_);
  Hold Usable(uint64_t number) MEERKAT_REQUIRES(mutex_);
  void Retire(const Hold& generation) MEERKAT_REQUIRES(mutex_);
  bool IsFull(const StoreGeneration& generation) const;
  std::shared_ptr<StoreGeneration> Newer() const;
  std::shared_ptr<StoreGeneration> Older() const;
  void KeepNew(const ResultKey& key, std::string_view bytes);
  void Gather(const ResultKey& key, std::string_view bytes) MEERKAT_REQUIRES(mutex_);
  void WriteGathered() MEERKAT_REQUIRES(mutex_);
  std::string PathOf(uint64_t number) const;
  // Of all generations in the folder, the newest first.
  std::vector<uint64_t> NumbersInFolder() const;

  const StoreOptions options_;
  mutable pool::Mutex mutex_;
  Hold newer_ MEERKAT_GUARDED_BY(mutex_);
  Hold older_ MEERKAT_GUARDED_BY(mutex_);  // may be null
  // Deleted, and perhaps held.
  std::deque<std::weak_ptr<HeldGeneration>> retired_ MEERKAT_GUARDED_BY(mutex_);
  std::string gathered_ MEERKAT_GUARDED_BY(mutex_);
};

// One generation and, with it, all that were begun after it. Given up, it lets go of its own.
// Thread-safe.
class ResultStore::HeldGeneration {
 public:
  HeldGeneration(uint64_t number, std::shared_ptr<StoreGeneration> generation)
      : number_(number), generation_(std::move(generation)) {}
  // Not one within the other: there may be thousands.
  ~HeldGeneration();
  HeldGeneration(const HeldGeneration&) = delete;
  HeldGeneration& operator=(const HeldGeneration&) = delete;

  // Of its file's name.
  uint64_t number() const { return number_; }
  // Null: it was given up.
  std::shared_ptr<StoreGeneration> generation() const;
  void GiveUp();
  // Null: it is the newest.
  Hold next() const;
  // Set once, to one of a greater number.
  void SetNext(const Hold& next);

 private:
  Hold TakeNext();

  const uint64_t number_;
  mutable pool::Mutex mutex_;
  std::shared_ptr<StoreGeneration> generation_ MEERKAT_GUARDED_BY(mutex_);
  Hold next_ MEERKAT_GUARDED_BY(mutex_);
};

}  // namespace meerkat::cache
