#include "tests/bench/load/tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/core/python_path.h"
#include "tests/bench/load/small_file.h"

namespace meerkat::bench {
namespace {

constexpr uintmax_t kLargest = 256 << 10;

std::vector<std::string> PythonFilesBelow(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string& path = entry.path().native();
    if (entry.is_regular_file() && core::HasPythonSuffix(path) && !core::IsNotebook(path) &&
        entry.file_size() <= kLargest) {
      paths.push_back(path);
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Tree Tree::Make(const std::string& folder, size_t count) {
  std::vector<std::string> paths;
  if (!folder.empty()) {
    paths = PythonFilesBelow(folder);
    if (paths.empty()) {
      fmt::print(stderr, "service_load: no Python file below '{}'\n", folder);
      std::exit(2);
    }
  }
  Tree tree;
  tree.files_.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    File file;
    if (paths.empty()) {
      file.path = fmt::format("shops/{}/orders_{}.py", i / 100, i);
      file.content = SmallFile(i);
    } else {
      const size_t round = i / paths.size();
      const std::string& path = paths[i % paths.size()];
      file.path = fmt::format("{}/{}", round, std::filesystem::relative(path, folder).string());
      file.content = Read(path);
      if (round > 0) file.content += fmt::format("\n# round {}\n", round);
    }
    file.digest = core::Sha256(file.content);
    tree.files_.push_back(std::move(file));
  }
  return tree;
}

}  // namespace meerkat::bench
