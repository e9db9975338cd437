#pragma once

// The counts of one scan and the verdict that follows from them. Not thread-safe.
//
//   tally.AddReport(report, bytes);
//   tally.AddNotice("app/views.py", notice);
//   v1::Verdict verdict = tally.MakeVerdict();

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/core/finding.h"
#include "engine/core/notice.h"
#include "meerkat/v1/scan.pb.h"
#include "service/cache/result.h"

namespace meerkat::rpc {

class ScanTally {
 public:
  static constexpr size_t kMaxReasons = 20;

  // A file that a worker has seen.
  void AddReport(const core::FileReport& report, uint64_t bytes);
  // A file whose result was known.
  void AddReused(const cache::ResultHead& head);
  // Files that are no Python source, and files that were left out for another reason.
  void AddNotPython();
  void AddSkipped();
  // A notice that makes the scan incomplete becomes one of the verdict's reasons: of all of them
  // the first by path, so that the choice does not depend on the order of work.
  void AddNotice(std::string_view path, const core::Notice& notice);
  void AddReceived(uint64_t bytes) { totals_.set_bytes_received(totals_.bytes_received() + bytes); }

  const v1::Totals& totals() const { return totals_; }
  uint32_t findings() const {
    return totals_.findings_high() + totals_.findings_medium() + totals_.findings_low();
  }
  bool incomplete() const { return incomplete_ != 0; }

  // Outcome, reasons, totals and exit code.
  v1::Verdict MakeVerdict() const;

 private:
  void AddFiles(uint32_t count) { totals_.set_files(totals_.files() + count); }

  v1::Totals totals_;
  std::set<std::pair<std::string, std::string>> reasons_;  // path, message
  uint64_t incomplete_ = 0;
};

}  // namespace meerkat::rpc
