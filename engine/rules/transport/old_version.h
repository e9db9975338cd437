#pragma once

// Versions of SSL and TLS that are no longer safe: predicates of the rows about them.

#include <string_view>

#include "engine/core/rule.h"
#include "engine/rules/site.h"

namespace meerkat::rules::transport {

// By ssl and by pyOpenSSL.
inline constexpr std::string_view kOldProtocols[] = {
    "PROTOCOL_SSLv2", "SSLv2_METHOD", "SSLv23_METHOD",    "PROTOCOL_SSLv3", "PROTOCOL_TLSv1",
    "SSLv3_METHOD",   "TLSv1_METHOD", "PROTOCOL_TLSv1_1", "TLSv1_1_METHOD",
};

// SSL.Context(method=SSL.SSLv3_METHOD), connect(ssl_version=ssl.PROTOCOL_TLSv1)
core::Verdict WhenOldProtocol(const Site& site);

// def connect(host, version=ssl.PROTOCOL_SSLv3)
core::Verdict WhenOldProtocolByDefault(const Site& site);

// ssl.wrap_socket(connection)
core::Verdict WhenNoProtocol(const Site& site);

// context.minimum_version = ssl.TLSVersion.TLSv1
core::Verdict WhenOldIsEnough(const Site& site);

}  // namespace meerkat::rules::transport
