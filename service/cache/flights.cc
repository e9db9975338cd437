#include "service/cache/flights.h"

#include <utility>

namespace meerkat::cache {

Flights::Role Flights::Join(const ResultKey& key, uint64_t bytes, Waiter&& waiter) {
  pool::Lock lock(mutex_);
  const auto [flight, is_first] = flights_.try_emplace(key);
  if (is_first) return kLead;
  if (waiting_bytes_ + bytes > kMaxWaitingBytes) return kAlone;
  waiting_bytes_ += bytes;
  flight->second.waiting_bytes += bytes;
  flight->second.waiters.push_back(std::move(waiter));
  return kWait;
}

void Flights::Land(const ResultKey& key, Landing landing, const ResultRef& result) {
  Flight landed;
  {
    pool::Lock lock(mutex_);
    const auto flight = flights_.find(key);
    landed = std::move(flight->second);
    flights_.erase(flight);
    waiting_bytes_ -= landed.waiting_bytes;
  }
  for (const Waiter& waiter : landed.waiters) waiter(landing, result);
}

}  // namespace meerkat::cache
