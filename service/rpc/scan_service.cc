#include <grpcpp/server_context.h>

#include "meerkat/v1/scan.grpc.pb.h"
#include "service/rpc/each_reactor.h"
#include "service/rpc/happens_before.h"
#include "service/rpc/inline_reactor.h"
#include "service/rpc/scan_reactor.h"
#include "service/rpc/services.h"

namespace meerkat::rpc {
namespace {

class ScanServiceImpl final : public v1::ScanService::CallbackService {
 public:
  explicit ScanServiceImpl(ScanServices& services) : services_(services) {
    SetMessageAllocatorFor_ScanInline(&inline_messages_);
  }

  grpc::ServerBidiReactor<v1::ScanRequest, v1::ScanEvent>* Scan(
      grpc::CallbackServerContext* context) override {
    HappensAfter(this);
    return ScanReactor::Start(context, services_);
  }

  // Its messages are those of the allocator, which leaves the request open to changes.
  grpc::ServerUnaryReactor* ScanInline(grpc::CallbackServerContext* context,
                                       const v1::ScanInlineRequest* /*request*/,
                                       v1::ScanInlineResponse* /*response*/) override {
    HappensAfter(this);
    auto* messages = static_cast<InlineMessages*>(context->GetRpcAllocatorState());
    return InlineReactor::Start(context, services_, *messages);
  }

  grpc::ServerBidiReactor<v1::ScanEachRequest, v1::ScanEachResponse>* ScanEach(
      grpc::CallbackServerContext* context) override {
    HappensAfter(this);
    return EachReactor::Start(context, services_);
  }

 private:
  ScanServices& services_;
  InlineMessageAllocator inline_messages_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeScanService(ScanServices& services) {
  auto service = std::make_unique<ScanServiceImpl>(services);
  HappensBefore(service.get());
  return service;
}

}  // namespace meerkat::rpc
