#include "service/rpc/scan_files.h"

#include <zstd.h>

#include <algorithm>
#include <cstring>

#include "engine/core/finding.h"
#include "service/cache/result_key.h"

namespace meerkat::rpc {
namespace {

// No file that is analysed is larger.
constexpr uint64_t kMaxSourceBytes = uint64_t{16} << 20;

// A thread keeps so much to pack into.
constexpr size_t kMaxKeptRoom = 256 << 10;

// So many parts of a name an import has at the most.
constexpr int kMaxParts = 8;

size_t SharedFolders(std::string_view a, std::string_view b) {
  size_t folders = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) folders += a[i] == '/';
  return folders;
}

struct ContextDeleter {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Of zstd's fast levels: sources take a third of their size, at twice the speed of level -1.
constexpr int kLevel = -5;

std::string Pack(std::string_view bytes) {
  // One a thread: for a file of usual size, making one takes as long as packing it.
  thread_local const std::unique_ptr<ZSTD_CCtx, ContextDeleter> context(ZSTD_createCCtx());
  thread_local std::string room;
  room.resize(std::max(room.size(), ZSTD_compressBound(bytes.size())));
  const size_t size = ZSTD_compressCCtx(context.get(), room.data(), room.size(), bytes.data(),
                                        bytes.size(), kLevel);
  std::string packed = ZSTD_isError(size) ? std::string() : room.substr(0, size);
  if (room.size() > kMaxKeptRoom) room = std::string();
  return packed;
}

// Nothing for bytes that Pack did not make.
std::optional<std::string> Unpack(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMaxSourceBytes) {
    return std::nullopt;
  }
  thread_local const std::unique_ptr<ZSTD_DCtx, ContextDeleter> context(ZSTD_createDCtx());
  std::string bytes(size, '\0');
  const size_t read = ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), packed.data(),
                                          packed.size());
  if (ZSTD_isError(read) || read != size) return std::nullopt;
  return bytes;
}

// Sources stand in the cache beside results, under keys of their own: as results' keys they are the digest
// XOR what is the same for all.
cache::ResultKey SourceKey(const core::Digest& digest) {
  static const core::Digest scope =
      core::DigestBuilder().Add("source").Add(cache::kOnlyTenant).Finish();
  return cache::Mixed(scope, digest);
}

}  // namespace

ScanFiles::File* ScanFiles::NewFile(const std::string& path, uint32_t index,
                                    const core::Digest* digest) {
  if (file_count_ % kPageFiles == 0) pages_.push_back(std::make_unique<File[]>(kPageFiles));
  File& file = pages_.back()[file_count_++ % kPageFiles];
  file.path = path;
  file.index = index;
  if (digest != nullptr) file.digest = *digest;
  if (by_index_.size() <= index) by_index_.resize(index + 1);
  by_index_[index] = &file;
  return &file;
}

void ScanFiles::Add(const std::string& path, uint32_t index, const core::Digest* digest,
                    std::string_view bytes) {
  std::string packed = keeps_ ? Pack(bytes) : std::string();
  const bool is_packed = !packed.empty();
  cache::ResultRef kept;
  if (is_packed && digest != nullptr && results_.enabled()) {
    kept = results_.PutBytes(SourceKey(*digest), packed);
  }
  if (!is_packed) packed = bytes;
  pool::Lock lock(mutex_);
  File* file = NewFile(path, index, digest);
  file->is_kept = bool(kept);
  if (!kept) file->bytes = std::move(packed);
  file->kept = std::move(kept);
  file->is_packed = is_packed;
}

bool ScanFiles::AddKept(const std::string& path, uint32_t index, const core::Digest& digest) {
  cache::ResultRef kept;
  if (!results_.HoldsBytes(SourceKey(digest), &kept)) return false;
  pool::Lock lock(mutex_);
  File* file = NewFile(path, index, &digest);
  file->is_kept = true;
  file->kept = std::move(kept);
  return true;
}

ScanFiles::File* ScanFiles::At(uint32_t index) {
  return index < by_index_.size() ? by_index_[index] : nullptr;
}

