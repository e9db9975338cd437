// Equal files of two scans at the same moment, with a scanner that the test holds.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "service/layers/engine_scanner.h"
#include "service/rpc/scan_session.h"

namespace meerkat::rpc {
namespace {

// Holds every file whose text has "held" until the test lets it go, and counts the files that it
// began.
class Gate {
 public:
  void Pass(std::string_view text) {
    pool::Lock lock(mutex_);
    ++begun_;
    changed_.NotifyAll();
    while (text.find("held") != std::string_view::npos && !open_) changed_.Wait(lock);
  }
  void WaitUntilBegun(int files) {
    pool::Lock lock(mutex_);
    while (begun_ < files) changed_.Wait(lock);
  }
  void Open() {
    pool::Lock lock(mutex_);
    open_ = true;
    changed_.NotifyAll();
  }
  int begun() {
    pool::Lock lock(mutex_);
    return begun_;
  }

 private:
  pool::Mutex mutex_;
  pool::Condition changed_;
  int begun_ MEERKAT_GUARDED_BY(mutex_) = 0;
  bool open_ MEERKAT_GUARDED_BY(mutex_) = false;
};

class GatedScanner final : public layers::FileScanner {
 public:
  GatedScanner(Gate& gate, const bool& times_out) : gate_(gate), times_out_(times_out) {}
  core::FileReport Scan(const core::SourceFile& file, const scan::RuleSet& rules,
                        const layers::ScanContext& context) override {
    gate_.Pass(file.bytes());
    core::FileReport report = engine_.Scan(file, rules, context);
    // As the engine says it when the caller has gone.
    if (times_out_ || *context.cancelled) {
      report.notices.push_back({core::NoticeKind::kTimeout, "stopped"});
    }
    return report;
  }

 private:
  Gate& gate_;
  const bool& times_out_;
  layers::EngineScanner engine_;
};

// A scan of inline files, and when it is over. A worker that has told the end of its last file may
// still be about to wake it when it is gone.
class OneScan {
 public:
  explicit OneScan(ScanServices& services)
      : session_(std::make_shared<ScanSession>(services, layers::Time::max(), [news = news_] {
          pool::Lock lock(news->mutex);
          news->changed.NotifyAll();
        })) {}
  ~OneScan() { session_->Close(); }

  void Open(const std::vector<std::string>& sources) {
    v1::ScanRequest request;
    v1::Open& open = *request.mutable_open();
    open.set_contract_version(kContractVersion);
    open.set_input(v1::Open::INPUT_INLINE);
    // Without data flow, for which a file that comes alone has another result than one of several.
    open.mutable_options()->set_profile("bandit");
    for (size_t i = 0; i < sources.size(); ++i) {
      v1::InlineFile& file = *open.add_inline_files();
      file.set_path("m" + std::to_string(i) + ".py");
      file.set_content(sources[i]);
    }
    session_->OnRequest(&request);
  }
  void Cancel() { session_->OnCancel(); }
  v1::Verdict WaitForVerdict() {
    while (true) {
      while (const v1::ScanEvent* event = session_->NextEvent()) {
        if (event->has_verdict()) return event->verdict();
      }
      pool::Lock lock(news_->mutex);
      news_->changed.WaitFor(lock, std::chrono::milliseconds(10));
    }
  }

 private:
  struct News {
    pool::Mutex mutex;
    pool::Condition changed;
  };

  const std::shared_ptr<News> news_ = std::make_shared<News>();
  std::shared_ptr<ScanSession> session_;
};

class SingleFlightTest : public ::testing::Test {
 protected:
  ~SingleFlightTest() override { gate_.Open(); }

  Gate gate_;
  bool times_out_ = false;
  layers::SteadyClock clock_;
  telemetry::Log log_{{.level = "off"}};
  telemetry::Metrics metrics_{{}};
  RuleSetCache rule_sets_;
  cache::ResultCache results_{{.max_bytes = 1 << 20}};
  cache::RecentlyUsed<flow::Unit> units_{1 << 20};
  cache::RecentlyUsed<ModuleTable> modules_{1 << 20};
  cache::RecentlyUsed<LinkedRecord> linked_records_{1 << 20};
  UnitMakers unit_makers_{1};
  Admission admission_{4};
  pool::WorkerPool workers_{{.workers = 2},
                            [this] { return std::make_unique<GatedScanner>(gate_, times_out_); }};
  pool::ReaderThreads readers_{1};
  ingest::UploadCredit upload_credit_{64 << 20};
  ScanServices services_{.limits = {},
                         .upload_credit = upload_credit_,
                         .server_version = "test",
                         .workers = workers_,
                         .readers = readers_,
                         .admission = admission_,
                         .rule_sets = rule_sets_,
                         .results = results_,
                         .units = units_,
                         .modules = modules_,
                         .linked_records = linked_records_,
                         .unit_makers = unit_makers_,
                         .metrics = metrics_,
                         .log = log_,
                         .clock = clock_,
                         .new_scan_name = [] { return "scans/1"; }};
  // So large that a worker scans it.
  const std::string held_ = "eval(held)  # " + std::string(64 << 10, '-') + "\n";
};

TEST_F(SingleFlightTest, TheSecondWaitsWithoutAWorkerAndIsToldTheResult) {
  OneScan one(services_), two(services_);
  one.Open({held_});
  gate_.WaitUntilBegun(1);
  two.Open({held_, "exec(other)\n"});
  gate_.WaitUntilBegun(2);  // the other file of the second scan: no worker waits for the first
  gate_.Open();
  EXPECT_EQ(one.WaitForVerdict().totals().files_analysed(), 1u);
  const v1::Verdict verdict = two.WaitForVerdict();
  EXPECT_EQ(verdict.totals().files_analysed(), 1u);
  EXPECT_EQ(verdict.totals().files_reused(), 1u);
  EXPECT_EQ(verdict.totals().findings_medium(), 2u);
  EXPECT_EQ(gate_.begun(), 2);
}

TEST_F(SingleFlightTest, AScanThatIsCancelledDoesNotTakeTheOthersAlong) {
  OneScan one(services_), two(services_);
  one.Open({held_});
  gate_.WaitUntilBegun(1);
  two.Open({held_, "exec(other)\n"});
  gate_.WaitUntilBegun(2);
  one.Cancel();
  gate_.Open();
  const v1::Verdict verdict = two.WaitForVerdict();
  EXPECT_EQ(verdict.outcome(), v1::Verdict::OUTCOME_FAIL);
  EXPECT_EQ(verdict.totals().files_analysed(), 2u);
  EXPECT_EQ(gate_.begun(), 3);
}

TEST_F(SingleFlightTest, AResultThatIsNotLastingIsNobodyElses) {
  times_out_ = true;
  {
    OneScan one(services_), two(services_);
    one.Open({held_});
    gate_.WaitUntilBegun(1);
    two.Open({held_, "exec(other)\n"});
    gate_.WaitUntilBegun(2);
    gate_.Open();
    EXPECT_EQ(one.WaitForVerdict().outcome(), v1::Verdict::OUTCOME_INCOMPLETE);
    const v1::Verdict verdict = two.WaitForVerdict();
    EXPECT_EQ(verdict.outcome(), v1::Verdict::OUTCOME_INCOMPLETE);
    EXPECT_EQ(verdict.totals().files_reused(), 0u);
    EXPECT_EQ(gate_.begun(), 3);
  }
  OneScan later(services_);
  later.Open({held_});
  EXPECT_EQ(later.WaitForVerdict().totals().files_reused(), 0u);
}

}  // namespace
}  // namespace meerkat::rpc
