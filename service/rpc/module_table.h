#pragma once

// Which file of a scan an import means. Made of paths alone, so that scans of equal paths share one.
//
//   const ModuleTable modules({"app/views.py", "app/utils.py"});
//   modules.FileOf("app/views.py", "app.utils");      // 1
//
// An import is looked up by the end of its path, as the root of a source tree may lie in any folder: of
// several files that fit, the one that shares most of its folders with the importer. Immutable: needs no
// lock.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"

namespace meerkat::rpc {

class ModuleTable {
 public:
  static constexpr uint32_t kNoFile = 0xFFFFFFFF;

  // By the files' places in the scan; an empty path is no file, and of one path the last counts.
  explicit ModuleTable(std::vector<std::string> paths);
  ModuleTable(const ModuleTable&) = delete;
  ModuleTable& operator=(const ModuleTable&) = delete;

  uint32_t IndexOf(std::string_view path) const;
  uint32_t FileOf(std::string_view importer, std::string_view dotted) const;
  // About what it takes.
  uint64_t bytes() const { return bytes_; }

 private:
  uint32_t FileOfRoot(std::string_view dotted) const;

  const std::vector<std::string> paths_;
  std::vector<std::string> modules_;
  // Views of the texts above.
  absl::flat_hash_map<std::string_view, uint32_t> by_path_;
  // By the module's name and each end of it.
  absl::flat_hash_map<std::string_view, absl::InlinedVector<uint32_t, 2>> by_name_;
  uint64_t bytes_ = 0;
};

}  // namespace meerkat::rpc
