#include "engine/names/import_aliases.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/names/resolved.h"

namespace meerkat::names {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

void ExpectNames(const std::vector<Resolution>& cases) {
  for (const Resolution& test : cases) {
    const syntax::Tree tree = ParseTree(test.source);
    ASSERT_TRUE(tree.errors().empty()) << test.source;
    ImportAliases aliases;
    EXPECT_THAT(ResolvedAtMark(tree, &aliases), ElementsAreArray(test.names)) << test.source;
  }
}

TEST(ImportAliases, ResolveImports) {
  ExpectNames({
      {"import a.b\nHERE(a.b.c)", {"a.b.c"}},
      {"import a.b as c\nHERE(c.d)", {"a.b.d"}},
      {"from a import b\nHERE(b.c)", {"a.b.c"}},
      {"from a import b as c\nHERE(c)", {"a.b"}},
      {"from a import *\nHERE(b)", {"b"}},
      {"HERE(a.b)", {"a.b"}},
  });
}

TEST(ImportAliases, LoseTheDotsOfRelativeImports) {
  ExpectNames({
      {"from .a import b\nHERE(b)", {"a.b"}},
      {"from ..a.b import c\nHERE(c)", {"a.b.c"}},
      {"from . import a\nHERE(a.b)", {"a.b"}},
      {"from . import a as b\nHERE(b.c)", {"a.c"}},
  });
}

TEST(ImportAliases, MeanWhatWasImportedLast) {
  ExpectNames({
      {"import a as x\nimport b as x\nHERE(x)", {"b"}},
      {"import a as x\nHERE(x)\nimport b as x", {"a"}},
      {"HERE(x.f)\nimport a as x", {"x.f"}},
      {"def f():\n  import a as x\nHERE(x)", {"a"}},
      // A plain import of the same name takes no alias away.
      {"from a import x\nimport x\nHERE(x)", {"a.x"}},
  });
}

TEST(ImportAliases, DoNotSeeLocalNames) {
  ExpectNames({
      {"from a import b\ndef f(b):\n  HERE(b)", {"a.b"}},
      {"import a\nb = a.c\nHERE(b)", {"b"}},
      {"def eval(): pass\nHERE(eval)", {"eval"}},
      {"import builtins\nHERE(builtins.eval)", {"builtins.eval"}},
  });
}

// An alias is looked up for each front part of a dotted name, and the result again.
TEST(ImportAliases, LookUpFrontParts) {
  ExpectNames({
      {"from a import b\nfrom c import d as b\nHERE(b.e)", {"c.d.e"}},
      {"import a as b\nimport c as a\nHERE(b.x)", {"a.x"}},
  });
}

TEST(ImportAliases, HaveNoNameForWhatIsNone) {
  ExpectNames({
      {"HERE(f())", {}},
      {"HERE(f().a)", {".a"}},
      {"HERE(a[0].b)", {".b"}},
  });
}

TEST(ImportAliases, KnowWhatWasImported) {
  const syntax::Tree tree =
      ParseTree("import a.b as c\nfrom d import e\nfrom . import f\nfrom .g import h\nHERE(x)");
  ImportAliases aliases;
  EXPECT_THAT(ResolvedAtMark(tree, &aliases), ElementsAre("x"));
  for (std::string_view name : {"a.b", "d.e", "f", "g.h"}) EXPECT_TRUE(aliases.Imports(name));
  for (std::string_view name : {"a", "c", "d", "e", "g"}) EXPECT_FALSE(aliases.Imports(name));
  EXPECT_TRUE(aliases.ImportsLike(".e"));
  EXPECT_FALSE(aliases.ImportsLike("x"));
  aliases.Reset();
  EXPECT_FALSE(aliases.Imports("a.b"));
}

}  // namespace
}  // namespace meerkat::names
