#pragma once

// Digests of files that have not changed since an earlier scan, so that an unchanged tree costs one
// stat() a file and no byte of it is read.
//
//   DigestCache cache = …Load(folder, {"/home/me/project"});
//   FileIdentity identity = IdentityOf(status);
//   if (std::optional<KnownFile> known = cache.Find(path, identity)) return *known;
//   …
//   cache.Remember(path, identity, {digest}, now_before_it_was_read);
//   cache.Save();
//
// A file is the same if path, device, inode, size, time of modification and time of change are. The
// last one no program can set. A file that changed less than kRacyNanoseconds before it was read is
// not remembered: it could change once more without another time (of git's index, which knows the
// same problem, the rule is that a time not older than the index is not trusted; this one is
// stricter).
//
// One flat file for each set of scanned folders holds what the last scan of them saw: a header with
// magic, version and count, then the records in order of their path's hash, then the SHA-256 of all
// of it. A file that is cut, damaged or of another version counts as none. It is replaced by
// rename(), so that any number of processes may use it: the last one's stays. The folder keeps the
// kMostFiles newest, of at most kMostBytes together. Nobody but the user may read it. Whatever
// fails here costs time only.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/digest.h"

struct stat;

namespace meerkat::cli {

struct FileIdentity {
  uint64_t device = 0;
  uint64_t inode = 0;
  uint64_t size = 0;
  int64_t modified = 0;  // nanoseconds since 1970
  int64_t changed = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

FileIdentity IdentityOf(const struct stat& status);

// What reading the file would tell.
struct KnownFile {
  core::Digest digest;
  // Its first line does not say Python, nor does its name; the digest is all zero.
  bool not_python = false;
};

class DigestCache {
 public:
  static constexpr int64_t kRacyNanoseconds = 2'000'000'000;
  static constexpr size_t kMostFiles = 64;
  static constexpr uint64_t kMostBytes = uint64_t{256} << 20;

  // What is known about the files below `roots`, which are absolute paths. `folder` is made by
  // Save(). Paths may be relative to `working_directory`.
  DigestCache(const std::string& folder, std::vector<std::string> roots,
              std::string_view working_directory = "");
  DigestCache(const DigestCache&) = delete;
  DigestCache& operator=(const DigestCache&) = delete;

  // These two may be called by several threads at a time.
  std::optional<KnownFile> Find(std::string_view path, const FileIdentity& identity);
  // `read_at`: the time before the file was opened, nanoseconds since 1970.
  void Remember(std::string_view path, const FileIdentity& identity, const KnownFile& known,
                int64_t read_at);

  // Writes what was found and remembered, if it differs from what is on disk. False if it cannot.
  bool Save();

  const std::string& file() const { return file_; }

 private:
  struct Record {
    uint64_t path_hash = 0;
    FileIdentity identity;
    uint64_t not_python = 0;
    core::Digest digest;
  };
  static_assert(sizeof(Record) == 88);

  bool Load();
  uint64_t HashOf(std::string_view path) const;
  void MakeRoom() const;

  std::string folder_;
  std::string file_;
  uint64_t working_directory_hash_;
  std::vector<Record> known_;  // sorted by path_hash
  std::vector<uint8_t> used_;  // by index of known_; elements are accessed atomically
  std::mutex mutex_;
  std::vector<Record> fresh_;  // guarded by mutex_
};

// Where a user's caches of meerkat are: $XDG_CACHE_HOME/meerkat, else $HOME/.cache/meerkat; empty
// when neither variable is an absolute path.
std::string CacheFolder();

// Makes the folder and what is missing above it, for this user alone. False when there is none that
// can be written to.
bool MakeCacheFolder(const std::string& folder);

}  // namespace meerkat::cli
