// The queue of events, their encoding, the verdict, names of scans and statuses, without a server.

#include <gmock/gmock.h>
#include <grpcpp/support/status.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/rules/registry.h"
#include "service/ingest/errors.h"
#include "service/rpc/event_encoder.h"
#include "service/rpc/event_queue.h"
#include "service/rpc/scan_name.h"
#include "service/rpc/scan_tally.h"
#include "service/rpc/status.h"

namespace meerkat::rpc {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<core::Finding> Findings(size_t count, size_t message_bytes = 0) {
  std::vector<core::Finding> findings(count);
  for (core::Finding& finding : findings) {
    finding.rule = rules::AllRules().front();
    finding.severity = core::Severity::kHigh;
    finding.message.assign(message_bytes, 'm');
  }
  return findings;
}

class EventQueueTest : public ::testing::Test {
 protected:
  bool Take() { return queue_.Take(now_, &batch_); }

  EventQueue queue_;
  EventBatch batch_;
  layers::Time now_{};
};

TEST_F(EventQueueTest, TheFirstFindingGoesAtOnceAndTheNextOnesWaitForCompany) {
  queue_.AddFindings(0, Findings(1), now_);
  ASSERT_TRUE(Take());
  EXPECT_THAT(batch_.findings, SizeIs(1));
  queue_.AddFindings(1, Findings(2), now_);
  EXPECT_FALSE(Take());
  now_ += EventQueue::kMaxAge - milliseconds(1);
  queue_.AddFindings(2, Findings(3), now_);
  EXPECT_FALSE(Take());
  now_ += milliseconds(1);
  ASSERT_TRUE(Take());
  EXPECT_THAT(batch_.findings, SizeIs(5));
  EXPECT_FALSE(Take());
}

TEST_F(EventQueueTest, AFullBatchGoesAtOnce) {
  queue_.AddFindings(0, Findings(1), now_);
  Take();
  queue_.AddFindings(1, Findings(EventQueue::kMaxBatch + 10), now_);
  ASSERT_TRUE(Take());
  EXPECT_THAT(batch_.findings, SizeIs(EventQueue::kMaxBatch));
  EXPECT_FALSE(Take());
}

TEST_F(EventQueueTest, ABatchIsBoundedByBytes) {
  queue_.AddFindings(0, Findings(10, 300 << 10), now_);
  EXPECT_GT(queue_.bytes(), uint64_t{10} * (300 << 10));
  ASSERT_TRUE(Take());
  EXPECT_THAT(batch_.findings, SizeIs(3));
  queue_.SetVerdict({});
  while (Take()) {
  }
  EXPECT_EQ(queue_.bytes(), 0u);
  EXPECT_TRUE(queue_.empty());
}

TEST_F(EventQueueTest, PathsComeBeforeWhatNamesThemAndTheVerdictComesLast) {
  v1::ScanEvent accepted;
  accepted.mutable_accepted()->set_scan("scans/1");
  queue_.AddPath("a.py");
  queue_.AddPath("b.py");
  queue_.AddFindings(1, Findings(1), now_);
  queue_.AddNotice({.path = "a.py"}, now_);
  queue_.SetProgress({});
  queue_.SetVerdict({});
  queue_.Add(accepted);
  ASSERT_TRUE(Take());
  EXPECT_TRUE(batch_.event->has_accepted());
  ASSERT_TRUE(Take());
  EXPECT_THAT(batch_.paths, SizeIs(2));
  ASSERT_TRUE(Take());
  EXPECT_THAT(batch_.findings, SizeIs(1));
  ASSERT_TRUE(Take());
  EXPECT_THAT(batch_.notices, SizeIs(1));
  ASSERT_TRUE(Take());
  EXPECT_TRUE(batch_.event->has_verdict());
  EXPECT_FALSE(Take());
}

TEST_F(EventQueueTest, AHeartbeatIsSentOnlyWhenNothingElseIs) {
  queue_.AskHeartbeat();
  queue_.SetProgress({});
  ASSERT_TRUE(Take());
  EXPECT_TRUE(batch_.event->has_progress());
  EXPECT_FALSE(Take());
  queue_.AskHeartbeat();
  ASSERT_TRUE(Take());
  EXPECT_TRUE(batch_.event->has_heartbeat());
}

TEST(EventEncoder, AnnouncesARuleOnceAndNumbersEvents) {
  EventEncoder encoder;
  for (uint64_t round = 0; round < 2; ++round) {
    EventBatch batch;
    for (core::Finding& finding : Findings(2)) batch.findings.push_back({7, std::move(finding)});
    encoder.Encode(std::move(batch));
    const v1::ScanEvent* event = encoder.Next();
    if (round == 0) {
      ASSERT_TRUE(event->has_rules());
      EXPECT_EQ(event->sequence(), 1u);
      EXPECT_EQ(event->rules().rules_size(), 1);
      event = encoder.Next();
    }
    ASSERT_TRUE(event->has_findings());
    EXPECT_EQ(event->sequence(), 2 + round);
    EXPECT_EQ(event->findings().findings_size(), 2);
    EXPECT_EQ(event->findings().findings(0).file(), 7u);
    EXPECT_EQ(event->findings().findings(0).severity(), v1::SEVERITY_HIGH);
    EXPECT_EQ(encoder.Next(), nullptr);
  }
}

core::FileReport Report(std::vector<core::Finding> findings) {
  core::FileReport report;
  report.findings = std::move(findings);
  report.analysed = true;
  report.lines_of_code = 4;
  return report;
}

TEST(ScanTally, PassFailAndIncomplete) {
  ScanTally tally;
  EXPECT_EQ(tally.MakeVerdict().outcome(), v1::Verdict::OUTCOME_PASS);
  tally.AddReport(Report({}), 10);
  tally.AddNotPython();
  tally.AddNotice("a.py", {.kind = core::NoticeKind::kParsePartial});
  EXPECT_EQ(tally.MakeVerdict().outcome(), v1::Verdict::OUTCOME_PASS);
  tally.AddReport(Report(Findings(2)), 10);
  v1::Verdict verdict = tally.MakeVerdict();
  EXPECT_EQ(verdict.outcome(), v1::Verdict::OUTCOME_FAIL);
  EXPECT_EQ(verdict.exit_code(), 1u);
  EXPECT_EQ(verdict.totals().findings_high(), 2u);
  EXPECT_EQ(verdict.totals().lines_of_code(), 8u);
  tally.AddNotice("b.py", {.kind = core::NoticeKind::kTimeout, .message = "took too long"});
  verdict = tally.MakeVerdict();
  EXPECT_EQ(verdict.outcome(), v1::Verdict::OUTCOME_INCOMPLETE);
  EXPECT_EQ(verdict.exit_code(), 3u);
  EXPECT_THAT(verdict.reasons(), ::testing::ElementsAre("b.py: took too long"));
}

TEST(ScanTally, ReasonsDoNotDependOnTheOrderAndAreAtMostTwenty) {
  ScanTally forward;
  ScanTally backward;
  for (int i = 0; i < 50; ++i) {
    const core::Notice notice{.kind = core::NoticeKind::kTimeout, .message = "late"};
    forward.AddNotice(std::to_string(100 + i), notice);
    backward.AddNotice(std::to_string(149 - i), notice);
  }
  const v1::Verdict verdict = forward.MakeVerdict();
  EXPECT_EQ(verdict.reasons_size(), 20);
  EXPECT_EQ(verdict.reasons(0), "100: late");
  EXPECT_EQ(verdict.reasons(19), "and 31 more");
  EXPECT_EQ(verdict.SerializeAsString(), backward.MakeVerdict().SerializeAsString());
}

TEST(ScanName, SortsByTimeAndHoldsTheRandomBits) {
  EXPECT_EQ(ScanName(0, 0, 0), "scans/00000000000000000000000000");
  EXPECT_EQ(ScanName(0, 0, 33), "scans/00000000000000000000000011");
  EXPECT_EQ(ScanName(0xFFFF'FFFF'FFFF, ~uint64_t{0}, 0xFFFF), "scans/7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  EXPECT_LT(ScanName(1'000, 99, 99), ScanName(1'001, 0, 0));
}

TEST(Status, CarriesDetailsOfGoogleRpc) {
  const grpc::Status invalid = ToGrpcStatus(ingest::InvalidField("open.input", "is not set"));
  EXPECT_EQ(invalid.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(invalid.error_message(), "open.input: is not set");
  // google.rpc.Status { code: 3, message, details: Any { type_url, BadRequest { field, … } } }
  EXPECT_THAT(invalid.error_details(),
              ::testing::StartsWith("\x08\x03\x12\x16open.input: is not set"));
  EXPECT_THAT(invalid.error_details(), HasSubstr("type.googleapis.com/google.rpc.BadRequest"));
  EXPECT_THAT(invalid.error_details(), HasSubstr("\x0a\x0aopen.input\x12"));

  const grpc::Status later =
      ToGrpcStatus(ingest::RetryAfter(absl::UnavailableError("later"), milliseconds(5'000)));
  EXPECT_EQ(later.error_code(), grpc::StatusCode::UNAVAILABLE);
  // RetryInfo { retry_delay { seconds: 5 } }
  EXPECT_THAT(later.error_details(), HasSubstr("google.rpc.RetryInfo\x12\x04\x0a\x02\x08\x05"));
  // ErrorInfo { reason, domain, metadata { limit, value, flag } }
  const grpc::Status limit = ToGrpcStatus(ingest::LimitPassed("max_scan_bytes", 77, "too much"));
  EXPECT_EQ(limit.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(limit.error_details(), HasSubstr("type.googleapis.com/google.rpc.ErrorInfo"));
  EXPECT_THAT(limit.error_details(), HasSubstr("\x0a\x0eMAX_SCAN_BYTES\x12\x07meerkat"));
  EXPECT_THAT(limit.error_details(), HasSubstr("\x0a\x05limit\x12\x0emax_scan_bytes"));
  EXPECT_THAT(limit.error_details(), HasSubstr("\x0a\x05value\x12\x02"
                                               "77"));
  EXPECT_THAT(limit.error_details(), HasSubstr("\x0a\x04"
                                               "flag\x12\x10--max-scan-bytes"));

  // ResourceInfo { resource_type, resource_name, description }
  const grpc::Status missing = ToGrpcStatus(ingest::NotFound("rule", "no-such", "there is none"));
  EXPECT_EQ(missing.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(missing.error_details(), HasSubstr("google.rpc.ResourceInfo"));
  EXPECT_THAT(missing.error_details(),
              HasSubstr("\x0a\x04rule\x12\x07no-such\x22\x0dthere is none"));

  EXPECT_TRUE(ToGrpcStatus(absl::CancelledError("x")).error_details().empty());
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
}

}  // namespace
}  // namespace meerkat::rpc
