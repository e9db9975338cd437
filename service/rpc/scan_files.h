#pragma once

// The Python files of one scan, for data flow that goes from one to the other: their bytes, or where they
// are kept, and the units that are made of those that somebody imports.
//
//   ScanFiles files(rule_set, results, /*keeps=*/true);
//   files.Add("app/utils.py", 7, &digest, bytes);
//   files.AddKept("app/models.py", 8, digest);        // the cache has its bytes
//   const flow::Unit* unit = files.Find("app/views.py", "app.utils");
//
// First all files are added; nothing is looked up before. An import is looked up by the end of its path, as
// the root of a source tree may lie in any folder: of several files that fit, the one that shares most of
// its folders with the importer. Thread-safe. Memory: a fifth of the sources that the cache does not have,
// and kMaxUnitBytes of units.

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "engine/core/digest.h"
#include "engine/flow/interpreter.h"
#include "engine/scan/other_files.h"
#include "engine/scan/rule_set.h"
#include "engine/trigger/trigger.h"
#include "service/cache/result_cache.h"
#include "service/pool/mutex.h"

namespace meerkat::rpc {

// What the imports of one analysis mean, so that its result can be found again by it.
struct Links {
  // Of every import that was asked for and the path that it means.
  core::Digest meanings;
  // The files that are meant, each in order of their paths: those of which everything counts, and those of
  // which only what they give does (flow::GivenNames).
  std::vector<uint32_t> files;
  std::vector<uint32_t> givers;
};

class ScanFiles final : public flow::UnitSource {
 public:
  // Of what is beyond, imports stay unknown, as those of a library are.
  static constexpr size_t kMaxUnitBytes = size_t{192} << 20;

  // `results` outlives it. `keeps`: what is added is put there, for scans that know it by its digest.
  ScanFiles(std::shared_ptr<const scan::RuleSet> rules, cache::ResultCache& results, bool keeps)
      : rules_(std::move(rules)), results_(results), keeps_(keeps) {}

  // A second file of one path replaces the first. The digest is that of its bytes, where it is known.
  void Add(const std::string& path, uint32_t index, const core::Digest* digest,
           std::string_view bytes);
  // A file whose bytes did not come. False: the cache has them not, they are needed.
  bool AddKept(const std::string& path, uint32_t index, const core::Digest& digest);

  const std::string& PathOf(uint32_t index);
  // Of its bytes; none if it is not there or has no digest.
  std::optional<core::Digest> DigestOf(uint32_t index);
  // Its bytes. None: the cache has thrown them out meanwhile.
  std::optional<std::string> Source(uint32_t index);
  // Whether that has happened to any file, so that what was found may not be all.
  bool lost_source() const { return lost_source_; }
  // Whether units had no room: what was not followed for it depends on the order, and is not to be kept.
  bool is_full() const { return is_full_; }
  // What a scan of it saw: Given need not look again.
  void SetHoldsSource(uint32_t index, bool holds);
  // FlowStep::kOwnFile if it is not there.
  uint32_t IndexOf(std::string_view path);

  // Null: nobody has asked for it.
  const flow::Unit* MadeUnit(uint32_t index);
  // Of all paths in order: where it is the same, so are the meanings of all imports.
  core::Digest PathsDigest();
  // `asked`: importers and names as AskedFiles has them.
  Links LinksOf(std::string_view asked);
  // Of what the imports mean and of what of those files counts; none if that is not known of one of them.
  std::optional<core::Digest> DigestOf(const Links& links);

  const flow::Unit* Find(std::string_view importer, std::string_view dotted) override;
  const flow::GivenNames* Given(std::string_view importer, std::string_view dotted,
                                const FindGiven& find) override;
  void Tell(std::string_view path, const std::function<flow::GivenNames()>& find) override;

 private:
  enum class Making : uint8_t { kNotYet, kUnderWay, kDone };
  struct File {
    std::string path;
    std::string module;
    uint32_t index = 0;
    std::optional<core::Digest> digest;
    // Packed by zstd or as they are; or the cache has them, packed.
    std::string bytes;
    bool is_packed = false;
    bool is_kept = false;
    cache::ResultRef kept;
    std::unique_ptr<flow::Unit> unit;
    Making making = Making::kNotYet;
    std::optional<bool> holds_source;
    std::unique_ptr<const flow::GivenNames> given;
    core::Digest given_digest;
  };

