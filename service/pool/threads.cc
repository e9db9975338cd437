#include "service/pool/threads.h"

#include <algorithm>
#include <thread>

namespace meerkat::pool {

uint32_t HardwareThreads() { return std::max(1u, std::thread::hardware_concurrency()); }

void SleepFor(std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }

}  // namespace meerkat::pool
