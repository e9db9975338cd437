#pragma once

// A whole server in this process, with the real engine, for tests.

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "service/main/server.h"

namespace meerkat::rpc {

inline server::Config QuietConfig(uint32_t workers = 2) {
  server::Config config;
  config.listen.clear();
  config.http_listen.clear();
  config.log_level = "off";
  config.workers = workers;
  config.drain_delay = std::chrono::milliseconds(0);
  return config;
}

class ServerTest : public ::testing::Test {
 protected:
  void Start(const server::Config& config = QuietConfig()) {
    absl::StatusOr<std::unique_ptr<server::Server>> started = server::Server::Start(config);
    ASSERT_TRUE(started.ok()) << started.status();
    server_ = *std::move(started);
    channel_ = config.listen.empty()
                   ? server_->InProcessChannel()
                   : grpc::CreateChannel("127.0.0.1:" + std::to_string(server_->port()),
                                         grpc::InsecureChannelCredentials());
  }

  std::unique_ptr<server::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace meerkat::rpc
