#pragma once

// The HTTP port for machines that watch the service:
//
//   GET /metrics   the Prometheus page
//   GET /healthz   200 while the process is alive
//   GET /readyz    200 while it takes scans, 503 while it drains or before it serves
//
// Anything else is 404. HEAD works as GET; other methods are 405.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace meerkat::telemetry {

struct HttpHandlers {
  // Called from the server's threads, several at once.
  std::function<std::string()> metrics;
  std::function<bool()> ready;
};

class HttpServer {
 public:
  // `host` is an address or a name, `port` 0 takes any free one. UNAVAILABLE if the port cannot be
  // had; the caller looks for the reason (service/main/listen_address.h).
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(const std::string& host, uint16_t port,
                                                           HttpHandlers handlers);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const { return port_; }

 private:
  struct Context;
  HttpServer(std::unique_ptr<Context> context, std::string host, int port);

  std::unique_ptr<Context> context_;
  const std::string host_;
  const int port_;
};

}  // namespace meerkat::telemetry
