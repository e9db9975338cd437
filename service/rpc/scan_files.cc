#include "service/rpc/scan_files.h"

#include <zstd.h>

#include <algorithm>

#include "absl/strings/string_view.h"
#include "engine/core/finding.h"

namespace meerkat::rpc {
namespace {

// No file that is analysed is larger.
constexpr uint64_t kMaxSourceBytes = uint64_t{16} << 20;

// So many parts of a name an import has at the most.
constexpr int kMaxParts = 8;

// Debian's Abseil has a string_view of its own.
absl::string_view Key(std::string_view text) { return {text.data(), text.size()}; }

size_t SharedFolders(std::string_view a, std::string_view b) {
  size_t folders = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) folders += a[i] == '/';
  return folders;
}

}  // namespace

std::string ScanFiles::Pack(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), -1);
  if (ZSTD_isError(size)) return {};
  packed.resize(size);
  packed.shrink_to_fit();
  return packed;
}

std::string ScanFiles::Unpack(std::string_view packed, uint64_t max_bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > max_bytes) return {};
  std::string bytes(size, '\0');
  const size_t read = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(read) || read != size) return {};
  return bytes;
}

void ScanFiles::Add(const std::string& path, uint32_t index, const core::Digest* digest,
                    std::string packed) {
  pool::Lock lock(mutex_);
  std::unique_ptr<File>& file = files_[path];
  if (file == nullptr) {
    file = std::make_unique<File>();
    file->path = path;
    if (has_modules_) AddModule(file.get());
  }
  file->index = index;
  if (digest != nullptr) file->digest = *digest;
  file->packed = std::move(packed);
}

// By each end of its name, as the root of the sources may lie anywhere.
void ScanFiles::AddModule(File* file) {
  const std::string module = scan::ModuleName(file->path);
  size_t dot = module.size();
  for (int parts = 1; dot != 0 && !module.empty(); ++parts) {
    const size_t before = module.rfind('.', dot - 1);
    dot = before == std::string::npos || parts == kMaxParts ? 0 : before;
    modules_[Key(std::string_view(module).substr(dot == 0 ? 0 : dot + 1))].push_back(file);
  }
}

void ScanFiles::SetHoldsSource(std::string_view path, bool holds) {
  pool::Lock lock(mutex_);
  const auto place = files_.find(Key(path));
  if (place != files_.end()) place->second->holds_source = holds;
}

std::string ScanFiles::Source(std::string_view path, uint64_t max_bytes) {
  pool::Lock lock(mutex_);
  const auto place = files_.find(Key(path));
  return place == files_.end() ? std::string() : Unpack(place->second->packed, max_bytes);
}

uint32_t ScanFiles::IndexOf(std::string_view path) {
  pool::Lock lock(mutex_);
  const auto place = files_.find(Key(path));
  return place == files_.end() ? core::FlowStep::kOwnFile : place->second->index;
}

ScanFiles::File* ScanFiles::FileOf(std::string_view importer, std::string_view dotted) {
  if (!has_modules_) {
    has_modules_ = true;
    for (const auto& [path, file] : files_) AddModule(file.get());
  }
  const auto place = modules_.find(Key(dotted));
  if (place == modules_.end()) return nullptr;
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

const flow::Unit* ScanFiles::Find(std::string_view importer, std::string_view dotted) {
  File* file = nullptr;
  std::unique_ptr<scan::UnitMaker> maker;
  {
    pool::Lock lock(mutex_);
    file = FileOf(importer, dotted);
    if (file == nullptr) return nullptr;
    while (file->making == Making::kUnderWay) made_.Wait(lock);
    if (file->making == Making::kDone) return file->unit.get();
    if (unit_bytes_ >= kMaxUnitBytes) return nullptr;
    file->making = Making::kUnderWay;
    if (!makers_.empty()) {
      maker = std::move(makers_.back());
      makers_.pop_back();
    }
  }
  if (maker == nullptr) maker = std::make_unique<scan::UnitMaker>();
  auto unit = std::make_unique<flow::Unit>();
  // Nothing changes the path and the bytes any more when files ask for each other.
  const bool is_made = maker->Make(file->path, Unpack(file->packed, kMaxSourceBytes), {}, unit.get());
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

bool ScanFiles::MayHoldSource(std::string_view importer, std::string_view dotted) {
  pool::Lock lock(mutex_);
  File* file = FileOf(importer, dotted);
  if (file == nullptr) return false;
  if (!file->holds_source) {
    trigger::LiveRules live;
    const std::string bytes = Unpack(file->packed, kMaxSourceBytes);
    file->holds_source =
        rules_->trigger().Scan(bytes, &trigger_, &live) && rules_->flow_rules()->AnyLive(live);
  }
  return *file->holds_source;
}

std::optional<core::Digest> ScanFiles::DigestOf(std::string_view path) {
  pool::Lock lock(mutex_);
  const auto place = files_.find(Key(path));
  return place == files_.end() ? std::nullopt : place->second->digest;
}

void ScanFiles::AddMeaning(std::string_view importer, std::string_view dotted,
                           core::DigestBuilder* key) {
  pool::Lock lock(mutex_);
  const File* file = FileOf(importer, dotted);
  key->Add(importer).Add(dotted).Add(file == nullptr ? std::string_view() : file->path);
  if (file != nullptr && file->digest) key->Add(file->digest->AsBytes());
}

}  // namespace meerkat::rpc
