#include <grpcpp/server_context.h>

#include "engine/rules/registry.h"
#include "engine/scan/version.h"
#include "meerkat/v1/capabilities.grpc.pb.h"
#include "service/rpc/convert.h"
#include "service/rpc/each_reactor.h"
#include "service/rpc/happens_before.h"
#include "service/rpc/services.h"

namespace meerkat::rpc {
namespace {

class CapabilitiesServiceImpl final : public v1::CapabilitiesService::CallbackService {
 public:
  CapabilitiesServiceImpl(const ScanServices& services, uint32_t workers)
      : services_(services), workers_(workers) {}

  grpc::ServerUnaryReactor* GetCapabilities(grpc::CallbackServerContext* context,
                                            const v1::GetCapabilitiesRequest* /*request*/,
                                            v1::GetCapabilitiesResponse* response) override {
    HappensAfter(this);
    response->set_server_version(services_.server_version);
    response->set_min_contract_version(kContractVersion);
    response->set_max_contract_version(kContractVersion);
    ToProto(services_.limits, response->mutable_limits());
    response->mutable_limits()->set_max_request_scans(EachReactor::kMaxScans);
    for (const std::string_view profile : scan::ProfileNames()) {
      response->add_profiles(std::string(profile));
    }
    response->set_engine_version(std::string(scan::kEngineVersion));
    response->set_grammar(std::string(scan::kGrammar));
    response->set_rules_digest(std::string(scan::RulesDigest().AsBytes()));
    response->set_rule_count(static_cast<uint32_t>(rules::AllRules().size()));
    response->set_workers(workers_);
    for (const char* format : {"tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "zip"}) {
      response->add_archive_formats(format);
    }
    response->set_draining(services_.admission.draining());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const ScanServices& services_;
  const uint32_t workers_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeCapabilitiesService(const ScanServices& services,
                                                       uint32_t workers) {
  auto service = std::make_unique<CapabilitiesServiceImpl>(services, workers);
  HappensBefore(service.get());
  return service;
}

}  // namespace meerkat::rpc
