// Scans that end otherwise than by a verdict, and servers that end while scans run.

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "meerkat/v1/capabilities.grpc.pb.h"
#include "tests/unit/ingest/archive_builder.h"
#include "tests/unit/rpc/scan_client.h"
#include "tests/unit/rpc/server_fixture.h"

namespace meerkat::rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kEval[] = "eval(input())\n";

server::Config ConfigWithPort() {
  server::Config config = QuietConfig();
  config.listen = "127.0.0.1:0";
  return config;
}

class LifecycleTest : public ServerTest {
 protected:
  // A scan that is accepted and has not got its one file yet.
  std::unique_ptr<ScanCall> HalfAScan() {
    auto call = std::make_unique<ScanCall>(channel_);
    call->Write(OpenFor(v1::Open::INPUT_MANIFEST));
    call->Write(ManifestOf({{"a.py", kEval}}));
    EXPECT_TRUE(call->ReadUntil(v1::ScanEvent::kNeed));
    return call;
  }

  void SendTheFile(ScanCall& call) {
    v1::ScanRequest piece;
    piece.mutable_contents()->add_pieces()->set_data(kEval);
    call.Write(piece);
    call.WritesDone();
  }

  v1::GetCapabilitiesResponse Capabilities() {
    grpc::ClientContext context;
    v1::GetCapabilitiesResponse response;
    const grpc::Status status = v1::CapabilitiesService::NewStub(channel_)->GetCapabilities(
        &context, v1::GetCapabilitiesRequest(), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // grpc.health.v1.Health/Check by hand: its messages are one field each.
  // 1 is SERVING, 2 NOT_SERVING, 0 an error.
  int Health(const std::string& service) {
    std::string request;
    if (!service.empty())
      request = "\x0a" + std::string(1, static_cast<char>(service.size())) + service;
    grpc::Slice slice(request);
    grpc::ByteBuffer in(&slice, 1);
    grpc::ByteBuffer out;
    grpc::ClientContext context;
    grpc::CompletionQueue queue;
    grpc::GenericStub stub(channel_);
    auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", in, &queue);
    grpc::Status status;
    call->StartCall();
    call->Finish(&out, &status, this);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    if (!status.ok()) return 0;
    grpc::Slice answer;
    out.DumpToSingleSlice(&answer);
    return answer.size() == 2 && answer.begin()[0] == 0x08 ? answer.begin()[1] : 0;
  }
};

// The caller has sent its last before the server's first events leave: nothing else moves them
// then.
TEST_F(LifecycleTest, EventsLeaveThoughNothingMoreComesFromTheCaller) {
  Start(ConfigWithPort());
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        grpc::ChannelArguments own;
        own.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
        const auto channel =
            grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(server_->port()),
                                      grpc::InsecureChannelCredentials(), own);
        right += ScanInline(channel, {{"a.py", kEval}, {"b.py", kEval}}).findings.size() == 2;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 800);
}

TEST_F(LifecycleTest, ACallerMayGoAtAnyTime) {
  for (const uint32_t workers : {0, 2}) {
    Start(QuietConfig(workers));
    for (const auto input :
         {v1::Open::INPUT_MANIFEST, v1::Open::INPUT_ARCHIVE, v1::Open::INPUT_UNSPECIFIED}) {
      ScanCall call(channel_);
      if (input != v1::Open::INPUT_UNSPECIFIED) {
        call.Write(OpenFor(input));
        EXPECT_TRUE(call.ReadUntil(v1::ScanEvent::kAccepted));
      }
      call.Cancel();
      EXPECT_EQ(call.Finish().error_code(), grpc::StatusCode::CANCELLED);
    }
    server_->Drain();  // returns: nothing holds a scan that was cancelled
  }
}

TEST_F(LifecycleTest, AScanEndsWhenItsBudgetIsUsedUp) {
  Start();
  v1::Open open = OpenFor(v1::Open::INPUT_MANIFEST);
  open.mutable_budget()->set_nanos(1'000'000);
  ScanCall call(channel_);
  call.Write(open);
  const grpc::Status status = call.Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_THAT(status.error_message(), HasSubstr("after 1 ms by open.budget"));
}

TEST_F(LifecycleTest, AScanEndsAtTheCapOfTheServer) {
  server::Config config = QuietConfig();
  config.limits.max_scan_time = std::chrono::milliseconds(1);
  Start(config);
  ScanCall call(channel_);
  call.Write(OpenFor(v1::Open::INPUT_ARCHIVE));
  const grpc::Status status = call.Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_THAT(status.error_message(), HasSubstr("max_scan_time"));
}

