#pragma once

// The Python files that the benchmarks run on: a sample of the real projects below the folder
// MEERKAT_BENCH_CORPUS, read into memory once. Every n-th file of the sorted list is taken, so that
// the sample is the same on every machine and mixes all projects.
//
//   const Corpus& corpus = Corpus::Get();
//   for (const core::SourceFile* file : corpus.files()) …

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/core/source_file.h"

namespace meerkat::bench {

class Corpus {
 public:
  // Read at the first call. Ends the program with a message when there is no corpus.
  static const Corpus& Get();

  const std::vector<const core::SourceFile*>& files() const { return files_; }
  uint64_t bytes() const { return bytes_; }

 private:
  Corpus();

  std::vector<std::unique_ptr<core::SourceFile>> owned_;
  std::vector<const core::SourceFile*> files_;
  uint64_t bytes_ = 0;
};

}  // namespace meerkat::bench
