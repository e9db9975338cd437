#pragma once

// One file of the result store: a header, a table of slots, and records that are only ever
// appended.
//
//   bytes 0 to 4095   magic and number of slots; written last, so a file without it is none of ours
//   slots             8 bytes each: 20 bits of the key, 44 bits of the record's offset; 0 is empty.
//                     A key may stand in the eight of one cache line, and in the next three lines
//   records           check, size, key, encoded result
//
// The table is mapped, shared by all processes, and changed by single atomic stores; records are
// written before their slot. So whatever a crash leaves behind, a slot leads to a whole record or
// to one whose check fails, which counts as not there. Nothing is read at the start, and nothing is
// ever rewritten.

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "service/cache/result.h"
#include "service/pool/mutex.h"

namespace meerkat::cache {

class StoreGeneration {
 public:
  // A file that exists; null if it cannot be opened or has no valid header.
  static std::unique_ptr<StoreGeneration> Open(const std::string& path);
  // A new file, with a table for so many records, some of which are forgotten if there are more;
  // null if it exists or cannot be made.
  static std::unique_ptr<StoreGeneration> Create(const std::string& path, uint64_t max_records);
  ~StoreGeneration();
  StoreGeneration(const StoreGeneration&) = delete;
  StoreGeneration& operator=(const StoreGeneration&) = delete;

  // The encoded result; false if it is not there or damaged. Any thread.
  bool Read(const ResultKey& key, std::string* encoded) const;

  // Adds the record of a result to `out`.
  static void AddRecord(const ResultKey& key, std::string_view encoded, std::string* out);
  // Appends records made by AddRecord and enters them in the table. One thread at a time in a
  // process; several processes at once. False if the disk took less than all: what it took may be
  // read or not.
  bool Append(std::string_view records);
  // Whether NoteWhole was called for the key, and it was not forgotten since.
  bool WasWhole(const ResultKey& key) const;
  std::vector<bool> WereWhole(std::span<const ResultKey> keys) const;
  void NoteWhole(const ResultKey& key);
  void Forget(const ResultKey& key);
  void ForgetAll();
  // Bytes of the whole file after the last Append of this process, or at its opening.
  uint64_t size() const { return size_; }
  // Whether its table has so little room left that many more records would push out others. Any
  // thread.
  bool is_crowded() const { return is_crowded_.load(std::memory_order_relaxed); }

 private:
  StoreGeneration(int file, uint64_t* slots, uint64_t slot_count, uint64_t size)
      : file_(file), slots_(slots), slot_count_(slot_count), size_(size) {}
  static std::unique_ptr<StoreGeneration> Map(int file);
  void Enter(const ResultKey& key, uint64_t offset);
  // The slots in which a key may stand, in their order.
  uint64_t& SlotOf(const ResultKey& key, uint64_t place) const;

  const int file_;
  uint64_t* const slots_;  // mapped
  const uint64_t slot_count_;
  uint64_t size_;
  std::atomic<bool> is_crowded_ = false;
  mutable pool::Mutex mutex_;
  absl::flat_hash_set<uint64_t> whole_ MEERKAT_GUARDED_BY(mutex_);
};

}  // namespace meerkat::cache
