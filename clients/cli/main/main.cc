// The command line of meerkat: `meerkat bandit` has Bandit's arguments, all other commands are
// meerkat's.

#include <stdlib.h>

#include <iostream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clients/cli/bandit/command.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/options.h"
#include "clients/cli/rules_command.h"
#include "clients/cli/scan_command.h"
#include "clients/cli/server_info_command.h"
#include "service/main/allocator.h"
#include "service/pool/lock_order.h"

namespace meerkat::cli {
namespace {

struct Runner {
  int operator()(const ScanCommand& command) const {
    Interrupt interrupt;
    return RunScan(command, interrupt, std::cerr);
  }
  int operator()(const RulesCommand& command) const {
    return RunRules(command, std::cout, std::cerr);
  }
  int operator()(const ServerInfoCommand& command) const {
    return RunServerInfo(command, std::cout, std::cerr);
  }
};

int Main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  // gRPC's own log has nothing to say to a user that the status of a call does not.
  setenv("GRPC_VERBOSITY", "NONE", 0);
  pool::StopTrackingLockOrder();
  if (argc > 1 && std::string_view(argv[1]) == "bandit") {
    Interrupt interrupt;
    return bandit::RunBandit(std::vector<std::string>(argv + 2, argv + argc), interrupt, std::cout,
                             std::cerr);
  }
  const ParsedCommandLine parsed = ParseCommandLine(argc, argv);
  if (!parsed.command.has_value()) {
    if (parsed.exit_code == 0) {
      std::cout << parsed.text;
    } else {
      std::cerr << "meerkat: error: " << parsed.text << '\n';
    }
    return parsed.exit_code;
  }
  return std::visit(Runner{}, *parsed.command);
}

}  // namespace
}  // namespace meerkat::cli

int main(int argc, char** argv) { return meerkat::cli::Main(argc, argv); }
