#include "service/pool/worker_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace meerkat::pool {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class NoScanner final : public layers::FileScanner {
 public:
  core::FileReport Scan(const core::SourceFile&, const scan::RuleSet&,
                        const layers::ScanContext&) override {
    return {};
  }
};

layers::ScannerFactory NoScanners() {
  return [] { return std::make_unique<NoScanner>(); };
}

// What happened, in order, over all lanes of a test; and a door before every file.
class Journal {
 public:
  void Enter(std::string name) {
    Lock lock(mutex_);
    names_.push_back(std::move(name));
    changed_.NotifyAll();
    while (!open_) changed_.Wait(lock);
  }
  void Open() {
    Lock lock(mutex_);
    open_ = true;
    changed_.NotifyAll();
  }
  std::vector<std::string> WaitFor(size_t count) {
    Lock lock(mutex_);
    while (names_.size() < count) changed_.Wait(lock);
    return names_;
  }
  std::vector<std::string> names() {
    Lock lock(mutex_);
    return names_;
  }

 private:
  Mutex mutex_;
  Condition changed_;
  bool open_ MEERKAT_GUARDED_BY(mutex_) = true;
  std::vector<std::string> names_ MEERKAT_GUARDED_BY(mutex_);

 public:
  void Shut() {
    Lock lock(mutex_);
    open_ = false;
  }
};

class JournalClient final : public LaneClient {
 public:
  explicit JournalClient(Journal& journal) : journal_(journal) {}
  void RunTask(FileTask task, layers::FileScanner&) override { journal_.Enter(task.file->path()); }
  void OnRoom() override { journal_.Enter("room"); }

 private:
  Journal& journal_;
};

FileTask Task(std::string name, size_t bytes = 0) {
  FileTask task;
  task.file = std::make_unique<core::SourceFile>(std::move(name), std::string(bytes, '#'));
  return task;
}

TEST(WorkerPool, RunsEveryFileOnceOnItsWorkers) {
  Journal journal;
  WorkerPool workers({.workers = 4}, NoScanners());
  auto lane = workers.Open(std::make_shared<JournalClient>(journal));
  std::vector<std::string> expected;
  for (int i = 0; i < 200; ++i) {
    expected.push_back(std::to_string(i));
    lane->Submit(Task(expected.back()));
  }
  EXPECT_THAT(journal.WaitFor(200), ::testing::UnorderedElementsAreArray(expected));
  lane->Close();
}

TEST(WorkerPool, ACallerMayRunAFileInPlaceOfAnIdleWorker) {
  Journal journal;
  WorkerPool workers({.workers = 1}, NoScanners());
  auto lane = workers.Open(std::make_shared<JournalClient>(journal));
  FileTask here = Task("here");
  EXPECT_TRUE(lane->TryRun(&here));
  EXPECT_THAT(journal.names(), ElementsAre("here"));

  // While one is at it, the only worker has no scanner: it goes on once that is back.
  journal.Shut();
  std::thread caller([&] {
    FileTask task = Task("caller");
    EXPECT_TRUE(lane->TryRun(&task));
  });
  journal.WaitFor(2);
  EXPECT_EQ(workers.stats().busy_workers, 1u);
  FileTask third = Task("third");
  EXPECT_FALSE(lane->TryRun(&third));
  EXPECT_NE(third.file, nullptr);
  lane->Submit(Task("queued"));
  EXPECT_THAT(journal.names(), ElementsAre("here", "caller"));
  EXPECT_EQ(workers.stats().queued_files, 1u);
  journal.Open();
  caller.join();
  EXPECT_THAT(journal.WaitFor(3), ElementsAre("here", "caller", "queued"));
  lane->Close();
  FileTask late = Task("late");
  EXPECT_FALSE(lane->TryRun(&late));
}

TEST(WorkerPool, InlineRunsInTheSubmitterInOrder) {
  Journal journal;
  WorkerPool workers({.workers = 0}, NoScanners());
  auto lane = workers.Open(std::make_shared<JournalClient>(journal));
  lane->Submit(Task("a"));
  lane->Submit(Task("b"));
  EXPECT_THAT(journal.names(), ElementsAre("a", "b"));
  lane->Close();
}

TEST(WorkerPool, LanesTakeTurns) {
  Journal journal;
  journal.Shut();
  WorkerPool workers({.workers = 1}, NoScanners());
  auto large = workers.Open(std::make_shared<JournalClient>(journal));
  auto small = workers.Open(std::make_shared<JournalClient>(journal));
  // The one worker stands in "first" while the others are queued. A turn is worth 64 KiB.
  large->Submit(Task("first"));
  journal.WaitFor(1);
  for (int i = 0; i < 4; ++i) large->Submit(Task("large", 60 << 10));
  small->Submit(Task("small", 60 << 10));
  journal.Open();
  const std::vector<std::string> names = journal.WaitFor(6);
  const auto place = std::find(names.begin(), names.end(), "small") - names.begin();
  EXPECT_LE(place, 3) << "the small scan waited for the whole large one";
  large->Close();
  small->Close();
}

TEST(WorkerPool, SmallFilesOfOneLaneWeighLessThanLargeOnesOfAnother) {
  Journal journal;
  journal.Shut();
  WorkerPool workers({.workers = 1}, NoScanners());
  auto large = workers.Open(std::make_shared<JournalClient>(journal));
  auto small = workers.Open(std::make_shared<JournalClient>(journal));
  large->Submit(Task("first"));
  journal.WaitFor(1);
  large->Submit(Task("large", 600 << 10));  // ten turns
  for (int i = 0; i < 10; ++i) small->Submit(Task("small"));
  journal.Open();
  EXPECT_EQ(journal.WaitFor(12).back(), "large");
  large->Close();
  small->Close();
}

