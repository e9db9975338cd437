#pragma once

// The input of a scan that comes as a manifest: what a client has, what of it is needed, and the
// pieces that arrive put together. Checks everything that a client could get wrong.
//
//   ingest::ManifestInput input(limits, credit);
//   absl::StatusOr<ingest::Decision> decision =
//       input.Add({path, sha256, size, ""}, "manifest.entries");
//   …
//   std::optional<ingest::CompleteFile> file;
//   absl::Status status = input.AddPiece({index, offset, std::move(data)}, &file);
//
// Not thread-safe. Memory: a path and 64 bytes for each file of the manifest, and at most
// max_file_bytes of files that are not complete yet.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/core/digest.h"
#include "engine/core/notice.h"
#include "engine/core/text_hash.h"
#include "service/ingest/limits.h"
#include "service/ingest/upload_credit.h"

namespace meerkat::ingest {

// A suffix-less file up to this size is asked for: its first line tells whether it is Python.
inline constexpr uint64_t kMaxShebangFileBytes = 64 << 10;

struct ManifestEntry {
  std::string path;
  // 32 bytes.
  std::string_view sha256;
  uint64_t size = 0;
  // Not empty: the client could not read it, and why.
  std::string_view unreadable;
};

// What becomes of one entry.
struct Decision {
  enum Kind { kWanted, kEmpty, kNotPython, kSkipped } kind = kWanted;
  // For kSkipped: why.
  core::Notice notice;
};

struct Piece {
  uint32_t file = 0;
  uint64_t offset = 0;
  std::string data;
};

// All bytes of a file, of the size that was declared; the digest is still to be checked.
struct CompleteFile {
  uint32_t index = 0;
  std::string bytes;
};

class ManifestInput {
 public:
  // Both outlive it. What it holds of the credit it gives back at its end.
  ManifestInput(const Limits& limits, UploadCredit& credit) : limits_(limits), credit_(credit) {}
  ~ManifestInput() { credit_.GiveBack(open_bytes_); }
  ManifestInput(const ManifestInput&) = delete;
  ManifestInput& operator=(const ManifestInput&) = delete;

  // The next entry of the manifest. Errors name it by `list` and its place, "manifest.entries[3]":
  // INVALID_ARGUMENT (path, digest), RESOURCE_EXHAUSTED (max_manifest_files, max_path_bytes).
  absl::StatusOr<Decision> Add(ManifestEntry entry, std::string_view list);

  // What Add called wanted is known already: no contents may come for it.
  void SetKnown(uint32_t index) { entries_[index].wanted = false; }

  // Once for each entry, when those that are known are set: what is wanted of those from `first` on
  // counts. RESOURCE_EXHAUSTED (max_scan_bytes), with the name of the first one that is too much.
  absl::Status CountWanted(uint32_t first, std::string_view list);

  // Bytes of a file that was wanted; `complete` is set when they were the last. Errors name the
  // piece by `field`, "contents.pieces[3]": INVALID_ARGUMENT (never asked for, out of order, more
  // than was declared), RESOURCE_EXHAUSTED (too much that is not complete: of this scan,
  // max_file_bytes, or of all, max_open_upload_bytes, which may be tried again).
  absl::Status AddPiece(Piece piece, std::string_view field, std::optional<CompleteFile>* complete);

  uint32_t size() const { return static_cast<uint32_t>(entries_.size()); }
  const std::string& path(uint32_t index) const { return entries_[index].path; }
  uint64_t declared_bytes(uint32_t index) const { return entries_[index].size; }
  const core::Digest& digest(uint32_t index) const { return entries_[index].digest; }
  // Whether only its first line can tell that it is Python.
  bool needs_shebang(uint32_t index) const { return entries_[index].needs_shebang; }

  // Files that were wanted and are not complete, in order.
  std::vector<uint32_t> Missing() const;

 private:
  struct Entry {
    std::string path;
    core::Digest digest;
    uint64_t size = 0;
    uint64_t received = 0;
    bool wanted = false;
    bool needs_shebang = false;
    std::string bytes;  // while it is not complete
  };

  Decision Decide(const ManifestEntry& entry);

  const Limits& limits_;
  UploadCredit& credit_;
  std::deque<Entry> entries_;  // never moved: paths_ points into it
  absl::flat_hash_set<std::string_view, core::TextHash> paths_;
  uint64_t wanted_bytes_ = 0;
  uint64_t open_bytes_ = 0;  // declared sizes of the files that have begun to arrive
};

}  // namespace meerkat::ingest
