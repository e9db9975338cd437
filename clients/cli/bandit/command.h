#pragma once

// `meerkat bandit …`: Bandit's command line, configuration and reports over meerkat's engine, so
// that `alias bandit='meerkat bandit'` is all that a pipeline needs. docs/bandit.md says what is
// equal and what is not.

#include <iosfwd>
#include <string>
#include <vector>

#include "clients/cli/interrupt.h"

namespace meerkat::bandit {

// Returns the exit code: 0 no issues, 1 issues, 2 error.
int RunBandit(const std::vector<std::string>& arguments, cli::Interrupt& interrupt,
              std::ostream& out, std::ostream& errors);

}  // namespace meerkat::bandit
