#pragma once

// The command line as values.
//
//   ParsedCommandLine parsed = ParseCommandLine(argc, argv);
//   if (!parsed.command) { print parsed.text; return parsed.exit_code; }
//   std::visit(…, *parsed.command);

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "clients/cli/report.h"
#include "clients/cli/terminal.h"

namespace meerkat::cli {

// Where scans are run.
struct ServerOptions {
  // HOST:PORT; empty: in this process. MEERKAT_SERVER if the flag is not given.
  std::string server;
  double connect_timeout_seconds = 5;
  // Threads of the server in this process; the remote one has its own.
  std::optional<uint32_t> workers;
  // Where the server in this process keeps what outlives it; empty: nowhere. No flag: a scan sets
  // it.
  std::string data_dir;
};

enum class Format : uint8_t { kText, kJson, kSarif };

struct ScanCommand {
  ServerOptions server;
  std::vector<std::string> paths;  // never empty
  Format format = Format::kText;
  std::string output;
  std::string profile;
  std::vector<std::string> include_rules;
  std::vector<std::string> exclude_rules;
  // "remote", "local", "library": whose data is not trusted. Empty: the server's default, remote.
  std::vector<std::string> threat_models;
  Level min_severity = Level::kLow;
  Level min_confidence = Level::kLow;
  bool ignore_nosec = false;
  bool forbid_bare_nosec = false;
  bool report_unused_nosec = false;
  bool no_ignore = false;
  bool no_cache = false;
  std::vector<std::string> excludes;
  bool exit_zero = false;
  bool timings = false;
  // 0: the server's own bound alone.
  double timeout_seconds = 0;
  ColorMode color = ColorMode::kAuto;
  bool quiet = false;
  bool verbose = false;
};

struct RulesCommand {
  ServerOptions server;
  // Empty: the table of all.
  std::string rule;
  std::string profile;
  Format format = Format::kText;
  ColorMode color = ColorMode::kAuto;
};

struct ServerInfoCommand {
  ServerOptions server;
  Format format = Format::kText;
};

using Command = std::variant<ScanCommand, RulesCommand, ServerInfoCommand>;

struct ParsedCommandLine {
  // Nothing to run when empty: `text` is for standard output (help, version) or, with an exit code
  // other than 0, one line for standard error.
  std::optional<Command> command;
  std::string text;
  int exit_code = 0;
};

ParsedCommandLine ParseCommandLine(int argc, const char* const* argv);

}  // namespace meerkat::cli
