#include "service/main/listen_address.h"

#include <fmt/core.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

namespace meerkat::server {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses Resolve(const std::string& host, const std::string& port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  if (getaddrinfo(host.c_str(), port.c_str(), &hints, &list) != 0) return nullptr;
  return Addresses(list);
}

absl::Status Wrong(std::string_view text, std::string_view problem) {
  return absl::InvalidArgumentError(
      fmt::format("'{}' is no address to listen on: {}", text, problem));
}

}  // namespace

absl::StatusOr<ListenAddress> ListenAddress::Parse(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return Wrong(text, "give HOST:PORT");
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return Wrong(text, "an IPv6 address stands in brackets, as in [::1]:7433");
  }
  if (host.empty()) return Wrong(text, "the host is missing; 0.0.0.0 listens on every address");
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number > 65'535) {
    return Wrong(text, "the port is a number from 0 to 65535");
  }
  const Addresses addresses = Resolve(std::string(host), std::string(port));
  char numeric[NI_MAXHOST];
  if (addresses == nullptr || getnameinfo(addresses->ai_addr, addresses->ai_addrlen, numeric,
                                          sizeof(numeric), nullptr, 0, NI_NUMERICHOST) != 0) {
    return Wrong(text, "the host is unknown");
  }
  ListenAddress address;
  address.host_ = numeric;
  address.port_ = static_cast<uint16_t>(number);
  return address;
}

absl::Status ListenAddress::CheckFree() const {
  const Addresses addresses = Resolve(host_, std::to_string(port_));
  if (addresses == nullptr) return Wrong(ToString(), "the host is unknown");
  const int descriptor = socket(addresses->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return Wrong(ToString(), std::strerror(errno));
  // As the servers do it: connections of a process that has just ended do not hold the port.
  const int on = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  int problem = 0;
  if (bind(descriptor, addresses->ai_addr, addresses->ai_addrlen) != 0 ||
      listen(descriptor, 1) != 0) {
    problem = errno;
  }
  close(descriptor);
  switch (problem) {
    case 0: return absl::OkStatus();
    case EADDRINUSE:
      return absl::AlreadyExistsError(
          fmt::format("{} is taken by another process; choose another port, or 0 for any free one",
                      ToString()));
    case EACCES:
      return absl::PermissionDeniedError(fmt::format(
          "{} may not be used by this user: ports below 1024 need a privilege", ToString()));
    case EADDRNOTAVAIL: return Wrong(ToString(), "the address is none of this machine");
    default: return Wrong(ToString(), std::strerror(problem));
  }
}

std::string ListenAddress::ToString() const {
  return host_.find(':') == std::string::npos ? fmt::format("{}:{}", host_, port_)
                                              : fmt::format("[{}]:{}", host_, port_);
}

bool ListenAddress::loopback() const { return host_.starts_with("127.") || host_ == "::1"; }

}  // namespace meerkat::server
