#include "service/rpc/scan_tally.h"

#include <fmt/core.h>

#include <iterator>

namespace meerkat::rpc {

void ScanTally::AddReport(const core::FileReport& report, uint64_t bytes) {
  AddFiles(1);
  if (!report.analysed) {
    totals_.set_files_skipped(totals_.files_skipped() + 1);
    return;
  }
  totals_.set_files_analysed(totals_.files_analysed() + 1);
  totals_.set_bytes_analysed(totals_.bytes_analysed() + bytes);
  totals_.set_lines_of_code(totals_.lines_of_code() + report.lines_of_code);
  totals_.set_findings_suppressed(totals_.findings_suppressed() + report.suppressed);
  for (const core::Finding& finding : report.findings) {
    switch (finding.severity) {
      case core::Severity::kHigh: totals_.set_findings_high(totals_.findings_high() + 1); break;
      case core::Severity::kMedium:
        totals_.set_findings_medium(totals_.findings_medium() + 1);
        break;
      default: totals_.set_findings_low(totals_.findings_low() + 1);
    }
  }
}

void ScanTally::AddReused(const cache::ResultHead& head) {
  if (head.not_python) return AddNotPython();
  if (!head.analysed) return AddSkipped();
  AddFiles(1);
  totals_.set_files_reused(totals_.files_reused() + 1);
  totals_.set_bytes_analysed(totals_.bytes_analysed() + head.file_bytes);
  totals_.set_lines_of_code(totals_.lines_of_code() + head.lines_of_code);
  totals_.set_findings_suppressed(totals_.findings_suppressed() + head.suppressed);
  totals_.set_findings_high(totals_.findings_high() + head.high);
  totals_.set_findings_medium(totals_.findings_medium() + head.medium);
  totals_.set_findings_low(totals_.findings_low() + head.low);
}

void ScanTally::AddNotPython() {
  AddSkipped();
  totals_.set_files_not_python(totals_.files_not_python() + 1);
}

void ScanTally::AddSkipped() {
  AddFiles(1);
  totals_.set_files_skipped(totals_.files_skipped() + 1);
}

void ScanTally::AddNotice(std::string_view path, const core::Notice& notice) {
  if (!core::MakesIncomplete(notice.kind)) return;
  ++incomplete_;
  reasons_.emplace(std::string(path), notice.message);
  if (reasons_.size() > kMaxReasons) reasons_.erase(std::prev(reasons_.end()));
}

v1::Verdict ScanTally::MakeVerdict() const {
  v1::Verdict verdict;
  *verdict.mutable_totals() = totals_;
  if (incomplete()) {
    verdict.set_outcome(v1::Verdict::OUTCOME_INCOMPLETE);
    verdict.set_exit_code(3);
  } else if (findings() > 0) {
    verdict.set_outcome(v1::Verdict::OUTCOME_FAIL);
    verdict.set_exit_code(1);
  } else {
    verdict.set_outcome(v1::Verdict::OUTCOME_PASS);
  }
  // The last place tells how many more there are.
  const bool more = incomplete_ > kMaxReasons;
  for (const auto& [path, message] : reasons_) {
    if (more && verdict.reasons_size() + 1 == static_cast<int>(kMaxReasons)) break;
    verdict.add_reasons(path.empty() ? message : fmt::format("{}: {}", path, message));
  }
  if (more) {
    verdict.add_reasons(
        fmt::format("and {} more", incomplete_ - static_cast<uint64_t>(verdict.reasons_size())));
  }
  return verdict;
}

}  // namespace meerkat::rpc
