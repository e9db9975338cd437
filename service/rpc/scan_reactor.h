#pragma once

// Carries one ScanSession over one gRPC stream: at most one read, one write and one timer at a
// time. While a message is at work the next one is read, which for a manifest is half of the way.
//
// Everything that starts an operation stands in Pump(), which is never run twice at once: whoever
// has news calls Wake() (service/rpc/wakes.h). So there is no lock here, nobody waits, and no
// operation starts after Finish.

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "meerkat/v1/scan.pb.h"
#include "service/rpc/call_time.h"
#include "service/rpc/scan_session.h"
#include "service/rpc/wakes.h"

namespace meerkat::rpc {

class ScanReactor final : public grpc::ServerBidiReactor<v1::ScanRequest, v1::ScanEvent>,
                          public std::enable_shared_from_this<ScanReactor> {
 public:
  // Lives until gRPC calls OnDone.
  static ScanReactor* Start(grpc::CallbackServerContext* context, ScanServices& services);

 private:
  explicit ScanReactor(grpc::CallbackServerContext* context);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  friend class CallAlarm;
  void OnAlarm();

  void Wake();
  void Pump();
  void PumpWrite();
  void Deliver();

  grpc::CallbackServerContext* const context_;
  const bool is_in_process_;
  std::shared_ptr<ScanReactor> self_;
  std::shared_ptr<ScanSession> session_;
  // One is at work, the other one is read.
  std::array<v1::ScanRequest, 2> requests_;

  Wakes wakes_;
  Wakes deliveries_;
  // Messages that were read, all in all; those that the session has had, and whether the caller has
  // sent its last. A read begins only when the other message has gone to the session.
  std::atomic<uint64_t> read_ = 0;
  std::atomic<uint64_t> delivered_ = 0;
  std::atomic<bool> half_closed_ = false;
  bool told_end_ = false;  // used in Deliver alone
  std::atomic<bool> reading_ = false;
  std::atomic<bool> writing_ = false;
  std::atomic<bool> tick_ = false;
  // Used in Pump alone.
  bool finished_ = false;
  bool has_written_ = false;
  int blocked_ticks_ = 0;
  CallAlarm alarm_;
};

}  // namespace meerkat::rpc
