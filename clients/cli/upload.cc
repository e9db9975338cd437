#include "clients/cli/upload.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "clients/cli/display_path.h"
#include "clients/cli/read_file.h"
#include "clients/cli/sent_files.h"
#include "engine/core/python_path.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

// A scan up to this size goes in one message.
constexpr uint64_t kInlineBytes = 1 << 20;
constexpr size_t kInlineFiles = 1'000;
// A message with contents. Larger ones are slower and take memory on both sides …
constexpr uint64_t kBatchBytes = 1 << 20;
// … but a file of up to this size goes in one piece, which a server takes as it is instead of
// putting pieces together. A message may have 4 MiB.
constexpr uint64_t kWholeFileBytes = 3 << 20;
// Manifest entries a message: enough not to send one message a file, few enough that the server has
// work early.
constexpr size_t kLeastChunk = 128;
constexpr size_t kMostChunk = 2'048;
constexpr uint64_t kArchiveChunkBytes = 1 << 20;

v1::ScanRequest OpenRequest(const UploadContext& context, v1::Open::Input input) {
  v1::ScanRequest request;
  v1::Open& open = *request.mutable_open();
  open.set_contract_version(kContractVersion);
  open.set_client(fmt::format("meerkat-cli/{}", MEERKAT_VERSION));
  *open.mutable_options() = context.options;
  open.set_input(input);
  return request;
}

std::string ReadError(const std::string& why) { return fmt::format("cannot be read: {}", why); }

// One scan of files: inline if that is all there is, else by manifest.
class FileScan {
 public:
  FileScan(const UploadContext& context, FileLoader::Source next)
      : context_(context),
        collector_(context.report, context.progress),
        loader_(std::move(next), LoaderOptionsFor(context), &wake_up_),
        stream_(*context.connection, context.deadline, *context.interrupt, &collector_, &wake_up_) {
  }

  absl::Status Run() {
    GatherFirst();
    if (IsSmall()) {
      SendInline();
    } else if (stream_.Write(OpenRequest(context_, v1::Open::INPUT_MANIFEST))) {
      SendManifestAndContents();
    }
    const absl::Status status = stream_.Finish();
    if (status.ok()) FinishReport();
    return status;
  }

 private:
  static LoaderOptions LoaderOptionsFor(const UploadContext& context) {
    LoaderOptions options;
    const uint64_t limit = context.connection->capabilities().limits().max_file_bytes();
    if (limit > 0) options.max_file_bytes = limit;
    options.digests = context.digests;
    return options;
  }

  void FinishReport();
  void GatherFirst();
  void Take(LoadedFile file);
  void TakeReady();
  bool IsSmall();
  void SendInline();
  void SendManifestAndContents();
  void TakeAnswers();
  bool SendChunk();
  bool SendContents();
  bool SendWhole(uint32_t index);
  bool AddPieces(uint32_t index, std::string content);
  bool Flush();
  std::string UniqueWirePath(const LoadedFile& file);

  const UploadContext& context_;
  WakeUp wake_up_;
  Collector collector_;
  FileLoader loader_;
  ScanStream stream_;
  ScanInput input_;
  // What the server is not told about. The report is the reader's until the call has ended.
  std::vector<Notice> unreadable_;
  uint64_t not_python_ = 0;
  std::vector<LoadedFile> files_;  // by file index
  std::unordered_set<std::string> wire_paths_;
  bool complete_ = false;  // nothing more to come from the loader
  bool all_kept_ = true;
  uint64_t bytes_ = 0;
  size_t announced_ = 0;  // files whose manifest entries are sent …
  size_t answered_ = 0;   // … and those that the server has decided on
  bool last_sent_ = false;
  std::deque<uint32_t> wanted_;
  v1::ScanRequest batch_;
  uint64_t batch_bytes_ = 0;
};

void FileScan::FinishReport() {
  collector_.Finish(input_);
  Report& report = *context_.report;
  report.walk.not_python += not_python_;
  for (Notice& notice : unreadable_) {
    Worsen(report, Outcome::kIncomplete);
    report.reasons.push_back(fmt::format("{}: {}", notice.path, notice.message));
    report.notices.push_back(std::move(notice));
  }
}

