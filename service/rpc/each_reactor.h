#pragma once

// Carries the scans of one ScanEach call: a ScanSession for each, answered in order.
//
// Callers that do not know of each other share a call, and each sends what it has: the messages
// that are at hand are scanned one after the other and answered by one response. A caller that
// sends again what an answer lets it send then sends larger messages, too: sixteen scans a message
// take a seventh less of the server's time than one or two (docs/performance.md).
//
// Most scans end while they are opened: known files, and small ones, which are scanned at once. As
// in ScanReactor everything that starts an operation stands in Pump(), which is never run twice at
// once: whoever has news calls Wake() (service/rpc/wakes.h), no lock is needed, and no operation
// starts after Finish.

#include <google/protobuf/arena.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "meerkat/v1/scan.pb.h"
#include "service/rpc/admission.h"
#include "service/rpc/call_time.h"
#include "service/rpc/call_turn.h"
#include "service/rpc/event_encoder.h"
#include "service/rpc/scan_session.h"
#include "service/rpc/wakes.h"

namespace meerkat::rpc {

class EachReactor final : public grpc::ServerBidiReactor<v1::ScanEachRequest, v1::ScanEachResponse>,
                          public std::enable_shared_from_this<EachReactor> {
 public:
  // Of a message. The contract names it, and GetCapabilities.
  static constexpr int kMaxScans = 16;
  // Scans at work; what else a message has waits, and the next message, too. The contract names it.
  static constexpr size_t kMaxAtWork = 4;
  // When the first result of a response has waited so long for others, no more messages are scanned
  // before it is written. One that is being scanned then is (ScanSession::kBriefTime at the most).
  static constexpr std::chrono::milliseconds kGatherTime{4};

  // Lives until gRPC calls OnDone.
  static EachReactor* Start(grpc::CallbackServerContext* context, ScanServices& services);

 private:
  EachReactor(grpc::CallbackServerContext* context, ScanServices& services);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  friend class CallAlarm;
  void OnAlarm();
  friend class CallTurn<EachReactor>;
  void OnTurn();

  void Wake();
  void Pump();
  void TakeOpened();
  void TakeNews();
  void TakeTick();
  void ReadNext();
  // Opens scans of the message that was read last, as long as fewer than kMaxAtWork are at work.
  void Open(layers::Time brief_until, std::deque<std::shared_ptr<ScanSession>>* opened,
            size_t at_work);
  bool OpenRest();
  // Gathers the answers of the scans that are next, and writes those of all that have ended, unless
  // more may be at hand that would be answered with them.
  void Answer();
  bool MayGather() const;
  // Whole ones, that are not being written yet.
  bool HasResults() const;
  enum class Added { kResult, kNothingYet, kUnavailable };
  // Adds what the scan that is next has found to the response. Nothing yet: it has not ended.
  Added AddResult();
  void Write();
  void End(const grpc::Status& status);

  // An answer of usual size is one block.
  static google::protobuf::ArenaOptions Blocks() {
    google::protobuf::ArenaOptions options;
    options.start_block_size = 16 << 10;
    return options;
  }

  grpc::CallbackServerContext* const context_;
  ScanServices& services_;
  std::shared_ptr<EachReactor> self_;
  // The message that was read last, how many of its scans are opened, and those until Pump takes
  // them over. Of OnReadDone until then, and then of Pump.
  v1::ScanEachRequest request_;
  int next_scan_ = 0;
  size_t at_work_before_ = 0;  // when it was asked for
  std::deque<std::shared_ptr<ScanSession>> opened_;
  // What the call ends with, once nothing more is read.
  absl::Status end_status_;

  Wakes wakes_;
  // What the callbacks tell.
  std::atomic<bool> has_message_ = false;  // it is being opened, or has been
  std::atomic<bool> has_opened_ = false;
  std::atomic<bool> half_closed_ = false;
  std::atomic<bool> has_written_ = false;
  std::atomic<bool> cancelled_ = false;
  std::atomic<bool> tick_ = false;
  std::atomic<bool> turn_ = false;

  // Used in Pump alone.
  bool reading_ = false;
  bool is_opening_ = false;  // of a message that was read
  bool writing_ = false;
  bool finished_ = false;
  bool has_alarm_ = false;
  bool waits_for_turn_ = false;
  bool is_lull_ = false;  // no message was at hand
  int blocked_ticks_ = 0;
  std::deque<std::shared_ptr<ScanSession>> at_work_;
  AnnouncedRules announced_;
  // Of the scan that came last; what was announced is of it.
  std::shared_ptr<const scan::RuleSet> announced_for_;
  // The response under way, or the one that is being gathered.
  google::protobuf::Arena arena_{Blocks()};
  v1::ScanEachResponse* response_ = nullptr;
  // Of the results in it that are whole.
  uint64_t response_bytes_ = 0;
  layers::Time response_begun_;
  std::vector<Admission::Ticket> tickets_;
  // Of its last result, while that is not whole.
  std::optional<AnswerEncoder> encoder_;
  CallAlarm alarm_;
};

}  // namespace meerkat::rpc