std::optional<std::string> ScanFiles::BytesOf(const File& file) {
  if (!file.is_kept) return file.is_packed ? Unpack(file.bytes) : file.bytes;
  const cache::ResultRef kept =
      file.kept ? file.kept : results_.FindBytes(SourceKey(*file.digest));
  std::optional<std::string> bytes;
  if (kept) bytes = Unpack(kept->encoded());
  if (!bytes) lost_source_ = true;
  return bytes;
}

void ScanFiles::SetHoldsSource(uint32_t index, bool holds) {
  pool::Lock lock(mutex_);
  if (File* file = At(index)) file->holds_source = holds;
}

std::optional<std::string> ScanFiles::Source(uint32_t index) {
  const File* file = nullptr;
  {
    pool::Lock lock(mutex_);
    file = At(index);
  }
  return file == nullptr ? std::nullopt : BytesOf(*file);
}

const flow::Unit* ScanFiles::MadeUnit(uint32_t index) {
  pool::Lock lock(mutex_);
  const File* file = At(index);
  return file == nullptr || file->making != Making::kDone ? nullptr : file->unit.get();
}

uint32_t ScanFiles::IndexOf(std::string_view path) {
  pool::Lock lock(mutex_);
  MakePaths();
  const auto place = by_path_.find(path);
  return place == by_path_.end() ? core::FlowStep::kOwnFile : place->second->index;
}

const std::string& ScanFiles::PathOf(uint32_t index) {
  pool::Lock lock(mutex_);
  return At(index)->path;
}

void ScanFiles::MakePaths() {
  if (!by_path_.empty()) return;
  by_path_.reserve(file_count_);
  // Of one path the last.
  for (File* file : by_index_) {
    if (file != nullptr) by_path_[file->path] = file;
  }
}

// By each end of their names, as the root of the sources may lie anywhere.
void ScanFiles::MakeModules() {
  if (!modules_.empty()) return;
  MakePaths();
  modules_.reserve(4 * file_count_);
  for (File* file : by_index_) {
    if (file == nullptr || by_path_[file->path] != file) continue;
    file->module = scan::ModuleName(file->path);
    const std::string_view module = file->module;
    size_t dot = module.size();
    for (int parts = 1; dot != 0 && !module.empty(); ++parts) {
      const size_t before = module.rfind('.', dot - 1);
      dot = before == std::string::npos || parts == kMaxParts ? 0 : before;
      modules_[module.substr(dot == 0 ? 0 : dot + 1)].push_back(file);
    }
  }
}

ScanFiles::File* ScanFiles::FileOf(std::string_view importer, std::string_view dotted) {
  MakeModules();
  const auto place = modules_.find(dotted);
  if (place == modules_.end()) return FileOfRoot(dotted);
  File* best = nullptr;
  size_t most = 0;
  for (File* file : place->second) {
    const size_t shared = SharedFolders(file->path, importer);
    // Of equals the first by path, so that the order of arrival decides nothing.
    if (best == nullptr || shared > most || (shared == most && file->path < best->path)) {
      best = file;
      most = shared;
    }
  }
  return best;
}

// Where the root of the scan is itself a package, whose name nobody tells: shop.reading is its reading.py.
ScanFiles::File* ScanFiles::FileOfRoot(std::string_view dotted) {
  const size_t dot = dotted.find('.');
  if (dot == std::string_view::npos || !by_path_.contains("__init__.py")) return nullptr;
  const auto place = modules_.find(dotted.substr(dot + 1));
  if (place == modules_.end()) return nullptr;
  for (File* file : place->second) {
    if (file->module == place->first) return file;
  }
  return nullptr;
}

const flow::Unit* ScanFiles::Find(std::string_view importer, std::string_view dotted) {
  File* file = nullptr;
  {
    pool::Lock lock(mutex_);
    file = FileOf(importer, dotted);
  }
  return file == nullptr ? nullptr : UnitOf(file);
}

