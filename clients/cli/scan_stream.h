#pragma once

// One Scan call: a thread reads its events into a Collector while the caller writes.
//
//   ScanStream stream(connection, collector, wake_up, interrupt, timeout);
//   stream.Write(open);
//   …
//   absl::Status status = stream.Finish();   // after it the Collector has everything

#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/collector.h"
#include "clients/cli/connection.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/wake_up.h"
#include "meerkat/v1/scan.pb.h"

namespace meerkat::cli {

class ScanStream {
 public:
  // `timeout_seconds` 0: none but the server's. A signal cancels the call. `wake_up` is called when
  // files are asked for and when the server has ended the call.
  ScanStream(const Connection& connection, double timeout_seconds, Interrupt& interrupt,
             Collector* collector, WakeUp* wake_up);
  // Cancels the call unless Finish() was called.
  ~ScanStream();
  ScanStream(const ScanStream&) = delete;
  ScanStream& operator=(const ScanStream&) = delete;

  // False when the server has ended the call: nothing more can be sent, Finish() says why.
  bool Write(const v1::ScanRequest& request);

  // Files of the manifest that the server asked for since the last call, in order of asking.
  std::vector<uint32_t> TakeWanted();
  // How many files of the manifest the server has decided on.
  uint64_t answered();
  bool ended();

  // Says that nothing more is sent, waits for the verdict. Errors: what the call ended with, in one
  // sentence; CANCELLED after a signal.
  absl::Status Finish();

 private:
  struct Call;  // what is gRPC's

  void ReadEvents();
  void TakeNeed(const v1::Need& need);

  const Connection& connection_;
  Interrupt& interrupt_;
  Collector* const collector_;
  WakeUp* const wake_up_;
  std::unique_ptr<Call> call_;
  std::unique_ptr<Interrupt::Handler> on_signal_;
  std::mutex mutex_;
  std::vector<uint32_t> wanted_;  // guarded by mutex_
  uint64_t answered_ = 0;         // guarded by mutex_
  bool ended_ = false;            // guarded by mutex_
  std::thread reader_;
};

}  // namespace meerkat::cli
