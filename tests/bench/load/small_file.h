#pragma once

// The one small file of the service's benchmarks: 200 lines of ordinary Python that some rules look
// at, with two findings. Every revision is another content of the same size and cost, so that no
// cache knows it; equal revisions are equal bytes.
//
//   std::string code = bench::SmallFile(7);   // about 6 kB

#include <cstdint>
#include <string>

namespace meerkat::bench {

std::string SmallFile(uint64_t revision);

// What the default profile finds in it.
inline constexpr uint32_t kSmallFileFindings = 2;

}  // namespace meerkat::bench
