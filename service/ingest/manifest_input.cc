#include "service/ingest/manifest_input.h"

#include <fmt/core.h>

#include <chrono>
#include <utility>

#include "engine/core/python_path.h"
#include "service/ingest/errors.h"
#include "service/ingest/path_check.h"

namespace meerkat::ingest {
namespace {

// The client's own words go into a report: one line of bounded length.
constexpr size_t kMaxReasonBytes = 200;
// Files in pieces are complete within seconds, unless their client has stalled.
constexpr std::chrono::milliseconds kRetryUpload{5'000};

std::string OneLine(std::string_view text) {
  std::string line = WithValidUtf8(text.substr(0, kMaxReasonBytes));
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  return line;
}

}  // namespace

absl::StatusOr<Decision> ManifestInput::Add(ManifestEntry entry, std::string_view list) {
  const auto field = [&] { return fmt::format("{}[{}]", list, entries_.size()); };
  if (entries_.size() >= limits_.max_manifest_files) {
    return LimitPassed("max_manifest_files", limits_.max_manifest_files, "too many files");
  }
  if (entry.path.size() > limits_.max_path_bytes) {
    return LimitPassed("max_path_bytes", limits_.max_path_bytes,
                       fmt::format("{}.path has {} bytes", field(), entry.path.size()));
  }
  if (const std::string_view problem = PathProblem(entry.path); !problem.empty()) {
    return InvalidField(field() + ".path", problem);
  }
  if (entry.unreadable.empty() && entry.sha256.size() != core::Digest().bytes.size()) {
    return InvalidField(field() + ".sha256",
                        fmt::format("has {} bytes; a SHA-256 has 32", entry.sha256.size()));
  }
  Decision decision = Decide(entry);
  Entry& added = entries_.emplace_back();
  added.path = std::move(entry.path);
  added.digest = core::DigestFromBytes(entry.sha256);
  added.size = entry.size;
  added.wanted = decision.kind == Decision::kWanted;
  added.needs_shebang = !core::HasPythonSuffix(added.path);
  if (!paths_.insert(added.path).second) {
    added.wanted = false;
    return Decision{Decision::kSkipped,
                    {.kind = core::NoticeKind::kDuplicate,
                     .message = "stands twice in the manifest; the first one counts"}};
  }
  return decision;
}

absl::Status ManifestInput::CountWanted(uint32_t first, std::string_view list) {
  for (uint32_t i = first; i < entries_.size(); ++i) {
    if (!entries_[i].wanted) continue;
    wanted_bytes_ += entries_[i].size;
    if (wanted_bytes_ <= limits_.max_scan_bytes) continue;
    return LimitPassed(
        "max_scan_bytes", limits_.max_scan_bytes,
        fmt::format("the manifest needs {} bytes up to {}[{}]", wanted_bytes_, list, i));
  }
  return absl::OkStatus();
}

Decision ManifestInput::Decide(const ManifestEntry& entry) {
  const bool by_name = core::HasPythonSuffix(entry.path);
  const bool may_be =
      by_name || (core::HasNoSuffix(entry.path) && entry.size <= kMaxShebangFileBytes);
  // An unreadable file without a suffix could be anything: only what is Python by name is missed.
  if (!may_be || (!by_name && (!entry.unreadable.empty() || entry.size == 0))) {
    return {.kind = Decision::kNotPython};
  }
  if (!entry.unreadable.empty()) {
    return {Decision::kSkipped,
            {.kind = core::NoticeKind::kUnreadable, .message = OneLine(entry.unreadable)}};
  }
  // Of a notebook only the code counts, which the engine sees.
  const bool too_much_code =
      entry.size > limits_.max_analysed_file_bytes && !core::IsNotebook(entry.path);
  if (entry.size > limits_.max_file_bytes || too_much_code) {
    const bool upload = entry.size > limits_.max_file_bytes;
    return {Decision::kSkipped,
            {.kind = core::NoticeKind::kTooLarge,
             .message =
                 fmt::format("has {} bytes, more than {} ({}); not analysed", entry.size,
                             upload ? "max_file_bytes" : "max_analysed_file_bytes",
                             upload ? limits_.max_file_bytes : limits_.max_analysed_file_bytes)}};
  }
  return {.kind = entry.size == 0 ? Decision::kEmpty : Decision::kWanted};
}

absl::Status ManifestInput::AddPiece(Piece piece, std::string_view field,
                                     std::optional<CompleteFile>* complete) {
  if (piece.file >= entries_.size()) {
    return InvalidField(fmt::format("{}.file", field),
                        fmt::format("{} is not in the manifest, which has {} files so far",
                                    piece.file, entries_.size()));
  }
  Entry& entry = entries_[piece.file];
  if (!entry.wanted) {
    return InvalidField(fmt::format("{}.file", field),
                        fmt::format("{} was not asked for", piece.file));
  }
  if (entry.received == entry.size) {
    return InvalidField(fmt::format("{}.file", field),
                        fmt::format("{} was already complete", piece.file));
  }
  if (piece.offset != entry.received) {
    return InvalidField(fmt::format("{}.offset", field),
                        fmt::format("is {}, but the next byte of file {} is {}", piece.offset,
                                    piece.file, entry.received));
  }
  if (piece.data.size() > entry.size - entry.received) {
    return InvalidField(fmt::format("{}.data", field),
                        fmt::format("ends at byte {} of file {}, whose size is {} in the manifest",
                                    entry.received + piece.data.size(), piece.file, entry.size));
  }
  if (piece.data.empty()) return absl::OkStatus();
  const bool first = entry.received == 0;
  entry.received += piece.data.size();
  if (entry.received == entry.size) {
    if (first) {  // the usual case: the whole file in one piece, not copied
      *complete = CompleteFile{piece.file, std::move(piece.data)};
      return absl::OkStatus();
    }
    entry.bytes += piece.data;
    open_bytes_ -= entry.size;
    credit_.GiveBack(entry.size);
    *complete = CompleteFile{piece.file, std::move(entry.bytes)};
    entry.bytes = std::string();
    return absl::OkStatus();
  }
  if (first) {
    if (open_bytes_ + entry.size > limits_.max_file_bytes) {
      return LimitPassed("max_file_bytes", limits_.max_file_bytes,
                         fmt::format("{} begins while files with {} bytes are not complete; send "
                                     "one file after the other",
                                     field, open_bytes_ + entry.size));
    }
    if (!credit_.Take(entry.size)) {
      return RetryAfter(LimitPassed("max_open_upload_bytes", credit_.most(),
                                    fmt::format("{} begins a file while all clients together have "
                                                "begun files of {} bytes; send files in one piece",
                                                field, credit_.taken())),
                        kRetryUpload);
    }
    open_bytes_ += entry.size;
    entry.bytes.reserve(entry.size);
  }
  entry.bytes += piece.data;
  return absl::OkStatus();
}

std::vector<uint32_t> ManifestInput::Missing() const {
  std::vector<uint32_t> missing;
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].wanted && entries_[i].received < entries_[i].size) missing.push_back(i);
  }
  return missing;
}

}  // namespace meerkat::ingest
