#pragma once

// What a caller may set about single rules: the options of Bandit's tests, with Bandit's defaults.
// Rules read them through their site; what changes which words and callees a row looks for is
// applied to the row once a rule set (rules/adapted_rows.h).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/digest.h"

namespace meerkat::core {

struct RuleOptions {
  // A list, and whether the caller gave it. Nothing in it is empty.
  struct Names {
    bool given = false;
    std::vector<std::string> names;
    bool Contain(std::string_view name) const;
  };

  std::vector<std::string> assert_skips;  // globs of paths whose asserts are not reported
  Names temporary_folders;                // B108
  // Dotted names of functions. If one of the three is given, all three are (B602 to B609).
  Names subprocess_functions;
  Names shell_functions;
  Names no_shell_functions;
  // Also handlers that name what they catch.
  bool typed_except_pass = false;      // B110
  bool typed_except_continue = false;  // B112
  Names old_protocols;                 // B502, B503
  // B505: fewer bits are of high or medium severity.
  uint32_t dsa_high = 1024, dsa_medium = 2048;
  uint32_t rsa_high = 1024, rsa_medium = 2048;
  uint32_t ec_high = 160, ec_medium = 224;
  std::vector<std::string> markup_names;          // B704: besides markupsafe.Markup
  std::vector<std::string> markup_allowed_calls;  // whose results are safe

  void AddTo(DigestBuilder* digest) const;
};

}  // namespace meerkat::core
