#include "engine/report/file_report.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>

#include "engine/core/digest.h"

namespace meerkat::report {
namespace {

// A region of more lines has the text of its first ones in its fingerprint.
constexpr uint32_t kFingerprintLines = 3;

std::string MessageOf(const core::RawFinding& raw) {
  const size_t hole = raw.rule->message.find("{}");
  if (hole == std::string_view::npos) return {};
  std::string message(raw.rule->message.substr(0, hole));
  message += raw.detail;
  message += raw.rule->message.substr(hole + 2);
  return message;
}

std::string_view CutAtCharacter(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<uint8_t>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string Excerpt(const core::SourceFile& file, uint32_t first_line, uint32_t last_line,
                    const ReportOptions& options) {
  std::string excerpt;
  last_line = std::min(last_line, first_line + options.excerpt_lines - 1);
  for (uint32_t line = first_line; line <= last_line; ++line) {
    excerpt += CutAtCharacter(file.Line(line), options.max_excerpt_line_bytes);
    excerpt += '\n';
  }
  return excerpt;
}

// Digests of the lines of findings with all white space taken out: what stays the same when a file
// is re-indented, moved or edited elsewhere. Those of one line are kept until the next one is asked
// for: a file of one long line may have thousands of findings in it.
class LineDigests {
 public:
  explicit LineDigests(const core::SourceFile& file) : file_(file) {}

  const core::Digest& Of(const core::Finding& finding) {
    const uint32_t first = finding.begin.line;
    const uint32_t count = std::min(finding.end.line - first + 1, kFingerprintLines);
    if (first != first_) {
      known_.fill(std::nullopt);
      first_ = first;
    }
    std::optional<core::Digest>& digest = known_[count - 1];
    if (!digest) digest = Compute(first, count);
    return *digest;
  }

 private:
  core::Digest Compute(uint32_t first, uint32_t count) const {
    std::string text;
    for (uint32_t line = first; line < first + count; ++line) {
      for (char c : file_.Line(line)) {
        if (c != ' ' && c != '\t' && c != '\f') text += c;
      }
    }
    return core::Sha256(text);
  }

  const core::SourceFile& file_;
  uint32_t first_ = 0;
  std::array<std::optional<core::Digest>, kFingerprintLines> known_;  // by number of lines
};

void AddFingerprints(const core::SourceFile& file, std::vector<core::Finding>* findings) {
  LineDigests lines(file);
  std::map<core::Digest, uint64_t> seen;
  for (core::Finding& finding : *findings) {
    const core::Digest text =
        core::DigestBuilder().Add(finding.rule->name).Add(lines.Of(finding).AsBytes()).Finish();
    const core::Digest own = core::DigestBuilder().Add(text.AsBytes()).Add(seen[text]++).Finish();
    std::memcpy(finding.fingerprint.data(), own.bytes.data(), finding.fingerprint.size());
  }
}

bool Below(const core::RawFinding& raw, const ReportOptions& options) {
  return raw.severity < options.min_severity || raw.confidence < options.min_confidence;
}

core::Finding FindingOf(const core::RawFinding& raw, const core::SourceFile& file) {
  core::Finding finding;
  finding.rule = raw.rule;
  finding.span = raw.span;
  finding.begin = file.PositionOf(raw.span.begin);
  finding.end = file.PositionOf(raw.span.end);
  finding.line = file.LineOf(raw.shown_at);
  finding.extent_begin = file.LineOf(raw.extent.begin);
  finding.extent_end = file.LineOf(std::max(raw.extent.end, raw.extent.begin + 1) - 1);
  finding.severity = raw.severity;
  finding.confidence = raw.confidence;
  finding.message = MessageOf(raw);
  if (raw.flow != nullptr) finding.flow = *raw.flow;
  return finding;
}

// Whether every finding of the file was made and asked about.
bool IsComplete(const core::FileReport& report) {
  return report.dropped == 0 &&
         std::none_of(report.notices.begin(), report.notices.end(), [](const core::Notice& notice) {
           return core::MakesIncomplete(notice.kind) ||
                  notice.kind == core::NoticeKind::kParsePartial ||
                  notice.kind == core::NoticeKind::kEncoding;
         });
}

// Findings about the comments themselves, which no comment silences.
bool AddNosecFaults(const core::SourceFile& file, const ReportOptions& options,
                    const core::Budget& budget, Nosec* nosec, core::FileReport* report) {
  if (options.nosec_rules == nullptr) return true;
  std::vector<core::RawFinding> faults;
  const bool complete = !options.ignore_nosec && IsComplete(*report);
  const bool all = nosec->AppendFaults(*options.nosec_rules, complete, budget, &faults);
  for (const core::RawFinding& fault : faults) {
    if (!Below(fault, options)) report->findings.push_back(FindingOf(fault, file));
  }
  return all;
}

}  // namespace

bool AddFindings(const core::SourceFile& file, std::span<const core::Span> comments,
                 const std::vector<core::RawFinding>& raw, const ReportOptions& options,
                 const core::Budget& budget, core::FileReport* report) {
  if (raw.empty() && options.nosec_rules == nullptr) return true;
  Nosec nosec(file, comments, options.as_bandit);
  std::vector<core::Finding>& findings = report->findings;
  findings.reserve(raw.size());
  for (const core::RawFinding& match : raw) {
    const Nosec::Answer answer =
        options.ignore_nosec ? Nosec::Answer::kNotSilenced : nosec.Silences(match);
    // What a filter drops uses its comment all the same, and Bandit counts it as silenced, too.
    const bool below = Below(match, options);
    if (answer != Nosec::Answer::kNotSilenced && (!below || options.as_bandit)) {
      ++report->suppressed;
      if (answer == Nosec::Answer::kSilencedById) ++report->suppressed_by_id;
    }
    if (answer != Nosec::Answer::kNotSilenced || below) continue;
    findings.push_back(FindingOf(match, file));
  }
  const bool all = AddNosecFaults(file, options, budget, &nosec, report);
  if (!options.as_bandit) {  // whose order is Bandit's already
    std::sort(findings.begin(), findings.end(), core::Before);
    const auto same = [](const core::Finding& a, const core::Finding& b) {
      return a.rule == b.rule && a.span == b.span;
    };
    findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
  }
  AddFingerprints(file, &findings);
  if (options.excerpt_lines == 0) return all;
  for (core::Finding& finding : findings) {
    finding.excerpt_line = finding.begin.line;
    finding.excerpt = Excerpt(file, finding.begin.line, finding.end.line, options);
  }
  return all;
}

uint32_t CountLinesOfCode(std::string_view bytes) {
  // Nearly every file ends its lines in "\n" alone, for which the library has a fast search.
  const bool returns = bytes.find('\r') != std::string_view::npos;
  uint32_t count = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    // What lines begin with, mostly.
    while (bytes.size() - i >= 4 && std::memcmp(bytes.data() + i, "    ", 4) == 0) i += 4;
    if (i == bytes.size()) break;
    const char c = bytes[i];
    if (c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == '\f' || c == '\v') continue;
    if (c != '#') ++count;
    // The rest of the line decides nothing.
    i = std::min(returns ? bytes.find_first_of("\n\r", i) : bytes.find('\n', i), bytes.size());
  }
  return count;
}

}  // namespace meerkat::report
