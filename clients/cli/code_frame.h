#pragma once

// The source lines of a finding with their numbers and a marker under what matched:
//
//   12 │     subprocess.call(cmd, shell=True)
//      │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//
// A region over many lines is shown by its first lines, the line that decides and its last one; a
// long line is cut around the region. Tabs, wide and invisible characters are accounted for.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "clients/cli/report.h"
#include "clients/cli/terminal.h"

namespace meerkat::cli {

struct FrameOptions {
  // Terminal columns that a line of the frame may take.
  uint32_t width = 100;
  // Written before each line.
  std::string indent = "  ";
  Painter paint{false};
  Color marker = Color::kRed;
};

// `line_of` gives the text of a line by its 1-based number; `shown` is the finding's line.
std::string CodeFrame(const std::function<std::string_view(uint32_t)>& line_of,
                      const Region& region, uint32_t shown, const FrameOptions& options);

}  // namespace meerkat::cli
