#include "clients/cli/code_frame.h"

#include <algorithm>
#include <set>
#include <vector>

#include "fmt/format.h"

namespace meerkat::cli {
namespace {

constexpr uint32_t kFirstLines = 3;
constexpr std::string_view kBar = "│";
constexpr std::string_view kCut = "…";

// What of a line is marked, as a half-open range of its cells.
struct Marked {
  size_t begin = 0;
  size_t end = 0;
};

std::set<uint32_t> LinesToShow(const Region& region, uint32_t shown) {
  std::set<uint32_t> lines;
  const uint32_t last = std::max(region.end_line, region.start_line);
  for (uint32_t i = 0; i < kFirstLines && region.start_line + i <= last; ++i) {
    lines.insert(region.start_line + i);
  }
  lines.insert(shown);
  lines.insert(last);
  return lines;
}

// The region's part of `line`, without the white space around it.
Marked MarkedCells(const std::vector<Cell>& cells, const Region& region, uint32_t line) {
  Marked marked{0, cells.size()};
  if (line < region.start_line || line > region.end_line) return {};
  if (line == region.start_line && region.start_column > 0) marked.begin = region.start_column - 1;
  if (line == region.end_line && region.end_column > 0) marked.end = region.end_column - 1;
  marked.end = std::min(marked.end, cells.size());
  marked.begin = std::min(marked.begin, marked.end);
  const auto blank = [&](size_t i) {
    return cells[i].text.find_first_not_of(' ') == std::string::npos;
  };
  while (marked.begin < marked.end && blank(marked.begin)) ++marked.begin;
  while (marked.begin < marked.end && blank(marked.end - 1)) --marked.end;
  return marked;
}

// Which cells of a line fit into `width`, so that the marked ones are seen from their start.
Marked VisibleCells(const std::vector<Cell>& cells, const Marked& marked, uint32_t width) {
  uint32_t total = 0;
  for (const Cell& cell : cells) total += cell.width;
  if (total <= width) return {0, cells.size()};
  // A quarter of the room before the marked part, if it does not fit from the line's start.
  uint32_t upto = 0;
  for (size_t i = 0; i < marked.end; ++i) upto += cells[i].width;
  Marked visible;
  if (upto + 1 > width) {
    visible.begin = marked.begin;
    for (uint32_t room = width / 4; visible.begin > 0 && cells[visible.begin - 1].width <= room;) {
      room -= cells[--visible.begin].width;
    }
  }
  uint32_t room = width - 1 - (visible.begin > 0 ? 1 : 0);
  visible.end = visible.begin;
  while (visible.end < cells.size() && cells[visible.end].width <= room) {
    room -= cells[visible.end++].width;
  }
  return visible;
}

struct DrawnLine {
  std::string code;
  std::string marker;  // empty where nothing is marked
};

DrawnLine Draw(std::string_view text, const Region& region, uint32_t line, uint32_t width) {
  const std::vector<Cell> cells = CellsOf(text);
  const Marked marked = MarkedCells(cells, region, line);
  const Marked visible = VisibleCells(cells, marked, width);
  DrawnLine drawn;
  if (visible.begin > 0) {
    drawn.code += kCut;
    drawn.marker += ' ';
  }
  size_t marker_end = 0;
  for (size_t i = visible.begin; i < visible.end; ++i) {
    drawn.code += cells[i].text;
    const bool on = i >= marked.begin && i < marked.end;
    drawn.marker.append(cells[i].width, on ? '^' : ' ');
    if (on) marker_end = drawn.marker.size();
  }
  if (visible.end < cells.size()) drawn.code += kCut;
  drawn.code.resize(drawn.code.find_last_not_of(' ') + 1);
  drawn.marker.resize(marker_end);
  return drawn;
}

}  // namespace

std::string CodeFrame(const std::function<std::string_view(uint32_t)>& line_of,
                      const Region& region, uint32_t shown, const FrameOptions& options) {
  const std::set<uint32_t> lines = LinesToShow(region, shown);
  const size_t digits = fmt::formatted_size("{}", *lines.rbegin());
  const size_t gutter = options.indent.size() + digits + 3;
  const uint32_t width =
      static_cast<uint32_t>(std::max<size_t>(options.width, gutter + 20) - gutter);
  std::string frame;
  const auto add = [&](std::string_view number, std::string_view code) {
    const std::string left = fmt::format("{:>{}} {}", number, digits, kBar);
    frame += options.indent + options.paint(Color::kDim, left);
    if (!code.empty()) frame += fmt::format(" {}", code);
    frame += '\n';
  };
  uint32_t previous = *lines.begin();
  for (uint32_t line : lines) {
    if (line > previous + 1) add("", options.paint(Color::kDim, kCut));
    previous = line;
    const DrawnLine drawn = Draw(line_of(line), region, line, width);
    add(fmt::format("{}", line), drawn.code);
    // One marker a frame: under the line that decides.
    if (line == shown && !drawn.marker.empty()) {
      add("", options.paint(options.marker, drawn.marker));
    }
  }
  return frame;
}

}  // namespace meerkat::cli
