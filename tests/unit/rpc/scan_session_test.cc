// A session without gRPC: time, parking and what a transport is told, with a clock of the test's
// own.

#include "service/rpc/scan_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "service/layers/engine_scanner.h"

namespace meerkat::rpc {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FakeClock final : public layers::Clock {
 public:
  layers::Time Now() const override { return now_; }
  void Advance(milliseconds time) { now_ += time; }

 private:
  layers::Time now_{};
};

class ScanSessionTest : public ::testing::Test {
 protected:
  ScanSessionTest()
      : workers_({.workers = 0}, [] { return std::make_unique<layers::EngineScanner>(); }),
        services_(ServicesWith(workers_, results_)),
        session_(
            std::make_shared<ScanSession>(services_, layers::Time::max(), [this] { ++wakes_; })) {}
  ~ScanSessionTest() override { session_->Close(); }

  ScanServices ServicesWith(pool::WorkerPool& workers, cache::ResultCache& results) {
    return {.limits = {},
            .upload_credit = upload_credit_,
            .server_version = "test",
            .workers = workers,
            .readers = readers_,
            .admission = admission_,
            .rule_sets = rule_sets_,
            .results = results,
            .units = units_,
            .modules = modules_,
            .linked_records = linked_records_,
            .unit_makers = unit_makers_,
            .metrics = metrics_,
            .log = log_,
            .clock = clock_,
            .new_scan_name = [] { return "scans/1"; }};
  }

  void Open(v1::Open::Input input, std::vector<std::string> inline_sources = {}) {
    v1::ScanRequest request;
    v1::Open& open = *request.mutable_open();
    open.set_contract_version(kContractVersion);
    open.set_input(input);
    open.mutable_options()->set_profile("bandit");
    for (size_t i = 0; i < inline_sources.size(); ++i) {
      v1::InlineFile& file = *open.add_inline_files();
      file.set_path("m" + std::to_string(i) + ".py");
      file.set_content(inline_sources[i]);
    }
    session_->OnRequest(&request);
  }

  std::vector<v1::ScanEvent::EventCase> Kinds() {
    std::vector<v1::ScanEvent::EventCase> kinds;
    while (const v1::ScanEvent* event = session_->NextEvent()) {
      kinds.push_back(event->event_case());
      last_ = *event;
    }
    return kinds;
  }

