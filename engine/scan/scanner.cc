#include "engine/scan/scanner.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/core/python_path.h"
#include "engine/flow/imports.h"
#include "engine/manifest/notebook.h"
#include "engine/report/file_report.h"
#include "engine/rules/visiting_order.h"
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
  // The same for the cells of a notebook.
  void AnalyseNotebook(const core::SourceFile& file, const RuleSet& rule_set,
                       const core::Limits& limits, const core::Budget& budget,
                       core::FileReport* report);

  // False when the budget said stop. Only the functions that live rules need are read, unless a
  // rule needs the whole file.
  bool Parse(const core::SourceFile& file, const RuleSet& rule_set, const core::Budget& budget);

  trigger::Scratch trigger;
  trigger::LiveRules live;
  syntax::Parser parser;
  syntax::Tree tree;
  rules::Walker walker;
  std::vector<core::RawFinding> raw;
  FlowScratch flow;
  OtherFiles files;  // of the file under way
};

namespace {

report::ReportOptions ReportOptionsOf(const RuleSet& rule_set) {
  const Options& options = rule_set.options();
  return {
      .as_bandit = options.profile == "bandit",
      .ignore_nosec = options.ignore_nosec,
      .min_severity = options.min_severity,
      .min_confidence = options.min_confidence,
      .excerpt_lines = options.excerpt_lines,
      .max_excerpt_line_bytes = kMaxExcerptLineBytes,
      .nosec_rules = rule_set.nosec_rules(),
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

constexpr char kFlowPartial[] =
    "its data flow is too involved to be followed to the end: what was found until then is "
    "reported, and "
    "where it did not come the rules that look at single places speak";

// A file of this size leaves so much memory behind that the scanner starts anew: what one large
// file needed is not kept for all the small ones.
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

// From lines of the code of all cells to cells and their lines.
void ToCells(const manifest::NotebookCode& code, core::FileReport* report) {
  const auto at = [&code](uint32_t line) -> const manifest::NotebookLine& {
    return code.lines[std::min<size_t>(std::max(line, 1u), code.lines.size()) - 1];
  };
  for (core::Finding& finding : report->findings) {
    finding.cell = at(finding.line).cell;
    finding.file_line = at(finding.line).file_line;
    // What reaches beyond the cell, as a broken construct may, ends with it.
    const uint32_t begin = finding.begin.line;
    if (at(begin).cell == finding.cell) finding.begin.line = at(begin).line;
    finding.end.line = at(finding.end.line).cell == finding.cell
                           ? at(finding.end.line).line
                           : finding.begin.line + finding.end.line - begin;
    finding.line = at(finding.line).line;
    finding.extent_begin = at(finding.extent_begin).line;
    finding.extent_end = std::max(finding.extent_begin, at(finding.extent_end).line);
    if (finding.excerpt_line != 0) finding.excerpt_line = at(finding.excerpt_line).line;
  }
  for (core::Notice& notice : report->notices) {
    if (notice.first_line == 0) continue;
    const manifest::NotebookLine& first = at(notice.first_line);
    notice.message = fmt::format("syntax error in cell {} on line {}: the rest was analysed",
                                 first.cell, first.line);
    notice.first_line = at(notice.first_line).file_line;
    notice.last_line = std::max(notice.first_line, at(notice.last_line).file_line);
  }
}

void Append(core::FileReport part, core::FileReport* report) {
  for (core::Finding& finding : part.findings) report->findings.push_back(std::move(finding));
  for (core::Notice& notice : part.notices) report->notices.push_back(std::move(notice));
  report->suppressed += part.suppressed;
  report->suppressed_by_id += part.suppressed_by_id;
  report->dropped += part.dropped;
  report->lines_of_code += part.lines_of_code;
  report->parsed |= part.parsed;
  report->syntax_error |= part.syntax_error;
}

}  // namespace

Scanner::Scanner() : scratch_(std::make_unique<Scratch>()) {}
Scanner::~Scanner() = default;

core::FileReport Scanner::Scan(const core::SourceFile& file, const RuleSet& rule_set,
                               const core::Limits& limits, const core::Budget& budget,
                               const OtherFiles& files) {
  core::FileReport report;
  scratch_->files = files;
  const bool notebook = core::IsNotebook(file.path());
  if (file.bytes().size() > limits.max_analysed_bytes && !notebook) {
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
  if (notebook) {
    scratch_->files = {};  // cells import from where they run
    scratch_->AnalyseNotebook(file, rule_set, limits, budget, &report);
    scratch_ = std::make_unique<Scratch>();
    return report;
  }
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
  if (file.bytes().size() > kLargeFileBytes) {
    // Its memory is bounded by itself, and its tables take their time.
    std::unique_ptr<flow::Interpreter> interpreter = std::move(scratch_->flow.interpreter);
    scratch_ = std::make_unique<Scratch>();
    scratch_->flow.interpreter = std::move(interpreter);
  }
  return report;
}

void Scanner::Scratch::Analyse(const core::SourceFile& file, const RuleSet& rule_set,
                               const core::Limits& limits, const core::Budget& budget,
                               core::FileReport* report) {
  const bool is_told = files.live != nullptr;
  if (is_told) live = trigger::LiveRules(*files.live);
  bool any_live = is_told || rule_set.trigger().Scan(file.bytes(), &trigger, &live);
  if (!is_told && any_live && rule_set.flow_rules() != nullptr && !trigger.by_import().empty()) {
    rule_set.flow_rules()->DropUnlessImported(file.bytes(), trigger.by_import(), &flow, &live);
    any_live = live.Any();
  }
  report->names_source =
      any_live && rule_set.flow_rules() != nullptr && rule_set.flow_rules()->AnyLive(live);
  // Then nothing of it is done now: all of it is when they have come.
  const auto wait_for_files = [&] {
    *report = core::FileReport{.needs_files = true,
                               .names_source = report->names_source,
                               .live = live.bits(),
                               .imports = flow::FirstImports(file.path(), file.bytes())};
  };
  if (report->names_source && rule_set.flow_rules()->NeedsFiles(file.bytes(), live, files, &flow)) {
    return wait_for_files();
  }
  report->lines_of_code = report::CountLinesOfCode(file.bytes());
  if (!any_live && !rule_set.options().parse_all) return;
  if (!Parse(file, rule_set, budget)) {
    report->notices.push_back(parser.ran_out_of_memory() ? OutOfMemory(budget)
                                                         : Timeout("it was parsed"));
    return;
  }
  report->parsed = true;
  report->syntax_error = !parser.well_formed();
  if (!tree.errors().empty()) report->notices.push_back(ParsePartial(file, tree));

  raw.clear();
  if (!walker.Walk(rule_set.plan(), live, file, tree, budget, limits.max_findings, &raw,
                   &report->dropped)) {
    report->notices.push_back(Timeout("its findings were looked for"));
  } else if (!report->names_source && rule_set.flow_rules() != nullptr &&
             rule_set.flow_rules()->MayAskFiles(file.bytes(), raw, files, &flow)) {
    return wait_for_files();
  }
  if (rule_set.flow_rules() != nullptr &&
      !rule_set.flow_rules()->Find(file, tree, live, budget, files, &flow, &raw)) {
    report->notices.push_back(budget.Stopped()
                                  ? Timeout("data flow was followed")
                                  : core::Notice{core::NoticeKind::kFlowPartial, kFlowPartial});
  }
  if (report->dropped > 0) {
    report->notices.push_back(
        {core::NoticeKind::kLimit,
         fmt::format("{} findings beyond the first {} of this file were counted and not kept",
                     report->dropped, limits.max_findings)});
  }
  if (rule_set.options().profile == "bandit") rules::SortAsVisited(tree, &raw);
  const bool all =
      report::AddFindings(file, tree.comments(), raw, ReportOptionsOf(rule_set), budget, report);
  const auto is_timeout = [](const core::Notice& notice) {
    return notice.kind == core::NoticeKind::kTimeout;
  };
  if (!all && std::none_of(report->notices.begin(), report->notices.end(), is_timeout)) {
    report->notices.push_back(Timeout("its comments were judged"));
  }
}

bool Scanner::Scratch::Parse(const core::SourceFile& file, const RuleSet& rule_set,
                             const core::Budget& budget) {
  // What is told is told of files that data flow looks at, which needs the whole. (Where the words
  // stand the trigger knows of the file that it has seen last.)
  if (rule_set.options().parse_all || files.live != nullptr) {
    return parser.Parse(file.bytes(), budget, &tree);
  }
  trigger::Sites sites(rule_set.trigger(), live, &trigger);
  if (sites.everywhere()) return parser.Parse(file.bytes(), budget, &tree);
  const syntax::Outline outline{
      [](void* sites, core::Span body) { return static_cast<trigger::Sites*>(sites)->AnyIn(body); },
      &sites};
  if (!parser.Parse(file.bytes(), budget, &tree, outline)) return false;
  // Under another name a function may be called where none of its own words stands.
  if (!parser.skipped() || !rules::RenamesCallees(rule_set.plan(), live, tree)) return true;
  return parser.Parse(file.bytes(), budget, &tree);
}

void Scanner::Scratch::AnalyseNotebook(const core::SourceFile& file, const RuleSet& rule_set,
                                       const core::Limits& limits, const core::Budget& budget,
                                       core::FileReport* report) {
  manifest::Notebook notebook =
      manifest::ReadNotebook(file.bytes(), limits.max_analysed_bytes, budget);
  if (!notebook.problem.empty()) {
    report->analysed = false;
    report->notices.push_back(
        {notebook.too_large ? core::NoticeKind::kTooLarge : core::NoticeKind::kUnreadable,
         std::move(notebook.problem)});
    return;
  }
  if (notebook.stopped) report->notices.push_back(Timeout("its cells were read"));
  for (const manifest::NotebookCode& code : notebook.codes) {
    const core::SourceFile source(std::string(file.path()), code.source);
    core::FileReport part;
    Analyse(source, rule_set, limits, budget, &part);
    ToCells(code, &part);
    Append(std::move(part), report);
  }
  std::sort(report->findings.begin(), report->findings.end(), core::Before);
}

}  // namespace meerkat::scan
