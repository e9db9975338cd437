#pragma once

// Bandit's command line as values, read the way Python's argparse reads it: long options may be
// shortened, short ones joined ("-rll"), values attached ("-fjson", "-f=json"),
// "--" ends the options, and arguments may stand anywhere.
//
//   ParsedArguments parsed = ParseArguments({"-r", "src", "-f", "json"}, /*terminal=*/false);
//   if (parsed.exit_code) …   // print parsed.output or parsed.error

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace meerkat::bandit {

// Directories that Bandit leaves out, its default of -x.
inline constexpr std::string_view kDefaultExcludes =
    ".svn,CVS,.bzr,.hg,.git,__pycache__,.tox,.eggs,*.egg";

struct Arguments {
  std::vector<std::string> targets;
  bool recursive = false;
  std::string aggregate = "file";  // or "vuln"
  int context_lines = 3;
  std::optional<std::string> config_file;
  std::optional<std::string> profile;
  std::optional<std::string> tests;
  std::optional<std::string> skips;
  // 1: everything, 2: low and more … 4: high only.
  int severity = 1;
  int confidence = 1;
  std::string format;
  std::optional<std::string> template_text;
  std::string output;  // empty: standard output
  bool verbose = false;
  bool debug = false;
  bool quiet = false;
  bool ignore_nosec = false;
  std::string excluded_paths = std::string(kDefaultExcludes);
  std::optional<std::string> baseline;
  std::optional<std::string> ini_path;
  bool exit_zero = false;
  // Of meerkat alone: --server HOST:PORT.
  std::string server;
};

struct ParsedArguments {
  Arguments arguments;
  // Set when there is nothing to run: print `output` to standard output and `error` to standard
  // error.
  std::optional<int> exit_code;
  std::string output;
  std::string error;
};

// `terminal`: standard output takes colours, which makes the default format "screen", not "txt".
ParsedArguments ParseArguments(const std::vector<std::string>& arguments, bool terminal);

// One line, with a line end.
std::string_view Usage();

}  // namespace meerkat::bandit
