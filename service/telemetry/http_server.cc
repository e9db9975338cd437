#include "service/telemetry/http_server.h"

#include <civetweb.h>
#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <string_view>
#include <thread>
#include <utility>

#include "service/telemetry/metrics.h"

namespace meerkat::telemetry {
namespace {

constexpr std::string_view kPlainText = "text/plain; charset=utf-8";

int Answer(mg_connection* connection, int code, std::string_view reason, std::string_view type,
           std::string_view body, bool with_body) {
  std::string response = fmt::format(
      "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
      code, reason, type, body.size());
  if (with_body) response += body;
  mg_write(connection, response.data(), response.size());
  return code;
}

}  // namespace

struct HttpServer::Context {
  HttpHandlers handlers;
  mg_context* server = nullptr;

  static int Handle(mg_connection* connection, void* self) {
    const HttpHandlers& handlers = static_cast<Context*>(self)->handlers;
    const mg_request_info* request = mg_get_request_info(connection);
    const std::string_view method = request->request_method;
    const std::string_view path = request->local_uri == nullptr ? "" : request->local_uri;
    const bool head = method == "HEAD";
    if (!head && method != "GET") {
      return Answer(connection, 405, "Method Not Allowed", kPlainText, "only GET and HEAD\n", true);
    }
    if (path == "/metrics") {
      return Answer(connection, 200, "OK", Metrics::kContentType, handlers.metrics(), !head);
    }
    if (path == "/healthz") return Answer(connection, 200, "OK", kPlainText, "alive\n", !head);
    if (path == "/readyz") {
      if (handlers.ready()) return Answer(connection, 200, "OK", kPlainText, "ready\n", !head);
      return Answer(connection, 503, "Service Unavailable", kPlainText, "not ready\n", !head);
    }
    return Answer(connection, 404, "Not Found", kPlainText,
                  "not found; there are /metrics, /healthz and /readyz\n", !head);
  }

  // What civetweb has to say is an error that its functions return as well.
  static int Silence(const mg_connection*, const char*) { return 1; }
};

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(const std::string& host,
                                                              uint16_t port,
                                                              HttpHandlers handlers) {
  auto context = std::make_unique<Context>();
  context->handlers = std::move(handlers);
  mg_callbacks callbacks{};
  callbacks.log_message = &Context::Silence;
  const std::string ports = host.find(':') == std::string::npos
                                ? fmt::format("{}:{}", host, port)
                                : fmt::format("[{}]:{}", host, port);
  // Two threads: a scrape and a probe at the same time. A peer that says nothing is cut off.
  const char* options[] = {
      "listening_ports",   ports.c_str(), "num_threads", "2", "request_timeout_ms", "5000",
      "enable_keep_alive", "no",          nullptr};
  context->server = mg_start(&callbacks, context.get(), options);
  if (context->server == nullptr) {
    return absl::UnavailableError(fmt::format("cannot serve HTTP on {}", ports));
  }
  mg_set_request_handler(context->server, "/", &Context::Handle, context.get());
  mg_server_port bound[4] = {};
  const int count = mg_get_server_ports(context->server, 4, bound);
  const int bound_port = count > 0 ? bound[0].port : port;
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(context), host, bound_port));
}

HttpServer::HttpServer(std::unique_ptr<Context> context, std::string host, int port)
    : context_(std::move(context)), host_(std::move(host)), port_(port) {}

// civetweb looks at its stop flag only when a poll of two seconds ends. A connection ends it at
// once.
HttpServer::~HttpServer() {
  std::atomic<bool> stopped = false;
  std::thread stop([&] {
    mg_stop(context_->server);
    stopped = true;
  });
  while (!stopped) {
    char error[64];
    if (mg_connection* connection =
            mg_connect_client(host_.c_str(), port_, 0, error, sizeof(error))) {
      mg_close_connection(connection);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  stop.join();
}

}  // namespace meerkat::telemetry
