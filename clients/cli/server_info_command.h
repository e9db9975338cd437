#pragma once

// `meerkat server-info`: what a service is, what it takes and which limits it has. As JSON it is
// the contract's GetCapabilitiesResponse in Protobuf's own JSON form (64-bit numbers are strings).

#include <iosfwd>

#include "clients/cli/options.h"

namespace meerkat::cli {

// Returns the exit code.
int RunServerInfo(const ServerInfoCommand& command, std::ostream& out, std::ostream& errors);

}  // namespace meerkat::cli
