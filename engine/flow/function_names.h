#pragma once

// Names that say what a function does, for those that are too much to follow, or made by a tool.

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

// files_pb2_grpc.add_FilesServicer_to_server(Files(), server), whatever the class is called
inline bool AddsServicer(std::string_view name) {
  return name.starts_with("add_") && name.ends_with("Servicer_to_server");
}

}  // namespace meerkat::flow
