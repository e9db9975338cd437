#pragma once

// A fault of ours, an exception out of the engine or a library below it, costs the file that caused
// it and no other: the file gets a notice without a word of its text, and the next one a fresh
// engine.
//
// What is no exception it cannot catch: a read through a bad pointer ends the process, as it must.
// Against those stand the bounds on every input, the absence of deep recursion, and the fuzz
// targets, which run the engine without this layer.

#include <memory>

#include "service/layers/file_scanner.h"

namespace meerkat::layers {

class GuardedScanner final : public FileScanner {
 public:
  // `make_next` makes the layers below, now and after each fault.
  explicit GuardedScanner(ScannerFactory make_next)
      : make_next_(std::move(make_next)), next_(make_next_()) {}

  core::FileReport Scan(const core::SourceFile& file, const scan::RuleSet& rules,
                        const ScanContext& context) override;

 private:
  const ScannerFactory make_next_;
  std::unique_ptr<FileScanner> next_;
};

}  // namespace meerkat::layers
