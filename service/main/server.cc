#include "service/main/server.h"

#include <fmt/core.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/service_type.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <system_error>
#include <utility>

#include "engine/rules/registry.h"
#include "engine/scan/version.h"
#include "service/main/listen_address.h"
#include "service/main/scanner_chain.h"
#include "service/pool/mutex.h"
#include "service/rpc/scan_name.h"
#include "service/rpc/services.h"
#include "service/telemetry/http_server.h"
#include "service/telemetry/log.h"
#include "service/telemetry/metrics.h"

namespace meerkat::server {
namespace {

using std::chrono::milliseconds;

// For tables of modules: one of 20,000 files takes 4 MB.
constexpr uint64_t kModuleTableBytes = uint64_t{32} << 20;
// For the last results of files that import others: about 2 KB each.
constexpr uint64_t kLinkedRecordBytes = uint64_t{24} << 20;

constexpr char kScanService[] = "meerkat.v1.ScanService";

// Layers tell the metrics about every file.
class FileMetrics final : public layers::FileObserver {
 public:
  explicit FileMetrics(telemetry::Metrics& metrics) : metrics_(metrics) {}
  void OnFile(const core::FileReport& report, uint64_t bytes,
              layers::Time::duration time) override {
    metrics_.OnFileScanned(report, bytes, time);
  }

 private:
  telemetry::Metrics& metrics_;
};

telemetry::BuildInfo BuildInfoOf(const Config& config) {
  return {.version = MEERKAT_VERSION,
          .engine_version = std::string(scan::kEngineVersion),
          .grammar = std::string(scan::kGrammar),
          .rules_digest = scan::RulesDigest().ToHex(),
          .rule_count = static_cast<uint32_t>(rules::AllRules().size()),
          .workers = config.workers};
}

telemetry::CacheGauges CacheGaugesOf(const cache::CacheStats& stats, uint64_t unit_bytes) {
  return {.memory_hits = stats.memory_hits,
          .memory_misses = stats.memory_misses,
          .memory_bytes = stats.memory.bytes,
          .memory_entries = stats.memory.entries,
          .memory_evictions = stats.memory.evictions,
          .disk_hits = stats.disk_hits,
          .disk_misses = stats.disk_misses,
          .disk_bytes = stats.disk_bytes,
          .unit_bytes = unit_bytes};
}

// Empty: results do not outlive the process.
std::string ResultFolder(const Config& config) {
  if (config.data_dir.empty() || config.result_store_bytes == 0) return {};
  const std::filesystem::path folder = std::filesystem::path(config.data_dir) / "results";
  std::error_code error;  // the folder is then not usable, which is a line in the log
  std::filesystem::create_directory(folder, error);
  return folder.string();
}

// Names of scans. The randomness is drawn once and counted on, as a ULID's may be:
// std::random_device took 8 % of a small scan.
class ScanNames {
 public:
  std::string Next() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return rpc::ScanName(
        static_cast<uint64_t>(std::chrono::duration_cast<milliseconds>(now).count()),
        next_.fetch_add(1, std::memory_order_relaxed), more_random_);
  }

 private:
  static uint64_t Random() {
    std::random_device random;
    return static_cast<uint64_t>(random()) << 32 | random();
  }
  std::atomic<uint64_t> next_ = Random();
  const uint16_t more_random_ = static_cast<uint16_t>(Random());
};

absl::Status CheckDataDir(const std::string& folder) {
  if (folder.empty()) return absl::OkStatus();
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!std::filesystem::is_directory(folder)) {
    return absl::PermissionDeniedError(
        fmt::format("the data folder '{}' cannot be made: {}", folder, error.message()));
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    return absl::PermissionDeniedError(fmt::format("the data folder '{}' is not writable", folder));
  }
  return absl::OkStatus();
}

// gRPC's settings for a port that others reach; the reasons stand in the numbers of the contract.
void SetTransport(grpc::ServerBuilder& builder) {
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);  // or two servers share a port unseen
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, 10 * 60 * 1'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, 30 * 60 * 1'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 128);
  // Messages are a hundred kilobytes or more: HTTP/2's own 16 KiB a frame, and 64 KiB until gRPC
  // has learned what the way can hold, cost both sides a tenth and more (docs/performance.md).
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_FRAME_SIZE, 256 << 10);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, 1 << 20);
  // For the reflection plugin, which is written against the synchronous API: two threads at most.
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MIN_POLLERS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 2);
}

}  // namespace

