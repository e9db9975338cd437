#pragma once

// One line on the terminal that is redrawn while a scan runs:
//
//   scanning  1,204 of 5,310 files · 12.4 MB sent · 37 findings
//
// Any thread may report; the line is drawn at most ten times a second by whoever reports.

#include <chrono>
#include <cstdint>
#include <mutex>
#include <ostream>

namespace meerkat::cli {

class Progress {
 public:
  // Null: draws nothing.
  explicit Progress(std::ostream* out, uint32_t width = 80) : out_(out), width_(width) {}
  ~Progress() { Clear(); }

  // Files that are known and done, and findings, of all scans before this one and of this one so
  // far.
  void Files(uint64_t known, uint64_t done, uint64_t findings);
  void Sent(uint64_t bytes);
  // A scan ended: what it counted is kept, the next one starts at 0.
  void NextScan();
  // Takes the line away; the next report draws it again.
  void Clear();

  uint64_t bytes_sent();

 private:
  struct Counts {
    uint64_t known = 0;
    uint64_t done = 0;
    uint64_t findings = 0;
  };
  void Draw();

  std::ostream* const out_;
  const uint32_t width_;
  std::mutex mutex_;
  Counts before_;  // guarded by mutex_, like everything below
  Counts now_;
  uint64_t bytes_sent_ = 0;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_draw_{};
};

}  // namespace meerkat::cli
