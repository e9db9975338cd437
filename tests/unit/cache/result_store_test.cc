#include "service/cache/result_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace meerkat::cache {
namespace {

namespace fs = std::filesystem;

ResultKey KeyOf(int number) { return core::Sha256("key " + std::to_string(number)); }
std::string TextOf(int number) {
  return "result " + std::to_string(number) + std::string(static_cast<size_t>(number) % 700, 'x');
}

class ResultStoreTest : public ::testing::Test {
 protected:
  ResultStoreTest() {
    folder_ =
        fs::path(::testing::TempDir()) /
        ("store_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) +
         std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  ~ResultStoreTest() override { fs::remove_all(folder_); }

  std::unique_ptr<ResultStore> Open(uint64_t max_bytes = 8 << 20) {
    return ResultStore::Open({.folder = folder_.string(), .max_bytes = max_bytes});
  }
  // "": not there.
  static std::string Read(ResultStore& store, int number) {
    std::string encoded;
    return store.Read(KeyOf(number), &encoded) ? encoded : "";
  }
  std::vector<fs::path> FilesInFolder() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
  }

  fs::path folder_;
};

TEST_F(ResultStoreTest, TheNextProcessFindsWhatThisOneWrote) {
  {
    auto store = Open();
    ASSERT_NE(store, nullptr);
    for (int i = 0; i < 2'000; ++i) store->Write(KeyOf(i), TextOf(i));
  }
  auto store = Open();
  for (int i = 0; i < 2'000; ++i) ASSERT_EQ(Read(*store, i), TextOf(i));
  EXPECT_EQ(Read(*store, 2'000), "");
}

TEST_F(ResultStoreTest, WhatIsKeptIsThereAtOnceAndInTheNextProcess) {
  {
    auto store = Open();
    const ResultStore::Hold hold = store->HoldKept();
    std::string bytes;
    for (int i = 0; i < 2'000; ++i) {
      store->Keep(KeyOf(i), TextOf(i));
      ASSERT_TRUE(store->Keeps(KeyOf(i)));
      ASSERT_TRUE(store->ReadKept(KeyOf(i), &bytes, hold));
      ASSERT_EQ(bytes, TextOf(i));
    }
    const uint64_t size = store->bytes();
    for (int i = 0; i < 2'000; ++i) store->Keep(KeyOf(i), TextOf(i));
    store->Flush();
    EXPECT_EQ(store->bytes(), size);  // once
  }
  auto store = Open();
  for (int i = 0; i < 2'000; ++i) ASSERT_TRUE(store->Keeps(KeyOf(i)));
  for (int i = 2'000; i < 4'000; ++i) ASSERT_FALSE(store->Keeps(KeyOf(i)));
}

// What had to make room is not said to be there once somebody has looked.
TEST_F(ResultStoreTest, WhatIsGoneIsForgotten) {
  auto store = Open();
  store->Keep(KeyOf(1), TextOf(1));
  store->Flush();
  for (const auto& entry : fs::directory_iterator(folder_)) {
    // All slots of the table.
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(256 << 10, '\0');
  }
  std::string bytes;
  EXPECT_TRUE(store->Keeps(KeyOf(1)));
  EXPECT_FALSE(store->ReadKept(KeyOf(1), &bytes, store->HoldKept()));
  EXPECT_FALSE(store->Keeps(KeyOf(1)));
}

// Four times the budget: in the folder there is room for the end of it alone.
TEST_F(ResultStoreTest, WhatIsHeldStaysThoughTheStoreHasLetGoOfIt) {
  constexpr uint64_t kBudget = 1 << 20;
  auto store = Open(kBudget);
  const auto keep = [&store](int from, int to) {
    for (int i = from; i < to; ++i) store->Keep(KeyOf(i), TextOf(i));
  };
  std::string bytes;
  keep(0, 100);
  ResultStore::Hold hold = store->HoldKept();
  ASSERT_TRUE(store->Keeps(KeyOf(7)));
  keep(100, 3'400);  // a little more than the budget
  EXPECT_FALSE(store->ReadKept(KeyOf(7), &bytes, store->HoldKept()));
  for (int i = 0; i < 3'400; ++i) {
    ASSERT_TRUE(store->ReadKept(KeyOf(i), &bytes, hold)) << i;
    ASSERT_EQ(bytes, TextOf(i));
  }
  // Others are not held, and there is a limit to what is.
  const ResultStore::Hold late = store->HoldKept();
  keep(3'400, 12'000);
  EXPECT_FALSE(store->ReadKept(KeyOf(7), &bytes, hold));
  EXPECT_TRUE(store->ReadKept(KeyOf(11'999), &bytes, hold));
  EXPECT_TRUE(store->ReadKept(KeyOf(9'000), &bytes, late));
  EXPECT_LE(FilesInFolder().size(), 2u);
  hold.reset();
}

// Its table is full long before its half of the budget: then another one is begun.
TEST_F(ResultStoreTest, SmallRecordsPushOutNoneThatIsHeld) {
  auto store =
      ResultStore::Open({.folder = folder_.string(), .max_bytes = 16 << 20, .record_bytes = 8'192});
  const ResultStore::Hold hold = store->HoldKept();
  for (int i = 0; i < 8'000; ++i) store->Keep(KeyOf(i), TextOf(i % 300));
  std::string bytes;
  for (int i = 0; i < 8'000; ++i) {
    ASSERT_TRUE(store->ReadKept(KeyOf(i), &bytes, hold)) << i;
    ASSERT_EQ(bytes, TextOf(i % 300));
  }
}

// What one process gives up another one may still use.
TEST_F(ResultStoreTest, AnotherProcessReadsToItsEnd) {
  constexpr uint64_t kBudget = 1 << 20;
  auto one = Open(kBudget);
  auto two = Open(kBudget);
  const ResultStore::Hold of_one = one->HoldKept();
  const ResultStore::Hold of_two = two->HoldKept();
  for (int i = 0; i < 60; ++i) two->Keep(KeyOf(i), TextOf(i));
  two->Flush();
  for (int i = 100; i < 20'000; ++i) one->Keep(KeyOf(i), TextOf(i));
  std::string bytes;
  EXPECT_FALSE(one->ReadKept(KeyOf(7), &bytes, of_one));
  for (int i = 0; i < 60; ++i) EXPECT_TRUE(two->ReadKept(KeyOf(i), &bytes, of_two)) << i;
}

// A scan that lasts while others fill the store over and over.
TEST_F(ResultStoreTest, WhatIsGivenUpIsClosed) {
  auto store = Open(64 << 10);
  ResultStore::Hold hold = store->HoldKept();
  for (int i = 0; i < 30'000; ++i) store->Keep(KeyOf(i), TextOf(i));
  size_t open_files = 0;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code error;
    const fs::path target = fs::read_symlink(entry.path(), error);
    open_files += target.string().find(folder_.string()) != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(open_files, 2u);
  EXPECT_LE(open_files, 2 + ResultStore::kMaxHeldFiles);
  hold.reset();
}

TEST_F(ResultStoreTest, TwoAtOnceOnOneFolderFindEachOthersResults) {
  auto one = Open();
  auto two = Open();
  for (int i = 0; i < 3'000; ++i) (i % 2 == 0 ? one : two)->Write(KeyOf(i), TextOf(i));
  one->Flush();
  two->Flush();
  for (int i = 0; i < 3'000; ++i) {
    ASSERT_EQ(Read(*one, i), TextOf(i));
    ASSERT_EQ(Read(*two, i), TextOf(i));
  }
}

TEST_F(ResultStoreTest, StaysWithinItsBudgetAndKeepsWhatIsAskedFor) {
  constexpr uint64_t kBudget = 1 << 20;
  auto store = Open(kBudget);
  store->Write(KeyOf(-1), "asked for");
  store->Flush();
  for (int i = 0; i < 20'000; ++i) {
    store->Write(KeyOf(i), TextOf(i));
    if (i % 500 != 0) continue;
    ASSERT_EQ(Read(*store, -1), "asked for") << i;
    uint64_t bytes = 0;
    for (const fs::path& file : FilesInFolder()) bytes += fs::file_size(file);
    ASSERT_LE(bytes, kBudget + (256 << 10)) << i;
  }
  store->Flush();
  EXPECT_EQ(Read(*store, 0), "") << "nothing was thrown out";
  EXPECT_EQ(Read(*store, 19'999), TextOf(19'999));
  EXPECT_LE(FilesInFolder().size(), 2u);
}

TEST_F(ResultStoreTest, ADamagedRecordIsNotThere) {
  {
    auto store = Open();
    for (int i = 0; i < 200; ++i) store->Write(KeyOf(i), TextOf(i));
  }
  const fs::path file = FilesInFolder().at(0);
  std::ifstream in(file, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  const size_t first = whole.find("result 0") - 48;
  // Any byte of any record, in steps.
  for (size_t at = first; at < whole.size(); at += 157) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
    auto store = Open();
    int lost = 0;
    for (int i = 0; i < 200; ++i) {
      const std::string read = Read(*store, i);
      if (read.empty()) ++lost;
      ASSERT_TRUE(read.empty() || read == TextOf(i)) << "a wrong answer";
    }
    ASSERT_EQ(lost, 1) << at;
  }
  // Cut anywhere: what a crash leaves behind.
  for (size_t size = first; size < whole.size(); size += 997) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
    auto store = Open();
    for (int i = 0; i < 200; ++i) {
      const std::string read = Read(*store, i);
      ASSERT_TRUE(read.empty() || read == TextOf(i)) << "a wrong answer";
    }
    store->Write(KeyOf(1'000), "written after the cut");
    store->Flush();
    ASSERT_EQ(Read(*store, 1'000), "written after the cut");
  }
}

TEST_F(ResultStoreTest, AFileThatIsNoStoreIsLeftBehind) {
  for (const std::string& content :
       {std::string(), std::string("rubbish"), std::string(9'000, '\0'),
        "meerkat results, format 1\n" + std::string(9'000, '\xff')}) {
    std::ofstream(folder_ / "results-0000000001", std::ios::binary | std::ios::trunc) << content;
    auto store = Open();
    ASSERT_NE(store, nullptr);
    store->Write(KeyOf(1), "one");
    store->Flush();
    EXPECT_EQ(Read(*store, 1), "one");
  }
}

TEST_F(ResultStoreTest, WithoutAFolderThereIsNone) {
  fs::remove_all(folder_);
  EXPECT_EQ(Open(), nullptr);
}

}  // namespace
}  // namespace meerkat::cache
