#pragma once

// Runs a pump for all who have news, never twice at once: the first caller pumps for those that
// come meanwhile. So nobody waits, and what the pump alone uses needs no lock.
//
//   void Wake() { wakes_.Run([this] { Pump(); }); }

#include <atomic>

namespace meerkat::rpc {

class Wakes {
 public:
  template <typename Pump>
  void Run(const Pump& pump) {
    if (count_.fetch_add(1) != 0) return;
    int seen = 1;
    do {
      pump();
      seen = count_.fetch_sub(seen) - seen;
    } while (seen != 0);
  }

 private:
  std::atomic<int> count_ = 0;
};

}  // namespace meerkat::rpc