// The object graph. Members are destroyed from the last to the first: the ports, then what answers,
// then what works for it.
struct Server::Parts {
  explicit Parts(const Config& settings)
      : config(settings),
        log({.level = config.log_level, .format = config.log_format}),
        metrics(BuildInfoOf(config)),
        file_metrics(metrics),
        results({.max_bytes = config.limits.result_cache_bytes,
                 .folder = ResultFolder(config),
                 .max_stored_bytes = config.result_store_bytes}),
        units(config.limits.unit_cache_bytes),
        modules(kModuleTableBytes),
        linked_records(results.enabled() ? kLinkedRecordBytes : 0),
        unit_makers(std::max<size_t>(config.workers, 1)),
        workers({.workers = config.workers,
                 .max_queued_bytes = config.max_queued_bytes,
                 .max_queued_files = config.max_queued_files},
                ScannerChain(clock, file_metrics, config.limits.max_file_time,
                             config.limits.max_file_memory_bytes)),
        // As many readers as scans: an archive never waits for another one's slow client.
        readers(config.limits.max_concurrent_scans),
        admission(config.limits.max_concurrent_scans),
        upload_credit(config.limits.max_open_upload_bytes),
        services{.limits = config.limits,
                 .upload_credit = upload_credit,
                 .server_version = MEERKAT_VERSION,
                 .workers = workers,
                 .readers = readers,
                 .admission = admission,
                 .rule_sets = rule_sets,
                 .results = results,
                 .client = results.enabled() ? nullptr : config.client.get(),
                 .units = units,
                 .modules = modules,
                 .linked_records = linked_records,
                 .unit_makers = unit_makers,
                 .metrics = metrics,
                 .log = log,
                 .clock = clock,
                 .new_scan_name = [this] { return scan_names.Next(); }},
        scan_service(rpc::MakeScanService(services)),
        rule_service(rpc::MakeRuleService()),
        capabilities_service(rpc::MakeCapabilitiesService(services, config.workers)) {
    metrics.SetGauges([this] {
      const pool::WorkerPoolStats stats = workers.stats();
      return telemetry::Gauges{.queued_files = stats.queued_files,
                               .queued_bytes = stats.queued_bytes,
                               .busy_workers = stats.busy_workers,
                               .running_scans = admission.running(),
                               .open_upload_bytes = upload_credit.taken(),
                               .cache = CacheGaugesOf(results.stats(), units.bytes())};
    });
  }

  absl::Status StartGrpc();
  absl::Status StartHttp();
  absl::Status WriteReadyFile() const;

  const Config config;
  layers::SteadyClock clock;
  telemetry::Log log;
  telemetry::Metrics metrics;
  FileMetrics file_metrics;
  cache::ResultCache results;
  cache::RecentlyUsed<flow::Unit> units;
  cache::RecentlyUsed<rpc::ModuleTable> modules;
  cache::RecentlyUsed<rpc::LinkedRecord> linked_records;
  rpc::UnitMakers unit_makers;
  rpc::RuleSetCache rule_sets;
  pool::WorkerPool workers;
  pool::ReaderThreads readers;
  rpc::Admission admission;
  ingest::UploadCredit upload_credit;
  ScanNames scan_names;
  rpc::ScanServices services;
  std::unique_ptr<grpc::Service> scan_service;
  std::unique_ptr<grpc::Service> rule_service;
  std::unique_ptr<grpc::Service> capabilities_service;
  std::atomic<bool> ready = false;
  std::unique_ptr<grpc::Server> grpc_server;
  std::unique_ptr<telemetry::HttpServer> http_server;
  int port = 0;
  std::atomic<bool> stopped = false;
};

absl::Status Server::Parts::StartGrpc() {
  const int max_message = static_cast<int>(config.limits.max_message_bytes);
  const bool has_port = !config.listen.empty();
  grpc::EnableDefaultHealthCheckService(has_port);
  if (has_port) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(max_message);
  builder.SetMaxSendMessageSize(max_message);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE,
                             static_cast<int>(config.limits.max_metadata_bytes));
  builder.RegisterService(scan_service.get());
  builder.RegisterService(rule_service.get());
  builder.RegisterService(capabilities_service.get());
  if (has_port) {
    absl::StatusOr<ListenAddress> address = ListenAddress::Parse(config.listen);
    if (!address.ok()) return address.status();
    if (absl::Status status = address->CheckFree(); !status.ok()) return status;
    if (!address->loopback()) {
      log.Warning("serving without TLS on an address that other machines reach",
                  {{"address", address->ToString()}});
    }
    SetTransport(builder);
    builder.AddListeningPort(address->ToString(), grpc::InsecureServerCredentials(), &port);
  }
  grpc_server = builder.BuildAndStart();
  if (grpc_server == nullptr || (has_port && port == 0)) {
    return absl::UnavailableError(fmt::format("gRPC cannot listen on {}", config.listen));
  }
  return absl::OkStatus();
}

