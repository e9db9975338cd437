#pragma once

// Every setting of a server, with its default. meerkatd fills it from flags and environment
// variables (service/main/flags.h); a program that holds a server of its own fills it in code:
//
//   server::Config config;
//   config.listen.clear();        // no port, InProcessChannel() only
//   config.http_listen.clear();
//   config.log_level = "off";
//   auto server = server::Server::Start(config);

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "service/ingest/limits.h"
#include "service/pool/threads.h"
#include "service/rpc/source_owner.h"

namespace meerkat::server {

struct Config {
  // HOST:PORT, with [HOST]:PORT for IPv6; port 0 takes any free one. Empty: no port at all.
  std::string listen = "127.0.0.1:7433";       // gRPC
  std::string http_listen = "127.0.0.1:7434";  // /metrics, /healthz, /readyz
  // Folder for what outlives the process. It is made if need be and has to be writable. Empty:
  // none.
  std::string data_dir;
  // What results and sources of files may take in its sub-folder "results" (cache::CacheOptions); 0
  // keeps none there.
  uint64_t result_store_bytes = uint64_t{1} << 30;
  // Threads that scan. 0 scans in the thread that received the file: for tests and debuggers.
  uint32_t workers = pool::HardwareThreads();
  // What may wait for a worker, all scans together. A scan may always have one message more.
  uint64_t max_queued_bytes = uint64_t{16} << 20;
  uint32_t max_queued_files = 16'384;

  // The client, if it is this process and the only one: where no result is kept its digests are
  // believed, and it is asked for files again that it has sent.
  std::shared_ptr<rpc::SourceOwner> client;

  ingest::Limits limits;

  // "debug", "info", "warning", "error" or "off".
  std::string log_level = "info";
  // "text" (key=value) or "json"; one line an event on standard error.
  std::string log_format = "text";

  // A drain first says NOT_SERVING and goes on for this long, so that load balancers look elsewhere
  // …
  std::chrono::milliseconds drain_delay{5'000};
  // … then takes no new scan and waits at most this long for the running ones.
  std::chrono::milliseconds drain_timeout{5 * 60 * 1'000};

  // Where the ports are written as {"port":7433,"http_port":7434} once the server serves. Empty:
  // not.
  std::string ready_file;
};

}  // namespace meerkat::server
