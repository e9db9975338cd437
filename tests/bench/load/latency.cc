#include "tests/bench/load/latency.h"

#include <algorithm>
#include <cmath>

namespace meerkat::bench {

void Latencies::Add(const Latencies& others) {
  seconds_.insert(seconds_.end(), others.seconds_.begin(), others.seconds_.end());
}

double Latencies::Percentile(double part) {
  if (seconds_.empty()) return 0;
  std::sort(seconds_.begin(), seconds_.end());
  const double rank = std::ceil(part * static_cast<double>(seconds_.size()));
  const size_t place = rank < 1 ? 0 : static_cast<size_t>(rank) - 1;
  return seconds_[std::min(place, seconds_.size() - 1)];
}

}  // namespace meerkat::bench
