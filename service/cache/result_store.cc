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

ResultStore::HeldGeneration::~HeldGeneration() {
  // Whoever has the last reference is the only one that can come by it.
  for (Hold next = TakeNext(); next != nullptr && next.use_count() == 1;) next = next->TakeNext();
}

ResultStore::Hold ResultStore::HeldGeneration::TakeNext() {
  pool::Lock lock(mutex_);
  return std::move(next_);
}

std::shared_ptr<StoreGeneration> ResultStore::HeldGeneration::generation() const {
  pool::Lock lock(mutex_);
  return generation_;
}

void ResultStore::HeldGeneration::GiveUp() {
  std::shared_ptr<StoreGeneration> last;  // closes its file without the lock
  pool::Lock lock(mutex_);
  last.swap(generation_);
}

ResultStore::Hold ResultStore::HeldGeneration::next() const {
  pool::Lock lock(mutex_);
  return next_;
}

void ResultStore::HeldGeneration::SetNext(const Hold& next) {
  pool::Lock lock(mutex_);
  if (next_ == nullptr && next->number_ > number_) next_ = next;
}

// Null if its file is none of ours.
ResultStore::Hold ResultStore::Usable(uint64_t number) {
  for (const Hold& known : {newer_, older_}) {
    if (known != nullptr && known->number() == number) return known;
  }
  std::shared_ptr<StoreGeneration> generation = StoreGeneration::Open(PathOf(number));
  if (generation == nullptr) return nullptr;
  return std::make_shared<HeldGeneration>(number, std::move(generation));
}

bool ResultStore::IsFull(const StoreGeneration& generation) const {
  return generation.size() >= options_.max_bytes / 2 || generation.is_crowded();
}

// Goes to the newest generation that has room, another process's or a new one, keeps the one before
// it, and deletes what is older, or of another format.
bool ResultStore::Rotate() {
  const std::vector<uint64_t> numbers = NumbersInFolder();
  uint64_t next = numbers.empty() ? 1 : numbers.front() + 1;
  if (newer_ != nullptr) next = std::max(next, newer_->number() + 1);
  std::vector<Hold> usable;
  for (const uint64_t number : numbers) {
    if (usable.size() == 2) break;
    if (Hold found = Usable(number)) usable.push_back(std::move(found));
  }
  if (usable.empty() || IsFull(*usable.front()->generation())) {
    // Somebody else may take the number meanwhile; the next one is as good.
    const uint64_t records = options_.max_bytes / 2 / options_.record_bytes;
    std::shared_ptr<StoreGeneration> added;
    for (int tries = 0; added == nullptr && tries < 8; ++tries, ++next) {
      added = StoreGeneration::Create(PathOf(next), records);
    }
    if (added == nullptr) return false;
    usable.insert(usable.begin(), std::make_shared<HeldGeneration>(next - 1, std::move(added)));
  }
  usable.resize(2);
  for (const Hold& before : {newer_, usable[1]}) {
    if (before != nullptr) before->SetNext(usable[0]);
  }
  for (const Hold& left : {older_, newer_}) {
    if (left != nullptr && left != usable[0] && left != usable[1]) Retire(left);
  }
  newer_ = usable[0];
  older_ = usable[1];
  const uint64_t oldest_kept = (older_ == nullptr ? newer_ : older_)->number();
  for (const uint64_t number : numbers) {
    std::error_code error;
    if (number < oldest_kept) std::filesystem::remove(PathOf(number), error);
  }
  return true;
}

void ResultStore::Retire(const Hold& generation) {
  retired_.push_back(generation);
  uint64_t bytes = 0;
  size_t files = 0;
  for (auto held = retired_.rbegin(); held != retired_.rend(); ++held) {
    const Hold alive = held->lock();
    const auto its = alive == nullptr ? nullptr : alive->generation();
    if (its == nullptr) continue;
    if (bytes >= options_.max_bytes || files == kMaxHeldFiles) alive->GiveUp();
    bytes += its->size();
    ++files;
  }
  std::erase_if(retired_, [](const auto& held) {
    const Hold alive = held.lock();
    return alive == nullptr || alive->generation() == nullptr;
  });
}

