#include "engine/syntax/views.h"

#include <string_view>

#include "gtest/gtest.h"
#include "tests/unit/syntax/tree_text.h"

namespace meerkat::syntax {
namespace {

// The first node of the kind; with `text`, the first one that reads so.
Node First(const Tree& tree, Kind kind, std::string_view text = {}) {
  for (Node node : tree.All()) {
    if (node.kind() == kind && (text.empty() || node.text() == text)) return node;
  }
  ADD_FAILURE() << "no such node in " << tree.source();
  return {};
}

TEST(Call, GivesArgumentsByPlaceAndName) {
  const Tree tree = ParseTree("f(a, *b, c, d=e, **g, h=i)");
  const Call call(First(tree, Kind::kCall));
  EXPECT_EQ(call.Function().text(), "f");
  EXPECT_EQ(call.PositionalCount(), 3u);
  EXPECT_EQ(call.Positional(0).text(), "a");
  EXPECT_EQ(call.Positional(1).text(), "*b");
  EXPECT_EQ(call.Positional(2).text(), "c");
  EXPECT_FALSE(call.Positional(3));
  EXPECT_EQ(call.Keyword("d").text(), "e");
  EXPECT_EQ(call.Keyword("h").text(), "i");
  EXPECT_FALSE(call.Keyword("g"));
  EXPECT_FALSE(call.Keyword("a"));
  EXPECT_TRUE(call.HasDictionarySplat());
  EXPECT_EQ(call.Argument(0, "x").text(), "a");
  EXPECT_EQ(call.Argument(0, "d").text(), "e");
  EXPECT_FALSE(call.Argument(7, "x"));
}

TEST(Call, WithoutArguments) {
  const Tree tree = ParseTree("f()");
  const Call call(First(tree, Kind::kCall));
  EXPECT_EQ(call.PositionalCount(), 0u);
  EXPECT_FALSE(call.Positional(0));
  EXPECT_FALSE(call.Keyword("a"));
  EXPECT_FALSE(call.HasDictionarySplat());
}

TEST(Call, OfAGenerator) {
  const Tree tree = ParseTree("f(x for x in y)");
  const Call call(First(tree, Kind::kCall));
  EXPECT_EQ(call.PositionalCount(), 1u);
  EXPECT_EQ(call.Positional(0).kind(), Kind::kGenerator);
  EXPECT_FALSE(call.Positional(1));
  EXPECT_FALSE(call.Keyword("x"));
}

TEST(Call, WithABrokenArgument) {
  const Tree tree = ParseTree("f(a=)");
  EXPECT_EQ(Call(First(tree, Kind::kCall)).PositionalCount(), 1u);
}

TEST(Call, OfNothing) {
  const Call call{Node()};
  EXPECT_EQ(call.PositionalCount(), 0u);
  EXPECT_FALSE(call.Keyword("a"));
  EXPECT_FALSE(call.Positional(0));
}

TEST(LastName, IsThatOfNamesAlone) {
  const auto last_name = [](std::string_view source) {
    const Tree tree = ParseTree(source);
    return std::string(LastName(tree.root().first_child().first_child()));
  };
  EXPECT_EQ(last_name("a"), "a");
  EXPECT_EQ(last_name("a.b.c"), "c");
  EXPECT_EQ(last_name("f().c"), "c");
  EXPECT_EQ(last_name("f()"), "");
  EXPECT_EQ(last_name("a[0]"), "");
  EXPECT_EQ(LastName(Node()), "");
}

TEST(StatementOf, IsTheOneBelowTheNearestBlock) {
  const Tree tree = ParseTree(
      "if a(1):\n"
      "    b = c(2)\n"
      "d(3)\n");
  EXPECT_EQ(StatementOf(First(tree, Kind::kInteger, "1")).kind(), Kind::kIf);
  EXPECT_EQ(StatementOf(First(tree, Kind::kInteger, "2")).text(), "b = c(2)");
  EXPECT_EQ(StatementOf(First(tree, Kind::kInteger, "3")).text(), "d(3)");
  EXPECT_EQ(StatementOf(tree.root()), tree.root());
}

TEST(EnclosingScope, IsTheInnermost) {
  const Tree tree = ParseTree(
      "class A:\n"
      "    x = 1\n"
      "    def f(self):\n"
      "        class B:\n"
      "            y = 2\n"
      "        return lambda: 3\n"
      "4\n");
  EXPECT_EQ(EnclosingScope(First(tree, Kind::kInteger, "1")).kind(), Kind::kClass);
  EXPECT_FALSE(EnclosingFunction(First(tree, Kind::kInteger, "1")));
  EXPECT_EQ(EnclosingScope(First(tree, Kind::kInteger, "2")).Child(Field::kName).text(), "B");
  EXPECT_EQ(EnclosingFunction(First(tree, Kind::kInteger, "2")).Child(Field::kName).text(), "f");
  EXPECT_EQ(EnclosingFunction(First(tree, Kind::kInteger, "3")).kind(), Kind::kLambda);
  EXPECT_FALSE(EnclosingScope(First(tree, Kind::kInteger, "4")));
}

TEST(IsConstant, HoldsForLiterals) {
  for (std::string_view source :
       {"'a'", "b'a'", "'a' 'b'", "1", "1.5", "True", "False", "None", "..."}) {
    const Tree tree = ParseTree(source);
    EXPECT_TRUE(IsConstant(tree.root().first_child().first_child())) << source;
  }
  for (std::string_view source : {"f'a'", "'a' f'{b}'", "a", "-1", "(1, 2)", "[1]", "f()"}) {
    const Tree tree = ParseTree(source);
    EXPECT_FALSE(IsConstant(tree.root().first_child().first_child())) << source;
  }
}

}  // namespace
}  // namespace meerkat::syntax
