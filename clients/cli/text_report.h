#pragma once

// The report for people: each finding on a line that editors and terminals turn into a link, with
// the code under it; then once for each rule why it matters and what to do instead; then the
// summary, with everything that was left out.

#include <ostream>
#include <string>

#include "clients/cli/report.h"

namespace meerkat::cli {

struct TextOptions {
  bool color = false;
  // One line a finding and nothing else.
  bool quiet = false;
  // Every notice and every rule's texts, nothing shortened.
  bool verbose = false;
  uint32_t width = 100;
};

void WriteTextReport(const Report& report, const TextOptions& options, std::ostream& out);

// "1 finding", "1,234 findings".
std::string Count(uint64_t number, std::string_view noun);

// One line, for those who get the report as a file: "3 findings (1 high, 2 medium) in 12 files".
std::string SummaryLine(const Report& report);

}  // namespace meerkat::cli
