#include "service/cache/result_store.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

namespace meerkat::cache {
namespace {

constexpr std::string_view kPrefix = "results-";

// "results-0000000012": the number of a generation.
std::optional<uint64_t> NumberOf(std::string_view name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

// Of all generations in the folder, the newest first.
std::vector<uint64_t> NumbersIn(const std::string& folder) {
  std::vector<uint64_t> numbers;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (const auto number = NumberOf(entry->path().filename().string())) numbers.push_back(*number);
  }
  std::sort(numbers.rbegin(), numbers.rend());
  return numbers;
}

}  // namespace

std::unique_ptr<ResultStore> ResultStore::Open(const StoreOptions& options) {
  std::unique_ptr<ResultStore> store(new ResultStore(options));
  pool::Lock lock(store->mutex_);
  if (!store->Rotate()) return nullptr;
  return store;
}

ResultStore::~ResultStore() { Flush(); }

std::string ResultStore::PathOf(uint64_t number) const {
  return fmt::format("{}/{}{:010}", options_.folder, kPrefix, number);
}

// Goes to the newest generation that has room, another process's or a new one, keeps the one before it,
// and deletes what is older, or of another format.
bool ResultStore::Rotate() {
  const uint64_t full = options_.max_bytes / 2;
  std::vector<uint64_t> numbers = NumbersIn(options_.folder);
  std::vector<std::shared_ptr<StoreGeneration>> usable;
  uint64_t next = numbers.empty() ? 1 : numbers.front() + 1;
  std::vector<uint64_t> usable_numbers;
  for (const uint64_t number : numbers) {
    if (usable.size() == 2) break;
    std::shared_ptr<StoreGeneration> generation = StoreGeneration::Open(PathOf(number));
    if (generation == nullptr) continue;
    usable.push_back(std::move(generation));
    usable_numbers.push_back(number);
  }
  if (usable.empty() || usable.front()->size() >= full) {
    // Somebody else may take the number meanwhile; the next one is as good.
    std::shared_ptr<StoreGeneration> added;
    for (int tries = 0; added == nullptr && tries < 8; ++tries, ++next) {
      added = StoreGeneration::Create(PathOf(next), full);
    }
    if (added == nullptr) return false;
    usable.insert(usable.begin(), std::move(added));
    usable_numbers.insert(usable_numbers.begin(), next - 1);
  }
  usable.resize(2);
  newer_ = usable[0];
  older_ = usable[1];
  const uint64_t oldest_kept = older_ == nullptr ? usable_numbers[0] : usable_numbers[1];
  for (const uint64_t number : numbers) {
    std::error_code error;
    if (number < oldest_kept) std::filesystem::remove(PathOf(number), error);
  }
  return true;
}

bool ResultStore::Read(const ResultKey& key, std::string* encoded) {
  std::shared_ptr<StoreGeneration> newer, older;
  {
    pool::Lock lock(mutex_);
    newer = newer_;
    older = older_;
  }
  if (newer->Read(key, encoded)) return true;
  if (older == nullptr || !older->Read(key, encoded)) return false;
  Write(key, *encoded);
  return true;
}

void ResultStore::Write(const ResultKey& key, std::string_view encoded) {
  if (encoded.size() > options_.max_bytes / 16) return;
  pool::Lock lock(mutex_);
  StoreGeneration::AddRecord(key, encoded, &gathered_);
  if (gathered_.size() >= kMaxGathered) WriteGathered();
}

bool ResultStore::Keeps(const ResultKey& key) {
  std::shared_ptr<StoreGeneration> newer;
  {
    pool::Lock lock(mutex_);
    newer = newer_;
  }
  std::string bytes;
  if (newer->WasWhole(key)) return true;
  if (!Read(key, &bytes)) return false;
  newer->NoteWhole(key);  // one of the older generation is on its way to the newer one
  return true;
}

void ResultStore::Keep(const ResultKey& key, std::string_view bytes) {
  if (Keeps(key) || bytes.size() > options_.max_bytes / 16) return;
  pool::Lock lock(mutex_);
  newer_->NoteWhole(key);  // first, as a write that fails forgets it
  StoreGeneration::AddRecord(key, bytes, &gathered_);
  if (gathered_.size() >= kMaxGathered) WriteGathered();
}

bool ResultStore::ReadKept(const ResultKey& key, std::string* bytes) {
  if (Read(key, bytes)) return true;
  Flush();
  if (Read(key, bytes)) return true;
  // It had to make room for another one: the next scan has to ask for it.
  pool::Lock lock(mutex_);
  newer_->Forget(key);
  return false;
}

void ResultStore::Flush() {
  pool::Lock lock(mutex_);
  if (!gathered_.empty()) WriteGathered();
}

// A disk that is full or gone costs results, and no scan.
void ResultStore::WriteGathered() {
  const bool has_room = newer_->size() < options_.max_bytes / 2 || Rotate();
  if (!has_room || !newer_->Append(gathered_)) newer_->ForgetAll();
  gathered_.clear();
}

uint64_t ResultStore::bytes() const {
  pool::Lock lock(mutex_);
  return newer_->size() + (older_ == nullptr ? 0 : older_->size());
}

}  // namespace meerkat::cache
