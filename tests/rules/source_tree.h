#pragma once

// Where the tests find the files of this source tree: $MEERKAT_SOURCE_DIR, which ctest sets, or the
// working directory, which is the tree's root when ctest lists the cases.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace meerkat::tests {

inline std::filesystem::path SourceTree() {
  const char* root = std::getenv("MEERKAT_SOURCE_DIR");
  return root == nullptr ? "." : root;
}

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The fixtures, relative to the tree's root, sorted: engine/rules/<family>/*.py, and
// tests/rules/{guide,language,libraries,requests}/*.py.
inline std::vector<std::string> FixturePaths() {
  namespace fs = std::filesystem;
  const fs::path root = SourceTree();
  std::vector<fs::path> folders = {root / "tests/rules/guide", root / "tests/rules/language",
                                   root / "tests/rules/libraries", root / "tests/rules/requests",
                                   root / "tests/rules/frameworks"};
  std::error_code ignored;  // a folder that is not there holds no fixture
  for (const fs::directory_entry& entry : fs::directory_iterator(root / "engine/rules", ignored)) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::vector<std::string> paths;
  for (const fs::path& folder : folders) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
      if (entry.path().extension() == ".py") {
        paths.push_back(entry.path().lexically_relative(root).generic_string());
      }
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace meerkat::tests
