#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <string>

#include "service/telemetry/log.h"
#include "service/telemetry/metrics.h"

namespace meerkat::telemetry {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

TEST(FormatEvent, TextIsKeysAndValues) {
  EXPECT_EQ(FormatEvent(LogFormat::kText, "scan ended",
                        {{"scan", "scans/01J"}, {"findings", 3u}, {"seconds", 0.25}, {"ok", true}}),
            R"("scan ended" scan=scans/01J findings=3 seconds=0.250000 ok=true)");
}

TEST(FormatEvent, JsonKeepsNumbersAsNumbers) {
  EXPECT_EQ(FormatEvent(LogFormat::kJson, "scan ended", {{"scan", "a"}, {"findings", 3}}),
            R"("event":"scan ended","scan":"a","findings":3)");
}

TEST(FormatEvent, AValueCannotForgeALine) {
  EXPECT_EQ(FormatEvent(LogFormat::kText, "e", {{"client", "x\n2026 error \"y\" a=b"}}),
            R"("e" client="x\u000a2026 error \"y\" a=b")");
  EXPECT_EQ(FormatEvent(LogFormat::kText, "e", {{"client", ""}}), R"("e" client="")");
}

BuildInfo Info() {
  return {.version = "0.1.0",
          .engine_version = "0.1.0",
          .grammar = "g",
          .rules_digest = "d",
          .rule_count = 17,
          .workers = 4};
}

TEST(Metrics, CountsWhatItIsTold) {
  Metrics metrics(Info());
  metrics.SetGauges([] { return Gauges{.queued_files = 5, .busy_workers = 2}; });
  metrics.OnScanEnd(ScanOutcome::kFail, milliseconds(20));
  metrics.OnFirstFinding(milliseconds(3));
  metrics.OnShed(ShedReason::kDraining);
  metrics.OnUpload(1'000);
  metrics.OnUploadSaved(500);
  core::FileReport report;
  report.analysed = report.parsed = true;
  report.findings.resize(2);
  report.findings[0].severity = core::Severity::kHigh;
  report.findings[1].severity = core::Severity::kLow;
  metrics.OnFileScanned(report, 100, milliseconds(1));
  metrics.OnFilesSkipped(3);

  const std::string page = metrics.Page();
  for (const char* line : {
           R"(meerkat_scans_total{outcome="fail",trigger="rpc"} 1)",
           R"(meerkat_scans_total{outcome="pass",trigger="rpc"} 0)",
           "meerkat_scan_duration_seconds_count 1",
           "meerkat_time_to_first_finding_seconds_count 1",
           R"(meerkat_shed_total{reason="draining"} 1)",
           "meerkat_upload_bytes_total 1000",
           "meerkat_upload_saved_bytes_total 500",
           R"(meerkat_files_total{result="parsed"} 1)",
           R"(meerkat_files_total{result="skipped"} 3)",
           R"(meerkat_findings_total{severity="high"} 1)",
           R"(meerkat_findings_total{severity="medium"} 0)",
           R"(meerkat_findings_total{severity="low"} 1)",
           "meerkat_queue_length 5",
           "meerkat_workers_busy 2",
           R"(meerkat_rules_info{digest="d"} 17)",
           "process_resident_memory_bytes",
       }) {
    EXPECT_THAT(page, HasSubstr(line));
  }
}

// What `promtool check metrics` asks of names: unit and _total suffixes, help for each.
TEST(Metrics, NamesFollowTheConventions) {
  Metrics metrics(Info());
  std::istringstream page(metrics.Page());
  std::string help_of;
  for (std::string line; std::getline(page, line);) {
    std::istringstream words(line);
    std::string hash, keyword, name, type;
    words >> hash >> keyword >> name >> type;
    if (keyword == "HELP") help_of = name;
    if (keyword != "TYPE") continue;
    EXPECT_EQ(help_of, name) << "no help";
    EXPECT_EQ(name.ends_with("_total"), type == "counter") << name;
    EXPECT_TRUE(name.starts_with("meerkat_") || name.starts_with("process_")) << name;
    if (type == "histogram") {
      EXPECT_TRUE(name.ends_with("_seconds")) << name;
    }
  }
}

}  // namespace
}  // namespace meerkat::telemetry
