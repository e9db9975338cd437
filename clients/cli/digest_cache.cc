#include "clients/cli/digest_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "clients/cli/display_path.h"
#include "clients/cli/read_file.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

constexpr char kMagic[] = "meerkat digests";
// Raised when Record or what a digest is made of changes.
constexpr uint64_t kVersion = 1;
constexpr size_t kDigestBytes = sizeof(core::Digest::bytes);
constexpr std::string_view kSuffix = ".digests";

struct Header {
  char magic[sizeof(kMagic)];
  uint64_t version = kVersion;
  uint64_t count = 0;
};

int64_t Nanoseconds(const timespec& time) {
  return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

constexpr uint64_t kEmptyHash = 0xCBF29CE484222325;

// FNV-1a: a collision is harmless, because the identity has to fit as well.
uint64_t AddToHash(uint64_t hash, std::string_view text) {
  for (char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3;
  return hash;
}

// As the user that opens files, who need not be the one that started the process.
bool MayUse(const std::string& path, int how) {
  return faccessat(AT_FDCWD, path.c_str(), how, AT_EACCESS) == 0;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

}  // namespace

FileIdentity IdentityOf(const struct stat& status) {
  return {.device = status.st_dev,
          .inode = status.st_ino,
          .size = static_cast<uint64_t>(status.st_size),
          .modified = Nanoseconds(status.st_mtim),
          .changed = Nanoseconds(status.st_ctim)};
}

DigestCache::DigestCache(const std::string& folder, std::vector<std::string> roots,
                         std::string_view working_directory)
    : folder_(folder),
      working_directory_hash_(AddToHash(AddToHash(kEmptyHash, working_directory), "/")) {
  std::sort(roots.begin(), roots.end());
  core::DigestBuilder name;
  for (const std::string& root : roots) name.Add(root);
  file_ = JoinPath(folder, name.Finish().ToHex().substr(0, 32) + std::string(kSuffix));
  if (!Load()) known_.clear();
  used_.assign(known_.size(), 0);
}

uint64_t DigestCache::HashOf(std::string_view path) const {
  return AddToHash(path.starts_with('/') ? kEmptyHash : working_directory_hash_, path);
}

bool DigestCache::Load() {
  const OpenedFile opened = OpenRegularFile(file_, Links::kRefuse);
  if (!opened.error.empty() || opened.size > kMostBytes) return false;
  std::string bytes;
  if (ReadUpTo(opened.file.get(), kMostBytes, bytes) != 0) return false;
  if (bytes.size() < sizeof(Header) + kDigestBytes) return false;
  Header header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::memcmp(header.magic, kMagic, sizeof(kMagic)) != 0 || header.version != kVersion) {
    return false;
  }
  const size_t body = bytes.size() - sizeof(Header) - kDigestBytes;
  if (body % sizeof(Record) != 0 || body / sizeof(Record) != header.count) return false;
  const std::string_view checked(bytes.data(), bytes.size() - kDigestBytes);
  if (core::Sha256(checked).AsBytes() != std::string_view(bytes).substr(checked.size())) {
    return false;
  }
  known_.resize(header.count);
  std::memcpy(static_cast<void*>(known_.data()), bytes.data() + sizeof(Header), body);
  return true;
}

std::optional<KnownFile> DigestCache::Find(std::string_view path, const FileIdentity& identity) {
  const uint64_t hash = HashOf(path);
  auto record = std::lower_bound(
      known_.begin(), known_.end(), hash,
      [](const Record& known, uint64_t wanted) { return known.path_hash < wanted; });
  for (; record != known_.end() && record->path_hash == hash; ++record) {
    if (record->identity != identity) continue;
    std::atomic_ref<uint8_t>(used_[static_cast<size_t>(record - known_.begin())])
        .store(1, std::memory_order_relaxed);
    return KnownFile{record->digest, record->not_python != 0};
  }
  return std::nullopt;
}

void DigestCache::Remember(std::string_view path, const FileIdentity& identity,
                           const KnownFile& known, int64_t read_at) {
  if (std::max(identity.modified, identity.changed) > read_at - kRacyNanoseconds) return;
  const uint64_t hash = HashOf(path);
  std::lock_guard<std::mutex> lock(mutex_);
  fresh_.push_back({hash, identity, known.not_python ? 1u : 0u, known.digest});
}

bool DigestCache::Save() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (fresh_.empty()) return true;
  std::vector<Record> records = std::move(fresh_);
  fresh_.clear();
  for (size_t i = 0; i < known_.size(); ++i) {
    if (used_[i] != 0) records.push_back(known_[i]);
  }
  std::sort(records.begin(), records.end(),
            [](const Record& a, const Record& b) { return a.path_hash < b.path_hash; });
  constexpr size_t kMostRecords = (kMostBytes - sizeof(Header) - kDigestBytes) / sizeof(Record);
  if (records.size() > kMostRecords) records.resize(kMostRecords);

  Header header;
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  header.count = records.size();
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof(header));
  bytes.append(reinterpret_cast<const char*>(records.data()), records.size() * sizeof(Record));
  bytes += core::Sha256(bytes).AsBytes();

  if (!MakeCacheFolder(folder_)) return false;
  std::string temporary = file_ + ".XXXXXX";
  const FileDescriptor file(mkostemp(temporary.data(), O_CLOEXEC));  // for this user alone
  if (!file.valid()) return false;
  if (!WriteAll(file.get(), bytes) || rename(temporary.c_str(), file_.c_str()) != 0) {
    unlink(temporary.c_str());
    return false;
  }
  MakeRoom();
  return true;
}

// Removes the oldest files, and what a process that was ended has left half written.
void DigestCache::MakeRoom() const {
  struct Kept {
    int64_t modified = 0;
    uint64_t size = 0;
    std::string path;
  };
  std::vector<Kept> files;
  DIR* const opened = opendir(folder_.c_str());
  if (opened == nullptr) return;
  while (const dirent* entry = readdir(opened)) {
    if (std::string_view(entry->d_name).find(kSuffix) == std::string_view::npos) continue;
    const std::string path = JoinPath(folder_, entry->d_name);
    struct stat status;
    if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    files.push_back({Nanoseconds(status.st_mtim), static_cast<uint64_t>(status.st_size), path});
  }
  closedir(opened);
  std::sort(files.begin(), files.end(),
            [](const Kept& a, const Kept& b) { return a.modified > b.modified; });
  uint64_t bytes = 0;
  for (size_t i = 0; i < files.size(); ++i) {
    bytes += files[i].size;
    if (files[i].path != file_ && (i >= kMostFiles || bytes > kMostBytes)) {
      unlink(files[i].path.c_str());
    }
  }
}

std::string CacheFolder() {
  const char* const cache = getenv("XDG_CACHE_HOME");
  if (cache != nullptr && cache[0] == '/') return JoinPath(cache, "meerkat");
  const char* const home = getenv("HOME");
  if (home != nullptr && home[0] == '/') return JoinPath(home, ".cache/meerkat");
  return {};
}

bool MakeCacheFolder(const std::string& folder) {
  for (size_t slash = 1; slash != std::string::npos;) {
    slash = folder.find('/', slash + 1);
    const std::string part = folder.substr(0, slash);
    if (mkdir(part.c_str(), 0700) != 0 && errno != EEXIST && !MayUse(part, F_OK)) return false;
  }
  return MayUse(folder, W_OK | X_OK);
}

}  // namespace meerkat::cli
