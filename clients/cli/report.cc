#include "clients/cli/report.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

namespace meerkat::cli {
namespace {

// Renumbers the findings' rules so that those in use stand in order of their names.
void SortRules(Report& report) {
  std::vector<bool> used(report.rules.size(), false);
  for (const Finding& finding : report.findings) used[finding.rule] = true;
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < report.rules.size(); ++i) {
    if (used[i]) order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return report.rules[a].name < report.rules[b].name; });
  std::vector<uint32_t> place(report.rules.size(), 0);
  std::vector<RuleText> rules;
  for (uint32_t old_place : order) {
    place[old_place] = static_cast<uint32_t>(rules.size());
    rules.push_back(std::move(report.rules[old_place]));
  }
  report.rules = std::move(rules);
  for (Finding& finding : report.findings) finding.rule = place[finding.rule];
}

// A finding's place among those of the same path.
auto Key(const Finding& finding) {
  const Region& region = finding.region;
  return std::tie(finding.cell, finding.line, region.start_line, region.start_column,
                  region.end_line, region.end_column, finding.rule, finding.message,
                  finding.fingerprint);
}

// Findings of one path, side by side as they came.
struct PathRun {
  std::string_view path;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Paths are compared once a run and findings moved once: they come by files, and a report may have
// 100,000 of them.
void SortFindings(std::vector<Finding>& findings) {
  std::vector<PathRun> runs;
  for (uint32_t i = 0; i < findings.size(); ++i) {
    if (runs.empty() || runs.back().path != findings[i].path) runs.push_back({findings[i].path, i});
    runs.back().end = i + 1;
  }
  std::sort(runs.begin(), runs.end(), [](const PathRun& a, const PathRun& b) {
    return std::tie(a.path, a.begin) < std::tie(b.path, b.begin);
  });
  std::vector<uint32_t> order;
  order.reserve(findings.size());
  for (size_t run = 0; run < runs.size();) {
    const size_t first = order.size();
    const std::string_view path = runs[run].path;
    for (; run < runs.size() && runs[run].path == path; ++run) {
      for (uint32_t i = runs[run].begin; i < runs[run].end; ++i) order.push_back(i);
    }
    std::sort(order.begin() + static_cast<ptrdiff_t>(first), order.end(),
              [&](uint32_t a, uint32_t b) { return Key(findings[a]) < Key(findings[b]); });
  }
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (uint32_t i : order) sorted.push_back(std::move(findings[i]));
  findings = std::move(sorted);
}

auto Key(const Notice& notice) {
  return std::tie(notice.path, notice.kind, notice.region.start_line, notice.message);
}

}  // namespace

std::string_view LevelName(Level level) {
  switch (level) {
    case Level::kLow: return "low";
    case Level::kMedium: return "medium";
    case Level::kHigh: return "high";
    case Level::kUnknown: break;
  }
  return "unknown";
}

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPass: return "pass";
    case Outcome::kFail: return "fail";
    case Outcome::kIncomplete: break;
  }
  return "incomplete";
}

std::string CheatSheetAddress(const RuleText& rule) {
  if (rule.cheat_sheet.empty()) return {};
  return "https://cheatsheetseries.owasp.org/cheatsheets/" + rule.cheat_sheet + "_Cheat_Sheet.html";
}

uint32_t ShownColumn(const Finding& finding) {
  return finding.line == finding.region.start_line ? finding.region.start_column : 1;
}

void SortReport(Report& report) {
  SortRules(report);
  SortFindings(report.findings);
  std::sort(report.notices.begin(), report.notices.end(),
            [](const Notice& a, const Notice& b) { return Key(a) < Key(b); });
  std::sort(report.reasons.begin(), report.reasons.end());
  report.reasons.erase(std::unique(report.reasons.begin(), report.reasons.end()),
                       report.reasons.end());
}

void Worsen(Report& report, Outcome outcome) { report.outcome = std::max(report.outcome, outcome); }

ExitCode ExitCodeFor(const Report& report, bool exit_zero) {
  switch (report.outcome) {
    case Outcome::kIncomplete: return kExitIncomplete;
    case Outcome::kFail: return exit_zero ? kExitClean : kExitFindings;
    case Outcome::kPass: break;
  }
  return kExitClean;
}

std::string ToHex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (char c : bytes) {
    hex += kDigits[static_cast<uint8_t>(c) >> 4];
    hex += kDigits[static_cast<uint8_t>(c) & 15];
  }
  return hex;
}

}  // namespace meerkat::cli
