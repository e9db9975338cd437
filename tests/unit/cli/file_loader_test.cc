#include "clients/cli/file_loader.h"

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/cli/files.h"

namespace meerkat::cli {
namespace {

using ::testing::HasSubstr;

// Gives the files with these names, in this order.
FileLoader::Source FilesOf(const TestFolder& folder, std::vector<std::string> names) {
  return [&folder, names = std::move(names), next = size_t{0}](FoundFile& file) mutable {
    if (next == names.size()) return false;
    file = {.path = folder.Path(names[next]), .display = names[next]};
    file.needs_shebang = file.display.find('.') == std::string::npos;
    ++next;
    return true;
  };
}

std::vector<LoadedFile> LoadAll(FileLoader& loader, WakeUp& wake_up) {
  std::vector<LoadedFile> files;
  while (true) {
    const uint64_t seen = wake_up.count();
    LoadedFile file;
    while (loader.TryTake(file)) files.push_back(std::move(file));
    if (loader.finished()) return files;
    wake_up.WaitPast(seen);
  }
}

TEST(FileLoader, KeepsTheOrderWhateverTheThreads) {
  TestFolder folder;
  std::vector<std::string> names;
  for (int i = 0; i < 300; ++i) {
    names.push_back(std::to_string(i) + ".py");
    folder.Write(names.back(), std::string(static_cast<size_t>(i % 7) * 10'000, 'x'));
  }
  for (uint32_t threads : {1u, 4u}) {
    WakeUp wake_up;
    FileLoader loader(FilesOf(folder, names), {.threads = threads, .window = 8}, &wake_up);
    const std::vector<LoadedFile> files = LoadAll(loader, wake_up);
    ASSERT_EQ(files.size(), names.size());
    for (size_t i = 0; i < files.size(); ++i) EXPECT_EQ(files[i].display, names[i]);
    EXPECT_EQ(files[8].digest, core::Sha256(std::string(10'000, 'x')));
  }
}

FileIdentity Identity(const std::string& file) {
  struct stat status = {};
  EXPECT_EQ(stat(file.c_str(), &status), 0);
  return IdentityOf(status);
}

TEST(FileLoader, DoesNotReadWhatAnEarlierScanKnows) {
  TestFolder folder;
  const std::string known = folder.Write("known.py", "12345");
  const std::string tool = folder.Write("tool", "12345");
  const std::string changed = folder.Write("changed.py", "12345");
  const std::string caches = folder.Path("caches");
  {
    // Made up, so that a file that is read shows.
    DigestCache cache(caches, {folder.path()});
    constexpr int64_t kLater = INT64_MAX;
    cache.Remember(known, Identity(known), {core::Sha256("known")}, kLater);
    cache.Remember(tool, Identity(tool), {.not_python = true}, kLater);
    cache.Remember(changed, Identity(changed), {core::Sha256("known")}, kLater);
    ASSERT_TRUE(cache.Save());
  }
  folder.Write("changed.py", "123456");
  DigestCache cache(caches, {folder.path()});
  WakeUp wake_up;
  FileLoader loader(FilesOf(folder, {"known.py", "tool", "changed.py"}), {.digests = &cache},
                    &wake_up);
  std::vector<LoadedFile> files = LoadAll(loader, wake_up);
  ASSERT_EQ(files.size(), 3u);
  EXPECT_TRUE(files[0].known);
  EXPECT_FALSE(files[0].kept);
  EXPECT_EQ(files[0].size, 5u);
  EXPECT_EQ(files[0].digest, core::Sha256("known"));
  EXPECT_TRUE(files[1].not_python);
  EXPECT_FALSE(files[2].known);
  EXPECT_EQ(files[2].digest, core::Sha256("123456"));

  EXPECT_TRUE(loader.KeepAgain(files[0]));
  EXPECT_EQ(files[0].content, "12345");
  loader.Release(files[0]);
  folder.Write("known.py", "1234567");
  EXPECT_FALSE(loader.KeepAgain(files[0]));
  EXPECT_FALSE(files[0].kept);
}

TEST(FileLoader, KeepsContentsWithinItsBudget) {
  TestFolder folder;
  folder.Write("a.py", "12345");
  folder.Write("b.py", "67890");
  WakeUp wake_up;
  FileLoader loader(FilesOf(folder, {"a.py", "b.py"}), {.threads = 1, .kept_bytes = 8}, &wake_up);
  std::vector<LoadedFile> files = LoadAll(loader, wake_up);
  EXPECT_EQ(files[0].content, "12345");
  EXPECT_FALSE(files[1].kept);
  EXPECT_EQ(files[1].digest, core::Sha256("67890"));
  std::string content;
  EXPECT_EQ(ReadAgain(files[1], content), "");
  EXPECT_EQ(content, "67890");
}

TEST(FileLoader, NoticesWhatChangedMeanwhile) {
  TestFolder folder;
  folder.Write("a.py", "12345");
  WakeUp wake_up;
  FileLoader loader(FilesOf(folder, {"a.py"}), {.kept_bytes = 0}, &wake_up);
  const LoadedFile file = LoadAll(loader, wake_up)[0];
  std::string content;
  folder.Write("a.py", "1234");
  EXPECT_EQ(ReadAgain(file, content), "changed while the scan ran");
  std::filesystem::remove(folder.Path("a.py"));
  EXPECT_EQ(ReadAgain(file, content), "No such file or directory");
}

TEST(FileLoader, AsksTheFirstLineOfFilesWithoutSuffix) {
  TestFolder folder;
  folder.Write("script", "#!/usr/bin/env python3\n1\n");
  folder.Write("notes", "python");
  WakeUp wake_up;
  FileLoader loader(FilesOf(folder, {"script", "notes"}), {}, &wake_up);
  const std::vector<LoadedFile> files = LoadAll(loader, wake_up);
  EXPECT_FALSE(files[0].not_python);
  EXPECT_EQ(files[0].content, "#!/usr/bin/env python3\n1\n");
  EXPECT_TRUE(files[1].not_python);
}

TEST(FileLoader, SaysWhyAFileCannotBeRead) {
  TestFolder folder;
  folder.Write("closed.py", "x");
  ASSERT_EQ(chmod(folder.Path("closed.py").c_str(), 0), 0);
  AsNobody nobody;
  WakeUp wake_up;
  FileLoader loader(FilesOf(folder, {"closed.py", "gone.py"}), {.threads = 1}, &wake_up);
  const std::vector<LoadedFile> files = LoadAll(loader, wake_up);
  EXPECT_EQ(files[0].unreadable, "Permission denied");
  EXPECT_EQ(files[1].unreadable, "No such file or directory");
}

TEST(FileLoader, DoesNotReadWhatNoServerTakes) {
  TestFolder folder;
  folder.Write("big.py", "123456789");
  WakeUp wake_up;
  FileLoader loader(FilesOf(folder, {"big.py"}), {.max_file_bytes = 8}, &wake_up);
  const LoadedFile file = LoadAll(loader, wake_up)[0];
  EXPECT_EQ(file.size, 9u);
  EXPECT_FALSE(file.kept);
  EXPECT_EQ(file.digest, core::Digest());
}

TEST(FileLoader, StopsEarlyWhenItIsNotNeeded) {
  WakeUp wake_up;
  uint64_t given = 0;
  {
    FileLoader loader(
        [&](FoundFile& file) {
          ++given;
          file = {.path = "/nonexistent", .display = "x.py"};
          return true;
        },
        {.window = 4}, &wake_up);
    LoadedFile file;
    const uint64_t seen = wake_up.count();
    if (!loader.TryTake(file)) wake_up.WaitPast(seen);
  }
  EXPECT_GT(given, 0u);
  EXPECT_LT(given, 20u);
}

}  // namespace
}  // namespace meerkat::cli
