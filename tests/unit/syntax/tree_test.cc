#include "engine/syntax/tree.h"

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/source_file.h"
#include "engine/syntax/parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/syntax/tree_text.h"

namespace meerkat::syntax {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string_view> Texts(const Tree& tree, const std::vector<core::Span>& spans) {
  std::vector<std::string_view> texts;
  for (core::Span span : spans) texts.push_back(tree.source().substr(span.begin, span.size()));
  return texts;
}

TEST(Tree, ListsComments) {
  const Tree tree = ParseTree("#!/bin/x\nx = 1  # one\r\nif x: # two\n  # three\n  pass\n'#no'");
  EXPECT_THAT(Texts(tree, tree.comments()), ElementsAre("#!/bin/x", "# one", "# two", "# three"));
}

TEST(Tree, ListsWhatDoesNotParse) {
  struct Case {
    std::string_view source;
    std::vector<std::string_view> errors;
  };
  const Case cases[] = {
      {"x = 1", {}},
      {"", {}},
      {"x = (1,\ny = 2", {"= (1,\ny"}},
      {"def f(:\n    pass", {""}},  // the `)` is missing
      {"a b c", {"a b"}},
      {"f(a=)", {"="}},
      {")\neval(x)", {")"}},
      {"a b\nc\nd e\n", {"a", "d"}},
  };
  for (const Case& test : cases) {
    const Tree tree = ParseTree(test.source);
    EXPECT_EQ(Texts(tree, tree.errors()), test.errors) << test.source;
  }
}

TEST(Tree, KeepsWhatStandsAroundAnError) {
  const Tree tree = ParseTree("def f():\n    a b\n    eval(x)\n");
  EXPECT_THAT(tree.errors(), SizeIs(1));
  bool found = false;
  for (Node node : tree.All()) found |= node.kind() == Kind::kCall && node.text() == "eval(x)";
  EXPECT_TRUE(found);
}

// Python takes "\r" alone for a line end; a scanner that does not is blind after the first comment.
TEST(Tree, EndsLinesAsPythonDoes) {
  const Tree tree = ParseTree("# c\rx = eval(1)\rif x:\r    y\r    z = 'a\\\rb'\r");
  EXPECT_THAT(tree.errors(), IsEmpty());
  EXPECT_THAT(Texts(tree, tree.comments()), ElementsAre("# c"));
  EXPECT_EQ(NodeText(tree.root()),
            "Assignment(left:Identifier`x` right:Call(function:Identifier`eval` "
            "arguments:ArgumentList(Integer`1`))) If(condition:Identifier`x` "
            "consequence:Block(Identifier`y` Assignment(left:Identifier`z` "
            "right:String`'a\\\rb'`)))");
}

TEST(Tree, TakesAByteOrderMarkAndFormFeeds) {
  EXPECT_EQ(TreeText("\xEF\xBB\xBFx"), "Identifier`x`");
  EXPECT_EQ(TreeText("x\n\f\ny\n"), "Identifier`x` Identifier`y`");
}

// What the walker and the names rely on: nodes in order, each inside its parent, subtrees as runs.
void ExpectWellFormed(const Tree& tree) {
  for (Node node : tree.All()) {
    ASSERT_LE(node.begin(), node.end());
    ASSERT_LE(node.end(), tree.source().size());
    ASSERT_GT(node.after(), node.index());
    ASSERT_LE(node.after(), tree.size());
    if (node.index() == 0) {
      ASSERT_FALSE(node.parent());
      ASSERT_EQ(node.after(), tree.size());
      continue;
    }
    const Node parent = node.parent();
    ASSERT_TRUE(parent);
    ASSERT_LT(parent.index(), node.index());
    ASSERT_LE(node.after(), parent.after());
    ASSERT_LE(parent.begin(), node.begin()) << NodeText(parent);
    ASSERT_GE(parent.end(), node.end()) << NodeText(parent);
    bool among_children = false;
    for (Node child : parent.children()) among_children |= child == node;
    ASSERT_TRUE(among_children);
  }
}

TEST(Tree, IsWellFormed) {
  for (std::string_view source : {
           "",
           "# only a comment",
           "class A(B):\n    @c\n    async def d(self, *e, f=g):\n        return [h for h in i]\n",
           "x = (1,\ny = 2\ndef f(:\n  pass",
           "f'{a!r:{b}}' 'c'",
           "match x:\n  case {'a': [b, *c]}: pass\n",
       }) {
    SCOPED_TRACE(source);
    ExpectWellFormed(ParseTree(source));
  }
}

TEST(Node, WalksUpDownAndSideways) {
  const Tree tree = ParseTree("f(a, b=c)\ng\n");
  const Node first = tree.root().first_child();
  EXPECT_EQ(first.text(), "f(a, b=c)");
  EXPECT_EQ(first.next_sibling().text(), "g");
  EXPECT_FALSE(first.next_sibling().next_sibling());
  const Node call = first.first_child();
  const Node arguments = call.Child(Field::kArguments);
  EXPECT_EQ(arguments.parent(), call);
  EXPECT_EQ(arguments.child_count(), 2u);
  EXPECT_EQ(arguments.ChildAt(1).text(), "b=c");
  EXPECT_FALSE(arguments.ChildAt(2));
  EXPECT_FALSE(call.next_sibling());
  std::vector<std::string_view> below;
  for (Node node : tree.Subtree(arguments)) below.push_back(node.text());
  EXPECT_THAT(below, ElementsAre("(a, b=c)", "a", "b=c", "b", "c"));
}

TEST(Node, ThatIsNullAnswersEverything) {
  const Node null;
  EXPECT_FALSE(null);
  EXPECT_EQ(null.kind(), Kind::kOther);
  EXPECT_EQ(null.field(), Field::kNone);
  EXPECT_EQ(null.op(), Operator::kNone);
  EXPECT_EQ(null.text(), "");
  EXPECT_FALSE(null.marked());
  EXPECT_FALSE(null.missing());
  EXPECT_FALSE(null.parent());
  EXPECT_FALSE(null.first_child());
  EXPECT_FALSE(null.next_sibling());
  EXPECT_FALSE(null.Child(Field::kName));
  EXPECT_FALSE(null.ChildAt(0));
  EXPECT_EQ(null.child_count(), 0u);
  EXPECT_FALSE(Tree().root());
}

TEST(Node, SaysThatTheParserMadeItUp) {
  const Tree tree = ParseTree("x = [a for in b]\n");
  int missing = 0;
  for (Node node : tree.All()) {
    if (!node.missing()) continue;
    ++missing;
    EXPECT_EQ(node.text(), "");
  }
  EXPECT_EQ(missing + static_cast<int>(tree.errors().size()), 2 * missing);
}

struct Operation {
  std::string_view text;
  Operator op;
};

TEST(Node, KnowsItsOperator) {
  constexpr Operation kBinary[] = {
      {"+", Operator::kAdd},         {"-", Operator::kSubtract},
      {"*", Operator::kMultiply},    {"@", Operator::kMatrixMultiply},
      {"/", Operator::kDivide},      {"//", Operator::kFloorDivide},
      {"%", Operator::kModulo},      {"**", Operator::kPower},
      {"&", Operator::kBitAnd},      {"|", Operator::kBitOr},
      {"^", Operator::kBitXor},      {"<<", Operator::kLeftShift},
      {">>", Operator::kRightShift},
  };
  for (const Operation& test : kBinary) {
    const std::string binary = "a " + std::string(test.text) + " b";
    EXPECT_EQ(ParseTree(binary).root().first_child().first_child().op(), test.op) << binary;
    const std::string augmented = "a " + std::string(test.text) + "= b";
    const Tree tree = ParseTree(augmented);
    const Node node = tree.root().first_child().first_child();
    EXPECT_EQ(node.kind(), Kind::kAugmentedAssignment) << augmented;
    EXPECT_EQ(node.op(), test.op) << augmented;
  }
  constexpr Operation kOthers[] = {
      {"a and b", Operator::kAnd},         {"a or b", Operator::kOr},
      {"a == b", Operator::kEqual},        {"a != b", Operator::kNotEqual},
      {"a <> b", Operator::kNotEqual},     {"a < b", Operator::kLess},
      {"a <= b", Operator::kLessEqual},    {"a > b", Operator::kGreater},
      {"a >= b", Operator::kGreaterEqual}, {"a in b", Operator::kIn},
      {"a not in b", Operator::kNotIn},    {"a is b", Operator::kIs},
      {"a is not b", Operator::kIsNot},    {"a < b in c", Operator::kLess},
      {"-a", Operator::kSubtract},         {"+a", Operator::kAdd},
      {"~a", Operator::kInvert},           {"a", Operator::kNone},
  };
  for (const Operation& test : kOthers) {
    EXPECT_EQ(ParseTree(test.text).root().first_child().first_child().op(), test.op) << test.text;
  }
}

// Whether the first node of the kind is marked.
bool Marked(std::string_view source, Kind kind) {
  const Tree tree = ParseTree(source);
  for (Node node : tree.All()) {
    if (node.kind() == kind) return node.marked();
  }
  ADD_FAILURE() << "no such node in " << source;
  return false;
}

TEST(Node, IsMarkedByAsyncStarAndFrom) {
  EXPECT_TRUE(Marked("async def f(): pass", Kind::kFunction));
  EXPECT_FALSE(Marked("def f(): pass", Kind::kFunction));
  EXPECT_TRUE(Marked("async def f():\n  async for x in y: pass", Kind::kFor));
  EXPECT_FALSE(Marked("async def f():\n  for x in y: pass", Kind::kFor));
  EXPECT_TRUE(Marked("async def f():\n  async with x: pass", Kind::kWith));
  EXPECT_FALSE(Marked("with x: pass", Kind::kWith));
  EXPECT_TRUE(Marked("[x async for x in y]", Kind::kForInClause));
  EXPECT_FALSE(Marked("[x for x in y]", Kind::kForInClause));
  EXPECT_TRUE(Marked("try: a\nexcept* B: c", Kind::kExcept));
  EXPECT_FALSE(Marked("try: a\nexcept B: c", Kind::kExcept));
  EXPECT_TRUE(Marked("yield from x", Kind::kYield));
  EXPECT_FALSE(Marked("yield x", Kind::kYield));
  EXPECT_FALSE(Marked("yield x * y", Kind::kYield));
  EXPECT_FALSE(Marked("def f(*, a): pass", Kind::kFunction));
}

// Stops at the n-th time that it is asked.
struct Countdown {
  int left;
  core::Budget budget() {
    return {.stop = [](void* self) { return --static_cast<Countdown*>(self)->left < 0; },
            .context = this};
  }
};

TEST(Parser, StopsWhenTheBudgetSaysSo) {
  std::string source;
  for (int i = 0; i < 400; ++i) source += "x = f(a, b)\n";
  Parser parser(Parser::With::kGrammar);
  Tree tree;
  int needed = 0;
  for (;; ++needed) {
    Countdown countdown{needed};
    if (parser.Parse(source, countdown.budget(), &tree)) break;
    ASSERT_EQ(tree.size(), 0u) << "after " << needed;
    ASSERT_THAT(tree.errors(), IsEmpty());
    ASSERT_LT(needed, 100'000);
  }
  EXPECT_GT(needed, 1);  // asked while parsing and while building
  EXPECT_GT(tree.size(), 400u);
  EXPECT_THAT(tree.errors(), IsEmpty());
}

TEST(Parser, AsksTheBudgetWhileItReadsWellFormedCode) {
  std::string source;
  for (int i = 0; i < 10'000; ++i) source += "x = 1\n";
  Parser parser;
  Tree tree;
  int needed = 0;
  for (;; ++needed) {
    Countdown countdown{needed};
    if (parser.Parse(source, countdown.budget(), &tree)) break;
    ASSERT_EQ(tree.size(), 0u);
    // The file after it is read as ever, whichever parser it is for.
    ASSERT_TRUE(parser.Parse("print x", {}, &tree));
    ASSERT_GT(tree.size(), 1u);
  }
  EXPECT_GT(needed, 10);  // by the lexer and by the descent
  EXPECT_EQ(tree.size(), 1u + 4 * 10'000u);
}

TEST(Parser, AsksTheBudgetBeforeItBegins) {
  Tree tree;
  Countdown countdown{0};
  EXPECT_FALSE(Parser().Parse("x = 1\n", countdown.budget(), &tree));
  EXPECT_EQ(tree.size(), 0u);
}

TEST(Parser, ForgetsTheFileBefore) {
  Parser parser;
  Tree tree;
  const std::string broken = "def f(:\n  x = (\n# c\n";
  ASSERT_TRUE(parser.Parse(broken, {}, &tree));
  EXPECT_FALSE(tree.errors().empty());
  const std::string good = "y = 1\n";
  ASSERT_TRUE(parser.Parse(good, {}, &tree));
  EXPECT_EQ(NodeText(tree.root()), TreeText(good));
  EXPECT_THAT(tree.errors(), IsEmpty());
  EXPECT_THAT(tree.comments(), IsEmpty());
  Countdown countdown{0};
  std::string long_one;
  for (int i = 0; i < 10'000; ++i) long_one += "x\n";
  EXPECT_FALSE(parser.Parse(long_one, countdown.budget(), &tree));
  ASSERT_TRUE(parser.Parse(good, {}, &tree));
  EXPECT_EQ(NodeText(tree.root()), TreeText(good));
}

}  // namespace
}  // namespace meerkat::syntax
