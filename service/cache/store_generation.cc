#include "service/cache/store_generation.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>

namespace meerkat::cache {
namespace {

static_assert(std::endian::native == std::endian::little, "files are written as memory has them");

constexpr char kMagic[32] = "meerkat results, format 1\n";
constexpr uint64_t kHeaderBytes = 4096;
constexpr uint64_t kBucket = 8;  // slots: one cache line
// Where a bucket is full the next one is taken: some always is, of a table that is a third full.
constexpr uint64_t kMaxBuckets = 4;
// Once the third is needed the table is crowded, and has room for what is gathered already.
constexpr uint64_t kCrowdedBuckets = 2;
constexpr uint64_t kMinSlots = 8'192;
constexpr uint64_t kOffsetBits = 44;
constexpr uint64_t kMaxRecordBytes = 64 << 20;

struct Header {
  char magic[sizeof(kMagic)];
  uint64_t slot_count;
};

struct RecordHead {
  uint64_t check;
  uint64_t size;  // of the encoded result
  ResultKey key;
};

uint64_t Word(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

// Against torn and rotten records, not against an adversary, who could as well write the check.
// Each step can be undone, so a change within one word always changes the sum.
uint64_t Check(const ResultKey& key, std::string_view encoded) {
  uint64_t sum = 0x9E3779B97F4A7C15 ^ encoded.size();
  const auto add = [&sum](uint64_t word) {
    sum = (sum ^ word) * 0xD6E8FEB86659FD93;
    sum ^= sum >> 32;
  };
  const char* key_bytes = reinterpret_cast<const char*>(key.bytes.data());
  for (size_t i = 0; i < key.bytes.size(); i += 8) add(Word(key_bytes + i));
  while (encoded.size() >= 8) {
    add(Word(encoded.data()));
    encoded.remove_prefix(8);
  }
  char rest[8] = {};
  std::memcpy(rest, encoded.data(), encoded.size());
  add(Word(rest));
  return sum;
}

// By which what is whole is remembered: as good as random.
uint64_t PartOf(const ResultKey& key) {
  return Word(reinterpret_cast<const char*>(key.bytes.data()) + 16);
}

uint64_t TagOf(const ResultKey& key) {
  return (Word(reinterpret_cast<const char*>(key.bytes.data()) + 8) | 1) << kOffsetBits;
}

bool ReadAll(int file, char* to, uint64_t size, uint64_t offset) {
  return pread(file, to, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

}  // namespace

std::unique_ptr<StoreGeneration> StoreGeneration::Map(int file) {
  Header header{};
  struct stat status{};
  const bool valid = ReadAll(file, reinterpret_cast<char*>(&header), sizeof(header), 0) &&
                     std::memcmp(header.magic, kMagic, sizeof(kMagic)) == 0 &&
                     fstat(file, &status) == 0 && header.slot_count >= kBucket &&
                     header.slot_count <= static_cast<uint64_t>(status.st_size) / 8 &&
                     kHeaderBytes + header.slot_count * 8 <= static_cast<uint64_t>(status.st_size);
  void* slots = MAP_FAILED;
  if (valid) {
    slots = mmap(nullptr, header.slot_count * 8, PROT_READ | PROT_WRITE, MAP_SHARED, file,
                 kHeaderBytes);
  }
  if (slots == MAP_FAILED) {
    close(file);
    return nullptr;
  }
  return std::unique_ptr<StoreGeneration>(
      new StoreGeneration(file, static_cast<uint64_t*>(slots), header.slot_count,
                          static_cast<uint64_t>(status.st_size)));
}

std::unique_ptr<StoreGeneration> StoreGeneration::Open(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
  return file < 0 ? nullptr : Map(file);
}

std::unique_ptr<StoreGeneration> StoreGeneration::Create(const std::string& path,
                                                         uint64_t max_records) {
  const int file =
      open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return nullptr;
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  header.slot_count = std::max(kMinSlots, (2 * max_records + kBucket) / kBucket * kBucket);
  // The table has to have its place on the disk: a store to a page that gets none ends the process.
  const off_t table_end = static_cast<off_t>(kHeaderBytes + header.slot_count * 8);
  // Not through `file`, whose writes all go to the end.
  const int head = posix_fallocate(file, 0, table_end) == 0
                       ? open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
                       : -1;
  const bool written = head >= 0 && pwrite(head, &header, sizeof(header), 0) == sizeof(header);
  if (head >= 0) close(head);
  if (!written) {
    close(file);
    unlink(path.c_str());
    return nullptr;
  }
  return Map(file);
}

StoreGeneration::~StoreGeneration() {
  munmap(slots_, slot_count_ * 8);
  close(file_);
}

uint64_t& StoreGeneration::SlotOf(const ResultKey& key, uint64_t place) const {
  const uint64_t hash = Word(reinterpret_cast<const char*>(key.bytes.data()));
  const uint64_t bucket = (hash + place / kBucket) % (slot_count_ / kBucket);
  return slots_[bucket * kBucket + place % kBucket];
}

bool StoreGeneration::Read(const ResultKey& key, std::string* encoded) const {
  constexpr uint64_t kOffsetMask = (uint64_t{1} << kOffsetBits) - 1;
  constexpr uint64_t kUsual = 512;
  const uint64_t tag = TagOf(key);
  for (uint64_t i = 0; i < kMaxBuckets * kBucket; ++i) {
    const uint64_t slot = std::atomic_ref<uint64_t>(SlotOf(key, i)).load(std::memory_order_acquire);
    if (slot == 0) return false;  // they are filled in order, and never emptied
    if ((slot & ~kOffsetMask) != tag) continue;
    const uint64_t offset = slot & kOffsetMask;
    char usual[kUsual];
    const ssize_t got = pread(file_, usual, kUsual, static_cast<off_t>(offset));
    if (got < static_cast<ssize_t>(sizeof(RecordHead))) continue;
    RecordHead head;
    std::memcpy(&head, usual, sizeof(head));
    if (head.key != key || head.size > kMaxRecordBytes) continue;
    const uint64_t have = std::min<uint64_t>(static_cast<uint64_t>(got) - sizeof(head), head.size);
    encoded->assign(usual + sizeof(head), have);
    if (have < head.size) {
      // Bounded by what the file holds, or a rotten size would ask for memory first.
      struct stat status{};
      if (fstat(file_, &status) != 0) continue;
      if (offset + sizeof(head) + head.size > static_cast<uint64_t>(status.st_size)) continue;
      encoded->resize(head.size);
      if (!ReadAll(file_, encoded->data() + have, head.size - have, offset + sizeof(head) + have)) {
        continue;
      }
    }
    if (Check(key, *encoded) == head.check) return true;
  }
  return false;
}

bool StoreGeneration::WasWhole(const ResultKey& key) const {
  pool::Lock lock(mutex_);
  return whole_.contains(PartOf(key));
}

std::vector<bool> StoreGeneration::WereWhole(std::span<const ResultKey> keys) const {
  std::vector<bool> whole(keys.size());
  pool::Lock lock(mutex_);
  for (const ResultKey& key : keys) whole_.prefetch(PartOf(key));
  for (size_t i = 0; i < keys.size(); ++i) whole[i] = whole_.contains(PartOf(keys[i]));
  return whole;
}

void StoreGeneration::NoteWhole(const ResultKey& key) {
  pool::Lock lock(mutex_);
  whole_.insert(PartOf(key));
}

void StoreGeneration::Forget(const ResultKey& key) {
  pool::Lock lock(mutex_);
  whole_.erase(PartOf(key));
}

void StoreGeneration::ForgetAll() {
  pool::Lock lock(mutex_);
  whole_.clear();
}

void StoreGeneration::AddRecord(const ResultKey& key, std::string_view encoded, std::string* out) {
  const RecordHead head{Check(key, encoded), encoded.size(), key};
  out->append(reinterpret_cast<const char*>(&head), sizeof(head));
  out->append(encoded);
}

bool StoreGeneration::Append(std::string_view records) {
  const ssize_t written = write(file_, records.data(), records.size());
  if (written <= 0) return false;
  // A write with O_APPEND leaves the position at its end, wherever other processes have written.
  const off_t end = lseek(file_, 0, SEEK_CUR);
  if (end < written) return false;
  size_ = static_cast<uint64_t>(end);
  if (static_cast<size_t>(written) != records.size()) return false;
  uint64_t offset = size_ - records.size();
  while (records.size() >= sizeof(RecordHead)) {
    RecordHead head;
    std::memcpy(&head, records.data(), sizeof(head));
    Enter(head.key, offset);
    offset += sizeof(head) + head.size;
    records.remove_prefix(sizeof(head) + head.size);
  }
  return true;
}

void StoreGeneration::Enter(const ResultKey& key, uint64_t offset) {
  const uint64_t slot = TagOf(key) | offset;
  for (uint64_t i = 0; i < kMaxBuckets * kBucket; ++i) {
    uint64_t empty = 0;
    if (i == kCrowdedBuckets * kBucket) is_crowded_.store(true, std::memory_order_relaxed);
    if (std::atomic_ref<uint64_t>(SlotOf(key, i)).compare_exchange_strong(empty, slot)) return;
  }
  // No room: one of the others is forgotten.
  std::atomic_ref<uint64_t>(SlotOf(key, key.bytes[31] % kBucket))
      .store(slot, std::memory_order_release);
}

}  // namespace meerkat::cache