std::shared_ptr<StoreGeneration> ResultStore::Newer() const {
  pool::Lock lock(mutex_);
  return newer_->generation();
}

std::shared_ptr<StoreGeneration> ResultStore::Older() const {
  pool::Lock lock(mutex_);
  return older_ == nullptr ? nullptr : older_->generation();
}

bool ResultStore::Read(const ResultKey& key, std::string* encoded) {
  if (Newer()->Read(key, encoded)) return true;
  const std::shared_ptr<StoreGeneration> older = Older();
  if (older == nullptr || !older->Read(key, encoded)) return false;
  Write(key, *encoded);
  return true;
}

void ResultStore::Gather(const ResultKey& key, std::string_view bytes) {
  StoreGeneration::AddRecord(key, bytes, &gathered_);
  if (gathered_.size() >= kMaxGathered) WriteGathered();
}

void ResultStore::Write(const ResultKey& key, std::string_view encoded) {
  if (encoded.size() > options_.max_bytes / 16) return;
  pool::Lock lock(mutex_);
  Gather(key, encoded);
}

bool ResultStore::Keeps(const ResultKey& key) {
  const std::shared_ptr<StoreGeneration> newer = Newer();
  if (newer->WasWhole(key)) return true;
  std::string bytes;
  if (newer->Read(key, &bytes)) {
    newer->NoteWhole(key);
    return true;
  }
  const std::shared_ptr<StoreGeneration> older = Older();
  if (older == nullptr || !older->Read(key, &bytes)) return false;
  KeepNew(key, bytes);
  return true;
}

std::vector<bool> ResultStore::KeepsAll(std::span<const ResultKey> keys) {
  std::vector<bool> keeps = Newer()->WereWhole(keys);
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!keeps[i]) keeps[i] = Keeps(keys[i]);
  }
  return keeps;
}

void ResultStore::Keep(const ResultKey& key, std::string_view bytes) {
  if (bytes.size() <= options_.max_bytes / 16 && !Keeps(key)) KeepNew(key, bytes);
}

void ResultStore::KeepNew(const ResultKey& key, std::string_view bytes) {
  pool::Lock lock(mutex_);
  newer_->generation()->NoteWhole(key);  // first, as a write that fails forgets it
  Gather(key, bytes);
}

void ResultStore::Forget(const ResultKey& key) { Newer()->Forget(key); }

ResultStore::Hold ResultStore::HoldKept() const {
  pool::Lock lock(mutex_);
  return older_ == nullptr ? newer_ : older_;
}

bool ResultStore::ReadKept(const ResultKey& key, std::string* bytes, const Hold& hold) {
  const auto read = [&] {
    for (Hold held = hold; held != nullptr; held = held->next()) {
      const std::shared_ptr<StoreGeneration> generation = held->generation();
      if (generation != nullptr && generation->Read(key, bytes)) return true;
    }
    return false;
  };
  if (read()) return true;
  Flush();
  if (read()) return true;
  // It had to make room for another one: the next scan has to ask for it.
  Forget(key);
  return false;
}

void ResultStore::Flush() {
  pool::Lock lock(mutex_);
  if (!gathered_.empty()) WriteGathered();
}

// A disk that is full or gone costs results, and no scan.
void ResultStore::WriteGathered() {
  const bool has_room = !IsFull(*newer_->generation()) || Rotate();
  const std::shared_ptr<StoreGeneration> newer = newer_->generation();
  if (!has_room || !newer->Append(gathered_)) newer->ForgetAll();
  gathered_.clear();
}

uint64_t ResultStore::bytes() const {
  pool::Lock lock(mutex_);
  uint64_t bytes = newer_->generation()->size();
  if (older_ != nullptr) bytes += older_->generation()->size();
  return bytes;
}

}  // namespace meerkat::cache