TEST_F(LifecycleTest, AFullServerSaysSoAndTakesTheNextOneLater) {
  server::Config config = QuietConfig();
  config.limits.max_concurrent_scans = 1;
  Start(config);
  std::unique_ptr<ScanCall> first = HalfAScan();
  const ScanResult second = ScanInline(channel_, {{"a.py", kEval}});
  EXPECT_EQ(second.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(second.status.error_message(), HasSubstr("max_concurrent_scans"));
  EXPECT_THAT(second.status.error_details(), HasSubstr("google.rpc.RetryInfo"));
  SendTheFile(*first);
  EXPECT_TRUE(first->Finish().ok());
}

TEST_F(LifecycleTest, ADrainFinishesWhatRunsAndTakesNothingNew) {
  Start(ConfigWithPort());
  EXPECT_EQ(Health(""), 1);
  EXPECT_EQ(Health("meerkat.v1.ScanService"), 1);
  EXPECT_FALSE(Capabilities().draining());
  std::unique_ptr<ScanCall> running = HalfAScan();

  std::thread drain([this] { server_->Drain(); });
  while (!Capabilities().draining()) {
  }
  EXPECT_EQ(Health(""), 2);
  EXPECT_EQ(Health("meerkat.v1.ScanService"), 2);
  const ScanResult refused = ScanInline(channel_, {{"a.py", kEval}});
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(refused.status.error_details(), HasSubstr("google.rpc.RetryInfo"));
  EXPECT_THAT(refused.events, SizeIs(0));

  SendTheFile(*running);
  EXPECT_TRUE(running->Finish().ok());
  EXPECT_EQ(running->events().back().verdict().outcome(), v1::Verdict::OUTCOME_FAIL);
  drain.join();
}

TEST_F(LifecycleTest, ADrainThatTakesTooLongCancels) {
  server::Config config = QuietConfig();
  config.drain_timeout = std::chrono::milliseconds(0);
  Start(config);
  std::unique_ptr<ScanCall> running = HalfAScan();
  server_->Drain();
  EXPECT_FALSE(running->Finish().ok());
}

TEST_F(LifecycleTest, ADrainCanBeHurried) {
  Start();
  std::unique_ptr<ScanCall> running = HalfAScan();
  server_->Drain([] { return true; });
  EXPECT_FALSE(running->Finish().ok());
}

TEST_F(LifecycleTest, AShutdownEndsAnArchiveThatIsHalfSent) {
  Start();
  ScanCall call(channel_);
  call.Write(OpenFor(v1::Open::INPUT_ARCHIVE));
  EXPECT_TRUE(call.ReadUntil(v1::ScanEvent::kAccepted));
  server_.reset();
  EXPECT_FALSE(call.Finish().ok());
}

// A caller who reads nothing until the end: the analysis waits, nothing is lost.
TEST_F(LifecycleTest, ASlowCallerGetsEverything) {
  for (const uint32_t workers : {0, 2}) {
    Start(QuietConfig(workers));
    std::string source;
    for (int i = 0; i < 3'000; ++i) source += "eval(a)\n";
    Files files;
    for (int i = 0; i < 20; ++i) files["m" + std::to_string(i) + ".py"] = source;
    const ScanResult result = ScanInline(channel_, files);
    ASSERT_TRUE(result.status.ok()) << result.status.error_message();
    EXPECT_THAT(result.findings, SizeIs(60'000));
    EXPECT_EQ(result.verdict.outcome(), v1::Verdict::OUTCOME_FAIL);
  }
}

TEST_F(LifecycleTest, ManyScansAtATime) {
  for (const uint32_t workers : {0, 2}) {
    Start(QuietConfig(workers));
    Files files;
    for (int i = 0; i < 50; ++i) files["m" + std::to_string(i) + ".py"] = kEval;
    ingest::ArchiveBuilder builder(ingest::ArchiveBuilder::kTarGz);
    for (const auto& [path, bytes] : files) builder.File(path, bytes);
    const std::string archive = builder.Finish();
    std::vector<std::thread> callers;
    std::vector<size_t> found(12);
    for (size_t i = 0; i < found.size(); ++i) {
      callers.emplace_back([&, i] {
        found[i] = i % 3 == 0   ? ScanManifest(channel_, files).findings.size()
                   : i % 3 == 1 ? ScanArchive(channel_, archive, 500).findings.size()
                                : ScanInline(channel_, files).findings.size();
      });
    }
    for (std::thread& caller : callers) caller.join();
    EXPECT_THAT(found, ::testing::Each(50u));
  }
}

}  // namespace
}  // namespace meerkat::rpc
