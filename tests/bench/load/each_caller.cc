// Small scans over one long call, ScanEach: answers come in the order of the requests.

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
    v1::ScanEachRequest request;
    *request.mutable_open() = opens_.Next(number);
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(done));
    requests_.push_back(std::move(request));
    if (requests_.size() == 1) StartWrite(&requests_.front());
  }

 private:
  void OnWriteDone(bool ok) override {
    const std::lock_guard lock(mutex_);
    requests_.pop_front();
    if (ok && !requests_.empty()) StartWrite(&requests_.front());
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    OnCallDone done;
    {
      const std::lock_guard lock(mutex_);
      done = std::move(waiting_.front());
      waiting_.pop_front();
    }
    CallResult result;
    if (response_.has_error()) {
      result.status = grpc::Status(static_cast<grpc::StatusCode>(response_.error().code()),
                                   response_.error().message());
    }
    const v1::ScanInlineResponse& answer = response_.answer();
    result.content_bytes = answer.verdict().totals().bytes_received();
    ReadVerdict(answer.verdict(), &result);
    result.right =
        answer.has_verdict() && answer.findings_size() == static_cast<int>(kSmallFileFindings);
    StartRead(&response_);
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
  std::deque<v1::ScanEachRequest> requests_;  // the first one is being written
  std::deque<OnCallDone> waiting_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Caller> MakeEachCaller(const Channel& channel, const ScanKind& kind) {
  return std::make_unique<EachCaller>(channel, kind);
}

}  // namespace meerkat::bench
