#include "clients/cli/sent_files.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/unit/cli/files.h"

namespace meerkat::cli {
namespace {

TEST(SentFiles, AreReadAgainWhereTheyAreAsTheyWere) {
  const TestFolder folder;
  folder.Write("a.py", "x = 1\n");
  LoadedFile file;
  file.path = folder.Path("a.py");
  file.size = 6;
  SentFiles sent;
  sent.Add("src/a.py", file);
  EXPECT_TRUE(sent.Has("src/a.py"));
  EXPECT_FALSE(sent.Has("a.py"));
  EXPECT_EQ(sent.Read("src/a.py"), "x = 1\n");
  EXPECT_EQ(sent.Read("a.py"), std::nullopt);
  folder.Write("a.py", "x = 12\n");
  EXPECT_EQ(sent.Read("src/a.py"), std::nullopt);
}

TEST(SentFiles, AreFoundWhereTheirPathsEndAsTheScanHasThem) {
  const TestFolder folder;
  folder.Write("src/a.py", "x = 1\n");
  LoadedFile file;
  file.path = folder.Path("src/a.py");
  file.size = 6;
  SentFiles sent;
  sent.Add("src/a.py", file);
  sent.Add(file.path.substr(1), file);
  EXPECT_EQ(sent.Read("src/a.py"), "x = 1\n");
  EXPECT_EQ(sent.Read(file.path.substr(1)), "x = 1\n");
}

TEST(SentFiles, OfWhatIsNoFileKeepTheText) {
  LoadedFile file;
  file.text = std::make_shared<const std::string>("x = 1\n");
  file.size = file.text->size();
  SentFiles sent;
  sent.Add("stdin.py", file);
  EXPECT_EQ(sent.Read("stdin.py"), "x = 1\n");
}

}  // namespace
}  // namespace meerkat::cli
