#pragma once

// One Scan call: a thread reads its events into a Collector while the caller writes.
//
//   ScanStream stream(connection, kNoDeadline, interrupt, &collector, &wake_up);
//   stream.Write(open);
//   …
//   absl::Status status = stream.Finish();   // after it the Collector has everything

#include <chrono>
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

// The default is none but the server's own.
using Deadline = std::chrono::system_clock::time_point;
inline constexpr Deadline kNoDeadline = Deadline::max();

class ScanStream {
 public:
  // A call that lasts longer than until `deadline` ends with an error. A signal cancels the call.
  // `wake_up` is called when files are asked for and when the server has ended the call.
  ScanStream(const Connection& connection, Deadline deadline, Interrupt& interrupt,
             Collector* collector, WakeUp* wake_up);
  // Cancels the call unless Finish() was called.
  ~ScanStream();
  ScanStream(const ScanStream&) = delete;
  ScanStream& operator=(const ScanStream&) = delete;

  // False when the server has ended the call: nothing more can be sent, Finish() says why.
  bool Write(const v1::ScanRequest& request);

  // What the server has decided about the files of the manifest since the last call.
  struct Answers {
    std::vector<uint32_t> wanted;  // those that it asks for, in order
    uint64_t answered = 0;         // how many files it has decided on since the beginning
  };
  Answers TakeAnswers();
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
  Answers answers_;     // guarded by mutex_
  bool ended_ = false;  // guarded by mutex_
  std::thread reader_;
};

}  // namespace meerkat::cli