absl::Status Server::Parts::StartHttp() {
  if (config.http_listen.empty()) return absl::OkStatus();
  absl::StatusOr<ListenAddress> address = ListenAddress::Parse(config.http_listen);
  if (!address.ok()) return address.status();
  if (absl::Status status = address->CheckFree(); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<telemetry::HttpServer>> server = telemetry::HttpServer::Start(
      address->host(), address->port(),
      {.metrics = [this] { return metrics.Page(); }, .ready = [this] { return ready.load(); }});
  if (!server.ok()) return server.status();
  http_server = *std::move(server);
  return absl::OkStatus();
}

absl::Status Server::Parts::WriteReadyFile() const {
  if (config.ready_file.empty()) return absl::OkStatus();
  // Written beside it and renamed: whoever waits for the file finds it whole.
  const std::string half = config.ready_file + ".new";
  std::ofstream file(half, std::ios::trunc);
  file << fmt::format("{{\"port\":{},\"http_port\":{}}}\n", port,
                      http_server == nullptr ? 0 : http_server->port());
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(half, config.ready_file, error);
  if (!file || error) {
    return absl::PermissionDeniedError(
        fmt::format("the ready file '{}' cannot be written", config.ready_file));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Config& config) {
  if (absl::Status status = CheckDataDir(config.data_dir); !status.ok()) return status;
  std::unique_ptr<Server> server(new Server(std::make_unique<Parts>(config)));
  Parts& parts = *server->parts_;
  if (absl::Status status = parts.StartHttp(); !status.ok()) return status;
  if (absl::Status status = parts.StartGrpc(); !status.ok()) return status;
  if (auto* health = parts.grpc_server->GetHealthCheckService()) {
    health->SetServingStatus(kScanService, true);
    health->SetServingStatus("meerkat.v1.RuleService", true);
    health->SetServingStatus("meerkat.v1.CapabilitiesService", true);
  }
  if (!parts.results.folder_is_usable()) {
    parts.log.Warning("results are kept in memory only: no file can be made in the data folder");
  }
  parts.ready = true;
  if (absl::Status status = parts.WriteReadyFile(); !status.ok()) return status;
  parts.log.Info("serving", {{"port", server->port()},
                             {"http_port", server->http_port()},
                             {"workers", config.workers},
                             {"version", MEERKAT_VERSION}});
  return server;
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() { Shutdown(); }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  const int max_message = static_cast<int>(parts_->config.limits.max_message_bytes);
  arguments.SetMaxReceiveMessageSize(max_message);
  arguments.SetMaxSendMessageSize(max_message);
  return parts_->grpc_server->InProcessChannel(arguments);
}

int Server::port() const { return parts_->port; }

int Server::http_port() const {
  return parts_->http_server == nullptr ? 0 : parts_->http_server->port();
}

void Server::Drain(const std::function<bool()>& hurry) {
  Parts& parts = *parts_;
  parts.ready = false;
  parts.log.Info("draining", {{"running_scans", parts.admission.running()}});
  if (auto* health = parts.grpc_server->GetHealthCheckService()) health->SetServingStatus(false);
  const auto enough = std::chrono::steady_clock::now() + parts.config.drain_delay;
  while (std::chrono::steady_clock::now() < enough && !(hurry && hurry())) {
    pool::SleepFor(milliseconds(50));
  }
  parts.admission.StartDraining();
  if (!parts.admission.WaitUntilIdle(parts.config.drain_timeout, hurry)) {
    parts.log.Warning("cancelling the scans that still run",
                      {{"running_scans", parts.admission.running()}});
  }
  Shutdown();
}

void Server::Shutdown() {
  Parts& parts = *parts_;
  if (parts.stopped.exchange(true)) return;
  parts.ready = false;
  parts.admission.StartDraining();
  if (parts.grpc_server == nullptr) return;  // it never started
  // Cancels every call; returns once each handler has noticed and ended.
  parts.grpc_server->Shutdown(std::chrono::system_clock::now());
  parts.grpc_server->Wait();
  parts.log.Info("stopped");
}

}  // namespace meerkat::server
