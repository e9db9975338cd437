#include "service/main/scanner_chain.h"

#include <memory>
#include <utility>

#include "service/layers/deadline_scanner.h"
#include "service/layers/engine_scanner.h"
#include "service/layers/guarded_scanner.h"

namespace meerkat::server {

layers::ScannerFactory ScannerChain(const layers::Clock& clock, layers::FileObserver& observer,
                                    std::chrono::milliseconds max_file_time,
                                    uint64_t max_file_memory_bytes) {
  return [&clock, &observer, max_file_time,
          max_file_memory_bytes]() -> std::unique_ptr<layers::FileScanner> {
    auto guarded = std::make_unique<layers::GuardedScanner>(
        [&clock, max_file_time, max_file_memory_bytes]() -> std::unique_ptr<layers::FileScanner> {
          return std::make_unique<layers::DeadlineScanner>(
              std::make_unique<layers::EngineScanner>(), clock, max_file_time,
              max_file_memory_bytes);
        });
    return std::make_unique<layers::MeteredScanner>(std::move(guarded), clock, observer);
  };
}

}  // namespace meerkat::server
