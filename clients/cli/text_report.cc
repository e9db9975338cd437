#include "clients/cli/text_report.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "clients/cli/code_frame.h"
#include "clients/cli/read_file.h"
#include "clients/cli/terminal.h"
#include "engine/core/source_file.h"
#include "engine/manifest/notebook.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

// Notices beyond this are counted only, unless all are asked for.
constexpr size_t kShownNotices = 10;

std::string WithCommas(uint64_t number) {
  std::string text = fmt::format("{}", number);
  for (size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

// The longest file that is read again for its lines; what is analysed is smaller.
constexpr uint64_t kMaxSourceBytes = uint64_t{64} << 20;

// The file as it was scanned, or null when it is not here or has changed since.
std::unique_ptr<core::SourceFile> ReadScanned(const Report& report, const std::string& path) {
  const auto local = report.local_files.find(path);
  if (local == report.local_files.end()) return nullptr;
  if (local->second.text != nullptr) {
    return std::make_unique<core::SourceFile>(path, *local->second.text);
  }
  std::string bytes;
  const OpenedFile opened = OpenRegularFile(local->second.path, Links::kFollow);
  if (!opened.error.empty() || opened.size > kMaxSourceBytes) return nullptr;
  if (ReadUpTo(opened.file.get(), kMaxSourceBytes, bytes) != 0) return nullptr;
  if (core::Sha256(bytes) != local->second.digest) return nullptr;
  return std::make_unique<core::SourceFile>(path, std::move(bytes));
}

// The code of one cell of a notebook, or null.
std::unique_ptr<core::SourceFile> ReadCell(const core::SourceFile& notebook, uint32_t cell) {
  const std::string path(notebook.path());
  for (const manifest::NotebookCode& code :
       manifest::ReadNotebook(notebook.bytes(), kMaxSourceBytes, {}).codes) {
    const core::SourceFile source(path, code.source);
    std::string text;
    for (uint32_t line = 0; line < code.lines.size(); ++line) {
      if (code.lines[line].cell == cell) text += std::string(source.Line(line + 1)) + '\n';
    }
    if (!text.empty()) return std::make_unique<core::SourceFile>(path, std::move(text));
  }
  return nullptr;
}

Color ColorOf(Level severity) {
  return severity == Level::kHigh     ? Color::kRed
         : severity == Level::kMedium ? Color::kYellow
                                      : Color::kCyan;
}

// "B602, CWE-78".
std::string Numbers(const RuleText& rule) {
  const std::string cwe = fmt::format("CWE-{}", rule.cwe);
  return rule.bandit_id.empty() ? cwe : fmt::format("{}, {}", rule.bandit_id, cwe);
}

// "2 folders", "1 file", "2 folders and 1 file".
std::string FoldersAndFiles(const LeftOut& left_out) {
  if (left_out.files == 0) return Count(left_out.folders, "folder");
  if (left_out.folders == 0) return Count(left_out.files, "file");
  return Count(left_out.folders, "folder") + " and " + Count(left_out.files, "file");
}

class TextWriter {
 public:
  TextWriter(const Report& report, const TextOptions& options, std::ostream& out)
      : report_(report), options_(options), out_(out), paint_(options.color) {}

  void Write() {
    WriteFindings();
    if (options_.quiet) return;
    WriteRules();
    WriteNotices();
    WriteSummary();
  }

 private:
  void WriteFindings();
  void WriteHead(const Finding& finding);
  void WriteFrame(const Finding& finding, const core::SourceFile* source);
  void WriteFlow(const Finding& finding);
  void WriteRules();
  void WriteField(std::string_view label, std::string_view text, bool is_code);
  void WriteNotices();
  void WriteSummary();
  void WriteLeftOut();

  const Report& report_;
  const TextOptions& options_;
  std::ostream& out_;
  const Painter paint_;
};

void TextWriter::WriteFindings() {
  std::string path;
  std::unique_ptr<core::SourceFile> source;
  uint32_t cell = 0;
  for (const Finding& finding : report_.findings) {
    WriteHead(finding);
    if (options_.quiet) continue;
    if (finding.path != path || finding.cell != cell) {
      path = finding.path;
      cell = finding.cell;
      source = ReadScanned(report_, path);
      if (source != nullptr && cell != 0) source = ReadCell(*source, cell);
    }
    WriteFrame(finding, source.get());
    WriteFlow(finding);
    out_ << '\n';
  }
}

void TextWriter::WriteHead(const Finding& finding) {
  const RuleText& rule = report_.rules[finding.rule];
  const std::string cell = finding.cell == 0 ? "" : fmt::format("cell {}:", finding.cell);
  const std::string place =
      fmt::format("{}:{}{}:{}", Printable(finding.path), cell, finding.line, ShownColumn(finding));
  std::string severity(LevelName(finding.severity));
  for (char& c : severity) c = static_cast<char>(c - 'a' + 'A');
  out_ << paint_(Color::kBold, place) << "  " << paint_(ColorOf(finding.severity), severity) << "  "
       << rule.name << paint_(Color::kDim, fmt::format(" ({})", Numbers(rule))) << "  "
       << Printable(finding.message);
  if (finding.confidence != Level::kHigh) {
    out_ << paint_(Color::kDim, fmt::format(" [{} confidence]", LevelName(finding.confidence)));
  }
  out_ << '\n';
}

void TextWriter::WriteFrame(const Finding& finding, const core::SourceFile* source) {
  FrameOptions frame;
  frame.width = options_.width;
  frame.paint = paint_;
  frame.marker = ColorOf(finding.severity);
  if (source != nullptr) {
    out_ << CodeFrame([&](uint32_t line) { return source->Line(line); }, finding.region,
                      finding.line, frame);
  } else if (!finding.excerpt.empty()) {
    const core::SourceFile excerpt(finding.path, finding.excerpt);
    // What the excerpt does not reach is not shown.
    Region region = finding.region;
    const uint32_t last = finding.excerpt_line + std::max(excerpt.line_count(), 1u) - 1;
    if (region.end_line > last) {
      region.end_line = last;
      region.end_column = 0;
    }
    out_ << CodeFrame([&](uint32_t line) { return excerpt.Line(line - finding.excerpt_line + 1); },
                      region, std::clamp(finding.line, region.start_line, last), frame);
  }
}

void TextWriter::WriteFlow(const Finding& finding) {
  uint32_t number = 0;
  for (const FlowStep& step : finding.flow) {
    out_ << fmt::format("  {}. {}:{}:{}  {}\n", ++number, Printable(step.path),
                        step.region.start_line, step.region.start_column, Printable(step.text));
  }
}

void TextWriter::WriteField(std::string_view label, std::string_view text, bool is_code) {
  constexpr uint32_t kIndent = 8;
  std::vector<std::string> lines;
  if (is_code) {
    const core::SourceFile code("", std::string(text));
    for (uint32_t i = 1; i <= code.line_count(); ++i) lines.push_back(Printable(code.Line(i)));
  } else {
    lines = WrapText(Printable(text), std::max(options_.width, kIndent + 40) - kIndent);
  }
  for (const std::string& line : lines) {
    out_ << "  " << paint_(Color::kDim, fmt::format("{:<{}}", label, kIndent - 2)) << line << '\n';
    label = "";
  }
}

void TextWriter::WriteRules() {
  if (report_.findings.empty()) return;
  std::vector<uint64_t> counts(report_.rules.size(), 0);
  std::vector<Level> worst(report_.rules.size(), Level::kUnknown);
  for (const Finding& finding : report_.findings) {
    ++counts[finding.rule];
    worst[finding.rule] = std::max(worst[finding.rule], finding.severity);
  }
  std::vector<uint32_t> order(report_.rules.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return worst[a] > worst[b]; });
  out_ << paint_(Color::kBold, "Why it matters and what to do instead") << "\n\n";
  for (uint32_t index : order) {
    const RuleText& rule = report_.rules[index];
    out_ << paint_(ColorOf(worst[index]), rule.name)
         << paint_(Color::kDim,
                   fmt::format("  {}  OWASP {}, {}  {}", Numbers(rule), rule.owasp_2021,
                               rule.owasp_2025, Count(counts[index], "finding")))
         << '\n';
    WriteField("Why", rule.why, false);
    WriteField("Fix", rule.fix, true);
    WriteField("More", CheatSheetAddress(rule), false);
    out_ << '\n';
  }
}

void TextWriter::WriteNotices() {
  std::map<std::string, uint64_t> counted;
  size_t shown = 0;
  for (const Notice& notice : report_.notices) {
    if (!options_.verbose && (!notice.incomplete || shown == kShownNotices)) {
      ++counted[notice.kind];
      continue;
    }
    ++shown;
    const std::string line =
        notice.region.start_line == 0 ? "" : fmt::format(":{}", notice.region.start_line);
    out_ << paint_(notice.incomplete ? Color::kRed : Color::kYellow,
                   notice.incomplete ? "not analysed" : "notice")
         << "  " << Printable(notice.path) << line << "  " << Printable(notice.message) << '\n';
  }
  for (const auto& [kind, count] : counted) {
    out_ << paint_(Color::kYellow, "notice")
         << fmt::format("  {}: {}\n", kind, Count(count, "file"));
  }
  if (!counted.empty()) out_ << paint_(Color::kDim, "        -v lists them\n");
  if (shown + counted.size() > 0) out_ << '\n';
}

void TextWriter::WriteLeftOut() {
  std::string text;
  const auto add = [&](const std::string& item) { text += (text.empty() ? "" : ", ") + item; };
  for (const auto& [reason, count] : report_.walk.left_out) {
    if (count.folders + count.files == 0) continue;
    if (reason == "symbolic link") {
      add(Count(count.folders + count.files, "symbolic link"));
    } else if (reason == "virtual environment") {
      add(Count(count.folders, "virtual environment"));
    } else if (reason == ".gitignore" || reason == "--exclude") {
      add(fmt::format("{} by {}", FoldersAndFiles(count), reason));
    } else {
      add(count.folders == 1 ? reason : fmt::format("{} x {}", WithCommas(count.folders), reason));
    }
  }
  if (!text.empty()) out_ << "Left out: " << text << '\n';
}

void TextWriter::WriteSummary() {
  const Totals& totals = report_.totals;
  std::string analysed = fmt::format("{} analysed ({} of code)", Count(totals.analysed, "file"),
                                     Count(totals.lines_of_code, "line"));
  const uint64_t skipped = totals.skipped - std::min(totals.skipped, totals.not_python);
  if (skipped > 0) analysed += fmt::format(", {} skipped", WithCommas(skipped));
  const uint64_t not_python = totals.not_python + report_.walk.not_python;
  if (not_python > 0) analysed += fmt::format(", {} not Python", WithCommas(not_python));
  out_ << fmt::format("{} in {:.2f} s\n", analysed, report_.run.seconds);
  WriteLeftOut();
  // Reasons mostly repeat a notice that stands above.
  const bool told = std::any_of(report_.notices.begin(), report_.notices.end(),
                                [](const Notice& notice) { return notice.incomplete; });
  for (const std::string& reason : report_.reasons) {
    if (!told) out_ << "Incomplete: " << Printable(reason) << '\n';
  }
  if (totals.analysed == 0 && report_.outcome == Outcome::kPass) {
    out_ << paint_(Color::kYellow, "No Python files were found.") << '\n';
    return;
  }
  const Color color = report_.outcome == Outcome::kPass ? Color::kGreen : Color::kRed;
  out_ << paint_(color, SummaryLine(report_)) << '\n';
}

}  // namespace

std::string Count(uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", WithCommas(number), noun, number == 1 ? "" : "s");
}

std::string SummaryLine(const Report& report) {
  const Totals& totals = report.totals;
  std::string line = "No findings";
  if (!report.findings.empty()) {
    std::set<std::string_view> files;
    std::string_view path;
    for (const Finding& finding : report.findings) {
      if (files.empty() || finding.path != path) files.insert(path = finding.path);
    }
    line = fmt::format("{} in {}: {} high, {} medium, {} low",
                       Count(report.findings.size(), "finding"), Count(files.size(), "file"),
                       WithCommas(totals.high), WithCommas(totals.medium), WithCommas(totals.low));
  }
  if (totals.suppressed > 0) {
    line += fmt::format("; {} silenced by # nosec", WithCommas(totals.suppressed));
  }
  if (report.outcome == Outcome::kIncomplete) {
    line += "; incomplete: not everything was analysed";
  }
  return line;
}

void WriteTextReport(const Report& report, const TextOptions& options, std::ostream& out) {
  TextWriter(report, options, out).Write();
}

}  // namespace meerkat::cli
