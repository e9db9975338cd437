// Files whose results are known: not asked for, not analysed, and no difference in what is said.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/core/digest.h"
#include "tests/unit/rpc/scan_client.h"
#include "tests/unit/rpc/server_fixture.h"

namespace meerkat::rpc {
namespace {

using ::testing::IsEmpty;

// Every fixture of every rule, a notebook, broken code, other encodings, binaries, scripts, empty
// files.
Files ManyFiles() {
  Files files;
  const std::filesystem::path root = std::getenv("MEERKAT_SOURCE_DIR");
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(root / "engine" / "rules")) {
    if (entry.path().extension() != ".py") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files["app/" + entry.path().filename().string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  files["app/broken.py"] = "eval(x)\ndef f(:\n  eval(y) # nosec\nx = (\n";
  files["app/latin.py"] = "# coding: latin-1\neval('\xe9')\n";
  files["app/odd.py"] = "# coding: klingon\neval(x)\n";
  files["app/binary.py"] = std::string("eval(x)\0\n", 9);
  files["app/notebook.ipynb"] =
      R"({"cells":[{"cell_type":"code","source":["eval(x)\n"],"metadata":{},"outputs":[]}],)"
      R"("metadata":{"kernelspec":{"language":"python"}},"nbformat":4,"nbformat_minor":5})";
  files["app/no_notebook.ipynb"] = "{";
  files["app/__init__.py"] = "";
  files["bin/script"] = "#!/usr/bin/env python3\neval(x)\n";
  files["bin/shell"] = "#!/bin/sh\necho\n";
  files["README.md"] = "eval(x)\n";
  files["tests/test_app.py"] = "assert True\nimport random\nrandom.random()\neval(x)\n";
  return files;
}

// What a report is made of, as text: everything but times, and what was received and reused.
std::vector<std::string> Said(const ScanResult& result, const std::vector<std::string>& paths) {
  std::vector<std::string> lines;
  std::vector<std::string> rules;
  for (const v1::ScanEvent& event : result.events) {
    for (const v1::Rule& rule : event.rules().rules()) rules.push_back(rule.SerializeAsString());
  }
  for (const v1::ScanEvent& event : result.events) {
    for (v1::Finding finding : event.findings().findings()) {
      std::string line = paths[finding.file()] + " " + rules[finding.rule()];
      finding.clear_rule();
      finding.clear_file();
      lines.push_back(line + finding.SerializeAsString());
    }
    for (v1::FileNotice notice : event.notices().notices()) {
      notice.clear_file();
      lines.push_back("notice " + notice.SerializeAsString());
    }
    for (v1::FileResultBatch::FileResult file : event.file_results().results()) {
      std::string line = "result " + paths[file.file()];
      file.clear_file();
      lines.push_back(line + file.SerializeAsString());
    }
  }
  std::sort(lines.begin(), lines.end());
  v1::Verdict verdict = result.verdict;
  verdict.clear_elapsed();
  v1::Totals& totals = *verdict.mutable_totals();
  totals.set_files_analysed(totals.files_analysed() + totals.files_reused());
  totals.clear_files_reused();
  totals.clear_bytes_received();
  lines.push_back(verdict.SerializeAsString());
  return lines;
}

std::vector<std::string> PathsOf(const Files& files) {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files) paths.push_back(path);
  return paths;
}

class KnownResultsTest : public ServerTest {};

TEST_F(KnownResultsTest, AnUnchangedTreeSendsNoByteAndSaysTheSame) {
  Start();
  const Files files = ManyFiles();
  const std::vector<std::string> paths = PathsOf(files);
  server::Config without = QuietConfig();
  without.limits.result_cache_bytes = 0;
  auto plain = server::Server::Start(without);
  ASSERT_TRUE(plain.ok());
  for (const char* profile : {"default", "bandit", "all"}) {
    for (const bool file_results : {false, true}) {
      for (const uint32_t excerpt_lines : {0u, 3u}) {
        v1::Open open = OpenFor(v1::Open::INPUT_MANIFEST);
        open.mutable_options()->set_profile(profile);
        open.mutable_options()->set_file_results(file_results);
        open.mutable_options()->set_excerpt_lines(excerpt_lines);
        const ScanResult plainly = ScanManifest((*plain)->InProcessChannel(), files, open);
        const ScanResult cold = ScanManifest(channel_, files, open);
        const ScanResult warm = ScanManifest(channel_, files, open);
        ASSERT_TRUE(warm.status.ok()) << warm.status.error_message();
        EXPECT_EQ(warm.verdict.totals().files_analysed(), 0u) << profile;
        EXPECT_EQ(warm.verdict.totals().bytes_received(), 0u) << profile;
        EXPECT_GT(warm.verdict.totals().files_reused(), 90u);
        EXPECT_EQ(Said(cold, paths), Said(plainly, paths)) << profile;
        EXPECT_EQ(Said(warm, paths), Said(plainly, paths)) << profile;
        open.set_input(v1::Open::INPUT_INLINE);
        const ScanResult inline_files = ScanInline(channel_, files, open);
        EXPECT_EQ(inline_files.verdict.totals().files_analysed(), 0u);
        EXPECT_EQ(inline_files.findings, plainly.findings);
      }
    }
  }
}

TEST_F(KnownResultsTest, WhatOfAPathChangesTheReportIsPartOfTheKey) {
  Start();
  const std::string source = "assert x\nimport random\ntoken = random.random()\neval(x)\n";
  for (const char* profile : {"default", "bandit", "all"}) {
    v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
    open.mutable_options()->set_profile(profile);
    open.mutable_options()->mutable_bandit()->add_assert_skips("*_skipped.py");
    const auto scan = [&](const std::string& path) {
      ScanResult result = ScanInline(channel_, {{path, source}}, open);
      for (std::string& finding : result.findings) finding.erase(0, path.size());
      return result;
    };
    const ScanResult product = scan("app/views.py");
    EXPECT_EQ(product.verdict.totals().files_reused(), 0u);
    const ScanResult moved = scan("elsewhere/deep/other.py");
    EXPECT_EQ(moved.verdict.totals().files_reused(), 1u);
    EXPECT_EQ(moved.findings, product.findings);
    EXPECT_EQ(scan("tests/views.py").verdict.totals().files_reused(), 0u);
    EXPECT_EQ(scan("app/a_skipped.py").verdict.totals().files_reused(), 0u);
    EXPECT_EQ(scan("app/b_skipped.py").verdict.totals().files_reused(), 1u);
  }
}

// Every fixture under several paths of one class: a rule that comes to read more of a path fails
// here.
TEST_F(KnownResultsTest, PathsOfOneClassGetOneReport) {
  server::Config without = QuietConfig();
  without.limits.result_cache_bytes = 0;
  Start(without);
  const auto under = [](const std::string& folder, const std::string& prefix) {
    Files files;
    for (const auto& [path, bytes] : ManyFiles()) {
      if (!path.starts_with("app/")) continue;
      files[folder + prefix + path.substr(4)] = bytes;
    }
    return files;
  };
  v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_options()->set_profile("all");
  const auto findings = [&](const Files& files) {
    const ScanResult result = ScanInline(channel_, files, open);
    EXPECT_TRUE(result.status.ok());
    return result.findings.size();
  };
  open.mutable_options()->set_profile("default");
  EXPECT_EQ(findings(under("app/", "a_")), findings(under("settings/migrations/deep/er/", "b_")));
  EXPECT_EQ(findings(under("tests/", "a_")), findings(under("x/", "test_")));
}

TEST_F(KnownResultsTest, ALyingManifestStoresAndGetsNothing) {
  Start();
  const Files honest = {{"a.py", "eval(x)\n"}};
  ASSERT_TRUE(ScanManifest(channel_, honest).status.ok());
  // The digest of a.py with other bytes of the same size, then of another size.
  v1::ScanRequest manifest = ManifestOf(honest);
  manifest.mutable_manifest()->mutable_entries(0)->set_size(9);
  ScanCall call(channel_);
  ASSERT_TRUE(call.Write(OpenFor(v1::Open::INPUT_MANIFEST)));
  ASSERT_TRUE(call.Write(manifest));
  ASSERT_TRUE(call.ReadUntil(v1::ScanEvent::kNeed));
  EXPECT_EQ(call.events().back().need().wanted(), std::string(1, '\x01'));
  v1::ScanRequest contents;
  contents.mutable_contents()->add_pieces()->set_data("eval(xx)\n");
  ASSERT_TRUE(call.Write(contents));
  call.WritesDone();
  ASSERT_TRUE(call.Finish().ok());
  EXPECT_EQ(call.events().back().verdict().outcome(), v1::Verdict::OUTCOME_INCOMPLETE);
  // Bytes under a digest that is not theirs are not kept under it.
  const std::string digest(core::Sha256("print(1)\n").AsBytes());
  manifest.mutable_manifest()->mutable_entries(0)->set_sha256(digest);
  ScanCall liar(channel_);
  ASSERT_TRUE(liar.Write(OpenFor(v1::Open::INPUT_MANIFEST)));
  ASSERT_TRUE(liar.Write(manifest));
  ASSERT_TRUE(liar.Write(contents));
  liar.WritesDone();
  ASSERT_TRUE(liar.Finish().ok());
  const ScanResult innocent = ScanManifest(channel_, {{"b.py", "print(1)\n"}});
  EXPECT_EQ(innocent.verdict.totals().files_analysed(), 1u);
  EXPECT_THAT(innocent.findings, IsEmpty());
}

TEST_F(KnownResultsTest, ContentsOfAKnownFileWereNotAskedFor) {
  Start();
  const Files files = {{"a.py", "eval(x)\n"}};
  ASSERT_TRUE(ScanManifest(channel_, files).status.ok());
  ScanCall call(channel_);
  ASSERT_TRUE(call.Write(OpenFor(v1::Open::INPUT_MANIFEST)));
  ASSERT_TRUE(call.Write(ManifestOf(files)));
  v1::ScanRequest contents;
  contents.mutable_contents()->add_pieces()->set_data("eval(x)\n");
  call.Write(contents);
  call.WritesDone();
  EXPECT_EQ(call.Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(KnownResultsTest, EqualFilesOfOneScanAreAnalysedOnce) {
  Start(QuietConfig(4));
  Files files;
  std::string source;
  for (int i = 0; i < 2'000; ++i) source += "eval(a)\n";
  for (int i = 0; i < 50; ++i) files["m" + std::to_string(i) + ".py"] = source;
  const ScanResult result = ScanManifest(channel_, files);
  EXPECT_EQ(result.verdict.totals().files_analysed(), 1u);
  EXPECT_EQ(result.verdict.totals().files_reused(), 49u);
  EXPECT_EQ(result.findings.size(), 100'000u);
}

}  // namespace
}  // namespace meerkat::rpc