  FakeClock clock_;
  telemetry::Log log_{{.level = "off"}};
  telemetry::Metrics metrics_{{}};
  RuleSetCache rule_sets_;
  cache::ResultCache results_{{.max_bytes = 0}};
  cache::RecentlyUsed<flow::Unit> units_{1 << 20};
  cache::RecentlyUsed<ModuleTable> modules_{1 << 20};
  cache::RecentlyUsed<LinkedRecord> linked_records_{1 << 20};
  UnitMakers unit_makers_{1};
  Admission admission_{2};
  pool::WorkerPool workers_;
  pool::ReaderThreads readers_{1};
  ingest::UploadCredit upload_credit_{64 << 20};
  ScanServices services_;
  int wakes_ = 0;
  std::shared_ptr<ScanSession> session_;
  v1::ScanEvent last_;
};

TEST_F(ScanSessionTest, AHeartbeatComesAfterTenQuietSeconds) {
  Open(v1::Open::INPUT_MANIFEST);
  EXPECT_THAT(Kinds(), ElementsAre(v1::ScanEvent::kAccepted));
  clock_.Advance(milliseconds(9'999));
  session_->OnTick();
  EXPECT_THAT(Kinds(), ElementsAre());
  clock_.Advance(milliseconds(1));
  session_->OnTick();
  EXPECT_THAT(Kinds(), ElementsAre(v1::ScanEvent::kHeartbeat));
  session_->OnTick();
  EXPECT_THAT(Kinds(), ElementsAre());
}

TEST_F(ScanSessionTest, ProgressComesWhenFilesAreDoneAndNotTooOften) {
  Open(v1::Open::INPUT_MANIFEST);
  Kinds();
  const auto empty_file = [this](const std::string& path) {
    v1::ScanRequest request;
    v1::ManifestChunk::Entry& entry = *request.mutable_manifest()->add_entries();
    entry.set_path(path);
    entry.set_sha256(std::string(core::Sha256("").AsBytes()));
    session_->OnRequest(&request);
    EXPECT_THAT(Kinds(), ElementsAre(v1::ScanEvent::kNeed));
  };
  empty_file("a.py");
  session_->OnTick();
  EXPECT_THAT(Kinds(), ElementsAre());
  clock_.Advance(milliseconds(250));
  session_->OnTick();
  EXPECT_THAT(Kinds(), ElementsAre(v1::ScanEvent::kProgress));
  EXPECT_EQ(last_.progress().files_done(), 1u);
  EXPECT_EQ(last_.progress().files_known(), 1u);
  empty_file("b.py");
  clock_.Advance(milliseconds(249));
  session_->OnTick();
  EXPECT_THAT(Kinds(), ElementsAre());
  clock_.Advance(milliseconds(1));
  session_->OnTick();
  EXPECT_THAT(Kinds(), ElementsAre(v1::ScanEvent::kProgress));
  EXPECT_EQ(last_.progress().files_done(), 2u);
}

TEST_F(ScanSessionTest, WhoNeverOpensIsSentAway) {
  clock_.Advance(seconds(10));
  session_->OnTick();
  EXPECT_TRUE(session_->finished());
  EXPECT_EQ(session_->status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(std::string(session_->status().message()), HasSubstr("no Open"));
}

TEST_F(ScanSessionTest, TheCapOfTheServerEndsAScan) {
  Open(v1::Open::INPUT_MANIFEST);
  clock_.Advance(services_.limits.max_scan_time - milliseconds(1));
  session_->OnTick();
  EXPECT_FALSE(session_->finished());
  clock_.Advance(milliseconds(1));
  session_->OnTick();
  EXPECT_TRUE(session_->finished());
  EXPECT_EQ(session_->status().code(), absl::StatusCode::kDeadlineExceeded);
}

// With 5,000 findings a file a handful of files is more than may wait unsent.
TEST_F(ScanSessionTest, AnalysisParksWhileNobodyTakesTheEvents) {
  std::string source;
  for (int i = 0; i < 5'000; ++i) source += "eval(a)\n";
  Open(v1::Open::INPUT_INLINE, std::vector<std::string>(20, source));
  EXPECT_FALSE(session_->finished());
  const uint32_t waiting = workers_.stats().queued_files;
  EXPECT_GT(waiting, 5u) << "everything was analysed with nobody to take it";
  EXPECT_LT(waiting, 20u);
  uint64_t findings = 0;
  while (const v1::ScanEvent* event = session_->NextEvent()) {
    findings += static_cast<uint64_t>(event->findings().findings_size());
    last_ = *event;
  }
  EXPECT_EQ(findings, 100'000u);
  EXPECT_EQ(last_.verdict().totals().files_analysed(), 20u);
  EXPECT_TRUE(session_->finished());
  EXPECT_TRUE(session_->status().ok());
}

TEST_F(ScanSessionTest, AVerdictThatNobodyFetchesDoesNotHoldTheScanForEver) {
  Open(v1::Open::INPUT_INLINE, {"eval(a)\n"});
  EXPECT_FALSE(session_->finished());
  clock_.Advance(services_.limits.max_scan_time);
  session_->OnTick();
  EXPECT_TRUE(session_->finished());
  EXPECT_EQ(session_->status().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(ScanSessionTest, CancelThrowsAwayWhatWaits) {
  std::string source;
  for (int i = 0; i < 5'000; ++i) source += "eval(a)\n";
  Open(v1::Open::INPUT_INLINE, std::vector<std::string>(20, source));
  EXPECT_GT(workers_.stats().queued_files, 0u);
  session_->OnCancel();
  EXPECT_EQ(workers_.stats().queued_files, 0u);
  EXPECT_EQ(session_->NextEvent(), nullptr);
  EXPECT_TRUE(session_->finished());
  EXPECT_EQ(session_->status().code(), absl::StatusCode::kCancelled);
  EXPECT_GT(wakes_, 0);
}

// Ends nothing that is to be brief.
class SlowScanner final : public layers::FileScanner {
 public:
  explicit SlowScanner(std::vector<bool>& was_brief) : was_brief_(was_brief) {}
  core::FileReport Scan(const core::SourceFile&, const scan::RuleSet&,
                        const layers::ScanContext& context) override {
    const bool brief = context.brief_until != layers::Time::max();
    was_brief_.push_back(brief);
    return {.parsed = !brief, .needs_time = brief, .analysed = !brief};
  }

 private:
  std::vector<bool>& was_brief_;
};

TEST_F(ScanSessionTest, ASmallFileThatTakesLongIsScannedAgainByAWorker) {
  for (const uint64_t cache_bytes : {0, 1 << 20}) {
    std::vector<bool> was_brief;
    cache::ResultCache results({.max_bytes = cache_bytes});
    pool::Mutex mutex;
    pool::Condition woken;
    // The first to end: a worker tells of its last file and then still uses the others.
    pool::WorkerPool workers({.workers = 1},
                             [&] { return std::make_unique<SlowScanner>(was_brief); });
    ScanServices services = ServicesWith(workers, results);
    const auto session = std::make_shared<ScanSession>(services, layers::Time::max(), [&] {
      pool::Lock lock(mutex);
      woken.NotifyAll();
    });
    v1::Open open;
    open.set_contract_version(kContractVersion);
    open.set_input(v1::Open::INPUT_INLINE);
    v1::InlineFile& file = *open.add_inline_files();
    file.set_path("a.py");
    file.set_content("eval(a)\n");
    session->OnOpen(&open);
    {
      pool::Lock lock(mutex);
      while (!session->ended()) woken.Wait(lock);
    }
    EXPECT_THAT(was_brief, ElementsAre(true, false)) << cache_bytes;
    EventBatch batch;
    while (session->NextBatch(&batch)) {
      if (batch.event) last_ = *batch.event;
    }
    EXPECT_EQ(last_.verdict().totals().files_analysed(), 1u);
    session->Close();
  }
}

TEST_F(ScanSessionTest, CloseLeavesItsPlaceToOthers) {
  Open(v1::Open::INPUT_MANIFEST);
  EXPECT_EQ(admission_.running(), 1u);
  session_->Close();
  EXPECT_EQ(admission_.running(), 0u);
  EXPECT_EQ(workers_.stats().lanes, 0u);
}

}  // namespace
}  // namespace meerkat::rpc
