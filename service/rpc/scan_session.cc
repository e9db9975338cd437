#include "service/rpc/scan_session.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "engine/scan/version.h"
#include "service/ingest/errors.h"

namespace meerkat::rpc {
namespace {

telemetry::ScanOutcome OutcomeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument: return telemetry::ScanOutcome::kInvalid;
    case absl::StatusCode::kResourceExhausted: return telemetry::ScanOutcome::kExhausted;
    case absl::StatusCode::kCancelled: return telemetry::ScanOutcome::kCancelled;
    case absl::StatusCode::kDeadlineExceeded: return telemetry::ScanOutcome::kDeadline;
    case absl::StatusCode::kUnavailable: return telemetry::ScanOutcome::kUnavailable;
    default: return telemetry::ScanOutcome::kInternal;
  }
}

telemetry::ScanOutcome OutcomeOf(const v1::Verdict& verdict) {
  switch (verdict.outcome()) {
    case v1::Verdict::OUTCOME_PASS: return telemetry::ScanOutcome::kPass;
    case v1::Verdict::OUTCOME_FAIL: return telemetry::ScanOutcome::kFail;
    default: return telemetry::ScanOutcome::kIncomplete;
  }
}

void SetDuration(layers::Time::duration time, google::protobuf::Duration* out) {
  const int64_t nanos = std::chrono::nanoseconds(time).count();
  out->set_seconds(nanos / 1'000'000'000);
  out->set_nanos(static_cast<int32_t>(nanos % 1'000'000'000));
}

// A file of so few bytes that is all of its scan is scanned where it has arrived: the way to
// another thread and back costs about half of what the scan does. That thread is one of the few
// that gRPC has for all calls, so what takes longer is scanned again by a worker. Usual files of
// this size take a fifth of the time.
constexpr uint64_t kMaxBriefBytes = 32 << 10;

}  // namespace

ScanSession::ScanSession(ScanServices& services, layers::Time call_deadline,
                         std::function<void()> wake)
    : services_(services),
      wake_(std::move(wake)),
      start_(services.clock.Now()),
      call_deadline_(call_deadline),
      brief_until_(start_ + kBriefTime),
      manifest_(services.limits, services.upload_credit),
      last_progress_(start_),
      last_event_(start_) {}

ScanSession::~ScanSession() = default;

bool ScanSession::WantsRequest() {
  switch (phase()) {
    case Phase::kOpening:
    case Phase::kInputEnded:  // to be thrown away: a caller's write must not hang
    case Phase::kDone: return true;
    case Phase::kManifest: return lane_->HasRoom();
    case Phase::kArchive: return pipe_->HasRoom();
  }
  return false;
}

const v1::ScanEvent* ScanSession::NextEvent() {
  if (const v1::ScanEvent* event = encoder_.Next()) return event;
  EventBatch batch;
  if (!NextBatch(&batch)) return nullptr;
  encoder_.Encode(std::move(batch));
  return encoder_.Next();
}

bool ScanSession::NextBatch(EventBatch* batch) {
  bool unpark = false;
  {
    pool::Lock lock(mutex_);
    const layers::Time now = services_.clock.Now();
    if (!events_.Take(now, batch)) return false;
    last_event_ = now;
    unpark = parked_ && events_.bytes() < EventQueue::kMaxBytes / 2;
    if (unpark) parked_ = false;
  }
  for (FindingItem& item : batch->findings) {
    for (core::FlowStep& step : item.finding.flow) {
      if (!step.path.empty()) step.file = files_->IndexOf(step.path);
    }
  }
  if (unpark) lane_->Unpark();
  return true;
}

bool ScanSession::HasEvent() {
  if (!encoder_.empty()) return true;
  pool::Lock lock(mutex_);
  return events_.HasDue(services_.clock.Now());
}

bool ScanSession::finished() {
  if (!encoder_.empty()) return false;
  pool::Lock lock(mutex_);
  return phase_ == Phase::kDone && events_.empty();
}

bool ScanSession::ended() { return phase() == Phase::kDone; }

uint64_t ScanSession::waiting_bytes() {
  pool::Lock lock(mutex_);
  return events_.wire_bytes();
}

absl::Status ScanSession::status() {
  pool::Lock lock(mutex_);
  return status_;
}

ScanSession::Phase ScanSession::phase() {
  pool::Lock lock(mutex_);
  return phase_;
}

void ScanSession::OnCancel() { Fail(absl::CancelledError("the caller has gone")); }

void ScanSession::StartEnding() {
  pool::Lock lock(mutex_);
  if (ticket_ != nullptr) services_.admission.StartEnding(ticket_);
}

void ScanSession::Close() {
  OnCancel();  // if it was not done; else nothing
  if (lane_ != nullptr) lane_->Close();
  ticket_.reset();
}

absl::Status ScanSession::DeadlineStatus() const {
  return absl::DeadlineExceededError(fmt::format(
      "the scan was stopped after {} ms by {}",
      std::chrono::duration_cast<std::chrono::milliseconds>(context_.deadline - start_).count(),
      deadline_limit_));
}

void ScanSession::OnTick() {
  const layers::Time now = services_.clock.Now();
  bool opening = false;
  {
    pool::Lock lock(mutex_);
    opening = phase_ == Phase::kOpening;
    const layers::Time deadline = opening ? start_ + kOpenTime : context_.deadline;
    if (now < deadline) {
      if (phase_ == Phase::kDone) return;
      const v1::Totals& totals = tally_.totals();
      if (now - last_progress_ >= kProgressInterval && totals.files() != reported_done_) {
        last_progress_ = now;
        reported_done_ = totals.files();
        v1::Progress progress;
        progress.set_files_known(files_known_);
        progress.set_files_done(totals.files());
        progress.set_bytes_received(totals.bytes_received());
        progress.set_findings(tally_.findings());
        progress.set_input_complete(input_ended_);
        events_.SetProgress(std::move(progress));
      }
      if (now - last_event_ >= kHeartbeatInterval) events_.AskHeartbeat();
      return;
    }
  }
  Fail(opening ? absl::DeadlineExceededError("no Open came within 10 s") : DeadlineStatus());
}

void ScanSession::Fail(absl::Status status) {
  std::shared_ptr<pool::Lane> lane;
  pool::BytePipe* pipe = nullptr;
  {
    pool::Lock lock(mutex_);
    if (phase_ == Phase::kDone && (!status_.ok() || events_.empty())) return;
    phase_ = Phase::kDone;
    status_ = std::move(status);
    cancelled_ = true;
    events_.Clear();
    RecordEnd(OutcomeOf(status_));
    room_.NotifyAll();
    lane = lane_;
    pipe = pipe_.get();
  }
  if (pipe != nullptr) pipe->Cancel();
  if (lane != nullptr) lane->Drop();
  wake_();
}

void ScanSession::EndInput() {
  if (services_.clock.Now() >= context_.deadline) Fail(DeadlineStatus());
  {
    pool::Lock lock(mutex_);
    if (phase_ == Phase::kDone) return;
    phase_ = Phase::kInputEnded;
    input_ended_ = true;
    FinishIfDone();
  }
  ScanWithOthers();
  wake_();
}

void ScanSession::FinishIfDone() {
  if (phase_ != Phase::kInputEnded || files_running_ > 0 || !waiting_.empty()) return;
  phase_ = Phase::kDone;
  v1::Verdict verdict = tally_.MakeVerdict();
  SetDuration(services_.clock.Now() - start_, verdict.mutable_elapsed());
  v1::Provenance& provenance = *verdict.mutable_provenance();
  provenance.set_engine_version(std::string(scan::kEngineVersion));
  provenance.set_grammar(std::string(scan::kGrammar));
  provenance.set_rules_digest(std::string(scan::RulesDigest().AsBytes()));
  provenance.set_analysis_state(std::string(rule_set_->analysis_state().AsBytes()));
  provenance.set_profile(rule_set_->options().profile);
  RecordEnd(OutcomeOf(verdict));
  events_.SetVerdict(std::move(verdict));
}

void ScanSession::RecordEnd(telemetry::ScanOutcome outcome) {
  if (recorded_) return;
  recorded_ = true;
  const std::chrono::nanoseconds time = services_.clock.Now() - start_;
  services_.metrics.OnScanEnd(outcome, time);
  const v1::Totals& totals = tally_.totals();
  services_.metrics.OnFilesSkipped(totals.files_skipped());
  services_.metrics.OnFilesReused(totals.files_reused());
  const std::string_view profile =
      rule_set_ == nullptr ? std::string_view() : rule_set_->options().profile;
  const std::string error(status_.message().data(), status_.message().size());
  services_.log.Info("scan ended", {{"scan", name_},
                                    {"client", client_},
                                    {"request", request_id_},
                                    {"input", v1::Open::Input_Name(input_)},
                                    {"profile", profile},
                                    {"outcome", telemetry::NameOf(outcome)},
                                    {"files", totals.files()},
                                    {"analysed", totals.files_analysed()},
                                    {"reused", totals.files_reused()},
                                    {"bytes_received", totals.bytes_received()},
                                    {"bytes_analysed", totals.bytes_analysed()},
                                    {"findings", tally_.findings()},
                                    {"seconds", std::chrono::duration<double>(time).count()},
                                    {"error", error}});
}

void ScanSession::AddNotice(NoticeItem item) {
  tally_.AddNotice(item.path, item.notice);
  events_.AddNotice(std::move(item), services_.clock.Now());
  ParkIfFull();
}

void ScanSession::ParkIfFull() {
  if (parked_ || events_.bytes() <= EventQueue::kMaxBytes) return;
  parked_ = true;
  lane_->Park();
}

void ScanSession::OnRoom() {
  {
    // Whoever found no room under this lock waits by now, or will look again.
    pool::Lock lock(mutex_);
    room_.NotifyAll();
  }
  wake_();
}

void ScanSession::Submit(pool::FileTask task, const std::string& path, std::string bytes) {
  bool is_alone = false;
  {
    pool::Lock lock(mutex_);
    if (phase_ == Phase::kDone) return;
    ++files_running_;
    is_alone = input_ == v1::Open::INPUT_INLINE && files_known_ == 1;
  }
  task.file = std::make_unique<core::SourceFile>(path, std::move(bytes));
  task.submitted = services_.clock.Now();
  if (is_alone && task.bytes() <= kMaxBriefBytes && task.submitted < brief_until_) {
    task.brief_until = brief_until_;
    if (lane_->TryRun(&task)) return;
    task.brief_until = layers::Time::max();
  }
  lane_->Submit(std::move(task));
}

void ScanSession::Skip(std::optional<uint32_t> file, std::string path, uint64_t bytes,
                       core::Notice notice) {
  pool::Lock lock(mutex_);
  if (phase_ == Phase::kDone) return;
  tally_.AddSkipped();
  AddNotice({file, std::move(path), bytes, std::move(notice)});
}

}  // namespace meerkat::rpc