void FileScan::GatherFirst() {
  while (true) {
    const uint64_t seen = wake_up_.count();
    TakeReady();
    const bool large = bytes_ > kInlineBytes || files_.size() > kInlineFiles || !all_kept_;
    if (complete_ || large || stream_.ended()) return;
    wake_up_.WaitPast(seen);
  }
}

void FileScan::TakeReady() {
  LoadedFile file;
  for (size_t i = 0; i < kMostChunk && loader_.TryTake(file); ++i) Take(std::move(file));
  complete_ = loader_.finished();
}

void FileScan::Take(LoadedFile file) {
  if (file.not_python) {
    ++not_python_;
    return;
  }
  if (!file.unreadable.empty() && !core::HasPythonSuffix(file.display)) {
    // A folder, or a file that was named: the server would not miss what is not Python by name.
    unreadable_.push_back({.kind = "unreadable",
                           .path = ValidUtf8(file.display),
                           .message = ReadError(file.unreadable),
                           .incomplete = true});
    return;
  }
  all_kept_ = all_kept_ && (file.kept || file.known);
  bytes_ += file.size;
  files_.push_back(std::move(file));
}

// What an earlier scan knows is read after all: contents in the first message save the round trips
// in which a server would ask for them.
bool FileScan::IsSmall() {
  return complete_ && all_kept_ && bytes_ <= kInlineBytes &&
         std::all_of(files_.begin(), files_.end(),
                     [&](LoadedFile& file) { return loader_.KeepAgain(file); });
}

std::string FileScan::UniqueWirePath(const LoadedFile& file) {
  std::string path = WirePath(file.display);
  // Somebody named it, or its first line says so: it is Python, and a server goes by the name.
  if (!core::HasPythonSuffix(path)) path += ".py";
  for (uint32_t i = 2; !wire_paths_.insert(path).second; ++i) {
    path = fmt::format("{}/{}", i, path);
  }
  return path;
}

void FileScan::SendInline() {
  v1::ScanRequest request = OpenRequest(context_, v1::Open::INPUT_INLINE);
  for (LoadedFile& file : files_) {
    v1::InlineFile& entry = *request.mutable_open()->add_inline_files();
    entry.set_path(UniqueWirePath(file));
    entry.set_content(std::move(file.content));
    input_.display.push_back(std::move(file.display));
    input_.local.push_back({std::move(file.path), file.digest, std::move(file.text)});
  }
  if (stream_.Write(request)) context_.progress->Sent(bytes_);
}

// Contents go before manifest: what the server waits for comes first, and what is kept is let go.
void FileScan::SendManifestAndContents() {
  while (!stream_.ended()) {
    const uint64_t seen = wake_up_.count();
    TakeAnswers();
    if (!wanted_.empty()) {
      if (!SendContents()) return;
      continue;
    }
    if (!last_sent_) {
      TakeReady();
      const size_t ready = files_.size() - announced_;
      if (complete_ || ready >= kLeastChunk) {
        if (!SendChunk()) return;
        continue;
      }
    } else if (answered_ >= announced_) {
      return;
    }
    wake_up_.WaitPast(seen);
  }
}

// Answers come in order of the manifest. What is not asked for need not be kept.
void FileScan::TakeAnswers() {
  const ScanStream::Answers answers = stream_.TakeAnswers();
  auto wanted = answers.wanted.begin();
  for (; answered_ < std::min<uint64_t>(answers.answered, announced_); ++answered_) {
    if (wanted != answers.wanted.end() && *wanted == answered_) {
      wanted_.push_back(*wanted++);
    } else {
      loader_.Release(files_[answered_]);
    }
  }
}

