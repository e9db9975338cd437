#include "engine/syntax/string_literal.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/unit/syntax/tree_text.h"

namespace meerkat::syntax {
namespace {

// The first string in the source; f-strings in f-strings come after what holds them.
Node FirstString(const Tree& tree) {
  for (Node node : tree.All()) {
    if (node.kind() == Kind::kString || node.kind() == Kind::kConcatenatedString) return node;
  }
  return {};
}

struct Value {
  std::string_view literal;
  std::string_view value;
};

// The values are those of CPython's ast.literal_eval, in UTF-8, a lone surrogate as U+FFFD.
constexpr Value kValues[] = {
    {"'abc'", "abc"},
    {"\"a\\'b\"", "a'b"},
    {"'a\\\"b'", "a\"b"},
    {"'''a'b'''", "a'b"},
    {"\"\"\"a\"b\"\"\"", "a\"b"},
    {"''", ""},
    {"\"\"", ""},
    {"''''''", ""},
    {"\"\"\"\"\"\"", ""},
    {"'\\n\\t\\r\\a\\b\\f\\v'", "\n\t\r\x07\x08\x0C\x0B"},
    {"'\\\\'", "\\"},
    {"'\\''", "'"},
    {"'\\\"'", "\""},
    {"'\\0'", std::string_view("\x00", 1)},
    {"'\\7x'", "\x07x"},
    {"'\\101'", "A"},
    {"'\\1012'", "A2"},
    {"'\\400'", "\xC4\x80"},
    {"'\\777'", "\xC7\xBF"},
    {"'\\8'", "\\8"},
    {"'\\x41'", "A"},
    {"'\\xe9'", "\xC3\xA9"},
    {"'\\u20ac'", "\xE2\x82\xAC"},
    {"'\\U0001D11E'", "\xF0\x9D\x84\x9E"},
    {"'\\d\\.\\ '", "\\d\\.\\ "},
    {"'a\\\nb'", "ab"},
    {"'a\\\r\nb'", "ab"},
    {"'a\\\rb'", "ab"},
    {"'''a\nb'''", "a\nb"},
    {"'''a\r\nb'''", "a\nb"},
    {"'''a\rb'''", "a\nb"},
    {"r'\\n'", "\\n"},
    {"R'\\''", "\\'"},
    {"r'\\\\'", "\\\\"},
    {"r'a\\\nb'", "a\\\nb"},
    {"u'\\u00e9'", "\xC3\xA9"},
    {"U'x'", "x"},
    {"'\xC3\xA9\xE2\x82\xAC'", "\xC3\xA9\xE2\x82\xAC"},
    {"'%s' 'b'", "%sb"},
    {"'a' r'\\b' \"\"\"c\"\"\"", "a\\bc"},
    {"('a'\n 'b')", "ab"},
    {"'{{}}'", "{{}}"},
    {"'\\ud83d\\ude00'", "\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"'\\ud800'", "\xEF\xBF\xBD"},
    {"'\\x5c\\x6e'", "\\n"},
    {"'\\uD7FF\\uE000'", "\xED\x9F\xBF\xEE\x80\x80"},
    {"'\\U0010FFFF'", "\xF4\x8F\xBF\xBF"},
    {"'#'", "#"},
    {"'a' # comment", "a"},
};

TEST(ConstantString, IsWhatPythonEvaluates) {
  for (const Value& test : kValues) {
    const Tree tree = ParseTree(test.literal);
    const Node string = FirstString(tree);
    std::string value = "before ";
    EXPECT_TRUE(ConstantString(string, &value)) << test.literal;
    EXPECT_EQ(value, "before " + std::string(test.value)) << test.literal;
    EXPECT_TRUE(StringEquals(string, test.value)) << test.literal;
    EXPECT_FALSE(StringEquals(string, std::string(test.value) + "x")) << test.literal;
    std::string parts;
    EXPECT_TRUE(ConstantParts(string, &parts)) << test.literal;
    EXPECT_EQ(parts, test.value) << test.literal;
    EXPECT_FALSE(IsFormatString(string)) << test.literal;
    EXPECT_FALSE(IsBytes(string)) << test.literal;
  }
}

// Names of characters are not looked up.
TEST(ConstantString, HasAReplacementForANamedCharacter) {
  const Tree tree = ParseTree(R"('a\N{BULLET}b')");
  std::string value;
  EXPECT_TRUE(ConstantString(FirstString(tree), &value));
  EXPECT_EQ(value, "a\uFFFDb");
}

TEST(ConstantString, IsNoneForFormatStringsBytesAndOtherNodes) {
  for (std::string_view source : {"f'a'", "F'a{b}'", "rf'a'", "fr'a'", "t'a'", "b'a'", "rb'a'",
                                  "Rb'a'", "'a' f'{b}'", "b'a' b'c'", "x", "1"}) {
    const Tree tree = ParseTree(source);
    const Node node = tree.root().first_child().first_child();
    std::string value = "kept";
    EXPECT_FALSE(ConstantString(node, &value)) << source;
    EXPECT_EQ(value, "kept") << source;
    EXPECT_FALSE(StringEquals(node, "a")) << source;
  }
  std::string value;
  EXPECT_FALSE(ConstantString(Node(), &value));
  EXPECT_FALSE(ConstantParts(Node(), &value));
}

// Python 2's `x` is repr(x): code and no text.
TEST(ConstantString, IsNoneForBackquotes) {
  const Tree tree = ParseTree("x = `password_of_mine`");
  EXPECT_FALSE(FirstString(tree));
}

struct Parts {
  std::string_view literal;
  std::string_view constant;
};

TEST(ConstantParts, LeavesOutWhatIsInterpolated) {
  constexpr Parts kParts[] = {
      {"f'a{b}c'", "ac"},
      {"f'{a}'", ""},
      {"f'{{a}}{b}'", "{a}"},
      {R"(f'a\n{b!r:>{width}}\t')", "a\n\t"},
      {R"(rf'a\n{b}')", R"(a\n)"},
      {R"(f'a{f"b{c}d"}e')", "ae"},
      {"f'''a\n{\nb\n}\n'''", "a\n\n"},
      {"'a{b}' f'c{d}e' 'f'", "a{b}cef"},
      {"f'a{b=}'", "a"},
      {"f'a{ {1: 2}[1] }b'", "ab"},
      {"f'SELECT * FROM {table} WHERE x = {value!r}'", "SELECT * FROM  WHERE x = "},
  };
  for (const Parts& test : kParts) {
    const Tree tree = ParseTree(test.literal);
    ASSERT_TRUE(tree.errors().empty()) << test.literal;
    std::string parts;
    EXPECT_TRUE(ConstantParts(FirstString(tree), &parts)) << test.literal;
    EXPECT_EQ(parts, test.constant) << test.literal;
    EXPECT_TRUE(IsFormatString(FirstString(tree))) << test.literal;
  }
}

TEST(ConstantParts, IsNoneForBytes) {
  const Tree tree = ParseTree("b'a'");
  std::string parts;
  EXPECT_FALSE(ConstantParts(FirstString(tree), &parts));
  EXPECT_TRUE(IsBytes(FirstString(tree)));
}

TEST(PrefixOf, ReadsAnyOrderAndCase) {
  EXPECT_EQ(PrefixOf("'a'").prefix_length, 0);
  EXPECT_EQ(PrefixOf("'a'").quote_length, 1);
  EXPECT_TRUE(PrefixOf("Rb'a'").raw);
  EXPECT_TRUE(PrefixOf("bR'a'").bytes);
  EXPECT_EQ(PrefixOf("bR'a'").prefix_length, 2);
  EXPECT_TRUE(PrefixOf("fR'a'").format);
  EXPECT_TRUE(PrefixOf("fR'a'").raw);
  EXPECT_FALSE(PrefixOf("u'a'").raw);
  EXPECT_EQ(PrefixOf("u'a'").prefix_length, 1);
}

TEST(PrefixOf, TellsTripleQuotesFromTwoStrings) {
  EXPECT_TRUE(PrefixOf("'''a'''").quoted_thrice);
  EXPECT_EQ(PrefixOf("'''a'''").quote_length, 3);
  EXPECT_TRUE(PrefixOf("r\"\"\"\"\"\"").quoted_thrice);
  EXPECT_FALSE(PrefixOf("''").quoted_thrice);
  EXPECT_FALSE(PrefixOf("").quoted_thrice);
}

}  // namespace
}  // namespace meerkat::syntax
