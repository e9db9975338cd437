// ScanEach: scans one after the other over one call.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
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
using ::testing::SizeIs;

constexpr char kEval[] = "eval(a)\n";
constexpr char kLoad[] = "import pickle\npickle.loads(b)\n";

std::string Lines(const std::string& line, int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) lines += line;
  return lines;
}

// One call. It keeps the rules that were announced, as a caller has to.
class EachCall {
 public:
  explicit EachCall(const std::shared_ptr<grpc::Channel>& channel)
      : stub_(v1::ScanService::NewStub(channel)) {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    stream_ = stub_->ScanEach(&context_);
  }
  ~EachCall() {
    if (finished_) return;
    context_.TryCancel();
    Finish();
  }

  // A message with one scan.
  bool Write(const Files& files, v1::Open open = OpenFor(v1::Open::INPUT_UNSPECIFIED)) {
    return WriteAll({files}, open);
  }
  // A message with a scan for each.
  bool WriteAll(const std::vector<Files>& scans,
                const v1::Open& open = OpenFor(v1::Open::INPUT_UNSPECIFIED)) {
    v1::ScanEachRequest request;
    for (const Files& files : scans) {
      v1::Open& scan = *request.add_scans() = open;
      for (const auto& [path, bytes] : files) {
        v1::InlineFile& file = *scan.add_inline_files();
        file.set_path(path);
        file.set_content(bytes);
      }
    }
    return stream_->Write(request);
  }
  void WritesDone() { stream_->WritesDone(); }
  void Cancel() { context_.TryCancel(); }

  // The results of the next response.
  bool ReadAll(std::vector<v1::ScanEachResult>* results) {
    v1::ScanEachResponse response;
    if (!stream_->Read(&response)) return false;
    EXPECT_FALSE(response.results().empty());
    results->assign(response.results().begin(), response.results().end());
    return true;
  }

  // The result that is next.
  bool Read(v1::ScanEachResult* result) {
    if (read_.empty()) {
      std::vector<v1::ScanEachResult> results;
      if (!ReadAll(&results)) return false;
      read_.assign(results.begin(), results.end());
    }
    *result = std::move(read_.front());
    read_.pop_front();
    const auto& rules = result->answer().rules();
    if (!rules.empty() && result->first_rule() == 0) rules_.clear();
    if (!rules.empty()) {
      EXPECT_EQ(result->first_rule(), rules_.size());
    }
    for (const v1::Rule& rule : rules) rules_.push_back(rule.bandit_id());
    return true;
  }

  // The same as "line rule"; an error as "code message".
  std::vector<std::string> Next() {
    v1::ScanEachResult result;
    if (!Read(&result)) return {"the end"};
    if (result.has_error()) {
      return {std::to_string(result.error().code()) + " " + result.error().message()};
    }
    EXPECT_TRUE(result.answer().has_verdict());
    std::vector<std::string> found;
    for (const v1::Finding& finding : result.answer().findings()) {
      found.push_back(std::to_string(finding.line()) + " " + rules_.at(finding.rule()));
    }
    return found;
  }

