#pragma once

// The gRPC services, made here and registered by service/main. They hold references: what they are
// given outlives them.

#include <memory>

#include "service/rpc/scan_session.h"

namespace grpc {
class Service;
}

namespace meerkat::rpc {

std::unique_ptr<grpc::Service> MakeScanService(ScanServices& services);
std::unique_ptr<grpc::Service> MakeRuleService();
std::unique_ptr<grpc::Service> MakeCapabilitiesService(const ScanServices& services,
                                                       uint32_t workers);

}  // namespace meerkat::rpc
