#pragma once

// The Python files of one scan, for data flow that goes from one to the other: their bytes, or
// where they are kept, and the units that are made of those that somebody imports.
//
//   ScanFiles files(rule_set, {results, units, modules, unit_makers}, /*keeps=*/true);
//   files.Add("app/utils.py", 7, &digest, bytes);
//   files.AddKept({{"app/models.py", 8, digest}});    // the cache has their bytes
//   UnitRef unit = files.Find("app/views.py", "app.utils");
//
// First all files are added; nothing is looked up before, and what was added is then read without a
// lock, as two threads that look up thousands of files would wait for each other. Thread-safe.
// Memory, where neither the cache nor the client has the sources: kMaxPlainBytes, and two fifths of
// the rest; units belong to the cache of units, and are made again when it has thrown them out.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/digest.h"
#include "engine/core/text_hash.h"
#include "engine/flow/interpreter.h"
#include "engine/scan/other_files.h"
#include "engine/scan/rule_set.h"
#include "engine/trigger/trigger.h"
#include "service/cache/recently_used.h"
#include "service/cache/result_cache.h"
#include "service/cache/result_key.h"
#include "service/pool/mutex.h"
#include "service/rpc/module_table.h"
#include "service/rpc/source_owner.h"
#include "service/rpc/unit_makers.h"

namespace meerkat::rpc {

// What the imports of one analysis mean, so that its result can be found again by it.
struct Links {
  // Of every import that was asked for and the path that it means.
  core::Digest meanings;
  // The files that are meant, each in order of their paths: those of which everything counts, and
  // those of which only what they give does (flow::GivenNames).
  std::vector<uint32_t> files;
  std::vector<uint32_t> givers;
};

using UnitRef = std::shared_ptr<const flow::Unit>;

// What scans share about files; everything outlives them.
struct SharedFiles {
  cache::ResultCache& results;
  // By path and contents.
  cache::RecentlyUsed<flow::Unit>& units;
  // By all paths of a scan.
  cache::RecentlyUsed<ModuleTable>& modules;
  UnitMakers& unit_makers;
  // May be null.
  SourceOwner* client = nullptr;
};

class ScanFiles final {
 public:
  // Where no cache takes them, so many bytes of sources are not even packed, which is most scans of
  // a program that holds its own server.
  static constexpr uint64_t kMaxPlainBytes = uint64_t{128} << 20;

  // `keeps`: what is added is put into the cache, for scans that know it by its digest.
  ScanFiles(std::shared_ptr<const scan::RuleSet> rules, const SharedFiles& shared, bool keeps)
      : rules_(std::move(rules)),
        shared_(shared),
        keeps_(keeps),
        given_keys_("given", rules_->analysis_state().AsBytes()) {}

  // A second file of one path replaces the first. The digest is that of its bytes, where it is
  // known.
  void Add(const std::string& path, uint32_t index, const core::Digest* digest,
           std::string_view bytes);
  // Files whose bytes did not come. False: the cache has them not, they are needed.
  struct KeptFile {
    const std::string& path;
    uint32_t index = 0;
    const core::Digest& digest;
  };
  std::vector<bool> AddKept(std::span<const KeptFile> kept);

  const std::string& PathOf(uint32_t index) const;
  // Of its bytes; none if it is not there or has no digest.
  std::optional<core::Digest> DigestOf(uint32_t index) const;
  // Its bytes. None: the cache had no room for them, or too much to hold (ResultStore::Hold).
  std::optional<std::string> Source(uint32_t index);
  // Whether that has happened to any file, so that what was found may not be all.
  bool lost_source() const { return lost_source_; }
  // What a scan of it saw, FileReport::names_source, live and imports: nobody need look again.
  void SetSeen(uint32_t index, core::FileReport* report);
  // Orders files that wait for others so that whoever goes through them from the end comes to a
  // file after those that it imports, as far as there is such an order.
  void SortByImports(std::vector<uint32_t>* waiting);
  // Its own scan begins, which makes its unit if somebody wants it: others wait for it. False:
  // there is one, or nobody is known to want it.
  bool BeginOwnScan(uint32_t index);
  // What that scan has made, or null that it makes none, before it asks for any other unit. Gives
  // back where it is kept; null if nobody wants it.
  UnitRef TakeUnit(uint32_t index, std::string_view text, flow::Unit* unit);
  // Whoever still waits makes the unit.
  void EndOwnScan(uint32_t index);
  // Empty: not known, or taken before.
  std::vector<uint64_t> TakeLive(uint32_t index);
  // FlowStep::kOwnFile if it is not there.
  uint32_t IndexOf(std::string_view path);

  // Null: nobody has asked for it.
  UnitRef MadeUnit(uint32_t index);
  // Of all paths in order: where it is the same, so are the meanings of all imports.
  const core::Digest& PathsDigest();
  // `asked`: importers and names as AskedFiles has them.
  Links LinksOf(std::string_view asked);
  // Adds what the imports mean and what of those files counts. False: that is not known of one of
  // them.
  bool AddHeld(const Links& links, core::DigestBuilder* digest);

