#pragma once

// Matches to findings: silences, filters, removes doubles, orders, and computes what a reader needs
// of the bytes (positions, fingerprints, excerpts), so that the file can be let go.

#include <span>
#include <vector>

#include "engine/core/budget.h"
#include "engine/core/finding.h"
#include "engine/core/source_file.h"
#include "engine/report/nosec.h"

namespace meerkat::report {

struct ReportOptions {
  // Verdicts must equal Bandit's: its reading of comments, and doubles stay.
  bool as_bandit = false;
  bool ignore_nosec = false;
  core::Severity min_severity = core::Severity::kLow;
  core::Confidence min_confidence = core::Confidence::kLow;
  // Source lines with each finding, from its first one; 0: none.
  uint32_t excerpt_lines = 0;
  // A longer line is cut, at a character's border.
  uint32_t max_excerpt_line_bytes = 400;
  // Rules about the comments themselves; null: none is on. Outlives the call.
  const NosecRules* nosec_rules = nullptr;
};

// Adds to `report`. `comments` in order of the source. Where the report says that something of the
// file was not analysed (syntax errors, a budget, a limit), no comment is called unused. False when
// the budget said stop before all comments were judged: all findings are there, but for some about
// comments.
bool AddFindings(const core::SourceFile& file, std::span<const core::Span> comments,
                 const std::vector<core::RawFinding>& raw, const ReportOptions& options,
                 const core::Budget& budget, core::FileReport* report);

// Lines with something other than white space or a comment (the same count as Bandit's).
uint32_t CountLinesOfCode(std::string_view bytes);

}  // namespace meerkat::report
