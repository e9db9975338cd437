#pragma once

// What may be written to a terminal, how wide it gets and in which colours.
//
// Source code, paths and messages come from the tree that is scanned. A terminal obeys control
// characters in them, and a reader is misled by invisible and direction-changing ones: Printable()
// shows both as escapes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meerkat::cli {

enum class ColorMode : uint8_t { kAuto, kAlways, kNever };

// What the environment says about colours. Empty strings are as good as unset ones.
struct ColorEnvironment {
  std::string no_color;     // NO_COLOR
  std::string force_color;  // FORCE_COLOR; "0" is as good as unset
  std::string term;         // TERM
  static ColorEnvironment FromProcess();
};

// The flag decides; with kAuto NO_COLOR, then FORCE_COLOR, then TERM=dumb, then whether it is a
// terminal.
bool UseColor(ColorMode mode, bool is_terminal, const ColorEnvironment& environment);

// Columns of the terminal behind `fd`, `otherwise` when there is none.
uint32_t TerminalWidth(int fd, uint32_t otherwise);

enum class Color : uint8_t { kRed, kYellow, kCyan, kGreen, kBold, kDim };

// Wraps text into colours, or leaves it alone when they are off.
class Painter {
 public:
  explicit Painter(bool on) : on_(on) {}
  std::string operator()(Color color, std::string_view text) const;

 private:
  bool on_;
};

// One character of a line as it is shown: one column in the sense of a Region.
struct Cell {
  std::string text;
  uint32_t width = 1;  // terminal columns
};

// The cells of a line. Tabs reach to the next multiple of four; a malformed byte is U+FFFD.
std::vector<Cell> CellsOf(std::string_view line);

// The text on one line, safe to print: control characters, invisible ones and line ends as \x1b,
// \u202e, \n; malformed bytes as U+FFFD.
std::string Printable(std::string_view text);

// Terminal columns that Printable(text) takes.
uint32_t PrintedWidth(std::string_view text);

// Breaks text at spaces into lines of at most `width` columns; a longer word has its own line.
std::vector<std::string> WrapText(std::string_view text, uint32_t width);

}  // namespace meerkat::cli
