#pragma once

// What a worker does with one file, as a chain of small layers that all have this interface: the
// engine inside, around it what the service adds. A worker owns one chain, built in one place
// (service/main/scanner_chain.h); a chain is used by one thread at a time.
//
//   MeteredScanner(DeadlineScanner(EngineScanner)).Scan(file, rules, context)
//
// Scan cannot fail: what is wrong with the file is a notice in its report.

#include <atomic>
#include <functional>
#include <memory>

#include "engine/core/budget.h"
#include "engine/core/finding.h"
#include "engine/core/source_file.h"
#include "engine/scan/other_files.h"
#include "engine/scan/rule_set.h"
#include "service/layers/clock.h"

namespace meerkat::layers {

// What the scan that a file belongs to imposes on it.
struct ScanContext {
  core::Limits limits;
  // When the whole scan ends.
  Time deadline = Time::max();
  // When a scan ends that is to be brief, as it keeps a thread that has other work: what has not
  // ended by then says so (FileReport::needs_time).
  Time brief_until = Time::max();
  // Set once the caller has gone; never reset. Null: the scan cannot be cancelled.
  const std::atomic<bool>* cancelled = nullptr;
  // The other files of the scan, for data flow.
  scan::OtherFiles files;
  // What the engine asks. DeadlineScanner makes it of the two above and the time for one file.
  core::Budget budget;
};

class FileScanner {
 public:
  virtual ~FileScanner() = default;
  virtual core::FileReport Scan(const core::SourceFile& file, const scan::RuleSet& rules,
                                const ScanContext& context) = 0;
};

// Makes the chain of one worker. Called once a worker, on the thread that starts the pool.
using ScannerFactory = std::function<std::unique_ptr<FileScanner>()>;

}  // namespace meerkat::layers
