#include "service/ingest/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/core.h>
#include <locale.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <unordered_set>
#include <utility>

#include "engine/core/python_path.h"
#include "service/ingest/manifest_input.h"
#include "service/ingest/path_check.h"

namespace meerkat::ingest {
namespace {

// The ratio of a few bytes says nothing: a small file of blanks packs a thousandfold.
constexpr uint64_t kRatioFrom = 1 << 20;
constexpr uint64_t kTarBlock = 512;

// libarchive converts names to the thread's character set; in the "C" locale that loses everything
// but ASCII.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  ~Utf8Locale() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

struct FreeArchive {
  void operator()(archive* handle) const { archive_read_free(handle); }
};

// "./a//b" is "a/b"; a directory's final slash goes too. ".." and a leading '/' stay for the check.
std::string CleanName(std::string_view name) {
  std::string clean;
  clean.reserve(name.size());
  const bool absolute = name.starts_with('/');
  while (!name.empty()) {
    const size_t slash = name.find('/');
    const std::string_view component = name.substr(0, slash);
    if (!component.empty() && component != ".") {
      if (!clean.empty() || absolute) clean += '/';
      clean += component;
    }
    if (slash == std::string_view::npos) break;
    name.remove_prefix(slash + 1);
  }
  return clean;
}

class Reader {
 public:
  Reader(std::string_view archive_name, const Limits& limits, ArchiveSource& source,
         ArchiveSink& sink)
      : archive_name_(WithValidUtf8(archive_name)),
        limits_(limits),
        source_(source),
        sink_(sink),
        archive_(archive_read_new()) {}

  ArchiveEnd Run();

 private:
  static la_ssize_t ReadChunk(archive* handle, void* context, const void** buffer);

  bool TakeEntry(archive_entry* entry);
  bool TakeRegular(archive_entry* entry);
  bool ReadData(uint64_t keep, std::string* bytes, bool* too_large, bool* unreadable);
  bool WithinLimits();
  bool Limit(std::string_view limit, uint64_t value, std::string_view what);
  bool Notice(core::NoticeKind kind, uint64_t bytes, std::string message);
  bool TooLarge(uint64_t size, bool known);
  bool Stop() {
    end_ = ArchiveEnd::kStopped;
    return false;
  }
  bool Damaged(const char* known_reason = nullptr);
  bool LacksEndMark() const;

  const std::string archive_name_;
  const Limits& limits_;
  ArchiveSource& source_;
  ArchiveSink& sink_;
  std::unique_ptr<archive, FreeArchive> archive_;
  ArchiveEnd end_ = ArchiveEnd::kComplete;
  std::string name_;  // of the entry at hand
  std::unordered_set<std::string> seen_;
  uint64_t packed_ = 0;
  uint64_t data_ = 0;  // what came out of entries
  uint64_t entries_ = 0;
  bool packed_limit_ = false;
  bool source_ended_ = false;
  uint64_t trailing_zeros_ = 0;  // at the end of what the source gave
};

ArchiveEnd Reader::Run() {
  archive* handle = archive_.get();
  archive_read_support_filter_gzip(handle);
  archive_read_support_filter_bzip2(handle);
  archive_read_support_filter_xz(handle);
  archive_read_support_filter_zstd(handle);
  archive_read_support_format_tar(handle);
  archive_read_support_format_zip_streamable(handle);
  name_ = archive_name_;
  if (archive_read_open(handle, this, nullptr, &Reader::ReadChunk, nullptr) != ARCHIVE_OK) {
    Damaged();
    return end_;
  }
  while (true) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(handle, &entry);
    if (result == ARCHIVE_EOF) {
      if (LacksEndMark()) Damaged("it has no end mark");
      return end_;
    }
    // ARCHIVE_RETRY is a header whose checksum is wrong: what follows it may be anything.
    if (result == ARCHIVE_RETRY || result < ARCHIVE_WARN) {
      Damaged();
      return end_;
    }
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) name = archive_entry_pathname_utf8(entry);
    name_ = CleanName(WithValidUtf8(name == nullptr ? "" : name));
    if (++entries_ > limits_.max_archive_entries) {
      Limit("max_archive_entries", limits_.max_archive_entries, "entries");
      return end_;
    }
    if (!TakeEntry(entry)) return end_;
  }
}

