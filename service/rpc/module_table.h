#pragma once

// Which file of a scan an import means. Made of paths alone, so that scans of equal paths share
// one.
//
//   const ModuleTable modules({"app/views.py", "app/utils.py"});
//   modules.FileOf("app/views.py", "app.utils");      // 1
//
// An import is looked up by the end of its path, as the root of a source tree may lie in any
// folder: of several files that fit, the one that shares most of its folders with the importer.
// Immutable: needs no lock. A scan may have 200,000 files: each takes its path and about 80 bytes.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "engine/core/text_hash.h"

namespace meerkat::rpc {

class ModuleTable {
 public:
  static constexpr uint32_t kNoFile = 0xFFFFFFFF;

  // By the files' places in the scan; an empty path is no file, and of one path the last counts.
  explicit ModuleTable(const std::vector<std::string_view>& paths);
  ModuleTable(const ModuleTable&) = delete;
  ModuleTable& operator=(const ModuleTable&) = delete;

  uint32_t IndexOf(std::string_view path) const;
  uint32_t FileOf(std::string_view importer, std::string_view dotted) const;
  // About what it takes.
  uint64_t bytes() const;

 private:
  // By which a file may be imported: what of its path is between `begin` and its module's end, as a
  // dotted name.
  struct Name {
    uint32_t file = kNoFile;
    uint32_t begin = 0;
    uint32_t next = kNoFile;  // of the same text, in order of the files
  };

  std::string_view PathOf(uint32_t file) const {
    return std::string_view(text_).substr(begins_[file], begins_[file + 1] - begins_[file]);
  }
  // As it stands in the path, with slashes.
  std::string_view TextOf(const Name& name) const;
  void AddNames(uint32_t file);
  const Name* Find(std::string_view dotted) const;
  const Name* NextOf(const Name& name) const {
    return name.next == kNoFile ? nullptr : &names_[name.next];
  }
  uint32_t FileOfRoot(std::string_view dotted) const;

  // The tables hold places in the vectors below and are asked by text.
  struct PathHash {
    using is_transparent = void;
    const ModuleTable* table;
    size_t operator()(std::string_view path) const { return core::TextHash()(path); }
    size_t operator()(uint32_t file) const { return (*this)(table->PathOf(file)); }
  };
  struct PathEqual {
    using is_transparent = void;
    const ModuleTable* table;
    std::string_view Of(std::string_view path) const { return path; }
    std::string_view Of(uint32_t file) const { return table->PathOf(file); }
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
      return Of(a) == Of(b);
    }
  };
  struct NameHash {
    using is_transparent = void;
    const ModuleTable* table;
    size_t operator()(std::string_view text) const;
    size_t operator()(uint32_t name) const { return (*this)(table->TextOf(table->names_[name])); }
  };
  struct NameEqual {
    using is_transparent = void;
    const ModuleTable* table;
    std::string_view Of(std::string_view text) const { return text; }
    std::string_view Of(uint32_t name) const { return table->TextOf(table->names_[name]); }
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
      return IsSame(Of(a), Of(b));
    }
    static bool IsSame(std::string_view a, std::string_view b);
  };

  std::string text_;              // the paths, one after the other
  std::vector<uint32_t> begins_;  // of each in text_, and the end
  std::vector<Name> names_;
  absl::flat_hash_set<uint32_t, PathHash, PathEqual> by_path_;
  absl::flat_hash_set<uint32_t, NameHash, NameEqual> by_name_;  // the first of each text
};

}  // namespace meerkat::rpc
