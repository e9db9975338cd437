#pragma once

// Compiled rule sets by their options. Compiling costs about a millisecond, which is more than a
// scan of ten files; and callers come back with the same options.
//
//   absl::StatusOr<std::shared_ptr<const scan::RuleSet>> rules = cache.Get(options);
//
// Thread-safe. Keeps the kMaxSets sets that were asked for last.

#include <memory>

#include "absl/status/statusor.h"
#include "engine/scan/rule_set.h"
#include "service/cache/recently_used.h"

namespace meerkat::rpc {

class RuleSetCache {
 public:
  static constexpr size_t kMaxSets = 32;

  // INVALID_ARGUMENT with the compiler's sentence: unknown profile or rule.
  absl::StatusOr<std::shared_ptr<const scan::RuleSet>> Get(const scan::Options& options);

 private:
  cache::RecentlyUsed<scan::RuleSet> sets_{kMaxSets};  // each counts as one
};

}  // namespace meerkat::rpc
