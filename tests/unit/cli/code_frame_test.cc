#include "clients/cli/code_frame.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace meerkat::cli {
namespace {

std::string Frame(std::vector<std::string> lines, const Region& region, uint32_t shown,
                  uint32_t width = 60) {
  FrameOptions options;
  options.width = width;
  options.indent = "";
  return "\n" + CodeFrame([&](uint32_t line) -> std::string_view { return lines[line - 1]; },
                          region, shown, options);
}

TEST(CodeFrame, MarksTheRegion) {
  EXPECT_EQ(Frame({"x = eval(y)"}, {1, 5, 1, 12}, 1), R"(
1 │ x = eval(y)
  │     ^^^^^^^
)");
}

TEST(CodeFrame, CountsTabsAndWideCharacters) {
  EXPECT_EQ(Frame({"\tn = \"日本\"; eval(n)"}, {1, 12, 1, 19}, 1), R"(
1 │     n = "日本"; eval(n)
  │                 ^^^^^^^
)");
}

TEST(CodeFrame, ShowsControlCharactersAndKeepsTheMarkInPlace) {
  EXPECT_EQ(Frame({"# \x1b[2J\u202E x; eval(n)"}, {1, 12, 1, 19}, 1), R"(
1 │ # \x1b[2J\u202e x; eval(n)
  │                    ^^^^^^^
)");
}

TEST(CodeFrame, MarksTheLineThatDecides) {
  EXPECT_EQ(Frame({"call(", "    cmd,", "    shell=True,", ")"}, {1, 1, 4, 2}, 3), R"(
1 │ call(
2 │     cmd,
3 │     shell=True,
  │     ^^^^^^^^^^^
4 │ )
)");
}

TEST(CodeFrame, LeavesOutTheMiddleOfALongRegion) {
  std::vector<std::string> lines(120, "    x,");
  lines[0] = "f(";
  lines[79] = "    y,";
  lines[119] = ")";
  EXPECT_EQ(Frame(lines, {1, 1, 120, 2}, 80), R"(
  1 │ f(
  2 │     x,
  3 │     x,
    │ …
 80 │     y,
    │     ^^
    │ …
120 │ )
)");
}

TEST(CodeFrame, CutsALongLineAroundTheRegion) {
  const std::string line = std::string(100, 'a') + " eval(x) " + std::string(100, 'b');
  EXPECT_EQ(Frame({line}, {1, 102, 1, 109}, 1, 34), R"(
1 │ …aaaaaa eval(x) bbbbbbbbbbbbb…
  │         ^^^^^^^
)");
  EXPECT_EQ(Frame({"eval(x) " + line}, {1, 1, 1, 8}, 1, 34), R"(
1 │ eval(x) aaaaaaaaaaaaaaaaaaaaa…
  │ ^^^^^^^
)");
  // A region that is longer than the room.
  EXPECT_EQ(Frame({"eval(" + line + ")"}, {1, 1, 1, 215}, 1, 34), R"(
1 │ eval(aaaaaaaaaaaaaaaaaaaaaaaa…
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
)");
}

TEST(CodeFrame, ColumnsBeyondTheLineDoNoHarm) {
  EXPECT_EQ(Frame({"ab"}, {1, 9, 1, 20}, 1), "\n1 │ ab\n");
  EXPECT_EQ(Frame({""}, {1, 1, 1, 1}, 1), "\n1 │\n");
}

}  // namespace
}  // namespace meerkat::cli
