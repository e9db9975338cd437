#pragma once

// What one file may cost. The engine reads no clock: whoever scans passes in a function that says
// whether to stop (a deadline passed, the caller went away), and the engine asks it often enough to
// stop within a few milliseconds: inside a parse, between nodes of a walk, between steps.
//
//   core::Budget budget{.stop = [](void* deadline) { return Passed(deadline); },
//                       .context = &deadline};

#include <cstdint>

namespace meerkat::core {

struct Budget {
  // Null: never stop. Must be cheap (it is asked up to once a microsecond) and callable from the
  // thread that scans.
  bool (*stop)(void* context) = nullptr;
  void* context = nullptr;
  // What the parser with error recovery may take. Everything else is a small multiple of the file's
  // size, which is bounded.
  uint64_t max_memory_bytes = uint64_t{256} << 20;

  bool Stopped() const { return stop != nullptr && stop(context); }
};

// Bounds of the engine on one file, by value. What passes one becomes a notice.
struct Limits {
  // A larger file is not analysed.
  uint64_t max_analysed_bytes = 2 * 1024 * 1024;
  // A finding beyond this count in one file is counted, not kept: 100,000 lines of `assert` are one
  // machine-made file and no review.
  uint32_t max_findings = 10'000;
};

}  // namespace meerkat::core
