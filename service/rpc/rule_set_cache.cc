#include "service/rpc/rule_set_cache.h"

#include <utility>

#include "engine/core/digest.h"
#include "service/ingest/errors.h"

namespace meerkat::rpc {
namespace {

std::string KeyOf(const scan::Options& options) {
  core::DigestBuilder key;
  key.Add(options.profile);
  key.Add(options.include_rules.size());
  for (const std::string& rule : options.include_rules) key.Add(rule);
  key.Add(options.exclude_rules.size());
  for (const std::string& rule : options.exclude_rules) key.Add(rule);
  key.Add(static_cast<uint64_t>(options.min_severity));
  key.Add(static_cast<uint64_t>(options.min_confidence));
  key.Add(static_cast<uint64_t>(options.ignore_nosec));
  key.Add(static_cast<uint64_t>(options.excerpt_lines));
  key.Add(options.parse_all ? uint64_t{1} : uint64_t{0});
  key.Add(static_cast<uint64_t>(options.threat_models));
  options.rules.AddTo(&key);
  return std::string(key.Finish().AsBytes());
}

}  // namespace

absl::StatusOr<std::shared_ptr<const scan::RuleSet>> RuleSetCache::Get(
    const scan::Options& options) {
  std::string key = KeyOf(options);
  {
    pool::Lock lock(mutex_);
    if (const auto place = places_.find(key); place != places_.end()) {
      sets_.splice(sets_.begin(), sets_, place->second);
      return place->second->second;
    }
  }
  // Not under the lock: two callers may compile the same set, and one of the two is thrown away.
  scan::RuleSetOrError compiled = scan::CompileRules(options);
  if (compiled.rules == nullptr) return ingest::InvalidField("open.options", compiled.error);
  pool::Lock lock(mutex_);
  if (const auto place = places_.find(key); place != places_.end()) return place->second->second;
  sets_.emplace_front(key, compiled.rules);
  places_[std::move(key)] = sets_.begin();
  if (sets_.size() > kMaxSets) {
    places_.erase(sets_.back().first);
    sets_.pop_back();
  }
  return compiled.rules;
}

}  // namespace meerkat::rpc
