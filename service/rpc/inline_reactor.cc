#include "service/rpc/inline_reactor.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "service/ingest/errors.h"
#include "service/rpc/happens_before.h"
#include "service/rpc/status.h"

namespace meerkat::rpc {
namespace {

// Beside rules, findings, notices and results: Accepted and the verdict, whose reasons are at most twenty.
constexpr uint64_t kVerdictBytes = 64 << 10;
// What any stream has room for (HTTP/2's window), so that the caller's reading decides nothing.
constexpr uint64_t kSmallAnswerBytes = 32 << 10;
// So long an answer may take to be read, of which the server holds the bytes.
constexpr int kMaxAnswerTicks = 300;

}  // namespace

InlineMessages::InlineMessages() {
  set_request(google::protobuf::Arena::CreateMessage<v1::ScanInlineRequest>(&arena_));
  set_response(google::protobuf::Arena::CreateMessage<v1::ScanInlineResponse>(&arena_));
}

InlineReactor::InlineReactor(grpc::CallbackServerContext* context, ScanServices& services,
                             v1::ScanInlineResponse* answer)
    : context_(context),
      max_bytes_(services.limits.max_message_bytes -
                 std::min(services.limits.max_message_bytes, kVerdictBytes)),
      encoder_(answer) {}

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
  v1::Open& open = *messages.request()->mutable_open();
  if (open.input() == v1::Open::INPUT_UNSPECIFIED) open.set_input(v1::Open::INPUT_INLINE);
  if (open.input() == v1::Open::INPUT_INLINE) {
    session->OnOpen(&open);
  } else {
    session->Fail(
        ingest::InvalidField("open.input", "is not inline, which is all that ScanInline takes"));
  }
  const bool ended = session->ended();
  if (ended) reactor->Gather();
  if (ended && reactor->encoder_.bytes() <= kSmallAnswerBytes) {
    grpc::ServerUnaryReactor* const ending = context->DefaultReactor();
    ending->Finish(reactor->EndScan());
    Admission::Ticket ticket = session->TakeTicket();
    if (ticket != nullptr) services.admission.SetAnswered(ticket);
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
  Gather();
  if (!session_->finished()) {
    if (tick) SetAlarm();
    return;
  }
  finished_ = true;
  if (tick) SetAlarm();
  const grpc::Status status = EndScan();
  HappensBefore(this);
  Finish(status);
}

grpc::Status InlineReactor::EndScan() {
  session_->StartEnding();
  return EndOf(session_->status(), context_);
}

void InlineReactor::Gather() {
  EventBatch batch;
  while (session_->NextBatch(&batch)) {
    encoder_.Encode(std::move(batch));
    if (encoder_.bytes() <= max_bytes_) continue;
    session_->Fail(ingest::LimitPassed("max_message_bytes", max_bytes_ + kVerdictBytes,
                                       "the answer would be larger; send the files by Scan"));
  }
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
