#include "engine/trigger/places.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace meerkat::trigger {
namespace {

// The text with 'x' for what is prose, 't' for the text of a literal and '.' for what is code, by
// the places that are no blanks.
std::string Seen(std::string_view text) {
  Places places(text);
  std::string seen;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_blank = text[i] == ' ' || text[i] == '\n';
    seen += is_blank ? text[i] : ".tx"[static_cast<int>(places.At(i))];
  }
  return seen;
}

TEST(Places, AreProseInCommentsAndThreeQuotes) {
  EXPECT_EQ(Seen("a = 1 # b\nc"), ". . . x x\n.");
  EXPECT_EQ(Seen("def f():\n  \"\"\"a\n  b\"\"\"\n  c"), "... ....\n  xxxx\n  xxxx\n  .");
  EXPECT_EQ(Seen("'''a''' b ''' c '''"), "xxxxxxx . xxx x xxx");
  EXPECT_EQ(Seen("r'''a''' b"), ".xxxxxxx .");
  EXPECT_EQ(Seen("#"), "x");
  EXPECT_EQ(Seen("# a\rb"), "x x..");
  EXPECT_EQ(Seen(""), "");
}

TEST(Places, AreCodeInFieldsAndTextInOtherLiterals) {
  EXPECT_EQ(Seen("a['b'] # c"), "..ttt. x x");
  EXPECT_EQ(Seen("f'{a}' b"), "...... .");
  EXPECT_EQ(Seen("f'''{a}''' b"), ".......... .");
  EXPECT_EQ(Seen("rF\"\"\"{a}\"\"\" # b"), "........... x x");
  EXPECT_EQ(Seen("if'''a''':"), "..........");  // no prefix, and no harm
}

TEST(Places, EndWhereTheQuotesDo) {
  EXPECT_EQ(Seen("'#' a"), "ttt .");
  EXPECT_EQ(Seen("'\"\"\"' a \"\"\"b\"\"\""), "ttttt . xxxxxxx");
  EXPECT_EQ(Seen("'\\'' a # b"), "tttt . x x");
  EXPECT_EQ(Seen("'''a\\''' b''' c"), "xxxxxxxx xxxx .");
  EXPECT_EQ(Seen("'''a'b\"\"\"c''' d"), "xxxxxxxxxxxxx .");
  EXPECT_EQ(Seen("# '''\na ''' b '''"), "x xxx\n. xxx x xxx");
  EXPECT_EQ(Seen("'' a '' b"), "tt . tt .");
  EXPECT_EQ(Seen("'a\\\nb' # c"), "ttt\ntt x x");
}

// A line ends a literal that is not closed, and of one in three quotes nothing is known.
TEST(Places, AreCodeWhereNothingIsClosed) {
  EXPECT_EQ(Seen("it's # a\nb # c"), ".... . .\n. x x");
  EXPECT_EQ(Seen("a '''b # c\nd"), ". .... . .\n.");
  EXPECT_EQ(Seen("a '\\"), ". ..");
  EXPECT_EQ(Seen("''"), "tt");
}

TEST(Places, AreAskedForInTheOrderOfTheText) {
  Places places("a # bb\n'''cc''' d 'e'");
  EXPECT_EQ(places.At(0), Place::kCode);
  EXPECT_EQ(places.At(5), Place::kProse);
  EXPECT_EQ(places.At(5), Place::kProse);
  EXPECT_EQ(places.At(11), Place::kProse);
  EXPECT_EQ(places.At(16), Place::kCode);
  EXPECT_EQ(places.At(18), Place::kText);
  EXPECT_EQ(places.At(100), Place::kCode);
}

TEST(FromImports, AreLinesAndBrackets) {
  const auto is_import = [](std::string_view text, std::string_view word) {
    return FromImports(text).Contains(text.find(word));
  };
  EXPECT_TRUE(is_import("x = 1\n  from a import b  # c", "b"));
  EXPECT_TRUE(is_import("from a import b\r\nc", "a"));
  EXPECT_FALSE(is_import("from a import b\nc", "c"));
  EXPECT_FALSE(is_import("from a import b; c(b)", "c"));
  EXPECT_FALSE(is_import("from a import b\rc", "c"));
  EXPECT_FALSE(is_import("import a", "a"));
  EXPECT_FALSE(is_import("yield from a", "a"));
  EXPECT_FALSE(is_import("from a import b  # :(\nc", "c"));
  FromImports imports("from a import (\n  b,\n  c)\nd");
  EXPECT_TRUE(imports.Contains(5));
  EXPECT_TRUE(imports.Contains(18));
  EXPECT_TRUE(imports.Contains(23));
  EXPECT_FALSE(imports.Contains(26));
}

}  // namespace
}  // namespace meerkat::trigger
