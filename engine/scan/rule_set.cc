#include "engine/scan/rule_set.h"

#include <algorithm>

#include "engine/rules/registry.h"
#include "engine/scan/version.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace meerkat::scan {
namespace {

struct ProfileName {
  std::string_view name;
  uint8_t bit;
};

constexpr ProfileName kProfiles[] = {
    {"default", core::kDefaultProfile},
    {"bandit", core::kBanditProfile},
    {"all", core::kAllProfile},
};

void AddRow(const core::Rule& rule, core::DigestBuilder* digest) {
  digest->Add(rule.name).Add(rule.bandit_id).Add(rule.message).Add(rule.why).Add(rule.fix);
  digest->Add(rule.owasp_2021).Add(rule.owasp_2025).Add(rule.cheat_sheet);
  digest->Add(rule.cwe).Add(static_cast<uint64_t>(rule.severity));
  digest->Add(static_cast<uint64_t>(rule.confidence)).Add(rule.profiles).Add(rule.match.index());
  digest->Add(rule.decided_by);
  if (const auto* flow = std::get_if<core::OnFlow>(&rule.match)) {
    digest->Add(flow->from).Add(static_cast<uint64_t>(flow->to));
  }
}

// Every row of that name or Bandit id. Several rows may share an id.
std::vector<const core::Rule*> Named(std::string_view name) {
  std::vector<const core::Rule*> rows;
  const core::Rule* first = rules::FindRule(name);
  if (first == nullptr) return rows;
  rows.push_back(first);
  const bool by_id = !first->bandit_id.empty() && first->bandit_id.size() == name.size() &&
                     (name.front() == 'B' || name.front() == 'b');
  if (!by_id) return rows;
  for (const core::Rule* rule : rules::AllRules()) {
    if (rule != first && rule->bandit_id == first->bandit_id) rows.push_back(rule);
  }
  return rows;
}

// What the rows about `# nosec` comments need to know of all others; null where none of them is on.
std::unique_ptr<report::NosecRules> NosecRulesOf(const std::vector<const core::Rule*>& on,
                                                 bool quiet) {
  auto nosec = std::make_unique<report::NosecRules>();
  for (const core::Rule* rule : on) {
    const auto* match = std::get_if<core::OnNosec>(&rule->match);
    if (match == nullptr) continue;
    const bool unused = match->fault == core::OnNosec::Fault::kUnused;
    (unused ? nosec->unused : nosec->without_id) = rule;
  }
  if (nosec->unused == nullptr) return nosec->without_id == nullptr ? nullptr : std::move(nosec);
  nosec->judges_all = true;
  std::vector<std::string_view> not_judged;
  for (const core::Rule* rule : rules::AllRules()) {
    const bool is_on = std::find(on.begin(), on.end(), rule) != on.end();
    const bool judged = is_on && !(quiet && (rule->quiet != nullptr || rule->decided_by != 0));
    std::vector<std::string_view>& names = judged ? nosec->judged : not_judged;
    names.push_back(rule->name);
    if (rule->bandit_id.empty()) continue;
    names.push_back(rule->bandit_id);
    nosec->judges_all &= judged;
  }
  std::erase_if(nosec->judged, [&not_judged](std::string_view name) {
    return std::find(not_judged.begin(), not_judged.end(), name) != not_judged.end();
  });
  std::sort(nosec->judged.begin(), nosec->judged.end());
  return nosec;
}

}  // namespace

struct RuleSetBuilder {
  const Options& options;
  std::shared_ptr<RuleSet> set = std::make_shared<RuleSet>();
  std::string error;

  bool Select() {
    const auto profile =
        std::find_if(std::begin(kProfiles), std::end(kProfiles),
                     [this](const ProfileName& p) { return p.name == options.profile; });
    if (profile == std::end(kProfiles)) {
      error = fmt::format("unknown profile \"{}\": there are {}", options.profile,
                          fmt::join(ProfileNames(), ", "));
      return false;
    }
    std::vector<const core::Rule*>& rules = set->rules_;
    for (const core::Rule* rule : rules::AllRules()) {
      if (rule->profiles & profile->bit) rules.push_back(rule);
    }
    for (const std::string& name : options.include_rules) {
      const std::vector<const core::Rule*> rows = Named(name);
      if (rows.empty()) return Unknown(name);
      rules.insert(rules.end(), rows.begin(), rows.end());
    }
    for (const std::string& name : options.exclude_rules) {
      const std::vector<const core::Rule*> rows = Named(name);
      if (rows.empty()) return Unknown(name);
      std::erase_if(rules, [&rows](const core::Rule* rule) {
        return std::find(rows.begin(), rows.end(), rule) != rows.end();
      });
    }
    std::sort(rules.begin(), rules.end(),
              [](const core::Rule* a, const core::Rule* b) { return a->name < b->name; });
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    return true;
  }

  bool Unknown(std::string_view name) {
    error = fmt::format(
        "unknown rule \"{}\": a rule is named by its name or its Bandit id, and the rule list "
        "shows "
        "all of them",
        name);
    return false;
  }

  void Compile() {
    const bool as_bandit = options.profile == "bandit";
    set->options_ = options;
    set->options_.excerpt_lines = std::min(options.excerpt_lines, kMaxExcerptLines);
    set->adapted_ =
        std::make_unique<rules::AdaptedRows>(set->options_.rules, options.threat_models);
    std::vector<const core::Rule*> adapted;
    for (const core::Rule* rule : set->rules_) {
      const core::Rule* row = set->adapted_->Adapt(rule);
      if (row != nullptr) adapted.push_back(row);
    }
    set->trigger_ = std::make_unique<trigger::Trigger>(adapted, options.profile == "default");
    set->plan_ = std::make_unique<rules::WalkPlan>(adapted, set->options_.rules, as_bandit,
                                                   options.profile == "default");
    set->flow_rules_ = FlowRules::Of(adapted, options.profile == "default");
    set->nosec_rules_ = NosecRulesOf(set->rules_, options.profile == "default");
    core::DigestBuilder digest;
    digest.Add(kEngineVersion).Add(kGrammar).Add(SourceDigest()).Add(options.profile);
    for (const core::Rule* rule : set->rules_) AddRow(*rule, &digest);
    digest.Add(static_cast<uint64_t>(options.min_severity));
    digest.Add(static_cast<uint64_t>(options.min_confidence));
    digest.Add(options.ignore_nosec ? 1u : 0u).Add(set->options_.excerpt_lines);
    digest.Add(options.parse_all ? 1u : 0u).Add(options.threat_models);
    options.rules.AddTo(&digest);
    set->analysis_state_ = digest.Finish();
  }
};

RuleSetOrError CompileRules(const Options& options) {
  RuleSetBuilder builder{options};
  if (!builder.Select()) return {nullptr, builder.error};
  builder.Compile();
  return {builder.set, {}};
}

const std::vector<std::string_view>& ProfileNames() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const ProfileName& profile : kProfiles) list.push_back(profile.name);
    return list;
  }();
  return names;
}

const core::Digest& RulesDigest() {
  static const core::Digest digest = [] {
    core::DigestBuilder builder;
    for (const core::Rule* rule : rules::AllRules()) AddRow(*rule, &builder);
    return builder.Finish();
  }();
  return digest;
}

}  // namespace meerkat::scan
