#include "clients/cli/bandit/discovery.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

#include "engine/core/glob.h"
#include "fmt/format.h"

namespace meerkat::bandit {
namespace {

namespace fs = std::filesystem;

bool IsFolder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

std::string Join(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

// Every file below the folder, those that are links included; folders that are links are not
// entered.
void Walk(const std::string& root, const std::function<void(const std::string&)>& use) {
  std::vector<std::string> folders = {root};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      const std::string path = Join(folder, at->path().filename().string());
      std::error_code ignored;
      if (at->is_directory(ignored)) {
        if (!at->is_symlink(ignored)) folders.push_back(path);
      } else {
        use(path);
      }
    }
  }
}

bool MatchesAny(const std::string& path, const std::vector<std::string>& globs) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return core::GlobMatches(path, glob); });
}

bool IsExcluded(const std::string& path, const std::vector<std::string>& exclude) {
  return MatchesAny(path, exclude) ||
         std::any_of(exclude.begin(), exclude.end(),
                     [&](const std::string& part) { return path.find(part) != std::string::npos; });
}

}  // namespace

std::vector<std::string> SplitAtCommas(const std::string& text) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

Discovery DiscoverFiles(const std::vector<std::string>& targets, bool recursive,
                        const std::vector<std::string>& include, std::vector<std::string> exclude,
                        const std::string& excluded_paths, Log& log) {
  for (const std::string& path : SplitAtCommas(excluded_paths)) {
    exclude.push_back(IsFolder(path) ? Join(path, "*") : path);
  }
  std::set<std::string> files, excluded;
  for (const std::string& target : targets) {
    if (!IsFolder(target)) {
      if (IsExcluded(target, exclude)) {
        excluded.insert(target);
      } else {
        files.insert(target == "-" || target.starts_with('/') ? target : "./" + target);
      }
    } else if (!recursive) {
      log.Warning("manager",
                  fmt::format("Skipping directory ({}), use -r flag to scan contents", target));
    } else {
      Walk(target, [&](const std::string& path) {
        const bool wanted = MatchesAny(path, include) && !IsExcluded(path, exclude);
        (wanted ? files : excluded).insert(path);
      });
    }
  }
  return {{files.begin(), files.end()}, {excluded.begin(), excluded.end()}};
}

std::vector<std::string> FindIniFiles(const std::vector<std::string>& targets) {
  std::vector<std::string> found;
  for (const std::string& target : targets) {
    if (!IsFolder(target)) continue;
    Walk(target, [&](const std::string& path) {
      if (path.ends_with("/.bandit")) found.push_back(path);
    });
  }
  return found;
}

}  // namespace meerkat::bandit
