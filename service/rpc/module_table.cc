#include "service/rpc/module_table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace meerkat::rpc {
namespace {

// So many parts of a name an import has at the most.
constexpr int kMaxParts = 8;

size_t SharedFolders(std::string_view a, std::string_view b) {
  size_t folders = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) folders += a[i] == '/';
  return folders;
}

// Where the name of a file's module ends in its path: "app/views.py", "app/__init__.py". 0: it is
// no module.
size_t ModuleEnd(std::string_view path) {
  constexpr std::string_view kSuffix = ".py";
  constexpr std::string_view kPackage = "/__init__";
  if (!path.ends_with(kSuffix)) return 0;
  path.remove_suffix(kSuffix.size());
  if (path.ends_with(kPackage)) return path.size() - kPackage.size();
  return path == kPackage.substr(1) ? 0 : path.size();
}

// The next eight bytes of a text, or as many as there are, with dots for slashes.
uint64_t DottedWord(std::string_view text) {
  uint64_t word = 0;
  std::memcpy(&word, text.data(), std::min(text.size(), sizeof(word)));
  constexpr uint64_t kOnes = 0x0101'0101'0101'0101;
  const uint64_t other = word ^ kOnes * '/';  // a byte of zeros where a slash is
  // Exact for each byte: nothing is carried from one to the next.
  const uint64_t is_other = ((other & kOnes * 0x7F) + kOnes * 0x7F) | other;
  static_assert(('/' ^ '.') == 1);
  return word ^ (~is_other >> 7 & kOnes);
}

}  // namespace

// Eight bytes a step as core::TextHash, which sees a slash as a dot.
size_t ModuleTable::NameHash::operator()(std::string_view text) const {
  std::array<uint64_t, 16> dotted;
  size_t hash = 0;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, sizeof(dotted));
    for (size_t at = 0; at < part.size(); at += sizeof(dotted[0])) {
      dotted[at / sizeof(dotted[0])] = DottedWord(part.substr(at));
    }
    hash =
        hash * 31 + core::TextHash()({reinterpret_cast<const char*>(dotted.data()), part.size()});
    text.remove_prefix(part.size());
  }
  return hash;
}

bool ModuleTable::NameEqual::IsSame(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t at = 0; at < a.size(); at += sizeof(uint64_t)) {
    if (DottedWord(a.substr(at)) != DottedWord(b.substr(at))) return false;
  }
  return true;
}

ModuleTable::ModuleTable(const std::vector<std::string_view>& paths)
    : by_path_(paths.size(), PathHash{this}, PathEqual{this}),
      by_name_(paths.size(), NameHash{this}, NameEqual{this}) {
  size_t size = 0;
  for (const std::string_view path : paths) size += path.size();
  text_.reserve(size);
  begins_.reserve(paths.size() + 1);
  begins_.push_back(0);
  for (const std::string_view path : paths) {
    text_.append(path);
    begins_.push_back(static_cast<uint32_t>(text_.size()));
  }
  // From the last, which is the one that counts, so that the files of a name come in their order.
  for (uint32_t file = static_cast<uint32_t>(paths.size()); file-- > 0;) {
    if (!paths[file].empty() && by_path_.insert(file).second) AddNames(file);
  }
  names_.shrink_to_fit();
}

// Its module's name and each end of it.
void ModuleTable::AddNames(uint32_t file) {
  const std::string_view module = PathOf(file).substr(0, ModuleEnd(PathOf(file)));
  size_t dot = module.size();
  for (int parts = 1; dot != 0 && !module.empty(); ++parts) {
    const size_t before = module.find_last_of("./", dot - 1);
    dot = before == std::string_view::npos || parts == kMaxParts ? 0 : before;
    const uint32_t added = static_cast<uint32_t>(names_.size());
    const Name name{.file = file, .begin = static_cast<uint32_t>(dot == 0 ? 0 : dot + 1)};
    names_.push_back(name);
    const auto [first, is_new] = by_name_.insert(added);
    if (is_new) continue;
    // In place of the one that was the first, so that the table need not be changed.
    std::swap(names_[*first], names_[added]);
    names_[*first].next = added;
  }
}

std::string_view ModuleTable::TextOf(const Name& name) const {
  const std::string_view path = PathOf(name.file);
  return path.substr(name.begin, ModuleEnd(path) - name.begin);
}

const ModuleTable::Name* ModuleTable::Find(std::string_view dotted) const {
  const auto place = by_name_.find(dotted);
  return place == by_name_.end() ? nullptr : &names_[*place];
}

uint64_t ModuleTable::bytes() const {
  return text_.capacity() + begins_.capacity() * sizeof(begins_[0]) +
         names_.capacity() * sizeof(Name) +
         (by_path_.capacity() + by_name_.capacity()) * (sizeof(uint32_t) + 1);
}

uint32_t ModuleTable::IndexOf(std::string_view path) const {
  const auto place = by_path_.find(path);
  return place == by_path_.end() ? kNoFile : *place;
}

uint32_t ModuleTable::FileOf(std::string_view importer, std::string_view dotted) const {
  const Name* name = Find(dotted);
  if (name == nullptr) return FileOfRoot(dotted);
  uint32_t best = kNoFile;
  size_t most = 0;
  for (; name != nullptr; name = NextOf(*name)) {
    const std::string_view path = PathOf(name->file);
    const size_t shared = SharedFolders(path, importer);
    // Of equals the first by path, so that the order of arrival decides nothing.
    if (best == kNoFile || shared > most || (shared == most && path < PathOf(best))) {
      best = name->file;
      most = shared;
    }
  }
  return best;
}

// Where the root of the scan is itself a package, whose name nobody tells: shop.reading is its
// reading.py.
uint32_t ModuleTable::FileOfRoot(std::string_view dotted) const {
  const size_t dot = dotted.find('.');
  if (dot == std::string_view::npos || !by_path_.contains(std::string_view("__init__.py"))) {
    return kNoFile;
  }
  for (const Name* name = Find(dotted.substr(dot + 1)); name != nullptr; name = NextOf(*name)) {
    if (name->begin == 0) return name->file;
  }
  return kNoFile;
}

}  // namespace meerkat::rpc
