#pragma once

// Bytes in, findings out: the steps of the engine in order, with the memory that one thread reuses
// from file to file. One Scanner a thread; it is neither shared nor thread-safe.
//
//   scan::Scanner scanner;
//   core::SourceFile file("app.py", std::move(bytes));
//   core::FileReport report = scanner.Scan(file, *rule_set, {}, budget);
//
// A Scan cannot fail: what is wrong with the file is a notice in its report. The report refers to
// nothing in the file any more.

#include <memory>

#include "engine/core/budget.h"
#include "engine/core/finding.h"
#include "engine/core/source_file.h"
#include "engine/scan/other_files.h"
#include "engine/scan/rule_set.h"

namespace meerkat::scan {

class Scanner {
 public:
  Scanner();
  ~Scanner();
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  core::FileReport Scan(const core::SourceFile& file, const RuleSet& rule_set,
                        const core::Limits& limits, const core::Budget& budget,
                        const OtherFiles& files = {});

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace meerkat::scan
