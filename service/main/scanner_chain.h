#pragma once

// The layers around the engine, in the order in which a file passes them.

#include "service/layers/file_scanner.h"
#include "service/layers/metered_scanner.h"

namespace meerkat::server {

// Makes a worker's chain. `clock` and `observer` outlive the chains.
layers::ScannerFactory ScannerChain(const layers::Clock& clock, layers::FileObserver& observer,
                                    std::chrono::milliseconds max_file_time,
                                    uint64_t max_file_memory_bytes);

}  // namespace meerkat::server
