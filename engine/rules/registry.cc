#include "engine/rules/registry.h"

#include <algorithm>
#include <cctype>

namespace meerkat::rules {
namespace {

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

}  // namespace

const std::vector<const core::Rule*>& AllRules() {
  static const std::vector<const core::Rule*> all = [] {
    std::vector<const core::Rule*> rules;
    for (const FamilyTable& table : FamilyTables()) {
      for (const core::Rule& rule : table.rules) rules.push_back(&rule);
    }
    std::sort(rules.begin(), rules.end(),
              [](const core::Rule* a, const core::Rule* b) { return a->name < b->name; });
    return rules;
  }();
  return all;
}

const core::Rule* FindRule(std::string_view name_or_id) {
  if (name_or_id.empty()) return nullptr;
  for (const core::Rule* rule : AllRules()) {
    if (EqualsIgnoringCase(rule->name, name_or_id) ||
        EqualsIgnoringCase(rule->bandit_id, name_or_id)) {
      return rule;
    }
  }
  return nullptr;
}

std::string_view FamilyOf(const core::Rule& rule) {
  for (const FamilyTable& table : FamilyTables()) {
    for (const core::Rule& row : table.rules) {
      if (&row == &rule) return table.family;
    }
  }
  return {};
}

}  // namespace meerkat::rules
