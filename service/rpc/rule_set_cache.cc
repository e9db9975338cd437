#include "service/rpc/rule_set_cache.h"

#include "engine/core/digest.h"
#include "service/ingest/errors.h"

namespace meerkat::rpc {
namespace {

core::Digest KeyOf(const scan::Options& options) {
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
  return key.Finish();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const scan::RuleSet>> RuleSetCache::Get(
    const scan::Options& options) {
  const core::Digest key = KeyOf(options);
  if (std::shared_ptr<const scan::RuleSet> known = sets_.Find(key)) return known;
  // Two callers may compile the same set: the one that comes last stays.
  scan::RuleSetOrError compiled = scan::CompileRules(options);
  if (compiled.rules == nullptr) return ingest::InvalidField("open.options", compiled.error);
  sets_.Put(key, compiled.rules, 1);
  return compiled.rules;
}

}  // namespace meerkat::rpc
