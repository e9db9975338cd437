#include <fmt/core.h>
#include <grpcpp/server_context.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/rules/examples.h"
#include "engine/rules/registry.h"
#include "engine/scan/rule_set.h"
#include "meerkat/v1/rule.grpc.pb.h"
#include "service/ingest/errors.h"
#include "service/rpc/convert.h"
#include "service/rpc/services.h"
#include "service/rpc/status.h"

namespace meerkat::rpc {
namespace {

constexpr uint32_t kMaxPage = 1'000;

absl::Status ListRules(const v1::ListRulesRequest& request, v1::ListRulesResponse* response) {
  if (request.page_size() > kMaxPage) {
    return ingest::InvalidField("page_size",
                                fmt::format("is {}; at most {}", request.page_size(), kMaxPage));
  }
  const std::vector<const core::Rule*>* rules = &rules::AllRules();
  scan::RuleSetOrError profile;
  if (!request.profile().empty()) {
    profile = scan::CompileRules({.profile = request.profile()});
    if (profile.rules == nullptr) return ingest::InvalidField("profile", profile.error);
    rules = &profile.rules->rules();
  }
  // A token is the name of the first rule of the page that it stands for.
  auto next = rules->begin();
  if (!request.page_token().empty()) {
    next = std::find_if(rules->begin(), rules->end(),
                        [&](const core::Rule* rule) { return rule->name == request.page_token(); });
    if (next == rules->end()) {
      return ingest::InvalidField("page_token", "is none that this server gave");
    }
  }
  const uint32_t page = request.page_size() == 0 ? kMaxPage : request.page_size();
  for (uint32_t i = 0; i < page && next != rules->end(); ++i, ++next) {
    ToProto(**next, response->add_rules());
  }
  if (next != rules->end()) response->set_next_page_token(std::string((*next)->name));
  return absl::OkStatus();
}

class RuleServiceImpl final : public v1::RuleService::CallbackService {
 public:
  grpc::ServerUnaryReactor* ListRules(grpc::CallbackServerContext* context,
                                      const v1::ListRulesRequest* request,
                                      v1::ListRulesResponse* response) override {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(ToGrpcStatus(rpc::ListRules(*request, response)));
    return reactor;
  }

  grpc::ServerUnaryReactor* GetRule(grpc::CallbackServerContext* context,
                                    const v1::GetRuleRequest* request,
                                    v1::GetRuleResponse* response) override {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    const core::Rule* rule = rules::FindRule(request->rule());
    if (rule == nullptr) {
      // The caller's text only as far as a name can be.
      const std::string name = request->rule().substr(0, 64);
      reactor->Finish(
          ToGrpcStatus(ingest::NotFound("rule", name, fmt::format("there is no rule '{}'", name))));
      return reactor;
    }
    ToProto(*rule, response->mutable_rule());
    rules::Example example = rules::ExampleOf(*rule);
    response->mutable_rule()->set_bad_example(std::move(example.bad));
    response->mutable_rule()->set_good_example(std::move(example.good));
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

}  // namespace

std::unique_ptr<grpc::Service> MakeRuleService() { return std::make_unique<RuleServiceImpl>(); }

}  // namespace meerkat::rpc
