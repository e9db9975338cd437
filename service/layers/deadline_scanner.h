#pragma once

// Gives every file its time and memory: the engine stops when the file's own time is over, when the
// scan's deadline has passed or when the caller has gone, whichever is first. The engine asks often
// enough to stop within a few milliseconds.

#include <chrono>
#include <memory>

#include "service/layers/file_scanner.h"

namespace meerkat::layers {

class DeadlineScanner final : public FileScanner {
 public:
  // `clock` has to outlive the scanner.
  DeadlineScanner(std::unique_ptr<FileScanner> next, const Clock& clock,
                  std::chrono::milliseconds max_file_time,
                  uint64_t max_file_memory_bytes = core::Budget{}.max_memory_bytes)
      : next_(std::move(next)),
        clock_(clock),
        max_file_time_(max_file_time),
        max_file_memory_bytes_(max_file_memory_bytes) {}

  // What ended at ScanContext::brief_until is no report (FileReport::needs_time). The timeout
  // notice of one names the limit that the file has passed.
  core::FileReport Scan(const core::SourceFile& file, const scan::RuleSet& rules,
                        const ScanContext& context) override;

 private:
  std::unique_ptr<FileScanner> next_;
  const Clock& clock_;
  std::chrono::milliseconds max_file_time_;
  uint64_t max_file_memory_bytes_;
};

}  // namespace meerkat::layers
