#include <grpcpp/server_context.h>

#include "meerkat/v1/scan.grpc.pb.h"
#include "service/rpc/happens_before.h"
#include "service/rpc/scan_reactor.h"
#include "service/rpc/services.h"

namespace meerkat::rpc {
namespace {

class ScanServiceImpl final : public v1::ScanService::CallbackService {
 public:
  explicit ScanServiceImpl(ScanServices& services) : services_(services) {}

  grpc::ServerBidiReactor<v1::ScanRequest, v1::ScanEvent>* Scan(
      grpc::CallbackServerContext* context) override {
    HappensAfter(this);
    return ScanReactor::Start(context, services_);
  }

 private:
  ScanServices& services_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeScanService(ScanServices& services) {
  auto service = std::make_unique<ScanServiceImpl>(services);
  HappensBefore(service.get());
  return service;
}

}  // namespace meerkat::rpc
