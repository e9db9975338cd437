#pragma once

// Tells an observer about every file. The observer is an interface so that this folder knows
// nothing of how metrics are kept.

#include <cstdint>
#include <memory>

#include "service/layers/file_scanner.h"

namespace meerkat::layers {

class FileObserver {
 public:
  virtual ~FileObserver() = default;
  // After each file, from any worker's thread, several at once.
  virtual void OnFile(const core::FileReport& report, uint64_t bytes, Time::duration time) = 0;
};

class MeteredScanner final : public FileScanner {
 public:
  // `observer` and `clock` have to outlive the scanner.
  MeteredScanner(std::unique_ptr<FileScanner> next, const Clock& clock, FileObserver& observer)
      : next_(std::move(next)), clock_(clock), observer_(observer) {}

  core::FileReport Scan(const core::SourceFile& file, const scan::RuleSet& rules,
                        const ScanContext& context) override {
    const Time start = clock_.Now();
    core::FileReport report = next_->Scan(file, rules, context);
    // What is scanned again is told then.
    if (!report.needs_files && !report.needs_time) {
      observer_.OnFile(report, file.bytes().size(), clock_.Now() - start);
    }
    return report;
  }

 private:
  std::unique_ptr<FileScanner> next_;
  const Clock& clock_;
  FileObserver& observer_;
};

}  // namespace meerkat::layers
