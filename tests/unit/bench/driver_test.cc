#include "tests/bench/load/driver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <vector>

#include "tests/bench/load/small_file.h"

namespace meerkat::bench {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// Ends each call at once, in the caller's thread, as `end` says by its number.
class FakeCaller final : public Caller {
 public:
  explicit FakeCaller(std::function<CallResult(uint64_t)> end) : end_(std::move(end)) {}
  void Start(uint64_t number, OnCallDone done) override {
    started.push_back(number);
    done(end_(number));
  }
  std::vector<uint64_t> started;

 private:
  const std::function<CallResult(uint64_t)> end_;
};

struct Driven {
  explicit Driven(std::function<CallResult(uint64_t)> end) {
    auto fake = std::make_unique<FakeCaller>(std::move(end));
    caller = fake.get();
    callers.push_back(std::move(fake));
  }
  Measured Run(const Plan& plan) { return Drive(callers, plan, &numbers); }

  FakeCaller* caller;
  std::vector<std::unique_ptr<Caller>> callers;
  std::atomic<uint64_t> numbers = 0;
};

TEST(LatenciesTest, PercentilesAreValuesThatWereSeen) {
  Latencies latencies;
  EXPECT_EQ(latencies.Percentile(0.99), 0);
  for (int i = 100; i >= 1; --i) latencies.Add(i);
  EXPECT_EQ(latencies.Percentile(0), 1);
  EXPECT_EQ(latencies.Percentile(0.5), 50);
  EXPECT_EQ(latencies.Percentile(0.99), 99);
  EXPECT_EQ(latencies.Percentile(0.999), 100);
  EXPECT_EQ(latencies.Percentile(1), 100);
}

TEST(DriverTest, ClosedLoopMakesExactlyTheCallsAskedFor) {
  Driven driven([](uint64_t) { return CallResult{.findings = 2, .content_bytes = 10}; });
  const Measured measured = driven.Run({.clients = 3, .seconds = 60, .count = 7});
  EXPECT_EQ(measured.calls, 7u);
  EXPECT_EQ(measured.findings, 14u);
  EXPECT_EQ(measured.content_bytes, 70u);
  EXPECT_THAT(driven.caller->started, ElementsAre(0, 1, 2, 3, 4, 5, 6));
}

TEST(DriverTest, OpenLoopMakesExactlyTheCallsAskedFor) {
  Driven driven([](uint64_t) { return CallResult{}; });
  Measured measured = driven.Run({.clients = 2, .seconds = 60, .count = 5, .rate = 1e6});
  EXPECT_EQ(measured.calls, 5u);
  EXPECT_EQ(measured.latency.size(), 5u);
}

TEST(DriverTest, NumbersGoOnInTheNextRun) {
  Driven driven([](uint64_t) { return CallResult{}; });
  driven.Run({.clients = 1, .seconds = 60, .count = 2});
  driven.Run({.clients = 1, .seconds = 60, .count = 1});
  EXPECT_THAT(driven.caller->started, ElementsAre(0, 1, 2));
}

TEST(DriverTest, FailedAndWrongAnswersAreErrorsAndNoCalls) {
  Driven driven([](uint64_t number) {
    CallResult result;
    if (number == 1) result.status = grpc::Status(grpc::StatusCode::UNAVAILABLE, "draining");
    result.right = number != 2;
    return result;
  });
  Measured measured = driven.Run({.clients = 1, .seconds = 60, .count = 4});
  EXPECT_EQ(measured.calls, 2u);
  EXPECT_EQ(measured.latency.size(), 2u);
  EXPECT_THAT(measured.errors, ElementsAre(Pair("a wrong answer", 1), Pair("draining", 1)));
}

TEST(SmallFileTest, RevisionsDifferAndHaveOneSize) {
  EXPECT_EQ(SmallFile(1), SmallFile(1));
  EXPECT_NE(SmallFile(1), SmallFile(2));
  EXPECT_EQ(SmallFile(1).size(), SmallFile(~uint64_t{0}).size());
}

}  // namespace
}  // namespace meerkat::bench
