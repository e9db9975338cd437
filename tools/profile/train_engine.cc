// Scans Python files as a service would, so that an instrumented engine learns which of its branches are
// taken. cmake/Profile.cmake builds and runs it; nothing of it is in a program that ships.
//
//   train_engine LIST     LIST names one file a line
//
// One thread, the order of the list, no time and no randomness: the same files give the same profile.

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/budget.h"
#include "engine/core/finding.h"
#include "engine/core/source_file.h"
#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"

namespace meerkat {
namespace {

// Enough for every branch that matters, and seconds of training.
constexpr uint64_t kMostBytes = 64'000'000;
// One file in so many is also scanned without its end, and so by the parser that recovers from errors:
// what a service gets is mostly well-formed, but broken files are the slow ones.
constexpr size_t kCutEvery = 24;
// One in so many is scanned for data flow from everywhere, which takes twice as long.
constexpr size_t kFlowEvery = 2;

struct Input {
  std::string path;
  std::string bytes;
};

std::vector<Input> ReadInputs(const char* list) {
  std::vector<Input> inputs;
  std::ifstream paths(list);
  uint64_t total = 0;
  for (std::string path; total < kMostBytes && std::getline(paths, path);) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    total += bytes.size();
    inputs.push_back({std::move(path), std::move(bytes)});
  }
  return inputs;
}

// Of every so many files. Returns the number of findings.
size_t Train(const std::vector<Input>& inputs, const scan::Options& options, size_t step = 1) {
  const scan::RuleSetOrError set = scan::CompileRules(options);
  if (set.rules == nullptr) return 0;
  scan::Scanner scanner;
  size_t findings = 0;
  for (size_t i = 0; i < inputs.size(); i += step) {
    const core::SourceFile file(inputs[i].path, inputs[i].bytes);
    findings += scanner.Scan(file, *set.rules, {}, {}).findings.size();
    if (i % kCutEvery != 0) continue;
    const core::SourceFile cut(inputs[i].path,
                               inputs[i].bytes.substr(0, inputs[i].bytes.size() / 2) + "\n(");
    findings += scanner.Scan(cut, *set.rules, {}, {}).findings.size();
  }
  return findings;
}

int Main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: train_engine LIST\n", stderr);
    return 2;
  }
  const std::vector<Input> inputs = ReadInputs(argv[1]);
  // The profile `bandit` reads nearly every file, `default` leaves most of them after the trigger.
  // Python's library serves few requests: so that data flow is met as well, its callers are not trusted, either.
  const uint16_t everybody = core::kRemoteSource | core::kLocalSource | core::kLibrarySource;
  const size_t findings =
      Train(inputs, {.profile = "default"}) + Train(inputs, {.profile = "bandit"}) +
      Train(inputs, {.profile = "default", .threat_models = everybody}, kFlowEvery);
  std::printf("%zu files, %zu findings\n", inputs.size(), findings);
  return findings > 0 ? 0 : 1;
}

}  // namespace
}  // namespace meerkat

int main(int argc, char** argv) { return meerkat::Main(argc, argv); }
