#include "engine/report/file_report.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr core::Rule kEval{.name = "eval-call", .bandit_id = "B307", .message = "plain"};
constexpr core::Rule kOther{.name = "other-rule", .message = "calls {} here"};

// A finding of the first `text` in the bytes at or after `from`.
core::RawFinding At(std::string_view bytes, std::string_view text, const core::Rule& rule = kEval,
                    size_t from = 0) {
  const uint32_t begin = static_cast<uint32_t>(bytes.find(text, from));
  const core::Span span{begin, begin + static_cast<uint32_t>(text.size())};
  return {.rule = &rule,
          .span = span,
          .extent = span,
          .shown_at = begin,
          .severity = core::Severity::kMedium,
          .confidence = core::Confidence::kHigh};
}

core::FileReport Report(std::string_view bytes, const std::vector<core::RawFinding>& raw,
                        const ReportOptions& options = {}, const core::Budget& budget = {},
                        bool judges_all = true) {
  const core::SourceFile file("f.py", std::string(bytes));
  std::vector<core::Span> comments;
  for (size_t at = bytes.find('#'); at != std::string_view::npos; at = bytes.find('#', at + 1)) {
    comments.push_back({static_cast<uint32_t>(at),
                        static_cast<uint32_t>(std::min(bytes.find('\n', at), bytes.size()))});
  }
  core::FileReport report;
  EXPECT_EQ(AddFindings(file, comments, raw, options, budget, &report), judges_all);
  return report;
}

TEST(AddFindings, GivesPositionsAndTexts) {
  constexpr std::string_view kBytes = "a\n  é = eval(\n    x)\n";
  core::RawFinding raw = At(kBytes, "eval(\n    x)", kOther);
  raw.shown_at = static_cast<uint32_t>(kBytes.find("x)"));
  raw.detail = "it";
  const core::FileReport report = Report(kBytes, {raw});
  ASSERT_THAT(report.findings, SizeIs(1));
  const core::Finding& finding = report.findings[0];
  EXPECT_EQ(finding.rule, &kOther);
  EXPECT_EQ(finding.begin.line, 2u);
  EXPECT_EQ(finding.begin.column, 7u);
  EXPECT_EQ(finding.end.line, 3u);
  EXPECT_EQ(finding.end.column, 7u);
  EXPECT_EQ(finding.line, 3u);
  EXPECT_EQ(finding.message, "calls it here");
  EXPECT_EQ(finding.severity, core::Severity::kMedium);
  EXPECT_EQ(finding.excerpt, "");
  EXPECT_EQ(finding.excerpt_line, 0u);
}

TEST(AddFindings, HasAMessageOnlyWhereTheRulesHasAHole) {
  core::RawFinding raw = At("eval(x)", "eval(x)");
  raw.detail = "unused";
  EXPECT_EQ(Report("eval(x)", {raw}).findings[0].message, "");
}

TEST(AddFindings, Sorts) {
  constexpr std::string_view kBytes = "eval(eval(x))\n";
  const core::FileReport report = Report(
      kBytes,
      {At(kBytes, "eval(x)"), At(kBytes, "eval(eval(x))", kOther), At(kBytes, "eval(eval(x))")});
  ASSERT_THAT(report.findings, SizeIs(3));
  EXPECT_EQ(report.findings[0].rule, &kEval);
  EXPECT_EQ(report.findings[0].span.begin, 0u);
  EXPECT_EQ(report.findings[1].rule, &kOther);
  EXPECT_EQ(report.findings[2].span.begin, 5u);
}

TEST(AddFindings, RemovesDoublesUnlessAsBandit) {
  constexpr std::string_view kBytes = "eval(x)\n";
  const std::vector<core::RawFinding> raw = {At(kBytes, "eval(x)"), At(kBytes, "eval(x)"),
                                             At(kBytes, "eval(x)", kOther)};
  EXPECT_THAT(Report(kBytes, raw).findings, SizeIs(2));
  EXPECT_THAT(Report(kBytes, raw, {.as_bandit = true}).findings, SizeIs(3));
}

