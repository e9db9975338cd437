#include "clients/cli/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <utility>

#include "clients/cli/display_path.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Shown two columns wide: the East Asian Wide and Fullwidth blocks and the emoji of Unicode 15, in
// whole blocks. A frame that is one column off after a rare sign is no loss.
constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1FAFF}, Range{0x20000, 0x3FFFD},
};
// Combining marks: no column of their own.
constexpr std::array kCombining = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A},
    Range{0x064B, 0x065F}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x20D0, 0x20FF},
    Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F},
};
// Invisible, or changing the direction of what follows (the "Trojan Source" signs).
constexpr std::array kHidden = {
    Range{0x80, 0x9F},     Range{0xAD, 0xAD},       Range{0x061C, 0x061C}, Range{0x180E, 0x180E},
    Range{0x200B, 0x200F}, Range{0x2028, 0x202E},   Range{0x2060, 0x206F}, Range{0xFEFF, 0xFEFF},
    Range{0xFFF9, 0xFFFB}, Range{0xE0000, 0xE007F},
};

template <size_t kCount>
bool Holds(const std::array<Range, kCount>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](Range range) { return range.first <= c && c <= range.last; });
}

size_t LengthByLead(uint8_t lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// The code point of a valid UTF-8 sequence.
char32_t Decode(std::string_view sequence) {
  const uint8_t lead = static_cast<uint8_t>(sequence[0]);
  if (sequence.size() == 1) return lead;
  char32_t c = lead & (0xFF >> (sequence.size() + 1));
  for (char byte : sequence.substr(1)) c = c << 6 | (static_cast<uint8_t>(byte) & 0x3F);
  return c;
}

Cell CellOf(std::string_view sequence) {
  const char32_t c = Decode(sequence);
  Cell cell;
  if (c < 0x20 || c == 0x7F) {
    cell.text = c == '\n'   ? "\\n"
                : c == '\r' ? "\\r"
                : c == '\t' ? "\\t"
                            : fmt::format("\\x{:02x}", static_cast<uint32_t>(c));
  } else if (Holds(kHidden, c)) {
    const uint32_t number = c;
    cell.text = c > 0xFFFF ? fmt::format("\\U{:08x}", number) : fmt::format("\\u{:04x}", number);
  } else {
    return {std::string(sequence), Holds(kCombining, c) ? 0u : Holds(kWide, c) ? 2u : 1u};
  }
  cell.width = static_cast<uint32_t>(cell.text.size());
  return cell;
}

// Calls `use(bytes, valid)` for each column of the text as Region counts them: a byte that
// continues no sequence belongs to the column before it.
template <typename Use>
void ForEachColumn(std::string_view text, const Use& use) {
  size_t at = 0;
  while (at < text.size()) {
    size_t end = at + 1;
    while (end < text.size() && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) ++end;
    const std::string_view bytes = text.substr(at, end - at);
    use(bytes,
        bytes.size() == LengthByLead(static_cast<uint8_t>(bytes[0])) && ValidUtf8(bytes) == bytes);
    at = end;
  }
}

std::string Environment(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

ColorEnvironment ColorEnvironment::FromProcess() {
  return {Environment("NO_COLOR"), Environment("FORCE_COLOR"), Environment("TERM")};
}

bool UseColor(ColorMode mode, bool is_terminal, const ColorEnvironment& environment) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  if (!environment.no_color.empty()) return false;
  if (!environment.force_color.empty() && environment.force_color != "0") return true;
  return is_terminal && environment.term != "dumb";
}

uint32_t TerminalWidth(int fd, uint32_t otherwise) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return otherwise;
  return size.ws_col;
}

std::string Painter::operator()(Color color, std::string_view text) const {
  static constexpr std::array<std::string_view, 6> kCodes = {"1;31", "33", "36", "32", "1", "2"};
  if (!on_ || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<size_t>(color)], text);
}

std::vector<Cell> CellsOf(std::string_view line) {
  constexpr uint32_t kTab = 4;
  std::vector<Cell> cells;
  uint32_t column = 0;
  ForEachColumn(line, [&](std::string_view bytes, bool valid) {
    Cell cell{"\xEF\xBF\xBD", 1};
    if (bytes == "\t") {
      cell.width = kTab - column % kTab;
      cell.text.assign(cell.width, ' ');
    } else if (valid) {
      cell = CellOf(bytes);
    }
    column += cell.width;
    cells.push_back(std::move(cell));
  });
  return cells;
}

std::string Printable(std::string_view text) {
  std::string printable;
  printable.reserve(text.size());
  ForEachColumn(text, [&](std::string_view bytes, bool valid) {
    printable += valid ? CellOf(bytes).text : "\xEF\xBF\xBD";
  });
  return printable;
}

uint32_t PrintedWidth(std::string_view text) {
  uint32_t width = 0;
  ForEachColumn(
      text, [&](std::string_view bytes, bool valid) { width += valid ? CellOf(bytes).width : 1; });
  return width;
}

std::vector<std::string> WrapText(std::string_view text, uint32_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const size_t space = text.find_first_of(" \n");
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    if (word.empty()) continue;
    if (!line.empty() && PrintedWidth(line) + 1 + PrintedWidth(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace meerkat::cli
