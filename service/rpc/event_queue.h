#pragma once

// What a scan has to tell its caller and has not sent yet. Workers add to it as they finish files;
// the transport takes from it whenever the stream is free, so a slow caller gets large messages and
// a quick one prompt ones. Findings stay the engine's values here: they become messages, 256 at a
// time, only when they are sent (service/rpc/event_encoder.h).
//
//   queue.AddFindings(file, std::move(report.findings));
//   EventBatch batch;
//   while (queue.Take(clock.Now(), &batch)) Send(batch);
//
// Not thread-safe: the session guards it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/finding.h"
#include "engine/core/notice.h"
#include "meerkat/v1/scan.pb.h"
#include "service/cache/result.h"
#include "service/layers/clock.h"
#include "service/pool/fifo.h"

namespace meerkat::rpc {

struct FindingItem {
  uint32_t file = 0;
  core::Finding finding;
};

struct NoticeItem {
  std::optional<uint32_t> file;
  std::string path;
  uint64_t bytes = 0;
  core::Notice notice;
};

struct FileResultItem {
  uint32_t file = 0;
  uint32_t lines_of_code = 0;
  uint32_t silenced = 0;
  uint32_t silenced_by_id = 0;
  bool syntax_error = false;
};

// What becomes one event of the stream (two, if findings bring rules not announced yet).
struct EventBatch {
  // Accepted, Need, Progress, Heartbeat or Verdict; not set: one of the lists below.
  std::optional<v1::ScanEvent> event;
  uint32_t first_path = 0;
  std::vector<std::string> paths;
  std::vector<FindingItem> findings;
  std::vector<NoticeItem> notices;
  std::vector<FileResultItem> results;
};

class EventQueue {
 public:
  // Unsent events above this park the scan's analysis; below half of it goes on.
  static constexpr uint64_t kMaxBytes = 4 << 20;
  static constexpr size_t kMaxBatch = 256;
  static constexpr uint64_t kMaxBatchBytes = 1 << 20;
  // How long findings wait for company, once the first one is out.
  static constexpr std::chrono::milliseconds kMaxAge{50};

  // Accepted, Need: sent in the order given, before everything else.
  void Add(v1::ScanEvent event);
  // The next file of an archive. Sent before whatever names it.
  void AddPath(std::string path);
  void AddFindings(uint32_t file, std::vector<core::Finding> findings, layers::Time now);
  // The findings of a known result. They stay as they are kept until they are sent: a caller who
  // names one file of 10,000 findings a thousand times costs a pointer each.
  void AddKnown(uint32_t file, cache::ResultRef result, uint32_t findings, layers::Time now);
  void AddNotice(NoticeItem notice, layers::Time now);
  void AddResult(const FileResultItem& result, layers::Time now);
  // Replaces a progress that was not sent yet.
  void SetProgress(v1::Progress progress);
  // Sent if nothing else is there.
  void AskHeartbeat() { heartbeat_ = true; }
  // Ends the stream: sent after everything else, and nothing waits for company any more.
  void SetVerdict(v1::Verdict verdict);
  void Clear();

  // Whether Take would give something.
  bool HasDue(layers::Time now) const;
  // The next batch that is due. False: nothing is.
  bool Take(layers::Time now, EventBatch* batch);
  // What it holds. An estimate, good to a third.
  uint64_t bytes() const { return bytes_; }
  // What it would be on the wire: known results take nothing here and as much there.
  uint64_t wire_bytes() const { return bytes_ + known_bytes_; }
  // Nothing at all, due or not.
  bool empty() const;

 private:
  struct KnownItem {
    uint32_t file = 0;
    uint32_t findings = 0;
    cache::ResultRef result;
  };

  bool ListsAreDue(layers::Time now) const;
  bool TakeLists(EventBatch* batch);
  void ReadKnown();
  void NoteAge(layers::Time now);

  pool::Fifo<v1::ScanEvent> events_;
  pool::Fifo<std::string> paths_;
  pool::Fifo<FindingItem> findings_;
  pool::Fifo<KnownItem> known_;
  uint64_t known_findings_ = 0;
  uint64_t known_bytes_ = 0;
  pool::Fifo<NoticeItem> notices_;
  pool::Fifo<FileResultItem> results_;
  std::optional<v1::Progress> progress_;
  std::optional<v1::Verdict> verdict_;
  bool heartbeat_ = false;
  uint32_t next_path_ = 0;  // file index of paths_.front()
  uint64_t bytes_ = 0;
  bool first_is_out_ = false;
  std::optional<layers::Time> oldest_;  // when the oldest item of the lists came
};

}  // namespace meerkat::rpc
