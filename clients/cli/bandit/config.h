#pragma once

// Bandit's configuration: a YAML file or a pyproject.toml (`-c`), and a `.bandit` INI file with
// arguments in it.
//
//   Config config;
//   std::string problem = ReadConfig("pyproject.toml", log, &config);   // empty: read
//
// The options of single tests keep Bandit's names; its documentation says what they mean.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "clients/cli/bandit/log.h"
#include "meerkat/v1/scan.pb.h"

namespace meerkat::bandit {

struct Selection {
  std::set<std::string> include;  // ids; empty: all
  std::set<std::string> exclude;
};

struct Config {
  // What folders are searched for.
  std::vector<std::string> include = {"*.py", "*.pyw"};
  std::vector<std::string> exclude_dirs;
  Selection selection;                        // of `tests` and `skips`
  std::map<std::string, Selection> profiles;  // the old form, by -p
  v1::BanditOptions options;                  // of single tests
};

// The sentence of Bandit on what is wrong, empty if nothing is. Values of the wrong type are wrong.
std::string ReadConfig(const std::string& path, Log& log, Config* config);

// The `[bandit]` section of an INI file: arguments by their long names. Nullopt, with a warning, if
// there is none.
std::optional<std::map<std::string, std::string>> ReadIni(const std::string& path, Log& log);

}  // namespace meerkat::bandit
