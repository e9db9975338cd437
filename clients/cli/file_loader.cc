#include "clients/cli/file_loader.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "engine/core/python_path.h"

namespace meerkat::cli {
namespace {

// As much of a first line as is looked at.
constexpr uint64_t kShebangBytes = 256;

int64_t Now() {
  return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

FileLoader::FileLoader(Source next, LoaderOptions options, WakeUp* wake_up)
    : next_(std::move(next)), options_(options), wake_up_(wake_up) {
  for (uint32_t i = 0; i < std::max(options_.threads, 1u); ++i) {
    threads_.emplace_back([this] { Run(); });
  }
}

FileLoader::~FileLoader() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
  }
  room_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void FileLoader::Run() {
  while (true) {
    FoundFile found;
    uint64_t number = 0;
    {
      std::lock_guard<std::mutex> source_lock(source_mutex_);
      {
        std::unique_lock<std::mutex> lock(mutex_);
        room_.wait(lock, [&] { return stopped_ || slots_.size() < options_.window; });
        if (stopped_ || exhausted_) return;
      }
      const bool more = next_(found);
      std::lock_guard<std::mutex> lock(mutex_);
      if (!more) {
        exhausted_ = true;
        wake_up_->Call();
        return;
      }
      number = first_slot_ + slots_.size();
      slots_.emplace_back();
      ++loading_;
    }
    LoadedFile file;
    Load(std::move(found), file);
    bool is_front = false;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      Slot& slot = slots_[number - first_slot_];
      slot.file = std::move(file);
      slot.loaded = true;
      --loading_;
      is_front = number == first_slot_;
    }
    // Nothing can be taken before the front is loaded, which calls by itself.
    if (is_front) wake_up_->Call();
  }
}

void FileLoader::Load(FoundFile found, LoadedFile& file) {
  file.path = std::move(found.path);
  file.display = std::move(found.display);
  file.links = found.links;
  file.unreadable = std::move(found.unreadable);
  file.text = std::move(found.text);
  if (!file.unreadable.empty()) return;
  if (file.text != nullptr) {
    file.size = file.text->size();
    file.digest = core::Sha256(*file.text);
    file.kept = Keep(file.size);
    if (file.kept) file.content = *file.text;
    return;
  }

  if (LoadKnown(found, file)) return;
  const int64_t read_at = Now();
  const OpenedFile opened = OpenRegularFile(file.path, file.links);
  file.unreadable = opened.error;
  if (!file.unreadable.empty()) {
    // It could be anything: only what is Python by name is missed.
    file.not_python = found.needs_shebang;
    return;
  }
  std::string content;
  if (found.needs_shebang) {
    ReadUpTo(opened.file.get(), kShebangBytes, content);
    file.not_python = !core::HasPythonShebang(content);
    if (file.not_python) {
      if (options_.digests != nullptr) {
        options_.digests->Remember(file.path, IdentityOf(opened.status), {.not_python = true},
                                   read_at);
      }
      return;
    }
  }
  file.size = opened.size;
  if (opened.size > options_.max_file_bytes) return;
  // One byte more than it had says whether it grows.
  content.reserve(opened.size + 1);
  const int error = ReadUpTo(opened.file.get(), opened.size + 1 - content.size(), content);
  if (error != 0) {
    file.unreadable = ErrorText(error);
    return;
  }
  file.size = content.size();
  file.digest = core::Sha256(content);
  if (options_.digests != nullptr && file.size == opened.size) {
    options_.digests->Remember(file.path, IdentityOf(opened.status), {file.digest}, read_at);
  }
  file.kept = Keep(file.size);
  if (file.kept) file.content = std::move(content);
}

// True if an earlier scan has read the file and it is still the same.
bool FileLoader::LoadKnown(const FoundFile& found, LoadedFile& file) {
  if (options_.digests == nullptr) return false;
  struct stat status;
  const int error = file.links == Links::kRefuse ? lstat(file.path.c_str(), &status)
                                                 : stat(file.path.c_str(), &status);
  if (error != 0 || !S_ISREG(status.st_mode)) return false;
  const std::optional<KnownFile> known = options_.digests->Find(file.path, IdentityOf(status));
  if (!known.has_value() || (known->not_python && !found.needs_shebang)) return false;
  file.known = true;
  file.not_python = known->not_python;
  if (file.not_python) return true;
  file.size = static_cast<uint64_t>(status.st_size);
  file.digest = known->digest;
  return true;
}

bool FileLoader::Keep(uint64_t bytes) {
  if (kept_bytes_.fetch_add(bytes) + bytes <= options_.kept_bytes) return true;
  kept_bytes_ -= bytes;
  return false;
}

bool FileLoader::KeepAgain(LoadedFile& file) {
  if (file.kept) return true;
  if (!file.unreadable.empty() || !Keep(file.size)) return false;
  file.kept = true;
  if (ReadAgain(file, file.content).empty()) return true;
  Release(file);
  return false;
}

void FileLoader::Release(LoadedFile& file) {
  if (!file.kept) return;
  file.kept = false;
  kept_bytes_ -= file.size;
  std::string().swap(file.content);
}

bool FileLoader::TryTake(LoadedFile& file) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (slots_.empty() || !slots_.front().loaded) return false;
    file = std::move(slots_.front().file);
    slots_.pop_front();
    ++first_slot_;
  }
  room_.notify_one();
  return true;
}

bool FileLoader::finished() {
  std::lock_guard<std::mutex> lock(mutex_);
  return exhausted_ && slots_.empty();
}

size_t FileLoader::ready() {
  std::lock_guard<std::mutex> lock(mutex_);
  return slots_.size() - loading_;
}

std::string ReadAgain(const FilePlace& file, std::string& content) {
  if (file.text != nullptr) {
    content = *file.text;
    return {};
  }
  content.clear();
  const OpenedFile opened = OpenRegularFile(file.path, file.links);
  if (!opened.error.empty()) return opened.error;
  const int error = ReadUpTo(opened.file.get(), file.size + 1, content);
  if (error != 0) return ErrorText(error);
  return content.size() == file.size ? "" : "changed while the scan ran";
}

}  // namespace meerkat::cli
