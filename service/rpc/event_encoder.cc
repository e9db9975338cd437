#include "service/rpc/event_encoder.h"

#include <utility>

#include "service/rpc/convert.h"

namespace meerkat::rpc {

v1::ScanEvent* EventEncoder::NewEvent() {
  v1::ScanEvent* event = google::protobuf::Arena::CreateMessage<v1::ScanEvent>(&arena_);
  event->set_sequence(++sequence_);
  events_.push_back(event);
  return event;
}

const v1::ScanEvent* EventEncoder::Next() {
  if (events_.empty()) return nullptr;
  const v1::ScanEvent* event = events_.front();
  events_.pop_front();
  return event;
}

void EventEncoder::Encode(EventBatch batch) {
  events_.clear();
  arena_.Reset();
  if (batch.event) {
    v1::ScanEvent* event = NewEvent();
    batch.event->set_sequence(event->sequence());
    *event = std::move(*batch.event);
  } else if (!batch.paths.empty()) {
    v1::FileBatch* files = NewEvent()->mutable_files();
    files->set_first_index(batch.first_path);
    for (std::string& path : batch.paths) *files->add_paths() = std::move(path);
  } else if (!batch.findings.empty()) {
    EncodeFindings(batch.findings);
  } else if (!batch.notices.empty()) {
    EncodeNotices(std::move(batch.notices));
  } else if (!batch.results.empty()) {
    EncodeResults(batch.results);
  }
}

void EventEncoder::EncodeFindings(const std::vector<FindingItem>& findings) {
  v1::RuleBatch* announced = nullptr;
  for (const FindingItem& item : findings) {
    const uint32_t next = static_cast<uint32_t>(rules_.size());
    if (!rules_.try_emplace(item.finding.rule->name, next).second) continue;
    if (announced == nullptr) {
      announced = NewEvent()->mutable_rules();
      announced->set_first_index(next);
    }
    ToProto(*item.finding.rule, announced->add_rules());
  }
  v1::FindingBatch* batch = NewEvent()->mutable_findings();
  batch->mutable_findings()->Reserve(static_cast<int>(findings.size()));
  for (const FindingItem& item : findings) {
    ToProto(item.finding, rules_.at(item.finding.rule->name), item.file, batch->add_findings());
  }
}

void EventEncoder::EncodeNotices(std::vector<NoticeItem> notices) {
  v1::NoticeBatch* batch = NewEvent()->mutable_notices();
  for (NoticeItem& item : notices) {
    v1::FileNotice* notice = batch->add_notices();
    ToProto(item.notice, notice);
    if (item.file) notice->set_file(*item.file);
    notice->set_path(std::move(item.path));
    notice->set_bytes(item.bytes);
  }
}

void EventEncoder::EncodeResults(const std::vector<FileResultItem>& results) {
  v1::FileResultBatch* batch = NewEvent()->mutable_file_results();
  batch->mutable_results()->Reserve(static_cast<int>(results.size()));
  for (const FileResultItem& item : results) {
    v1::FileResultBatch::FileResult* result = batch->add_results();
    result->set_file(item.file);
    result->set_lines_of_code(item.lines_of_code);
    result->set_silenced(item.silenced);
    result->set_silenced_by_id(item.silenced_by_id);
    result->set_syntax_error(item.syntax_error);
  }
}

}  // namespace meerkat::rpc
