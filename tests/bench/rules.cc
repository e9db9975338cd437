// What each rule adds to a scan: which share of the corpus is parsed for it alone, and what the
// walk takes when no other rule is on.
//
//   meerkat_bench --benchmark_filter=^Rule/ --benchmark_counters_tabular=true
//
// `of_corpus` is the share of the bytes in whose files the rule's words stand: parsing them is what
// the rule would cost if it were the only one. `walk_ms_per_mb` is the walk over those files, names
// included, by MB of the whole corpus. Both times are processor time of one thread.

#include "tests/bench/rules.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rules/walker.h"
#include "engine/scan/rule_set.h"
#include "engine/syntax/parser.h"
#include "engine/syntax/tree.h"
#include "engine/trigger/trigger.h"
#include "tests/bench/corpus.h"

namespace meerkat::bench {
namespace {

double ThreadMilliseconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

std::shared_ptr<const scan::RuleSet> Only(const std::string& name) {
  scan::Options options;
  options.profile = "all";
  const std::shared_ptr<const scan::RuleSet> all = scan::CompileRules(options).rules;
  for (const core::Rule* rule : all->rules()) {
    if (rule->name != name) options.exclude_rules.emplace_back(rule->name);
  }
  return scan::CompileRules(options).rules;
}

void OneRule(benchmark::State& state, const std::string& name) {
  const std::shared_ptr<const scan::RuleSet> rules = Only(name);
  trigger::Scratch scratch;
  trigger::LiveRules live;
  syntax::Parser parser;
  syntax::Tree tree;
  rules::Walker walker;
  std::vector<core::RawFinding> findings;
  uint64_t bytes = 0;
  uint64_t found = 0;
  double parse_ms = 0, walk_ms = 0;
  for (auto _ : state) {
    for (const core::SourceFile* file : Corpus::Get().files()) {
      if (!rules->trigger().Scan(file->bytes(), &scratch, &live)) continue;
      bytes += file->bytes().size();
      findings.clear();
      uint32_t dropped = 0;
      const double start = ThreadMilliseconds();
      parser.Parse(file->bytes(), {}, &tree);
      const double parsed = ThreadMilliseconds();
      walker.Walk(rules->plan(), live, *file, tree, {}, core::Limits{}.max_findings, &findings,
                  &dropped);
      parse_ms += parsed - start;
      walk_ms += ThreadMilliseconds() - parsed;
      found += findings.size();
    }
  }
  const double corpus = static_cast<double>(Corpus::Get().bytes());
  state.counters["of_corpus"] = static_cast<double>(bytes) / corpus;
  state.counters["parse_ms_per_mb"] = parse_ms / corpus * 1e6;
  state.counters["walk_ms_per_mb"] = walk_ms / corpus * 1e6;
  state.counters["findings"] = static_cast<double>(found);
}

}  // namespace

void RegisterRuleBenchmarks() {
  const std::shared_ptr<const scan::RuleSet> all = scan::CompileRules({.profile = "all"}).rules;
  for (const core::Rule* rule : all->rules()) {
    const std::string name(rule->name);
    benchmark::RegisterBenchmark(("Rule/" + name).c_str(), OneRule, name)
        ->Iterations(1)
        ->Unit(benchmark::kMillisecond);
  }
}

}  // namespace meerkat::bench