const flow::Unit* ScanFiles::UnitOf(File* file) {
  std::unique_ptr<scan::UnitMaker> maker;
  {
    pool::Lock lock(mutex_);
    while (file->making == Making::kUnderWay) made_.Wait(lock);
    if (file->making == Making::kDone) return file->unit.get();
    if (unit_bytes_ >= kMaxUnitBytes) {
      is_full_ = true;
      return nullptr;
    }
    file->making = Making::kUnderWay;
    if (!makers_.empty()) {
      maker = std::move(makers_.back());
      makers_.pop_back();
    }
  }
  if (maker == nullptr) maker = std::make_unique<scan::UnitMaker>();
  auto unit = std::make_unique<flow::Unit>();
  // Nothing changes the path and the bytes any more when files ask for each other.
  const std::optional<std::string> bytes = BytesOf(*file);
  const bool is_made = bytes && maker->Make(file->path, *bytes, {}, unit.get());
  pool::Lock lock(mutex_);
  file->making = Making::kDone;
  if (is_made) {
    unit_bytes_ += unit->bytes();
    file->unit = std::move(unit);
  }
  makers_.push_back(std::move(maker));
  made_.NotifyAll();
  return file->unit.get();
}

bool ScanFiles::HoldsSource(File* file) {
  if (!file->holds_source) {
    trigger::LiveRules live;
    const std::string bytes = BytesOf(*file).value_or(std::string());
    file->holds_source =
        rules_->trigger().Scan(bytes, &trigger_, &live) && rules_->flow_rules()->AnyLive(live);
  }
  return *file->holds_source;
}

core::Digest ScanFiles::GivenKey(const File& file) const {
  return core::DigestBuilder()
      .Add("given")
      .Add(cache::kOnlyTenant)
      .Add(rules_->analysis_state().AsBytes())
      .Add(file.digest->AsBytes())
      .Finish();
}

std::unique_ptr<const flow::GivenNames> ScanFiles::KeptGiven(const File& file) {
  if (!file.digest) return nullptr;
  const cache::ResultRef kept = results_.FindBytes(GivenKey(file));
  if (!kept) return nullptr;
  auto given = std::make_unique<flow::GivenNames>();
  std::string_view text = kept->encoded();
  if (text.size() < sizeof(given->hash)) return nullptr;
  std::memcpy(&given->hash, text.data(), sizeof(given->hash));
  for (text.remove_prefix(sizeof(given->hash)); !text.empty();) {
    const std::string_view name = text.substr(0, text.find('\0'));
    given->names.emplace_back(name);
    text.remove_prefix(std::min(name.size() + 1, text.size()));
  }
  return given;
}

const flow::GivenNames* ScanFiles::Given(std::string_view importer, std::string_view dotted,
                                         const FindGiven& find) {
  File* file = nullptr;
  {
    pool::Lock lock(mutex_);
    file = FileOf(importer, dotted);
  }
  return file == nullptr ? nullptr : GivenOf(file, find);
}

const flow::GivenNames* ScanFiles::GivenOf(File* file, const FindGiven& find) {
  {
    pool::Lock lock(mutex_);
    if (file->given != nullptr) return file->given.get();
  }
  std::unique_ptr<const flow::GivenNames> given = KeptGiven(*file);
  if (given == nullptr) {
    bool holds_source = false;
    {
      pool::Lock lock(mutex_);
      holds_source = HoldsSource(file);
    }
    const flow::Unit* unit = holds_source ? UnitOf(file) : nullptr;
    auto found = std::make_unique<flow::GivenNames>();
    if (unit != nullptr) *found = find(*unit);
    // That nothing is given is kept only where the file was looked at.
    const bool is_looked_at = unit != nullptr || (!holds_source && !lost_source_);
    if (is_looked_at) KeepGiven(*file, *found);
    given = std::move(found);
  }
  return SetGiven(file, std::move(given));
}

void ScanFiles::KeepGiven(const File& file, const flow::GivenNames& given) {
  if (!file.digest || !results_.enabled()) return;
  std::string text(reinterpret_cast<const char*>(&given.hash), sizeof(given.hash));
  for (const std::string& name : given.names) text.append(name).push_back('\0');
  results_.PutBytes(GivenKey(file), text);
}

