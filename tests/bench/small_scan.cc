// The engine alone on the small file of the service's benchmarks, on as many threads as a server
// has workers: what service_load's scans of new files are measured against.
//
//   meerkat_bench --benchmark_filter=SmallScan      items_per_second, and cpu_time a scan

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "engine/core/source_file.h"
#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"
#include "tests/bench/load/small_file.h"

namespace meerkat::bench {
namespace {

// The copy of the bytes is a worker's too: it stands for the one out of the message. As those of
// the service, the files differ.
constexpr uint64_t kFiles = 1'000;

void SmallScan(benchmark::State& state) {
  const auto rules = scan::CompileRules({}).rules;
  scan::Scanner scanner;
  std::vector<std::string> codes;
  for (uint64_t i = 0; i < kFiles; ++i) {
    codes.push_back(SmallFile(static_cast<uint64_t>(state.thread_index()) * kFiles + i));
  }
  size_t next = 0;
  for (auto _ : state) {
    const core::SourceFile file("shops/orders.py", codes[next++ % kFiles]);
    const core::FileReport report = scanner.Scan(file, *rules, {}, {});
    if (report.findings.size() != kSmallFileFindings) state.SkipWithError("other findings");
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()));
}
BENCHMARK(SmallScan)->Threads(1)->ThreadPerCpu()->UseRealTime();

}  // namespace
}  // namespace meerkat::bench
