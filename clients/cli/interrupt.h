#pragma once

// Ctrl-C and SIGTERM while a scan runs. The first signal asks everything to stop in order, so that
// nothing half-written stays behind; a second one ends the process at once.
//
//   Interrupt interrupt;                       // before any other thread is started
//   {
//     Interrupt::Handler handler(interrupt, [&] { context.TryCancel(); });
//     … a call that may take long …
//   }
//   if (interrupt.signal() != 0) …

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "clients/cli/read_file.h"

namespace meerkat::cli {

class Interrupt {
 public:
  // Blocks both signals in this thread and those it starts, and waits for them in one of its own.
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // Number of the signal that came, 0 if none did.
  int signal() const { return signal_; }
  // A file descriptor that is readable once one did, for poll().
  int fd() const { return event_fd_.get(); }

  // Called once when a signal comes, or at once if one has come, as long as the handler lives.
  class Handler {
   public:
    Handler(Interrupt& interrupt, std::function<void()> on_signal);
    ~Handler();
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;

   private:
    Interrupt& interrupt_;
  };

 private:
  void Wait();

  std::atomic<int> signal_{0};
  FileDescriptor event_fd_;
  std::mutex mutex_;
  std::function<void()> on_signal_;  // guarded by mutex_
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace meerkat::cli
