#pragma once

// What operators see of the service, as Prometheus metrics with the prefix "meerkat_". Labels take
// their values from closed sets; there is none for a project, a path or a caller.
//
//   telemetry::Metrics metrics({.version = "0.1.0", …});
//   metrics.OnFileScanned(…);
//   std::string page = metrics.Page();
//
// Every function may be called from any thread.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/finding.h"

namespace meerkat::telemetry {

// What does not change while the process lives: labels of build_info and rules_info.
struct BuildInfo {
  std::string version;
  std::string engine_version;
  std::string grammar;
  std::string rules_digest;
  uint32_t rule_count = 0;
  uint32_t workers = 0;
};

// Of the results of files that are kept. Hits, misses and evictions count from the start.
struct CacheGauges {
  uint64_t memory_hits = 0;
  uint64_t memory_misses = 0;
  uint64_t memory_bytes = 0;
  uint64_t memory_entries = 0;
  uint64_t memory_evictions = 0;
  uint64_t disk_hits = 0;
  uint64_t disk_misses = 0;
  uint64_t disk_bytes = 0;
  // Imported files in the form in which data flow reads them.
  uint64_t unit_bytes = 0;
};

// What is asked for when the page is made.
struct Gauges {
  uint32_t queued_files = 0;
  uint64_t queued_bytes = 0;
  uint32_t busy_workers = 0;
  uint32_t running_scans = 0;
  uint64_t open_upload_bytes = 0;
  CacheGauges cache;
};

enum class ScanOutcome {
  kPass,
  kFail,
  kIncomplete,
  kInvalid,
  kExhausted,
  kCancelled,
  kDeadline,
  kUnavailable,
  kInternal
};
std::string_view NameOf(ScanOutcome outcome);

enum class ShedReason { kDraining, kScans };

class Metrics {
 public:
  explicit Metrics(const BuildInfo& info);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // Called for each page. Set once, before the first page.
  void SetGauges(std::function<Gauges()> gauges);

  void OnScanEnd(ScanOutcome outcome, std::chrono::nanoseconds time);
  void OnFirstFinding(std::chrono::nanoseconds since_open);
  // A scan that was not admitted.
  void OnShed(ShedReason reason);

  void OnFileWaited(std::chrono::nanoseconds in_queue);
  void OnFileScanned(const core::FileReport& report, uint64_t bytes, std::chrono::nanoseconds time);
  // Files that no worker saw: not Python, too large, never received …
  void OnFilesSkipped(uint64_t count);
  // Files whose result was known.
  void OnFilesReused(uint64_t count);

  void OnUpload(uint64_t bytes);
  // Bytes that a manifest named and that were not asked for.
  void OnUploadSaved(uint64_t bytes);

  // The text exposition format, version 0.0.4.
  std::string Page() const;
  static constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace meerkat::telemetry
