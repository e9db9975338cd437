#pragma once

// What the engine says about one file.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/notice.h"
#include "engine/core/rule.h"
#include "engine/core/source_file.h"
#include "engine/core/span.h"

namespace meerkat::core {

// One step of a data flow, in order from its source.
struct FlowStep {
  static constexpr uint32_t kOwnFile = 0xFFFFFFFF;
  // Empty: the file of the finding.
  std::string path;
  // Its index in the scan, set by who knows it.
  uint32_t file = kOwnFile;
  Position begin;
  Position end;
  std::string text;
};

// A match as the walker makes it: offsets only, no allocation. Lives for the scan of its file.
struct RawFinding {
  const Rule* rule = nullptr;
  // Of a data flow, the rule about the place alone that it speaks for: `# nosec B307` silences
  // what flows into that eval(), too. Null: none.
  const Rule* speaks_for = nullptr;
  // The construct that matched.
  Span span;
  // The stretch on whose lines a `# nosec` comment silences it.
  Span extent;
  // The construct whose value decides, for a rule with `decided_by`.
  Span judged;
  bool even_if_known = false;  // see Verdict
  // Offset whose line the finding is shown at.
  uint32_t shown_at = 0;
  // The node of the tree that matched.
  uint32_t node = 0;
  Severity severity = Severity::kLow;
  Confidence confidence = Confidence::kLow;
  std::string_view detail;
  // The way of a data flow, source first; lives as long as the rest.
  const std::vector<FlowStep>* flow = nullptr;
};

using Fingerprint = std::array<uint8_t, 16>;

// A finding as it leaves the engine: nothing in it refers to the file's bytes any more.
struct Finding {
  const Rule* rule = nullptr;  // static, never freed
  Span span;
  Position begin;  // of span.begin
  Position end;    // of span.end: one past the last character
  uint32_t line = 0;
  // Of a notebook: the cell, 1-based among all cells, in which lines are then counted, and the line
  // of the file that `line` stands on. 0 elsewhere.
  uint32_t cell = 0;
  uint32_t file_line = 0;
  // The lines on which a `# nosec` comment silences it.
  uint32_t extent_begin = 0;
  uint32_t extent_end = 0;
  Severity severity = Severity::kLow;
  Confidence confidence = Confidence::kLow;
  Fingerprint fingerprint{};
  // The rule's message with its "{}" filled; empty where the message has none.
  std::string message;
  // Source lines from `excerpt_line` on, when asked for.
  std::string excerpt;
  uint32_t excerpt_line = 0;
  // Of a data flow: from its source to this place.
  std::vector<FlowStep> flow;
};

// Order of reports: by place, then by rule name.
bool Before(const Finding& a, const Finding& b);

struct FileReport {
  std::vector<Finding> findings;  // in order of Before(); as Bandit has them in its profile
  std::vector<Notice> notices;
  // Findings that a comment silenced, and how many of those comments named ids.
  uint32_t suppressed = 0;
  uint32_t suppressed_by_id = 0;
  // Findings over Limits::max_findings, counted only.
  uint32_t dropped = 0;
  // Lines with something other than white space or a comment.
  uint32_t lines_of_code = 0;
  // False: no rule could fire and the file was not parsed.
  bool parsed = false;
  // It was parsed, and is no well-formed Python 3.
  bool syntax_error = false;
  // Its data flow may go through other files of the scan: nothing is said yet, and it has to be
  // scanned again when all of them are at hand.
  bool needs_files = false;
  // It was stopped before its time was over, to be scanned again with all of it. Not kept with a
  // result.
  bool needs_time = false;
  // It has words by which data flow meets sources. Not kept with a result.
  bool names_source = false;
  // Where it needs files: the rules that may fire in it, bits by number, so that they need not be
  // looked for once more. Not kept with a result.
  std::vector<uint64_t> live = {};
  // Where it needs files: modules that it imports. Not kept with a result.
  std::vector<std::string> imports = {};
  // False: not analysed at all; a notice says why.
  bool analysed = false;
};

}  // namespace meerkat::core
