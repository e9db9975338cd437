#include "clients/cli/connection.h"

#include <arpa/inet.h>
#include <grpcpp/grpcpp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "meerkat/v1/capabilities.grpc.pb.h"

namespace meerkat::cli {
namespace {

using ::testing::HasSubstr;

// A TCP port of this machine that answers the first bytes of every connection with `answer`, or
// never, when that is empty.
class Listener {
 public:
  explicit Listener(std::string answer) : answer_(std::move(answer)) {
    socket_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    EXPECT_EQ(listen(socket_, 8), 0);
    socklen_t size = sizeof(address);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    if (!answer_.empty()) thread_ = std::thread([this] { Serve(); });
  }
  ~Listener() {
    shutdown(socket_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    close(socket_);
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  void Serve() {
    while (true) {
      const int connection = accept(socket_, nullptr, nullptr);
      if (connection < 0) return;
      char bytes[1024];
      if (read(connection, bytes, sizeof(bytes)) > 0) {
        send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL);
      }
      close(connection);
    }
  }

  const std::string answer_;
  int socket_ = -1;
  int port_ = 0;
  std::thread thread_;
};

absl::Status Open(const std::string& address, double seconds = 5) {
  ServerOptions options;
  options.server = address;
  options.connect_timeout_seconds = seconds;
  return Connection::Open(options).status();
}

std::string Message(const absl::Status& status) { return std::string(status.message()); }

TEST(Connection, NobodyListens) {
  std::string address;
  {
    const Listener gone("x");
    address = gone.address();
  }
  const absl::Status status = Open(address);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(Message(status), HasSubstr("nothing listens at " + address));
}

TEST(Connection, AWebServerListens) {
  const Listener web("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(Message(Open(web.address())), HasSubstr("is not a meerkat service"));
}

TEST(Connection, SomebodySaysNothing) {
  const Listener silent("");
  EXPECT_THAT(Message(Open(silent.address(), 0.2)),
              HasSubstr("no answer from " + silent.address() + " within 0.2 s"));
}

class FakeCapabilities final : public v1::CapabilitiesService::Service {
 public:
  grpc::Status GetCapabilities(grpc::ServerContext*, const v1::GetCapabilitiesRequest*,
                               v1::GetCapabilitiesResponse* response) override {
    response->set_server_version("9.9.9");
    response->set_min_contract_version(7);
    response->set_max_contract_version(8);
    return grpc::Status::OK;
  }
};

// A gRPC server with one service, or none that is known.
class GrpcServer {
 public:
  explicit GrpcServer(grpc::Service* service) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(service);
    server_ = builder.BuildAndStart();
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

TEST(Connection, AServiceOfAnotherContract) {
  FakeCapabilities capabilities;
  const GrpcServer server(&capabilities);
  const absl::Status status = Open(server.address());
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(Message(status), HasSubstr("(meerkat 9.9.9) speaks contract versions 7 to 8"));
}

class OtherService final : public grpc::Service {};

TEST(Connection, AnotherGrpcServer) {
  OtherService other;
  const GrpcServer server(&other);
  EXPECT_THAT(Message(Open(server.address())), HasSubstr("it speaks gRPC, but knows no meerkat"));
}

TEST(Connection, AddressesThatMakeNoSense) {
  EXPECT_EQ(AddressProblem("localhost:7433"), "");
  EXPECT_EQ(AddressProblem("[::1]:7433"), "");
  EXPECT_EQ(AddressProblem("unix:/run/meerkat.sock"), "");
  for (const char* address : {"localhost", ":7433", "host:", "host:0", "host:65536", "host:x",
                              "http://host:7433", "::1:7433"}) {
    EXPECT_NE(AddressProblem(address), "") << address;
  }
  EXPECT_EQ(Open("localhost").code(), absl::StatusCode::kInvalidArgument);
}

TEST(Connection, AServerInThisProcess) {
  ServerOptions options;
  options.workers = 1;
  const absl::StatusOr<Connection> connection = Connection::Open(options);
  ASSERT_TRUE(connection.ok()) << connection.status();
  EXPECT_EQ(connection->capabilities().workers(), 1u);
  EXPECT_EQ(connection->name(), "this process");
}

}  // namespace
}  // namespace meerkat::cli
