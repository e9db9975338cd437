#pragma once

// The settings of jemalloc, which looks them up by these names in the program; for main files
// alone, once each.
//
// An arena for each processor instead of four: scanning threads free what others took, and each
// arena keeps some of it. Measured on a cold scan of 142 MB with two workers: 450 MB instead of
// 540, at the same time. Where a process may use some of the processors alone (a container's set)
// jemalloc goes back to four and says so on standard error, which is nothing to tell a user.

#include <unistd.h>

#include <string_view>

namespace meerkat::server {

inline void WriteAllocatorMessage(void* /*options*/, const char* text) {
  const std::string_view line = text;
  if (line.find("er-CPU arena") != line.npos || line.find("Number of CPUs") != line.npos) return;
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace meerkat::server

extern "C" {
using MallocMessage = void (*)(void*, const char*);
constinit const char* malloc_conf = "percpu_arena:percpu,dirty_decay_ms:1000,muzzy_decay_ms:0";
constinit MallocMessage malloc_message = meerkat::server::WriteAllocatorMessage;
}
