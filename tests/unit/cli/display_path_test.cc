#include "clients/cli/display_path.h"

#include "gtest/gtest.h"

namespace meerkat::cli {
namespace {

TEST(WorkingDirectory, ShowsPathsInsideRelativeToIt) {
  const WorkingDirectory here({"/work/project", "/links/project"});
  EXPECT_EQ(here.Display("src/a.py"), "src/a.py");
  EXPECT_EQ(here.Display("./src//./a.py"), "src/a.py");
  EXPECT_EQ(here.Display("src/../a.py"), "a.py");
  EXPECT_EQ(here.Display("."), ".");
  EXPECT_EQ(here.Display("./"), ".");
  EXPECT_EQ(here.Display("/work/project/"), ".");
  EXPECT_EQ(here.Display("/work/project/a.py"), "a.py");
  EXPECT_EQ(here.Display("/links/project/a.py"), "a.py");
  EXPECT_EQ(here.Display("../project/a.py"), "a.py");
}

TEST(WorkingDirectory, ShowsPathsOutsideAsTheyWereGiven) {
  const WorkingDirectory here({"/work/project"});
  EXPECT_EQ(here.Display("../other/./a.py"), "../other/a.py");
  EXPECT_EQ(here.Display(".."), "..");
  EXPECT_EQ(here.Display("/opt//x/"), "/opt/x");
  EXPECT_EQ(here.Display("/work/project2/a.py"), "/work/project2/a.py");
  EXPECT_EQ(here.Display("/"), "/");
  EXPECT_EQ(WorkingDirectory({"/"}).Display("/a/b.py"), "a/b.py");
}

TEST(WirePath, IsAlwaysAcceptable) {
  EXPECT_EQ(WirePath("a/b.py"), "a/b.py");
  EXPECT_EQ(WirePath("/opt/b.py"), "opt/b.py");
  EXPECT_EQ(WirePath("../../b.py"), "b.py");
  EXPECT_EQ(WirePath("c:x.py"), "filec:x.py");
  EXPECT_EQ(WirePath("\\x.py"), "file\\x.py");
  EXPECT_EQ(WirePath(".."), "file");
  EXPECT_EQ(WirePath("a\xFF.py"), "a\xEF\xBF\xBD.py");
  const std::string wire = WirePath(std::string(5'000, '\xFF') + ".py");
  EXPECT_LE(wire.size(), 1'004u);
  EXPECT_TRUE(wire.ends_with(".py"));
}

TEST(ValidUtf8, ReplacesWhatIsNone) {
  EXPECT_EQ(ValidUtf8("grün 日本 😀"), "grün 日本 😀");
  EXPECT_EQ(ValidUtf8("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD");       // overlong
  EXPECT_EQ(ValidUtf8("\xED\xA0\x80").substr(0, 3), "\xEF\xBF\xBD");  // surrogate
  EXPECT_EQ(ValidUtf8("a\xE6"), "a\xEF\xBF\xBD");
}

TEST(JoinPath, LeavesOutTheDot) {
  EXPECT_EQ(JoinPath("", "a"), "a");
  EXPECT_EQ(JoinPath(".", "a"), "a");
  EXPECT_EQ(JoinPath("/", "a"), "/a");
  EXPECT_EQ(JoinPath("x", "a"), "x/a");
}

}  // namespace
}  // namespace meerkat::cli
