#pragma once

// A report as text, every field of it: two reports are equal when their texts are, and a failing
// comparison shows where they differ.

#include <string>

#include "engine/core/finding.h"
#include "fmt/format.h"

namespace meerkat::tests {

inline std::string ReportText(const core::FileReport& report) {
  std::string text =
      fmt::format("analysed {} parsed {} code {} suppressed {} ({} by id) dropped {}\n",
                  report.analysed, report.parsed, report.lines_of_code, report.suppressed,
                  report.suppressed_by_id, report.dropped);
  for (const core::Notice& notice : report.notices) {
    text += fmt::format("notice {} lines {}-{}: {}\n", static_cast<int>(notice.kind),
                        notice.first_line, notice.last_line, notice.message);
  }
  for (const core::Finding& finding : report.findings) {
    text += fmt::format("{}:{}-{}:{} [{}, {}) shown {} {} severity {} confidence {} \"{}\" ",
                        finding.begin.line, finding.begin.column, finding.end.line,
                        finding.end.column, finding.span.begin, finding.span.end, finding.line,
                        finding.rule->name, static_cast<int>(finding.severity),
                        static_cast<int>(finding.confidence), finding.message);
    for (uint8_t byte : finding.fingerprint) text += fmt::format("{:02x}", byte);
    text += fmt::format(" excerpt from {}: {}\n", finding.excerpt_line, finding.excerpt);
  }
  return text;
}

}  // namespace meerkat::tests
