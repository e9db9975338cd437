#include "engine/core/source_file.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::core {
namespace {

using ::testing::ElementsAreArray;

struct LinesCase {
  std::string_view bytes;
  std::vector<std::string_view> lines;
};

TEST(SourceFile, SplitsLinesAsPythonDoes) {
  const LinesCase cases[] = {
      {"", {}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"a\nb", {"a", "b"}},
      {"a\r\nb\r\n", {"a", "b"}},
      {"a\rb\r", {"a", "b"}},
      {"a\n\rb", {"a", "", "b"}},
      {"a\r\r\nb", {"a", "", "b"}},
      {"\n\n", {"", ""}},
      {"\r\n\n\r", {"", "", ""}},
      {"a\r", {"a"}},
      {"a\fb\vc\n", {"a\fb\vc"}},  // no line ends
      {"a\xE2\x80\xA8"
       "b\n",
       {"a\xE2\x80\xA8"
        "b"}},  // U+2028 is none either
  };
  for (const LinesCase& test : cases) {
    SCOPED_TRACE(::testing::PrintToString(test.bytes));
    const SourceFile file("f.py", std::string(test.bytes));
    EXPECT_EQ(file.line_count(), test.lines.size());
    std::vector<std::string_view> lines;
    for (uint32_t line = 1; line <= file.line_count(); ++line) lines.push_back(file.Line(line));
    EXPECT_THAT(lines, ElementsAreArray(test.lines));
  }
}

TEST(SourceFile, HasEmptyLinesWhereThereAreNone) {
  const SourceFile file("f.py", "a\nb");
  EXPECT_EQ(file.Line(0), "");
  EXPECT_EQ(file.Line(3), "");
  EXPECT_EQ(file.Line(0xFFFFFFFF), "");
}

struct PositionCase {
  uint32_t offset;
  uint32_t line;
  uint32_t column;
};

void ExpectPositions(std::string_view bytes, const std::vector<PositionCase>& cases) {
  SCOPED_TRACE(::testing::PrintToString(bytes));
  const SourceFile file("f.py", std::string(bytes));
  for (const PositionCase& test : cases) {
    const Position at = file.PositionOf(test.offset);
    EXPECT_EQ(at.line, test.line) << "offset " << test.offset;
    EXPECT_EQ(at.column, test.column) << "offset " << test.offset;
    EXPECT_EQ(file.LineOf(test.offset), test.line) << "offset " << test.offset;
  }
}

TEST(SourceFile, CountsColumnsInCodePoints) {
  // é is two bytes, € three, 𝄞 four; an accent that combines is a code point of its own.
  ExpectPositions("é€𝄞x\nab", {{0, 1, 1}, {2, 1, 2}, {5, 1, 3}, {9, 1, 4}, {10, 1, 5}, {11, 2, 1}});
  ExpectPositions("e\xCC\x81x", {{1, 1, 2}, {3, 1, 3}});
  ExpectPositions("\tx", {{1, 1, 2}});
}

TEST(SourceFile, CountsAMalformedByteAsOneCharacter) {
  ExpectPositions("\xFF\xFEx", {{1, 1, 2}, {2, 1, 3}});
}

// Long lines are counted in strides.
TEST(SourceFile, CountsColumnsOfLongLines) {
  std::string bytes = "x\n";
  for (int i = 0; i < 5000; ++i) bytes += "é€𝄞";
  bytes += "\nab";
  const SourceFile file("f.py", bytes);
  for (uint32_t i : {0u, 1u, 57u, 341u, 342u, 500u, 4999u}) {
    const uint32_t at = 2 + i * 9;
    EXPECT_EQ(file.PositionOf(at).line, 2u);
    EXPECT_EQ(file.PositionOf(at).column, 3 * i + 1) << i;
    EXPECT_EQ(file.PositionOf(at + 2).column, 3 * i + 2) << i;
    EXPECT_EQ(file.PositionOf(at + 5).column, 3 * i + 3) << i;
  }
  EXPECT_EQ(file.PositionOf(2 + 5000 * 9).column, 15'001u);
  EXPECT_EQ(file.PositionOf(2 + 5000 * 9 + 2).column, 2u);
}

TEST(SourceFile, HasPositionsAtLineEndsAndPastTheEnd) {
  ExpectPositions("a\r\nb", {{1, 1, 2}, {3, 2, 1}, {4, 2, 2}, {5, 2, 2}, {4000, 2, 2}});
  ExpectPositions("", {{0, 1, 1}, {7, 1, 1}});
}

TEST(SourceFile, GivesTheTextOfASpan) {
  const SourceFile file("a/b.py", "one two");
  EXPECT_EQ(file.path(), "a/b.py");
  EXPECT_EQ(file.Text({4, 7}), "two");
  EXPECT_EQ(file.Text({7, 7}), "");
}

TEST(Span, IsHalfOpen) {
  const Span span{2, 5};
  EXPECT_EQ(span.size(), 3u);
  EXPECT_FALSE(span.Contains(1));
  EXPECT_TRUE(span.Contains(2));
  EXPECT_TRUE(span.Contains(4));
  EXPECT_FALSE(span.Contains(5));
  EXPECT_FALSE(span.empty());
  EXPECT_TRUE((Span{3, 3}.empty()));
}

}  // namespace
}  // namespace meerkat::core
