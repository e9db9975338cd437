// Load for a running meerkatd on this machine, and what became of it as JSON on standard output.
//
//   service_load --server 127.0.0.1:7433 --mode unary  --clients 16 --seconds 3
//   service_load --server … --mode same                the same small file over and over: cached
//   service_load --server … --mode fresh               a small file that is new each time
//   service_load --server … --mode fresh --rate 500    open loop: latency at a given rate
//   service_load --server … --mode fresh --call stream as a stream and not as a plain call
//   service_load --server … --mode fresh --call each   over one long call a connection
//   service_load --server … --mode tree --files 10 --changed 10
//   service_load --server … --mode tree --files 20000 --changed 10 --corpus FOLDER --count 20
//
// The first `--warm-up` seconds are not counted, and never less than one call, which a tree needs
// to be known. Rates are calls a second, times milliseconds. `server_ms` is Verdict.elapsed. With
// --server-pid also the processor time of the server is told, beside that of this program.

#include <grpcpp/create_channel.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "service/pool/lock_order.h"
#include "tests/bench/load/calls.h"
#include "tests/bench/load/driver.h"
#include "tests/bench/load/tree.h"

namespace meerkat::bench {
namespace {

struct Options {
  std::string server;
  std::string mode = "unary";
  std::string call = "plain";
  Plan plan;
  uint32_t connections = 0;
  double warm_up = 0.5;
  uint32_t files = 20'000;
  uint32_t changed = 0;
  std::string corpus;
  std::string profile = "default";
  int server_pid = 0;
};

void AddOptions(CLI::App& app, Options& options) {
  app.add_option("--server", options.server, "127.0.0.1:PORT")->required();
  app.add_option("--mode", options.mode, "unary, same, fresh or tree")
      ->check(CLI::IsMember({"unary", "same", "fresh", "tree"}));
  app.add_option("--call", options.call, "How a small file is scanned: plain, stream or each")
      ->check(CLI::IsMember({"plain", "stream", "each"}));
  app.add_option("--clients", options.plan.clients, "Calls in flight at most")
      ->check(CLI::Range(1, 4'096));
  app.add_option("--connections", options.connections, "Default: one a client, at most 16")
      ->check(CLI::Range(1, 256));
  app.add_option("--seconds", options.plan.seconds)->check(CLI::Range(0.01, 300.0));
  app.add_option("--count", options.plan.count, "Calls at most")->check(CLI::Range(1, 5'000'000));
  app.add_option("--rate", options.plan.rate, "Calls a second; 0: as fast as they are answered")
      ->check(CLI::Range(0.0, 1e6));
  app.add_option("--warm-up", options.warm_up, "Seconds")->check(CLI::Range(0.0, 60.0));
  app.add_option("--files", options.files, "Of a tree")->check(CLI::Range(1, 200'000));
  app.add_option("--changed", options.changed, "Files of a tree that are new in each call");
  app.add_option("--corpus", options.corpus, "Folder of real Python files for the tree")
      ->check(CLI::ExistingDirectory);
  app.add_option("--profile", options.profile);
  app.add_option("--server-pid", options.server_pid, "Whose processor time to tell");
}

bool IsLoopback(const std::string& server) {
  return server.starts_with("127.") || server.starts_with("localhost:") ||
         server.starts_with("[::1]:");
}

std::vector<Channel> Connect(const Options& options) {
  uint32_t count = options.connections;
  if (count == 0) count = std::min(options.plan.clients, 16u);
  std::vector<Channel> channels;
  for (uint32_t i = 0; i < count; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // a connection of its own
    channels.push_back(
        grpc::CreateCustomChannel(options.server, grpc::InsecureChannelCredentials(), arguments));
    const auto deadline = std::chrono::system_clock::now() + std::chrono::seconds(10);
    if (!channels.back()->WaitForConnected(deadline)) return {};
  }
  return channels;
}

std::unique_ptr<Caller> MakeCaller(const Options& options, const Channel& channel,
                                   const Tree& tree) {
  ScanKind kind;
  kind.profile = options.profile;
  kind.changed = options.mode == "fresh" ? 1 : options.changed;
  // Seconds times a million: no two runs against one server send the same "new" file.
  kind.seed = static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count()) *
              1'000;
  if (options.mode == "unary") return MakeUnaryCaller(channel);
  if (options.mode == "tree") return MakeManifestCaller(channel, kind, tree);
  if (options.mode == "same") kind.seed = kind.changed = 0;
  if (options.call == "plain") return MakePlainCaller(channel, kind);
  if (options.call == "each") return MakeEachCaller(channel, kind);
  return MakeInlineCaller(channel, kind);
}

// User and system time of this process.
double OwnProcessorSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

// The same of another one; 0 if there is none.
double ProcessorSecondsOf(int pid) {
  if (pid == 0) return 0;
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::stringstream text;
  text << file.rdbuf();
  const std::string stat = text.str();
  const size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(stat.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

nlohmann::ordered_json Percentiles(Latencies& latencies) {
  return {{"p50", latencies.Percentile(0.5) * 1e3},
          {"p90", latencies.Percentile(0.9) * 1e3},
          {"p99", latencies.Percentile(0.99) * 1e3},
          {"p999", latencies.Percentile(0.999) * 1e3},
          {"max", latencies.Percentile(1) * 1e3}};
}

int Main(int argc, char** argv) {
  CLI::App app("Load for a meerkatd on this machine", "service_load");
  Options options;
  AddOptions(app, options);
  CLI11_PARSE(app, argc, argv);
  pool::StopTrackingLockOrder();
  if (!IsLoopback(options.server)) {
    std::fprintf(stderr, "service_load: '%s' is not this machine\n", options.server.c_str());
    return 2;
  }
  Tree tree;
  if (options.mode == "tree") tree = Tree::Make(options.corpus, options.files);
  const std::vector<Channel> channels = Connect(options);
  if (channels.empty()) {
    std::fprintf(stderr, "service_load: nothing answers at %s\n", options.server.c_str());
    return 2;
  }
  std::vector<std::unique_ptr<Caller>> callers;
  for (const Channel& channel : channels) callers.push_back(MakeCaller(options, channel, tree));

  std::atomic<uint64_t> numbers = 0;
  Drive(callers, {.clients = 1, .seconds = 60, .count = 1}, &numbers);
  if (options.warm_up > 0) {
    Drive(callers, {.clients = options.plan.clients, .seconds = options.warm_up}, &numbers);
  }
  const double own = OwnProcessorSeconds(), server = ProcessorSecondsOf(options.server_pid);
  Measured measured = Drive(callers, options.plan, &numbers);

  nlohmann::ordered_json json = {{"mode", options.mode},
                                 {"call", options.call},
                                 {"clients", options.plan.clients},
                                 {"connections", channels.size()},
                                 {"asked_rate", options.plan.rate},
                                 {"seconds", measured.seconds},
                                 {"calls", measured.calls},
                                 {"rate", static_cast<double>(measured.calls) / measured.seconds},
                                 {"errors", measured.errors},
                                 {"ms", Percentiles(measured.latency)},
                                 {"server_ms", Percentiles(measured.server_seconds)},
                                 {"findings", measured.findings},
                                 {"files_reused", measured.files_reused},
                                 {"content_bytes", measured.content_bytes},
                                 {"own_cpu_seconds", OwnProcessorSeconds() - own}};
  if (options.server_pid != 0) {
    json["server_cpu_seconds"] = ProcessorSecondsOf(options.server_pid) - server;
  }
  std::printf("%s\n", json.dump(1).c_str());
  return measured.errors.empty() && measured.calls > 0 ? 0 : 1;
}

}  // namespace
}  // namespace meerkat::bench

int main(int argc, char** argv) { return meerkat::bench::Main(argc, argv); }
