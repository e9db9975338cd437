#include "tests/bench/corpus.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "engine/core/budget.h"
#include "engine/core/python_path.h"

namespace meerkat::bench {
namespace {

// Large enough that no cache holds it, small enough that a pass of the slowest step takes seconds.
constexpr uint64_t kSampleBytes = uint64_t{16} << 20;

struct Found {
  std::string path;
  uint64_t bytes;
};

std::vector<Found> PythonFilesBelow(const std::filesystem::path& folder) {
  std::vector<Found> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || !core::HasPythonSuffix(entry.path().native()) ||
        core::IsNotebook(entry.path().native())) {
      continue;
    }
    // What no scan analyses would only blur the numbers.
    if (entry.file_size() > core::Limits{}.max_analysed_bytes) continue;
    found.push_back({entry.path().string(), entry.file_size()});
  }
  std::sort(found.begin(), found.end(),
            [](const Found& a, const Found& b) { return a.path < b.path; });
  return found;
}

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

const Corpus& Corpus::Get() {
  static const Corpus* const corpus = new Corpus();
  return *corpus;
}

Corpus::Corpus() {
  const char* folder = std::getenv("MEERKAT_BENCH_CORPUS");
  if (folder == nullptr || !std::filesystem::is_directory(folder)) {
    std::fprintf(stderr,
                 "MEERKAT_BENCH_CORPUS has to name a folder of Python projects; "
                 "./run bench sets it.\n");
    std::exit(2);
  }
  const std::vector<Found> found = PythonFilesBelow(folder);
  uint64_t total = 0;
  for (const Found& file : found) total += file.bytes;
  const uint64_t step = std::max<uint64_t>(1, total / kSampleBytes);
  for (size_t i = 0; i < found.size(); i += step) {
    owned_.push_back(std::make_unique<core::SourceFile>(found[i].path, Read(found[i].path)));
    files_.push_back(owned_.back().get());
    bytes_ += owned_.back()->bytes().size();
  }
}

}  // namespace meerkat::bench
