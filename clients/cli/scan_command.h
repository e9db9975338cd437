#pragma once

// `meerkat scan`: what the arguments are, one scan for all files and one for each archive, one
// report.

#include <iosfwd>

#include "clients/cli/interrupt.h"
#include "clients/cli/options.h"

namespace meerkat::cli {

// Returns the exit code. Everything but the report goes to `errors`, errors in one line each.
int RunScan(const ScanCommand& command, Interrupt& interrupt, std::ostream& errors);

}  // namespace meerkat::cli
