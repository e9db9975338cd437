#pragma once

// A place at the end of what gRPC is about to tell: messages that have arrived, writes that have
// ended, of this call and of others.
//
// gRPC does not say whether a message is at hand. But what is complete waits in one queue, first
// in first out, and an empty batch is complete at once (grpc_call_start_batch, "nops may be 0"). So
// a message that StartRead found at hand is told before a turn that was asked for after it.
//
//   StartRead(&request_);
//   AskForTurn(weak_from_this(), *context_);   // OnTurn(): nothing was at hand, or OnReadDone runs
//
// Two threads take from the queue: OnTurn() may run while OnReadDone() does, never before it began,
// but for the moment between the two being taken.

#include <grpc/grpc.h>
#include <grpcpp/server_context.h>

#include <memory>
#include <utility>

#include "service/rpc/happens_before.h"

namespace meerkat::rpc {

template <typename Reactor>
class CallTurn : public grpc_completion_queue_functor {
 public:
  explicit CallTurn(std::weak_ptr<Reactor> reactor)
      : grpc_completion_queue_functor{.functor_run = &Take}, reactor_(std::move(reactor)) {}

 private:
  static void Take(grpc_completion_queue_functor* functor, int /*ok*/) {
    const std::unique_ptr<CallTurn> turn(static_cast<CallTurn*>(functor));
    const std::shared_ptr<Reactor> alive = turn->reactor_.lock();
    if (alive == nullptr) return;
    HappensAfter(alive.get());
    alive->OnTurn();
  }

  const std::weak_ptr<Reactor> reactor_;
};

// Calls reactor->OnTurn(), on a thread of gRPC's, unless the reactor is gone by then. False: gRPC
// took no batch, and nothing is called. Only while the call is not finished.
template <typename Reactor>
bool AskForTurn(std::weak_ptr<Reactor> reactor, grpc::CallbackServerContext& context) {
  auto turn = std::make_unique<CallTurn<Reactor>>(std::move(reactor));
  if (grpc_call_start_batch(context.c_call(), nullptr, 0, turn.get(), nullptr) != GRPC_CALL_OK) {
    return false;
  }
  (void)turn.release();  // Take deletes it
  return true;
}

}  // namespace meerkat::rpc
