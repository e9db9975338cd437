// The main of a fuzz target without libFuzzer: runs the target once for each file of the corpus
// folder given, and once with no bytes at all. So every input that a fuzzer ever found stays a
// plain test, under any compiler.
//
//   scan_fuzz tests/fuzz/corpus/scan

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

namespace fs = std::filesystem;

// All files at or below `path`, sorted, so that a failure is found at the same place every time.
std::vector<fs::path> FilesBelow(const fs::path& path) {
  std::error_code ignored;  // a missing folder is an empty corpus
  if (fs::is_regular_file(path, ignored)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path, ignored)) {
    if (entry.is_regular_file(ignored)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void Run(const std::string& bytes) {
  // A copy of the exact size on the heap: AddressSanitizer then sees a read past its end.
  const std::vector<uint8_t> data(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(data.data(), data.size());
}

}  // namespace

int main(int argc, char** argv) {
  Run("");
  size_t inputs = 1;
  for (int i = 1; i < argc; ++i) {
    for (const fs::path& file : FilesBelow(argv[i])) {
      std::ifstream stream(file, std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      if (!stream) {
        std::fprintf(stderr, "cannot read %s\n", file.c_str());
        return 1;
      }
      // Named before the run: after a crash the last line says which input it was.
      std::fprintf(stderr, "%s (%zu bytes)\n", file.c_str(), bytes.size());
      Run(bytes);
      ++inputs;
    }
  }
  std::printf("%zu inputs replayed\n", inputs);
  return 0;
}
