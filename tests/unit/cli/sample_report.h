#pragma once

// A small report with one of everything, for the tests of the formats.

#include "clients/cli/report.h"

namespace meerkat::cli {

inline Report SampleReport() {
  Report report;
  report.rules = {
      {.name = "yaml-load",
       .bandit_id = "B506",
       .family = "deserialization",
       .severity = Level::kMedium,
       .confidence = Level::kHigh,
       .cwe = 502,
       .owasp_2021 = "A08:2021",
       .owasp_2025 = "A08:2025",
       .cheat_sheet = "Deserialization",
       .message = "builds objects",
       .why = "Code runs.",
       .fix = "yaml.safe_load(text)",
       .profiles = {"bandit", "default", "all"}},
      {.name = "never-used", .cwe = 1},
      {.name = "async-shell",
       .family = "command",
       .severity = Level::kHigh,
       .confidence = Level::kMedium,
       .cwe = 78,
       .owasp_2021 = "A03:2021",
       .owasp_2025 = "A05:2025",
       .message = "run by a shell",
       .why = "Commands run.",
       .fix = "run([\"ls\"])\n# no shell",
       .profiles = {"all"}},
  };
  report.findings = {
      {.path = "b #1.py",
       .rule = 2,
       .region = {5, 3, 7, 4},
       .line = 6,
       .severity = Level::kHigh,
       .confidence = Level::kMedium,
       .message = "run by a shell",
       .fingerprint = "0b",
       .flow = {{"a.py", {1, 2, 1, 3}, "is read"}}},
      {.path = "a.py",
       .rule = 0,
       .region = {2, 5, 2, 9},
       .line = 2,
       .severity = Level::kMedium,
       .confidence = Level::kHigh,
       .message = "builds objects",
       .fingerprint = "0a",
       .excerpt = "x = yaml",
       .excerpt_line = 2},
  };
  report.notices = {
      {.kind = "too-large",
       .path = "big.py",
       .message = "has 9 bytes",
       .bytes = 9,
       .incomplete = true},
      {.kind = "parse-partial", .path = "a.py", .message = "syntax error", .region = {3, 0, 4, 0}}};
  report.totals = {.files = 5,
                   .analysed = 3,
                   .skipped = 2,
                   .not_python = 1,
                   .lines_of_code = 1234,
                   .bytes_analysed = 999,
                   .high = 1,
                   .medium = 1,
                   .suppressed = 2};
  report.walk.left_out["__pycache__"] = {.folders = 2};
  report.walk.left_out[".gitignore"] = {.folders = 1, .files = 3};
  report.walk.not_python = 7;
  report.outcome = Outcome::kIncomplete;
  report.reasons = {"big.py: has 9 bytes"};
  report.profile = "default";
  report.server_version = "0.1.0";
  report.engine_version = "0.1.0";
  report.grammar = "grammar";
  report.rules_digest = "ff";
  report.run = {.seconds = 0.25, .bytes_sent = 10, .files_reused = 1};
  SortReport(report);
  return report;
}

}  // namespace meerkat::cli
