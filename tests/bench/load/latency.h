#pragma once

// What calls took, and which share of them took no longer than what.
//
//   Latencies latencies;
//   latencies.Add(seconds);
//   double p99 = latencies.Percentile(0.99);   // seconds; 0 without a call
//
// Every value is kept, so a percentile is a value that was seen and no estimate.

#include <cstddef>
#include <vector>

namespace meerkat::bench {

class Latencies {
 public:
  void Add(double seconds) { seconds_.push_back(seconds); }
  void Add(const Latencies& others);
  size_t size() const { return seconds_.size(); }
  // The smallest value that at least the share `part` (0 to 1) of all values does not pass. Sorts.
  double Percentile(double part);

 private:
  std::vector<double> seconds_;
};

}  // namespace meerkat::bench
