#include "service/layers/clock.h"

#include <time.h>

namespace meerkat::layers {

// The clock of steady_clock, as the kernel's last tick has left it (clock_gettime(2)).
Time SteadyClock::RoughNow() const {
#ifdef CLOCK_MONOTONIC_COARSE
  timespec time{};
  if (clock_gettime(CLOCK_MONOTONIC_COARSE, &time) == 0) {
    return Time(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
  }
#endif
  return Now();
}

}  // namespace meerkat::layers
