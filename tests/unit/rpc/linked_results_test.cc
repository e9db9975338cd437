// Results that depend on other files of the same scan: found again while those are the same, and
// looked for again when they are not.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/rpc/scan_client.h"
#include "tests/unit/rpc/server_fixture.h"

namespace meerkat::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kView[] =
    "from flask import request\nfrom app.tools import run\n\n\n"
    "def view():\n    return run(request.args['name'])\n";
constexpr char kRuns[] = "def run(name):\n    return open(name).read()\n";
constexpr char kPrints[] = "def run(name):\n    print(name)\n";
constexpr char kPasses[] = "from app.deeper import run\n";

class LinkedResultsTest : public ServerTest {
 protected:
  static v1::Open OpenOf(v1::Open::Input input) {
    v1::Open open = OpenFor(input);
    open.mutable_options()->set_profile("default");
    return open;
  }
  ScanResult Scan(const Files& files) {
    return ScanManifest(channel_, files, OpenOf(v1::Open::INPUT_MANIFEST));
  }
};

TEST_F(LinkedResultsTest, AnUnchangedTreeIsAnsweredWithoutWork) {
  Start();
  const Files files = {{"app/views.py", kView}, {"app/tools.py", kRuns}};
  const ScanResult first = Scan(files);
  ASSERT_THAT(first.findings, ElementsAre(HasSubstr("path-traversal")));
  const ScanResult second = Scan(files);
  EXPECT_EQ(second.findings, first.findings);
  EXPECT_EQ(second.verdict.totals().files_reused(), 2u);
  EXPECT_EQ(second.verdict.totals().bytes_received(), 0u);
}

TEST_F(LinkedResultsTest, AFileThatComesOrGoesLeavesOthersKnown) {
  Start();
  Files files = {{"app/views.py", kView}, {"app/tools.py", kRuns}};
  const ScanResult first = Scan(files);
  // Before the others, so that each has another place in the manifest.
  files["app/a_new_one.py"] = "x = 1\n";
  const ScanResult more = Scan(files);
  EXPECT_EQ(more.findings, first.findings);
  EXPECT_EQ(more.verdict.totals().files_reused(), 2u);
  files.erase("app/a_new_one.py");
  EXPECT_EQ(Scan(files).verdict.totals().files_reused(), 2u);
}

TEST_F(LinkedResultsTest, AFileThatIsImportedChanges) {
  Start();
  const ScanResult runs = Scan({{"app/views.py", kView}, {"app/tools.py", kRuns}});
  ASSERT_EQ(runs.findings.size(), 1u);
  const ScanResult prints = Scan({{"app/views.py", kView}, {"app/tools.py", kPrints}});
  EXPECT_THAT(prints.findings, IsEmpty());
  EXPECT_EQ(prints.verdict.totals().files_analysed(), 2u);
  // And back: both are known.
  const ScanResult again = Scan({{"app/views.py", kView}, {"app/tools.py", kRuns}});
  EXPECT_EQ(again.findings, runs.findings);
  EXPECT_EQ(again.verdict.totals().files_reused(), 2u);
}

// What is asked for depends on what was asked for before: through tools.py to deeper.py, or no
// further.
TEST_F(LinkedResultsTest, WhatAnImportedFileImportsChanges) {
  Start();
  const Files near = {{"app/views.py", kView}, {"app/tools.py", kPrints}, {"app/deeper.py", kRuns}};
  Files far = near;
  far["app/tools.py"] = kPasses;
  Files harmless = far;
  harmless["app/deeper.py"] = kPrints;
  EXPECT_THAT(Scan(near).findings, IsEmpty());
  const ScanResult found = Scan(far);
  EXPECT_THAT(found.findings, ElementsAre(HasSubstr("path-traversal")));
  EXPECT_THAT(Scan(harmless).findings, IsEmpty());
  for (const Files& files : {near, far, harmless}) {
    EXPECT_EQ(Scan(files).verdict.totals().files_reused(), 3u);
  }
  EXPECT_EQ(Scan(far).findings, found.findings);
}

// Only what was looked up in a file counts for those that import it, and not where it stands.
TEST_F(LinkedResultsTest, AFileChangesInWhatNobodyAsksFor) {
  Start();
  Files files = {{"app/views.py", kView}, {"app/tools.py", kPrints}};
  EXPECT_THAT(Scan(files).findings, IsEmpty());
  files["app/tools.py"] = std::string("import os\n\n") + kPrints + "\n\ndef other():\n    pass\n";
  const ScanResult moved = Scan(files);
  EXPECT_THAT(moved.findings, IsEmpty());
  EXPECT_EQ(moved.verdict.totals().files_analysed(), 1u);
  // It is known from now on for these bytes, too.
  EXPECT_EQ(Scan(files).verdict.totals().files_reused(), 2u);
  files["app/tools.py"] += kRuns;
  EXPECT_THAT(Scan(files).findings, ElementsAre(HasSubstr("path-traversal")));
}

