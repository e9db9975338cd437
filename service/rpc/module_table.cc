#include "service/rpc/module_table.h"

#include <algorithm>
#include <utility>

#include "engine/scan/other_files.h"

namespace meerkat::rpc {
namespace {

// So many parts of a name an import has at the most.
constexpr int kMaxParts = 8;

size_t SharedFolders(std::string_view a, std::string_view b) {
  size_t folders = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) folders += a[i] == '/';
  return folders;
}

}  // namespace

ModuleTable::ModuleTable(std::vector<std::string> paths)
    : paths_(std::move(paths)), modules_(paths_.size()) {
  by_path_.reserve(paths_.size());
  for (uint32_t i = 0; i < paths_.size(); ++i) {
    bytes_ += sizeof(std::string) * 2 + 2 * paths_[i].size();
    if (!paths_[i].empty()) by_path_[paths_[i]] = i;
  }
  by_name_.reserve(4 * paths_.size());
  for (uint32_t i = 0; i < paths_.size(); ++i) {
    if (paths_[i].empty() || by_path_[paths_[i]] != i) continue;
    modules_[i] = scan::ModuleName(paths_[i]);
    const std::string_view module = modules_[i];
    size_t dot = module.size();
    for (int parts = 1; dot != 0 && !module.empty(); ++parts) {
      const size_t before = module.rfind('.', dot - 1);
      dot = before == std::string::npos || parts == kMaxParts ? 0 : before;
      by_name_[module.substr(dot == 0 ? 0 : dot + 1)].push_back(i);
    }
  }
  bytes_ += by_path_.capacity() * (sizeof(*by_path_.begin()) + 1) +
            by_name_.capacity() * (sizeof(*by_name_.begin()) + 1);
}

uint32_t ModuleTable::IndexOf(std::string_view path) const {
  const auto place = by_path_.find(path);
  return place == by_path_.end() ? kNoFile : place->second;
}

uint32_t ModuleTable::FileOf(std::string_view importer, std::string_view dotted) const {
  const auto place = by_name_.find(dotted);
  if (place == by_name_.end()) return FileOfRoot(dotted);
  uint32_t best = kNoFile;
  size_t most = 0;
  for (const uint32_t file : place->second) {
    const size_t shared = SharedFolders(paths_[file], importer);
    // Of equals the first by path, so that the order of arrival decides nothing.
    if (best == kNoFile || shared > most || (shared == most && paths_[file] < paths_[best])) {
      best = file;
      most = shared;
    }
  }
  return best;
}

// Where the root of the scan is itself a package, whose name nobody tells: shop.reading is its reading.py.
uint32_t ModuleTable::FileOfRoot(std::string_view dotted) const {
  const size_t dot = dotted.find('.');
  if (dot == std::string_view::npos || !by_path_.contains("__init__.py")) return kNoFile;
  const auto place = by_name_.find(dotted.substr(dot + 1));
  if (place == by_name_.end()) return kNoFile;
  for (const uint32_t file : place->second) {
    if (modules_[file] == place->first) return file;
  }
  return kNoFile;
}

}  // namespace meerkat::rpc
