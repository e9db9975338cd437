#include "service/main/scanner_chain.h"

#include <memory>
#include <utility>

#include "service/layers/deadline_scanner.h"
#include "service/layers/engine_scanner.h"

namespace meerkat::server {

layers::ScannerFactory ScannerChain(const layers::Clock& clock, layers::FileObserver& observer,
                                    std::chrono::milliseconds max_file_time) {
  return [&clock, &observer, max_file_time]() -> std::unique_ptr<layers::FileScanner> {
    auto engine = std::make_unique<layers::EngineScanner>();
    auto deadline =
        std::make_unique<layers::DeadlineScanner>(std::move(engine), clock, max_file_time);
    return std::make_unique<layers::MeteredScanner>(std::move(deadline), clock, observer);
  };
}

}  // namespace meerkat::server