TEST(AddFindings, DropsWhatIsBelowTheFilters) {
  constexpr std::string_view kBytes = "eval(x)  # nosec\neval(y)\n";
  core::RawFinding low = At(kBytes, "eval(y)");
  low.severity = core::Severity::kLow;
  core::RawFinding unsure = At(kBytes, "eval(y)", kOther);
  unsure.confidence = core::Confidence::kLow;
  const std::vector<core::RawFinding> raw = {low, unsure};
  EXPECT_THAT(Report(kBytes, raw).findings, SizeIs(2));
  const core::FileReport severe = Report(kBytes, raw, {.min_severity = core::Severity::kMedium});
  ASSERT_THAT(severe.findings, SizeIs(1));
  EXPECT_EQ(severe.findings[0].rule, &kOther);
  const core::FileReport sure = Report(kBytes, raw, {.min_confidence = core::Confidence::kMedium});
  ASSERT_THAT(sure.findings, SizeIs(1));
  EXPECT_EQ(sure.findings[0].rule, &kEval);
  // What is below is not counted as suppressed either.
  core::RawFinding silenced = At(kBytes, "eval(x)");
  silenced.severity = core::Severity::kLow;
  EXPECT_EQ(Report(kBytes, {silenced}, {.min_severity = core::Severity::kHigh}).suppressed, 0u);
}

TEST(AddFindings, CountsWhatCommentsSilence) {
  constexpr std::string_view kBytes = "eval(x)  # nosec\neval(y)  # nosec B307\neval(z)\n";
  const std::vector<core::RawFinding> raw = {At(kBytes, "eval(x)"), At(kBytes, "eval(y)"),
                                             At(kBytes, "eval(z)")};
  const core::FileReport report = Report(kBytes, raw);
  EXPECT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.suppressed, 2u);
  EXPECT_EQ(report.suppressed_by_id, 1u);
  const core::FileReport all = Report(kBytes, raw, {.ignore_nosec = true});
  EXPECT_THAT(all.findings, SizeIs(3));
  EXPECT_EQ(all.suppressed, 0u);
}

TEST(AddFindings, GivesExcerpts) {
  constexpr std::string_view kBytes = "a\nf(\r\n  b,\n  c)\nd\n";
  const core::RawFinding raw = At(kBytes, "f(\r\n  b,\n  c)");
  const auto excerpt = [&](uint32_t lines) {
    return Report(kBytes, {raw}, {.excerpt_lines = lines}).findings[0];
  };
  EXPECT_EQ(excerpt(1).excerpt, "f(\n");
  EXPECT_EQ(excerpt(2).excerpt, "f(\n  b,\n");
  EXPECT_EQ(excerpt(20).excerpt, "f(\n  b,\n  c)\n");
  EXPECT_EQ(excerpt(1).excerpt_line, 2u);
}

TEST(AddFindings, CutsExcerptsBetweenCharacters) {
  constexpr std::string_view kBytes = "eval('é€')";
  const auto excerpt = [&](uint32_t bytes) {
    return Report(kBytes, {At(kBytes, "eval")},
                  {.excerpt_lines = 1, .max_excerpt_line_bytes = bytes})
        .findings[0]
        .excerpt;
  };
  EXPECT_EQ(excerpt(100), "eval('é€')\n");
  EXPECT_EQ(excerpt(11), "eval('é€\n");
  EXPECT_EQ(excerpt(10), "eval('é\n");
  EXPECT_EQ(excerpt(9), "eval('é\n");
  EXPECT_EQ(excerpt(8), "eval('é\n");
  EXPECT_EQ(excerpt(7), "eval('\n");
  EXPECT_EQ(excerpt(0), "\n");
}

std::vector<core::Fingerprint> Fingerprints(std::string_view bytes) {
  std::vector<core::RawFinding> raw;
  for (size_t at = bytes.find("eval(x)"); at != std::string_view::npos;
       at = bytes.find("eval(x)", at + 1)) {
    raw.push_back(At(bytes, "eval(x)", kEval, at));
  }
  std::vector<core::Fingerprint> fingerprints;
  for (const core::Finding& finding : Report(bytes, raw).findings) {
    fingerprints.push_back(finding.fingerprint);
  }
  return fingerprints;
}

TEST(Fingerprint, StaysWhenTheFileChangesElsewhere) {
  const std::vector<core::Fingerprint> one = Fingerprints("y = eval(x)\n");
  ASSERT_THAT(one, SizeIs(1));
  EXPECT_EQ(Fingerprints("import os\n\ny = eval(x)\nz\n"), one);
  EXPECT_EQ(Fingerprints("if a:\n\t    y = eval(x)\n"), one);
  EXPECT_EQ(Fingerprints("y=eval(x)"), one);
  EXPECT_EQ(Fingerprints("y = eval(x)\r\n"), one);
  EXPECT_NE(Fingerprints("z = eval(x)\n"), one);
}

