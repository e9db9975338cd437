#pragma once

// The Python files of one scan, for data flow that goes from one to the other: their bytes, packed, and
// the units that are made of those that somebody imports.
//
//   ScanFiles files(rule_set);
//   files.Add("app/utils.py", 7, ScanFiles::Pack(bytes));
//   const flow::Unit* unit = files.Find("app/views.py", "app.utils");
//
// An import is looked up by the end of its path, as the root of a source tree may lie in any folder: of
// several files that fit, the one that shares most of its folders with the importer. Thread-safe. Memory:
// a fifth of the sources, and kMaxUnitBytes of units.

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/core/digest.h"
#include "engine/flow/interpreter.h"
#include "engine/scan/other_files.h"
#include "engine/scan/rule_set.h"
#include "engine/trigger/trigger.h"
#include "service/pool/mutex.h"

namespace meerkat::rpc {

class ScanFiles final : public flow::UnitSource {
 public:
  // Of what is beyond, imports stay unknown, as those of a library are.
  static constexpr size_t kMaxUnitBytes = size_t{192} << 20;

  explicit ScanFiles(std::shared_ptr<const scan::RuleSet> rules) : rules_(std::move(rules)) {}

  // zstd at its quickest; Unpack gives nothing for bytes that Pack did not make.
  static std::string Pack(std::string_view bytes);
  static std::string Unpack(std::string_view packed, uint64_t max_bytes);

  // A second file of one path replaces the first. The digest is that of its bytes, where it is known.
  void Add(const std::string& path, uint32_t index, const core::Digest* digest, std::string packed);
  // Of its bytes; none if it is not there or has no digest.
  std::optional<core::Digest> DigestOf(std::string_view path);
  // Adds which file an import means, and with which bytes, to a key.
  void AddMeaning(std::string_view importer, std::string_view dotted, core::DigestBuilder* key);
  // Its bytes; empty if it is not there.
  std::string Source(std::string_view path, uint64_t max_bytes);
  // What a scan of it saw: MayHoldSource need not look again.
  void SetHoldsSource(std::string_view path, bool holds);
  // FlowStep::kOwnFile if it is not there.
  uint32_t IndexOf(std::string_view path);

  const flow::Unit* Find(std::string_view importer, std::string_view dotted) override;
  bool MayHoldSource(std::string_view importer, std::string_view dotted) override;

 private:
  enum class Making : uint8_t { kNotYet, kUnderWay, kDone };
  struct File {
    std::string path;
    uint32_t index = 0;
    std::optional<core::Digest> digest;
    std::string packed;
    std::unique_ptr<flow::Unit> unit;
    Making making = Making::kNotYet;
    std::optional<bool> holds_source;
  };

  void AddModule(File* file) MEERKAT_REQUIRES(mutex_);
  File* FileOf(std::string_view importer, std::string_view dotted) MEERKAT_REQUIRES(mutex_);

  const std::shared_ptr<const scan::RuleSet> rules_;
  pool::Mutex mutex_;
  absl::flat_hash_map<std::string, std::unique_ptr<File>> files_ MEERKAT_GUARDED_BY(mutex_);
  // By the module's name and each end of it. Made when the first import is looked up; then files that
  // come are added.
  absl::flat_hash_map<std::string, std::vector<File*>> modules_ MEERKAT_GUARDED_BY(mutex_);
  bool has_modules_ MEERKAT_GUARDED_BY(mutex_) = false;
  // Those that no thread has; units are made outside the lock.
  std::vector<std::unique_ptr<scan::UnitMaker>> makers_ MEERKAT_GUARDED_BY(mutex_);
  pool::Condition made_;
  trigger::Scratch trigger_ MEERKAT_GUARDED_BY(mutex_);
  size_t unit_bytes_ MEERKAT_GUARDED_BY(mutex_) = 0;
};

// Notes what one analysis asked for, so that its result can be kept with what it depended on.
class AskedFiles final : public flow::UnitSource {
 public:
  explicit AskedFiles(ScanFiles& files) : files_(files) {}
  const flow::Unit* Find(std::string_view importer, std::string_view dotted) override {
    asked_.emplace(importer, dotted);
    return files_.Find(importer, dotted);
  }
  bool MayHoldSource(std::string_view importer, std::string_view dotted) override {
    asked_.emplace(importer, dotted);
    return files_.MayHoldSource(importer, dotted);
  }
  // In order of the names.
  const std::set<std::pair<std::string, std::string>>& asked() const { return asked_; }

 private:
  ScanFiles& files_;
  std::set<std::pair<std::string, std::string>> asked_;
};

}  // namespace meerkat::rpc
