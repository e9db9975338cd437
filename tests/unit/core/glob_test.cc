#include "engine/core/glob.h"

#include <string>

#include "gtest/gtest.h"

namespace meerkat::core {
namespace {

TEST(Glob, MatchesAsPythonsFnmatch) {
  struct Case {
    const char* name;
    const char* pattern;
    bool matches;
  };
  for (const Case& test : {
           Case{"a.py", "*.py", true},
           Case{"a/b/c.py", "*.py", true},  // a star passes over '/'
           Case{"a.pyc", "*.py", false},
           Case{"", "*", true},
           Case{"", "?", false},
           Case{"abc", "a?c", true},
           Case{"abc", "a?", false},
           Case{"a/tests/b.py", "*/tests/*", true},
           Case{"tests/b.py", "*/tests/*", false},
           Case{"b", "[a-c]", true},
           Case{"d", "[a-c]", false},
           Case{"d", "[!a-c]", true},
           Case{"]", "[]]", true},
           Case{"-", "[a-]", true},
           Case{"[x", "[x", true},  // never closed: itself
           Case{"aXbXc", "a*b*c", true},
           Case{"aXbX", "a*b*c", false},
           Case{"aaa", "a*a*a*a", false},
       }) {
    EXPECT_EQ(GlobMatches(test.name, test.pattern), test.matches)
        << test.name << " " << test.pattern;
  }
}

// A matcher that tries every way to share the name among the stars would never end.
TEST(Glob, ManyStarsCostNoMoreThanTheirProduct) {
  std::string pattern;
  for (int i = 0; i < 64; ++i) pattern += "*a";
  EXPECT_FALSE(GlobMatches(std::string(4096, 'a') + "b", pattern));
  EXPECT_TRUE(GlobMatches(std::string(4096, 'a'), pattern));
}

}  // namespace
}  // namespace meerkat::core
