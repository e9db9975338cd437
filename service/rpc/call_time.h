#pragma once

// What a gRPC call knows of time, on the session's clock.

#include <grpcpp/server_context.h>

#include <chrono>

#include "service/layers/clock.h"

namespace meerkat::rpc {

// How often a session's OnTick is called.
inline constexpr std::chrono::milliseconds kTick{100};

// The caller's deadline. None is "very late".
inline layers::Time DeadlineOf(const grpc::CallbackServerContext& context,
                               const layers::Clock& clock) {
  const auto left = context.deadline() - std::chrono::system_clock::now();
  if (left > std::chrono::hours(24)) return layers::Time::max();
  return clock.Now() + std::chrono::duration_cast<layers::Time::duration>(left);
}

}  // namespace meerkat::rpc
