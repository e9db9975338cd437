#pragma once

// Time is passed in wherever it decides something, so that a test sets it.

#include <chrono>

namespace meerkat::layers {

using Time = std::chrono::steady_clock::time_point;

class Clock {
 public:
  virtual ~Clock() = default;
  // Never goes back. Cheap, from any thread.
  virtual Time Now() const = 0;
  // The same, late by a tick of the kernel (one to ten milliseconds), at a fifth of the cost: for
  // who asks all the time.
  virtual Time RoughNow() const { return Now(); }
};

class SteadyClock final : public Clock {
 public:
  Time Now() const override { return std::chrono::steady_clock::now(); }
  Time RoughNow() const override;
};

}  // namespace meerkat::layers