bool FileScan::SendChunk() {
  v1::ScanRequest request;
  v1::ManifestChunk& chunk = *request.mutable_manifest();
  const size_t end = std::min(files_.size(), announced_ + kMostChunk);
  for (; announced_ < end; ++announced_) {
    LoadedFile& file = files_[announced_];
    v1::ManifestChunk::Entry& entry = *chunk.add_entries();
    entry.set_path(UniqueWirePath(file));
    if (SentFiles* sent = context_.connection->sent()) sent->Add(entry.path(), file);
    entry.set_size(file.size);
    const std::string_view digest = file.digest.AsBytes();
    entry.set_sha256(digest.data(), digest.size());
    if (!file.unreadable.empty()) entry.set_unreadable(ReadError(file.unreadable));
    input_.display.push_back(std::move(file.display));
    input_.local.push_back({file.path, file.digest, file.text});
  }
  last_sent_ = complete_ && announced_ == files_.size();
  chunk.set_last(last_sent_);
  return stream_.Write(request);
}

bool FileScan::SendContents() {
  while (!wanted_.empty()) {
    const uint32_t index = wanted_.front();
    wanted_.pop_front();
    if (!SendWhole(index)) return false;
  }
  return Flush();
}

bool FileScan::SendWhole(uint32_t index) {
  LoadedFile& file = files_[index];
  std::string content;
  if (file.kept) {
    content = std::move(file.content);
    loader_.Release(file);
  } else if (std::string error = ReadAgain(file, content); !error.empty()) {
    input_.not_sent[index] = ReadError(error);
    return true;
  }
  return AddPieces(index, std::move(content));
}

bool FileScan::AddPieces(uint32_t index, std::string content) {
  if (batch_bytes_ + content.size() > kBatchBytes && !Flush()) return false;
  if (content.size() <= kWholeFileBytes) {
    v1::ContentBatch::Piece& piece = *batch_.mutable_contents()->add_pieces();
    piece.set_file(index);
    batch_bytes_ += content.size();
    piece.set_data(std::move(content));
    return true;
  }
  for (uint64_t offset = 0; offset < content.size(); offset += kBatchBytes) {
    v1::ContentBatch::Piece& piece = *batch_.mutable_contents()->add_pieces();
    piece.set_file(index);
    piece.set_offset(offset);
    const uint64_t size = std::min<uint64_t>(kBatchBytes, content.size() - offset);
    piece.set_data(content.data() + offset, size);
    batch_bytes_ += size;
    if (!Flush()) return false;
  }
  return true;
}

bool FileScan::Flush() {
  if (batch_.contents().pieces().empty()) return true;
  const bool sent = stream_.Write(batch_);
  context_.progress->Sent(batch_bytes_);
  batch_.Clear();
  batch_bytes_ = 0;
  return sent;
}

}  // namespace

absl::Status ScanFiles(const UploadContext& context, FileLoader::Source next) {
  absl::Status status = FileScan(context, std::move(next)).Run();
  if (status.ok() && context.digests != nullptr) context.digests->Save();
  return status;
}

absl::Status ScanArchive(const UploadContext& context, const std::string& display, std::string head,
                         int fd) {
  WakeUp wake_up;
  Collector collector(context.report, context.progress);
  ScanStream stream(*context.connection, context.deadline, *context.interrupt, &collector,
                    &wake_up);
  ScanInput input;
  input.archive = ValidUtf8(display);
  const size_t slash = display.rfind('/');
  input.archive_name = ValidUtf8(slash == std::string::npos ? display : display.substr(slash + 1));
  v1::ScanRequest request = OpenRequest(context, v1::Open::INPUT_ARCHIVE);
  request.mutable_open()->set_archive_name(input.archive_name);
  bool open = stream.Write(request);
  std::string chunk = std::move(head);
  while (open) {
    const int error =
        ReadUpTo(fd, kArchiveChunkBytes - chunk.size(), chunk, context.interrupt->fd());
    if (error == ECANCELED) return absl::CancelledError("interrupted");
    if (error != 0) {
      return absl::UnavailableError(fmt::format("cannot read {}: {}", display, ErrorText(error)));
    }
    if (chunk.empty()) break;
    const uint64_t size = chunk.size();
    request.mutable_archive()->set_data(std::move(chunk));
    chunk = std::string();
    open = stream.Write(request);
    context.progress->Sent(size);
  }
  const absl::Status status = stream.Finish();
  if (status.ok()) collector.Finish(input);
  return status;
}

}  // namespace meerkat::cli
