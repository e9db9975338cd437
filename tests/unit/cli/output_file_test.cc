#include "clients/cli/output_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/cli/files.h"

namespace meerkat::cli {
namespace {

using ::testing::HasSubstr;

size_t Entries(const TestFolder& folder) {
  size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    static_cast<void>(entry);
    ++count;
  }
  return count;
}

std::string ErrorOf(const std::string& path) {
  return std::string(OutputFile::Open(path).status().message());
}

TEST(OutputFile, AppearsWholeAndOnlyByCommit) {
  TestFolder folder;
  folder.Write("r.json", "old");
  absl::StatusOr<OutputFile> output = OutputFile::Open(folder.Path("r.json"));
  ASSERT_TRUE(output.ok());
  output->stream() << "new";
  EXPECT_EQ(folder.Read("r.json"), "old");
  ASSERT_TRUE(output->Commit().ok());
  EXPECT_EQ(folder.Read("r.json"), "new");
  EXPECT_EQ(Entries(folder), 1u);
}

TEST(OutputFile, LeavesNothingBehindWithoutCommit) {
  TestFolder folder;
  {
    absl::StatusOr<OutputFile> output = OutputFile::Open(folder.Path("r.json"));
    ASSERT_TRUE(output.ok());
    output->stream() << "half";
    EXPECT_EQ(Entries(folder), 1u);
  }
  EXPECT_EQ(Entries(folder), 0u);
}

TEST(OutputFile, KeepsModeAndFollowsLinks) {
  TestFolder folder;
  folder.Write("real/r.json", "old");
  ASSERT_EQ(chmod(folder.Path("real/r.json").c_str(), 0640), 0);
  ASSERT_EQ(symlink("real/r.json", folder.Path("link.json").c_str()), 0);
  absl::StatusOr<OutputFile> output = OutputFile::Open(folder.Path("link.json"));
  ASSERT_TRUE(output.ok());
  output->stream() << "new";
  ASSERT_TRUE(output->Commit().ok());
  EXPECT_EQ(folder.Read("real/r.json"), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.Path("link.json")));
  struct stat status;
  ASSERT_EQ(stat(folder.Path("real/r.json").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640u);
}

TEST(OutputFile, SaysAtOnceWhenItCannotBeWritten) {
  TestFolder folder;
  folder.MakeFolder("closed");
  folder.Write("read-only.json", "old");
  ASSERT_EQ(chmod(folder.Path("read-only.json").c_str(), 0444), 0);
  EXPECT_THAT(ErrorOf(folder.Path("none/r.json")), HasSubstr("No such file or directory"));
  EXPECT_THAT(ErrorOf(folder.path()), HasSubstr("it is a folder"));
  AsNobody nobody;
  EXPECT_THAT(ErrorOf(folder.Path("closed/r.json")), HasSubstr("Permission denied"));
  EXPECT_THAT(ErrorOf(folder.Path("read-only.json")), HasSubstr("Permission denied"));
}

TEST(OutputFile, SaysWhenTheDiskIsFull) {
  absl::StatusOr<OutputFile> output = OutputFile::Open("/dev/full");
  ASSERT_TRUE(output.ok());
  output->stream() << "x";
  EXPECT_THAT(std::string(output->Commit().message()), HasSubstr("cannot write /dev/full"));
}

}  // namespace
}  // namespace meerkat::cli
