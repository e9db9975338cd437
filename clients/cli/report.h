#pragma once

// What a scan found, in the form that every output format is written from. Plain values: no message
// of the wire in them.
//
//   Report report = …;
//   SortReport(report);
//   WriteJsonReport(report, {}, out);
//
// After SortReport() equal scans give equal reports: findings and notices in order of path, place
// and rule, rules in order of name, and nothing that depends on time, threads or transport but
// `run`.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/exit_code.h"
#include "clients/cli/tree_walk.h"
#include "engine/core/digest.h"

namespace meerkat::cli {

// Severity and confidence.
enum class Level : uint8_t { kUnknown = 0, kLow = 1, kMedium = 2, kHigh = 3 };

// "low", "medium", "high".
std::string_view LevelName(Level level);

struct RuleText {
  std::string name;
  std::string bandit_id;  // may be empty
  std::string family;
  Level severity = Level::kUnknown;
  Level confidence = Level::kUnknown;
  uint32_t cwe = 0;
  std::string owasp_2021;  // "A03:2021"
  std::string owasp_2025;
  std::string cheat_sheet;  // "OS_Command_Injection_Defense"
  std::string message;
  std::string why;
  std::string fix;
  std::vector<std::string> profiles;
  std::string bad_example;
  std::string good_example;
};

// Where the OWASP cheat sheet of a rule is; empty without one.
std::string CheatSheetAddress(const RuleText& rule);

// 1-based; a column counts code points; the end is one past the last character.
struct Region {
  uint32_t start_line = 0;
  uint32_t start_column = 0;
  uint32_t end_line = 0;
  uint32_t end_column = 0;
};

struct FlowStep {
  std::string path;
  Region region;
  std::string text;
};

struct Finding {
  std::string path;
  uint32_t rule = 0;  // index into Report::rules
  Region region;
  uint32_t line = 0;  // to show it at
  // Of a notebook: the cell that lines are counted in, and the line of the file. 0 elsewhere.
  uint32_t cell = 0;
  uint32_t file_line = 0;
  // The lines on which a `# nosec` comment silences it.
  uint32_t extent_start = 0;
  uint32_t extent_end = 0;
  Level severity = Level::kUnknown;
  Level confidence = Level::kUnknown;
  std::string message;
  std::string fingerprint;  // lower-case hexadecimal
  std::string excerpt;      // source lines, if the server was asked for them
  uint32_t excerpt_line = 0;
  std::vector<FlowStep> flow;
};

// The column that goes with `line`: where the region starts, or 1 on a later line of it.
uint32_t ShownColumn(const Finding& finding);

struct Notice {
  // "too-large", "parse-partial" …: the contract's names in kebab-case.
  std::string kind;
  std::string path;
  std::string message;
  uint64_t bytes = 0;
  Region region;  // start_line 0: none
  // Something that should have been analysed was not.
  bool incomplete = false;
};

// Of each analysed file, when asked for.
struct FileResult {
  std::string path;
  uint64_t lines_of_code = 0;
  uint64_t silenced = 0;  // by comments that name no test
  uint64_t silenced_by_id = 0;
  bool syntax_error = false;
};

enum class Outcome : uint8_t { kPass, kFail, kIncomplete };

// "pass", "fail", "incomplete".
std::string_view OutcomeName(Outcome outcome);

struct Totals {
  uint64_t files = 0;
  uint64_t analysed = 0;  // reused results among them
  uint64_t skipped = 0;   // not_python among them
  uint64_t not_python = 0;
  uint64_t lines_of_code = 0;
  uint64_t bytes_analysed = 0;
  uint64_t high = 0;
  uint64_t medium = 0;
  uint64_t low = 0;
  uint64_t suppressed = 0;
};

// What differs from run to run; formats that must not differ leave it out.
struct Run {
  double seconds = 0;
  uint64_t bytes_sent = 0;
  uint64_t files_reused = 0;
};

// What this machine has of a file with findings, for showing its lines.
struct LocalFile {
  std::string path;
  core::Digest digest;
  // Its contents where it is no file.
  std::shared_ptr<const std::string> text;
};

struct Report {
  std::vector<RuleText> rules;
  std::vector<Finding> findings;
  std::vector<Notice> notices;
  std::vector<FileResult> file_results;
  Totals totals;
  WalkSummary walk;
  Outcome outcome = Outcome::kPass;
  std::vector<std::string> reasons;
  std::string profile;
  std::string server_version;
  std::string engine_version;
  std::string grammar;
  std::string rules_digest;  // lower-case hexadecimal
  Run run;
  // By the path in the report.
  std::map<std::string, LocalFile> local_files;
};

// Puts everything into its final order and drops rules without a finding.
void SortReport(Report& report);

// Whatever is worse counts: incomplete, then fail, then pass.
void Worsen(Report& report, Outcome outcome);

// kExitIncomplete, kExitFindings (kExitClean with `exit_zero`) or kExitClean.
ExitCode ExitCodeFor(const Report& report, bool exit_zero);

std::string ToHex(std::string_view bytes);

}  // namespace meerkat::cli
