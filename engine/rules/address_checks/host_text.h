#pragma once

// What reads as the name of a host on the Internet.

#include <cstddef>
#include <string_view>

namespace meerkat::rules::address_checks {

// A text that is a host and no more: "example.com", ".example.com", "https://www.example.com:8080/".
struct HostText {
  bool is_host = false;
  bool has_scheme = false;
  bool begins_with_dot = false;
  bool has_end = false;  // behind the host stands ":" or "/"
};
HostText ReadHost(std::string_view text);

// Whether it is a domain that everybody knows as the end of a host's name: "com", "org".
bool IsTopLevelDomain(std::string_view label);

// Whether a name says that it stands for one address: "url", "request_host", "netloc"; not "urls", which are
// many and looked through.
bool NamesAddress(std::string_view name);

// Whether a host leads to this machine or stays in its network: "localhost", "127.0.0.1", "10.1.2.3", "db".
bool IsNearby(std::string_view host);

// Of "http://user@host:80/path" the host.
std::string_view HostOf(std::string_view address);

}  // namespace meerkat::rules::address_checks
