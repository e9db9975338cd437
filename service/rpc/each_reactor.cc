#include "service/rpc/each_reactor.h"

#include <string>
#include <utility>

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

}  // namespace

EachReactor::EachReactor(grpc::CallbackServerContext* context, ScanServices& services)
    : context_(context), services_(services) {}

EachReactor* EachReactor::Start(grpc::CallbackServerContext* context, ScanServices& services) {
  std::shared_ptr<EachReactor> reactor(new EachReactor(context, services));
  reactor->self_ = reactor;
  reactor->Wake();
  return reactor.get();
}

void EachReactor::OnReadDone(bool ok) {
  HappensAfter(this);
  if (ok) {
    Open();
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

void EachReactor::Wake() {
  wakes_.Run([this] { Pump(); });
}

void EachReactor::Pump() {
  if (has_opened_.exchange(false)) {
    at_work_.push_back(std::move(opened_));
    reading_ = false;
    if (finished_) at_work_.back()->Close();
  }
  if (finished_) return;
  if (has_written_.exchange(false)) {
    writing_ = false;
    blocked_ticks_ = 0;
    ticket_.reset();
    encoder_.reset();
    arena_.Reset();
  }
  if (tick_.exchange(false)) TakeTick();
  if (cancelled_) {
    if (!writing_) End(grpc::Status(grpc::StatusCode::CANCELLED, "the caller has gone"));
    return;
  }
  if (!reading_ && !half_closed_ && at_work_.size() < kMaxAtWork) {
    reading_ = true;
    HappensBefore(this);
    StartRead(&request_);
  }
  if (!writing_ && !at_work_.empty()) Answer();
  if (finished_) return;
  if (half_closed_ && !writing_ && at_work_.empty()) End(grpc::Status::OK);
  if (finished_) return;
  if (!has_alarm_ && (writing_ || !at_work_.empty())) {
    has_alarm_ = true;
    HappensBefore(this);
    alarm_.Set(weak_from_this());
  }
}

void EachReactor::TakeTick() {
  has_alarm_ = false;
  // A scan that has ended waits for its turn: no time passes for it any more.
  for (const std::shared_ptr<ScanSession>& session : at_work_) {
    if (!session->ended()) session->OnTick();
  }
  if (writing_ && ++blocked_ticks_ == kMaxAnswerTicks) context_->TryCancel();
}

// On gRPC's thread, not in Pump, which workers run too: one would go on scanning for this call alone.
void EachReactor::Open() {
  // Workers may be at it when the call is long over: their wake then finds nobody.
  opened_ = std::make_shared<ScanSession>(
      services_, DeadlineOf(*context_, services_.clock), [weak = weak_from_this()] {
        if (const std::shared_ptr<EachReactor> alive = weak.lock()) alive->Wake();
      });
  OpenInline(*opened_, "ScanEach", request_.mutable_open());
  has_opened_ = true;
}

void EachReactor::Answer() {
  ScanSession& session = *at_work_.front();
  if (!encoder_) {
    response_ = google::protobuf::Arena::CreateMessage<v1::ScanEachResponse>(&arena_);
    // Rows of a rule differ by options.
    if (session.rule_set() != announced_for_) {
      announced_for_ = session.rule_set();
      announced_.Clear();
    }
    response_->set_first_rule(announced_.size());
    encoder_.emplace(response_->mutable_answer(), &announced_);
  }
  GatherAnswer(session, services_.limits, &*encoder_);
  if (!session.finished()) return;
  const absl::Status status = session.status();
  if (absl::IsUnavailable(status)) return End(EndOf(status, context_));
  if (!status.ok()) {
    // The caller does not see what was announced with the answer.
    announced_.Clear();
    response_->set_first_rule(0);
    SetError(status, response_->mutable_error());
  }
  ticket_ = StartAnswering(session, services_.admission, *encoder_);
  session.Close();
  at_work_.pop_front();
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
