#pragma once

// Keeps a number of calls in flight and measures them.
//
//   Measured closed = Drive(callers, {.clients = 8, .seconds = 3}, &numbers);
//   Measured open = Drive(callers, {.clients = 64, .seconds = 3, .rate = 500}, &numbers);
//
// Closed loop (rate 0): each client starts its next call when the last one has ended. It gives the
// largest rate; its latencies are those of a server that nobody asks for more than it can do.
//
// Open loop: calls are due at fixed times whatever has become of those before. A latency counts
// from the time when the call was due, not from when a client was free to start it, so a server
// that stands still for a second makes every call of that second late, as it does for its users.
//
// A run is bounded by `seconds` and by `count`, whichever is first; calls in flight are waited for.

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/load/calls.h"
#include "tests/bench/load/latency.h"

namespace meerkat::bench {

struct Plan {
  uint32_t clients = 1;  // most calls in flight
  double seconds = 3;
  uint64_t count = 5'000'000;
  double rate = 0;  // calls a second; 0: closed loop
};

struct Measured {
  double seconds = 0;  // from the first start to the last end
  uint64_t calls = 0;  // ended with the right answer
  std::map<std::string, uint64_t> errors;
  Latencies latency;         // of the right calls
  Latencies server_seconds;  // their Verdict.elapsed
  uint64_t findings = 0;
  uint64_t files_reused = 0;
  uint64_t content_bytes = 0;
};

// Client i uses callers[i % callers.size()]. `numbers` gives each call its number.
Measured Drive(const std::vector<std::unique_ptr<Caller>>& callers, const Plan& plan,
               std::atomic<uint64_t>* numbers);

}  // namespace meerkat::bench
