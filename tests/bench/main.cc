// meerkat_bench: micro benchmarks of the engine, see steps.cc, rules.cc and small_scan.cc.

#include <benchmark/benchmark.h>

#include "tests/bench/rules.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  meerkat::bench::RegisterRuleBenchmarks();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
