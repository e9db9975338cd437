#include "service/rpc/scan_reactor.h"

#include <chrono>
#include <utility>

#include "service/rpc/happens_before.h"
#include "service/rpc/status.h"

namespace meerkat::rpc {
namespace {

// A call that has ended with an error waits this long for its last write before it is cut off: a
// caller that does not read would keep it open for ever.
constexpr int kMaxBlockedTicks = 10;

// gRPC's transport within a process loses a message that leaves together with the end of the call
// when its reader comes between the two (seen with 1.51: one call in a hundred on busy cores). It
// alone tells no peer.
bool IsInProcess(const grpc::CallbackServerContext& context) { return context.peer() == "unknown"; }

}  // namespace

ScanReactor::ScanReactor(grpc::CallbackServerContext* context)
    : context_(context), is_in_process_(IsInProcess(*context)) {}

ScanReactor* ScanReactor::Start(grpc::CallbackServerContext* context, ScanServices& services) {
  std::shared_ptr<ScanReactor> reactor(new ScanReactor(context));
  reactor->self_ = reactor;
  // Workers may be at it when the call is long over: their wake then finds nobody.
  reactor->session_ = std::make_shared<ScanSession>(
      services, DeadlineOf(*context, services.clock), [weak = std::weak_ptr<ScanReactor>(reactor)] {
        if (const std::shared_ptr<ScanReactor> alive = weak.lock()) alive->Wake();
      });
  reactor->tick_ = true;
  reactor->Wake();
  return reactor.get();
}

void ScanReactor::OnReadDone(bool ok) {
  HappensAfter(this);
  if (ok) {
    ++read_;
    reading_ = false;
    Wake();  // reads the next one
  } else if (!context_->IsCancelled()) {
    half_closed_ = true;  // reading_ stays: there is nothing more to read
  }
  deliveries_.Run([this] { Deliver(); });
  Wake();
}

// Messages one after the other, whatever threads read them.
void ScanReactor::Deliver() {
  // Before read_: the end comes after all messages.
  const bool ended = half_closed_;
  while (delivered_ < read_) {
    session_->OnRequest(&requests_[delivered_ % 2]);
    ++delivered_;
    if (!reading_) Wake();
  }
  if (ended && !std::exchange(told_end_, true)) session_->OnHalfClose();
}

void ScanReactor::OnWriteDone(bool ok) {
  HappensAfter(this);
  writing_ = false;
  if (!ok) session_->OnCancel();
  Wake();
}

void ScanReactor::OnCancel() {
  HappensAfter(this);
  session_->OnCancel();
}

void ScanReactor::OnDone() {
  HappensAfter(this);
  session_->Close();
  self_.reset();
}

void ScanReactor::Wake() {
  wakes_.Run([this] { Pump(); });
}

void ScanReactor::Pump() {
  if (tick_.exchange(false) && (!finished_ || writing_)) {
    session_->OnTick();
    if (writing_ && session_->finished() && ++blocked_ticks_ == kMaxBlockedTicks) {
      context_->TryCancel();
    }
    HappensBefore(this);
    alarm_.Set(weak_from_this());
  }
  if (finished_) return;
  PumpWrite();
  if (!finished_ && !reading_ && read_ - delivered_ < 2 && session_->WantsRequest()) {
    reading_ = true;
    HappensBefore(this);
    StartRead(&requests_[read_ % 2]);
  }
}

void ScanReactor::PumpWrite() {
  if (writing_) return;
  const v1::ScanEvent* event = session_->NextEvent();
  if (session_->finished() && (event == nullptr || !is_in_process_)) {
    finished_ = true;
    session_->StartEnding();
    writing_ = event != nullptr;  // for good: the end of the write is OnDone
    if (!writing_) alarm_.Cancel();
    const grpc::Status status = EndOf(session_->status(), context_);
    HappensBefore(this);
    if (writing_) {
      StartWriteAndFinish(event, grpc::WriteOptions(), status);
    } else {
      Finish(status);
    }
  } else if (event != nullptr) {
    writing_ = true;
    // What is followed at once leaves together with what follows. Not the first event: gRPC would
    // hold the call's initial metadata back with it, and only end the write when they leave, which
    // may then be never (1.51).
    grpc::WriteOptions options;
    if (std::exchange(has_written_, true) && session_->HasEvent()) options.set_buffer_hint();
    HappensBefore(this);
    StartWrite(event, options);
  }
}

void ScanReactor::OnAlarm() {
  tick_ = true;
  Wake();
}

}  // namespace meerkat::rpc
