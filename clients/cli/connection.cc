#include "clients/cli/connection.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>
#include <utility>

#include "clients/cli/sent_files.h"
#include "fmt/format.h"
#include "meerkat/v1/capabilities.grpc.pb.h"
#include "service/main/server.h"

namespace meerkat::cli {
namespace {

// "127.0.0.1" of "127.0.0.1:7433", "::1" of "[::1]:7433".
std::string_view HostOf(std::string_view address) {
  std::string_view host = address.substr(0, address.rfind(':'));
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return host;
}

bool IsLoopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

// A scan that the service did not take, because it drains, is full or was just restarted, is tried
// again by gRPC, as long as nothing has come back: the first event is Accepted. The service says
// how long to wait (grpc-retry-pushback-ms).
constexpr char kRetries[] = R"({"methodConfig": [{
    "name": [{"service": "meerkat.v1.ScanService"}],
    "retryPolicy": {
      "maxAttempts": 4, "initialBackoff": "0.2s", "maxBackoff": "5s", "backoffMultiplier": 3,
      "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"]
    }}]})";
constexpr int kRetryBufferBytes = 4 << 20;  // a whole message: contents may travel in the first one

std::shared_ptr<grpc::Channel> RemoteChannel(const std::string& address) {
  grpc::ChannelArguments arguments;
  // Idle routes are cut by load balancers, and a peer that is gone should be noticed.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // A proxy for the web cannot reach this machine's own ports.
  if (IsLoopback(HostOf(address))) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetServiceConfigJSON(kRetries);
  arguments.SetInt(GRPC_ARG_PER_RPC_RETRY_BUFFER_SIZE, kRetryBufferBytes);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

// The server of this process holds one user's files: what guards a shared server from its clients,
// how many files and bytes a scan has, does not count here.
server::Config InProcessConfig(const ServerOptions& options, std::shared_ptr<SentFiles> sent) {
  server::Config config;
  config.client = std::move(sent);
  config.listen.clear();
  config.http_listen.clear();
  config.data_dir = options.data_dir;
  // Nobody would ask for what one scan leaves in memory.
  if (config.data_dir.empty()) config.limits.result_cache_bytes = 0;
  config.log_level = "off";
  if (options.workers.has_value()) config.workers = *options.workers;
  config.limits.max_manifest_files = 100'000'000;
  config.limits.max_scan_bytes = uint64_t{1} << 50;
  return config;
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string OneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// "open.options: unknown profile" names a field of the contract, which is nothing to the user.
std::string WithoutField(const std::string& message) {
  const size_t colon = message.find(": ");
  constexpr std::string_view kFieldCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_.[]";
  if (colon == std::string::npos || message.find_first_not_of(kFieldCharacters) != colon) {
    return message;
  }
  return message.substr(colon + 2);
}

// What to do about a limit that the message names: "max_scan_bytes" is a flag of meerkatd.
std::string Advice(const std::string& message) {
  const size_t begin = message.find("max_");
  if (begin == std::string::npos) return {};
  const size_t end =
      std::min(message.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", begin), message.size());
  std::string flag = message.substr(begin, end - begin);
  if (flag == "max_concurrent_scans") return {};  // later is soon
  std::replace(flag.begin(), flag.end(), '_', '-');
  return fmt::format("; scan less at a time, or start the service with a larger --{}", flag);
}

// gRPC's message names each address that it tried; the last reason is what the user can act on.
std::string WhyNotConnected(const std::string& server, const grpc::Status& status, double seconds) {
  const std::string& message = status.error_message();
  const std::string not_ours =
      fmt::format("{} is not a meerkat service; give the gRPC address of meerkatd", server);
  if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
    return fmt::format("{} (it speaks gRPC, but knows no meerkat.v1)", not_ours);
  }
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return fmt::format(
        "no answer from {} within {:g} s (--connect-timeout); is it the gRPC address of meerkatd?",
        server, seconds);
  }
  if (Contains(message, "parsing HTTP/2") || Contains(message, "http1.x") ||
      Contains(message, "HTTP/1") || Contains(message, "http status") ||
      Contains(message, "HTTP status")) {
    return fmt::format("{} (it answers as a web server)", not_ours);
  }
  if (Contains(message, "Connection refused")) {
    return fmt::format(
        "nothing listens at {}: connection refused; start a service with 'meerkatd --listen {}', "
        "or leave out --server to scan in this process",
        server, server);
  }
  if (Contains(message, "DNS") || Contains(message, "resolution")) {
    return fmt::format("cannot find the host of {}", server);
  }
  if (Contains(message, "closed") || Contains(message, "reset") || Contains(message, "EOF")) {
    return fmt::format("{} (it hung up: {})", not_ours, OneLine(message));
  }
  return fmt::format("cannot reach {}: {}", server, OneLine(message));
}

}  // namespace

