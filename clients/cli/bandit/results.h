#pragma once

// What a run found, in Bandit's terms: issues, metrics by file, files that were skipped. Every
// format is written from it.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/report.h"

namespace meerkat::bandit {

using cli::Level;

// "UNDEFINED", "LOW", "MEDIUM", "HIGH".
std::string_view UpperName(Level level);

// A file's text as Python's linecache has it; shared by the issues in it.
struct FileLines {
  std::string text;
  std::vector<uint32_t> starts;  // of each line, and the end

  // With its line end; empty past the end.
  std::string_view Line(uint32_t line) const;
};

struct Issue {
  std::string file;
  std::string test_id;
  std::string test_name;  // the function of Bandit that finds it: "blacklist" for B301 to B4xx
  Level severity = Level::kUnknown;
  Level confidence = Level::kUnknown;
  uint32_t cwe = 0;
  std::string text;
  uint32_t line = 0;
  uint32_t column = 0;  // from 0, in bytes of UTF-8, as Python's ast has it
  uint32_t end_column = 0;
  uint32_t first_line = 0;  // the range of lines
  uint32_t last_line = 0;
  std::shared_ptr<const FileLines> lines;

  std::string CweLink() const;
  std::string MoreInfo() const;
  // "4 x = 1\n5 y\n": numbered lines around it, a tab after the number if `tabbed`.
  std::string Code(int most_lines, bool tabbed) const;
};

struct FileMetrics {
  uint64_t loc = 0;
  uint64_t nosec = 0;
  uint64_t skipped_tests = 0;
  bool counted = true;  // false: Bandit did not come to count issues, the file has a syntax error
  uint64_t by_severity[4] = {};  // by Level
  uint64_t by_confidence[4] = {};

  void Add(const FileMetrics& other);
};

// An issue to report, and those of the same kind in the file among which it is if there is a
// baseline.
struct Shown {
  const Issue* issue = nullptr;
  std::vector<const Issue*> candidates;
};

struct Results {
  std::vector<Issue> issues;  // of all levels
  std::map<std::string, FileMetrics> metrics;
  FileMetrics totals;
  std::vector<std::pair<std::string, std::string>> skipped;  // file, reason
  std::vector<std::string> files;                            // that were scanned
  std::vector<std::string> excluded;
};

// From the report of a scan with the profile "bandit" and file results. `files`: all that were
// given to the scan, in order.
Results MakeResults(const cli::Report& report, const std::vector<std::string>& files);

// Issues of a baseline report. False: it is no such report.
bool ReadBaseline(const std::string& json, std::vector<Issue>* issues);

// The issues of these levels and above that the baseline does not have. An issue is in the baseline
// if it agrees in file, test, levels and text; a baseline that another tool wrote, in other words,
// has it if its code shows the line.
std::vector<Shown> SelectIssues(const Results& results, int severity, int confidence,
                                const std::vector<Issue>* baseline);

}  // namespace meerkat::bandit
