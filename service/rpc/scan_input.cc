// The part of ScanSession that takes the caller's messages.

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "engine/core/python_path.h"
#include "service/ingest/errors.h"
#include "service/ingest/path_check.h"
#include "service/rpc/convert.h"
#include "service/rpc/scan_session.h"

namespace meerkat::rpc {
namespace {

// Bounds of the names in Open, from the contract.
constexpr size_t kMaxNameBytes = 256;
constexpr size_t kMaxRequestIdBytes = 128;
// What of an archive may wait for its reader.
constexpr uint64_t kMaxPipeBytes = 4 << 20;

absl::Status CheckLength(const std::string& text, size_t max, std::string_view field) {
  if (text.size() <= max) return absl::OkStatus();
  return ingest::InvalidField(field, fmt::format("has {} bytes; at most {}", text.size(), max));
}

absl::Status WrongKind(std::string_view field, v1::Open::Input input) {
  return ingest::InvalidField(field,
                              fmt::format("does not belong to a scan that was opened with {}",
                                          v1::Open::Input_Name(input)));
}

}  // namespace

void ScanSession::OnRequest(v1::ScanRequest* request) {
  const Phase now = phase();
  if (now == Phase::kInputEnded || now == Phase::kDone) return;
  absl::Status status = Dispatch(request);
  if (!status.ok()) Fail(std::move(status));
}

void ScanSession::OnOpen(v1::Open* open) {
  absl::Status status = Open(open);
  if (!status.ok()) Fail(std::move(status));
}

absl::Status ScanSession::Dispatch(v1::ScanRequest* request) {
  const bool opening = phase() == Phase::kOpening;
  if (opening && request->message_case() != v1::ScanRequest::kOpen) {
    return ingest::InvalidField("open", "has to be the first message");
  }
  switch (request->message_case()) {
    case v1::ScanRequest::kOpen:
      if (!opening) return ingest::InvalidField("open", "came twice");
      return Open(request->mutable_open());
    case v1::ScanRequest::kManifest:
      if (input_ != v1::Open::INPUT_MANIFEST) return WrongKind("manifest", input_);
      return TakeManifest(request->mutable_manifest());
    case v1::ScanRequest::kContents:
      if (input_ != v1::Open::INPUT_MANIFEST) return WrongKind("contents", input_);
      return TakeContents(request->mutable_contents());
    case v1::ScanRequest::kArchive:
      if (input_ != v1::Open::INPUT_ARCHIVE) return WrongKind("archive", input_);
      TakeArchive(request->mutable_archive());
      return absl::OkStatus();
    case v1::ScanRequest::MESSAGE_NOT_SET: break;
  }
  return ingest::InvalidField("message", "is not set, or of a kind that this server does not know");
}

void ScanSession::OnHalfClose() {
  switch (phase()) {
    case Phase::kOpening:
      Fail(ingest::InvalidField("open", "is missing: the stream ended without a message"));
      return;
    case Phase::kArchive:
      pipe_->Close();  // the reader ends the input when it has read the rest
      return;
    case Phase::kManifest: break;
    case Phase::kInputEnded:
    case Phase::kDone: return;
  }
  if (!manifest_complete_) {
    Fail(ingest::InvalidField("manifest.last", "the stream ended before a chunk that has it"));
    return;
  }
  for (const uint32_t index : manifest_.Missing()) {
    Skip(index, manifest_.path(index), manifest_.declared_bytes(index),
         {.kind = core::NoticeKind::kNotReceived,
          .message = "was asked for and did not arrive; not analysed"});
  }
  EndInput();
}

absl::Status ScanSession::Open(v1::Open* open) {
  absl::Status status = CheckOpen(*open);
  if (!status.ok()) return status;
  status = Admit(*open);
  if (!status.ok()) return status;
  v1::ScanEvent event;
  v1::Accepted& accepted = *event.mutable_accepted();
  accepted.set_scan(name_);
  accepted.set_analysis_state(std::string(rule_set_->analysis_state().AsBytes()));
  accepted.set_queue_position(services_.workers.stats().queued_files);
  accepted.set_server_version(services_.server_version);
  {
    pool::Lock lock(mutex_);
    if (phase_ == Phase::kDone) return absl::OkStatus();
    phase_ = input_ == v1::Open::INPUT_ARCHIVE ? Phase::kArchive : Phase::kManifest;
    events_.Add(std::move(event));
  }
  wake_();
  if (input_ == v1::Open::INPUT_INLINE) return TakeInline(open);
  if (input_ == v1::Open::INPUT_ARCHIVE) {
    services_.readers.Start([self = shared_from_this()] { self->ReadArchive(); });
  }
  return absl::OkStatus();
}

absl::Status ScanSession::CheckOpen(const v1::Open& open) const {
  if (open.contract_version() != kContractVersion) {
    return ingest::InvalidField(
        "open.contract_version",
        fmt::format("is {}; this server ({}) speaks {}", open.contract_version(),
                    services_.server_version, kContractVersion));
  }
  if (open.input() == v1::Open::INPUT_UNSPECIFIED || !v1::Open::Input_IsValid(open.input())) {
    return ingest::InvalidField("open.input", "has to be manifest, archive or inline");
  }
  if (open.inline_files_size() > 0 && open.input() != v1::Open::INPUT_INLINE) {
    return WrongKind("open.inline_files", open.input());
  }
  const struct {
    const std::string& text;
    size_t max;
    const char* field;
  } kTexts[] = {{open.client(), kMaxNameBytes, "open.client"},
                {open.project(), kMaxNameBytes, "open.project"},
                {open.revision(), kMaxNameBytes, "open.revision"},
                {open.request_id(), kMaxRequestIdBytes, "open.request_id"},
                {open.archive_name(), services_.limits.max_path_bytes, "open.archive_name"}};
  for (const auto& [text, max, field] : kTexts) {
    if (absl::Status status = CheckLength(text, max, field); !status.ok()) return status;
  }
  if (open.has_budget() && (open.budget().seconds() < 0 || open.budget().nanos() < 0)) {
    return ingest::InvalidField("open.budget", "is negative");
  }
  return absl::OkStatus();
}

absl::Status ScanSession::Admit(const v1::Open& open) {
  absl::StatusOr<scan::Options> options = FromProto(open.options());
  if (!options.ok()) return options.status();
  absl::StatusOr<Admission::Ticket> ticket = services_.admission.Enter();
  if (!ticket.ok()) {
    services_.metrics.OnShed(absl::IsUnavailable(ticket.status()) ? telemetry::ShedReason::kDraining
                                                                  : telemetry::ShedReason::kScans);
    return ticket.status();
  }
  absl::StatusOr<std::shared_ptr<const scan::RuleSet>> rules = services_.rule_sets.Get(*options);
  if (!rules.ok()) return rules.status();

  const ingest::Limits& limits = services_.limits;
  layers::Time deadline = start_ + limits.max_scan_time;
  const char* limit = "max_scan_time";
  if (open.has_budget()) {
    // Longer than any cap is the cap; the sum must not overflow.
    const auto seconds = std::chrono::seconds(std::min<int64_t>(open.budget().seconds(), 1 << 30));
    const layers::Time budget = start_ + seconds + std::chrono::nanoseconds(open.budget().nanos());
    if (budget < deadline) {
      deadline = budget;
      limit = "open.budget";
    }
  }
  if (call_deadline_ < deadline) {
    deadline = call_deadline_;
    limit = "the caller's deadline";
  }
  {
    pool::Lock lock(mutex_);  // OnTick reads these
    deadline_limit_ = limit;
    context_ = {.limits = {.max_analysed_bytes = limits.max_analysed_file_bytes},
                .deadline = deadline,
                .cancelled = &cancelled_};
    rule_set_ = *std::move(rules);
    // To a file that comes alone there are no others, now or later.
    const bool is_inline = open.input() == v1::Open::INPUT_INLINE;
    const bool has_others =
        rule_set_->flow_rules() != nullptr && !(is_inline && open.inline_files_size() <= 1);
    keys_.emplace(cache::kOnlyTenant, *rule_set_, context_.limits, has_others);
    if (has_others) {
      // What comes without a question for what is known is not asked for by its digest later.
      files_ = std::make_unique<ScanFiles>(
          rule_set_,
          SharedFiles{services_.results, services_.units, services_.modules, services_.unit_makers,
                      open.input() == v1::Open::INPUT_MANIFEST ? services_.client : nullptr},
          !is_inline);
    }
    ticket_ = *std::move(ticket);
    input_ = open.input();
    name_ = services_.new_scan_name();
    archive_name_ = open.archive_name();
    client_ = open.client();
    request_id_ = open.request_id();
    lane_ = services_.workers.Open(shared_from_this());
    if (input_ == v1::Open::INPUT_ARCHIVE) {
      pipe_ = std::make_unique<pool::BytePipe>(kMaxPipeBytes, wake_);
    }
  }
  return absl::OkStatus();
}

absl::Status ScanSession::TakeInline(v1::Open* open) {
  const ingest::Limits& limits = services_.limits;
  if (static_cast<uint32_t>(open->inline_files_size()) > limits.max_manifest_files) {
    return ingest::LimitPassed("max_manifest_files", limits.max_manifest_files, "too many files");
  }
  for (int i = 0; i < open->inline_files_size(); ++i) {
    const std::string& path = open->inline_files(i).path();
    const std::string_view problem = ingest::PathProblem(path);
    if (problem.empty() && path.size() <= limits.max_path_bytes) continue;
    return ingest::InvalidField(fmt::format("open.inline_files[{}].path", i),
                                problem.empty() ? "is longer than max_path_bytes" : problem);
  }
  uint64_t received = 0;
  for (const v1::InlineFile& file : open->inline_files()) received += file.content().size();
  services_.metrics.OnUpload(received);
  {
    pool::Lock lock(mutex_);
    files_known_ = static_cast<uint32_t>(open->inline_files_size());
    tally_.AddReceived(received);
  }
  absl::flat_hash_set<std::string> paths;
  for (int i = 0; i < open->inline_files_size(); ++i) {
    v1::InlineFile& file = *open->mutable_inline_files(i);
    const uint32_t index = static_cast<uint32_t>(i);
    if (open->inline_files_size() > 1 && !paths.insert(file.path()).second) {
      Skip(index, file.path(), file.content().size(),
           {.kind = core::NoticeKind::kDuplicate,
            .message = "stands twice in the message; the first one counts"});
      continue;
    }
    if (!core::HasPythonSuffix(file.path()) &&
        !(core::HasNoSuffix(file.path()) && core::HasPythonShebang(file.content()))) {
      pool::Lock lock(mutex_);
      tally_.AddNotPython();
      continue;
    }
    pool::FileTask task{.index = index};
    if (services_.results.enabled()) {
      task.digest = core::Sha256(file.content());
      task.digest_is_true = true;
      if (cache::ResultRef known = FindKnown(file.path(), *task.digest, file.content().size())) {
        if (files_ != nullptr) files_->Add(file.path(), index, &*task.digest, file.content());
        pool::Lock lock(mutex_);
        if (phase_ != Phase::kDone) AddKnown(index, file.path(), std::move(known));
        continue;
      }
    }
    Submit(std::move(task), file.path(), std::move(*file.mutable_content()));
  }
  EndInput();
  return absl::OkStatus();
}

absl::Status ScanSession::TakeManifest(v1::ManifestChunk* chunk) {
  if (manifest_complete_) {
    return ingest::InvalidField("manifest", "goes on after the chunk that has `last`");
  }
  const uint32_t first = manifest_.size();
  const uint32_t count = static_cast<uint32_t>(chunk->entries_size());
  std::vector<ingest::Decision> decisions;
  decisions.reserve(count);
  for (v1::ManifestChunk::Entry& entry : *chunk->mutable_entries()) {
    absl::StatusOr<ingest::Decision> decision =
        manifest_.Add({.path = std::move(*entry.mutable_path()),
                       .sha256 = entry.sha256(),
                       .size = entry.size(),
                       .unreadable = entry.unreadable()},
                      "manifest.entries");
    if (!decision.ok()) return decision.status();
    decisions.push_back(*std::move(decision));
  }
  std::vector<cache::ResultRef> known = FindAllKnown(first, decisions);
  for (uint32_t i = 0; i < count; ++i) {
    if (known[i]) manifest_.SetKnown(first + i);
  }
  if (absl::Status status = manifest_.CountWanted(first, "manifest.entries"); !status.ok()) {
    return status;
  }
  std::string wanted((count + 7) / 8, '\0');
  std::vector<uint32_t> empty_files;
  uint64_t saved = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t size = manifest_.declared_bytes(first + i);
    const ingest::Decision::Kind kind = decisions[i].kind;
    if (!known[i] && kind == ingest::Decision::kWanted) {
      wanted[i / 8] = static_cast<char>(wanted[i / 8] | 1 << i % 8);
    } else if (!known[i] && kind == ingest::Decision::kEmpty) {
      empty_files.push_back(first + i);
    } else {
      saved += size;
    }
    if (kind == ingest::Decision::kSkipped) {
      Skip(first + i, manifest_.path(first + i), size, std::move(decisions[i].notice));
    } else if (kind == ingest::Decision::kNotPython) {
      pool::Lock lock(mutex_);
      tally_.AddNotPython();
    }
  }
  services_.metrics.OnUploadSaved(saved);
  manifest_complete_ = chunk->last();
  v1::ScanEvent event;
  event.mutable_need()->set_first_file(first);
  event.mutable_need()->set_count(count);
  event.mutable_need()->set_wanted(std::move(wanted));
  {
    pool::Lock lock(mutex_);
    if (phase_ == Phase::kDone) return absl::OkStatus();
    files_known_ = manifest_.size();
    events_.Add(std::move(event));
    for (uint32_t i = 0; i < count; ++i) {
      if (known[i]) AddKnown(first + i, manifest_.path(first + i), std::move(known[i]));
    }
  }
  wake_();
  // Nothing to send, but to scan: an empty __init__.py counts as analysed.
  for (const uint32_t index : empty_files) {
    Submit({.index = index, .digest = manifest_.digest(index)}, manifest_.path(index), "");
  }
  return absl::OkStatus();
}

