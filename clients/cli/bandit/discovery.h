#pragma once

// Which files Bandit would scan: folders with -r by glob, what is named always, both less what is
// excluded. Ignore files have no say, and an exclusion is a glob or any part of a path (".git"
// excludes "src/.github/x.py", too).

#include <string>
#include <vector>

#include "clients/cli/bandit/log.h"

namespace meerkat::bandit {

struct Discovery {
  std::vector<std::string> files;  // sorted, as they are reported: "./a.py", "src/b.py", "-"
  std::vector<std::string> excluded;
};

// `excluded_paths`: with commas; a folder of that name counts as a whole.
Discovery DiscoverFiles(const std::vector<std::string>& targets, bool recursive,
                        const std::vector<std::string>& include, std::vector<std::string> exclude,
                        const std::string& excluded_paths, Log& log);

// The .bandit files below the targets.
std::vector<std::string> FindIniFiles(const std::vector<std::string>& targets);

std::vector<std::string> SplitAtCommas(const std::string& text);

}  // namespace meerkat::bandit