  File* NewFile(const std::string& path, uint32_t index, const core::Digest* digest)
      MEERKAT_REQUIRES(mutex_);
  File* At(uint32_t index) MEERKAT_REQUIRES(mutex_);
  void MakePaths() MEERKAT_REQUIRES(mutex_);
  void MakeModules() MEERKAT_REQUIRES(mutex_);
  File* FileOf(std::string_view importer, std::string_view dotted) MEERKAT_REQUIRES(mutex_);
  const flow::Unit* UnitOf(File* file);
  bool HoldsSource(File* file) MEERKAT_REQUIRES(mutex_);
  const flow::GivenNames* GivenOf(File* file, const FindGiven& find);
  // From the cache. Null: it is not known.
  std::unique_ptr<const flow::GivenNames> KeptGiven(const File& file);
  void KeepGiven(const File& file, const flow::GivenNames& given);
  const flow::GivenNames* SetGiven(File* file, std::unique_ptr<const flow::GivenNames> given);
  core::Digest GivenKey(const File& file) const;
  File* FileOfRoot(std::string_view dotted) MEERKAT_REQUIRES(mutex_);
  // Needs no lock once all files are there.
  std::optional<std::string> BytesOf(const File& file);

  const std::shared_ptr<const scan::RuleSet> rules_;
  cache::ResultCache& results_;
  const bool keeps_;
  std::atomic<bool> lost_source_ = false;
  std::atomic<bool> is_full_ = false;
  pool::Mutex mutex_;
  // A page at a time: files are never moved.
  static constexpr size_t kPageFiles = 64;
  std::vector<std::unique_ptr<File[]>> pages_ MEERKAT_GUARDED_BY(mutex_);
  size_t file_count_ MEERKAT_GUARDED_BY(mutex_) = 0;
  std::vector<File*> by_index_ MEERKAT_GUARDED_BY(mutex_);
  // Both made when the first is looked up: by path, and by the module's name and each end of it.
  absl::flat_hash_map<std::string_view, File*> by_path_ MEERKAT_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string_view, absl::InlinedVector<File*, 2>> modules_
      MEERKAT_GUARDED_BY(mutex_);
  std::optional<core::Digest> paths_digest_ MEERKAT_GUARDED_BY(mutex_);
  // Those that no thread has; units are made outside the lock.
  std::vector<std::unique_ptr<scan::UnitMaker>> makers_ MEERKAT_GUARDED_BY(mutex_);
  pool::Condition made_;
  // Finds what changed files give, so that those that import them need not be analysed again for it.
  pool::Mutex finder_mutex_;
  std::unique_ptr<scan::UnitMaker> finder_ MEERKAT_GUARDED_BY(finder_mutex_);
  trigger::Scratch trigger_ MEERKAT_GUARDED_BY(mutex_);
  size_t unit_bytes_ MEERKAT_GUARDED_BY(mutex_) = 0;
};

// Notes what one analysis asked for, so that its result can be kept with what it depended on.
class AskedFiles final : public flow::UnitSource {
 public:
  explicit AskedFiles(ScanFiles& files) : files_(files) {}
  const flow::Unit* Find(std::string_view importer, std::string_view dotted) override {
    asked_[{std::string(importer), std::string(dotted)}] = true;
    const flow::Unit* unit = files_.Find(importer, dotted);
    is_partial_ |= unit == nullptr && files_.is_full();
    return unit;
  }
  const flow::GivenNames* Given(std::string_view importer, std::string_view dotted,
                                const FindGiven& find) override {
    asked_.try_emplace({std::string(importer), std::string(dotted)}, false);
    const flow::GivenNames* given = files_.Given(importer, dotted, find);
    is_partial_ |= given != nullptr && given->names.empty() && files_.is_full();
    return given;
  }
  void Tell(std::string_view path, const std::function<flow::GivenNames()>& find) override {
    files_.Tell(path, find);
  }
  // Something may have been left out for want of room.
  bool is_partial() const { return is_partial_; }
  // Importers and names in their order, each ending in a zero byte, which no path has; before each pair "f"
  // where the file itself was asked for and "g" where only what it gives was.
  std::string AsText() const;

 private:
  ScanFiles& files_;
  bool is_partial_ = false;
  std::map<std::pair<std::string, std::string>, bool> asked_;
};

}  // namespace meerkat::rpc
