#pragma once

// The command line of meerkatd and its environment variables as a Config. Every flag --some-name is
// also the variable MEERKAT_SOME_NAME; the flag wins.
//
//   ParsedFlags flags = ParseFlags(argc, argv);
//   if (flags.exit_code) { Print(flags.text); return *flags.exit_code; }

#include <optional>
#include <string>

#include "service/main/config.h"

namespace meerkat::server {

struct ParsedFlags {
  Config config;
  // Set when there is nothing to serve: 0 for --help and --version, 2 for a wrong flag.
  std::optional<int> exit_code;
  // What to print then: the help, the version, or one line that says what is wrong.
  std::string text;
};

ParsedFlags ParseFlags(int argc, const char* const* argv);

}  // namespace meerkat::server
