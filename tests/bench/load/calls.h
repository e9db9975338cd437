#pragma once

// The calls that load is made of. A Caller starts calls of one kind on one channel; each call tells
// once how it ended, on a thread of gRPC, and then holds nothing any more: whoever was told may end
// the channel.
//
//   std::unique_ptr<Caller> caller = MakeUnaryCaller(channel);
//   caller->Start(1, [](const CallResult& result) { … });
//
// A scan counts as failed also when it ends with OK but without a verdict, or with another number
// of findings than it has to have: a fast wrong answer is no answer.

#include <grpcpp/channel.h>
#include <grpcpp/support/status.h>

#include <cstdint>
#include <functional>
#include <memory>

#include "tests/bench/load/tree.h"

namespace meerkat::bench {

struct CallResult {
  grpc::Status status;
  bool right = true;
  // What the verdict says; 0 for a call without one.
  double server_seconds = 0;
  uint32_t findings = 0;
  uint32_t files_reused = 0;
  uint64_t content_bytes = 0;  // sent
};

using OnCallDone = std::function<void(const CallResult&)>;

class Caller {
 public:
  virtual ~Caller() = default;
  // `number` is different for each call of a process; what has to be new is made of it. Any thread.
  virtual void Start(uint64_t number, OnCallDone done) = 0;
};

using Channel = std::shared_ptr<grpc::Channel>;

// GetCapabilities: one small message each way.
std::unique_ptr<Caller> MakeUnaryCaller(const Channel& channel);

struct ScanKind {
  // Files whose content is new in each call: the first ones of an inline scan, spread over a
  // manifest.
  uint32_t changed = 0;
  std::string profile;
  // Makes new contents new to a server that has seen other runs.
  uint64_t seed = 0;
};

// One SmallFile: the same bytes in each call, or new ones where `changed` is not 0. As a plain call
// (ScanInline), in the first message of a stream (Scan), and as a message of one long stream
// (ScanEach), which the caller opens when it is made.
std::unique_ptr<Caller> MakePlainCaller(const Channel& channel, const ScanKind& kind);
std::unique_ptr<Caller> MakeInlineCaller(const Channel& channel, const ScanKind& kind);
std::unique_ptr<Caller> MakeEachCaller(const Channel& channel, const ScanKind& kind);

// A tree as a manifest; what the server wants is sent. `tree` has to outlive the caller.
std::unique_ptr<Caller> MakeManifestCaller(const Channel& channel, const ScanKind& kind,
                                           const Tree& tree);

}  // namespace meerkat::bench
