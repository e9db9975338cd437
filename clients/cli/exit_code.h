#pragma once

// What `meerkat` exits with. Scripts rely on these numbers.

namespace meerkat::cli {

enum ExitCode : int {
  kExitClean = 0,
  kExitFindings = 1,
  // Nothing was scanned, or the report could not be written: a message on standard error says why.
  kExitError = 2,
  // Something that should have been analysed was not. Wins over findings.
  kExitIncomplete = 3,
  // Ctrl-C or SIGTERM: nothing was written. 128 + the signal's number, as shells do.
  kExitInterrupted = 130,
  kExitTerminated = 143,
};

}  // namespace meerkat::cli