la_ssize_t Reader::ReadChunk(archive* handle, void* context, const void** buffer) {
  Reader& reader = *static_cast<Reader*>(context);
  const std::string_view chunk = reader.source_.Next();
  reader.packed_ += chunk.size();
  reader.source_ended_ = chunk.empty();
  const size_t last = chunk.find_last_not_of('\0');
  reader.trailing_zeros_ = last == std::string_view::npos ? reader.trailing_zeros_ + chunk.size()
                                                          : chunk.size() - 1 - last;
  if (reader.packed_ > reader.limits_.max_archive_packed_bytes) {
    reader.packed_limit_ = true;
    archive_set_error(handle, EFBIG, "too long");
    return -1;
  }
  *buffer = chunk.data();
  return static_cast<la_ssize_t>(chunk.size());
}

// Reads or passes over one entry. False: the reading is over and end_ says why.
bool Reader::TakeEntry(archive_entry* entry) {
  const bool link = archive_entry_hardlink(entry) != nullptr;
  const auto type = archive_entry_filetype(entry);
  if (type == AE_IFDIR && !link) return true;
  if (link || type == AE_IFLNK) {
    return Notice(core::NoticeKind::kUnsafeEntry, 0,
                  "is a link; links in archives are not followed");
  }
  if (type != AE_IFREG && type != 0) {
    return Notice(core::NoticeKind::kUnsafeEntry, 0, "is a device, pipe or socket; not read");
  }
  return TakeRegular(entry);
}

bool Reader::TakeRegular(archive_entry* entry) {
  const bool size_known = archive_entry_size_is_set(entry) != 0;
  const uint64_t size = size_known ? std::max<la_int64_t>(0, archive_entry_size(entry)) : 0;
  if (const std::string_view problem = PathProblem(name_); !problem.empty()) {
    return Notice(core::NoticeKind::kUnsafeEntry, size,
                  fmt::format("has a name that {}; not read", problem));
  }
  const bool by_name = core::HasPythonSuffix(name_);
  const bool by_first_line = !by_name && core::HasNoSuffix(name_) && size <= kMaxShebangFileBytes;
  if (!by_name && !by_first_line) {
    if (HasArchiveSuffix(name_) && !Notice(core::NoticeKind::kNestedArchive, size,
                                           "is an archive in the archive; not opened")) {
      return false;
    }
    return ReadData(0, nullptr, nullptr, nullptr) && (sink_.OnNotPython() || Stop());
  }
  if (by_name && name_.size() > limits_.max_path_bytes) {
    name_.resize(64);
    name_ = WithValidUtf8(name_);
    return Notice(core::NoticeKind::kUnreadable, size,
                  fmt::format("has a name of more than max_path_bytes ({}); not analysed",
                              limits_.max_path_bytes)) &&
           ReadData(0, nullptr, nullptr, nullptr);
  }
  if (by_name && !seen_.insert(name_).second) {
    return Notice(core::NoticeKind::kDuplicate, size,
                  "stands twice in the archive; the first one counts") &&
           ReadData(0, nullptr, nullptr, nullptr);
  }
  // Of a notebook only the code counts as analysed, which the engine sees.
  const uint64_t analysed = core::IsNotebook(name_) ? limits_.max_archive_entry_bytes
                                                    : std::min(limits_.max_archive_entry_bytes,
                                                               limits_.max_analysed_file_bytes);
  const uint64_t keep = by_name ? analysed : kMaxShebangFileBytes;
  if (size > keep) return TooLarge(size, true) && ReadData(0, nullptr, nullptr, nullptr);
  std::string bytes;
  bytes.reserve(size);
  bool too_large = false;
  bool unreadable = false;
  if (!ReadData(keep, &bytes, &too_large, &unreadable)) return false;
  if (by_first_line && (too_large || unreadable || !core::HasPythonShebang(bytes))) {
    return sink_.OnNotPython() || Stop();
  }
  if (too_large) return TooLarge(keep, false);
  if (unreadable) {
    return Notice(core::NoticeKind::kUnreadable, size,
                  archive_entry_is_encrypted(entry) ? "is encrypted; not analysed"
                                                    : "cannot be unpacked; not analysed");
  }
  if (by_first_line && !seen_.insert(name_).second) {
    return Notice(core::NoticeKind::kDuplicate, bytes.size(),
                  "stands twice in the archive; the first one counts");
  }
  return sink_.OnFile(name_, std::move(bytes)) || Stop();
}

