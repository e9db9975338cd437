#pragma once

// One scan from its first message to its verdict: checks what the caller sends, feeds the workers
// and gathers what they find. It knows nothing of gRPC: a transport (service/rpc/scan_reactor.h, or
// a test) hands messages in and takes events out, and is woken whenever it could do either.
//
//   auto session = std::make_shared<ScanSession>(services, call_deadline, wake);
//   while (session->WantsRequest()) session->OnRequest(&request);
//   session->OnHalfClose();
//   while (const v1::ScanEvent* event = session->NextEvent()) Write(*event);
//   if (session->finished()) Finish(session->status());
//   session->Close();
//
// A call that gives one answer takes batches instead of events (service/rpc/inline_reactor.h):
//
//   session->OnOpen(&open);
//   while (session->NextBatch(&batch)) answer.Add(std::move(batch));
//
// Threads: OnOpen, OnRequest and OnHalfClose come one after the other; so do WantsRequest and
// NextEvent; the two groups, OnCancel, OnTick and the workers run at the same time. `wake` is
// called from any of them, never with a lock held.
//
// Order of locks: a session's, then the pool's.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "meerkat/v1/scan.pb.h"
#include "service/cache/recently_used.h"
#include "service/cache/result_cache.h"
#include "service/cache/result_key.h"
#include "service/ingest/archive_reader.h"
#include "service/ingest/limits.h"
#include "service/ingest/manifest_input.h"
#include "service/pool/byte_pipe.h"
#include "service/pool/mutex.h"
#include "service/pool/reader_threads.h"
#include "service/pool/worker_pool.h"
#include "service/rpc/admission.h"
#include "service/rpc/event_encoder.h"
#include "service/rpc/event_queue.h"
#include "service/rpc/linked_record.h"
#include "service/rpc/rule_set_cache.h"
#include "service/rpc/scan_files.h"
#include "service/rpc/scan_tally.h"
#include "service/telemetry/log.h"
#include "service/telemetry/metrics.h"