  grpc::Status Finish() {
    finished_ = true;
    v1::ScanEachResponse response;
    while (stream_->Read(&response)) {
    }
    return stream_->Finish();
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<v1::ScanService::Stub> stub_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::ScanEachRequest, v1::ScanEachResponse>> stream_;
  std::deque<v1::ScanEachResult> read_;
  std::vector<std::string> rules_;
  bool finished_ = false;
};

class EachCallTest : public ServerTest {};

TEST_F(EachCallTest, AnswersEachRequestInOrder) {
  Start();
  EachCall call(channel_);
  // The first one takes a worker's time, the others none.
  const std::string large = Lines("x = f(a)[b]\n", 20'000) + kEval;
  ASSERT_TRUE(call.Write({{"a.py", large}}));
  ASSERT_TRUE(call.Write({{"b.py", kLoad}}));
  ASSERT_TRUE(call.Write({{"c.py", "x = 1\n"}}));
  ASSERT_TRUE(call.Write({{"d.py", kEval}, {"e.py", kLoad}}));
  EXPECT_THAT(call.Next(), ElementsAre("20001 B307"));
  EXPECT_THAT(call.Next(), ElementsAre("1 B403", "2 B301"));
  EXPECT_THAT(call.Next(), IsEmpty());
  EXPECT_THAT(call.Next(), SizeIs(3));
  // And goes on after a pause.
  ASSERT_TRUE(call.Write({{"b.py", kLoad}}));
  EXPECT_THAT(call.Next(), ElementsAre("1 B403", "2 B301"));
  call.WritesDone();
  EXPECT_THAT(call.Next(), ElementsAre("the end"));
  EXPECT_TRUE(call.Finish().ok());
}

TEST_F(EachCallTest, AMessageMayHaveSeveralScans) {
  Start();
  EachCall call(channel_);
  ASSERT_TRUE(call.WriteAll({{{"a.py", kEval}},
                             {{"../b.py", kEval}},
                             {{"c.py", "x = 1\n"}},
                             {{"d.py", kEval}, {"e.py", kLoad}},
                             {{"f.py", kLoad}}}));
  call.WritesDone();
  EXPECT_THAT(call.Next(), ElementsAre("1 B307"));
  EXPECT_THAT(call.Next(), ElementsAre(HasSubstr("open.inline_files[0].path")));
  EXPECT_THAT(call.Next(), IsEmpty());
  EXPECT_THAT(call.Next(), SizeIs(3));
  EXPECT_THAT(call.Next(), ElementsAre("1 B403", "2 B301"));
  EXPECT_THAT(call.Next(), ElementsAre("the end"));
  EXPECT_TRUE(call.Finish().ok());
}

TEST_F(EachCallTest, SmallAnswersThatAreReadyComeTogether) {
  server::Config config = QuietConfig();
  config.limits.max_concurrent_scans = 2;  // no more are at work at a time
  Start(config);
  EachCall call(channel_);
  // Known files have ended as soon as they are looked at.
  call.Write({{"a.py", kEval}});
  EXPECT_THAT(call.Next(), ElementsAre("1 B307"));
  ASSERT_TRUE(call.WriteAll(std::vector<Files>(16, {{"a.py", kEval}})));
  std::vector<v1::ScanEachResult> results;
  ASSERT_TRUE(call.ReadAll(&results));
  ASSERT_THAT(results, SizeIs(16));
  for (const v1::ScanEachResult& result : results) EXPECT_TRUE(result.answer().has_verdict());
}

// What is known counts with its findings, which nobody has unpacked yet.
TEST_F(EachCallTest, ALargeAnswerComesAlone) {
  Start();
  EachCall call(channel_);
  const Files small = {{"a.py", kEval}};
  const Files large = {{"b.py", Lines(kEval, 1'000)}};
  call.WriteAll({small, large});
  EXPECT_THAT(call.Next(), SizeIs(1));
  EXPECT_THAT(call.Next(), SizeIs(1'000));
  call.WriteAll({small, small, large, small});
  std::vector<size_t> findings;
  for (const size_t count : {2, 1, 1}) {
    std::vector<v1::ScanEachResult> results;
    ASSERT_TRUE(call.ReadAll(&results));
    EXPECT_THAT(results, SizeIs(count));
    for (const auto& result : results) findings.push_back(result.answer().findings_size());
  }
  EXPECT_THAT(findings, ElementsAre(1, 1, 1'000, 1));
}

// Four are at work, as many as the server takes: the others of the message wait, and have no error.
TEST_F(EachCallTest, SlowScansOfAMessageWaitForEachOther) {
  server::Config config = QuietConfig();
  config.limits.max_concurrent_scans = 4;
  Start(config);
  EachCall call(channel_);
  const std::string large = Lines("x = f(a)[b]\n", 5'000) + kEval;
  std::thread writer([&] {
    for (int message = 0; message < 3; ++message) {
      std::vector<Files> scans;
      for (int i = 0; i < 16; ++i) {
        scans.push_back({{"a.py", "y = " + std::to_string(16 * message + i) + "\n" + large}});
      }
      call.WriteAll(scans);
    }
    call.WritesDone();
  });
  for (int i = 0; i < 48; ++i) EXPECT_THAT(call.Next(), ElementsAre("5002 B307")) << i;
  writer.join();
  EXPECT_THAT(call.Next(), ElementsAre("the end"));
  EXPECT_TRUE(call.Finish().ok());
}

TEST_F(EachCallTest, AMessageWithoutOrWithTooManyScansEndsTheCall) {
  for (const size_t scans : {0, 17}) {
    Start();
    EachCall call(channel_);
    ASSERT_TRUE(call.Write({{"a.py", Lines("x = f(a)[b]\n", 20'000) + kEval}}));
    ASSERT_TRUE(call.WriteAll(std::vector<Files>(scans, {{"a.py", kEval}})));
    EXPECT_THAT(call.Next(), ElementsAre("20001 B307"));  // what was sent before is answered
    EXPECT_THAT(call.Next(), ElementsAre("the end"));
    const grpc::Status status = call.Finish();
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(status.error_message(),
              "scans: has " + std::to_string(scans) + "; a message has between one and 16");
  }
}

TEST_F(EachCallTest, AnnouncesARuleOnce) {
  Start();
  EachCall call(channel_);
  v1::ScanEachResult response;
  for (int i = 0; i < 3; ++i) {
    call.Write({{"a.py", kEval}});
    ASSERT_TRUE(call.Read(&response));
    EXPECT_THAT(response.answer().rules(), SizeIs(i == 0 ? 1 : 0));
    EXPECT_THAT(response.answer().findings(), SizeIs(1));
  }
  call.Write({{"a.py", kLoad}});
  ASSERT_TRUE(call.Read(&response));
  EXPECT_EQ(response.first_rule(), 1u);
  EXPECT_THAT(response.answer().rules(), SizeIs(2));
}

TEST_F(EachCallTest, OtherOptionsAnnounceTheirRulesAnew) {
  Start();
  EachCall call(channel_);
  v1::Open only = OpenFor(v1::Open::INPUT_INLINE);
  only.mutable_options()->add_exclude_rules("B403");
  call.Write({{"a.py", kLoad}});
  EXPECT_THAT(call.Next(), ElementsAre("1 B403", "2 B301"));
  call.Write({{"a.py", kLoad}}, only);
  EXPECT_THAT(call.Next(), ElementsAre("2 B301"));
  call.Write({{"a.py", kLoad}});
  EXPECT_THAT(call.Next(), ElementsAre("1 B403", "2 B301"));
}

TEST_F(EachCallTest, AWrongRequestIsAnErrorOfItsOwn) {
  Start();
  EachCall call(channel_);
  call.Write({{"a.py", kEval}});
  call.Write({{"../a.py", kEval}});
  call.Write({{"a.py", kEval}}, OpenFor(v1::Open::INPUT_MANIFEST));
  call.Write({{"a.py", kEval}});
  EXPECT_THAT(call.Next(), ElementsAre("1 B307"));
  v1::ScanEachResult response;
  ASSERT_TRUE(call.Read(&response));
  EXPECT_EQ(response.error().code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_THAT(response.error().message(), HasSubstr("open.inline_files[0].path"));
  EXPECT_THAT(response.error().details(), HasSubstr("google.rpc.BadRequest"));
  EXPECT_THAT(call.Next(), ElementsAre(HasSubstr("open.input: is not inline, which is all that "
                                                 "ScanEach takes")));
  EXPECT_THAT(call.Next(), ElementsAre("1 B307"));
}

TEST_F(EachCallTest, AnAnswerThatIsTooLargeIsAnErrorOfItsOwn) {
  server::Config config = QuietConfig();
  config.limits.max_message_bytes = 256 << 10;
  Start(config);
  v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_options()->set_excerpt_lines(20);
  EachCall call(channel_);
  call.Write({{"a.py", Lines(kEval, 6'000)}}, open);
  EXPECT_THAT(call.Next(), ElementsAre(HasSubstr("max_message_bytes (262144)")));
  // What the lost answer had announced is announced again.
  call.Write({{"a.py", kEval}}, open);
  EXPECT_THAT(call.Next(), ElementsAre("1 B307"));
}

TEST_F(EachCallTest, TheTimeOfEachScanIsBounded) {
  Start();
  v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_budget()->set_nanos(1);
  EachCall call(channel_);
  call.Write({{"a.py", Lines("f(a)[b]\n", 20'000)}}, open);
  call.Write({{"a.py", kEval}});
  EXPECT_THAT(call.Next(), ElementsAre(HasSubstr("open.budget")));
  EXPECT_THAT(call.Next(), ElementsAre("1 B307"));
}

TEST_F(EachCallTest, HoldsAPlaceWhileAScanRunsAndNoneBetween) {
  server::Config config = QuietConfig();
  config.limits.max_concurrent_scans = 1;
  Start(config);
  EachCall call(channel_);
  call.Write({{"a.py", kEval}});
  EXPECT_THAT(call.Next(), ElementsAre("1 B307"));
  EXPECT_TRUE(ScanPlainly(channel_, {{"a.py", kEval}}).status.ok());
  ScanCall other(channel_);
  other.Write(OpenFor(v1::Open::INPUT_MANIFEST));
  ASSERT_TRUE(other.ReadUntil(v1::ScanEvent::kAccepted));
  call.Write({{"a.py", kEval}});
  EXPECT_THAT(call.Next(), ElementsAre(HasSubstr("max_concurrent_scans")));
  other.Cancel();
  other.Finish();
}

TEST_F(EachCallTest, ADrainingServerEndsTheCall) {
  server::Config config = QuietConfig();
  config.listen = "127.0.0.1:0";
  Start(config);
  EachCall call(channel_);
  call.Write({{"a.py", kEval}});
  EXPECT_THAT(call.Next(), ElementsAre("1 B307"));
  EachCall half_closed(channel_);
  half_closed.Write({{"a.py", kEval}});
  EXPECT_THAT(half_closed.Next(), ElementsAre("1 B307"));
  server_->Drain();
  call.Write({{"a.py", kEval}});
  EXPECT_THAT(call.Next(), ElementsAre("the end"));
  EXPECT_EQ(call.Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
  half_closed.Write({{"a.py", kEval}});
  half_closed.WritesDone();
  EXPECT_EQ(half_closed.Finish().error_code(), grpc::StatusCode::UNAVAILABLE);

  EachCall idle(channel_);
  server_->Shutdown();  // does not wait for it
  EXPECT_THAT(idle.Next(), ElementsAre("the end"));
}

TEST_F(EachCallTest, CallersThatGoLeaveNothingBehind) {
  for (const char* listen : {"", "127.0.0.1:0"}) {
    server::Config config = QuietConfig();
    config.listen = listen;
    config.limits.max_concurrent_scans = 4;
    Start(config);
    const std::string large = Lines("x = f(a)[b]\n", 20'000);
    for (int i = 0; i < 20; ++i) {
      EachCall call(channel_);
      std::vector<Files> scans;
      for (int k = 0; k < 4; ++k) {
        scans.push_back({{"a.py", std::to_string(i * 4 + k) + "\n" + large}});
        if (i % 4 < 2) call.Write(scans.back());
      }
      if (i % 4 >= 2) call.WriteAll(scans);
      if (i % 2 == 0) call.Cancel();
      if (i % 3 == 0) call.WritesDone();
      if (i % 2 != 0) call.Next();
    }
    // All places are free again.
    EachCall call(channel_);
    for (int k = 0; k < 4; ++k) {
      std::vector<std::string> found;
      do {
        call.Write({{"a.py", kEval}});
        found = call.Next();
      } while (found.size() == 1 && found[0].find("max_concurrent_scans") != std::string::npos);
      EXPECT_THAT(found, ElementsAre("1 B307")) << listen;
    }
  }
}

// A caller that sends all before it reads: what cannot be answered waits.
TEST_F(EachCallTest, ManyWithoutReadingBetween) {
  for (const char* listen : {"", "127.0.0.1:0"}) {
    server::Config config = QuietConfig();
    config.listen = listen;
    Start(config);
    EachCall call(channel_);
    const std::string large = Lines("x = f(a)[b]\n", 5'000) + kEval;
    std::thread writer([&] {
      for (int i = 0; i < 400; ++i) {
        const std::string name = "name = " + std::to_string(i % 300) + "\n";
        call.Write({{"a.py", name + (i % 20 == 0 ? large : kEval)}});
      }
      call.WritesDone();
    });
    for (int i = 0; i < 400; ++i) {
      EXPECT_THAT(call.Next(), ElementsAre(i % 20 == 0 ? "5002 B307" : "2 B307")) << i;
    }
    writer.join();
    EXPECT_TRUE(call.Finish().ok()) << listen;
  }
}

}  // namespace
}  // namespace meerkat::rpc
