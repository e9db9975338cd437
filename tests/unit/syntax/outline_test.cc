#include "engine/syntax/outline.h"

#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/parser.h"
#include "engine/syntax/tree.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::syntax {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Parses with an outline that needs the bodies in which `needed` stands.
struct Outlined {
  explicit Outlined(std::string_view source, std::string_view needed = "needed")
      : text(source), word(needed) {
    const Outline outline{
        [](void* context, core::Span body) { return static_cast<Outlined*>(context)->Needs(body); },
        this};
    EXPECT_TRUE(parser.Parse(text, {}, &tree, outline));
  }

  bool Needs(core::Span body) {
    asked.push_back(text.substr(body.begin, body.end - body.begin));
    return asked.back().find(word) != std::string::npos;
  }

  // The texts of the bodies that were passed over.
  std::vector<std::string> Skipped() const {
    std::vector<std::string> skipped;
    for (const Node node : tree.All()) {
      if (node.kind() == Kind::kSkipped) skipped.emplace_back(node.text());
    }
    return skipped;
  }

  std::string text;
  std::string word;
  std::vector<std::string> asked;
  Parser parser;
  Tree tree;
};

// Every node of the outlined tree, but for what stands for a body, is in the whole file's at the
// same place; and so are all comments.
void ExpectPartOfWhole(const Outlined& outlined) {
  Parser parser;
  Tree whole;
  ASSERT_TRUE(parser.Parse(outlined.text, {}, &whole));
  ASSERT_TRUE(whole.errors().empty()) << outlined.text;
  EXPECT_EQ(outlined.tree.comments().size(), whole.comments().size()) << outlined.text;
  uint32_t at = 0;
  for (const Node node : outlined.tree.All()) {
    if (node.kind() == Kind::kSkipped) continue;
    const auto same = [node](Node other) {
      return other.kind() == node.kind() && other.field() == node.field() &&
             other.span() == node.span();
    };
    while (at < whole.size() && !same(whole.node(at))) ++at;
    ASSERT_LT(at, whole.size()) << outlined.text << "\n" << node.text();
    ++at;
  }
}

TEST(Outline, PassesOverTheBodiesThatNobodyNeeds) {
  const Outlined outlined(
      "import a\n"
      "def f(x=1):\n    return g(x)\n"
      "class C:\n    y = 2\n    async def m(self):\n        needed()\n    def n(self): pass\n"
      "    @d(3)\n    def o(self) -> int:\n        '''Text.'''\n        if x:\n            z\n"
      "after = 4\n");
  EXPECT_THAT(outlined.Skipped(),
              ElementsAre("return g(x)", "'''Text.'''\n        if x:\n            z"));
  EXPECT_THAT(outlined.asked,
              ElementsAre("return g(x)", "needed()", "'''Text.'''\n        if x:\n            z"));
  EXPECT_TRUE(outlined.parser.skipped());
  ExpectPartOfWhole(outlined);
}

TEST(Outline, ReadsAFunctionWithAllThatAreInIt) {
  const Outlined outlined("def f():\n    def g():\n        x\n    needed\ndef h():\n    y\n");
  EXPECT_THAT(outlined.asked, ElementsAre("def g():\n        x\n    needed", "y"));
  EXPECT_THAT(outlined.Skipped(), ElementsAre("y"));
  ExpectPartOfWhole(outlined);
}

// The end of a body lies where its last token does, and its comments belong to whom they would
// belong.
TEST(Outline, KnowsWhereABodyEnds) {
  for (std::string_view source : {
           "def f():\n    x\n",
           "def f():\n    x  # why\n    # of f\n# of nobody\ny\n",
           "def f():\n    # first\n\n    x = [\n1,  # )\n]  \n\n\n  # of nobody\ny\n",
           "def f():\n    if x:\n        y\n        # of if\n    # of f\nclass C:\n    def g():\n"
           "        return '#'\n    # of C\n\nz\n",
           "def f():\r\n    x\r\n    y\r\ndef g():\r\n    z",
           "if a:\n    def f():\n        x\nelse:\n    def f():\n        y\nz = 1\n",
           "def f():\n    x = '''a\nb'''\n    y = \"\\\"#\"\n    return r'\\'' + "
           "rb\"\"\"\nz\"\"\"\n",
           "def f():\n    return f'{a['b'](\"}\")!r:>{w}} {{' f\"\"\"{x  # }\n}\"\"\"\ny\n",
           "def f(\n  a,\n  b=(1, 2),\n):\n\tx\n\n\ty\nz\n",
           "def f():\n    x = 1 + \\\n  2\n    y\n",
       }) {
    const Outlined outlined(source);
    EXPECT_TRUE(outlined.parser.skipped()) << source;
    ExpectPartOfWhole(outlined);
  }
}

// What is unusual is read as if there were no outline.
TEST(Outline, ReadsWhatItDoesNotUnderstand) {
  for (std::string_view source : {
           "def f():\n    x;\n",
           "def f():\n    x \\\n\ny\n",
           "def f(): x\n",
       }) {
    const Outlined outlined(source);
    EXPECT_THAT(outlined.Skipped(), IsEmpty()) << source;
    EXPECT_FALSE(outlined.parser.skipped());
    ExpectPartOfWhole(outlined);
  }
}

TEST(Outline, NoticesWhatReachesBeyondABody) {
  for (std::string_view source :
       {"def f():\n    x = '''a\ndef g():\n    y\n", "def f():\n    x = (\ndef g():\n    y\n"}) {
    const Outlined outlined(source);
    EXPECT_FALSE(outlined.parser.well_formed()) << source;
    EXPECT_FALSE(outlined.parser.skipped()) << source;
  }
}

TEST(Outline, WithoutOneEverythingIsRead) {
  Parser parser;
  Tree tree;
  ASSERT_TRUE(parser.Parse("def f():\n    x\n", {}, &tree));
  EXPECT_FALSE(parser.skipped());
}

}  // namespace
}  // namespace meerkat::syntax
