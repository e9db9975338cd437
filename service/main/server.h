#pragma once

// The whole service as one object: what it is made of, its gRPC server and its HTTP port. meerkatd
// runs one behind two ports; the command line runs one without any.
//
//   server::Config config;
//   config.listen = "127.0.0.1:0";
//   absl::StatusOr<std::unique_ptr<server::Server>> server = server::Server::Start(config);
//   if (!server.ok()) return Fail(server.status());
//   … (*server)->port() …
//   (*server)->Drain();

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "service/main/config.h"

namespace grpc {
class Channel;
}

namespace meerkat::server {

class Server {
 public:
  // Builds and starts everything; the server serves when it returns. The status of a failure is one
  // sentence: ALREADY_EXISTS (a port is taken), INVALID_ARGUMENT (an address or a setting makes no
  // sense), PERMISSION_DENIED (the data folder or a port is not ours), UNAVAILABLE (anything else).
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Config& config);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // A channel that stays in this process. The server has to outlive its calls.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // The ports that were bound; 0 where there is none.
  int port() const;
  int http_port() const;

  // Says NOT_SERVING, waits config.drain_delay, refuses new scans with UNAVAILABLE, lets the
  // running ones finish for at most config.drain_timeout, and shuts down. Blocks. `hurry` is asked
  // several times a second; once it is true the wait is over.
  void Drain(const std::function<bool()>& hurry = nullptr);

  // Cancels what runs and returns when everything has stopped. Calling it again does nothing.
  void Shutdown();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace meerkat::server
