#include "clients/cli/scan_command.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "archive.h"
#include "archive_entry.h"
#include "clients/cli/digest_cache.h"
#include "clients/cli/wake_up.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "service/main/server.h"
#include "tests/unit/cli/files.h"

namespace meerkat::cli {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kEval = "import sys\nprint(eval(sys.argv[1]))\n";

struct Outcome {
  int exit_code = 0;
  std::string errors;
  std::string report;

  json Json() const { return json::parse(report); }
  std::vector<std::string> Paths() const {
    std::vector<std::string> paths;
    const json parsed = Json();
    for (const json& finding : parsed["findings"]) paths.push_back(finding["path"]);
    return paths;
  }
};

// An Interrupt has to be there before other threads are, as it is in main(). Here gRPC keeps
// threads from earlier tests, which would die of the signal: they inherit this from the start of
// the program.
const int kSignalsBlocked = [] {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return pthread_sigmask(SIG_BLOCK, &set, nullptr);
}();

// The caches of these tests.
const TestFolder& Caches() {
  static const TestFolder folder;
  static const int set = setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
  EXPECT_EQ(set, 0);
  return folder;
}

// Runs the command in the folder and gives the report that it wrote.
Outcome Scan(const TestFolder& folder, ScanCommand command) {
  InFolder in(folder.path());
  Caches();
  TestFolder results;
  if (command.paths.empty()) command.paths = {"."};
  if (command.output.empty()) command.output = results.Path("report");
  if (!command.server.workers.has_value()) command.server.workers = 1;
  command.quiet = true;
  Interrupt interrupt;
  std::ostringstream errors;
  Outcome outcome;
  outcome.exit_code = RunScan(command, interrupt, errors);
  outcome.errors = errors.str();
  outcome.report = results.Read("report");
  return outcome;
}

ScanCommand Json(std::vector<std::string> paths = {}) {
  ScanCommand command;
  command.paths = std::move(paths);
  command.format = Format::kJson;
  return command;
}

std::string Zip(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string buffer(1 << 20, '\0');
  size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_zip(writer);
  archive_write_open_memory(writer, buffer.data(), buffer.size(), &used);
  for (const auto& [name, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<int64_t>(content.size()));
    archive_write_header(writer, entry);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  buffer.resize(used);
  return buffer;
}

// Standard input that holds `content`, for as long as it lives.
class Stdin {
 public:
  Stdin(const TestFolder& folder, std::string_view content) : before_(dup(STDIN_FILENO)) {
    EXPECT_NE(freopen(folder.Write("stdin.bytes", content).c_str(), "rb", stdin), nullptr);
  }
  ~Stdin() {
    dup2(before_, STDIN_FILENO);
    close(before_);
  }

 private:
  const int before_;
};

TEST(RunScan, ExitCodesSayWhatWasFound) {
  TestFolder folder;
  folder.Write("clean.py", "x = 1\n");
  EXPECT_EQ(Scan(folder, Json()).exit_code, 0);
  folder.Write("bad.py", kEval);
  EXPECT_EQ(Scan(folder, Json()).exit_code, 1);
  ScanCommand forgiving = Json();
  forgiving.exit_zero = true;
  EXPECT_EQ(Scan(folder, forgiving).exit_code, 0);
  folder.Write("closed.py", "x = 1\n");
  ASSERT_EQ(chmod(folder.Path("closed.py").c_str(), 0), 0);
  AsNobody nobody;
  const Outcome incomplete = Scan(folder, forgiving);
  EXPECT_EQ(incomplete.exit_code, 3);
  EXPECT_EQ(incomplete.Json()["notices"][0]["path"], "closed.py");
  EXPECT_THAT(incomplete.Json()["verdict"]["reasons"],
              ElementsAre("closed.py: cannot be read: Permission denied"));
}

TEST(RunScan, AFolderThatCannotBeReadMakesItIncomplete) {
  TestFolder folder;
  folder.Write("a.py", "x = 1\n");
  folder.Write("closed/b.py", "x = 1\n");
  ASSERT_EQ(chmod(folder.Path("closed").c_str(), 0), 0);
  AsNobody nobody;
  const Outcome outcome = Scan(folder, Json());
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.Json()["notices"][0]["path"], "closed");
}

TEST(RunScan, SeveralInputsAreOneReportAndEachFileIsInItOnce) {
  TestFolder folder;
  folder.Write("work/src/a.py", kEval);
  folder.Write("work/b.txt", kEval);
  folder.Write("outside/c.py", kEval);
  folder.Write("work/lib.zip", Zip({{"pkg/d.py", std::string(kEval)}, {"pkg/readme", "x"}}));
  folder.Write("work/.gitignore", "ignored.py\n");
  folder.Write("work/ignored.py", kEval);
  TestFolder results;
  InFolder in(folder.Path("work"));
  ScanCommand command =
      Json({"src", ".", "src/a.py", "b.txt", "ignored.py", "../outside", "lib.zip"});
  command.output = results.Path("r");
  Interrupt interrupt;
  std::ostringstream errors;
  EXPECT_EQ(RunScan(command, interrupt, errors), 1) << errors.str();
  std::vector<std::string> paths;
  const json report = json::parse(results.Read("r"));
  for (const json& finding : report["findings"]) paths.push_back(finding["path"]);
  EXPECT_THAT(
      paths, ElementsAre("../outside/c.py", "b.txt", "ignored.py", "lib.zip/pkg/d.py", "src/a.py"));
}

TEST(RunScan, EqualPathsOfDifferentFilesAreBothScanned) {
  TestFolder folder;
  folder.Write("x/a.py", kEval);
  folder.Write("work/x/a.py", kEval);
  InFolder in(folder.Path("work"));
  TestFolder results;
  ScanCommand command = Json({"x", "../x"});
  command.output = results.Path("r");
  Interrupt interrupt;
  std::ostringstream errors;
  EXPECT_EQ(RunScan(command, interrupt, errors), 1) << errors.str();
  const json report = json::parse(results.Read("r"));
  EXPECT_EQ(report["findings"].size(), 2u);
  EXPECT_EQ(report["findings"][0]["path"], "../x/a.py");
  EXPECT_EQ(report["findings"][1]["path"], "x/a.py");
}

TEST(RunScan, LargeTreesGoByManifestAndGiveTheSameFindings) {
  TestFolder folder;
  const std::string filler(20'000, '#');
  for (int i = 0; i < 400; ++i) {
    // Every third is a copy; some are empty; one is larger than a message.
    const std::string number = std::to_string(i % 3 == 0 ? 0 : i);
    folder.Write("p" + std::to_string(i % 20) + "/f" + std::to_string(i) + ".py",
                 i % 50 == 7 ? "" : std::string(kEval) + filler + "\n# " + number + "\n");
  }
  folder.Write("large.py", std::string(kEval) + "#" + std::string(1'100'000, 'x') + "\n");
  folder.Write("too-large.py", std::string(kEval) + "#" + std::string(3'000'000, 'x') + "\n");
  std::string first;
  for (uint32_t workers : {0u, 1u, 3u}) {
    ScanCommand command = Json();
    command.server.workers = workers;
    const Outcome outcome = Scan(folder, command);
    EXPECT_EQ(outcome.exit_code, 3) << outcome.errors;
    EXPECT_EQ(outcome.Paths().size(), 400u - 8u + 1u);
    if (first.empty()) first = outcome.report;
    EXPECT_EQ(outcome.report, first);
  }
}

// As if the files of the folder had been scanned long ago.
void Remember(const TestFolder& folder, const std::vector<std::string>& names) {
  DigestCache cache(Caches().Path("meerkat/digests"), {folder.path()}, folder.path());
  for (const std::string& name : names) {
    struct stat status = {};
    ASSERT_EQ(stat(folder.Path(name).c_str(), &status), 0);
    cache.Remember(name, IdentityOf(status), {core::Sha256(folder.Read(name))}, INT64_MAX);
  }
  ASSERT_TRUE(cache.Save());
}

TEST(RunScan, KnownFilesGiveTheSameReport) {
  for (const int count : {3, 1'200}) {  // in the first message, by manifest
    TestFolder folder;
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) {
      names.push_back(std::to_string(i) + ".py");
      folder.Write(names.back(), kEval);
    }
    const Outcome first = Scan(folder, Json());
    EXPECT_EQ(first.Paths().size(), names.size());
    Remember(folder, names);
    EXPECT_EQ(Scan(folder, Json()).report, first.report);
    folder.Write("0.py", "print()\n");
    EXPECT_EQ(Scan(folder, Json()).Paths().size(), names.size() - 1);
  }
}

TEST(RunScan, WithoutACacheNothingIsKept) {
  TestFolder folder;
  folder.Write("a.py", kEval);
  Caches();
  TestFolder caches;
  ASSERT_EQ(setenv("XDG_CACHE_HOME", caches.path().c_str(), 1), 0);
  ScanCommand command = Json();
  command.no_cache = true;
  command.server.workers = 1;
  command.quiet = true;
  command.output = folder.Path("report");
  command.paths = {folder.path()};
  Interrupt interrupt;
  std::ostringstream errors;
  EXPECT_EQ(RunScan(command, interrupt, errors), kExitFindings);
  EXPECT_TRUE(std::filesystem::is_empty(caches.path()));
  ASSERT_EQ(setenv("XDG_CACHE_HOME", Caches().path().c_str(), 1), 0);
}

TEST(RunScan, TheSameOverTcpAndInThisProcess) {
  TestFolder folder;
  folder.Write("a.py", kEval);
  folder.Write("pkg/b.py", "import pickle\npickle.loads(x)\n");
  folder.Write("c.zip", Zip({{"d.py", std::string(kEval)}}));
  server::Config config;
  config.listen = "127.0.0.1:0";
  config.http_listen.clear();
  config.log_level = "off";
  config.workers = 2;
  auto server = server::Server::Start(config);
  ASSERT_TRUE(server.ok()) << server.status();
  const std::vector<std::string> paths = {".", "c.zip"};
  for (Format format : {Format::kJson, Format::kSarif}) {
    ScanCommand local = Json(paths);
    local.format = format;
    ScanCommand remote = local;
    remote.server.server = "127.0.0.1:" + std::to_string((*server)->port());
    const Outcome here = Scan(folder, local), there = Scan(folder, remote);
    EXPECT_EQ(here.exit_code, 1) << here.errors;
    EXPECT_EQ(there.exit_code, 1) << there.errors;
    EXPECT_EQ(here.report, there.report);
  }
}

TEST(RunScan, ReadsPythonOrAnArchiveFromStandardInput) {
  TestFolder folder;
  {
    Stdin input(folder, kEval);
    EXPECT_THAT(Scan(folder, Json({"-"})).Paths(), ElementsAre("<stdin>"));
  }
  {
    Stdin input(folder, Zip({{"d.py", std::string(kEval)}}));
    EXPECT_THAT(Scan(folder, Json({"-"})).Paths(), ElementsAre("<stdin>/d.py"));
  }
  {
    Stdin input(folder, kEval);
    ScanCommand text;
    text.paths = {"-"};
    EXPECT_THAT(Scan(folder, text).report, HasSubstr("<stdin>:2:7  MEDIUM  eval-call"));
  }
}

TEST(RunScan, ADamagedArchiveIsIncompleteAndKeepsItsFindings) {
  TestFolder folder;
  std::string noise;
  for (uint32_t i = 0, x = 1; i < 200'000; ++i) {
    x = x * 1'664'525 + 1'013'904'223;
    noise += static_cast<char>('a' + (x >> 24) % 26);
  }
  const std::string zip = Zip({{"a.py", std::string(kEval)}, {"b.py", "#" + noise}});
  folder.Write("a.zip", zip.substr(0, zip.size() / 2));
  const Outcome outcome = Scan(folder, Json({"a.zip"}));
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.Paths(), ElementsAre("a.zip/a.py"));
}

TEST(RunScan, OptionsReachTheServer) {
  TestFolder folder;
  folder.Write("a.py", "eval(x)  # nosec\nassert y\nexec(z)\n");
  const auto rules = [&](const ScanCommand& command) {
    std::vector<std::string> names;
    const json report = Scan(folder, command).Json();
    for (const json& finding : report["findings"]) names.push_back(finding["bandit_id"]);
    return names;
  };
  ScanCommand command = Json();
  command.profile = "bandit";
  EXPECT_THAT(rules(command), UnorderedElementsAre("B101", "B102"));
  command.ignore_nosec = true;
  EXPECT_THAT(rules(command), UnorderedElementsAre("B307", "B101", "B102"));
  command.min_severity = Level::kMedium;
  EXPECT_THAT(rules(command), UnorderedElementsAre("B307", "B102"));
  command.exclude_rules = {"B102"};
  EXPECT_THAT(rules(command), UnorderedElementsAre("B307"));
}

TEST(RunScan, MistakesAreOneLineAndLeaveNoFile) {
  TestFolder folder;
  folder.Write("a.py", kEval);
  folder.Write("closed.py", kEval);
  folder.MakeFolder("out");
  ASSERT_EQ(chmod(folder.Path("closed.py").c_str(), 0), 0);
  ASSERT_EQ(mkfifo(folder.Path("pipe").c_str(), 0644), 0);
  ScanCommand profile = Json(), rule = Json(), output = Json(), twice = Json({"-", "-"});
  profile.profile = "nonsense";
  rule.include_rules = {"B999"};
  output.output = folder.Path("none/report.json");
  const struct {
    ScanCommand command;
    const char* expected;
  } cases[] = {
      {Json({"nowhere"}), "no such file or folder: nowhere"},
      {Json({"a.py/x"}), "no such file or folder: a.py/x"},
      {Json({"closed.py"}), "cannot read closed.py: Permission denied"},
      {Json({"pipe"}), "pipe is neither a file nor a folder"},
      {profile, "meerkat: error: unknown profile \"nonsense\""},
      {rule, "B999"},
      {output, "none/report.json: No such file or directory"},
      {twice, "only once"},
  };
  AsNobody nobody;
  for (const auto& c : cases) {
    const Outcome outcome = Scan(folder, c.command);
    EXPECT_EQ(outcome.exit_code, 2) << c.expected;
    EXPECT_THAT(outcome.errors, HasSubstr(c.expected));
    EXPECT_TRUE(outcome.errors.starts_with("meerkat: error: ")) << outcome.errors;
    EXPECT_EQ(outcome.errors.find('\n'), outcome.errors.size() - 1) << outcome.errors;
    EXPECT_THAT(outcome.report, IsEmpty());
  }
}

TEST(RunScan, AnInterruptedScanWritesNothing) {
  TestFolder folder;
  folder.Write("a.py", kEval);
  TestFolder results;
  InFolder in(folder.path());
  ASSERT_EQ(kSignalsBlocked, 0);
  Interrupt interrupt;
  WakeUp woken;
  const uint64_t seen = woken.count();
  {
    Interrupt::Handler handler(interrupt, [&] { woken.Call(); });
    ASSERT_EQ(kill(getpid(), SIGINT), 0);
    woken.WaitPast(seen);
  }
  ScanCommand command = Json({"."});
  command.output = results.Path("report");
  std::ostringstream errors;
  EXPECT_EQ(RunScan(command, interrupt, errors), 130);
  EXPECT_EQ(errors.str(), "meerkat: interrupted, no report was written\n");
  EXPECT_EQ(std::filesystem::is_empty(results.path()), true);
}

TEST(RunScan, TextOfArchivesShowsTheirLines) {
  TestFolder folder;
  folder.Write("a.zip", Zip({{"a.py", std::string(kEval)}}));
  ScanCommand text;
  text.paths = {"a.zip"};
  TestFolder results;
  text.output = results.Path("report");
  text.server.workers = 1;
  InFolder in(folder.path());
  Interrupt interrupt;
  std::ostringstream errors;
  EXPECT_EQ(RunScan(text, interrupt, errors), 1) << errors.str();
  EXPECT_THAT(results.Read("report"), HasSubstr("  2 │ print(eval(sys.argv[1]))\n"
                                                "    │       ^^^^^^^^^^^^^^^^^\n"));
  EXPECT_THAT(errors.str(), HasSubstr("1 finding in 1 file"));
}

}  // namespace
}  // namespace meerkat::cli
