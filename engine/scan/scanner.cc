#include "engine/scan/scanner.h"

#include <vector>

#include "engine/report/file_report.h"
#include "engine/rules/walker.h"
#include "engine/syntax/parser.h"
#include "engine/syntax/tree.h"
#include "engine/text/decode.h"
#include "engine/trigger/trigger.h"
#include "fmt/format.h"

namespace meerkat::scan {

struct Scanner::Scratch {
  // From its UTF-8 text to its findings. Adds to `report`.
  void Analyse(const core::SourceFile& file, const RuleSet& rule_set, const core::Limits& limits,
               const core::Budget& budget, core::FileReport* report);

  trigger::Scratch trigger;
  trigger::LiveRules live;
  syntax::Parser parser;
  syntax::Tree tree;
  rules::Walker walker;
  std::vector<core::RawFinding> raw;
};

namespace {

report::ReportOptions ReportOptionsOf(const Options& options) {
  return {
      .as_bandit = options.profile == "bandit",
      .ignore_nosec = options.ignore_nosec,
      .min_severity = options.min_severity,
      .min_confidence = options.min_confidence,
      .excerpt_lines = options.excerpt_lines,
      .max_excerpt_line_bytes = kMaxExcerptLineBytes,
  };
}

core::Notice Timeout(std::string_view step) {
  return {core::NoticeKind::kTimeout,
          fmt::format("the file's time ran out while {}: what was found until then is reported; a "
                      "longer time for a file may finish it",
                      step)};
}

core::Notice OutOfMemory(const core::Budget& budget) {
  return {core::NoticeKind::kLimit,
          fmt::format("parsing it needs more than {} bytes of memory (max_file_memory_bytes); not "
                      "analysed",
                      budget.max_memory_bytes)};
}

// A file of this size leaves so much memory behind that the scanner starts anew: what one large file
// needed is not kept for all the small ones.
constexpr size_t kLargeFileBytes = 256 << 10;

core::Notice ParsePartial(const core::SourceFile& file, const syntax::Tree& tree) {
  const core::Span first = tree.errors().front();
  core::Notice notice{core::NoticeKind::kParsePartial, {}};
  notice.first_line = file.LineOf(first.begin);
  notice.last_line = file.LineOf(std::max(first.end, first.begin + 1) - 1);
  const size_t more = tree.errors().size() - 1;
  notice.message =
      fmt::format("syntax error on line {}: the rest of the file was analysed{}", notice.first_line,
                  more == 0 ? std::string() : fmt::format(" ({} more broken places)", more));
  return notice;
}

}  // namespace

Scanner::Scanner() : scratch_(std::make_unique<Scratch>()) {}
Scanner::~Scanner() = default;

core::FileReport Scanner::Scan(const core::SourceFile& file, const RuleSet& rule_set,
                               const core::Limits& limits, const core::Budget& budget) {
  core::FileReport report;
  if (file.bytes().size() > limits.max_analysed_bytes) {
    report.notices.push_back(
        {core::NoticeKind::kTooLarge,
         fmt::format("{} bytes are more than the {} bytes of a file that are analysed "
                     "(max_analysed_file_bytes)",
                     file.bytes().size(), limits.max_analysed_bytes)});
    return report;
  }
  if (file.bytes().find('\0') != std::string_view::npos) {
    report.notices.push_back(
        {core::NoticeKind::kBinary, "holds NUL bytes, so it is no Python source"});
    return report;
  }
  report.analysed = true;
  text::Decoded decoded = text::Decode(file.bytes());
  if (!decoded.trouble.empty()) {
    report.notices.push_back({core::NoticeKind::kEncoding, std::move(decoded.trouble)});
  }
  if (decoded.converted) {
    const core::SourceFile readable(file.path(), std::move(decoded.utf8));
    scratch_->Analyse(readable, rule_set, limits, budget, &report);
  } else {
    scratch_->Analyse(file, rule_set, limits, budget, &report);
  }
  if (file.bytes().size() > kLargeFileBytes) scratch_ = std::make_unique<Scratch>();
  return report;
}

void Scanner::Scratch::Analyse(const core::SourceFile& file, const RuleSet& rule_set,
                               const core::Limits& limits, const core::Budget& budget,
                               core::FileReport* report) {
  report->lines_of_code = report::CountLinesOfCode(file.bytes());

  if (!rule_set.trigger().Scan(file.bytes(), &trigger, &live)) return;
  if (!parser.Parse(file.bytes(), budget, &tree)) {
    report->notices.push_back(parser.ran_out_of_memory() ? OutOfMemory(budget)
                                                         : Timeout("it was parsed"));
    return;
  }
  report->parsed = true;
  if (!tree.errors().empty()) report->notices.push_back(ParsePartial(file, tree));

  raw.clear();
  if (!walker.Walk(rule_set.plan(), live, file, tree, budget, limits.max_findings, &raw,
                   &report->dropped)) {
    report->notices.push_back(Timeout("its findings were looked for"));
  }
  if (report->dropped > 0) {
    report->notices.push_back(
        {core::NoticeKind::kLimit,
         fmt::format("{} findings beyond the first {} of this file were counted and not kept",
                     report->dropped, limits.max_findings)});
  }
  report::AddFindings(file, tree.comments(), raw, ReportOptionsOf(rule_set.options()), report);
}

}  // namespace meerkat::scan
