#pragma once

// A service to talk to: a remote one, or one that lives in this process for as long as the
// connection does. What comes after is the same code for both.
//
//   absl::StatusOr<Connection> connection = Connection::Open(options);
//   if (!connection.ok()) return Fail(connection.status());   // one sentence

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/options.h"
#include "meerkat/v1/capabilities.pb.h"

namespace grpc {
class Channel;
class Status;
}  // namespace grpc

namespace meerkat::server {
class Server;
}

namespace meerkat::cli {

class SentFiles;

// The contract that this client was built for.
inline constexpr uint32_t kContractVersion = 1;

class Connection {
 public:
  // Connects and asks for the capabilities, within connect_timeout_seconds. Errors:
  // INVALID_ARGUMENT (the address makes no sense), UNAVAILABLE (nobody there, no answer, no meerkat
  // service), FAILED_PRECONDITION (the service speaks other versions of the contract).
  static absl::StatusOr<Connection> Open(const ServerOptions& options);
  Connection(Connection&&) noexcept;
  ~Connection();

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  // Where the server of this process looks for what it was sent; null for a remote one.
  SentFiles* sent() const { return sent_.get(); }
  const v1::GetCapabilitiesResponse& capabilities() const { return capabilities_; }
  // HOST:PORT, or "this process".
  const std::string& name() const { return name_; }

  // What the status of a call means to the user, in one sentence without a line end.
  std::string Explain(const grpc::Status& status) const;

 private:
  Connection() = default;

  std::shared_ptr<SentFiles> sent_;         // outlives the server
  std::unique_ptr<server::Server> server_;  // null for a remote one
  std::shared_ptr<grpc::Channel> channel_;
  v1::GetCapabilitiesResponse capabilities_;
  std::string name_;
};

// Whether text is HOST:PORT, [HOST]:PORT or unix:PATH. Empty if so, else what is wrong with it.
std::string AddressProblem(const std::string& address);

}  // namespace meerkat::cli
