#include "clients/cli/tree_walk.h"

#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/cli/files.h"

namespace meerkat::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Walked(TreeWalk& walk) {
  std::vector<std::string> paths;
  FoundFile file;
  while (walk.Next(file)) {
    paths.push_back(file.display + (file.unreadable.empty() ? "" : " (unreadable)"));
  }
  return paths;
}

std::vector<std::string> Walked(const std::string& root, WalkOptions options = {}) {
  TreeWalk walk(root, ".", std::move(options));
  return Walked(walk);
}

TEST(TreeWalk, GivesPythonFilesInOrderOfTheirPaths) {
  TestFolder folder;
  for (const char* name : {"b.py", "a/z.pyi", "a.py", "a-b/c.PYW", "notes.txt", "script"}) {
    folder.Write(name);
  }
  TreeWalk walk(folder.path(), "src", {});
  EXPECT_THAT(Walked(walk),
              ElementsAre("src/a-b/c.PYW", "src/a.py", "src/a/z.pyi", "src/b.py", "src/script"));
  EXPECT_EQ(walk.summary().not_python, 1u);
  EXPECT_THAT(walk.summary().left_out, IsEmpty());
}

TEST(TreeWalk, LeavesOutCachesAndEnvironmentsAndSaysSo) {
  TestFolder folder;
  folder.Write("a.py");
  folder.Write("node_modules/x/setup.py");
  folder.Write("x/__pycache__/a.py");
  folder.Write("y/__pycache__/a.py");
  folder.Write("env/pyvenv.cfg");
  folder.Write("env/lib/a.py");
  folder.Write("build/kept.py");
  TreeWalk walk(folder.path(), ".", {});
  EXPECT_THAT(Walked(walk), ElementsAre("a.py", "build/kept.py"));
  EXPECT_EQ(walk.summary().left_out.at("__pycache__").folders, 2u);
  EXPECT_EQ(walk.summary().left_out.at("node_modules").folders, 1u);
  EXPECT_EQ(walk.summary().left_out.at("virtual environment").folders, 1u);
  EXPECT_THAT(Walked(folder.path(), {.no_ignore = true}),
              ElementsAre("a.py", "build/kept.py", "env/lib/a.py", "node_modules/x/setup.py",
                          "x/__pycache__/a.py", "y/__pycache__/a.py"));
}

TEST(TreeWalk, HearsNestedIgnoreFiles) {
  TestFolder folder;
  folder.Write(".gitignore", "*.gen.py\n/out/\n");
  folder.Write("a.gen.py");
  folder.Write("out/a.py");
  folder.Write("src/out/a.py");
  folder.Write("src/.gitignore", "!kept.gen.py\nlocal.py\n");
  folder.Write("src/kept.gen.py");
  folder.Write("src/other.gen.py");
  folder.Write("src/local.py");
  folder.Write("local.py");
  TreeWalk walk(folder.path(), ".", {});
  EXPECT_THAT(Walked(walk), ElementsAre("local.py", "src/kept.gen.py", "src/out/a.py"));
  EXPECT_EQ(walk.summary().left_out.at(".gitignore").files, 3u);
  EXPECT_EQ(walk.summary().left_out.at(".gitignore").folders, 1u);
}

TEST(TreeWalk, HearsTheRepositoryAboveTheRoot) {
  TestFolder folder;
  folder.MakeFolder("repo/.git/info");
  folder.Write("repo/.git/info/exclude", "secret.py\n");
  folder.Write("repo/.gitignore", "/pkg/old/\n");
  folder.Write("repo/pkg/.gitignore", "sub/gen.py\n");
  folder.Write("repo/pkg/sub/gen.py");
  folder.Write("repo/pkg/sub/secret.py");
  folder.Write("repo/pkg/sub/a.py");
  folder.Write("repo/pkg/old/a.py");
  folder.Write(".gitignore", "a.py\n");  // above the repository: not its business
  EXPECT_THAT(Walked(folder.Path("repo/pkg/sub")), ElementsAre("a.py"));
  EXPECT_THAT(Walked(folder.Path("repo/pkg")), ElementsAre("sub/a.py"));
  // Asked for by name, an ignored folder is walked.
  EXPECT_THAT(Walked(folder.Path("repo/pkg/old")), ElementsAre("a.py"));
}

