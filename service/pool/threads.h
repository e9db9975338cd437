#pragma once

// What other folders need of threads without starting any.

#include <chrono>
#include <cstdint>

namespace meerkat::pool {

// How many threads the machine runs at once; 1 where it does not tell.
uint32_t HardwareThreads();

// Blocks the calling thread. For the orderly end of a process, never on the way of a scan.
void SleepFor(std::chrono::milliseconds time);

}  // namespace meerkat::pool
