#include "service/cache/result.h"

#include <gtest/gtest.h>

#include "engine/rules/registry.h"

namespace meerkat::cache {
namespace {

core::Finding SomeFinding(const char* rule, core::Severity severity) {
  core::Finding finding;
  finding.rule = rules::FindRule(rule);
  finding.span = {70'000, 70'013};
  finding.begin = {900, 5};
  finding.end = {901, 200};
  finding.line = 900;
  finding.cell = 3;
  finding.file_line = 1'024;
  finding.extent_begin = 899;
  finding.extent_end = 902;
  finding.severity = severity;
  finding.confidence = core::Confidence::kMedium;
  for (size_t i = 0; i < finding.fingerprint.size(); ++i) {
    finding.fingerprint[i] = static_cast<uint8_t>(255 - i);
  }
  finding.message = "the message";
  finding.excerpt = "yaml.load(x)\n\ty";
  finding.excerpt_line = 898;
  return finding;
}

FileResult SomeResult() {
  FileResult result{.file_bytes = 123'456};
  core::FileReport& report = result.report;
  report.findings = {SomeFinding("yaml-load", core::Severity::kMedium),
                     SomeFinding("B602", core::Severity::kHigh),
                     SomeFinding("B101", core::Severity::kLow)};
  report.notices = {{core::NoticeKind::kParsePartial, "syntax error on line 7", 7, 9},
                    {core::NoticeKind::kEncoding, "odd", 0, 0}};
  report.suppressed = 5;
  report.suppressed_by_id = 2;
  report.lines_of_code = 800;
  report.parsed = report.syntax_error = report.analysed = true;
  return result;
}

TEST(ResultTest, WhatWasKeptComesBackWhole) {
  const FileResult result = SomeResult();
  const ResultKey key = core::Sha256("key");
  const ResultRef kept = Result::Make(key, Encode(result));
  EXPECT_EQ(kept->key(), key);
  ResultReader reader(*kept);
  const ResultHead& head = reader.head();
  EXPECT_EQ(head.file_bytes, 123'456u);
  EXPECT_EQ(head.lines_of_code, 800u);
  EXPECT_EQ(head.suppressed, 5u);
  EXPECT_EQ(head.suppressed_by_id, 2u);
  EXPECT_EQ(head.high, 1u);
  EXPECT_EQ(head.medium, 1u);
  EXPECT_EQ(head.low, 1u);
  EXPECT_TRUE(head.analysed && head.parsed && head.syntax_error);
  EXPECT_FALSE(head.not_python);
  core::Notice notice;
  for (const core::Notice& expected : result.report.notices) {
    ASSERT_TRUE(reader.NextNotice(&notice));
    EXPECT_EQ(notice.kind, expected.kind);
    EXPECT_EQ(notice.message, expected.message);
    EXPECT_EQ(notice.first_line, expected.first_line);
    EXPECT_EQ(notice.last_line, expected.last_line);
  }
  EXPECT_FALSE(reader.NextNotice(&notice));
  for (const core::Finding& expected : result.report.findings) {
    core::Finding finding;
    ASSERT_TRUE(reader.NextFinding(&finding));
    EXPECT_EQ(finding.rule, expected.rule);
    EXPECT_EQ(finding.span.begin, expected.span.begin);
    EXPECT_EQ(finding.span.end, expected.span.end);
    EXPECT_EQ(finding.begin.line, expected.begin.line);
    EXPECT_EQ(finding.begin.column, expected.begin.column);
    EXPECT_EQ(finding.end.line, expected.end.line);
    EXPECT_EQ(finding.end.column, expected.end.column);
    EXPECT_EQ(finding.line, expected.line);
    EXPECT_EQ(finding.cell, expected.cell);
    EXPECT_EQ(finding.file_line, expected.file_line);
    EXPECT_EQ(finding.extent_begin, expected.extent_begin);
    EXPECT_EQ(finding.extent_end, expected.extent_end);
    EXPECT_EQ(finding.severity, expected.severity);
    EXPECT_EQ(finding.confidence, expected.confidence);
    EXPECT_EQ(finding.fingerprint, expected.fingerprint);
    EXPECT_EQ(finding.message, expected.message);
    EXPECT_EQ(finding.excerpt, expected.excerpt);
    EXPECT_EQ(finding.excerpt_line, expected.excerpt_line);
  }
  core::Finding none;
  EXPECT_FALSE(reader.NextFinding(&none));
  EXPECT_TRUE(reader.ok() && reader.at_end());
}

TEST(ResultTest, EveryCutAndEveryChangedByteIsReadWithoutHarm) {
  const std::string encoded = Encode(SomeResult());
  EXPECT_TRUE(IsWellFormed(encoded));
  EXPECT_FALSE(IsWellFormed(encoded + "x"));
  for (size_t size = 0; size < encoded.size(); ++size) {
    EXPECT_FALSE(IsWellFormed(encoded.substr(0, size))) << size;
  }
  for (size_t at = 0; at < encoded.size(); ++at) {
    for (const char change : {'\x01', '\x80', '\xff'}) {
      std::string changed = encoded;
      changed[at] = static_cast<char>(changed[at] ^ change);
      IsWellFormed(changed);  // either way, and never out of bounds
    }
  }
}

TEST(ResultTest, WhatDependsOnTheMomentIsNotLasting) {
  core::FileReport report;
  EXPECT_TRUE(IsLasting(report));
  for (const core::NoticeKind kind :
       {core::NoticeKind::kTimeout, core::NoticeKind::kInternal, core::NoticeKind::kLimit,
        core::NoticeKind::kDigestMismatch}) {
    report.notices = {{kind, "why"}};
    EXPECT_FALSE(IsLasting(report)) << static_cast<int>(kind);
  }
  for (const core::NoticeKind kind :
       {core::NoticeKind::kBinary, core::NoticeKind::kEncoding, core::NoticeKind::kParsePartial,
        core::NoticeKind::kTooLarge}) {
    report.notices = {{kind, "why"}};
    EXPECT_TRUE(IsLasting(report)) << static_cast<int>(kind);
  }
  report.notices.clear();
  report.dropped = 1;
  EXPECT_FALSE(IsLasting(report));
}

}  // namespace
}  // namespace meerkat::cache
