#include "service/rpc/scan_files.h"

#include <zstd.h>

#include <algorithm>

#include "engine/core/finding.h"

namespace meerkat::rpc {
namespace {

// No file that is analysed is larger.
constexpr uint64_t kMaxSourceBytes = uint64_t{16} << 20;

// So many parts of a name an import has at the most.
constexpr int kMaxParts = 8;

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
    // By each end of its name, as the root of the sources may lie anywhere.
    const std::string module = scan::ModuleName(path);
    std::string_view end = module;
    for (size_t dot = module.size(); !end.empty() && dot != std::string::npos;) {
      dot = dot == 0 ? std::string::npos : module.rfind('.', dot - 1);
      end = std::string_view(module).substr(dot == std::string::npos ? 0 : dot + 1);
      modules_[std::string(end)].push_back(file.get());
      if (std::count(end.begin(), end.end(), '.') + 1 >= kMaxParts) {
        modules_[module].push_back(file.get());
        break;
      }
    }
  }
  file->index = index;
  if (digest != nullptr) file->digest = *digest;
  file->packed = std::move(packed);
}

std::string ScanFiles::Source(std::string_view path, uint64_t max_bytes) {
  pool::Lock lock(mutex_);
  const auto place = files_.find(std::string(path));
  return place == files_.end() ? std::string() : Unpack(place->second->packed, max_bytes);
}

uint32_t ScanFiles::IndexOf(std::string_view path) {
  pool::Lock lock(mutex_);
  const auto place = files_.find(std::string(path));
  return place == files_.end() ? core::FlowStep::kOwnFile : place->second->index;
}

ScanFiles::File* ScanFiles::FileOf(std::string_view importer, std::string_view dotted) {
  const auto place = modules_.find(std::string(dotted));
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
  pool::Lock lock(mutex_);
  File* file = FileOf(importer, dotted);
  return file == nullptr ? nullptr : UnitOf(file);
}

std::optional<core::Digest> ScanFiles::DigestOf(std::string_view path) {
  pool::Lock lock(mutex_);
  const auto place = files_.find(std::string(path));
  return place == files_.end() ? std::nullopt : place->second->digest;
}

void ScanFiles::AddMeaning(std::string_view importer, std::string_view dotted,
                           core::DigestBuilder* key) {
  pool::Lock lock(mutex_);
  const File* file = FileOf(importer, dotted);
  key->Add(importer).Add(dotted).Add(file == nullptr ? std::string_view() : file->path);
  if (file != nullptr && file->digest) key->Add(file->digest->AsBytes());
}

const flow::Unit* ScanFiles::UnitOf(File* file) {
  if (file->is_made) return file->unit.get();
  file->is_made = true;
  if (unit_bytes_ >= kMaxUnitBytes) return nullptr;
  const std::string bytes = Unpack(file->packed, kMaxSourceBytes);
  auto unit = std::make_unique<flow::Unit>();
  if (!maker_.Make(file->path, bytes, {}, unit.get())) return nullptr;
  unit_bytes_ += unit->bytes();
  file->unit = std::move(unit);
  return file->unit.get();
}

}  // namespace meerkat::rpc
