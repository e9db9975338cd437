#include "engine/rules/site.h"

#include <string_view>

#include "engine/names/occurrences.h"
#include "engine/names/scopes.h"
#include "engine/syntax/parser.h"
#include "gtest/gtest.h"

namespace meerkat::rules {
namespace {

// The expression that is the source's only statement.
struct Expression {
  explicit Expression(std::string_view source) {
    syntax::Parser().Parse(source, {}, &tree);
    node = tree.root().first_child().first_child();
  }
  syntax::Tree tree;
  syntax::Node node;
};

TEST(ReadsAs, ComparesAsBanditDoes) {
  for (std::string_view source : {"SafeLoader", "yaml.SafeLoader", "f().SafeLoader", "'SafeLoader'",
                                  "'Safe' 'Loader'", "'Safe\\x4coader'"}) {
    EXPECT_TRUE(ReadsAs(Expression(source).node, "SafeLoader")) << source;
  }
  for (std::string_view source : {"SafeLoaders", "SafeLoader.x", "SafeLoader()", "b'SafeLoader'",
                                  "f'SafeLoader'", "[SafeLoader]", "1"}) {
    EXPECT_FALSE(ReadsAs(Expression(source).node, "SafeLoader")) << source;
  }
  EXPECT_TRUE(ReadsAs(Expression("True").node, "True"));
  EXPECT_TRUE(ReadsAs(Expression("None").node, "None"));
  EXPECT_TRUE(ReadsAs(Expression("'False'").node, "False"));
  EXPECT_FALSE(ReadsAs(Expression("1").node, "True"));
  EXPECT_FALSE(ReadsAs(syntax::Node(), ""));
}

TEST(IsReadable, HoldsForValuesThatStandThere) {
  for (std::string_view source :
       {"x", "x.y", "[1]", "(1, 2)", "{1}", "{1: 2}", "'a'", "1", "None"}) {
    EXPECT_TRUE(IsReadable(Expression(source).node)) << source;
  }
  for (std::string_view source : {"f()", "-1", "f'a{b}'", "a + b", "a[0]", "[x for x in y]"}) {
    EXPECT_FALSE(IsReadable(Expression(source).node)) << source;
  }
  EXPECT_FALSE(IsReadable(syntax::Node()));
}

TEST(Components, OfAQualifiedName) {
  EXPECT_EQ(LastComponent("a.b.c"), "c");
  EXPECT_EQ(LastComponent("a"), "a");
  EXPECT_EQ(LastComponent(".a"), "a");
  EXPECT_EQ(LastComponent(""), "");
  EXPECT_EQ(FirstComponent("a.b.c"), "a");
  EXPECT_EQ(FirstComponent("a"), "a");
  EXPECT_EQ(FirstComponent(".a"), "");
  EXPECT_TRUE(HasComponent("a.b.c", "b"));
  EXPECT_TRUE(HasComponent("a.b.c", "c"));
  EXPECT_TRUE(HasComponent("a", "a"));
  EXPECT_FALSE(HasComponent("a.bc", "b"));
  EXPECT_FALSE(HasComponent("a.b", "a.b"));
}

TEST(Site, ResolvesNamesAtItsPlace) {
  const core::SourceFile file("f.py", "import a.b as c\nc.d\n");
  syntax::Tree tree;
  syntax::Parser().Parse(file.bytes(), {}, &tree);
  names::Scopes scopes;
  scopes.Reset(&tree);
  const syntax::Node name = tree.root().ChildAt(1).first_child();
  names::Occurrences occurrences;
  occurrences.Reset(&tree);
  const core::RuleOptions options;
  const Site site(file, scopes, occurrences, options, false, name);
  EXPECT_EQ(site.QualifiedName(name), "a.b.d");
  EXPECT_EQ(site.QualifiedName(tree.root()), "");
  EXPECT_TRUE(site.Imports("a.b"));
  EXPECT_FALSE(site.Imports("a"));
  EXPECT_TRUE(site.ImportsLike("b"));
}

}  // namespace
}  // namespace meerkat::rules