TEST(TreeWalk, ReadsTheExcludeFileOfAWorktree) {
  TestFolder folder;
  folder.Write("main/.git/info/exclude", "x.py\n");
  folder.Write("main/.git/worktrees/tree/commondir", "../..\n");
  folder.Write("tree/.git", "gitdir: " + folder.Path("main/.git/worktrees/tree") + "\n");
  folder.Write("tree/x.py");
  folder.Write("tree/y.py");
  EXPECT_THAT(Walked(folder.Path("tree")), ElementsAre("y.py"));
}

TEST(TreeWalk, ExcludesByTheReportsPaths) {
  TestFolder folder;
  folder.Write("gen/a.py");
  folder.Write("x/gen/a.py");
  folder.Write("x/b_pb2.py");
  TreeWalk walk(folder.path(), "src", {.excludes = {"src/gen/", "*_pb2.py"}});
  EXPECT_THAT(Walked(walk), ElementsAre("src/x/gen/a.py"));
  EXPECT_EQ(walk.summary().left_out.at("--exclude").folders, 1u);
  EXPECT_EQ(walk.summary().left_out.at("--exclude").files, 1u);
  // Outside of the working directory the paths are those inside the folder.
  TreeWalk outside(folder.path(), "../src", {.excludes = {"/gen/"}});
  EXPECT_THAT(Walked(outside), ElementsAre("../src/x/b_pb2.py", "../src/x/gen/a.py"));
  // Explicit excludes count even where nothing else does.
  EXPECT_THAT(Walked(folder.path(), {.no_ignore = true, .excludes = {"gen"}}),
              ElementsAre("x/b_pb2.py"));
}

TEST(TreeWalk, FollowsNoLinksAndCountsThem) {
  TestFolder folder;
  folder.Write("a.py");
  folder.Write("sub/b.py");
  ASSERT_EQ(symlink("a.py", folder.Path("link.py").c_str()), 0);
  ASSERT_EQ(symlink("sub", folder.Path("link").c_str()), 0);
  ASSERT_EQ(symlink("..", folder.Path("sub/up").c_str()), 0);
  ASSERT_EQ(symlink("nowhere", folder.Path("broken").c_str()), 0);
  TreeWalk walk(folder.path(), ".", {});
  EXPECT_THAT(Walked(walk), ElementsAre("a.py", "sub/b.py"));
  EXPECT_EQ(walk.summary().left_out.at("symbolic link").folders, 2u);
  EXPECT_EQ(walk.summary().left_out.at("symbolic link").files, 1u);
}

TEST(TreeWalk, SkipsWhatIsNoFile) {
  TestFolder folder;
  ASSERT_EQ(mkfifo(folder.Path("pipe.py").c_str(), 0600), 0);
  folder.Write("a.py");
  EXPECT_THAT(Walked(folder.path()), ElementsAre("a.py"));
}

TEST(TreeWalk, NamesFoldersThatCannotBeRead) {
  TestFolder folder;
  folder.Write("a.py");
  folder.Write("closed/b.py");
  ASSERT_EQ(chmod(folder.Path("closed").c_str(), 0), 0);
  {
    AsNobody nobody;
    EXPECT_THAT(Walked(folder.path()), ElementsAre("a.py", "closed (unreadable)"));
  }
  chmod(folder.Path("closed").c_str(), 0700);
}

TEST(TreeWalk, NamesFoldersThatAreGone) {
  TestFolder folder;
  EXPECT_THAT(Walked(folder.Path("gone")), ElementsAre(". (unreadable)"));
}

}  // namespace
}  // namespace meerkat::cli
