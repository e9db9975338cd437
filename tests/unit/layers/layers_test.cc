#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <new>
#include <stdexcept>

#include "service/layers/deadline_scanner.h"
#include "service/layers/guarded_scanner.h"
#include "service/layers/metered_scanner.h"

namespace meerkat::layers {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

class FakeClock final : public Clock {
 public:
  Time Now() const override { return now_; }
  void Advance(milliseconds time) { now_ += time; }

 private:
  Time now_{};
};

// Does what the test says in place of the engine.
class FakeScanner final : public FileScanner {
 public:
  using Body = std::function<core::FileReport(const ScanContext&)>;
  explicit FakeScanner(Body body) : body_(std::move(body)) {}
  core::FileReport Scan(const core::SourceFile&, const scan::RuleSet&,
                        const ScanContext& context) override {
    return body_(context);
  }

 private:
  Body body_;
};

class DeadlineScannerTest : public ::testing::Test {
 protected:
  core::FileReport Scan(const ScanContext& context, FakeScanner::Body body) {
    DeadlineScanner scanner(std::make_unique<FakeScanner>(std::move(body)), clock_,
                            milliseconds(2'000));
    return scanner.Scan(file_, rules_, context);
  }

  FakeClock clock_;
  core::SourceFile file_{"a.py", "pass\n"};
  scan::RuleSet rules_;
};

core::FileReport TimedOut() {
  core::FileReport report;
  report.notices.push_back({.kind = core::NoticeKind::kTimeout, .message = "out of budget"});
  return report;
}

TEST_F(DeadlineScannerTest, StopsAFileWhenItsOwnTimeIsOver) {
  const core::FileReport report = Scan({}, [&](const ScanContext& context) {
    EXPECT_FALSE(context.budget.Stopped());
    clock_.Advance(milliseconds(1'999));
    EXPECT_FALSE(context.budget.Stopped());
    clock_.Advance(milliseconds(1));
    EXPECT_TRUE(context.budget.Stopped());
    return TimedOut();
  });
  ASSERT_EQ(report.notices.size(), 1u);
  EXPECT_THAT(report.notices[0].message, HasSubstr("2000 ms (max_file_time)"));
}

TEST_F(DeadlineScannerTest, WhatWasToBeBriefIsNoReportWhenItIsLate) {
  const ScanContext context{.brief_until = clock_.Now() + milliseconds(10)};
  const core::FileReport late = Scan(context, [&](const ScanContext& inner) {
    EXPECT_FALSE(inner.budget.Stopped());
    clock_.Advance(milliseconds(10));
    EXPECT_TRUE(inner.budget.Stopped());
    return TimedOut();
  });
  EXPECT_TRUE(late.needs_time);
  EXPECT_TRUE(late.notices.empty());

  const ScanContext next{.brief_until = clock_.Now() + milliseconds(10)};
  const core::FileReport in_time = Scan(next, [&](const ScanContext& inner) {
    clock_.Advance(milliseconds(9));
    EXPECT_FALSE(inner.budget.Stopped());
    return core::FileReport{.parsed = true};
  });
  EXPECT_FALSE(in_time.needs_time);
  EXPECT_TRUE(in_time.parsed);
  // The end of the whole scan is the end of a brief one, too.
  const ScanContext last{.deadline = clock_.Now() + milliseconds(5),
                         .brief_until = clock_.Now() + milliseconds(10)};
  const core::FileReport ended = Scan(last, [&](const ScanContext& inner) {
    clock_.Advance(milliseconds(20));
    EXPECT_TRUE(inner.budget.Stopped());
    return TimedOut();
  });
  EXPECT_FALSE(ended.needs_time);
  EXPECT_EQ(ended.notices.size(), 1u);
}

TEST_F(DeadlineScannerTest, StopsAtTheDeadlineOfTheScan) {
  const ScanContext context{.deadline = clock_.Now() + milliseconds(10)};
  const core::FileReport report = Scan(context, [&](const ScanContext& inner) {
    EXPECT_FALSE(inner.budget.Stopped());
    clock_.Advance(milliseconds(10));
    EXPECT_TRUE(inner.budget.Stopped());
    return TimedOut();
  });
  EXPECT_THAT(report.notices[0].message, Not(HasSubstr("max_file_time")));
}

TEST_F(DeadlineScannerTest, StopsWhenTheCallerHasGone) {
  std::atomic<bool> cancelled = false;
  Scan({.cancelled = &cancelled}, [&](const ScanContext& context) {
    EXPECT_FALSE(context.budget.Stopped());
    cancelled = true;
    EXPECT_TRUE(context.budget.Stopped());
    return core::FileReport();
  });
}

class Observer final : public FileObserver {
 public:
  void OnFile(const core::FileReport& report, uint64_t file_bytes, Time::duration time) override {
    findings = report.findings.size();
    bytes = file_bytes;
    duration = time;
  }
  size_t findings = 0;
  uint64_t bytes = 0;
  Time::duration duration{};
};

TEST(MeteredScanner, TellsBytesTimeAndReport) {
  FakeClock clock;
  Observer observer;
  auto inner = std::make_unique<FakeScanner>([&](const ScanContext&) {
    clock.Advance(milliseconds(7));
    core::FileReport report;
    report.findings.resize(3);
    return report;
  });
  MeteredScanner scanner(std::move(inner), clock, observer);
  const core::SourceFile file("a.py", "12345");
  scan::RuleSet rules;
  EXPECT_EQ(scanner.Scan(file, rules, {}).findings.size(), 3u);
  EXPECT_EQ(observer.findings, 3u);
  EXPECT_EQ(observer.bytes, 5u);
  EXPECT_EQ(observer.duration, milliseconds(7));
}

TEST(GuardedScanner, AFaultCostsOneFile) {
  int made = 0;
  int scanned = 0;
  GuardedScanner scanner([&]() -> std::unique_ptr<FileScanner> {
    ++made;
    return std::make_unique<FakeScanner>([&](const ScanContext&) -> core::FileReport {
      switch (++scanned) {
        case 1: throw std::runtime_error("secret text of the file");
        case 2: throw std::bad_alloc();
        case 3: throw 1;
        default: break;
      }
      core::FileReport report;
      report.analysed = true;
      return report;
    });
  });
  const core::SourceFile file("a.py", "12345");
  scan::RuleSet rules;
  for (const char* what : {"exception", "out of memory", "unknown exception"}) {
    const core::FileReport report = scanner.Scan(file, rules, {});
    EXPECT_FALSE(report.analysed);
    ASSERT_EQ(report.notices.size(), 1u);
    EXPECT_EQ(report.notices[0].kind, core::NoticeKind::kInternal);
    EXPECT_THAT(report.notices[0].message, HasSubstr(what));
    EXPECT_THAT(report.notices[0].message, Not(HasSubstr("secret")));
  }
  EXPECT_TRUE(scanner.Scan(file, rules, {}).analysed);
  EXPECT_TRUE(scanner.Scan(file, rules, {}).analysed);
  EXPECT_EQ(made, 4);
}

}  // namespace
}  // namespace meerkat::layers
