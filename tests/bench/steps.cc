// MB/s of every step of a scan, in one thread, on a sample of real projects.
//
//   MEERKAT_BENCH_CORPUS=… meerkat_bench --benchmark_counters_tabular=true
//
// Each step is measured on the files that reach it: a file without a live rule is never parsed. So
// a step's cost to a scan is not bytes_per_second alone; `of_corpus`, the share of the corpus's
// bytes that reach the step, says how much of it there is. Steps that work on what the step before
// left in the processor's caches are timed inside the whole pipeline, file by file, with only their
// own time counted: a tree that was made long before would be read from memory and look slower than
// it is. All times are processor time.

#include <benchmark/benchmark.h>

#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/budget.h"
#include "engine/core/digest.h"
#include "engine/core/finding.h"
#include "engine/report/file_report.h"
#include "engine/rules/walker.h"
#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"
#include "engine/syntax/descent.h"
#include "engine/syntax/lexer.h"
#include "engine/syntax/parser.h"
#include "engine/syntax/tree.h"
#include "engine/syntax/tree_builder.h"
#include "engine/trigger/trigger.h"
#include "tests/bench/corpus.h"

namespace meerkat::bench {
namespace {

// Seconds of the processor that this thread has used: what else the machine does counts little.
double ThreadSeconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::shared_ptr<const scan::RuleSet> Rules() { return scan::CompileRules({}).rules; }

// The files that a step gets.
struct Input {
  std::vector<const core::SourceFile*> files;
  uint64_t bytes = 0;

  void Add(const core::SourceFile* file) {
    files.push_back(file);
    bytes += file->bytes().size();
  }
};

Input AllFiles() {
  Input input;
  for (const core::SourceFile* file : Corpus::Get().files()) input.Add(file);
  return input;
}

Input LiveFiles(const scan::RuleSet& rules) {
  trigger::Scratch scratch;
  trigger::LiveRules live;
  Input input;
  for (const core::SourceFile* file : Corpus::Get().files()) {
    if (rules.trigger().Scan(file->bytes(), &scratch, &live)) input.Add(file);
  }
  return input;
}

void Count(benchmark::State& state, const Input& input) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * input.bytes));
  state.counters["files"] = static_cast<double>(input.files.size());
  state.counters["of_corpus"] =
      static_cast<double>(input.bytes) / static_cast<double>(Corpus::Get().bytes());
}

void Sha256(benchmark::State& state) {
  const Input input = AllFiles();
  for (auto _ : state) {
    for (const core::SourceFile* file : input.files) {
      benchmark::DoNotOptimize(core::Sha256(file->bytes()));
    }
  }
  Count(state, input);
}
BENCHMARK(Sha256)->Unit(benchmark::kMillisecond);

void CountLines(benchmark::State& state) {
  const Input input = AllFiles();
  for (auto _ : state) {
    for (const core::SourceFile* file : input.files) {
      benchmark::DoNotOptimize(report::CountLinesOfCode(file->bytes()));
    }
  }
  Count(state, input);
}
BENCHMARK(CountLines)->Unit(benchmark::kMillisecond);

void Trigger(benchmark::State& state) {
  const std::shared_ptr<const scan::RuleSet> rules = Rules();
  const Input input = AllFiles();
  trigger::Scratch scratch;
  trigger::LiveRules live;
  for (auto _ : state) {
    for (const core::SourceFile* file : input.files) {
      benchmark::DoNotOptimize(rules->trigger().Scan(file->bytes(), &scratch, &live));
    }
  }
  Count(state, input);
}
BENCHMARK(Trigger)->Unit(benchmark::kMillisecond);

// Which rules keep how much of the corpus alive, as counters: the share of bytes in whose files the
// rule's words stand, and the share that no other rule would have had parsed ("alone:").
void LiveByRule(benchmark::State& state) {
  const std::shared_ptr<const scan::RuleSet> rules = Rules();
  const std::vector<const core::Rule*>& list = rules->rules();
  trigger::Scratch scratch;
  trigger::LiveRules live;
  std::vector<uint64_t> bytes(list.size());
  std::vector<uint64_t> alone(list.size());
  for (auto _ : state) {
    for (const core::SourceFile* file : Corpus::Get().files()) {
      if (!rules->trigger().Scan(file->bytes(), &scratch, &live)) continue;
      std::vector<size_t> found;
      for (size_t i = 0; i < list.size(); ++i) {
        if (live.Contains(i)) found.push_back(i);
      }
      for (size_t i : found) bytes[i] += file->bytes().size();
      if (found.size() == 1) alone[found[0]] += file->bytes().size();
    }
  }
  const auto share = [](uint64_t part) {
    return static_cast<double>(part) / static_cast<double>(Corpus::Get().bytes());
  };
  for (size_t i = 0; i < list.size(); ++i) {
    if (bytes[i] == 0) continue;
    state.counters["live:" + std::string(list[i]->name)] = share(bytes[i]);
    state.counters["alone:" + std::string(list[i]->name)] = share(alone[i]);
  }
}
BENCHMARK(LiveByRule)->Iterations(1)->Unit(benchmark::kMillisecond);