// Reads the entry's data to its end, block by block, so that the limits of the archive hold within
// an entry too. Keeps up to `keep` bytes; without `bytes` it keeps none. False: the reading is
// over.
bool Reader::ReadData(uint64_t keep, std::string* bytes, bool* too_large, bool* unreadable) {
  while (true) {
    const void* block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(archive_.get(), &block, &size, &offset);
    if (result == ARCHIVE_EOF) return true;
    if (result == ARCHIVE_RETRY) continue;
    if (result == ARCHIVE_FAILED) {  // this entry only: encrypted, unknown compression
      if (unreadable != nullptr) *unreadable = true;
      return true;
    }
    if (result < ARCHIVE_WARN) return Damaged();
    data_ += size;
    if (!WithinLimits()) return false;
    if (bytes == nullptr || *too_large) continue;
    const uint64_t start = static_cast<uint64_t>(offset);
    if (start + size > keep) {
      *too_large = true;
      bytes->clear();
      continue;
    }
    if (start > bytes->size()) bytes->resize(start, '\0');  // a hole of a sparse file
    bytes->append(static_cast<const char*>(block), size);
  }
}

bool Reader::WithinLimits() {
  // For tar what the decompressor gave; for zip, which packs each entry, what the entries gave.
  const uint64_t unpacked =
      std::max<uint64_t>(data_, std::max<la_int64_t>(0, archive_filter_bytes(archive_.get(), 0)));
  if (unpacked > limits_.max_archive_unpacked_bytes) {
    return Limit("max_archive_unpacked_bytes", limits_.max_archive_unpacked_bytes,
                 "unpacked bytes");
  }
  if (unpacked > kRatioFrom && unpacked / limits_.max_archive_ratio > packed_) {
    return Limit("max_archive_ratio", limits_.max_archive_ratio, "unpacked for each packed byte");
  }
  return true;
}

bool Reader::Limit(std::string_view limit, uint64_t value, std::string_view what) {
  Notice(core::NoticeKind::kLimit, 0,
         fmt::format("the archive has more than {} {} ({}); this entry and what follows was not "
                     "analysed",
                     value, what, limit));
  end_ = ArchiveEnd::kLimit;
  return false;
}

bool Reader::TooLarge(uint64_t size, bool known) {
  const bool entry = size > limits_.max_archive_entry_bytes || core::IsNotebook(name_) ||
                     limits_.max_archive_entry_bytes < limits_.max_analysed_file_bytes;
  const std::string_view limit = entry ? "max_archive_entry_bytes" : "max_analysed_file_bytes";
  const uint64_t value = entry ? limits_.max_archive_entry_bytes : limits_.max_analysed_file_bytes;
  return Notice(
      core::NoticeKind::kTooLarge, known ? size : 0,
      known ? fmt::format("has {} bytes, more than {} ({}); not analysed", size, limit, value)
            : fmt::format("has more bytes than {} ({}); not analysed", limit, value));
}

bool Reader::Notice(core::NoticeKind kind, uint64_t bytes, std::string message) {
  return sink_.OnNotice(name_, bytes, {.kind = kind, .message = std::move(message)}) || Stop();
}

// A tar ends in blocks of zeros. One that was cut between two entries has none, and nothing else
// tells.
bool Reader::LacksEndMark() const {
  const bool plain_tar =
      archive_filter_count(archive_.get()) == 1 &&
      (archive_format(archive_.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
  return plain_tar && source_ended_ && trailing_zeros_ < kTarBlock;
}

bool Reader::Damaged(const char* known_reason) {
  if (packed_limit_) {
    return Limit("max_archive_packed_bytes", limits_.max_archive_packed_bytes, "packed bytes");
  }
  const char* error = known_reason != nullptr ? known_reason : archive_error_string(archive_.get());
  const std::string reason = WithValidUtf8(error == nullptr ? "unknown format" : error);
  Notice(core::NoticeKind::kArchiveDamaged, 0,
         entries_ == 0 ? fmt::format("cannot be read as tar, tar.gz or zip: {}", reason)
                       : fmt::format("the archive is damaged or ends early at this entry, after {} "
                                     "entries: {}",
                                     entries_, reason));
  end_ = ArchiveEnd::kDamaged;
  return false;
}

}  // namespace

ArchiveEnd ReadArchive(std::string_view archive_name, const Limits& limits, ArchiveSource& source,
                       ArchiveSink& sink) {
  Utf8Locale locale;
  return Reader(archive_name, limits, source, sink).Run();
}

}  // namespace meerkat::ingest
