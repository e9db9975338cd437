#include "clients/cli/interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

namespace meerkat::cli {
namespace {

// SIGUSR2 only wakes the waiting thread at the end.
sigset_t WaitedSignals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGUSR2);
  return set;
}

}  // namespace

Interrupt::Interrupt() : event_fd_(eventfd(0, EFD_CLOEXEC)) {
  const sigset_t set = WaitedSignals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  thread_ = std::thread([this] { Wait(); });
}

Interrupt::~Interrupt() {
  ending_ = true;
  pthread_kill(thread_.native_handle(), SIGUSR2);
  thread_.join();
}

void Interrupt::Wait() {
  const sigset_t set = WaitedSignals();
  while (true) {
    int signal = 0;
    if (sigwait(&set, &signal) != 0) continue;
    if (signal == SIGUSR2) {
      if (ending_) return;
      continue;
    }
    if (signal_ != 0) _exit(128 + signal);
    std::lock_guard<std::mutex> lock(mutex_);
    signal_ = signal;
    eventfd_write(event_fd_.get(), 1);
    if (on_signal_) on_signal_();
  }
}

Interrupt::Handler::Handler(Interrupt& interrupt, std::function<void()> on_signal)
    : interrupt_(interrupt) {
  std::lock_guard<std::mutex> lock(interrupt_.mutex_);
  interrupt_.on_signal_ = std::move(on_signal);
  if (interrupt_.signal_ != 0) interrupt_.on_signal_();
}

Interrupt::Handler::~Handler() {
  std::lock_guard<std::mutex> lock(interrupt_.mutex_);
  interrupt_.on_signal_ = nullptr;
}

}  // namespace meerkat::cli
