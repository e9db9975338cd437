// The service without its wire: files that are in memory already go through the queue and the
// workers of service/pool, each worker with the chain of layers that it has in a meerkatd. What a
// scan over gRPC takes beyond this is the wire, the client and the report.
//
//   pool_scan --profile bandit --workers 1,2 --rounds 5 FOLDER     JSON on standard output
//
// The numbers of workers take turns within a round, so that what else the machine does meets them
// all.

#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/python_path.h"
#include "engine/scan/rule_set.h"
#include "service/layers/metered_scanner.h"
#include "service/main/config.h"
#include "service/main/scanner_chain.h"
#include "service/pool/worker_pool.h"

namespace meerkat::bench {
namespace {

using Files = std::vector<std::pair<std::string, std::string>>;  // path, bytes

class NoObserver final : public layers::FileObserver {
 public:
  void OnFile(const core::FileReport& /*report*/, uint64_t /*bytes*/,
              layers::Time::duration /*time*/) override {}
};

// A scan whose reports nobody reads: they are made whole, counted and thrown away.
class CountingScan final : public pool::LaneClient {
 public:
  CountingScan(std::shared_ptr<const scan::RuleSet> rules, size_t files)
      : rules_(std::move(rules)), left_(files) {}

  void RunTask(pool::FileTask task, layers::FileScanner& scanner) override {
    findings_ += scanner.Scan(*task.file, *rules_, context_).findings.size();
    if (--left_ > 0) return;
    const std::lock_guard lock(mutex_);
    done_ = true;
    ended_.notify_one();
  }
  void OnRoom() override {}

  uint64_t Wait() {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return done_; });
    return findings_;
  }

 private:
  const std::shared_ptr<const scan::RuleSet> rules_;
  const layers::ScanContext context_;
  std::atomic<size_t> left_;
  std::atomic<uint64_t> findings_ = 0;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool done_ = false;
};

struct Series {
  uint32_t workers = 0;
  std::vector<double> seconds;
  std::vector<double> cpu_seconds;
  uint64_t findings = 0;
};

Files ReadFolder(const std::string& folder) {
  Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string& path = entry.path().native();
    if (!entry.is_regular_file() || !core::HasPythonSuffix(path)) continue;
    std::ifstream in(path, std::ios::binary);
    files.emplace_back(path, std::string(std::istreambuf_iterator<char>(in), {}));
  }
  return files;
}

// User and system time of this process.
double ProcessorSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

// From the first file handed over, all bytes in memory, to the last report.
void RunOnce(const Files& files, const std::shared_ptr<const scan::RuleSet>& rules,
             Series* series) {
  const layers::SteadyClock clock;
  NoObserver observer;
  const server::Config config;
  std::vector<pool::FileTask> tasks;
  for (const auto& [path, bytes] : files) {
    pool::FileTask& task = tasks.emplace_back();
    task.index = static_cast<uint32_t>(tasks.size() - 1);
    task.file = std::make_unique<core::SourceFile>(path, bytes);
  }
  pool::WorkerPool workers({.workers = series->workers},
                           server::ScannerChain(clock, observer, config.limits.max_file_time,
                                                config.limits.max_file_memory_bytes));
  const auto scan = std::make_shared<CountingScan>(rules, tasks.size());
  const std::shared_ptr<pool::Lane> lane = workers.Open(scan);
  const double cpu = ProcessorSeconds();
  const layers::Time start = clock.Now();
  for (pool::FileTask& task : tasks) lane->Submit(std::move(task));
  series->findings = scan->Wait();
  series->seconds.push_back(std::chrono::duration<double>(clock.Now() - start).count());
  series->cpu_seconds.push_back(ProcessorSeconds() - cpu);
  lane->Close();
}

int Main(int argc, char** argv) {
  CLI::App app("The service's pool alone on the files of a folder", "pool_scan");
  std::string folder, profile = "default";
  std::vector<uint32_t> workers = {1, 2};
  uint32_t rounds = 5;
  app.add_option("folder", folder)->required()->check(CLI::ExistingDirectory);
  app.add_option("--profile", profile);
  app.add_option("--workers", workers)->delimiter(',')->check(CLI::Range(1, 64));
  app.add_option("--rounds", rounds)->check(CLI::Range(1, 100));
  CLI11_PARSE(app, argc, argv);
  const std::shared_ptr<const scan::RuleSet> rules = scan::CompileRules({.profile = profile}).rules;
  const Files files = ReadFolder(folder);
  if (rules == nullptr || files.empty()) {
    std::fprintf(stderr, "pool_scan: no such profile, or no Python file below '%s'\n",
                 folder.c_str());
    return 2;
  }
  std::vector<Series> all;
  for (uint32_t count : workers) all.push_back({.workers = count});
  for (uint32_t round = 0; round < rounds; ++round) {
    for (Series& series : all) RunOnce(files, rules, &series);
  }
  uint64_t bytes = 0;
  for (const auto& file : files) bytes += file.second.size();
  nlohmann::ordered_json json = {{"files", files.size()}, {"bytes", bytes}};
  for (const Series& series : all) {
    json["series"].push_back({{"workers", series.workers},
                              {"seconds", series.seconds},
                              {"cpu_seconds", series.cpu_seconds},
                              {"findings", series.findings}});
  }
  std::printf("%s\n", json.dump(1).c_str());
  return 0;
}

}  // namespace
}  // namespace meerkat::bench

int main(int argc, char** argv) { return meerkat::bench::Main(argc, argv); }
