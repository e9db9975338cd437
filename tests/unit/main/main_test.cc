// Flags, addresses, and what a server needs to start.

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "service/main/flags.h"
#include "service/main/listen_address.h"
#include "service/main/server.h"

namespace meerkat::server {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

ParsedFlags Parse(std::vector<const char*> flags) {
  flags.insert(flags.begin(), "meerkatd");
  return ParseFlags(static_cast<int>(flags.size()), flags.data());
}

TEST(Flags, MayBeEmpty) {
  const ParsedFlags parsed = Parse({"--http-listen=", "--data-dir=/x", "--ready-file="});
  ASSERT_FALSE(parsed.exit_code) << parsed.text;
  EXPECT_EQ(parsed.config.http_listen, "");
  EXPECT_EQ(parsed.config.data_dir, "/x");
  EXPECT_EQ(parsed.config.ready_file, "");
}

TEST(Flags, DefaultsAreThoseOfConfig) {
  const ParsedFlags parsed = Parse({});
  ASSERT_FALSE(parsed.exit_code) << parsed.text;
  EXPECT_EQ(parsed.config.listen, "127.0.0.1:7433");
  EXPECT_EQ(parsed.config.drain_delay, milliseconds(5'000));
  EXPECT_EQ(parsed.config.limits.max_file_bytes, uint64_t{16} << 20);
  EXPECT_EQ(parsed.config.limits.max_scan_time, std::chrono::minutes(30));
}

TEST(Flags, SetEverything) {
  const ParsedFlags parsed = Parse({"--listen",
                                    "0.0.0.0:0",
                                    "--http-listen",
                                    "",
                                    "--data-dir",
                                    "/x",
                                    "--workers",
                                    "0",
                                    "--max-file-bytes",
                                    "3MiB",
                                    "--max-scan-bytes",
                                    "2GB",
                                    "--max-message-bytes",
                                    "65536",
                                    "--max-file-time",
                                    "250ms",
                                    "--drain-timeout",
                                    "2min",
                                    "--drain-delay",
                                    "0",
                                    "--log-format=json",
                                    "--log-level=off",
                                    "--ready-file=/r"});
  ASSERT_FALSE(parsed.exit_code) << parsed.text;
  const Config& config = parsed.config;
  EXPECT_EQ(config.listen, "0.0.0.0:0");
  EXPECT_EQ(config.http_listen, "");
  EXPECT_EQ(config.data_dir, "/x");
  EXPECT_EQ(config.workers, 0u);
  EXPECT_EQ(config.limits.max_file_bytes, uint64_t{3} << 20);
  EXPECT_EQ(config.limits.max_scan_bytes, 2'000'000'000u);
  EXPECT_EQ(config.limits.max_message_bytes, 65'536u);
  EXPECT_EQ(config.limits.max_file_time, milliseconds(250));
  EXPECT_EQ(config.drain_timeout, milliseconds(120'000));
  EXPECT_EQ(config.drain_delay, milliseconds(0));
  EXPECT_EQ(config.log_format, "json");
  EXPECT_EQ(config.log_level, "off");
  EXPECT_EQ(config.ready_file, "/r");
}

TEST(Flags, TheEnvironmentCountsAndAFlagWins) {
  setenv("MEERKAT_WORKERS", "7", 1);
  setenv("MEERKAT_MAX_FILE_TIME", "9s", 1);
  setenv("MEERKAT_MAX_ARCHIVE_PACKED_BYTES", "1GiB", 1);
  const ParsedFlags parsed = Parse({"--workers", "3"});
  unsetenv("MEERKAT_WORKERS");
  unsetenv("MEERKAT_MAX_FILE_TIME");
  unsetenv("MEERKAT_MAX_ARCHIVE_PACKED_BYTES");
  ASSERT_FALSE(parsed.exit_code) << parsed.text;
  EXPECT_EQ(parsed.config.workers, 3u);
  EXPECT_EQ(parsed.config.limits.max_file_time, milliseconds(9'000));
  EXPECT_EQ(parsed.config.limits.max_archive_packed_bytes, uint64_t{1} << 30);
}

TEST(Flags, WhatIsWrongIsOneLineAndExitCodeTwo) {
  const std::vector<std::pair<std::vector<const char*>, const char*>> kCases = {
      {{"--workers", "x"}, "--workers"},
      {{"--workers", "5000"}, "--workers"},
      {{"--nonsense"}, "--nonsense"},
      {{"--max-file-time", "5 parsecs"}, "a time such as"},
      {{"--max-file-bytes", "-1"}, "a size such as"},
      {{"--max-file-bytes", "10000000000000GiB"}, "a size such as"},
      {{"--log-level", "loud"}, "--log-level"},
      {{"--max-message-bytes", "1"}, "--max-message-bytes"},
      {{"--max-archive-ratio", "0"}, "--max-archive-ratio"},
      {{"stray"}, "stray"},
  };
  for (const auto& [flags, text] : kCases) {
    const ParsedFlags parsed = Parse(flags);
    EXPECT_EQ(parsed.exit_code, 2) << text;
    EXPECT_THAT(parsed.text, HasSubstr(text));
    EXPECT_EQ(std::count(parsed.text.begin(), parsed.text.end(), '\n'), 1) << parsed.text;
  }
}

TEST(Flags, HelpAndVersion) {
  const ParsedFlags help = Parse({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.text, HasSubstr("--max-archive-ratio"));
  EXPECT_THAT(help.text, HasSubstr("MEERKAT_LISTEN"));
  const ParsedFlags version = Parse({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_EQ(version.text, "meerkatd " MEERKAT_VERSION "\n");
}

TEST(ListenAddress, ReadsHostsAndPorts) {
  EXPECT_EQ(ListenAddress::Parse("127.0.0.1:80")->ToString(), "127.0.0.1:80");
  EXPECT_EQ(ListenAddress::Parse("[::1]:0")->ToString(), "[::1]:0");
  EXPECT_TRUE(ListenAddress::Parse("localhost:1")->loopback());
  EXPECT_FALSE(ListenAddress::Parse("0.0.0.0:1")->loopback());
  for (const char* text : {"", "nonsense", ":80", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:x",
                           "::1:80", "127.0.0.1:-1", "no.such.host.invalid:80"}) {
    EXPECT_EQ(ListenAddress::Parse(text).status().code(), absl::StatusCode::kInvalidArgument)
        << text;
  }
  EXPECT_EQ(ListenAddress::Parse("192.0.2.1:0")->CheckFree().code(),
            absl::StatusCode::kInvalidArgument);  // a documentation address: none of ours
}

Config QuietConfig() {
  Config config;
  config.listen = "127.0.0.1:0";
  config.http_listen = "127.0.0.1:0";
  config.log_level = "off";
  config.workers = 1;
  config.drain_delay = milliseconds(0);
  return config;
}

// One request over a plain socket; the whole response.
std::string Http(int port, const std::string& method, const std::string& path) {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    close(descriptor);
    return "no connection";
  }
  const std::string request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  EXPECT_EQ(write(descriptor, request.data(), request.size()),
            static_cast<ssize_t>(request.size()));
  std::string response;
  char buffer[4096];
  for (ssize_t count; (count = read(descriptor, buffer, sizeof(buffer))) > 0;) {
    response.append(buffer, static_cast<size_t>(count));
  }
  close(descriptor);
  return response;
}

TEST(Server, AnswersOnItsHttpPort) {
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(QuietConfig());
  ASSERT_TRUE(server.ok()) << server.status();
  const int port = (*server)->http_port();
  ASSERT_GT(port, 0);
  const std::string metrics = Http(port, "GET", "/metrics");
  EXPECT_THAT(metrics, HasSubstr("200 OK"));
  EXPECT_THAT(metrics, HasSubstr("text/plain; version=0.0.4"));
  EXPECT_THAT(metrics, HasSubstr("\nmeerkat_build_info{"));
  EXPECT_THAT(metrics, HasSubstr("\nmeerkat_queue_length 0"));
  EXPECT_THAT(Http(port, "GET", "/healthz"), HasSubstr("200 OK"));
  EXPECT_THAT(Http(port, "GET", "/readyz"), HasSubstr("200 OK"));
  EXPECT_THAT(Http(port, "GET", "/metrics/x"), HasSubstr("404 Not Found"));
  EXPECT_THAT(Http(port, "GET", "/"), HasSubstr("404 Not Found"));
  EXPECT_THAT(Http(port, "POST", "/metrics"), HasSubstr("405 Method"));
  const std::string head = Http(port, "HEAD", "/metrics");
  EXPECT_THAT(head, HasSubstr("200 OK"));
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  (*server)->Drain();
  EXPECT_THAT(Http(port, "GET", "/healthz"), HasSubstr("200 OK"));
  EXPECT_THAT(Http(port, "GET", "/readyz"), HasSubstr("503 Service Unavailable"));
}

TEST(Server, SaysWhichPortIsTaken) {
  absl::StatusOr<std::unique_ptr<Server>> first = Server::Start(QuietConfig());
  ASSERT_TRUE(first.ok());
  Config config = QuietConfig();
  config.listen = "127.0.0.1:" + std::to_string((*first)->port());
  absl::StatusOr<std::unique_ptr<Server>> second = Server::Start(config);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(second.status().message(), HasSubstr(config.listen));
  config = QuietConfig();
  config.http_listen = "127.0.0.1:" + std::to_string((*first)->http_port());
  second = Server::Start(config);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(second.status().message(), HasSubstr(config.http_listen));
}

class ServerFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "meerkat-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
};

TEST_F(ServerFiles, MakesItsDataFolderAndTellsItsPorts) {
  Config config = QuietConfig();
  config.data_dir = folder_ + "/a/b";
  config.ready_file = folder_ + "/ready";
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(config);
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_TRUE(std::filesystem::is_directory(config.data_dir));
  std::ifstream file(config.ready_file);
  std::string line;
  ASSERT_TRUE(std::getline(file, line));
  EXPECT_EQ(line, "{\"port\":" + std::to_string((*server)->port()) +
                      ",\"http_port\":" + std::to_string((*server)->http_port()) + "}");
}

TEST_F(ServerFiles, SaysWhatItCannotWrite) {
  std::ofstream(folder_ + "/file") << "x";
  Config config = QuietConfig();
  config.data_dir = folder_ + "/file";
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(config);
  EXPECT_EQ(server.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(server.status().message(), HasSubstr(config.data_dir));
  config = QuietConfig();
  config.ready_file = folder_ + "/no/such/folder";
  server = Server::Start(config);
  EXPECT_EQ(server.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(server.status().message(), HasSubstr(config.ready_file));
}

}  // namespace
}  // namespace meerkat::server
