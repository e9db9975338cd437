#include "clients/cli/terminal.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::cli {
namespace {

using ::testing::ElementsAre;

TEST(UseColor, TheFlagDecidesThenTheEnvironment) {
  const ColorEnvironment nothing, no_color{"1", "", "xterm"}, force{"", "1", "dumb"},
      both{"1", "1", "xterm"}, off{"", "0", "xterm"}, dumb{"", "", "dumb"};
  EXPECT_TRUE(UseColor(ColorMode::kAlways, false, no_color));
  EXPECT_FALSE(UseColor(ColorMode::kNever, true, force));
  EXPECT_TRUE(UseColor(ColorMode::kAuto, true, nothing));
  EXPECT_FALSE(UseColor(ColorMode::kAuto, false, nothing));
  EXPECT_FALSE(UseColor(ColorMode::kAuto, true, no_color));
  EXPECT_TRUE(UseColor(ColorMode::kAuto, false, force));
  EXPECT_FALSE(UseColor(ColorMode::kAuto, true, both));
  EXPECT_FALSE(UseColor(ColorMode::kAuto, false, off));
  EXPECT_FALSE(UseColor(ColorMode::kAuto, true, dumb));
}

TEST(Painter, LeavesTextAloneWhenColoursAreOff) {
  EXPECT_EQ(Painter(false)(Color::kRed, "x"), "x");
  EXPECT_EQ(Painter(true)(Color::kGreen, "x"), "\x1b[32mx\x1b[0m");
  EXPECT_EQ(Painter(true)(Color::kGreen, ""), "");
}

TEST(Printable, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(Printable("a\x1b[31mb"), "a\\x1b[31mb");
  EXPECT_EQ(Printable("a\nb\r\t"), "a\\nb\\r\\t");
  EXPECT_EQ(Printable("\xC2\x9B"), "\\u009b");        // CSI in one character
  EXPECT_EQ(Printable("\u202Ex"), "\\u202ex");        // right-to-left override
  EXPECT_EQ(Printable("\u200B"), "\\u200b");          // zero-width space
  EXPECT_EQ(Printable("\U000E0041"), "\\U000e0041");  // tag character
  EXPECT_EQ(Printable("日本 ü"), "日本 ü");
  EXPECT_EQ(Printable("a\xFF"), "a\xEF\xBF\xBD");
}

TEST(PrintedWidth, CountsTerminalColumns) {
  EXPECT_EQ(PrintedWidth("abc"), 3u);
  EXPECT_EQ(PrintedWidth("日本"), 4u);
  EXPECT_EQ(PrintedWidth("e\u0301"), 1u);
  EXPECT_EQ(PrintedWidth("\x1b"), 4u);
}

TEST(WrapText, BreaksAtSpaces) {
  EXPECT_THAT(WrapText("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(WrapText("a-very-long-word b", 5), ElementsAre("a-very-long-word", "b"));
  EXPECT_THAT(WrapText("", 5), ElementsAre());
}

}  // namespace
}  // namespace meerkat::cli
