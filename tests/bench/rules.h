#pragma once

namespace meerkat::bench {

// Adds a benchmark Rule/NAME for each rule: rules are not known before main() begins, so they
// cannot be registered where the others are. Call it before benchmark::RunSpecifiedBenchmarks().
void RegisterRuleBenchmarks();

}  // namespace meerkat::bench
