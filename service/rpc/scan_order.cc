// The part of ScanFiles that orders the files that wait for others, and makes use of what their own
// scans see.

#include <algorithm>
#include <utility>

#include "service/rpc/scan_files.h"

namespace meerkat::rpc {

void ScanFiles::SetSeen(uint32_t index, core::FileReport* report) {
  pool::Lock lock(mutex_);
  File* file = At(index);
  if (file == nullptr) return;
  file->holds_source = report->names_source;
  if (report->live.empty() && report->imports.empty()) return;
  file->waiting = std::make_unique<Waiting>();
  file->waiting->live = std::move(report->live);
  std::string& imports = file->waiting->imports;
  size_t size = 0;
  for (const std::string& import : report->imports) size += import.size() + 1;
  imports.reserve(size);
  for (const std::string& import : report->imports) imports.append(import).push_back('\0');
}

void ScanFiles::SortByImports(std::vector<uint32_t>* waiting) {
  pool::Lock lock(mutex_);
  std::sort(waiting->begin(), waiting->end());
  enum class Mark : uint8_t { kNone, kWaits, kMet };
  std::vector<Mark> marks(by_index_.size(), Mark::kNone);
  for (const uint32_t index : *waiting) marks[index] = Mark::kWaits;
  struct Visit {
    File* file;
    size_t next = 0;  // where the next of its imports begins
  };
  std::vector<Visit> visits;
  std::vector<uint32_t> order;
  order.reserve(waiting->size());
  for (const uint32_t root : *waiting) {
    if (marks[root] != Mark::kWaits) continue;
    marks[root] = Mark::kMet;
    visits.push_back({by_index_[root]});
    while (!visits.empty()) {
      Visit& visit = visits.back();
      Waiting* waits = visit.file->waiting.get();
      if (waits == nullptr || visit.next == waits->imports.size()) {
        order.push_back(visit.file->index);
        if (waits != nullptr) waits->imports = std::string();
        visits.pop_back();
        continue;
      }
      const std::string_view import(waits->imports.data() + visit.next);
      visit.next += import.size() + 1;
      File* imported = FileOf(visit.file->path, import);
      if (imported == nullptr || imported == visit.file || marks[imported->index] == Mark::kNone) {
        continue;
      }
      imported->is_imported = true;
      if (marks[imported->index] != Mark::kWaits) continue;
      marks[imported->index] = Mark::kMet;
      visits.push_back({imported});
    }
  }
  waiting->assign(order.rbegin(), order.rend());
}

bool ScanFiles::BeginOwnScan(uint32_t index) {
  pool::Lock lock(mutex_);
  File* file = At(index);
  if (file == nullptr || !file->is_imported || file->is_being_made || file->is_unreadable ||
      file->unit.lock() != nullptr) {
    return false;
  }
  file->is_being_made = file->is_scanned = true;
  return true;
}

UnitRef ScanFiles::TakeUnit(uint32_t index, std::string_view text, flow::Unit* unit) {
  File* file = nullptr;
  {
    pool::Lock lock(mutex_);
    file = At(index);
    if (file == nullptr || !file->is_scanned) return nullptr;
  }
  if (unit == nullptr) {
    EndOwnScan(index);
    return nullptr;
  }
  // As nobody else makes the unit, nobody else uses its key. (Of a text in another encoding
  // MakeUnit has another one, where there is no digest: then it makes it again.)
  if (!file->unit_key) SetUnitKey(*file, file->digest ? *file->digest : core::Sha256(text));
  const auto kept = std::make_shared<flow::Unit>(*unit);
  scan::UnitMaker::Complete(text, shared_.results.enabled(), kept.get());
  shared_.units.Put(*file->unit_key, kept, kept->bytes());
  {
    pool::Lock lock(mutex_);
    file->unit = kept;
  }
  EndOwnScan(index);
  return kept;
}

void ScanFiles::EndOwnScan(uint32_t index) {
  pool::Lock lock(mutex_);
  File* file = At(index);
  if (file == nullptr || !file->is_scanned) return;
  file->is_being_made = file->is_scanned = false;
  made_.NotifyAll();
}

std::vector<uint64_t> ScanFiles::TakeLive(uint32_t index) {
  pool::Lock lock(mutex_);
  File* file = At(index);
  if (file == nullptr || file->waiting == nullptr) return {};
  std::vector<uint64_t> live = std::move(file->waiting->live);
  file->waiting.reset();
  return live;
}

}  // namespace meerkat::rpc
