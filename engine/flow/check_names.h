#pragma once

// Names that say what a function checks, for those that are too much to follow.

#include <string_view>

namespace meerkat::flow {

// validate_path_is_safe, ensure_safe_filename, raise_if_unsafe_path, check_path_traversal: it gives
// a path that stays where it belongs, or raises.
inline bool NamesPathCheck(std::string_view name) {
  const auto has = [name](std::string_view word) { return name.find(word) != name.npos; };
  if (!has("path") && !has("filename")) return false;
  if (!has("safe") && !has("travers") && !has("secure")) return false;
  if (has("unsafe") || has("insecure"))
    return name.starts_with("raise") || name.starts_with("refuse");
  return true;
}

}  // namespace meerkat::flow
