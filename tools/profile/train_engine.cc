// Scans Python files as a service would, so that an instrumented engine learns which of its
// branches are taken. cmake/Profile.cmake builds and runs it; nothing of it is in a program that
// ships.
//
//   train_engine LIST     LIST names one file a line
//
// One thread, the order of the list, no time and no randomness: the same files give the same
// profile.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/budget.h"
#include "engine/core/finding.h"
#include "engine/core/source_file.h"
#include "engine/flow/program.h"
#include "engine/scan/other_files.h"
#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"

namespace meerkat {
namespace {

// Enough for every branch that matters, and seconds of training.
constexpr uint64_t kMostBytes = 64'000'000;
// One file in so many is also scanned without its end, and so by the parser that recovers from
// errors: what a service gets is mostly well-formed, but broken files are the slow ones.
constexpr size_t kCutEvery = 24;
// One in so many is scanned for data flow from everywhere, which takes twice as long.
constexpr size_t kFlowEvery = 2;

struct Input {
  std::string path;
  std::string bytes;
};

std::vector<Input> ReadInputs(const char* list) {
  std::vector<Input> inputs;
  std::ifstream paths(list);
  uint64_t total = 0;
  for (std::string path; total < kMostBytes && std::getline(paths, path);) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    total += bytes.size();
    inputs.push_back({std::move(path), std::move(bytes)});
  }
  return inputs;
}

// /usr/lib/python3.11/email/message.py, …/dist-packages/email/message.py: "email.message".
std::string ModuleOf(std::string_view path) {
  for (const std::string_view root : {"/dist-packages/", "/site-packages/", "/python3"}) {
    const size_t at = path.find(root);
    if (at == std::string_view::npos) continue;
    path.remove_prefix(at + root.size());
    if (!root.ends_with('/')) path.remove_prefix(std::min(path.find('/') + 1, path.size()));
    break;
  }
  for (const std::string_view end : {".py", "/__init__"}) {
    if (path.ends_with(end)) path.remove_suffix(end.size());
  }
  std::string dotted(path);
  std::replace(dotted.begin(), dotted.end(), '/', '.');
  return dotted;
}

// The other files, as a service has them: each becomes a unit once, when it is asked for.
class Library final : public flow::UnitSource {
 public:
  explicit Library(const std::vector<Input>& inputs) {
    for (const Input& input : inputs) modules_.try_emplace(ModuleOf(input.path), &input);
  }

  const flow::Unit* Find(std::string_view /*importer*/, std::string_view dotted) override {
    Module* module = ModuleAt(dotted);
    if (module == nullptr) return nullptr;
    if (!module->is_made) {
      module->is_made = true;
      auto unit = std::make_unique<flow::Unit>();
      if (maker_.Make(module->input->path, module->input->bytes, {}, true, unit.get())) {
        module->unit = std::move(unit);
      }
    }
    return module->unit.get();
  }
  const flow::GivenNames* Given(std::string_view importer, std::string_view dotted,
                                const FindGiven& find) override {
    const flow::Unit* unit = Find(importer, dotted);
    if (unit == nullptr) return nullptr;
    Module* module = ModuleAt(dotted);
    if (module->given == nullptr) {
      module->given = std::make_unique<const flow::GivenNames>(find(*unit));
    }
    return module->given.get();
  }

 private:
  struct Module {
    explicit Module(const Input* of) : input(of) {}
    const Input* input;
    bool is_made = false;
    std::unique_ptr<const flow::Unit> unit;
    std::unique_ptr<const flow::GivenNames> given;
  };

  Module* ModuleAt(std::string_view dotted) {
    const auto module = modules_.find(dotted);
    return module == modules_.end() ? nullptr : &module->second;
  }

  std::map<std::string, Module, std::less<>> modules_;
  scan::UnitMaker maker_;
};

// Of every so many files. Returns the number of findings.
size_t Train(const std::vector<Input>& inputs, const scan::Options& options, size_t step = 1) {
  const scan::RuleSetOrError set = scan::CompileRules(options);
  if (set.rules == nullptr) return 0;
  scan::Scanner scanner;
  Library library(inputs);
  size_t findings = 0;
  for (size_t i = 0; i < inputs.size(); i += step) {
    const core::SourceFile file(inputs[i].path, inputs[i].bytes);
    core::FileReport report = scanner.Scan(file, *set.rules, {}, {}, {.to_come = true});
    if (report.needs_files) {  // now they have come
      const std::vector<uint64_t> live = report.live;
      report = scanner.Scan(file, *set.rules, {}, {}, {.units = &library, .live = &live});
    }
    findings += report.findings.size();
    if (i % kCutEvery != 0) continue;
    const core::SourceFile cut(inputs[i].path,
                               inputs[i].bytes.substr(0, inputs[i].bytes.size() / 2) + "\n(");
    findings += scanner.Scan(cut, *set.rules, {}, {}).findings.size();
  }
  return findings;
}

int Main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: train_engine LIST\n", stderr);
    return 2;
  }
  const std::vector<Input> inputs = ReadInputs(argv[1]);
  // The profile `bandit` reads nearly every file, `default` leaves most of them after the trigger.
  // Python's library serves few requests: so that data flow is met as well, its callers are not
  // trusted, either.
  const uint16_t everybody = core::kRemoteSource | core::kLocalSource | core::kLibrarySource;
  const size_t findings =
      Train(inputs, {.profile = "default"}) + Train(inputs, {.profile = "bandit"}) +
      Train(inputs, {.profile = "default", .threat_models = everybody}, kFlowEvery);
  std::printf("%zu files, %zu findings\n", inputs.size(), findings);
  return findings > 0 ? 0 : 1;
}

}  // namespace
}  // namespace meerkat

int main(int argc, char** argv) { return meerkat::Main(argc, argv); }
