#include "service/rpc/inline_reactor.h"

#include <utility>

#include "service/rpc/happens_before.h"
#include "service/rpc/inline_scan.h"
#include "service/rpc/status.h"

namespace meerkat::rpc {

InlineMessages::InlineMessages() {
  set_request(google::protobuf::Arena::CreateMessage<v1::ScanInlineRequest>(&arena_));
  set_response(google::protobuf::Arena::CreateMessage<v1::ScanInlineResponse>(&arena_));
}

InlineReactor::InlineReactor(grpc::CallbackServerContext* context, ScanServices& services,
                             v1::ScanInlineResponse* answer)
    : context_(context), services_(services), encoder_(answer, &announced_) {}

grpc::ServerUnaryReactor* InlineReactor::Start(grpc::CallbackServerContext* context,
                                               ScanServices& services, InlineMessages& messages) {
  const std::shared_ptr<InlineReactor> reactor(
      new InlineReactor(context, services, messages.response()));
  // Workers may be at it when the call is long over: their wake then finds nobody.
  const auto session =
      std::make_shared<ScanSession>(services, DeadlineOf(*context, services.clock),
                                    [weak = std::weak_ptr<InlineReactor>(reactor)] {
                                      const std::shared_ptr<InlineReactor> alive = weak.lock();
                                      if (alive != nullptr && alive->attached_) alive->Wake();
                                    });
  reactor->session_ = session;
  OpenInline(*session, "ScanInline", messages.request()->mutable_open());
  const bool ended = session->ended();
  if (ended) GatherAnswer(*session, services.limits, &reactor->encoder_);
  if (ended && reactor->encoder_.bytes() <= kSmallAnswerBytes) {
    grpc::ServerUnaryReactor* const ending = context->DefaultReactor();
    ending->Finish(EndOf(session->status(), context));
    Admission::Ticket ticket = session->TakeTicket();
    StartAnswering(&ticket, reactor->encoder_.bytes(), services.admission);
    messages.Hold(std::move(ticket));
    session->Close();
    return ending;
  }
  reactor->self_ = reactor;
  reactor->attached_ = true;
  reactor->tick_ = true;
  reactor->Wake();
  return reactor.get();
}

void InlineReactor::OnCancel() {
  HappensAfter(this);
  session_->OnCancel();
}

void InlineReactor::OnDone() {
  HappensAfter(this);
  session_->Close();
  self_.reset();
}

void InlineReactor::Wake() {
  wakes_.Run([this] { Pump(); });
}

void InlineReactor::Pump() {
  const bool tick = tick_.exchange(false);
  if (finished_) {
    if (!tick) return;
    if (++ticks_after_finish_ == kMaxAnswerTicks) context_->TryCancel();
    if (ticks_after_finish_ < kMaxAnswerTicks) SetAlarm();
    return;
  }
  if (tick) session_->OnTick();
  GatherAnswer(*session_, services_.limits, &encoder_);
  if (!session_->finished()) {
    if (tick) SetAlarm();
    return;
  }
  finished_ = true;
  if (tick) SetAlarm();
  ticket_ = session_->TakeTicket();
  StartAnswering(&ticket_, encoder_.bytes(), services_.admission);
  HappensBefore(this);
  Finish(EndOf(session_->status(), context_));
}

void InlineReactor::SetAlarm() {
  HappensBefore(this);
  alarm_.Set(weak_from_this());
}

void InlineReactor::OnAlarm() {
  tick_ = true;
  Wake();
}

}  // namespace meerkat::rpc