TEST(WorkerPool, DropThrowsAwayWhatWaits) {
  Journal journal;
  journal.Shut();
  WorkerPool workers({.workers = 1}, NoScanners());
  auto lane = workers.Open(std::make_shared<JournalClient>(journal));
  lane->Submit(Task("runs"));
  journal.WaitFor(1);
  lane->Submit(Task("waits"));
  lane->Submit(Task("waits too", 100));
  EXPECT_EQ(workers.stats().queued_files, 2u);
  EXPECT_EQ(workers.stats().queued_bytes, 100u);
  EXPECT_EQ(lane->Drop(), 2u);
  EXPECT_EQ(workers.stats().queued_files, 0u);
  EXPECT_EQ(workers.stats().queued_bytes, 0u);
  lane->Submit(Task("after"));
  journal.Open();
  EXPECT_THAT(journal.WaitFor(2), ElementsAre("runs", "after"));
  lane->Close();
}

TEST(WorkerPool, HasNoRoomWhenFullAndTellsWhenThereIs) {
  Journal journal;
  journal.Shut();
  WorkerPool workers({.workers = 1, .max_queued_bytes = 3 << 20}, NoScanners());
  auto lane = workers.Open(std::make_shared<JournalClient>(journal));
  lane->Submit(Task("runs"));
  journal.WaitFor(1);
  lane->Submit(Task("a", 2 << 20));
  EXPECT_TRUE(lane->HasRoom());
  lane->Submit(Task("b", 2 << 20));
  EXPECT_FALSE(lane->HasRoom());
  journal.Open();
  EXPECT_THAT(journal.WaitFor(4), ::testing::Contains("room").Times(1));
  lane->Close();
}

TEST(WorkerPool, ASmallLaneHasRoomBesideOneThatFillsTheQueue) {
  Journal journal;
  journal.Shut();
  WorkerPool workers({.workers = 1, .max_queued_bytes = 1 << 20}, NoScanners());
  auto large = workers.Open(std::make_shared<JournalClient>(journal));
  auto small = workers.Open(std::make_shared<JournalClient>(journal));
  large->Submit(Task("runs"));
  journal.WaitFor(1);
  large->Submit(Task("fills", 4 << 20));
  EXPECT_FALSE(large->HasRoom());
  EXPECT_TRUE(small->HasRoom());
  large->Close();
  small->Close();
  journal.Open();
}

TEST(WorkerPool, AParkedLaneStartsNothingUntilItIsUnparked) {
  Journal journal;
  WorkerPool workers({.workers = 0}, NoScanners());
  auto lane = workers.Open(std::make_shared<JournalClient>(journal));
  auto other = workers.Open(std::make_shared<JournalClient>(journal));
  lane->Park();
  lane->Submit(Task("parked"));
  EXPECT_FALSE(lane->HasRoom());
  other->Submit(Task("other"));
  EXPECT_THAT(journal.names(), ElementsAre("other"));
  lane->Unpark();
  EXPECT_THAT(journal.names(), ElementsAre("other", "parked", "room"));
  lane->Close();
  other->Close();
}

TEST(WorkerPool, CloseLetsGoOfTheClient) {
  Journal journal;
  WorkerPool workers({.workers = 1}, NoScanners());
  auto client = std::make_shared<JournalClient>(journal);
  std::weak_ptr<JournalClient> watch = client;
  auto lane = workers.Open(std::move(client));
  EXPECT_EQ(workers.stats().lanes, 1u);
  lane->Close();
  EXPECT_TRUE(watch.expired());
  EXPECT_EQ(workers.stats().lanes, 0u);
  lane->Submit(Task("too late"));
  EXPECT_EQ(workers.stats().queued_files, 0u);
  EXPECT_THAT(journal.names(), IsEmpty());
}

// A client that submits its next file from within the one before.
class ChainClient final : public LaneClient {
 public:
  explicit ChainClient(Journal& journal) : journal_(journal) {}
  void RunTask(FileTask task, layers::FileScanner&) override {
    ++depth_;
    deepest_ = std::max(deepest_, depth_);
    journal_.Enter(task.file->path());
    if (task.file->path().size() < 5) lane->Submit(Task(task.file->path() + "x"));
    --depth_;
  }
  void OnRoom() override {}
  int deepest() const { return deepest_; }

  std::shared_ptr<Lane> lane;

 private:
  Journal& journal_;
  int depth_ = 0;
  int deepest_ = 0;
};

TEST(WorkerPool, InlineNeverRunsAFileWithinAFile) {
  Journal journal;
  WorkerPool workers({.workers = 0}, NoScanners());
  auto client = std::make_shared<ChainClient>(journal);
  client->lane = workers.Open(client);
  client->lane->Submit(Task("x"));
  EXPECT_THAT(journal.names(), ElementsAre("x", "xx", "xxx", "xxxx", "xxxxx"));
  EXPECT_EQ(client->deepest(), 1);
  client->lane->Close();
  client->lane.reset();
}

TEST(WorkerPool, StopsWithFilesWaiting) {
  Journal journal;
  journal.Shut();
  std::shared_ptr<Lane> lane;
  {
    WorkerPool workers({.workers = 1}, NoScanners());
    lane = workers.Open(std::make_shared<JournalClient>(journal));
    lane->Submit(Task("runs"));
    journal.WaitFor(1);
    lane->Submit(Task("never"));
    lane->Close();
    journal.Open();
  }
  EXPECT_THAT(journal.names(), ElementsAre("runs"));
}

}  // namespace
}  // namespace meerkat::pool
