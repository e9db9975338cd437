#pragma once

// Where to listen, as people write it, and the reason when it cannot be.
//
//   absl::StatusOr<ListenAddress> address = ListenAddress::Parse("127.0.0.1:7433");
//   absl::Status status = address->CheckFree();     // "127.0.0.1:7433 is taken by another process"
//
// gRPC and civetweb say of a port that they cannot have only that they cannot have it; CheckFree
// asks the system itself, before they do.

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace meerkat::server {

class ListenAddress {
 public:
  // "HOST:PORT" or "[IPv6]:PORT"; HOST is an address or a name that resolves. INVALID_ARGUMENT with
  // the text and what is wrong with it.
  static absl::StatusOr<ListenAddress> Parse(std::string_view text);

  // ALREADY_EXISTS (taken), PERMISSION_DENIED (below 1024), INVALID_ARGUMENT (no address of this
  // machine).
  absl::Status CheckFree() const;

  // Numeric, without brackets.
  const std::string& host() const { return host_; }
  uint16_t port() const { return port_; }
  // "127.0.0.1:7433", "[::1]:7433".
  std::string ToString() const;
  // Whether only this machine can reach it.
  bool loopback() const;

 private:
  std::string host_;
  uint16_t port_ = 0;
};

}  // namespace meerkat::server
