#pragma once

// All rules of this build. The list of families is generated from the folders beside this file
// (cmake), so that a family is added by making its folder and nothing else.

#include <span>
#include <string_view>
#include <vector>

#include "engine/core/rule.h"

namespace meerkat::rules {

// One table a family folder, in order of the folders' names. Generated.
struct FamilyTable {
  std::string_view family;
  std::span<const core::Rule> rules;
};
std::vector<FamilyTable> FamilyTables();

// Every row, sorted by name. Static data.
const std::vector<const core::Rule*>& AllRules();

// The rule of that name or Bandit id, whatever their case; null if there is none. Where several
// rows share a Bandit id, the first by name.
const core::Rule* FindRule(std::string_view name_or_id);

// The folder that holds the rule.
std::string_view FamilyOf(const core::Rule& rule);

}  // namespace meerkat::rules
