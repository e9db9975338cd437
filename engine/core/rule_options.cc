#include "engine/core/rule_options.h"

#include <algorithm>

namespace meerkat::core {

bool RuleOptions::Names::Contain(std::string_view name) const {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void RuleOptions::AddTo(DigestBuilder* digest) const {
  const auto add_list = [digest](const std::vector<std::string>& list) {
    digest->Add(static_cast<uint64_t>(list.size()));
    for (const std::string& name : list) digest->Add(name);
  };
  add_list(assert_skips);
  for (const Names* names : {&temporary_folders, &subprocess_functions, &shell_functions,
                             &no_shell_functions, &old_protocols}) {
    digest->Add(names->given ? uint64_t{1} : uint64_t{0});
    add_list(names->names);
  }
  digest->Add((typed_except_pass ? uint64_t{1} : 0) + (typed_except_continue ? uint64_t{2} : 0));
  for (uint64_t size : {dsa_high, dsa_medium, rsa_high, rsa_medium, ec_high, ec_medium}) {
    digest->Add(size);
  }
  add_list(markup_names);
  add_list(markup_allowed_calls);
}

}  // namespace meerkat::core
