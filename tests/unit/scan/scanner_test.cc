#include "engine/scan/scanner.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rules/report_text.h"

namespace meerkat::scan {
namespace {

using core::NoticeKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

core::FileReport Scan(std::string_view source, const Options& options = {.profile = "all"},
                      const core::Limits& limits = {}, const core::Budget& budget = {}) {
  const core::SourceFile file("f.py", std::string(source));
  return Scanner().Scan(file, *CompileRules(options).rules, limits, budget);
}

std::vector<NoticeKind> Kinds(const core::FileReport& report) {
  std::vector<NoticeKind> kinds;
  for (const core::Notice& notice : report.notices) kinds.push_back(notice.kind);
  return kinds;
}

std::vector<uint32_t> EvalLines(const core::FileReport& report) {
  std::vector<uint32_t> lines;
  for (const core::Finding& finding : report.findings) {
    if (finding.rule->name == "eval-call") lines.push_back(finding.line);
  }
  return lines;
}

// How many findings the profile `default` has of settings at that path.
size_t FindingsAt(std::string_view path) {
  const core::SourceFile file(std::string(path), "ALLOWED_HOSTS = [\"*\"]\n");
  return Scanner().Scan(file, *CompileRules({}).rules, {}, {}).findings.size();
}

TEST(Scanner, ExcusesSettingsForDevelopmentByWholeWords) {
  for (const std::string_view path : {"shop/social.py", "shop/locale.py", "latest.py",
                                      "device_settings.py", "testimonials/settings.py"}) {
    EXPECT_EQ(FindingsAt(path), 1) << path;
  }
  for (const std::string_view path :
       {"shop/settings_ci.py", "settings/local.py", "shop/test_settings.py", "settings.dev.py",
        "test-project/settings.py", "tests/settings.py"}) {
    EXPECT_EQ(FindingsAt(path), 0) << path;
  }
}

TEST(Scanner, FindsAndCounts) {
  const core::FileReport report = Scan("# c\nx = eval(y)\n\nz = 1  # d\n");
  EXPECT_TRUE(report.analysed);
  EXPECT_TRUE(report.parsed);
  EXPECT_EQ(report.lines_of_code, 2u);
  EXPECT_THAT(EvalLines(report), ElementsAre(2));
  EXPECT_THAT(report.notices, IsEmpty());
}

TEST(Scanner, ParsesNothingThatNoRuleCanFireIn) {
  const core::FileReport report = Scan("x = 1\n");
  EXPECT_TRUE(report.analysed);
  EXPECT_FALSE(report.parsed);
  EXPECT_EQ(report.lines_of_code, 1u);
  EXPECT_THAT(report.findings, IsEmpty());
}

TEST(Scanner, TakesTheEmptyFile) {
  const core::FileReport report = Scan("");
  EXPECT_TRUE(report.analysed);
  EXPECT_THAT(report.notices, IsEmpty());
  EXPECT_EQ(report.lines_of_code, 0u);
}

TEST(Scanner, DoesNotAnalyseWhatIsTooLarge) {
  const core::Limits limits{.max_analysed_bytes = 8};
  EXPECT_THAT(EvalLines(Scan("eval(x)\n", {}, limits)), ElementsAre(1));
  const core::FileReport report = Scan("eval(xy)\n", {}, limits);
  EXPECT_THAT(Kinds(report), ElementsAre(NoticeKind::kTooLarge));
  EXPECT_THAT(report.notices[0].message, HasSubstr("9 bytes are more than the 8 bytes"));
  EXPECT_FALSE(report.analysed);
  EXPECT_THAT(report.findings, IsEmpty());
}

TEST(Scanner, DoesNotAnalyseNulBytes) {
  const core::FileReport report = Scan(std::string_view("eval(x)\0\n", 9));
  EXPECT_THAT(Kinds(report), ElementsAre(NoticeKind::kBinary));
  EXPECT_FALSE(report.analysed);
}

TEST(Scanner, SaysWhereAFileDoesNotParse) {
  const core::FileReport report = Scan("eval(1)\nx y z\nif a:\n  b c\neval(2)\n");
  EXPECT_THAT(Kinds(report), ElementsAre(NoticeKind::kParsePartial));
  EXPECT_EQ(report.notices[0].first_line, 2u);
  EXPECT_EQ(report.notices[0].last_line, 2u);
  EXPECT_THAT(report.notices[0].message,
              HasSubstr("syntax error on line 2: the rest of the file was analysed"));
  EXPECT_THAT(EvalLines(report), ElementsAre(1, 5));
}

TEST(Scanner, SurvivesBrokenFiles) {
  for (std::string_view source : {
           "eval(",
           "eval(x",
           "eval(x\ny = 2\neval(z)",
           "eval(x]",
           "def eval(:\n eval(x)\n",
           "x = '''eval(",
           "class\nlambda\nimport\nfrom eval import",
           "\xFF\xFE\xFF eval(x)",
           "@eval(x)\n",
           "f'{eval(x'",
           "eval \\",
           "[eval(x) for",
           "(((((((((((eval(x",
       }) {
    const core::FileReport report = Scan(source);
    EXPECT_TRUE(report.analysed) << source;
    EXPECT_FALSE(report.notices.empty()) << source;
    EXPECT_EQ(tests::ReportText(Scan(source)), tests::ReportText(report)) << source;
  }
}

TEST(Scanner, KeepsSoManyFindingsAndCountsTheRest) {
  const core::FileReport report =
      Scan("eval(1)\neval(2)\neval(3)\n", {.profile = "all"}, {.max_findings = 1});
  EXPECT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.dropped, 2u);
  EXPECT_THAT(Kinds(report), ElementsAre(NoticeKind::kLimit));
  EXPECT_THAT(report.notices[0].message, HasSubstr("2 findings beyond the first 1"));
}

TEST(Scanner, DoesWhatTheOptionsSay) {
  constexpr std::string_view kSource = "eval(x)  # nosec\nif a:\n    eval(\n        y)\n";
  EXPECT_THAT(EvalLines(Scan(kSource)), ElementsAre(3));
  EXPECT_THAT(EvalLines(Scan(kSource, {.ignore_nosec = true})), ElementsAre(1, 3));
  EXPECT_THAT(EvalLines(Scan(kSource, {.exclude_rules = {"B307"}})), IsEmpty());
  EXPECT_THAT(EvalLines(Scan(kSource, {.min_severity = core::Severity::kHigh})), IsEmpty());
  const core::FileReport excerpts = Scan(kSource, {.exclude_rules = {}, .excerpt_lines = 2});
  ASSERT_THAT(excerpts.findings, SizeIs(1));
  EXPECT_EQ(excerpts.findings[0].excerpt, "    eval(\n        y)\n");
  EXPECT_EQ(excerpts.findings[0].excerpt_line, 3u);
}

std::vector<std::string> UnusedIds(const core::FileReport& report) {
  std::vector<std::string> messages;
  for (const core::Finding& finding : report.findings) {
    if (finding.rule->name == "nosec-unused") messages.push_back(finding.message);
  }
  return messages;
}

TEST(Scanner, CallsANosecCommentUnusedOnlyWhereItKnows) {
  const std::vector<std::string> with = {"nosec-unused"};
  constexpr std::string_view kUnused = "x = 1  # nosec B306\n";
  EXPECT_THAT(UnusedIds(Scan(kUnused, {.include_rules = with})), SizeIs(1));
  EXPECT_THAT(UnusedIds(Scan(kUnused, {.profile = "default"})), IsEmpty()) << "nobody asked";
  EXPECT_THAT(UnusedIds(Scan(kUnused, {.include_rules = with, .exclude_rules = {"B306"}})),
              IsEmpty())
      << "B306 is not looked for";
  EXPECT_THAT(UnusedIds(Scan(kUnused, {.include_rules = with, .ignore_nosec = true})), IsEmpty());
  EXPECT_THAT(UnusedIds(Scan("x = 1  # nosec B307\ny = (\n", {.include_rules = with})), IsEmpty())
      << "a broken file may hide what is silenced";
  EXPECT_THAT(UnusedIds(Scan("x = 1  # nosec\n", {.profile = "default", .include_rules = with})),
              IsEmpty())
      << "without ids, and not every test is on";
  EXPECT_THAT(UnusedIds(Scan("x = 1  # nosec\n", {.profile = "bandit", .include_rules = with})),
              SizeIs(1));
  EXPECT_THAT(UnusedIds(Scan("eval(x)  # nosec B307\n",
                             {.include_rules = with, .min_severity = core::Severity::kHigh})),
              SizeIs(0))
      << "it silences what the filter would have dropped";
}

// One Scanner for all files of a thread: what it met before must not show.
TEST(Scanner, ForgetsTheFileBefore) {
  const std::shared_ptr<const RuleSet> rules = CompileRules({"all"}).rules;
  const std::string sources[] = {"from a import *\nfrom b import eval as f\neval(x)\nf(x)\n",
                                 "eval(x", "x = 1\n", "eval(x)  # nosec\n", "eval(x)\n"};
  Scanner used;
  for (int round = 0; round < 2; ++round) {
    for (const std::string& source : sources) {
      const core::SourceFile file("f.py", source);
      EXPECT_EQ(tests::ReportText(used.Scan(file, *rules, {}, {})),
                tests::ReportText(Scanner().Scan(file, *rules, {}, {})))
          << source;
    }
  }
}

struct Countdown {
  int left;
  core::Budget budget() {
    return {.stop = [](void* self) { return --static_cast<Countdown*>(self)->left < 0; },
            .context = this};
  }
};

// Wherever the time runs out: a notice says so, and what was found is part of what there is.
TEST(Scanner, StopsAtAnyPointOfItsWork) {
  std::string source = "eval(0)\n";
  for (int i = 0; i < 300; ++i) source += "def f(a, b=1):\n    return eval(a + b)\n";
  const core::FileReport whole = Scan(source);
  ASSERT_THAT(whole.notices, IsEmpty());
  const std::vector<uint32_t> lines = EvalLines(whole);
  ASSERT_THAT(lines, SizeIs(301));
  size_t found_before = 0;
  bool complete = false;
  for (int n = 0; !complete; ++n) {
    ASSERT_LT(n, 10'000);
    Countdown countdown{n};
    const core::FileReport report = Scan(source, {.profile = "all"}, {}, countdown.budget());
    complete = report.notices.empty();
    if (!complete) {
      EXPECT_THAT(Kinds(report), ElementsAre(NoticeKind::kTimeout)) << n;
    }
    EXPECT_TRUE(report.analysed);
    const std::vector<uint32_t> found = EvalLines(report);
    EXPECT_GE(found.size(), found_before) << n;
    ASSERT_LE(found.size(), lines.size()) << n;
    EXPECT_TRUE(std::equal(found.begin(), found.end(), lines.begin())) << n;
    found_before = found.size();
    if (complete) {
      EXPECT_EQ(tests::ReportText(report), tests::ReportText(whole));
    }
  }
}

}  // namespace
}  // namespace meerkat::scan
