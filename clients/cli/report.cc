#include "clients/cli/report.h"

#include <algorithm>
#include <numeric>
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

auto Key(const Finding& finding) {
  const Region& region = finding.region;
  return std::tie(finding.path, finding.cell, finding.line, region.start_line, region.start_column,
                  region.end_line, region.end_column, finding.rule, finding.message,
                  finding.fingerprint);
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
  std::sort(report.findings.begin(), report.findings.end(),
            [](const Finding& a, const Finding& b) { return Key(a) < Key(b); });
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
