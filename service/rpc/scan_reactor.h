#pragma once

// Carries one ScanSession over one gRPC stream: at most one read, one write and one timer at a time.
//
// Everything that starts an operation stands in Pump(), which is never run twice at once: whoever has
// news calls Wake() (service/rpc/wakes.h). So there is no lock here, nobody waits, and no operation
// starts after Finish.

#include <grpcpp/alarm.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <memory>

#include "meerkat/v1/scan.pb.h"
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

  void Wake();
  void Pump();
  void PumpWrite();
  void SetAlarm();

  grpc::CallbackServerContext* const context_;
  const bool is_in_process_;
  std::shared_ptr<ScanReactor> self_;
  std::shared_ptr<ScanSession> session_;
  v1::ScanRequest request_;

  Wakes wakes_;
  std::atomic<bool> reading_ = false;
  std::atomic<bool> writing_ = false;
  std::atomic<bool> tick_ = false;
  // Used in Pump alone.
  bool finished_ = false;
  int blocked_ticks_ = 0;
  std::unique_ptr<grpc::Alarm> alarm_;
};

}  // namespace meerkat::rpc