std::string AddressProblem(const std::string& address) {
  if (address.starts_with("unix:")) return {};
  if (Contains(address, "://")) return "give HOST:PORT without a scheme";
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0) return "give HOST:PORT, such as 127.0.0.1:7433";
  const std::string_view port = std::string_view(address).substr(colon + 1);
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number < 1 || number > 65'535) {
    return "the port has to be a number from 1 to 65535";
  }
  const std::string_view host = std::string_view(address).substr(0, colon);
  if (Contains(host, ":") && !host.starts_with('[')) return "write an IPv6 host as [HOST]:PORT";
  return {};
}

Connection::Connection(Connection&&) noexcept = default;
Connection::~Connection() = default;

absl::StatusOr<Connection> Connection::Open(const ServerOptions& options) {
  Connection connection;
  connection.name_ = options.server.empty() ? "this process" : options.server;
  if (options.server.empty()) {
    connection.sent_ = std::make_shared<SentFiles>();
    absl::StatusOr<std::unique_ptr<server::Server>> server =
        server::Server::Start(InProcessConfig(options, connection.sent_));
    if (!server.ok()) return server.status();
    connection.server_ = *std::move(server);
    connection.channel_ = connection.server_->InProcessChannel();
  } else {
    const std::string problem = AddressProblem(options.server);
    if (!problem.empty()) {
      return absl::InvalidArgumentError(fmt::format("--server {}: {}", options.server, problem));
    }
    connection.channel_ = RemoteChannel(options.server);
  }

  grpc::ClientContext context;
  context.set_deadline(
      std::chrono::system_clock::now() +
      std::chrono::milliseconds(static_cast<int64_t>(options.connect_timeout_seconds * 1'000)));
  const auto stub = v1::CapabilitiesService::NewStub(connection.channel_);
  v1::GetCapabilitiesResponse& capabilities = connection.capabilities_;
  const grpc::Status status = stub->GetCapabilities(&context, {}, &capabilities);
  if (!status.ok()) {
    return absl::UnavailableError(
        WhyNotConnected(connection.name_, status, options.connect_timeout_seconds));
  }
  if (kContractVersion < capabilities.min_contract_version() ||
      kContractVersion > capabilities.max_contract_version()) {
    return absl::FailedPreconditionError(fmt::format(
        "the service at {} (meerkat {}) speaks contract versions {} to {}, this meerkat {} speaks "
        "{}: use the client of the service's release",
        connection.name_, capabilities.server_version(), capabilities.min_contract_version(),
        capabilities.max_contract_version(), MEERKAT_VERSION, kContractVersion));
  }
  return connection;
}

std::string Connection::Explain(const grpc::Status& status) const {
  const std::string message = OneLine(status.error_message());
  switch (status.error_code()) {
    case grpc::StatusCode::INVALID_ARGUMENT: return WithoutField(message);
    case grpc::StatusCode::NOT_FOUND: return message;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return fmt::format("the service at {} refuses the scan: {}{}", name_, message,
                         Advice(message));
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return fmt::format(
          "the time for the scan ran out (--timeout or the service's "
          "max_scan_time): {}",
          message);
    case grpc::StatusCode::UNAVAILABLE:
      return fmt::format("lost the service at {}: {}; try again", name_, message);
    case grpc::StatusCode::CANCELLED:
      return fmt::format("the service at {} ended the scan: {}", name_, message);
    case grpc::StatusCode::UNIMPLEMENTED:
      return fmt::format("the service at {} does not know this call: {}", name_, message);
    default:
      return fmt::format("the service at {} failed: {} (gRPC status {}); please report it", name_,
                         message, static_cast<int>(status.error_code()));
  }
}

}  // namespace meerkat::cli
