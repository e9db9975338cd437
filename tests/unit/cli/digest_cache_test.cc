#include "clients/cli/digest_cache.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/cli/files.h"

namespace meerkat::cli {
namespace {

using std::filesystem::path;

constexpr int64_t kSecond = 1'000'000'000;
constexpr FileIdentity kFile = {.device = 1, .inode = 2, .size = 3, .modified = 4, .changed = 5};

class DigestCacheTest : public testing::Test {
 protected:
  // One that knows "/p/a.py".
  void SaveOne() {
    DigestCache cache(folder_, {"/p"});
    cache.Remember("/p/a.py", kFile, {core::Sha256("a")}, 10 * kSecond);
    ASSERT_TRUE(cache.Save());
  }
  std::optional<KnownFile> Find(const FileIdentity& identity) {
    return DigestCache(folder_, {"/p"}).Find("/p/a.py", identity);
  }
  std::string File() { return DigestCache(folder_, {"/p"}).file(); }

  static std::string ReadFile(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  static void WriteFile(const std::string& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
  }

  TestFolder temporary_;
  const std::string folder_ = temporary_.Path("a/b");
};

TEST_F(DigestCacheTest, KnowsWhatAnEarlierOneSaved) {
  SaveOne();
  const std::optional<KnownFile> known = Find(kFile);
  ASSERT_TRUE(known.has_value());
  EXPECT_EQ(known->digest, core::Sha256("a"));
  EXPECT_FALSE(known->not_python);
}

TEST_F(DigestCacheTest, EveryPartOfTheIdentityCounts) {
  SaveOne();
  for (uint64_t FileIdentity::* part :
       {&FileIdentity::device, &FileIdentity::inode, &FileIdentity::size}) {
    FileIdentity other = kFile;
    ++(other.*part);
    EXPECT_FALSE(Find(other).has_value());
  }
  for (int64_t FileIdentity::* part : {&FileIdentity::modified, &FileIdentity::changed}) {
    FileIdentity other = kFile;
    ++(other.*part);
    EXPECT_FALSE(Find(other).has_value());
  }
  EXPECT_FALSE(DigestCache(folder_, {"/p"}).Find("/p/b.py", kFile).has_value());
  EXPECT_FALSE(DigestCache(folder_, {"/q"}).Find("/p/a.py", kFile).has_value());
}

TEST_F(DigestCacheTest, APathMayBeRelative) {
  SaveOne();
  EXPECT_TRUE(DigestCache(folder_, {"/p"}, "/p").Find("a.py", kFile).has_value());
  EXPECT_FALSE(DigestCache(folder_, {"/p"}, "/q").Find("a.py", kFile).has_value());
}

TEST_F(DigestCacheTest, WhatHasJustChangedIsNotRemembered) {
  DigestCache cache(folder_, {"/p"});
  for (int64_t FileIdentity::* time : {&FileIdentity::modified, &FileIdentity::changed}) {
    FileIdentity recent = kFile;
    recent.*time = 9 * kSecond;
    cache.Remember("/p/a.py", recent, {core::Sha256("a")}, 10 * kSecond);
    FileIdentity future = kFile;
    future.*time = 11 * kSecond;
    cache.Remember("/p/a.py", future, {core::Sha256("a")}, 10 * kSecond);
  }
  EXPECT_TRUE(cache.Save());
  EXPECT_FALSE(std::filesystem::exists(cache.file()));
}

TEST_F(DigestCacheTest, RemembersThatAFileIsNotPython) {
  {
    DigestCache cache(folder_, {"/p"});
    cache.Remember("/p/a.py", kFile, {.not_python = true}, 10 * kSecond);
    ASSERT_TRUE(cache.Save());
  }
  ASSERT_TRUE(Find(kFile).has_value());
  EXPECT_TRUE(Find(kFile)->not_python);
}

TEST_F(DigestCacheTest, DropsWhatTheLastScanDidNotSee) {
  SaveOne();
  {
    DigestCache cache(folder_, {"/p"});
    cache.Remember("/p/b.py", kFile, {core::Sha256("b")}, 10 * kSecond);
    ASSERT_TRUE(cache.Save());
  }
  EXPECT_FALSE(Find(kFile).has_value());
  EXPECT_TRUE(DigestCache(folder_, {"/p"}).Find("/p/b.py", kFile).has_value());
}

TEST_F(DigestCacheTest, KeepsWhatWasFoundAgain) {
  SaveOne();
  {
    DigestCache cache(folder_, {"/p"});
    ASSERT_TRUE(cache.Find("/p/a.py", kFile).has_value());
    cache.Remember("/p/b.py", kFile, {core::Sha256("b")}, 10 * kSecond);
    ASSERT_TRUE(cache.Save());
  }
  EXPECT_TRUE(Find(kFile).has_value());
}

TEST_F(DigestCacheTest, ADamagedFileCountsAsNone) {
  SaveOne();
  const std::string whole = ReadFile(File());
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    WriteFile(File(), damaged);
    ASSERT_FALSE(Find(kFile).has_value()) << i;
    WriteFile(File(), whole.substr(0, i));
    ASSERT_FALSE(Find(kFile).has_value()) << i;
  }
  WriteFile(File(), whole + "x");
  EXPECT_FALSE(Find(kFile).has_value());
  WriteFile(File(), whole);
  EXPECT_TRUE(Find(kFile).has_value());
}

TEST_F(DigestCacheTest, ADamagedFileIsReplaced) {
  SaveOne();
  WriteFile(File(), "damaged");
  SaveOne();
  EXPECT_TRUE(Find(kFile).has_value());
}

TEST_F(DigestCacheTest, IsForTheUserAlone) {
  SaveOne();
  struct stat status;
  ASSERT_EQ(stat(File().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  ASSERT_EQ(stat(folder_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
}

TEST_F(DigestCacheTest, TheFolderIsBounded) {
  for (size_t i = 0; i < DigestCache::kMostFiles + 10; ++i) {
    DigestCache cache(folder_, {"/p" + std::to_string(i)});
    cache.Remember("/p/a.py", kFile, {core::Sha256("a")}, 10 * kSecond);
    ASSERT_TRUE(cache.Save());
  }
  SaveOne();
  const std::filesystem::directory_iterator files{path(folder_)};
  EXPECT_LE(static_cast<size_t>(std::distance(begin(files), end(files))),
            DigestCache::kMostFiles + 1);
  EXPECT_TRUE(Find(kFile).has_value());
}

TEST_F(DigestCacheTest, AFolderThatCannotBeMadeIsNoError) {
  temporary_.Write("file");
  DigestCache cache(temporary_.Path("file/folder"), {"/p"});
  cache.Remember("/p/a.py", kFile, {core::Sha256("a")}, 10 * kSecond);
  EXPECT_FALSE(cache.Save());
}

}  // namespace
}  // namespace meerkat::cli
