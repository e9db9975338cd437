#include "tests/bench/load/calls.h"

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <utility>

#include "meerkat/v1/capabilities.grpc.pb.h"
#include "meerkat/v1/scan.grpc.pb.h"
#include "tests/bench/load/scan_reader.h"
#include "tests/bench/load/small_file.h"
#include "tests/bench/load/small_opens.h"

namespace meerkat::bench {
namespace {

// What a call needs until it has ended. Deleted before its caller is told: a context holds the
// channel, and the last one to let go of a channel joins gRPC's threads, which one of them cannot
// do.
struct UnaryCall {
  grpc::ClientContext context;
  v1::GetCapabilitiesRequest request;
  v1::GetCapabilitiesResponse response;
};

class UnaryCaller final : public Caller {
 public:
  explicit UnaryCaller(const Channel& channel) : stub_(v1::CapabilitiesService::NewStub(channel)) {}

  void Start(uint64_t /*number*/, OnCallDone done) override {
    auto* call = new UnaryCall;
    call->context.set_deadline(CallDeadline());
    stub_->async()->GetCapabilities(&call->context, &call->request, &call->response,
                                    [call, done = std::move(done)](const grpc::Status& status) {
                                      CallResult result;
                                      result.status = status;
                                      result.right = call->response.rule_count() > 0;
                                      delete call;
                                      done(result);
                                    });
  }

 private:
  std::unique_ptr<v1::CapabilitiesService::Stub> stub_;
};

struct PlainCall {
  grpc::ClientContext context;
  v1::ScanInlineRequest request;
  v1::ScanInlineResponse response;
};

class PlainCaller final : public Caller {
 public:
  PlainCaller(const Channel& channel, const ScanKind& kind)
      : stub_(v1::ScanService::NewStub(channel)), opens_(kind) {}

  void Start(uint64_t number, OnCallDone done) override {
    auto* call = new PlainCall;
    call->context.set_deadline(CallDeadline());
    *call->request.mutable_open() = opens_.Next(number);
    stub_->async()->ScanInline(
        &call->context, &call->request, &call->response,
        [call, done = std::move(done)](const grpc::Status& status) {
          CallResult result;
          result.status = status;
          result.content_bytes = call->request.open().inline_files(0).content().size();
          ReadVerdict(call->response.verdict(), &result);
          result.right = call->response.has_verdict() &&
                         call->response.findings_size() == static_cast<int>(kSmallFileFindings);
          delete call;
          done(result);
        });
  }

 private:
  std::unique_ptr<v1::ScanService::Stub> stub_;
  const SmallOpens opens_;
};

// Writes its one message and reads to the end.
class InlineCall final : public ScanReader {
 public:
  InlineCall(v1::ScanService::Stub& stub, v1::ScanRequest request, OnCallDone done)
      : ScanReader(std::move(done)), request_(std::move(request)) {
    stub.async()->Scan(&context(), this);
    StartWriteLast(&request_, grpc::WriteOptions());
    Begin();
  }

 protected:
  void OnEvent(const v1::ScanEvent& /*event*/) override {}
  bool IsRight(const CallResult& result) const override {
    return result.findings == kSmallFileFindings;
  }
  uint64_t content_bytes() const override {
    return request_.open().inline_files(0).content().size();
  }

 private:
  const v1::ScanRequest request_;
};

class InlineCaller final : public Caller {
 public:
  InlineCaller(const Channel& channel, const ScanKind& kind)
      : stub_(v1::ScanService::NewStub(channel)), opens_(kind) {}

  void Start(uint64_t number, OnCallDone done) override {
    v1::ScanRequest request;
    *request.mutable_open() = opens_.Next(number);
    new InlineCall(*stub_, std::move(request), std::move(done));  // deletes itself
  }

 private:
  std::unique_ptr<v1::ScanService::Stub> stub_;
  const SmallOpens opens_;
};

}  // namespace

std::unique_ptr<Caller> MakeUnaryCaller(const Channel& channel) {
  return std::make_unique<UnaryCaller>(channel);
}

std::unique_ptr<Caller> MakePlainCaller(const Channel& channel, const ScanKind& kind) {
  return std::make_unique<PlainCaller>(channel, kind);
}

std::unique_ptr<Caller> MakeInlineCaller(const Channel& channel, const ScanKind& kind) {
  return std::make_unique<InlineCaller>(channel, kind);
}

}  // namespace meerkat::bench
