#pragma once

// Rows as a caller's options make them: other functions that start processes, other temporary
// folders, only the sources of data flow that the threat models name.
//
//   AdaptedRows rows(options, core::kRemoteSource);  // outlives whatever has the rows
//   const core::Rule* row = rows.Adapt(original);    // the original itself if no option is about it

#include <deque>
#include <string_view>
#include <vector>

#include "engine/core/rule.h"
#include "engine/core/rule_options.h"

namespace meerkat::rules {

class AdaptedRows {
 public:
  AdaptedRows(const core::RuleOptions& options, uint16_t threat_models)
      : options_(options), threat_models_(threat_models) {}
  AdaptedRows(const AdaptedRows&) = delete;
  AdaptedRows& operator=(const AdaptedRows&) = delete;

  // Null: with these options the rule cannot fire.
  const core::Rule* Adapt(const core::Rule* original);

 private:
  using Views = std::vector<std::string_view>;
  Views* Names(std::initializer_list<const std::vector<std::string>*> lists);

  const core::RuleOptions& options_;
  const uint16_t threat_models_;
  std::deque<core::Rule> rows_;
  std::deque<Views> lists_;
};

}  // namespace meerkat::rules