// The steps from the lexer on, in the order of the scan of a well-formed file.
enum Step : int { kLex, kParse, kArrange, kWalk, kReport, kStepCount };

// Runs the pipeline over one file and notes when each step ended.
class Pipeline {
 public:
  explicit Pipeline(const scan::RuleSet& rules) : rules_(rules) {}

  // Seconds of the processor that `step` took.
  double Run(const core::SourceFile& file, Step step) {
    const std::string_view bytes = file.bytes();
    rules_.trigger().Scan(bytes, &scratch_, &live_);
    raw_.clear();
    core::FileReport report;

    double at[kStepCount + 1];
    at[kLex] = ThreadSeconds();
    const bool tokens = lexer_.Run(bytes);
    at[kParse] = ThreadSeconds();
    const bool parsed = tokens && descent_.Parse(bytes, lexer_);
    at[kArrange] = ThreadSeconds();
    syntax::TreeBuilder builder(bytes, &tree_);
    builder.Clear();
    if (parsed) builder.Take(descent_, lexer_.comments());
    at[kWalk] = ThreadSeconds();
    walker_.Walk(rules_.plan(), live_, file, tree_, {}, core::Limits{}.max_findings, &raw_,
                 &report.dropped);
    at[kReport] = ThreadSeconds();
    report::AddFindings(file, tree_.comments(), raw_, {}, {}, &report);
    at[kStepCount] = ThreadSeconds();
    benchmark::DoNotOptimize(report);
    return at[step + 1] - at[step];
  }

 private:
  const scan::RuleSet& rules_;
  trigger::Scratch scratch_;
  trigger::LiveRules live_;
  syntax::Lexer lexer_;
  syntax::Descent descent_;
  syntax::Tree tree_;
  rules::Walker walker_;
  std::vector<core::RawFinding> raw_;
};

void RunStep(benchmark::State& state, Step step) {
  const std::shared_ptr<const scan::RuleSet> rules = Rules();
  const Input input = LiveFiles(*rules);
  Pipeline pipeline(*rules);
  for (auto _ : state) {
    double seconds = 0;
    for (const core::SourceFile* file : input.files) seconds += pipeline.Run(*file, step);
    state.SetIterationTime(seconds);
  }
  Count(state, input);
}
// A fixed number of passes: most of a pass is not the step's own time, which is all that counts
// towards a minimum.
void Lex(benchmark::State& state) { RunStep(state, kLex); }
void Parse(benchmark::State& state) { RunStep(state, kParse); }
void Arrange(benchmark::State& state) { RunStep(state, kArrange); }
void Walk(benchmark::State& state) { RunStep(state, kWalk); }
void Report(benchmark::State& state) { RunStep(state, kReport); }
BENCHMARK(Lex)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(Parse)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(Arrange)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(Walk)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(Report)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);

// What the three steps before the walk cost where the grammar does them, as for every broken file.
void Grammar(benchmark::State& state) {
  const std::shared_ptr<const scan::RuleSet> rules = Rules();
  const Input input = LiveFiles(*rules);
  syntax::Parser parser(syntax::Parser::With::kGrammar);
  syntax::Tree tree;
  for (auto _ : state) {
    for (const core::SourceFile* file : input.files) parser.Parse(file->bytes(), {}, &tree);
  }
  Count(state, input);
}
BENCHMARK(Grammar)->Iterations(1)->Unit(benchmark::kMillisecond);

// All of it, as a worker does it.
void WholeScan(benchmark::State& state) {
  const std::shared_ptr<const scan::RuleSet> rules = Rules();
  const Input input = AllFiles();
  scan::Scanner scanner;
  size_t findings = 0;
  for (auto _ : state) {
    findings = 0;
    for (const core::SourceFile* file : input.files) {
      findings += scanner.Scan(*file, *rules, {}, {}).findings.size();
    }
  }
  Count(state, input);
  state.counters["findings"] = static_cast<double>(findings);
}
BENCHMARK(WholeScan)->Iterations(3)->Unit(benchmark::kMillisecond);

// What a scan with other options than the last one pays once.
void CompileRules(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Rules());
}
BENCHMARK(CompileRules)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace meerkat::bench