std::vector<cache::ResultRef> ScanSession::FindAllKnown(
    uint32_t first, const std::vector<ingest::Decision>& decisions) {
  std::vector<cache::ResultRef> known(decisions.size());
  if (!services_.results.enabled()) return known;
  std::vector<uint32_t> places;
  std::vector<cache::ResultKey> keys;
  for (uint32_t i = 0; i < decisions.size(); ++i) {
    const ingest::Decision::Kind kind = decisions[i].kind;
    if (kind != ingest::Decision::kWanted && kind != ingest::Decision::kEmpty) continue;
    places.push_back(i);
    keys.push_back(keys_->Of(manifest_.path(first + i), manifest_.digest(first + i)));
  }
  std::vector<cache::ResultRef> found = services_.results.FindAll(keys);
  std::vector<ScanFiles::KeptFile> kept;
  for (size_t k = 0; k < places.size(); ++k) {
    const uint32_t index = first + places[k];
    if (!IsOf(found[k], manifest_.declared_bytes(index))) continue;
    known[places[k]] = std::move(found[k]);
    kept.push_back({manifest_.path(index), index, manifest_.digest(index)});
  }
  if (files_ == nullptr) return known;
  // Others may import them: their bytes have to be at hand, too.
  const std::vector<bool> are_kept = files_->AddKept(kept);
  for (size_t k = 0; k < kept.size(); ++k) {
    if (!are_kept[k]) known[kept[k].index - first] = {};
  }
  return known;
}

