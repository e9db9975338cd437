#pragma once

// The report for programs. One JSON object, UTF-8, one finding a line:
//
//   schema           "meerkat-report"
//   schema_version   1; raised when a field changes its meaning or goes, not when one is added
//   tool             name, version (of the server that scanned), engine_version, grammar,
//                    rules_digest
//   profile          "default"
//   verdict          outcome ("pass", "fail", "incomplete"), exit_code, reasons (sentences)
//   totals           files, files_analysed, files_skipped, files_not_python, lines_of_code,
//                    bytes_analysed, findings, high, medium, low, suppressed
//   left_out         what the walk left out: reason, folders, files
//   rules            texts of the rules with findings, sorted by name
//   findings         sorted by path, line, column, rule:
//                    path, line, column, start_line, start_column, end_line, end_column, rule,
//                    bandit_id, severity, confidence, cwe, owasp_2021, owasp_2025, cheat_sheet,
//                    message, fingerprint, flow (only where there is one)
//   notices          kind, path, message, bytes, start_line, end_line, incomplete
//   run              only with `timings`: seconds, bytes_sent, files_reused
//
// Lines and columns are 1-based, columns count code points, end_column is one past the last one.
// `line` and `column` are where to show the finding, the other four its region. A field without a
// value is null. Equal input gives equal bytes; only `run` differs from one scan to the next.

#include <ostream>
#include <vector>

#include "clients/cli/report.h"

namespace meerkat::cli {

struct JsonOptions {
  bool timings = false;
};

// `exit_code` is what the process is going to exit with.
void WriteJsonReport(const Report& report, int exit_code, const JsonOptions& options,
                     std::ostream& out);

// One rule as it stands in the report, with its examples where they are known.
void WriteRuleJson(const RuleText& rule, std::ostream& out);

// {"rules": [...]}, one a line.
void WriteRulesJson(const std::vector<RuleText>& rules, std::ostream& out);

}  // namespace meerkat::cli
