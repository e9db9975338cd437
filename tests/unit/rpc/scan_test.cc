// Scans through a real server and the real engine.

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/core/digest.h"
#include "engine/rules/registry.h"
#include "tests/unit/ingest/archive_builder.h"
#include "tests/unit/rpc/scan_client.h"
#include "tests/unit/rpc/server_fixture.h"

namespace meerkat::rpc {
namespace {

using ingest::ArchiveBuilder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kEval[] = "x = 1\neval(input())\n";

Files Project() {
  return {{"app/__init__.py", ""},
          {"app/clean.py", "print('hello')\n"},
          {"app/eval.py", kEval},
          {"bin/tool", "#!/usr/bin/env python3\neval(input())\n"},
          {"bin/script", "#!/bin/sh\nexit 0\n"},
          {"README.md", "eval(input())\n"}};
}

std::vector<std::string> ProjectFindings() {
  const std::string rule(rules::FindRule("B307")->name);
  return {"app/eval.py:2:1 " + rule, "bin/tool:2:1 " + rule};
}

std::string ArchiveOf(const Files& files, ArchiveBuilder::Format format = ArchiveBuilder::kTarGz) {
  ArchiveBuilder builder(format);
  for (const auto& [path, bytes] : files) builder.File(path, bytes);
  return builder.Finish();
}

class ScanTest : public ServerTest {};

TEST_F(ScanTest, AManifestUploadsOnlyWhatIsNeeded) {
  Start();
  const ScanResult result = ScanManifest(channel_, Project());
  ASSERT_TRUE(result.status.ok()) << result.status.error_message();
  EXPECT_EQ(result.findings, ProjectFindings());
  EXPECT_EQ(result.verdict.outcome(), v1::Verdict::OUTCOME_FAIL);
  EXPECT_EQ(result.verdict.exit_code(), 1u);
  const v1::Totals& totals = result.verdict.totals();
  EXPECT_EQ(totals.files(), 6u);
  EXPECT_EQ(totals.files_analysed(), 4u);
  EXPECT_EQ(totals.files_skipped(), 2u);
  EXPECT_EQ(totals.files_not_python(), 2u);
  EXPECT_EQ(totals.files(),
            totals.files_analysed() + totals.files_reused() + totals.files_skipped());
  // The order of the map: README.md, app/__init__.py, app/clean.py, app/eval.py, bin/script,
  // bin/tool.
  for (const v1::ScanEvent& event : result.events) {
    if (!event.has_need()) continue;
    EXPECT_EQ(event.need().wanted(), std::string(1, 0b111100));
  }
}

TEST_F(ScanTest, InlineFilesAreOneMessageInAndTheEventsAreNumbered) {
  Start();
  const ScanResult result = ScanInline(channel_, Project());
  ASSERT_TRUE(result.status.ok()) << result.status.error_message();
  EXPECT_EQ(result.findings, ProjectFindings());
  ASSERT_FALSE(result.events.empty());
  EXPECT_TRUE(result.events.front().has_accepted());
  EXPECT_THAT(result.events.front().accepted().scan(), ::testing::StartsWith("scans/"));
  EXPECT_THAT(result.events.front().accepted().analysis_state(), SizeIs(32));
  EXPECT_TRUE(result.events.back().has_verdict());
  for (size_t i = 0; i < result.events.size(); ++i) {
    EXPECT_EQ(result.events[i].sequence(), i + 1);
  }
}

TEST_F(ScanTest, AnArchiveGivesTheSameFindings) {
  Start();
  for (const auto format : {ArchiveBuilder::kTar, ArchiveBuilder::kTarGz, ArchiveBuilder::kZip}) {
    for (const size_t chunk : {size_t{100}, size_t{1} << 20}) {
      const ScanResult result = ScanArchive(channel_, ArchiveOf(Project(), format), chunk);
      ASSERT_TRUE(result.status.ok()) << result.status.error_message();
      EXPECT_EQ(result.findings, ProjectFindings());
      EXPECT_EQ(result.verdict.totals().files(), 6u);
      EXPECT_EQ(result.verdict.totals().files_not_python(), 2u);
    }
  }
}

TEST_F(ScanTest, FindsTheSameWithAnyNumberOfWorkers) {
  Files files;
  std::vector<std::string> expected;
  const std::string rule(rules::FindRule("B307")->name);
  for (int i = 0; i < 300; ++i) {
    const std::string path = fmt::format("pkg/m{:03}.py", i);
    files[path] = fmt::format("x = {}\n", i) + (i % 3 == 0 ? "eval(x)\n" : "print(x)\n");
    if (i % 3 == 0) expected.push_back(fmt::format("{}:2:1 {}", path, rule));
  }
  const std::string archive = ArchiveOf(files);
  for (const uint32_t workers : {0, 1, 8}) {
    Start(QuietConfig(workers));
    for (int round = 0; round < 2; ++round) {
      EXPECT_EQ(ScanManifest(channel_, files).findings, expected) << workers;
      EXPECT_EQ(ScanArchive(channel_, archive, 1'000).findings, expected) << workers;
      EXPECT_EQ(ScanInline(channel_, files).findings, expected) << workers;
    }
  }
}

TEST_F(ScanTest, TheFirstFindingComesBeforeTheUploadEnds) {
  Start();
  // A manifest: the second file is not sent before the finding of the first one is here.
  ScanCall manifest(channel_);
  manifest.Write(OpenFor(v1::Open::INPUT_MANIFEST));
  manifest.Write(ManifestOf({{"a.py", kEval}, {"b.py", kEval}}));
  v1::ScanRequest piece;
  piece.mutable_contents()->add_pieces()->set_data(kEval);
  manifest.Write(piece);
  EXPECT_TRUE(manifest.ReadUntil(v1::ScanEvent::kFindings));
  piece.mutable_contents()->mutable_pieces(0)->set_file(1);
  manifest.Write(piece);
  manifest.WritesDone();
  EXPECT_TRUE(manifest.Finish().ok());
  const v1::Totals& totals = manifest.events().back().verdict().totals();
  EXPECT_EQ(totals.files_analysed() + totals.files_reused(), 2u);

  // An archive that stops half way.
  const std::string archive = ArchiveBuilder(ArchiveBuilder::kTar)
                                  .File("a.py", kEval)
                                  .File("large.bin", std::string(200'000, 'x'))
                                  .Finish();
  ScanCall call(channel_);
  call.Write(OpenFor(v1::Open::INPUT_ARCHIVE));
  v1::ScanRequest chunk;
  chunk.mutable_archive()->set_data(archive.substr(0, 100'000));
  call.Write(chunk);
  EXPECT_TRUE(call.ReadUntil(v1::ScanEvent::kFindings));
  chunk.mutable_archive()->set_data(archive.substr(100'000));
  call.Write(chunk);
  call.WritesDone();
  EXPECT_TRUE(call.Finish().ok());
  EXPECT_EQ(call.events().back().verdict().outcome(), v1::Verdict::OUTCOME_FAIL);
}

TEST_F(ScanTest, EveryRuleIsAnnouncedOnceAndBeforeItsFindings) {
  Start();
  Files files;
  for (int i = 0; i < 400; ++i) files[fmt::format("m{}.py", i)] = "eval(a)\nexec(b)\n";
  const ScanResult result = ScanInline(channel_, files);
  ASSERT_TRUE(result.status.ok());
  EXPECT_THAT(result.findings, SizeIs(800));
  uint32_t announced = 0;
  for (const v1::ScanEvent& event : result.events) {
    if (event.has_rules()) {
      EXPECT_EQ(event.rules().first_index(), announced);
      announced += static_cast<uint32_t>(event.rules().rules_size());
    }
    EXPECT_LE(event.findings().findings_size(), 256);
    for (const v1::Finding& finding : event.findings().findings()) {
      EXPECT_LT(finding.rule(), announced);
      EXPECT_THAT(finding.fingerprint(), SizeIs(16));
    }
  }
  EXPECT_EQ(announced, 2u);
}

TEST_F(ScanTest, OptionsReachTheEngine) {
  Start();
  v1::Open open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_options()->add_exclude_rules("B307");
  EXPECT_THAT(ScanInline(channel_, Project(), open).findings, IsEmpty());
  open = OpenFor(v1::Open::INPUT_INLINE);
  open.mutable_options()->set_excerpt_lines(1);
  const ScanResult result = ScanInline(channel_, {{"a.py", kEval}}, open);
  for (const v1::ScanEvent& event : result.events) {
    for (const v1::Finding& finding : event.findings().findings()) {
      EXPECT_THAT(finding.excerpt(), HasSubstr("eval(input())"));
      EXPECT_EQ(finding.excerpt_start_line(), 2u);
    }
  }
  EXPECT_THAT(result.findings, SizeIs(1));
}

// --- a bad file is never an error ----------------------------------------------------------------

TEST_F(ScanTest, BytesThatAreNotWhatWasDeclaredAreANotice) {
  Start();
  ScanCall call(channel_);
  call.Write(OpenFor(v1::Open::INPUT_MANIFEST));
  call.Write(ManifestOf({{"a.py", "eval(a)\n"}, {"never.py", "eval(b)\n"}}));
  v1::ScanRequest piece;
  piece.mutable_contents()->add_pieces()->set_data("eval(b)\n");
  call.Write(piece);
  call.WritesDone();
  const grpc::Status status = call.Finish();
  ASSERT_TRUE(status.ok());
  const ScanResult result(status, call.events(), {"a.py", "never.py"});
  EXPECT_THAT(result.findings, IsEmpty());
  EXPECT_EQ(result.verdict.outcome(), v1::Verdict::OUTCOME_INCOMPLETE);
  EXPECT_EQ(result.verdict.exit_code(), 3u);
  EXPECT_THAT(result.verdict.reasons(), ElementsAre(HasSubstr("a.py: "), HasSubstr("never.py: ")));
  ASSERT_THAT(result.notices, SizeIs(2));
  for (const v1::FileNotice& notice : result.notices) {
    EXPECT_EQ(notice.kind(), notice.file() == 0 ? v1::FileNotice::KIND_DIGEST_MISMATCH
                                                : v1::FileNotice::KIND_NOT_RECEIVED);
    EXPECT_TRUE(notice.incomplete());
  }
}

// Calls that end while their caller still writes, on both transports.
class EarlyEndTest : public ServerTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(EarlyEndTest, ALimitOfTheArchiveKeepsWhatWasFound) {
  server::Config config = QuietConfig();
  config.listen = GetParam();
  config.limits.max_archive_entries = 1;
  Start(config);
  // Much more follows than the stream's buffers hold.
  const std::string archive = ArchiveBuilder(ArchiveBuilder::kTar)
                                  .File("a.py", kEval)
                                  .File("b.py", kEval)
                                  .File("large.bin", std::string(20 << 20, 'x'))
                                  .Finish();
  const ScanResult result = ScanArchive(channel_, archive);
  ASSERT_TRUE(result.status.ok()) << result.status.error_message();
  EXPECT_THAT(result.findings, SizeIs(1));
  EXPECT_EQ(result.verdict.outcome(), v1::Verdict::OUTCOME_INCOMPLETE);
  EXPECT_THAT(result.verdict.reasons(), ElementsAre(HasSubstr("max_archive_entries")));
  ASSERT_THAT(result.notices, SizeIs(1));
  EXPECT_EQ(result.notices[0].kind(), v1::FileNotice::KIND_LIMIT);
  EXPECT_EQ(result.notices[0].path(), "b.py");
}

TEST_P(EarlyEndTest, AnErrorReachesItsCaller) {
  server::Config config = QuietConfig();
  config.listen = GetParam();
  config.limits.max_scan_time = std::chrono::milliseconds(0);
  Start(config);
  const ScanResult result = ScanArchive(channel_, std::string(30 << 20, 'x'));
  EXPECT_EQ(result.status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED)
      << result.status.error_message();
  EXPECT_THAT(result.status.error_message(), HasSubstr("max_scan_time"));
}

TEST_P(EarlyEndTest, AMessageOverTheLimitEndsTheCall) {
  server::Config config = QuietConfig();
  config.listen = GetParam();
  Start(config);
  const ScanResult result = ScanArchive(
      channel_, ArchiveOf({{"a.bin", std::string(6 << 20, 'x')}}, ArchiveBuilder::kTar), 5 << 20);
  EXPECT_FALSE(result.status.ok() && result.verdict.outcome() == v1::Verdict::OUTCOME_PASS);
}

INSTANTIATE_TEST_SUITE_P(Scan, EarlyEndTest, ::testing::Values("", "127.0.0.1:0"),
                         [](const auto& info) { return *info.param ? "Tcp" : "InProcess"; });

TEST_F(ScanTest, ADamagedArchiveIsIncomplete) {
  Start();
  v1::Open open = OpenFor(v1::Open::INPUT_ARCHIVE);
  open.set_archive_name("project.zip");
  const ScanResult result = ScanArchive(channel_, "this is no archive", 5, open);
  ASSERT_TRUE(result.status.ok()) << result.status.error_message();
  EXPECT_EQ(result.verdict.outcome(), v1::Verdict::OUTCOME_INCOMPLETE);
  ASSERT_THAT(result.notices, SizeIs(1));
  EXPECT_EQ(result.notices[0].kind(), v1::FileNotice::KIND_ARCHIVE_DAMAGED);
  EXPECT_EQ(result.notices[0].path(), "project.zip");
}

// --- a caller who breaks the contract ------------------------------------------------------------

// Each sends some messages and is told what was wrong.
struct Violation {
  const char* name;
  grpc::StatusCode code;
  const char* message;
  std::vector<v1::ScanRequest> requests;
};

v1::ScanRequest Request(const v1::Open& open) {
  v1::ScanRequest request;
  *request.mutable_open() = open;
  return request;
}

v1::ScanRequest Contents(uint32_t file, uint64_t offset, const std::string& data) {
  v1::ScanRequest request;
  v1::ContentBatch::Piece& piece = *request.mutable_contents()->add_pieces();
  piece.set_file(file);
  piece.set_offset(offset);
  piece.set_data(data);
  return request;
}

v1::ScanRequest ArchiveChunk() {
  v1::ScanRequest request;
  request.mutable_archive()->set_data("x");
  return request;
}

template <typename Change>
v1::ScanRequest Opened(v1::Open::Input input, Change change) {
  v1::Open open = OpenFor(input);
  change(open);
  return Request(open);
}

std::vector<Violation> Violations() {
  constexpr auto kInvalid = grpc::StatusCode::INVALID_ARGUMENT;
  constexpr auto kExhausted = grpc::StatusCode::RESOURCE_EXHAUSTED;
  const v1::ScanRequest open = Request(OpenFor(v1::Open::INPUT_MANIFEST));
  const v1::ScanRequest open_archive = Request(OpenFor(v1::Open::INPUT_ARCHIVE));
  const v1::ScanRequest manifest = ManifestOf({{"a.py", "pass\n"}});
  v1::ScanRequest absolute = manifest;
  absolute.mutable_manifest()->mutable_entries(0)->set_path("/a.py");
  v1::ScanRequest many = ManifestOf({{"a.py", "1"}, {"b.py", "2"}, {"c.py", "3"}, {"d.py", "4"}});
  const auto kManifest = v1::Open::INPUT_MANIFEST;
  return {
      {"Nothing", kInvalid, "open: is missing", {}},
      {"NoOpen", kInvalid, "open: has to be the first message", {manifest}},
      {"OpenTwice", kInvalid, "open: came twice", {open, open}},
      {"EmptyMessage", kInvalid, "message: is not set", {open, v1::ScanRequest()}},
      {"Version",
       kInvalid,
       "open.contract_version: is 9; this server (0.1.0) speaks 1",
       {Opened(kManifest, [](v1::Open& o) { o.set_contract_version(9); })}},
      {"Input", kInvalid, "open.input", {Opened(kManifest, [](v1::Open& o) { o.clear_input(); })}},
      {"Profile",
       kInvalid,
       "nonsense",
       {Opened(kManifest, [](v1::Open& o) { o.mutable_options()->set_profile("nonsense"); })}},
      {"Rule",
       kInvalid,
       "no-such-rule",
       {Opened(kManifest,
               [](v1::Open& o) { o.mutable_options()->add_include_rules("no-such-rule"); })}},
      {"Excerpt",
       kInvalid,
       "open.options.excerpt_lines: is 99; at most 20",
       {Opened(kManifest, [](v1::Open& o) { o.mutable_options()->set_excerpt_lines(99); })}},
      {"Project",
       kInvalid,
       "open.project: has 300 bytes; at most 256",
       {Opened(kManifest, [](v1::Open& o) { o.set_project(std::string(300, 'x')); })}},
      {"Budget",
       kInvalid,
       "open.budget: is negative",
       {Opened(kManifest, [](v1::Open& o) { o.mutable_budget()->set_seconds(-1); })}},
      {"InlineInManifest",
       kInvalid,
       "open.inline_files: does not belong",
       {Opened(kManifest, [](v1::Open& o) { o.add_inline_files()->set_path("a.py"); })}},
      {"InlinePath",
       kInvalid,
       "open.inline_files[0].path: has a '..' component",
       {Opened(v1::Open::INPUT_INLINE,
               [](v1::Open& o) { o.add_inline_files()->set_path("../a.py"); })}},
      {"ArchiveInManifest", kInvalid, "archive: does not belong", {open, ArchiveChunk()}},
      {"ManifestInArchive", kInvalid, "manifest: does not belong", {open_archive, manifest}},
      {"ContentsInArchive",
       kInvalid,
       "contents: does not belong",
       {open_archive, Contents(0, 0, "x")}},
      {"Path", kInvalid, "manifest.entries[0].path: is absolute", {open, absolute}},
      {"AfterLast", kInvalid, "manifest: goes on", {open, manifest, manifest}},
      {"NoLast", kInvalid, "manifest.last", {open}},
      {"UnknownFile",
       kInvalid,
       "contents.pieces[0].file: 5 is not in the manifest",
       {open, manifest, Contents(5, 0, "x")}},
      {"Offset",
       kInvalid,
       "contents.pieces[0].offset: is 2",
       {open, manifest, Contents(0, 2, "x")}},
      {"TooMuch", kInvalid, "whose size is 5", {open, manifest, Contents(0, 0, "pass\n\n")}},
      {"Twice",
       kInvalid,
       "already complete",
       {open, manifest, Contents(0, 0, "pass\n"), Contents(0, 0, "pass\n")}},
      {"ManyFiles", kExhausted, "max_manifest_files (3)", {open, many}},
  };
}

class ViolationTest : public ServerTest, public ::testing::WithParamInterface<Violation> {};

TEST_P(ViolationTest, IsToldWhatIsWrong) {
  server::Config config = QuietConfig();
  config.limits.max_manifest_files = 3;
  Start(config);
  ScanCall call(channel_);
  for (const v1::ScanRequest& request : GetParam().requests) {
    if (!call.Write(request)) break;
  }
  call.WritesDone();
  const grpc::Status status = call.Finish();
  EXPECT_EQ(status.error_code(), GetParam().code) << status.error_message();
  EXPECT_THAT(status.error_message(), HasSubstr(GetParam().message));
  if (status.error_code() == grpc::StatusCode::INVALID_ARGUMENT) {
    EXPECT_THAT(status.error_details(), HasSubstr("google.rpc.BadRequest"));
  }
}

INSTANTIATE_TEST_SUITE_P(Scan, ViolationTest, ::testing::ValuesIn(Violations()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace meerkat::rpc