// What a file gives decides which functions are run: it counts though only another name was looked
// up.
TEST_F(LinkedResultsTest, AFileBeginsToGiveASource) {
  Start();
  const char tools[] =
      "from flask import request\nLIMIT = 3\ndef inner():\n    return {}\ndef helper():\n    "
      "return inner()\n"
      "def used():\n    print(request.args['q'])\n";
  Files files = {
      {"app/views.py",
       "from flask import request\nfrom app.tools import helper, LIMIT\nsize = LIMIT\n\n\n"
       "def show():\n    with open(helper()) as file:\n        return file\n"},
      {"app/tools.py", fmt::format(fmt::runtime(tools), "'x'")}};
  EXPECT_THAT(Scan(files).findings, IsEmpty());
  files["app/tools.py"] = fmt::format(fmt::runtime(tools), "request.args['q']");
  EXPECT_THAT(Scan(files).findings, ElementsAre(HasSubstr("app/views.py:7:10 path-traversal")));
}

// As in a manifest.
TEST_F(LinkedResultsTest, OfOnePathTheFirstInlineFileCounts) {
  Start();
  v1::Open open = OpenOf(v1::Open::INPUT_INLINE);
  for (const char* content : {kPrints, kRuns}) {
    v1::InlineFile& file = *open.add_inline_files();
    file.set_path("app/tools.py");
    file.set_content(content);
  }
  const ScanResult result = ScanInline(channel_, {{"app/views.py", kView}}, open);
  EXPECT_THAT(result.findings, IsEmpty());
  ASSERT_EQ(result.notices.size(), 1u);
  EXPECT_THAT(result.notices[0].message(), HasSubstr("stands twice"));
}

TEST_F(LinkedResultsTest, ANameThatWasMissingComes) {
  Start();
  Files files = {{"app/views.py", kView},
                 {"app/tools.py", "def other(name): pass\n"},
                 {"app/deeper.py", kRuns}};
  EXPECT_THAT(Scan(files).findings, IsEmpty());
  Files with_star = files;
  with_star["app/tools.py"] += "from app.deeper import *\n";
  files["app/tools.py"] += kRuns;
  EXPECT_EQ(Scan(files).findings.size(), 1u);
  EXPECT_EQ(Scan(with_star).findings.size(), 1u);
}

// A way through another file tells the lines of that file.
TEST_F(LinkedResultsTest, AWayThroughAFileMovesWithIt) {
  Start();
  Files files = {{"app/views.py", kView}, {"app/tools.py", kRuns}};
  const auto line_in_tools = [](const ScanResult& result) {
    for (const v1::ScanEvent& event : result.events) {
      for (const v1::Finding& finding : event.findings().findings()) {
        for (const v1::FlowStep& step : finding.flow()) {
          if (step.file() == 0) return step.region().start_line();  // by path the first
        }
      }
    }
    return 0u;
  };
  const ScanResult first = Scan(files);
  ASSERT_EQ(first.findings.size(), 1u);
  files["app/tools.py"] = std::string("import os\n\n\n") + kRuns;
  const ScanResult moved = Scan(files);
  ASSERT_EQ(moved.findings.size(), 1u);
  EXPECT_EQ(line_in_tools(moved), line_in_tools(first) + 3);
}

// An import that meant nothing means a file that comes.
TEST_F(LinkedResultsTest, AFileThatWasMissingComes) {
  Start();
  EXPECT_THAT(Scan({{"app/views.py", kView}}).findings, IsEmpty());
  EXPECT_EQ(Scan({{"app/views.py", kView}, {"app/tools.py", kRuns}}).findings.size(), 1u);
  EXPECT_THAT(Scan({{"app/views.py", kView}}).findings, IsEmpty());
}

// A file that came alone has another result than beside others.
TEST_F(LinkedResultsTest, AloneAndWithOthers) {
  Start();
  const v1::Open open = OpenOf(v1::Open::INPUT_INLINE);
  const Files pair = {{"app/views.py", kView}, {"app/tools.py", kRuns}};
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(ScanInline(channel_, {{"app/views.py", kView}}, open).findings, IsEmpty());
    EXPECT_EQ(ScanInline(channel_, pair, open).findings.size(), 1u);
    EXPECT_EQ(Scan(pair).findings.size(), 1u);
  }
}

// Without a cache nothing is kept, and the same is found.
TEST_F(LinkedResultsTest, WithoutACacheTheSame) {
  Start();
  server::Config without = QuietConfig();
  without.limits.result_cache_bytes = 0;
  auto plain = server::Server::Start(without);
  ASSERT_TRUE(plain.ok());
  const Files files = {
      {"app/views.py", kView}, {"app/tools.py", kPasses}, {"app/deeper.py", kRuns}};
  EXPECT_EQ(
      ScanManifest((*plain)->InProcessChannel(), files, OpenOf(v1::Open::INPUT_MANIFEST)).findings,
      Scan(files).findings);
}

}  // namespace
}  // namespace meerkat::rpc
