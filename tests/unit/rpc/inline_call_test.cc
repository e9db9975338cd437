// ScanInline: a scan as one plain call.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "tests/unit/rpc/scan_client.h"
#include "tests/unit/rpc/server_fixture.h"

namespace meerkat::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kEval[] = "eval(a)\n";

class InlineCallTest : public ServerTest {
 protected:
  static std::string Repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  }
};

const Files kFiles = {{"a.py", "import pickle\npickle.loads(b)\n"},
                      {"b.py", "eval(a)\nif (:\n"},
                      {"c.txt", "text"},
                      {"d.py", ""}};

TEST_F(InlineCallTest, FindsWhatAStreamFinds) {
  Start();
  v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_options()->set_file_results(true);
  const ScanResult stream = ScanInline(channel_, kFiles, open);
  ASSERT_TRUE(stream.status.ok());
  ASSERT_THAT(stream.findings, SizeIs(3));
  // New, and known.
  for (int i = 0; i < 2; ++i) {
    const ScanResult plain = ScanPlainly(channel_, kFiles, open);
    ASSERT_TRUE(plain.status.ok()) << plain.status.error_message();
    EXPECT_EQ(plain.findings, stream.findings);
    ASSERT_THAT(plain.notices, SizeIs(1));
    EXPECT_EQ(plain.notices[0].path(), "b.py");
    EXPECT_EQ(plain.verdict.outcome(), stream.verdict.outcome());
    EXPECT_EQ(plain.verdict.totals().files(), 4u);
    EXPECT_EQ(plain.verdict.totals().lines_of_code(), 4u);
  }
}

TEST_F(InlineCallTest, GivesRulesOnceAndResultsOfFiles) {
  Start();
  v1::ScanInlineRequest request;
  v1::ScanInlineResponse answer;
  v1::Open& open = *request.mutable_open();
  open = OpenFor(v1::Open::INPUT_UNSPECIFIED);  // the call says it
  open.mutable_options()->set_file_results(true);
  for (const char* path : {"a.py", "b.py"}) {
    v1::InlineFile& file = *open.add_inline_files();
    file.set_path(path);
    file.set_content(kEval);
  }
  grpc::ClientContext context;
  ASSERT_TRUE(v1::ScanService::NewStub(channel_)->ScanInline(&context, request, &answer).ok());
  ASSERT_THAT(answer.rules(), SizeIs(1));
  EXPECT_EQ(answer.rules(0).bandit_id(), "B307");
  EXPECT_THAT(answer.findings(), SizeIs(2));
  EXPECT_THAT(answer.file_results(), SizeIs(2));
  EXPECT_THAT(answer.accepted().scan(), HasSubstr("scans/"));
  EXPECT_EQ(answer.verdict().outcome(), v1::Verdict::OUTCOME_FAIL);
}

TEST_F(InlineCallTest, FollowsDataFromFileToFile) {
  Start();
  v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_options()->set_profile("default");
  const Files files = {{"app.py",
                        "from flask import request\nfrom helper import run\n\n"
                        "def view():\n    run(request.args['c'])\n"},
                       {"helper.py", "import os\n\ndef run(command):\n    os.system(command)\n"}};
  const ScanResult stream = ScanInline(channel_, files, open);
  EXPECT_THAT(stream.findings, Not(IsEmpty()));
  EXPECT_EQ(ScanPlainly(channel_, files, open).findings, stream.findings);
}

TEST_F(InlineCallTest, AnAnswerThatIsTooLargeNamesTheLimit) {
  server::Config config = QuietConfig();
  config.limits.max_message_bytes = 256 << 10;
  Start(config);
  v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_options()->set_excerpt_lines(20);
  const ScanResult large = ScanPlainly(channel_, {{"a.py", Repeated(kEval, 6'000)}}, open);
  EXPECT_EQ(large.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(large.status.error_message(), HasSubstr("max_message_bytes (262144)"));
  EXPECT_THAT(large.status.error_message(), HasSubstr("send the files by Scan"));
  EXPECT_THAT(large.findings, IsEmpty());
  // Two hundred fit.
  EXPECT_THAT(ScanPlainly(channel_, {{"a.py", Repeated(kEval, 200)}}, open).findings, SizeIs(200));
}

TEST_F(InlineCallTest, IsToldWhatIsWrong) {
  Start();
  const ScanResult manifest =
      ScanPlainly(channel_, {{"a.py", kEval}}, OpenFor(v1::Open::INPUT_MANIFEST));
  EXPECT_EQ(manifest.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(manifest.status.error_message(), HasSubstr("open.input: is not inline"));
  EXPECT_THAT(manifest.status.error_details(), HasSubstr("google.rpc.BadRequest"));

  const ScanResult path = ScanPlainly(channel_, {{"../a.py", kEval}});
  EXPECT_EQ(path.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(path.status.error_message(), HasSubstr("open.inline_files[0].path"));

  v1::ScanInlineResponse answer;
  grpc::ClientContext context;
  const grpc::Status empty =
      v1::ScanService::NewStub(channel_)->ScanInline(&context, v1::ScanInlineRequest(), &answer);
  EXPECT_EQ(empty.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(empty.error_message(), HasSubstr("open.contract_version: is 0"));
}

TEST_F(InlineCallTest, ItsTimeIsBounded) {
  Start();
  v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_budget()->set_nanos(1);
  const ScanResult late = ScanPlainly(channel_, {{"a.py", Repeated("f(a)[b]\n", 20'000)}}, open);
  EXPECT_EQ(late.status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_THAT(late.status.error_message(), HasSubstr("open.budget"));
}

TEST_F(InlineCallTest, HasNoPlaceBesideAsManyScansAsMayRun) {
  server::Config config = QuietConfig();
  config.limits.max_concurrent_scans = 1;
  Start(config);
  // A call that has ended leaves its place at once.
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(ScanPlainly(channel_, {{"a.py", kEval}}).status.ok()) << i;
  }
  ScanCall other(channel_);
  other.Write(OpenFor(v1::Open::INPUT_MANIFEST));
  ASSERT_TRUE(other.ReadUntil(v1::ScanEvent::kAccepted));
  const ScanResult full = ScanPlainly(channel_, {{"a.py", kEval}});
  EXPECT_EQ(full.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(full.status.error_message(), HasSubstr("max_concurrent_scans"));
  EXPECT_THAT(full.status.error_details(), HasSubstr("google.rpc.RetryInfo"));
}

// Some end while they are opened, some by workers; on one of a kind the other's threads must not
// stand still.
TEST_F(InlineCallTest, ManyAtOnceAreAllAnswered) {
  for (const char* listen : {"", "127.0.0.1:0"}) {
    server::Config config = QuietConfig();
    config.listen = listen;
    Start(config);
    const std::string large = Repeated("x = f(a)[b]\n", 5'000) + kEval;
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 50; ++i) {
          const std::string name = std::to_string(t * 1'000 + i);
          const bool is_large = i % 10 == 0;
          const ScanResult result = ScanPlainly(
              channel_, {{"a.py", "name = " + name + "\n" + (is_large ? large : kEval)}});
          right += result.status.ok() && result.findings.size() == 1;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(right, 400) << listen;
  }
}

}  // namespace
}  // namespace meerkat::rpc
