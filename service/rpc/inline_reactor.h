#pragma once

// Carries one ScanSession over one plain gRPC call: the request opens the scan, and what it finds
// is gathered in the answer.
//
// Most end while they are opened: known files, and small ones, which are scanned at once. They need
// no reactor of their own, for which gRPC goes through two more threads. Of the others it is as
// with ScanReactor: whoever has news calls Wake(), and Pump() alone ends the call.

#include <google/protobuf/arena.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/message_allocator.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <memory>
#include <utility>

#include "meerkat/v1/scan.pb.h"
#include "service/rpc/admission.h"
#include "service/rpc/call_time.h"
#include "service/rpc/event_encoder.h"
#include "service/rpc/scan_session.h"
#include "service/rpc/wakes.h"

namespace meerkat::rpc {

// A call's messages, in an arena of its own. The request is open to changes: contents are moved out
// of it, not copied. Lives until gRPC has sent the answer.
class InlineMessages final
    : public grpc::MessageHolder<v1::ScanInlineRequest, v1::ScanInlineResponse> {
 public:
  InlineMessages();
  void Release() override { delete this; }

  // A server that drains waits for the answer to be sent.
  void Hold(Admission::Ticket ticket) { ticket_ = std::move(ticket); }

 private:
  Admission::Ticket ticket_;
  google::protobuf::Arena arena_;
};

class InlineMessageAllocator final
    : public grpc::MessageAllocator<v1::ScanInlineRequest, v1::ScanInlineResponse> {
 public:
  InlineMessages* AllocateMessages() override { return new InlineMessages; }
};

class InlineReactor final : public grpc::ServerUnaryReactor,
                            public std::enable_shared_from_this<InlineReactor> {
 public:
  static grpc::ServerUnaryReactor* Start(grpc::CallbackServerContext* context,
                                         ScanServices& services, InlineMessages& messages);

 private:
  InlineReactor(grpc::CallbackServerContext* context, ScanServices& services,
                v1::ScanInlineResponse* answer);

  void OnCancel() override;
  void OnDone() override;

  friend class CallAlarm;
  void OnAlarm();

  void Wake();
  void Pump();
  void SetAlarm();

  grpc::CallbackServerContext* const context_;
  ScanServices& services_;
  // Until OnDone; null: it is not gRPC's reactor, or no longer.
  std::shared_ptr<InlineReactor> self_;
  std::shared_ptr<ScanSession> session_;

  // Whether it is gRPC's reactor, so that Pump may end the call.
  std::atomic<bool> attached_ = false;
  Wakes wakes_;
  std::atomic<bool> tick_ = false;
  // Used in Pump alone.
  bool finished_ = false;
  int ticks_after_finish_ = 0;
  AnnouncedRules announced_;
  AnswerEncoder encoder_;
  Admission::Ticket ticket_;
  CallAlarm alarm_;
};

}  // namespace meerkat::rpc