TEST(Fingerprint, TellsEqualLinesApart) {
  const std::vector<core::Fingerprint> three = Fingerprints("eval(x)\neval(x)\n\neval(x)\n");
  ASSERT_THAT(three, SizeIs(3));
  EXPECT_NE(three[0], three[1]);
  EXPECT_NE(three[1], three[2]);
  EXPECT_NE(three[0], three[2]);
  // A further one behind leaves those before as they are.
  const std::vector<core::Fingerprint> two = Fingerprints("eval(x)\n  eval(x)\n");
  EXPECT_THAT(two, ElementsAre(three[0], three[1]));
  const std::vector<core::Fingerprint> on_one_line = Fingerprints("eval(x); eval(x)\n");
  ASSERT_THAT(on_one_line, SizeIs(2));
  EXPECT_NE(on_one_line[0], on_one_line[1]);
}

TEST(Fingerprint, DiffersByRule) {
  constexpr std::string_view kBytes = "eval(x)\n";
  const core::FileReport report =
      Report(kBytes, {At(kBytes, "eval(x)"), At(kBytes, "eval(x)", kOther)});
  ASSERT_THAT(report.findings, SizeIs(2));
  EXPECT_NE(report.findings[0].fingerprint, report.findings[1].fingerprint);
}

TEST(Fingerprint, ReadsTheFirstLinesOfALongConstruct) {
  const auto fingerprint = [](std::string_view bytes) {
    const core::RawFinding raw = At(bytes, bytes.substr(0, bytes.rfind(')') + 1));
    return Report(bytes, {raw}).findings.at(0).fingerprint;
  };
  EXPECT_EQ(fingerprint("f(\n a,\n b,\n c)\n"), fingerprint("f(\n a,\n b,\n d)\n"));
  EXPECT_NE(fingerprint("f(\n a,\n b,\n c)\n"), fingerprint("f(\n a,\n d,\n c)\n"));
  EXPECT_NE(fingerprint("f(\n a)\n"), fingerprint("f(\n a,\n b)\n"));
}

TEST(AddFindings, AddsNothingWithoutMatches) {
  EXPECT_THAT(Report("x # nosec", {}, {.excerpt_lines = 3}).findings, IsEmpty());
}

// What was found in the code stands; of comments only the first ones were judged.
TEST(AddFindings, StopsAmongCommentsWhenToldTo) {
  constexpr core::Rule kWithoutId{.name = "nosec-without-id"};
  const NosecRules rules{.without_id = &kWithoutId};
  std::string bytes = "eval(x)\n";
  for (int i = 0; i < 5'000; ++i) bytes += "# nosec\n";
  const core::RawFinding raw = At(bytes, "eval(x)");
  const ReportOptions options{.nosec_rules = &rules};
  EXPECT_THAT(Report(bytes, {raw}, options).findings, SizeIs(5'001));
  const core::Budget stopped{.stop = [](void*) { return true; }};
  const core::FileReport report = Report(bytes, {raw}, options, stopped, /*judges_all=*/false);
  EXPECT_LT(report.findings.size(), 5'000u);
  EXPECT_EQ(report.findings.at(0).rule, &kEval);
}

struct LinesOfCode {
  std::string_view bytes;
  uint32_t count;
};

// Bandit counts the lines that, without white space at their ends, are not empty and start with no
// hash. To it a lone "\r" is no line end; here it is, as for Python.
TEST(CountLinesOfCode, CountsAsBanditDoes) {
  constexpr LinesOfCode kCases[] = {
      {"", 0},
      {"\n\n", 0},
      {"x", 1},
      {"x\ny\n", 2},
      {"x\r\ny\r\n", 2},
      {"x\ry", 2},
      {"# c\n  # d\n\t#\n", 0},
      {"  x # c\n", 1},
      {" \t \n\f\n\v\nx", 1},
      {"'''\n# text\n\nmore\n'''\n", 3},
      {"x\\\n  + y\n", 2},
  };
  for (const LinesOfCode& test : kCases) {
    EXPECT_EQ(CountLinesOfCode(test.bytes), test.count) << ::testing::PrintToString(test.bytes);
  }
}

}  // namespace
}  // namespace meerkat::report
