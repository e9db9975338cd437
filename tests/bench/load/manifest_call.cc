// A tree is offered in chunks of a manifest, as the command-line client does it; what the server's
// bitmaps ask for is sent in batches of about a MiB, before the next chunk.

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>

#include "meerkat/v1/scan.grpc.pb.h"
#include "tests/bench/load/calls.h"
#include "tests/bench/load/scan_reader.h"

namespace meerkat::bench {
namespace {

constexpr size_t kChunkFiles = 2'048;
constexpr uint64_t kBatchBytes = 1 << 20;

// A file of the tree with the content that one call gives it.
struct Change {
  uint32_t file;
  std::string content;
};

class ManifestCall final : public ScanReader {
 public:
  ManifestCall(v1::ScanService::Stub& stub, const ScanKind& kind, const Tree& tree,
               const std::vector<v1::ScanRequest>& chunks, std::vector<Change> changes,
               OnCallDone done)
      : ScanReader(std::move(done)), tree_(tree), chunks_(chunks), changes_(std::move(changes)) {
    FillOpen(kind, v1::Open::INPUT_MANIFEST, request_.mutable_open());
    stub.async()->Scan(&context(), this);
    writing_ = true;
    StartWrite(&request_);
    Begin();
  }

 protected:
  bool IsRight(const CallResult& /*result*/) const override { return true; }
  uint64_t content_bytes() const override { return content_bytes_; }

  void OnEvent(const v1::ScanEvent& event) override {
    if (!event.has_need()) return;
    const v1::Need& need = event.need();
    const std::lock_guard lock(mutex_);
    answered_ += need.count();
    for (uint32_t i = 0; i < need.count(); ++i) {
      if (need.wanted()[i / 8] >> i % 8 & 1) wanted_.push_back(need.first_file() + i);
    }
    WriteNext();
  }

  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    if (ok) WriteNext();
  }

 private:
  // With mutex_ held: a write may end while an event is read.
  void WriteNext() {
    if (writing_ || ended_) return;
    if (!wanted_.empty()) {
      FillBatch();
    } else if (next_chunk_ < chunks_.size()) {
      request_ = chunks_[next_chunk_];
      ApplyChanges(next_chunk_ * kChunkFiles);
      ++next_chunk_;
    } else {
      if (answered_ == tree_.files().size()) {
        ended_ = true;
        StartWritesDone();
      }
      return;
    }
    writing_ = true;
    StartWrite(&request_);
  }

  void ApplyChanges(size_t first) {
    for (const Change& change : changes_) {
      if (change.file < first || change.file >= first + kChunkFiles) continue;
      v1::ManifestChunk::Entry& entry =
          *request_.mutable_manifest()->mutable_entries(static_cast<int>(change.file - first));
      entry.set_sha256(std::string(core::Sha256(change.content).AsBytes()));
      entry.set_size(change.content.size());
    }
  }

  const std::string& ContentOf(uint32_t file) const {
    const auto change = std::find_if(changes_.begin(), changes_.end(),
                                     [file](const Change& c) { return c.file == file; });
    return change == changes_.end() ? tree_.files()[file].content : change->content;
  }

  void FillBatch() {
    request_.Clear();
    uint64_t bytes = 0;
    while (!wanted_.empty() && bytes < kBatchBytes) {
      v1::ContentBatch::Piece& piece = *request_.mutable_contents()->add_pieces();
      piece.set_file(wanted_.front());
      piece.set_data(ContentOf(wanted_.front()));
      bytes += piece.data().size();
      wanted_.pop_front();
    }
    content_bytes_ += bytes;
  }

  const Tree& tree_;
  const std::vector<v1::ScanRequest>& chunks_;
  const std::vector<Change> changes_;
  std::mutex mutex_;
  v1::ScanRequest request_;
  std::deque<uint32_t> wanted_;
  size_t next_chunk_ = 0;
  size_t answered_ = 0;
  bool writing_ = false;
  bool ended_ = false;
  uint64_t content_bytes_ = 0;
};

class ManifestCaller final : public Caller {
 public:
  ManifestCaller(const Channel& channel, const ScanKind& kind, const Tree& tree)
      : stub_(v1::ScanService::NewStub(channel)), kind_(kind), tree_(tree) {
    const std::vector<Tree::File>& files = tree.files();
    for (size_t first = 0; first < files.size(); first += kChunkFiles) {
      v1::ManifestChunk& chunk = *chunks_.emplace_back().mutable_manifest();
      const size_t end = std::min(first + kChunkFiles, files.size());
      for (size_t i = first; i < end; ++i) {
        v1::ManifestChunk::Entry& entry = *chunk.add_entries();
        entry.set_path(files[i].path);
        entry.set_sha256(std::string(files[i].digest.AsBytes()));
        entry.set_size(files[i].content.size());
      }
      chunk.set_last(end == files.size());
    }
  }

  void Start(uint64_t number, OnCallDone done) override {
    std::vector<Change> changes;
    const size_t count = std::min<size_t>(kind_.changed, tree_.files().size());
    for (size_t i = 0; i < count; ++i) {
      const uint32_t file = static_cast<uint32_t>(i * tree_.files().size() / count);
      std::string content = tree_.files()[file].content;
      content += "\n# revision " + std::to_string(kind_.seed + 1 + number) + "\n";
      changes.push_back({file, std::move(content)});
    }
    new ManifestCall(*stub_, kind_, tree_, chunks_, std::move(changes), std::move(done));
  }

 private:
  std::unique_ptr<v1::ScanService::Stub> stub_;
  const ScanKind kind_;
  const Tree& tree_;
  std::vector<v1::ScanRequest> chunks_;
};

}  // namespace

std::unique_ptr<Caller> MakeManifestCaller(const Channel& channel, const ScanKind& kind,
                                           const Tree& tree) {
  return std::make_unique<ManifestCaller>(channel, kind, tree);
}

}  // namespace meerkat::bench
