#include "service/rpc/each_reactor.h"

#include <fmt/core.h>

#include <string>
#include <utility>

#include "service/ingest/errors.h"
#include "service/rpc/happens_before.h"
#include "service/rpc/inline_scan.h"
#include "service/rpc/status.h"

namespace meerkat::rpc {
namespace {

void SetError(const absl::Status& status, v1::ScanError* error) {
  error->set_code(static_cast<int32_t>(status.code()));
  error->set_message(std::string(status.message()));
  error->set_details(StatusDetails(status));
}

// What has ended waits for its turn, and for nothing else: others may have its place.
bool IsAtWork(ScanSession& session) {
  if (!session.ended()) return true;
  session.StartEnding();
  return false;
}

}  // namespace

EachReactor::EachReactor(grpc::CallbackServerContext* context, ScanServices& services)
    : context_(context), services_(services) {}

EachReactor* EachReactor::Start(grpc::CallbackServerContext* context, ScanServices& services) {
  std::shared_ptr<EachReactor> reactor(new EachReactor(context, services));
  reactor->self_ = reactor;
  reactor->Wake();
  return reactor.get();
}

// Scans on gRPC's thread, not in Pump, which workers run too: one would go on scanning for this
// call alone.
void EachReactor::OnReadDone(bool ok) {
  HappensAfter(this);
  if (ok && (request_.scans().empty() || request_.scans_size() > kMaxScans)) {
    end_status_ = ingest::InvalidField(
        "scans",
        fmt::format("has {}; a message has between one and {}", request_.scans_size(), kMaxScans));
    ok = false;
  }
  if (ok) {
    has_message_ = true;
    next_scan_ = 0;
    Open(services_.clock.Now() + ScanSession::kBriefTime, &opened_, at_work_before_);
    has_opened_ = true;
  } else {
    half_closed_ = true;
  }
  Wake();
}

void EachReactor::OnWriteDone(bool ok) {
  HappensAfter(this);
  if (!ok) cancelled_ = true;
  has_written_ = true;
  Wake();
}

void EachReactor::OnCancel() {
  HappensAfter(this);
  cancelled_ = true;
  Wake();
}

void EachReactor::OnDone() {
  HappensAfter(this);
  self_.reset();
}

void EachReactor::OnAlarm() {
  tick_ = true;
  Wake();
}

void EachReactor::OnTurn() {
  turn_ = true;
  Wake();
}

void EachReactor::Wake() {
  wakes_.Run([this] { Pump(); });
}

void EachReactor::Pump() {
  TakeOpened();
  if (finished_) return;
  TakeNews();
  if (cancelled_) {
    if (!writing_) End(grpc::Status(grpc::StatusCode::CANCELLED, "the caller has gone"));
    return;
  }
  if (HasResults() || (!writing_ && !at_work_.empty())) Answer();
  if (!finished_ && is_opening_ && OpenRest() && !writing_) Answer();
  if (finished_) return;
  ReadNext();
  // While the next message is opened there is news to come.
  if (HasResults() && !waits_for_turn_ && !has_message_) {
    HappensBefore(this);
    waits_for_turn_ = AskForTurn(weak_from_this(), *context_);
    if (!waits_for_turn_) Write();
  }
  if (half_closed_ && !writing_ && at_work_.empty() && !HasResults()) {
    End(EndOf(end_status_, context_));
  }
  if (finished_) return;
  if (!has_alarm_ && (writing_ || !at_work_.empty())) {
    has_alarm_ = true;
    HappensBefore(this);
    alarm_.Set(weak_from_this());
  }
}

void EachReactor::TakeOpened() {
  if (!has_opened_.exchange(false)) return;
  for (std::shared_ptr<ScanSession>& session : opened_) {
    if (finished_) session->Close();
    at_work_.push_back(std::move(session));
  }
  opened_.clear();
  is_opening_ = true;
  is_lull_ = false;
}

void EachReactor::TakeNews() {
  if (has_written_.exchange(false)) {
    writing_ = false;
    blocked_ticks_ = 0;
    tickets_.clear();
    response_ = nullptr;
    arena_.Reset();
  }
  if (tick_.exchange(false)) TakeTick();
  if (turn_.exchange(false)) {
    waits_for_turn_ = false;
    is_lull_ = !has_message_;
  }
}

void EachReactor::ReadNext() {
  if (is_opening_ && next_scan_ == request_.scans_size()) {
    is_opening_ = false;
    reading_ = false;
  }
  if (reading_ || half_closed_ || at_work_.size() >= kMaxAtWork) return;
  reading_ = true;
  has_message_ = false;
  is_lull_ = false;
  at_work_before_ = at_work_.size();
  HappensBefore(this);
  StartRead(&request_);
}

void EachReactor::TakeTick() {
  has_alarm_ = false;
  // A scan that has ended waits for its turn: no time passes for it any more.
  for (const std::shared_ptr<ScanSession>& session : at_work_) {
    if (!session->ended()) session->OnTick();
  }
  if (writing_ && ++blocked_ticks_ == kMaxAnswerTicks) context_->TryCancel();
}

void EachReactor::Open(layers::Time brief_until, std::deque<std::shared_ptr<ScanSession>>* opened,
                       size_t at_work) {
  // Workers may be at it when the call is long over: their wake then finds nobody.
  const auto wake = [weak = weak_from_this()] {
    if (const std::shared_ptr<EachReactor> alive = weak.lock()) alive->Wake();
  };
  const layers::Time deadline = DeadlineOf(*context_, services_.clock);
  while (next_scan_ < request_.scans_size() && at_work < kMaxAtWork) {
    ScanSession& session =
        *opened->emplace_back(std::make_shared<ScanSession>(services_, deadline, wake));
    session.SetBriefUntil(brief_until);
    OpenInline(session, "ScanEach", request_.mutable_scans(next_scan_++));
    at_work += IsAtWork(session) ? 1 : 0;
  }
}

// What waited for others to end, on any thread: by workers alone. Whether there was any.
bool EachReactor::OpenRest() {
  if (next_scan_ == request_.scans_size()) return false;
  size_t at_work = 0;
  for (const std::shared_ptr<ScanSession>& session : at_work_)
    at_work += IsAtWork(*session) ? 1 : 0;
  const int first = next_scan_;
  Open(layers::Time::min(), &at_work_, at_work);
  return next_scan_ > first;
}

void EachReactor::Answer() {
  if (response_ == nullptr) {
    response_ = google::protobuf::Arena::CreateMessage<v1::ScanEachResponse>(&arena_);
    response_bytes_ = 0;
    response_begun_ = services_.clock.Now();
  }
  while (!at_work_.empty() && response_bytes_ < kSmallAnswerBytes) {
    // What goes on is gathered while it does, but holds nothing up that has ended; what is large
    // goes alone.
    const bool others = response_->results_size() > (encoder_ ? 1 : 0);
    ScanSession& next = *at_work_.front();
    if (others && (!next.ended() || next.waiting_bytes() > kSmallAnswerBytes / 2)) break;
    const Added added = AddResult();
    if (added == Added::kNothingYet) return;
    if (added == Added::kResult) continue;
    if (others) break;  // they are answered; then the call ends
    return End(EndOf(next.status(), context_));
  }
  if (!MayGather()) Write();
}

bool EachReactor::MayGather() const {
  return at_work_.empty() && !is_lull_ && !half_closed_ && response_->results_size() < kMaxScans &&
         response_bytes_ < kSmallAnswerBytes &&
         services_.clock.Now() - response_begun_ < kGatherTime;
}

bool EachReactor::HasResults() const {
  return !writing_ && response_ != nullptr && response_->results_size() > (encoder_ ? 1 : 0);
}

EachReactor::Added EachReactor::AddResult() {
  ScanSession& session = *at_work_.front();
  if (absl::IsUnavailable(session.status())) return Added::kUnavailable;
  if (!encoder_) {
    // Rows of a rule differ by options.
    if (session.rule_set() != announced_for_) {
      announced_for_ = session.rule_set();
      announced_.Clear();
    }
    v1::ScanEachResult& result = *response_->add_results();
    result.set_first_rule(announced_.size());
    encoder_.emplace(result.mutable_answer(), &announced_);
  }
  GatherAnswer(session, services_.limits, &*encoder_);
  if (!session.finished()) return Added::kNothingYet;
  encoder_.reset();
  v1::ScanEachResult& result = *response_->mutable_results(response_->results_size() - 1);
  if (const absl::Status status = session.status(); !status.ok()) {
    // The caller does not see what was announced with the answer.
    announced_.Clear();
    result.set_first_rule(0);
    SetError(status, result.mutable_error());
  }
  response_bytes_ += result.ByteSizeLong();
  if (Admission::Ticket ticket = session.TakeTicket()) tickets_.push_back(std::move(ticket));
  session.Close();
  at_work_.pop_front();
  return Added::kResult;
}

void EachReactor::Write() {
  for (Admission::Ticket& ticket : tickets_) {
    StartAnswering(&ticket, response_bytes_, services_.admission);
  }
  writing_ = true;
  HappensBefore(this);
  StartWrite(response_);
}

void EachReactor::End(const grpc::Status& status) {
  finished_ = true;
  for (const std::shared_ptr<ScanSession>& session : at_work_) session->Close();
  at_work_.clear();
  alarm_.Cancel();
  HappensBefore(this);
  Finish(status);
}

}  // namespace meerkat::rpc
