// Capabilities and rules through a real server.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "engine/rules/registry.h"
#include "meerkat/v1/capabilities.grpc.pb.h"
#include "meerkat/v1/rule.grpc.pb.h"
#include "tests/unit/rpc/server_fixture.h"

namespace meerkat::rpc {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class ServicesTest : public ServerTest {
 protected:
  void SetUp() override {
    server::Config config = QuietConfig(3);
    config.limits.max_path_bytes = 1'234;
    config.limits.max_file_time = std::chrono::milliseconds(1'500);
    Start(config);
    rules_ = v1::RuleService::NewStub(channel_);
  }

  grpc::Status List(const std::string& profile, uint32_t page_size, const std::string& token,
                    v1::ListRulesResponse* response) {
    grpc::ClientContext context;
    v1::ListRulesRequest request;
    request.set_profile(profile);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return rules_->ListRules(&context, request, response);
  }

  grpc::Status Get(const std::string& name, v1::Rule* rule) {
    grpc::ClientContext context;
    v1::GetRuleRequest request;
    request.set_rule(name);
    v1::GetRuleResponse response;
    const grpc::Status status = rules_->GetRule(&context, request, &response);
    *rule = response.rule();
    return status;
  }

  std::unique_ptr<v1::RuleService::Stub> rules_;
};

TEST_F(ServicesTest, CapabilitiesTellTheSettings) {
  grpc::ClientContext context;
  v1::GetCapabilitiesResponse response;
  ASSERT_TRUE(v1::CapabilitiesService::NewStub(channel_)
                  ->GetCapabilities(&context, v1::GetCapabilitiesRequest(), &response)
                  .ok());
  EXPECT_EQ(response.workers(), 3u);
  EXPECT_EQ(response.min_contract_version(), 1u);
  EXPECT_EQ(response.max_contract_version(), 1u);
  EXPECT_EQ(response.limits().max_path_bytes(), 1'234u);
  EXPECT_EQ(response.limits().max_message_bytes(), 4u << 20);
  EXPECT_EQ(response.limits().max_file_memory_bytes(), uint64_t{256} << 20);
  EXPECT_EQ(response.limits().max_file_time().seconds(), 1);
  EXPECT_EQ(response.limits().max_file_time().nanos(), 500'000'000);
  EXPECT_THAT(response.profiles(), Contains("bandit"));
  EXPECT_THAT(response.rules_digest(), SizeIs(32));
  EXPECT_EQ(response.rule_count(), rules::AllRules().size());
}

TEST_F(ServicesTest, PagesHoldEveryRuleOnceInOrder) {
  std::vector<std::string> names;
  std::string token;
  do {
    v1::ListRulesResponse page;
    ASSERT_TRUE(List("", 2, token, &page).ok());
    EXPECT_LE(page.rules_size(), 2);
    for (const v1::Rule& rule : page.rules()) {
      names.push_back(rule.name());
      EXPECT_FALSE(rule.message().empty());
      EXPECT_FALSE(rule.family().empty());
      EXPECT_THAT(rule.profiles(), Contains("all"));
    }
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(names.size(), rules::AllRules().size());
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST_F(ServicesTest, AProfileListsItsRulesOnly) {
  v1::ListRulesResponse page;
  ASSERT_TRUE(List("bandit", 0, "", &page).ok());
  EXPECT_GT(page.rules_size(), 0);
  for (const v1::Rule& rule : page.rules()) EXPECT_THAT(rule.profiles(), Contains("bandit"));
}

TEST_F(ServicesTest, ListRulesNamesWhatIsWrong) {
  v1::ListRulesResponse page;
  const grpc::Status profile = List("nonsense", 0, "", &page);
  EXPECT_EQ(profile.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(profile.error_message(), HasSubstr("profile: "));
  EXPECT_THAT(List("", 1'001, "", &page).error_message(), HasSubstr("page_size: is 1001"));
  EXPECT_THAT(List("", 0, "no-such-rule", &page).error_message(), HasSubstr("page_token: "));
}

TEST_F(ServicesTest, ARuleIsFoundByNameAndByBanditId) {
  v1::Rule by_id;
  v1::Rule by_name;
  ASSERT_TRUE(Get("b307", &by_id).ok());
  EXPECT_EQ(by_id.bandit_id(), "B307");
  EXPECT_GT(by_id.cwe(), 0u);
  ASSERT_TRUE(Get(by_id.name(), &by_name).ok());
  EXPECT_EQ(by_name.SerializeAsString(), by_id.SerializeAsString());
  const grpc::Status status = Get("B999", &by_id);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(status.error_message(), HasSubstr("'B999'"));
}

}  // namespace
}  // namespace meerkat::rpc
