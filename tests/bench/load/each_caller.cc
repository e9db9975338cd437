// Small scans over one long call, ScanEach. Callers do not know of each other; what several of them
// ask for while a message is written, or while a response is read, goes in the next message.

#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

#include "meerkat/v1/scan.grpc.pb.h"
#include "tests/bench/load/calls.h"
#include "tests/bench/load/small_file.h"
#include "tests/bench/load/small_opens.h"

namespace meerkat::bench {
namespace {

class EachCaller final : public Caller,
                         public grpc::ClientBidiReactor<v1::ScanEachRequest, v1::ScanEachResponse> {
 public:
  EachCaller(const Channel& channel, const ScanKind& kind)
      : stub_(v1::ScanService::NewStub(channel)), opens_(kind) {
    stub_->async()->ScanEach(&context_, this);
    AddHold();  // for writes, which other threads begin
    StartRead(&response_);
    StartCall();
  }

  ~EachCaller() override {
    std::unique_lock lock(mutex_);
    if (!ended_) StartWritesDone();
    if (!ended_) RemoveHold();
    changed_.wait(lock, [this] { return ended_; });
  }

  void Start(uint64_t number, OnCallDone done) override {
    v1::Open open = opens_.Next(number);
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(done));
    opens_waiting_.push_back(std::move(open));
    if (!answering_) Write();
  }

 private:
  // Of a message: what the contract allows.
  static constexpr int kMaxScans = 16;

  // Under mutex_, when what is at hand is complete.
  void Write() {
    if (writing_ || opens_waiting_.empty()) return;
    writing_ = true;
    request_.Clear();
    while (!opens_waiting_.empty() && request_.scans_size() < kMaxScans) {
      *request_.add_scans() = std::move(opens_waiting_.front());
      opens_waiting_.pop_front();
    }
    StartWrite(&request_);
  }

  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    if (ok && !answering_) Write();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    {
      const std::lock_guard lock(mutex_);
      answering_ = true;
    }
    for (const v1::ScanEachResult& result : response_.results()) Answer(result);
    const std::lock_guard lock(mutex_);
    answering_ = false;
    StartRead(&response_);
    Write();
  }

  void Answer(const v1::ScanEachResult& answered) {
    OnCallDone done;
    {
      const std::lock_guard lock(mutex_);
      done = std::move(waiting_.front());
      waiting_.pop_front();
    }
    CallResult result;
    if (answered.has_error()) {
      result.status = grpc::Status(static_cast<grpc::StatusCode>(answered.error().code()),
                                   answered.error().message());
    }
    const v1::ScanInlineResponse& answer = answered.answer();
    result.content_bytes = answer.verdict().totals().bytes_received();
    ReadVerdict(answer.verdict(), &result);
    result.right =
        answer.has_verdict() && answer.findings_size() == static_cast<int>(kSmallFileFindings);
    done(result);
  }

  void OnDone(const grpc::Status& status) override {
    std::deque<OnCallDone> unanswered;
    {
      const std::lock_guard lock(mutex_);
      unanswered.swap(waiting_);
    }
    CallResult result;
    result.status = status;
    result.right = false;
    for (const OnCallDone& done : unanswered) done(result);
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_one();
  }

  std::unique_ptr<v1::ScanService::Stub> stub_;
  const SmallOpens opens_;
  grpc::ClientContext context_;
  v1::ScanEachResponse response_;
  std::mutex mutex_;
  std::condition_variable changed_;
  v1::ScanEachRequest request_;
  std::deque<v1::Open> opens_waiting_;
  bool writing_ = false;
  bool answering_ = false;
  std::deque<OnCallDone> waiting_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Caller> MakeEachCaller(const Channel& channel, const ScanKind& kind) {
  return std::make_unique<EachCaller>(channel, kind);
}

}  // namespace meerkat::bench