absl::Status ScanSession::TakeContents(v1::ContentBatch* batch) {
  uint64_t received = 0;
  for (const v1::ContentBatch::Piece& piece : batch->pieces()) received += piece.data().size();
  services_.metrics.OnUpload(received);
  {
    pool::Lock lock(mutex_);
    tally_.AddReceived(received);
  }
  for (int i = 0; i < batch->pieces_size(); ++i) {
    v1::ContentBatch::Piece& piece = *batch->mutable_pieces(i);
    std::optional<ingest::CompleteFile> file;
    absl::Status status =
        manifest_.AddPiece({piece.file(), piece.offset(), std::move(*piece.mutable_data())},
                           fmt::format("contents.pieces[{}]", i), &file);
    if (!status.ok()) return status;
    if (!file) continue;
    Submit({.index = file->index,
            .digest = manifest_.digest(file->index),
            .needs_shebang = manifest_.needs_shebang(file->index)},
           manifest_.path(file->index), std::move(file->bytes));
  }
  return absl::OkStatus();
}

void ScanSession::TakeArchive(v1::ArchiveChunk* chunk) {
  services_.metrics.OnUpload(chunk->data().size());
  {
    pool::Lock lock(mutex_);
    tally_.AddReceived(chunk->data().size());
  }
  pipe_->Write(std::move(*chunk->mutable_data()));
}

}  // namespace meerkat::rpc
