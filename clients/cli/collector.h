#pragma once

// Turns the events of one scan into a part of the report. Events name files and rules by number;
// what the numbers stand for is known for sure only at the end, so names are put in by Finish().

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "clients/cli/progress.h"
#include "clients/cli/report.h"
#include "meerkat/v1/scan.pb.h"

namespace meerkat::cli {

// What a scan's file numbers stand for.
struct ScanInput {
  // By file index: path in the report, and where the file is. Empty for an archive.
  std::vector<std::string> display;
  std::vector<LocalFile> local;
  // The archive's path in the report: its files are "archive.zip/inner/path.py".
  std::string archive;
  // What the archive is called on the wire.
  std::string archive_name;
  // Files that were not sent although they were asked for, and why.
  std::map<uint32_t, std::string> not_sent;
};

class Collector {
 public:
  // Rules that several scans have in common are one in the report.
  Collector(Report* report, Progress* progress) : report_(report), progress_(progress) {}

  // Events that a report is not made of (Need, Heartbeat) do nothing here.
  void Take(const v1::ScanEvent& event);
  bool has_verdict() const { return has_verdict_; }

  // After the last event.
  void Finish(const ScanInput& input);

 private:
  struct Pending {
    Finding finding;
    uint32_t file = 0;
    std::vector<uint32_t> flow_files;
  };

  void TakeRules(const v1::RuleBatch& batch);
  void TakeFinding(const v1::Finding& finding);
  void TakeVerdict(const v1::Verdict& verdict);
  Notice FinishNotice(const v1::FileNotice& notice, const ScanInput& input) const;
  std::string PathOf(const ScanInput& input, uint32_t file) const;

  Report* const report_;
  Progress* const progress_;
  std::vector<uint32_t> rules_;  // place in the report by index in this scan
  std::vector<std::string> archive_paths_;
  std::vector<Pending> findings_;
  std::vector<v1::FileNotice> notices_;
  std::vector<v1::FileResultBatch::FileResult> results_;
  std::vector<std::string> reasons_;
  bool has_verdict_ = false;
};

// The values of a rule as the wire has it.
RuleText RuleFromWire(const v1::Rule& rule);

}  // namespace meerkat::cli
