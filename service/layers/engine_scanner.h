#pragma once

// The innermost layer: the engine itself, with the memory that it reuses from file to file.

#include "engine/scan/scanner.h"
#include "service/layers/file_scanner.h"

namespace meerkat::layers {

class EngineScanner final : public FileScanner {
 public:
  core::FileReport Scan(const core::SourceFile& file, const scan::RuleSet& rules,
                        const ScanContext& context) override {
    return scanner_.Scan(file, rules, context.limits, context.budget, context.files);
  }

 private:
  scan::Scanner scanner_;
};

}  // namespace meerkat::layers
