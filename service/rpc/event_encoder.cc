#include "service/rpc/event_encoder.h"

#include <utility>

#include "service/rpc/convert.h"

namespace meerkat::rpc {
namespace {

void AddNotices(std::vector<NoticeItem> items,
                google::protobuf::RepeatedPtrField<v1::FileNotice>* notices) {
  for (NoticeItem& item : items) {
    v1::FileNotice* notice = notices->Add();
    ToProto(item.notice, notice);
    if (item.file) notice->set_file(*item.file);
    notice->set_path(std::move(item.path));
    notice->set_bytes(item.bytes);
  }
}

void AddResults(const std::vector<FileResultItem>& items,
                google::protobuf::RepeatedPtrField<v1::FileResultBatch::FileResult>* results) {
  results->Reserve(results->size() + static_cast<int>(items.size()));
  for (const FileResultItem& item : items) {
    v1::FileResultBatch::FileResult* result = results->Add();
    result->set_file(item.file);
    result->set_lines_of_code(item.lines_of_code);
    result->set_silenced(item.silenced);
    result->set_silenced_by_id(item.silenced_by_id);
    result->set_syntax_error(item.syntax_error);
  }
}

}  // namespace

bool AnnouncedRules::HasNew(const std::vector<FindingItem>& items) const {
  for (const FindingItem& item : items) {
    if (!indexes_.contains(item.finding.rule->name)) return true;
  }
  return false;
}

void AnnouncedRules::Add(const std::vector<FindingItem>& items, Rules* rules, Findings* findings) {
  findings->Reserve(findings->size() + static_cast<int>(items.size()));
  for (const FindingItem& item : items) {
    const auto [place, is_new] = indexes_.try_emplace(item.finding.rule->name, size());
    if (is_new) ToProto(*item.finding.rule, rules->Add());
    ToProto(item.finding, place->second, item.file, findings->Add());
  }
}

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
    AnnouncedRules::Rules no_rules;
    AnnouncedRules::Rules* rules = &no_rules;
    if (rules_.HasNew(batch.findings)) {
      v1::RuleBatch* announced = NewEvent()->mutable_rules();
      announced->set_first_index(rules_.size());
      rules = announced->mutable_rules();
    }
    rules_.Add(batch.findings, rules, NewEvent()->mutable_findings()->mutable_findings());
  } else if (!batch.notices.empty()) {
    AddNotices(std::move(batch.notices), NewEvent()->mutable_notices()->mutable_notices());
  } else if (!batch.results.empty()) {
    AddResults(batch.results, NewEvent()->mutable_file_results()->mutable_results());
  }
}

void AnswerEncoder::Encode(EventBatch batch) {
  if (batch.event && batch.event->has_accepted()) {
    *answer_->mutable_accepted() = std::move(*batch.event->mutable_accepted());
  } else if (batch.event && batch.event->has_verdict()) {
    *answer_->mutable_verdict() = std::move(*batch.event->mutable_verdict());
  } else if (!batch.findings.empty()) {
    const int rules = answer_->rules_size(), findings = answer_->findings_size();
    rules_.Add(batch.findings, answer_->mutable_rules(), answer_->mutable_findings());
    Count(answer_->rules(), rules);
    Count(answer_->findings(), findings);
  } else if (!batch.notices.empty()) {
    const int notices = answer_->notices_size();
    AddNotices(std::move(batch.notices), answer_->mutable_notices());
    Count(answer_->notices(), notices);
  } else if (!batch.results.empty()) {
    const int results = answer_->file_results_size();
    AddResults(batch.results, answer_->mutable_file_results());
    Count(answer_->file_results(), results);
  }
}

template <typename Messages>
void AnswerEncoder::Count(const Messages& messages, int from) {
  // Tag and length beside each.
  constexpr uint64_t kAround = 4;
  for (int i = from; i < messages.size(); ++i) bytes_ += messages[i].ByteSizeLong() + kAround;
}

}  // namespace meerkat::rpc
