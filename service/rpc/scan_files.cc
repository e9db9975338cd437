#include "service/rpc/scan_files.h"

#include <algorithm>
#include <cstring>

#include "engine/core/finding.h"
#include "service/cache/result_key.h"
#include "service/rpc/packing.h"

namespace meerkat::rpc {
namespace {

// Sources stand in the cache beside results, under keys of their own.
cache::ResultKey SourceKey(const core::Digest& digest) {
  static const cache::KeyScope keys("source, packed by LZ4");
  return keys.Of(digest);
}

// What a file gives, as the cache keeps it: a digest of the names, then their hash, then each name
// and a zero byte.
std::string EncodeGiven(const flow::GivenNames& given) {
  core::DigestBuilder digest;
  for (const std::string& name : given.names) digest.Add(name);
  std::string text(digest.Finish().AsBytes());
  text.append(reinterpret_cast<const char*>(&given.hash), sizeof(given.hash));
  for (const std::string& name : given.names) text.append(name).push_back('\0');
  return text;
}

constexpr size_t kGivenHead = sizeof(core::Digest::bytes) + sizeof(flow::GivenNames::hash);

core::Digest GivenDigest(std::string_view text) {
  return core::DigestFromBytes(text.substr(0, sizeof(core::Digest::bytes)));
}

std::unique_ptr<const flow::GivenNames> DecodeGiven(std::string_view text) {
  auto given = std::make_unique<flow::GivenNames>();
  std::memcpy(&given->hash, text.data() + sizeof(core::Digest::bytes), sizeof(given->hash));
  for (text.remove_prefix(kGivenHead); !text.empty();) {
    const std::string_view name = text.substr(0, text.find('\0'));
    given->names.emplace_back(name);
    text.remove_prefix(std::min(name.size() + 1, text.size()));
  }
  return given;
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
  if (shared_.client != nullptr && shared_.client->Has(path)) {
    const uint64_t hash = core::TextHash()(bytes);
    pool::Lock lock(mutex_);
    NewFile(path, index, digest)->is_clients = true;
    if (seen_hashes_.size() <= index) seen_hashes_.resize(index + 1);
    seen_hashes_[index] = hash;
    return;
  }
  const bool keeps = keeps_ && (shared_.results.enabled() ||
                                plain_bytes_.fetch_add(bytes.size()) > kMaxPlainBytes);
  std::string packed = keeps ? Pack(bytes) : std::string();
  const bool is_packed = !packed.empty();
  cache::ResultRef kept;
  const bool is_kept = is_packed && digest != nullptr && shared_.results.enabled();
  if (is_kept) {
    HoldSources();
    shared_.results.PutSource(SourceKey(*digest), packed, &kept);
  }
  if (!is_packed) packed = bytes;
  pool::Lock lock(mutex_);
  File* file = NewFile(path, index, digest);
  file->is_kept = is_kept;
  if (!is_kept) file->bytes = std::move(packed);
  file->kept = std::move(kept);
  file->is_packed = is_packed;
}

std::vector<bool> ScanFiles::AddKept(std::span<const KeptFile> files) {
  HoldSources();
  std::vector<cache::ResultKey> keys;
  keys.reserve(files.size());
  for (const KeptFile& file : files) keys.push_back(SourceKey(file.digest));
  std::vector<cache::ResultRef> in_memory(files.size());
  std::vector<bool> kept = shared_.results.HoldsSources(keys, &in_memory);
  pool::Lock lock(mutex_);
  for (size_t i = 0; i < files.size(); ++i) {
    if (!kept[i]) continue;
    File* file = NewFile(files[i].path, files[i].index, &files[i].digest);
    file->is_kept = true;
    file->kept = std::move(in_memory[i]);
  }
  return kept;
}

void ScanFiles::HoldSources() {
  std::call_once(hold_once_, [this] { hold_ = shared_.results.HoldSources(); });
}

ScanFiles::File* ScanFiles::At(uint32_t index) const {
  return index < by_index_.size() ? by_index_[index] : nullptr;
}

std::optional<std::string> ScanFiles::BytesOf(const File& file) {
  if (file.is_clients) {
    std::optional<std::string> bytes = shared_.client->Read(file.path);
    if (bytes.has_value() && IsAsSeen(file, bytes.value())) return bytes;
    lost_source_ = true;
    return std::nullopt;
  }
  if (!file.is_kept) return file.is_packed ? Unpack(file.bytes) : file.bytes;
  const cache::ResultRef kept =
      file.kept ? file.kept : shared_.results.FindSource(SourceKey(*file.digest), hold_);
  std::optional<std::string> bytes;
  if (kept) bytes = Unpack(kept->encoded());
  if (kept && !bytes) shared_.results.ForgetSource(SourceKey(*file.digest));
  if (!bytes) lost_source_ = true;
  return bytes;
}

std::optional<std::string> ScanFiles::Source(uint32_t index) {
  const File* file = At(index);
  return file == nullptr ? std::nullopt : BytesOf(*file);
}

UnitRef ScanFiles::MadeUnit(uint32_t index) {
  pool::Lock lock(mutex_);
  const File* file = At(index);
  return file == nullptr ? nullptr : file->unit.lock();
}

uint32_t ScanFiles::IndexOf(std::string_view path) {
  pool::Lock lock(mutex_);
  const uint32_t index = Modules().IndexOf(path);
  return index == ModuleTable::kNoFile ? core::FlowStep::kOwnFile : index;
}

const std::string& ScanFiles::PathOf(uint32_t index) const { return At(index)->path; }

const core::Digest& ScanFiles::PathsDigest() {
  std::call_once(paths_once_, [this] {
    core::DigestBuilder paths;
    for (const File* file : by_index_) {
      if (file != nullptr) paths.Add(file->index).Add(file->path);
    }
    paths_digest_ = paths.Finish();
  });
  return paths_digest_;
}

const ModuleTable& ScanFiles::Modules() {
  if (modules_ != nullptr) return *modules_;
  const core::Digest& key = PathsDigest();
  modules_ = shared_.modules.Find(key);
  if (modules_ == nullptr) {
    std::vector<std::string_view> paths(by_index_.size());
    for (const File* file : by_index_) {
      if (file != nullptr) paths[file->index] = file->path;
    }
    modules_ = std::make_shared<ModuleTable>(paths);
    shared_.modules.Put(key, modules_, modules_->bytes());
  }
  return *modules_;
}

ScanFiles::File* ScanFiles::FileOf(std::string_view importer, std::string_view dotted) {
  const uint32_t index = Modules().FileOf(importer, dotted);
  return index == ModuleTable::kNoFile ? nullptr : At(index);
}

UnitRef ScanFiles::Find(std::string_view importer, std::string_view dotted) {
  File* file = nullptr;
  {
    pool::Lock lock(mutex_);
    file = FileOf(importer, dotted);
  }
  return file == nullptr ? nullptr : UnitOf(file);
}

UnitRef ScanFiles::UnitAt(uint32_t index) {
  File* file = At(index);
  return file == nullptr ? nullptr : UnitOf(file);
}

UnitRef ScanFiles::UnitOf(File* file) {
  {
    pool::Lock lock(mutex_);
    while (file->is_being_made) made_.Wait(lock);
    if (file->is_unreadable) return nullptr;
    if (UnitRef unit = file->unit.lock()) return unit;
    file->is_being_made = true;
  }
  bool is_unreadable = false;
  UnitRef unit;
  try {
    unit = MakeUnit(*file, &is_unreadable);
  } catch (...) {  // no memory: others must not wait for it
    pool::Lock lock(mutex_);
    file->is_being_made = false;
    made_.NotifyAll();
    throw;
  }
  pool::Lock lock(mutex_);
  file->is_being_made = false;
  file->is_unreadable = is_unreadable;
  file->unit = unit;
  made_.NotifyAll();
  return unit;
}

void ScanFiles::SetUnitKey(File& file, const core::Digest& digest) const {
  file.unit_key = std::make_unique<const core::Digest>(
      core::DigestBuilder().Add(cache::kOnlyTenant).Add(file.path).Add(digest.AsBytes()).Finish());
}

// Nothing changes the path and the bytes any more when files ask for each other.
UnitRef ScanFiles::MakeUnit(File& file, bool* is_unreadable) {
  if (!file.unit_key && file.digest) SetUnitKey(file, *file.digest);
  if (file.unit_key) {
    if (UnitRef known = shared_.units.Find(*file.unit_key)) return known;
  }
  const std::optional<std::string> bytes = BytesOf(file);
  if (!bytes) return nullptr;
  if (!file.unit_key) {
    SetUnitKey(file, core::Sha256(*bytes));
    if (UnitRef known = shared_.units.Find(*file.unit_key)) return known;
  }
  const auto unit = std::make_shared<flow::Unit>();
  UnitMakers::Lease maker = shared_.unit_makers.Take();
  if (bytes->size() > UnitMakers::kLargeFileBytes) maker.get_deleter().is_kept = false;
  *is_unreadable = !maker->Make(file.path, *bytes, {}, shared_.results.enabled(), unit.get());
  if (*is_unreadable) return nullptr;
  shared_.units.Put(*file.unit_key, unit, unit->bytes());
  return unit;
}

bool ScanFiles::HoldsSource(File* file) {
  {
    pool::Lock lock(mutex_);
    if (file->holds_source) return *file->holds_source;
  }
  const std::string bytes = BytesOf(*file).value_or(std::string());
  pool::Lock lock(mutex_);
  if (!file->holds_source) {
    trigger::LiveRules live;
    file->holds_source =
        rules_->trigger().Scan(bytes, &trigger_, &live) && rules_->flow_rules()->AnyLive(live);
  }
  return *file->holds_source;
}

cache::ResultRef ScanFiles::KeptGiven(const File& file) {
  cache::ResultRef kept;
  if (file.digest && shared_.results.enabled())
    kept = shared_.results.FindBytes(given_keys_.Of(*file.digest));
  if (kept && kept->encoded().size() < kGivenHead) kept = {};
  return kept;
}

const flow::GivenNames* ScanFiles::Given(std::string_view importer, std::string_view dotted,
                                         const flow::UnitSource::FindGiven& find) {
  File* file = nullptr;
  {
    pool::Lock lock(mutex_);
    file = FileOf(importer, dotted);
  }
  return file == nullptr ? nullptr : GivenOf(file, find);
}

const flow::GivenNames* ScanFiles::GivenOf(File* file, const flow::UnitSource::FindGiven& find) {
  {
    pool::Lock lock(mutex_);
    if (file->given != nullptr) return file->given.get();
  }
  std::string made;
  const cache::ResultRef kept = KeptGiven(*file);
  if (!kept) {
    const bool holds_source = HoldsSource(file);
    const UnitRef unit = holds_source ? UnitOf(file) : nullptr;
    made = EncodeGiven(unit == nullptr ? flow::GivenNames() : find(*unit));
    // That nothing is given is kept only where the file was looked at.
    const bool is_looked_at = unit != nullptr || (!holds_source && !lost_source_);
    if (is_looked_at) KeepGiven(*file, made);
  }
  return SetGiven(file, kept ? kept->encoded() : std::string_view(made));
}

void ScanFiles::KeepGiven(const File& file, std::string_view given) {
  if (file.digest && shared_.results.enabled())
    shared_.results.PutBytes(given_keys_.Of(*file.digest), given);
}

const flow::GivenNames* ScanFiles::SetGiven(File* file, std::string_view text) {
  std::unique_ptr<const flow::GivenNames> given = DecodeGiven(text);
  pool::Lock lock(mutex_);
  if (file->given == nullptr) {
    SetGivenDigest(file, GivenDigest(text));
    file->given = std::move(given);
  }
  return file->given.get();
}

void ScanFiles::SetGivenDigest(File* file, const core::Digest& digest) {
  if (file->has_given_digest) return;
  file->given_digest = digest;
  file->has_given_digest = true;
}

core::Digest ScanFiles::GivenDigestOf(uint32_t index) {
  File* file = At(index);
  if (file == nullptr) return {};
  return file->has_given_digest ? file->given_digest : GivenDigestOf(file);
}

core::Digest ScanFiles::GivenDigestOf(File* file) {
  if (const cache::ResultRef kept = KeptGiven(*file)) {
    pool::Lock lock(mutex_);
    SetGivenDigest(file, GivenDigest(kept->encoded()));
    return file->given_digest;
  }
  pool::Lock lock(finder_mutex_);
  if (!file->has_given_digest) {
    GivenOf(file, [this](const flow::Unit& unit) {
      return shared_.unit_makers.Take()->Given(unit, rules_->flow_rules()->options());
    });
  }
  return file->given_digest;
}

void ScanFiles::Tell(uint32_t index, const std::function<flow::GivenNames()>& find) {
  File* file = nullptr;
  {
    pool::Lock lock(mutex_);  // files may still be added
    file = At(index);
    if (file == nullptr || file->given != nullptr) return;
  }
  const std::string given = EncodeGiven(find());
  KeepGiven(*file, given);
  SetGiven(file, given);
}

std::optional<core::Digest> ScanFiles::DigestOf(uint32_t index) const {
  const File* file = At(index);
  return file == nullptr ? std::nullopt : file->digest;
}

Links ScanFiles::LinksOf(std::string_view asked) {
  core::DigestBuilder meanings;
  std::map<std::string_view, std::pair<uint32_t, bool>>
      meant;  // by path: index, and whether all counts
  pool::Lock lock(mutex_);
  const auto next = [&asked] {
    const std::string_view text = asked.substr(0, asked.find('\0'));
    asked.remove_prefix(std::min(text.size() + 1, asked.size()));
    return text;
  };
  std::string_view importer;
  while (!asked.empty()) {
    const bool is_all = asked[0] == 'f';
    asked.remove_prefix(1);
    if (const std::string_view other = next(); !other.empty()) importer = other;
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

bool ScanFiles::AddHeld(const Links& links, core::DigestBuilder* digest) {
  digest->Add(links.meanings.AsBytes());
  for (const uint32_t index : links.givers) digest->Add(GivenDigestOf(index).AsBytes());
  for (const uint32_t index : links.files) {
    const File* file = At(index);
    if (file == nullptr || !file->digest) return false;
    digest->Add(file->digest->AsBytes());
  }
  return true;
}

}  // namespace meerkat::rpc
