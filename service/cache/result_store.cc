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

// "results-0000000012": the number of a generation.
std::optional<uint64_t> NumberOf(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return std::nullopt;
  name.remove_prefix(prefix.size());
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
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
  return fmt::format("{}/{}{:010}", options_.folder, options_.prefix, number);
}

std::vector<uint64_t> ResultStore::NumbersInFolder() const {
  std::vector<uint64_t> numbers;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(options_.folder, error), end;
       !error && entry != end; entry.increment(error)) {
    const auto number = NumberOf(entry->path().filename().string(), options_.prefix);
    if (number) numbers.push_back(*number);
  }
  std::sort(numbers.rbegin(), numbers.rend());
  return numbers;
}

// Without a generation if its file is none of ours.
ResultStore::Numbered ResultStore::Usable(uint64_t number) {
  if (newer_ != nullptr && number == newer_number_) return {number, newer_};
  if (older_ != nullptr && number == older_number_) return {number, older_};
  return {number, StoreGeneration::Open(PathOf(number))};
}

// Goes to the newest generation that has room, another process's or a new one, keeps the one before it,
// and deletes what is older, or of another format.
bool ResultStore::Rotate() {
  const uint64_t full = options_.max_bytes / 2;
  const std::vector<uint64_t> numbers = NumbersInFolder();
  uint64_t next = numbers.empty() ? 1 : numbers.front() + 1;
  std::vector<Numbered> usable;
  for (const uint64_t number : numbers) {
    if (usable.size() == 2) break;
    if (Numbered found = Usable(number); found.generation) usable.push_back(std::move(found));
  }
  if (usable.empty() || usable.front().generation->size() >= full) {
    // Somebody else may take the number meanwhile; the next one is as good.
    Numbered added;
    for (int tries = 0; added.generation == nullptr && tries < 8; ++tries, ++next) {
      added = {next, StoreGeneration::Create(PathOf(next), full / options_.record_bytes)};
    }
    if (added.generation == nullptr) return false;
    usable.insert(usable.begin(), std::move(added));
  }
  usable.resize(2);
  if (newer_ != nullptr && newer_ != usable[0].generation) newer_->SetNext(usable[0].generation);
  if (usable[1].generation != nullptr) usable[1].generation->SetNext(usable[0].generation);
  for (const auto& left : {older_, newer_}) {
    if (left != nullptr && left != usable[0].generation && left != usable[1].generation) {
      Retire(left);
    }
  }
  newer_ = usable[0].generation;
  newer_number_ = usable[0].number;
  older_ = usable[1].generation;
  older_number_ = usable[1].number;
  const uint64_t oldest_kept = older_ == nullptr ? newer_number_ : older_number_;
  for (const uint64_t number : numbers) {
    std::error_code error;
    if (number < oldest_kept) std::filesystem::remove(PathOf(number), error);
  }
  return true;
}

void ResultStore::Retire(const std::shared_ptr<StoreGeneration>& generation) {
  retired_.push_back(generation);
  uint64_t bytes = 0;
  for (auto held = retired_.rbegin(); held != retired_.rend(); ++held) {
    const std::shared_ptr<StoreGeneration> alive = held->lock();
    if (alive == nullptr) continue;
    if (bytes >= options_.max_bytes) alive->GiveUp();
    bytes += alive->size();
  }
  std::erase_if(retired_, [](const auto& held) { return held.expired(); });
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

std::vector<bool> ResultStore::KeepsAll(std::span<const ResultKey> keys) {
  std::shared_ptr<StoreGeneration> newer;
  {
    pool::Lock lock(mutex_);
    newer = newer_;
  }
  std::vector<bool> keeps = newer->WereWhole(keys);
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!keeps[i]) keeps[i] = Keeps(keys[i]);
  }
  return keeps;
}

void ResultStore::Keep(const ResultKey& key, std::string_view bytes) {
  if (Keeps(key) || bytes.size() > options_.max_bytes / 16) return;
  pool::Lock lock(mutex_);
  newer_->NoteWhole(key);  // first, as a write that fails forgets it
  StoreGeneration::AddRecord(key, bytes, &gathered_);
  if (gathered_.size() >= kMaxGathered) WriteGathered();
}

ResultStore::Hold ResultStore::HoldKept() const {
  pool::Lock lock(mutex_);
  return older_ == nullptr ? newer_ : older_;
}

bool ResultStore::ReadKept(const ResultKey& key, std::string* bytes, const Hold& hold) {
  const auto read = [&] {
    for (Hold held = hold; held != nullptr; held = held->next()) {
      if (held->Read(key, bytes)) return true;
    }
    return false;
  };
  if (read()) return true;
  Flush();
  if (read()) return true;
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