namespace meerkat::rpc {

// What all scans of a server share. Everything outlives them.
struct ScanServices {
  ingest::Limits limits;
  ingest::UploadCredit& upload_credit;
  std::string server_version;
  pool::WorkerPool& workers;
  pool::ReaderThreads& readers;
  Admission& admission;
  RuleSetCache& rule_sets;
  cache::ResultCache& results;
  // Not null: the only client, which is of this process, and no results are kept. Its digests are
  // believed.
  SourceOwner* client = nullptr;
  cache::RecentlyUsed<flow::Unit>& units;
  cache::RecentlyUsed<ModuleTable>& modules;
  cache::RecentlyUsed<LinkedRecord>& linked_records;
  UnitMakers& unit_makers;
  telemetry::Metrics& metrics;
  telemetry::Log& log;
  const layers::Clock& clock;
  // "scans/01J…", never the same twice.
  std::function<std::string()> new_scan_name;
};

inline constexpr uint32_t kContractVersion = 1;

class ScanSession final : public pool::LaneClient,
                          public ingest::ArchiveSource,
                          public ingest::ArchiveSink,
                          public std::enable_shared_from_this<ScanSession> {
 public:
  // A caller that has opened a stream has this long to send Open.
  static constexpr std::chrono::seconds kOpenTime{10};
  static constexpr std::chrono::milliseconds kProgressInterval{250};
  static constexpr std::chrono::seconds kHeartbeatInterval{10};
  // What is scanned on the thread that brings it may hold that so long.
  static constexpr std::chrono::milliseconds kBriefTime{10};

  ScanSession(ScanServices& services, layers::Time call_deadline, std::function<void()> wake);
  ~ScanSession() override;

  // Takes contents out of the message instead of copying them.
  void OnRequest(v1::ScanRequest* request);
  // The first message, and the only one of a call that gives one answer.
  void OnOpen(v1::Open* open);
  // Several scans that one thread opens may share its brief time: they have until then. To be
  // called before OnOpen.
  void SetBriefUntil(layers::Time time) { brief_until_ = time; }
  // The caller sends no more.
  void OnHalfClose();
  // The caller has gone. The engine sees it within milliseconds.
  void OnCancel();
  // Time has passed: deadlines, progress, heartbeats. Ten times a second.
  void OnTick();
  // Ends the call with an error, unless it has ended; a verdict that nobody has fetched yet counts
  // as not ended, so that a caller who stops reading does not hold the scan for ever.
  void Fail(absl::Status status);

  // Whether OnRequest may be called now. If not, `wake` is called when that changes.
  bool WantsRequest();
  // The next event, valid until the next call; null if there is none now.
  const v1::ScanEvent* NextEvent();
  // What the next events would be made of. False: there is nothing now. Not together with
  // NextEvent.
  bool NextBatch(EventBatch* batch);
  // Whether NextEvent has one to give. Like finished(), of the group of NextEvent.
  bool HasEvent();
  // Nothing more comes: the call ends with status().
  bool finished();
  absl::Status status();
  // The same, but for events that were not taken yet. Any thread.
  bool ended();
  // What the events that were not taken yet are on the wire, about. Any thread.
  uint64_t waiting_bytes();
  // The transport begins to end the call, after finished(): its place is free for the next scan.
  void StartEnding();
  // Null until a scan is accepted. After OnOpen, of the group of NextEvent.
  const std::shared_ptr<const scan::RuleSet>& rule_set() const { return rule_set_; }
  // The right to be a running scan, to be kept for longer than the session.
  Admission::Ticket TakeTicket() { return std::move(ticket_); }
  // The end of the transport; the last call. What still runs is thrown away when it is done.
  void Close();

  // pool::LaneClient
  void RunTask(pool::FileTask task, layers::FileScanner& scanner) override;
  void OnRoom() override;
  // ingest::ArchiveSource, ArchiveSink: on a reader's thread
  std::string_view Next() override;
  bool OnFile(std::string path, std::string bytes) override;
  bool OnNotPython() override;
  bool OnNotice(std::string path, uint64_t bytes, core::Notice notice) override;

 private:
  enum class Phase { kOpening, kManifest, kArchive, kInputEnded, kDone };

  absl::Status Dispatch(v1::ScanRequest* request);
  absl::Status Open(v1::Open* open);
  absl::Status CheckOpen(const v1::Open& open) const;
  absl::Status Admit(const v1::Open& open);
  absl::Status TakeInline(v1::Open* open);
  absl::Status TakeManifest(v1::ManifestChunk* chunk);
  absl::Status TakeContents(v1::ContentBatch* batch);
  void TakeArchive(v1::ArchiveChunk* chunk);
  void ReadArchive();
  void Submit(pool::FileTask task, const std::string& path, std::string bytes);
  void Skip(std::optional<uint32_t> file, std::string path, uint64_t bytes, core::Notice notice);
  bool WaitForRoom();

  Phase phase();
  void EndInput();
  void FinishIfDone() MEERKAT_REQUIRES(mutex_);
  void AddNotice(NoticeItem item) MEERKAT_REQUIRES(mutex_);
  // scan_results.cc: files that have arrived, and what is known about them.
  cache::ResultRef FindKnown(const std::string& path, const core::Digest& digest, uint64_t bytes);
  // Of a stretch of the manifest, one for each; what is known is added to files_.
  std::vector<cache::ResultRef> FindAllKnown(uint32_t first,
                                             const std::vector<ingest::Decision>& decisions);
  // Another size with the same digest is a lie, which the bytes will show.
  static bool IsOf(const cache::ResultRef& known, uint64_t bytes);
  void Analyse(pool::FileTask task, layers::FileScanner& scanner);
  // scan_others.cc: data flow through several files.
  class Chain;
  cache::ResultRef FindLinked(const std::string& path, const core::Digest& digest);
  core::Digest LinkedKey(const std::string& path, const core::Digest& digest) const;
  void KeepLinked(const std::string& path, const core::Digest& digest, std::string_view asked,
                  std::string_view encoded);
  cache::FileResult ScanLinked(const pool::FileTask& task, layers::FileScanner& scanner);
  bool ScanSomeWithOthers();
  void ScanWithOthers();
  void Lead(pool::FileTask& task, const cache::ResultKey& key, layers::FileScanner& scanner);
  void FinishScan(pool::FileTask& task, cache::FileResult result);
  void OnLanding(pool::FileTask task, cache::Landing landing, const cache::ResultRef& result);
  cache::FileResult Scan(const pool::FileTask& task, layers::FileScanner& scanner);
  void FinishTask(const pool::FileTask& task, cache::FileResult result);
  void FinishKnown(const pool::FileTask& task, const cache::ResultRef& result);
  void AddReport(const pool::FileTask& task, core::FileReport report) MEERKAT_REQUIRES(mutex_);
  void AddKnown(uint32_t index, const std::string& path, cache::ResultRef result)
      MEERKAT_REQUIRES(mutex_);
  void ParkIfFull() MEERKAT_REQUIRES(mutex_);
  void RecordEnd(telemetry::ScanOutcome outcome) MEERKAT_REQUIRES(mutex_);
  absl::Status DeadlineStatus() const;

  ScanServices& services_;
  const std::function<void()> wake_;
  const layers::Time start_;
  const layers::Time call_deadline_;
  std::atomic<bool> cancelled_ = false;

  // Set while Open is handled, constant after.
  Admission::Ticket ticket_;
  std::string name_;
  std::string client_;
  std::string request_id_;
  std::string archive_name_;
  v1::Open::Input input_ = v1::Open::INPUT_UNSPECIFIED;
  std::shared_ptr<const scan::RuleSet> rule_set_;
  std::optional<cache::ResultKeys> keys_;
  // Where rules about data flow are on; else null.
  std::unique_ptr<ScanFiles> files_;
  std::shared_ptr<pool::Lane> lane_;
  layers::ScanContext context_;
  layers::Time brief_until_;
  const char* deadline_limit_ = "the caller's deadline";

  // Used by OnRequest and OnHalfClose alone.
  ingest::ManifestInput manifest_;
  bool manifest_complete_ = false;

  // Used by the reader of the archive alone, but for the pipe itself.
  std::unique_ptr<pool::BytePipe> pipe_;
  std::string archive_chunk_;
  uint32_t next_archive_file_ = 0;

  // Used by NextEvent alone.
  EventEncoder encoder_;

  pool::Mutex mutex_;
  pool::Condition room_;
  Phase phase_ MEERKAT_GUARDED_BY(mutex_) = Phase::kOpening;
  absl::Status status_ MEERKAT_GUARDED_BY(mutex_);
  EventQueue events_ MEERKAT_GUARDED_BY(mutex_);
  ScanTally tally_ MEERKAT_GUARDED_BY(mutex_);
  uint32_t files_known_ MEERKAT_GUARDED_BY(mutex_) = 0;
  uint32_t files_running_ MEERKAT_GUARDED_BY(mutex_) = 0;  // submitted and not done
  // Files that wait for all others to be at hand.
  std::vector<uint32_t> waiting_ MEERKAT_GUARDED_BY(mutex_);
  bool others_at_hand_ MEERKAT_GUARDED_BY(mutex_) = false;
  bool input_ended_ MEERKAT_GUARDED_BY(mutex_) = false;
  bool parked_ MEERKAT_GUARDED_BY(mutex_) = false;
  bool found_ MEERKAT_GUARDED_BY(mutex_) = false;
  bool recorded_ MEERKAT_GUARDED_BY(mutex_) = false;
  uint32_t reported_done_ MEERKAT_GUARDED_BY(mutex_) = 0;
  layers::Time last_progress_ MEERKAT_GUARDED_BY(mutex_);
  layers::Time last_event_ MEERKAT_GUARDED_BY(mutex_);
};

}  // namespace meerkat::rpc