  // Made if nobody has asked for it. Null: it cannot be read.
  UnitRef UnitAt(uint32_t index);
  // Of the names that a file gives to those that import it; all zero if there is no such file.
  core::Digest GivenDigestOf(uint32_t index);
  // Of the file that an import means. Null: of none, or of one that cannot be read.
  UnitRef Find(std::string_view importer, std::string_view dotted);
  // What it gives; valid as long as this.
  const flow::GivenNames* Given(std::string_view importer, std::string_view dotted,
                                const flow::UnitSource::FindGiven& find);
  // What a file gives, found by its own analysis.
  void Tell(uint32_t index, const std::function<flow::GivenNames()>& find);

 private:
  // Of a file that waits for others, what its first scan saw.
  struct Waiting {
    std::vector<uint64_t> live;
    std::string imports;  // one after the other, each ending in a zero byte
  };
  // A scan may have 200,000: what few of them need stands apart.
  struct File {
    std::string path;
    // Packed or as they are; or the cache has them, packed.
    std::string bytes;
    cache::ResultRef kept;
    std::weak_ptr<const flow::Unit> unit;
    // What its unit is kept under, from the first time it is made.
    std::unique_ptr<const core::Digest> unit_key;
    std::unique_ptr<Waiting> waiting;
    std::unique_ptr<const flow::GivenNames> given;
    uint32_t index = 0;
    std::optional<core::Digest> digest;
    // Of the names that it gives; known without them where the cache has it. Set once, under the
    // lock; read without it once the flag is seen.
    core::Digest given_digest;
    std::atomic<bool> has_given_digest = false;
    bool is_packed = false;
    bool is_kept = false;
    bool is_clients = false;  // who has them
    // A thread is at it; no budget reads it.
    bool is_being_made = false;
    bool is_unreadable = false;
    // Some file that waits imports it.
    bool is_imported = false;
    // A thread is at its own scan, which makes its unit.
    bool is_scanned = false;
    std::optional<bool> holds_source;
  };
  static_assert(sizeof(File) <= 192);

  File* NewFile(const std::string& path, uint32_t index, const core::Digest* digest)
      MEERKAT_REQUIRES(mutex_);
  File* At(uint32_t index) const;
  static void SetGivenDigest(File* file, const core::Digest& digest);
  const ModuleTable& Modules() MEERKAT_REQUIRES(mutex_);
  File* FileOf(std::string_view importer, std::string_view dotted) MEERKAT_REQUIRES(mutex_);
  UnitRef UnitOf(File* file);
  void SetUnitKey(File& file, const core::Digest& digest) const;
  UnitRef MakeUnit(File& file, bool* is_unreadable);
  bool HoldsSource(File* file);
  const flow::GivenNames* GivenOf(File* file, const flow::UnitSource::FindGiven& find);
  core::Digest GivenDigestOf(File* file);
  // From the cache; null if it is not there.
  cache::ResultRef KeptGiven(const File& file);
  void KeepGiven(const File& file, std::string_view given);
  const flow::GivenNames* SetGiven(File* file, std::string_view given);
  // Needs no lock once all files are there.
  std::optional<std::string> BytesOf(const File& file);
  // What stands under a digest, a unit or a result, has to be of the bytes that it was taken of.
  bool IsAsSeen(const File& file, const std::string& bytes) const {
    return !file.digest || core::TextHash()(bytes) == seen_hashes_[file.index];
  }
  // Before the cache is asked for any source.
  void HoldSources();

  const std::shared_ptr<const scan::RuleSet> rules_;
  const SharedFiles shared_;
  const bool keeps_;
  const cache::KeyScope given_keys_;
  std::atomic<bool> lost_source_ = false;
  pool::Mutex mutex_;
  // A page at a time: files are never moved.
  static constexpr size_t kPageFiles = 64;
  std::vector<std::unique_ptr<File[]>> pages_ MEERKAT_GUARDED_BY(mutex_);
  size_t file_count_ MEERKAT_GUARDED_BY(mutex_) = 0;
  // Changed under the lock, while files are added; so are path, index, digest and bytes of a file.
  // Read without it by those that are called only when all are there: PathOf, DigestOf, Source,
  // UnitAt, GivenDigestOf, AddHeld.
  std::vector<File*> by_index_;
  // Of what the client has and has been seen with, by index: whether it is the same when it is read
  // again.
  std::vector<uint64_t> seen_hashes_;
  // Found or made when the first import is looked up.
  std::shared_ptr<const ModuleTable> modules_ MEERKAT_GUARDED_BY(mutex_);
  std::once_flag hold_once_;
  cache::ResultCache::SourceHold hold_;
  std::once_flag paths_once_;
  core::Digest paths_digest_;
  pool::Condition made_;
  std::atomic<uint64_t> plain_bytes_ = 0;
  // Held by the one that finds what a changed file gives, so that those that import it need not be
  // analysed again for it: the others of a scan ask for the same.
  pool::Mutex finder_mutex_;
  trigger::Scratch trigger_ MEERKAT_GUARDED_BY(mutex_);
};

}  // namespace meerkat::rpc
