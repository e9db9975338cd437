// Names the Python files below the given folders that do not parse, with the first broken line:
//
//   syntax_errors ~/projects            PATH<tab>LINE, then how many files were read
//
// Unlike a scan it parses every file, also those in which no rule could fire. against_cpython.py
// compares its answer with CPython's.

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "engine/core/python_path.h"
#include "engine/core/source_file.h"
#include "engine/syntax/parser.h"
#include "engine/text/decode.h"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  using namespace meerkat;
  syntax::Parser parser;
  syntax::Tree tree;
  size_t files = 0;
  for (int i = 1; i < argc; ++i) {
    const auto options = fs::directory_options::skip_permission_denied;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(argv[i], options)) {
      const std::string path = entry.path().string();
      if (!entry.is_regular_file() || !core::HasPythonSuffix(path) || core::IsNotebook(path)) {
        continue;
      }
      std::ifstream stream(entry.path(), std::ios::binary);
      std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      const bool analysed =
          bytes.size() <= core::Limits{}.max_analysed_bytes && bytes.find('\0') == bytes.npos;
      if (!analysed) continue;
      ++files;
      text::Decoded decoded = text::Decode(bytes);
      if (!decoded.trouble.empty()) fmt::print("{}\tencoding\n", path);
      const core::SourceFile file(path, decoded.converted ? std::move(decoded.utf8) : bytes);
      if (!parser.Parse(file.bytes(), {}, &tree)) {
        fmt::print("{}\tmemory\n", path);
      } else if (!tree.errors().empty()) {
        fmt::print("{}\t{}\n", path, file.LineOf(tree.errors().front().begin));
      }
    }
  }
  fmt::print("{} files\n", files);
  return files > 0 ? 0 : 1;
}
