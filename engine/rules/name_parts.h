#pragma once

// The words that a name is made of.
//
//   const NameParts parts("awsSecretKey2");   // aws, Secret, Key

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

#include "engine/rules/values.h"

namespace meerkat::rules {

// "awsSecretKey2", "AWS_SECRET_KEY", "aws-secret-key" → aws, secret, key, each as it is written.
struct NameParts {
  static constexpr size_t kMaxParts = 8;
  std::string_view parts[kMaxParts];  // the first ones
  size_t count = 0;
  std::string_view last;

  explicit NameParts(std::string_view name) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    size_t begin = 0;
    for (size_t i = 0; i <= name.size(); ++i) {
      const bool end = i == name.size() || (!is_upper(name[i]) && !is_lower(name[i]));
      // apiKey, AWSKey
      const bool hump = !end && i > begin && is_upper(name[i]) &&
                        (is_lower(name[i - 1]) || (i + 1 < name.size() && is_lower(name[i + 1])));
      if (!end && !hump) continue;
      if (i > begin) last = name.substr(begin, i - begin);
      if (i > begin && count < kMaxParts) parts[count++] = last;
      begin = hump ? i : i + 1;
    }
  }

  // Whether one of the parts is one of these words, in any case.
  bool HasOneOf(std::span<const std::string_view> words) const {
    return std::any_of(parts, parts + count, [words](std::string_view part) {
      return std::any_of(words.begin(), words.end(),
                         [part](std::string_view word) { return EqualsIgnoringCase(part, word); });
    });
  }
};

}  // namespace meerkat::rules
