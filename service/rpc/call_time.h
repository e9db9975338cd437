#pragma once

// What a gRPC call knows of time, on the session's clock.

#include <grpcpp/alarm.h>
#include <grpcpp/server_context.h>

#include <chrono>
#include <memory>

#include "service/layers/clock.h"
#include "service/rpc/happens_before.h"

namespace meerkat::rpc {

// The caller's deadline. None is "very late".
inline layers::Time DeadlineOf(const grpc::CallbackServerContext& context,
                               const layers::Clock& clock) {
  const auto left = context.deadline() - std::chrono::system_clock::now();
  if (left > std::chrono::hours(24)) return layers::Time::max();
  return clock.Now() + std::chrono::duration_cast<layers::Time::duration>(left);
}

// Tells a reactor, by OnAlarm(), that a tick has passed. One thread at a time; the reactor owns it.
class CallAlarm {
 public:
  static constexpr std::chrono::milliseconds kTick{100};

  // Weak: an alarm keeps its callback as long as it lives.
  template <typename Reactor>
  void Set(std::weak_ptr<Reactor> reactor) {
    // A new one each time: an alarm may not be set again from within its own callback.
    alarm_ = std::make_unique<grpc::Alarm>();
    alarm_->Set(std::chrono::system_clock::now() + kTick, [reactor](bool fired) {
      const std::shared_ptr<Reactor> alive = reactor.lock();
      if (!fired || alive == nullptr) return;
      HappensAfter(alive.get());
      alive->OnAlarm();
    });
  }
  void Cancel() {
    if (alarm_ != nullptr) alarm_->Cancel();
  }

 private:
  std::unique_ptr<grpc::Alarm> alarm_;
};

}  // namespace meerkat::rpc