const flow::GivenNames* ScanFiles::SetGiven(File* file, std::unique_ptr<const flow::GivenNames> given) {
  core::DigestBuilder digest;
  for (const std::string& name : given->names) digest.Add(name);
  pool::Lock lock(mutex_);
  if (file->given == nullptr) {
    file->given_digest = digest.Finish();
    file->given = std::move(given);
  }
  return file->given.get();
}

void ScanFiles::Tell(std::string_view path, const std::function<flow::GivenNames()>& find) {
  File* file = nullptr;
  {
    pool::Lock lock(mutex_);
    MakePaths();
    const auto place = by_path_.find(path);
    if (place != by_path_.end() && place->second->given == nullptr) file = place->second;
  }
  if (file == nullptr) return;
  auto given = std::make_unique<flow::GivenNames>(find());
  KeepGiven(*file, *given);
  SetGiven(file, std::move(given));
}

std::optional<core::Digest> ScanFiles::DigestOf(uint32_t index) {
  pool::Lock lock(mutex_);
  const File* file = At(index);
  return file == nullptr ? std::nullopt : file->digest;
}

core::Digest ScanFiles::PathsDigest() {
  pool::Lock lock(mutex_);
  if (!paths_digest_) {
    core::DigestBuilder paths;
    for (const File* file : by_index_) {
      if (file != nullptr) paths.Add(file->index).Add(file->path);
    }
    paths_digest_ = paths.Finish();
  }
  return *paths_digest_;
}

Links ScanFiles::LinksOf(std::string_view asked) {
  core::DigestBuilder meanings;
  std::map<std::string_view, std::pair<uint32_t, bool>> meant;  // by path: index, and whether all counts
  pool::Lock lock(mutex_);
  const auto next = [&asked] {
    const std::string_view text = asked.substr(0, asked.find('\0'));
    asked.remove_prefix(std::min(text.size() + 1, asked.size()));
    return text;
  };
  while (!asked.empty()) {
    const bool is_all = asked[0] == 'f';
    asked.remove_prefix(1);
    const std::string_view importer = next();
    const std::string_view dotted = next();
    const File* file = FileOf(importer, dotted);
    meanings.Add(uint64_t{is_all}).Add(importer).Add(dotted);
    meanings.Add(file == nullptr ? std::string_view() : file->path);
    if (file == nullptr) continue;
    const auto place = meant.try_emplace(file->path, file->index, false).first;
    place->second.second |= is_all;
  }
  Links links{.meanings = meanings.Finish()};
  for (const auto& [path, file] : meant) {
    (file.second ? links.files : links.givers).push_back(file.first);
  }
  return links;
}

std::optional<core::Digest> ScanFiles::DigestOf(const Links& links) {
  core::DigestBuilder digest;
  digest.Add(links.meanings.AsBytes());
  for (const uint32_t index : links.givers) {
    File* file = nullptr;
    {
      pool::Lock lock(mutex_);
      file = At(index);
    }
    if (file == nullptr) return std::nullopt;
    GivenOf(file, [this](const flow::Unit& unit) {
      pool::Lock lock(finder_mutex_);
      if (finder_ == nullptr) finder_ = std::make_unique<scan::UnitMaker>();
      return finder_->Given(unit, rules_->flow_rules()->options());
    });
    digest.Add(file->given_digest.AsBytes());
  }
  pool::Lock lock(mutex_);
  for (const uint32_t index : links.files) {
    const File* file = At(index);
    if (file == nullptr || !file->digest) return std::nullopt;
    digest.Add(file->digest->AsBytes());
  }
  return digest.Finish();
}

std::string AskedFiles::AsText() const {
  std::string text;
  for (const auto& [names, is_all] : asked_) {
    text.push_back(is_all ? 'f' : 'g');
    text.append(names.first).push_back('\0');
    text.append(names.second).push_back('\0');
  }
  return text;
}

}  // namespace meerkat::rpc
