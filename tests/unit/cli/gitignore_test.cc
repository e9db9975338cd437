#include "clients/cli/gitignore.h"

#include <stdlib.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/cli/files.h"

namespace meerkat::cli {
namespace {

using Match = IgnorePatterns::Match;

struct Case {
  std::string_view pattern;
  std::string_view path;
  bool is_folder;
  Match expected;
};

TEST(IgnorePatterns, MeanWhatGitMeans) {
  const Case cases[] = {
      {"*.pyc", "a/b.pyc", false, Match::kIgnore},
      {"*.pyc", "a/b.py", false, Match::kNone},
      {"build", "a/build", true, Match::kIgnore},
      {"build", "a/build.py", false, Match::kNone},
      {"build/", "build", false, Match::kNone},
      {"build/", "x/build", true, Match::kIgnore},
      {"/build", "x/build", true, Match::kNone},
      {"/build", "build", true, Match::kIgnore},
      {"a/b", "a/b", false, Match::kIgnore},
      {"a/b", "x/a/b", false, Match::kNone},
      {"a/*.py", "a/x.py", false, Match::kIgnore},
      {"a/*.py", "a/x/y.py", false, Match::kNone},
      {"**/b", "b", false, Match::kIgnore},
      {"**/b", "x/y/b", false, Match::kIgnore},
      {"**/b/c", "x/b/c", false, Match::kIgnore},
      {"a/**", "a/x/y", false, Match::kIgnore},
      {"a/**", "a", true, Match::kNone},
      {"a/**/b", "a/b", false, Match::kIgnore},
      {"a/**/b", "a/x/y/b", false, Match::kIgnore},
      {"a/**/b", "ab", false, Match::kNone},
      {"a**b/c", "axb/c", false, Match::kIgnore},
      {"a**b/c", "a/b/c", false, Match::kNone},
      {"f?o", "foo", false, Match::kIgnore},
      {"a?b/c", "a/b/c", false, Match::kNone},
      {"[a-c]x", "bx", false, Match::kIgnore},
      {"[!a-c]x", "bx", false, Match::kNone},
      {"[^a-c]x", "dx", false, Match::kIgnore},
      {"[]-]x", "]x", false, Match::kIgnore},
      {"[[:digit:]]x", "7x", false, Match::kIgnore},
      {"[[:nonsense:]]x", "7x", false, Match::kNone},
      {"[abc", "[abc", false, Match::kNone},
      {"a[/]b", "a/b", false, Match::kNone},
      {"\\!x", "!x", false, Match::kIgnore},
      {"\\#x", "#x", false, Match::kIgnore},
      {"#x", "#x", false, Match::kNone},
      {"!x", "x", false, Match::kKeep},
      {"x  ", "x", false, Match::kIgnore},
      {"x\\ ", "x ", false, Match::kIgnore},
      {"x\\", "x", false, Match::kNone},
      {"x\r", "x", false, Match::kIgnore},
      {"\xEF\xBB\xBFx", "x", false, Match::kIgnore},
      {"/", "x", true, Match::kNone},
      {"", "x", false, Match::kNone},
      {"*", "x/y", false, Match::kIgnore},
      {"*/y", "x/y", false, Match::kIgnore},
      {"*/y", "x/z/y", false, Match::kNone},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(IgnorePatterns::Parse(c.pattern).Find(c.path, c.is_folder), c.expected)
        << "pattern '" << c.pattern << "', path '" << c.path << "'";
  }
}

TEST(IgnorePatterns, TheLastMatchDecides) {
  const IgnorePatterns patterns = IgnorePatterns::Parse("*.log\n!keep.log\nkeep.log/\n");
  EXPECT_EQ(patterns.Find("a.log", false), Match::kIgnore);
  EXPECT_EQ(patterns.Find("keep.log", false), Match::kKeep);
  EXPECT_EQ(patterns.Find("keep.log", true), Match::kIgnore);
}

// Naive backtracking needs 2^40 steps here.
TEST(Glob, ManyStarsStayCheap) {
  std::string pattern, path(4'000, 'a');
  for (int i = 0; i < 40; ++i) pattern += "a*";
  EXPECT_FALSE(Glob(pattern + "b").Matches(path));
  EXPECT_TRUE(Glob(pattern).Matches(path));
  std::string folders;
  for (int i = 0; i < 40; ++i) folders += "**/a/";
  std::string deep;
  for (int i = 0; i < 1'000; ++i) deep += "a/";
  EXPECT_FALSE(Glob(folders + "b").Matches(deep + "c"));
}

class GitOracle {
 public:
  // What git ignores of `paths` in a repository at `root`; empty without git.
  static std::set<std::string> Ignored(const TestFolder& folder,
                                       const std::vector<std::string>& paths) {
    std::string list;
    for (const std::string& path : paths) list += path + '\n';
    folder.Write("../" + Name(folder) + ".paths", list);
    const std::string base = folder.path();
    // No configuration of whoever runs the test.
    const std::string command =
        "cd '" + base +
        "' && HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent "
        "GIT_CONFIG_NOSYSTEM=1 git -c core.quotePath=false check-ignore --no-index --stdin < '" +
        base + ".paths' > '" + base + ".ignored' 2> /dev/null";
    const int unused = system(command.c_str());
    static_cast<void>(unused);
    std::set<std::string> ignored;
    std::istringstream lines(folder.Read("../" + Name(folder) + ".ignored"));
    for (std::string line; std::getline(lines, line);) ignored.insert(line);
    std::filesystem::remove(base + ".paths");
    std::filesystem::remove(base + ".ignored");
    return ignored;
  }
  static bool Init(const TestFolder& folder) {
    return system(("git init -q '" + folder.path() + "' > /dev/null 2>&1").c_str()) == 0;
  }

 private:
  static std::string Name(const TestFolder& folder) {
    return std::filesystem::path(folder.path()).filename().string();
  }
};

// Every pattern of a small alphabet against every path of one: git is asked what it thinks.
TEST(IgnorePatterns, AgreeWithGitOnManyPatterns) {
  TestFolder folder;
  if (!GitOracle::Init(folder)) GTEST_SKIP() << "git is not installed";
  const std::vector<std::string> paths = {"a",   "b",      "ab",    "a.py",  "b.py",     "x/a",
                                          "x/b", "x/a.py", "x/y/a", "x/y/b", "x/y/a.py", "ax/y",
                                          "xa",  "a b",    "[a]",   "-",     "x/y/z/a"};
  const std::vector<std::string> patterns = {
      "a",           "/a",           "a/",      "*",      "*a",      "a*",         "?",
      "x/a",         "/x/a",         "x/*",     "x/**",   "**/a",    "**/y/a",     "x/**/a",
      "**",          "x/**/",        "*.py",    "x/*.py", "**/*.py", "[ab]",       "[!a]",
      "[^ab]",       "[a-b]",        "x/[a-z]", "*/a",    "*/*/a",   "**/a*",      "a**",
      "x**a",        "x/**a",        "\\a",     "a\\",    "[a",      "[]a]",       "[[]a]",
      "[[:alpha:]]", "[![:alpha:]]", "x/?/a",   "/*",     "/*/a",    "x/y/",       "/**/a",
      "**/**/a",     "x/**/**/a",    "*/",      "**/",    "a ",      "a\\ b",      "!a",
      "-",           "[a-]",         "[-a]",    "[\\]]",  "[\\[]a]", "x/y/**/z/a", "**/z/**",
  };
  for (const std::string& pattern : patterns) {
    folder.Write(".gitignore", pattern + "\n");
    const std::set<std::string> by_git = GitOracle::Ignored(folder, paths);
    const IgnorePatterns mine = IgnorePatterns::Parse(pattern + "\n");
    for (const std::string& path : paths) {
      // Git also ignores what is in an ignored folder.
      bool ignored = false;
      for (size_t slash = path.find('/'); slash != std::string::npos && !ignored;
           slash = path.find('/', slash + 1)) {
        ignored = mine.Find(path.substr(0, slash), true) == Match::kIgnore;
      }
      ignored = ignored || mine.Find(path, false) == Match::kIgnore;
      EXPECT_EQ(ignored, by_git.contains(path))
          << "pattern '" << pattern << "', path '" << path << "'";
    }
  }
}

}  // namespace
}  // namespace meerkat::cli
