// The calls of the load generator against a real server: what it counts is what the server says.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>

#include "tests/bench/load/driver.h"
#include "tests/bench/load/small_file.h"
#include "tests/unit/rpc/server_fixture.h"

namespace meerkat::bench {
namespace {

class LoadTest : public rpc::ServerTest {
 protected:
  Measured Run(std::unique_ptr<Caller> caller, uint64_t count) {
    std::vector<std::unique_ptr<Caller>> callers;
    callers.push_back(std::move(caller));
    std::atomic<uint64_t> numbers = 0;
    return Drive(callers, {.clients = 2, .seconds = 60, .count = count}, &numbers);
  }
};

TEST_F(LoadTest, UnaryCallsAreAnswered) {
  Start();
  const Measured measured = Run(MakeUnaryCaller(channel_), 10);
  EXPECT_EQ(measured.calls, 10u);
  EXPECT_THAT(measured.errors, ::testing::IsEmpty());
}

TEST_F(LoadTest, SmallFilesHaveTheirFindings) {
  Start();
  for (uint32_t changed : {0u, 1u}) {
    const Measured measured =
        Run(MakeInlineCaller(channel_, {.changed = changed, .profile = "default"}), 10);
    EXPECT_EQ(measured.calls, 10u);
    EXPECT_THAT(measured.errors, ::testing::IsEmpty());
    EXPECT_EQ(measured.findings, 10 * kSmallFileFindings);
  }
}

// Else the last one to hold the channel would be a thread of gRPC's, which ending it joins.
TEST_F(LoadTest, CallsThatHaveToldTheirEndHoldTheChannelNoMore) {
  Start();
  const ScanKind kind = {.profile = "default"};
  const std::function<std::unique_ptr<Caller>()> kMakers[] = {
      [&] { return MakeUnaryCaller(channel_); },
      [&] { return MakePlainCaller(channel_, kind); },
      [&] { return MakeInlineCaller(channel_, kind); },
  };
  for (const auto& make : kMakers) {
    const auto told = std::make_shared<std::promise<void>>();
    std::promise<void> seen;
    std::unique_ptr<Caller> caller = make();
    caller->Start(1, [told, until_seen = seen.get_future().share()](const CallResult& result) {
      EXPECT_TRUE(result.right);
      told->set_value();
      until_seen.wait();
    });
    told->get_future().wait();
    caller.reset();
    EXPECT_EQ(channel_.use_count(), 1);
    seen.set_value();
  }
}

// A call that ends well has had its verdict, however late its reader comes.
TEST_F(LoadTest, EveryCallOfManyHasItsVerdict) {
  server::Config config = rpc::QuietConfig();
  config.limits.max_concurrent_scans =
      4'000;  // the server hears late of the end of calls in its own process
  Start(config);
  std::vector<std::unique_ptr<Caller>> callers;
  callers.push_back(MakeInlineCaller(channel_, {.profile = "default"}));
  std::atomic<uint64_t> numbers = 0;
  const Measured measured = Drive(callers, {.clients = 8, .seconds = 60, .count = 2'000}, &numbers);
  EXPECT_THAT(measured.errors, ::testing::IsEmpty());
}

TEST_F(LoadTest, TreesOfSeveralChunksAreSentAsTheServerWants) {
  Start();
  const Tree tree = Tree::Make("", 2'100);
  const Measured measured =
      Run(MakeManifestCaller(channel_, {.changed = 10, .profile = "default"}, tree), 1);
  EXPECT_EQ(measured.calls, 1u);
  EXPECT_THAT(measured.errors, ::testing::IsEmpty());
  EXPECT_EQ(measured.findings, 2'100 * kSmallFileFindings);
  EXPECT_GT(measured.content_bytes, 2'100 * SmallFile(0).size());
}

}  // namespace
}  // namespace meerkat::bench
