#pragma once

// Contexts of TLS that are made without a check of certificates, and get none later.

#include "engine/core/rule.h"
#include "engine/rules/site.h"

namespace meerkat::rules::transport {

// ssl.SSLContext(), ssl.SSLContext(ssl.PROTOCOL_TLS): unlike PROTOCOL_TLS_CLIENT and
// create_default_context() they ask for no certificate. Silent where the context gets one of its
// own, as a server's does, where its checks are set, or where it is not known what becomes of it.
core::Verdict WhenContextIsUnchecked(const Site& site);

}  // namespace meerkat::rules::transport
