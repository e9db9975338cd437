#include "engine/scan/rule_set.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rules/registry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::scan {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::vector<std::string_view> Names(const Options& options) {
  const RuleSetOrError set = CompileRules(options);
  EXPECT_NE(set.rules, nullptr) << set.error;
  std::vector<std::string_view> names;
  if (set.rules == nullptr) return names;
  for (const core::Rule* rule : set.rules->rules()) names.push_back(rule->name);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << "a rule twice";
  return names;
}

TEST(CompileRules, TurnsOnTheRulesOfTheProfile) {
  EXPECT_THAT(ProfileNames(), ElementsAre("default", "bandit", "all"));
  const std::vector<std::string_view> all = Names({.profile = "all"});
  EXPECT_EQ(all.size(), rules::AllRules().size());
  EXPECT_THAT(all, IsSupersetOf(Names({.profile = "default"})));
  for (std::string_view name : Names({.profile = "bandit"})) {
    EXPECT_NE(rules::FindRule(name)->bandit_id, "") << name;
  }
  EXPECT_EQ(Names({}), Names({.profile = "default"}));
}

TEST(CompileRules, RefusesUnknownNames) {
  const RuleSetOrError profile = CompileRules({.profile = "strictest"});
  EXPECT_EQ(profile.rules, nullptr);
  EXPECT_THAT(profile.error, AllOf(HasSubstr("\"strictest\""), HasSubstr("default, bandit, all")));
  const RuleSetOrError include = CompileRules({.include_rules = {"eval-call", "no-such-rule"}});
  EXPECT_EQ(include.rules, nullptr);
  EXPECT_THAT(include.error, HasSubstr("\"no-such-rule\""));
  const RuleSetOrError exclude = CompileRules({.exclude_rules = {"B999"}});
  EXPECT_EQ(exclude.rules, nullptr);
  EXPECT_THAT(exclude.error, HasSubstr("\"B999\""));
  EXPECT_EQ(CompileRules({.include_rules = {""}}).rules, nullptr);
}

TEST(CompileRules, AddsAndTakesOutRules) {
  EXPECT_THAT(Names({.exclude_rules = {"eval-call"}}), Not(Contains("eval-call")));
  EXPECT_THAT(Names({.exclude_rules = {"b307"}}), Not(Contains("eval-call")));
  EXPECT_THAT(Names({.include_rules = {"EVAL-CALL"}}), Contains("eval-call"));
  // Exclusion wins.
  EXPECT_THAT(Names({.include_rules = {"eval-call"}, .exclude_rules = {"B307"}}),
              Not(Contains("eval-call")));
}

// Every rule that a profile leaves out can be added to it.
TEST(CompileRules, AddsAnyRuleToAnyProfile) {
  for (const core::Rule* rule : rules::AllRules()) {
    EXPECT_THAT(Names({.profile = "default", .include_rules = {std::string(rule->name)}}),
                Contains(rule->name));
  }
}

// Several rows may share one Bandit id; it names them all.
TEST(CompileRules, TakesOutEveryRuleOfABanditId) {
  for (const core::Rule* rule : rules::AllRules()) {
    if (rule->bandit_id.empty()) continue;
    const std::string id(rule->bandit_id);
    for (std::string_view name : Names({.profile = "all", .exclude_rules = {id}})) {
      EXPECT_NE(rules::FindRule(name)->bandit_id, id) << name;
    }
  }
}

TEST(AnalysisState, ChangesWithEachOption) {
  const std::vector<Options> options = {
      {},
      {.profile = "bandit"},
      {.profile = "all"},
      {.exclude_rules = {"eval-call"}},
      {.exclude_rules = {"exec-call"}},
      {.exclude_rules = {"eval-call", "exec-call"}},
      {.min_severity = core::Severity::kMedium},
      {.min_severity = core::Severity::kHigh},
      {.min_confidence = core::Confidence::kMedium},
      {.min_confidence = core::Confidence::kHigh},
      {.ignore_nosec = true},
      {.excerpt_lines = 1},
      {.excerpt_lines = kMaxExcerptLines},
  };
  std::set<core::Digest> states;
  for (const Options& option : options) {
    const core::Digest state = CompileRules(option).rules->analysis_state();
    EXPECT_TRUE(states.insert(state).second) << &option - options.data();
    EXPECT_EQ(CompileRules(option).rules->analysis_state(), state);
  }
}

TEST(AnalysisState, IsThatOfTheRulesAndNotOfHowTheyWereNamed) {
  const auto state = [](const Options& options) {
    return CompileRules(options).rules->analysis_state();
  };
  EXPECT_EQ(state({.exclude_rules = {"eval-call"}}), state({.exclude_rules = {"b307", "B307"}}));
  EXPECT_EQ(state({.excerpt_lines = kMaxExcerptLines}), state({.excerpt_lines = 1000}));
  EXPECT_EQ(state({.profile = "all"}), state({.profile = "all", .include_rules = {"eval-call"}}));
}

TEST(RulesDigest, IsOfAllRules) { EXPECT_NE(RulesDigest(), core::Digest()); }

}  // namespace
}  // namespace meerkat::scan
