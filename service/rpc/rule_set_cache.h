#pragma once

// Compiled rule sets by their options. Compiling costs about a millisecond, which is more than a scan
// of ten files; and callers come back with the same options.
//
//   absl::StatusOr<std::shared_ptr<const scan::RuleSet>> rules = cache.Get(options);
//
// Thread-safe. Keeps the kMaxSets sets that were asked for last.

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "engine/scan/rule_set.h"
#include "service/pool/mutex.h"

namespace meerkat::rpc {

class RuleSetCache {
 public:
  static constexpr size_t kMaxSets = 32;

  // INVALID_ARGUMENT with the compiler's sentence: unknown profile or rule.
  absl::StatusOr<std::shared_ptr<const scan::RuleSet>> Get(const scan::Options& options);

 private:
  using Entry = std::pair<std::string, std::shared_ptr<const scan::RuleSet>>;

  pool::Mutex mutex_;
  std::list<Entry> sets_ MEERKAT_GUARDED_BY(mutex_);  // the one asked for last first
  std::unordered_map<std::string, std::list<Entry>::iterator> places_ MEERKAT_GUARDED_BY(mutex_);
};

}  // namespace meerkat::rpc
