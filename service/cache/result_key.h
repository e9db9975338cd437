#pragma once

// Under which key a file's result is kept: tenant, contents, analysis state, the limits that a
// report depends on, and the class of the path.
//
//   cache::ResultKeys keys(cache::kOnlyTenant, rule_set, limits);     // once a scan
//   cache::ResultKey key = keys.Of("app/views.py", digest);           // nanoseconds
//
// What is the same for a whole scan is hashed once; a file's key is that hash XOR the digest of its
// contents, with the class of its path in the last byte. Two contents meet in one key only if their
// SHA-256 differ by one given value, which is as hard to bring about as a collision.

#include <string_view>

#include "engine/core/budget.h"
#include "engine/scan/path_class.h"
#include "service/cache/result.h"

namespace meerkat::cache {

// There are no tenants yet; what is kept today belongs to this one.
inline constexpr std::string_view kOnlyTenant;

inline ResultKey Mixed(ResultKey scope, const core::Digest& contents) {
  for (size_t i = 0; i < scope.bytes.size(); ++i) scope.bytes[i] ^= contents.bytes[i];
  return scope;
}

// Keys of another kind for what a key, or the digest of a file, stands for.
class KeyScope {
 public:
  explicit KeyScope(std::string_view kind, std::string_view of = {})
      : scope_(core::DigestBuilder().Add(kind).Add(kOnlyTenant).Add(of).Finish()) {}
  ResultKey Of(const core::Digest& digest) const { return Mixed(scope_, digest); }

 private:
  const core::Digest scope_;
};

class ResultKeys {
 public:
  // `rule_set` has to outlive it. `has_others`: of a scan in which files may import each other.
  ResultKeys(std::string_view tenant, const scan::RuleSet& rule_set, const core::Limits& limits,
             bool has_others = false)
      : rule_set_(rule_set),
        scope_(core::DigestBuilder()
                   .Add(tenant)
                   .Add(rule_set.analysis_state().AsBytes())
                   .Add(limits.max_analysed_bytes)
                   .Add(limits.max_findings)
                   .Add(uint64_t{has_others})
                   .Finish()) {}

  ResultKey Of(std::string_view path, const core::Digest& contents) const {
    ResultKey key = Mixed(scope_, contents);
    key.bytes.back() ^= scan::PathClass(path, rule_set_);
    return key;
  }

 private:
  const scan::RuleSet& rule_set_;
  const core::Digest scope_;
};

}  // namespace meerkat::cache
