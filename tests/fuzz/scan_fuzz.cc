// Any bytes through the whole engine, in every profile. Whatever they are, the report must be
// consistent in itself and the same at a second scan; and what is well-formed must have the same
// findings whether the whole file is read or only what live rules need.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/source_file.h"
#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"
#include "engine/text/decode.h"
#include "tests/rules/report_text.h"

namespace meerkat {
namespace {

void Check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

void CheckFinding(const core::SourceFile& file, const core::Finding& finding) {
  Check(finding.rule != nullptr, "a finding has a rule");
  Check(finding.span.begin <= finding.span.end, "a span ends after it begins");
  Check(finding.span.end <= file.bytes().size(), "a span lies in the file");
  const core::Position begin = file.PositionOf(finding.span.begin);
  const core::Position end = file.PositionOf(finding.span.end);
  Check(begin.line == finding.begin.line && begin.column == finding.begin.column,
        "the begin is the span's");
  Check(end.line == finding.end.line && end.column == finding.end.column, "the end is the span's");
  Check(finding.begin.line <= finding.end.line, "lines are in order");
  Check(finding.line >= 1, "a finding is shown at a line");
  Check(finding.line <= std::max(file.line_count(), 1u), "of the file");
  Check(finding.severity != core::Severity::kFromRule, "a severity is decided");
  Check(finding.confidence != core::Confidence::kFromRule, "a confidence is decided");
  Check(finding.message.find('\n') == std::string::npos, "a message is one line");
  Check(finding.excerpt.empty() == (finding.excerpt_line == 0), "an excerpt has a line");
}

void CheckReport(const core::SourceFile& file, const core::FileReport& report) {
  for (size_t i = 0; i < report.findings.size(); ++i) {
    CheckFinding(file, report.findings[i]);
    Check(i == 0 || !core::Before(report.findings[i], report.findings[i - 1]),
          "findings are in order");
  }
  for (const core::Notice& notice : report.notices) {
    Check(!notice.message.empty(), "a notice says something");
    Check(notice.first_line <= notice.last_line, "a notice's lines are in order");
    Check(notice.last_line <= std::max(file.line_count(), 1u), "and in the file");
  }
  Check(report.analysed || report.findings.empty(), "what is not analysed has no findings");
  Check(report.lines_of_code <= file.line_count(), "code is on lines");
}

// Made once and never destroyed: the fuzzer's end is no place to run destructors in.
struct Rules {
  std::shared_ptr<const scan::RuleSet> outlined;
  std::shared_ptr<const scan::RuleSet> whole;
};
const std::vector<Rules>& RuleSets() {
  static const auto& sets = *[] {
    auto* compiled = new std::vector<Rules>;
    for (std::string_view profile : scan::ProfileNames()) {
      scan::Options options{.profile = std::string(profile), .excerpt_lines = 3};
      Rules& rules = compiled->emplace_back();
      rules.outlined = scan::CompileRules(options).rules;
      options.parse_all = true;
      rules.whole = scan::CompileRules(options).rules;
    }
    return compiled;
  }();
  return sets;
}

}  // namespace
}  // namespace meerkat

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace meerkat;
  const core::SourceFile file("fuzz/input.py",
                              std::string(reinterpret_cast<const char*>(data), size));
  // Findings stand in the text that the bytes are read as.
  text::Decoded decoded = text::Decode(file.bytes());
  const core::SourceFile readable(
      file.path(), decoded.converted ? std::move(decoded.utf8) : std::string(file.bytes()));
  static scan::Scanner& scanner = *new scan::Scanner;
  for (const Rules& rules : RuleSets()) {
    core::FileReport report = scanner.Scan(file, *rules.outlined, {}, {});
    CheckReport(readable, report);
    Check(
        tests::ReportText(scanner.Scan(file, *rules.outlined, {}, {})) == tests::ReportText(report),
        "a second scan gives the same");
    core::FileReport whole = scanner.Scan(file, *rules.whole, {}, {});
    CheckReport(readable, whole);
    if (whole.syntax_error) continue;
    report.parsed = whole.parsed;
    Check(tests::ReportText(whole) == tests::ReportText(report),
          "the outline hides nothing in a well-formed file");
  }
  return 0;
}
