#include "service/rpc/event_queue.h"

#include <utility>

namespace meerkat::rpc {
namespace {

// Tags, numbers and the fingerprint of a finding; its place in memory is of the same order.
constexpr uint64_t kFindingBytes = 96;
constexpr uint64_t kStepBytes = 24;
constexpr uint64_t kNoticeBytes = 32;
constexpr uint64_t kPathBytes = 4;
constexpr uint64_t kResultBytes = 16;
constexpr uint64_t kKnownBytes = 16;

uint64_t SizeOf(const FindingItem& item) {
  uint64_t bytes = kFindingBytes + item.finding.message.size() + item.finding.excerpt.size();
  for (const core::FlowStep& step : item.finding.flow) {
    bytes += kStepBytes + step.path.size() + step.text.size();
  }
  return bytes;
}
uint64_t SizeOf(const NoticeItem& item) {
  return kNoticeBytes + item.path.size() + item.notice.message.size();
}
uint64_t SizeOf(const FileResultItem&) { return kResultBytes; }
uint64_t SizeOf(const std::string& path) { return kPathBytes + path.size(); }

// Moves items to `out` up to the bounds of one message; at least one.
template <typename Item>
void TakeSome(size_t max_items, pool::Fifo<Item>* from, std::vector<Item>* out, uint64_t* bytes) {
  uint64_t taken = 0;
  while (!from->empty() && out->size() < max_items) {
    const uint64_t size = SizeOf(from->front());
    if (!out->empty() && taken + size > EventQueue::kMaxBatchBytes) break;
    taken += size;
    out->push_back(std::move(from->front()));
    from->pop_front();
  }
  *bytes -= taken;
}

}  // namespace

void EventQueue::Add(v1::ScanEvent event) {
  bytes_ += event.ByteSizeLong();
  events_.push_back(std::move(event));
}

void EventQueue::AddPath(std::string path) {
  bytes_ += SizeOf(path);
  paths_.push_back(std::move(path));
}

void EventQueue::AddFindings(uint32_t file, std::vector<core::Finding> findings, layers::Time now) {
  if (findings.empty()) return;
  for (core::Finding& finding : findings) {
    FindingItem& item = findings_.push_back(FindingItem{file, std::move(finding)});
    bytes_ += SizeOf(item);
  }
  NoteAge(now);
}

void EventQueue::AddKnown(uint32_t file, cache::ResultRef result, uint32_t findings,
                          layers::Time now) {
  if (findings == 0) return;
  known_bytes_ += result->encoded().size();
  known_findings_ += findings;
  bytes_ += kKnownBytes;
  known_.push_back({file, findings, std::move(result)});
  NoteAge(now);
}

// Findings for one message out of the known results; those that are read wait as all others do.
void EventQueue::ReadKnown() {
  while (findings_.size() < kMaxBatch && !known_.empty()) {
    const KnownItem item = std::move(known_.front());
    known_.pop_front();
    known_findings_ -= item.findings;
    known_bytes_ -= item.result->encoded().size();
    bytes_ -= kKnownBytes;
    cache::ResultReader reader(*item.result);
    core::Finding finding;
    while (reader.NextFinding(&finding)) {
      FindingItem& added = findings_.push_back(FindingItem{item.file, std::move(finding)});
      bytes_ += SizeOf(added);
    }
  }
}

void EventQueue::AddNotice(NoticeItem notice, layers::Time now) {
  bytes_ += SizeOf(notice);
  notices_.push_back(std::move(notice));
  NoteAge(now);
}

void EventQueue::AddResult(const FileResultItem& result, layers::Time now) {
  bytes_ += SizeOf(result);
  results_.push_back(result);
  NoteAge(now);
}

void EventQueue::SetProgress(v1::Progress progress) { progress_ = std::move(progress); }

void EventQueue::SetVerdict(v1::Verdict verdict) {
  progress_.reset();
  verdict_ = std::move(verdict);
}

void EventQueue::Clear() { *this = EventQueue(); }

bool EventQueue::empty() const {
  return events_.empty() && paths_.empty() && findings_.empty() && known_.empty() &&
         notices_.empty() && results_.empty() && !progress_ && !verdict_;
}

void EventQueue::NoteAge(layers::Time now) {
  if (!oldest_) oldest_ = now;
}

bool EventQueue::ListsAreDue(layers::Time now) const {
  if (verdict_ || paths_.size() >= kMaxBatch) return true;
  const size_t findings = findings_.size() + known_findings_;
  if (findings == 0 && notices_.empty() && results_.empty()) return false;
  if (!first_is_out_ && findings != 0) return true;
  return findings >= kMaxBatch || notices_.size() >= kMaxBatch || bytes_ >= kMaxBatchBytes ||
         (oldest_ && now - *oldest_ >= kMaxAge);
}

bool EventQueue::HasDue(layers::Time now) const {
  return !events_.empty() || ListsAreDue(now) || progress_ || verdict_ || heartbeat_;
}

bool EventQueue::Take(layers::Time now, EventBatch* batch) {
  *batch = EventBatch();
  if (!events_.empty()) {
    batch->event = std::move(events_.front());
    events_.pop_front();
    bytes_ -= batch->event->ByteSizeLong();
    return true;
  }
  if (ListsAreDue(now) && TakeLists(batch)) {
    heartbeat_ = false;
    return true;
  }
  v1::ScanEvent& event = batch->event.emplace();
  if (progress_) {
    *event.mutable_progress() = *std::exchange(progress_, std::nullopt);
  } else if (verdict_) {
    *event.mutable_verdict() = *std::exchange(verdict_, std::nullopt);
  } else if (heartbeat_) {
    event.mutable_heartbeat();
  } else {
    batch->event.reset();
    return false;
  }
  heartbeat_ = false;
  return true;
}

bool EventQueue::TakeLists(EventBatch* batch) {
  if (!paths_.empty()) {
    batch->first_path = next_path_;
    TakeSome(16 * kMaxBatch, &paths_, &batch->paths, &bytes_);
    next_path_ += static_cast<uint32_t>(batch->paths.size());
    return true;
  }
  ReadKnown();
  if (!findings_.empty()) {
    TakeSome(kMaxBatch, &findings_, &batch->findings, &bytes_);
    first_is_out_ = true;
  } else if (!notices_.empty()) {
    TakeSome(kMaxBatch, &notices_, &batch->notices, &bytes_);
  } else if (!results_.empty()) {
    TakeSome(16 * kMaxBatch, &results_, &batch->results, &bytes_);
  } else {
    return false;
  }
  if (findings_.empty() && known_.empty() && notices_.empty() && results_.empty()) {
    oldest_.reset();
  }
  return true;
}

}  // namespace meerkat::rpc
