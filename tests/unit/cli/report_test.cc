#include "clients/cli/report.h"

#include <sstream>

#include "clients/cli/json_report.h"
#include "clients/cli/sarif_report.h"
#include "clients/cli/text_report.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "tests/unit/cli/sample_report.h"

namespace meerkat::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Text(const Report& report, const TextOptions& options = {}) {
  std::ostringstream out;
  WriteTextReport(report, options, out);
  return out.str();
}

std::string Json(const Report& report, const JsonOptions& options = {}) {
  std::ostringstream out;
  WriteJsonReport(report, 3, options, out);
  return out.str();
}

json Sarif(const Report& report) {
  std::ostringstream out;
  WriteSarifReport(report, 3, out);
  return json::parse(out.str());
}

TEST(SortReport, OrdersEverythingAndDropsUnusedRules) {
  const Report report = SampleReport();
  ASSERT_EQ(report.rules.size(), 2u);
  EXPECT_EQ(report.rules[0].name, "async-shell");
  EXPECT_EQ(report.rules[1].name, "yaml-load");
  EXPECT_EQ(report.findings[0].path, "a.py");
  EXPECT_EQ(report.rules[report.findings[0].rule].name, "yaml-load");
  EXPECT_EQ(report.rules[report.findings[1].rule].name, "async-shell");
  EXPECT_EQ(report.notices[0].path, "a.py");
}

TEST(ExitCodeFor, IncompleteWinsAndExitZeroForgivesFindingsOnly) {
  Report report;
  EXPECT_EQ(ExitCodeFor(report, false), 0);
  Worsen(report, Outcome::kFail);
  Worsen(report, Outcome::kPass);
  EXPECT_EQ(ExitCodeFor(report, false), 1);
  EXPECT_EQ(ExitCodeFor(report, true), 0);
  Worsen(report, Outcome::kIncomplete);
  Worsen(report, Outcome::kFail);
  EXPECT_EQ(ExitCodeFor(report, false), 3);
  EXPECT_EQ(ExitCodeFor(report, true), 3);
}

TEST(TextReport, ReadsAsAWhole) {
  EXPECT_EQ("\n" + Text(SampleReport()), R"(
a.py:2:5  MEDIUM  yaml-load (B506, CWE-502)  builds objects
  2 │ x = yaml
    │     ^^^^

b #1.py:6:1  HIGH  async-shell (CWE-78)  run by a shell [medium confidence]
  1. a.py:1:2  is read

Why it matters and what to do instead

async-shell  CWE-78  OWASP A03:2021, A05:2025  1 finding
  Why   Commands run.
  Fix   run(["ls"])
        # no shell

yaml-load  B506, CWE-502  OWASP A08:2021, A08:2025  1 finding
  Why   Code runs.
  Fix   yaml.safe_load(text)
  More  https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html

not analysed  big.py  has 9 bytes
notice  parse-partial: 1 file
        -v lists them

3 files analysed (1,234 lines of code), 1 skipped, 8 not Python in 0.25 s
Left out: 1 folder and 3 files by .gitignore, 2 x __pycache__
2 findings in 2 files: 1 high, 1 medium, 0 low; 2 silenced by # nosec; incomplete: not everything was analysed
)");
}

TEST(TextReport, QuietIsOneLineAFinding) {
  EXPECT_EQ("\n" + Text(SampleReport(), {.quiet = true}), R"(
a.py:2:5  MEDIUM  yaml-load (B506, CWE-502)  builds objects
b #1.py:6:1  HIGH  async-shell (CWE-78)  run by a shell [medium confidence]
)");
}

TEST(TextReport, VerboseListsEveryNotice) {
  EXPECT_THAT(Text(SampleReport(), {.verbose = true}),
              HasSubstr("notice  a.py:3  syntax error\nnot analysed  big.py  has 9 bytes\n"));
}

TEST(TextReport, SaysWhenThereWasNothingToAnalyse) {
  Report report;
  EXPECT_THAT(Text(report), HasSubstr("No Python files were found."));
  report.totals.analysed = 1;
  EXPECT_THAT(Text(report), HasSubstr("1 file analysed (0 lines of code) in"));
  EXPECT_THAT(Text(report), HasSubstr("No findings\n"));
}

TEST(TextReport, ColoursOnlyWhenAsked) {
  EXPECT_THAT(Text(SampleReport(), {.color = true}), HasSubstr("\x1b[1;31mHIGH\x1b[0m"));
  EXPECT_THAT(Text(SampleReport()), Not(HasSubstr("\x1b")));
}

TEST(JsonReport, HoldsEverything) {
  EXPECT_EQ("\n" + Json(SampleReport()), R"json(
{
  "schema": "meerkat-report",
  "schema_version": 1,
  "tool": {"name":"meerkat","version":"0.1.0","engine_version":"0.1.0","grammar":"grammar","rules_digest":"ff"},
  "profile": "default",
  "verdict": {"outcome":"incomplete","exit_code":3,"reasons":["big.py: has 9 bytes"]},
  "totals": {"files":12,"files_analysed":3,"files_skipped":9,"files_not_python":8,"lines_of_code":1234,"bytes_analysed":999,"findings":2,"high":1,"medium":1,"low":0,"suppressed":2},
  "left_out": [
    {"reason":".gitignore","folders":1,"files":3},
    {"reason":"__pycache__","folders":2,"files":0}
  ],
  "rules": [
    {"name":"async-shell","bandit_id":null,"family":"command","severity":"high","confidence":"medium","cwe":78,"owasp_2021":"A03:2021","owasp_2025":"A05:2025","cheat_sheet":null,"message":"run by a shell","why":"Commands run.","fix":"run([\"ls\"])\n# no shell","profiles":["all"]},
    {"name":"yaml-load","bandit_id":"B506","family":"deserialization","severity":"medium","confidence":"high","cwe":502,"owasp_2021":"A08:2021","owasp_2025":"A08:2025","cheat_sheet":"https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html","message":"builds objects","why":"Code runs.","fix":"yaml.safe_load(text)","profiles":["bandit","default","all"]}
  ],
  "findings": [
    {"path":"a.py","line":2,"column":5,"start_line":2,"start_column":5,"end_line":2,"end_column":9,"rule":"yaml-load","bandit_id":"B506","severity":"medium","confidence":"high","cwe":502,"owasp_2021":"A08:2021","owasp_2025":"A08:2025","cheat_sheet":"https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html","message":"builds objects","fingerprint":"0a"},
    {"path":"b #1.py","line":6,"column":1,"start_line":5,"start_column":3,"end_line":7,"end_column":4,"rule":"async-shell","bandit_id":null,"severity":"high","confidence":"medium","cwe":78,"owasp_2021":"A03:2021","owasp_2025":"A05:2025","cheat_sheet":null,"message":"run by a shell","fingerprint":"0b","flow":[{"path":"a.py","line":1,"column":2,"text":"is read"}]}
  ],
  "notices": [
    {"kind":"parse-partial","path":"a.py","message":"syntax error","bytes":0,"start_line":3,"end_line":4,"incomplete":false},
    {"kind":"too-large","path":"big.py","message":"has 9 bytes","bytes":9,"start_line":null,"end_line":null,"incomplete":true}
  ]
}
)json");
}

TEST(JsonReport, TimesStandUnderAKeyOfTheirOwn) {
  const json with = json::parse(Json(SampleReport(), {.timings = true}));
  json without = json::parse(Json(SampleReport()));
  EXPECT_EQ(with["run"]["seconds"], 0.25);
  without["run"] = with["run"];
  EXPECT_EQ(with, without);
}

TEST(JsonReport, StaysValidWithoutAnything) {
  const json empty = json::parse(Json(Report{}));
  EXPECT_TRUE(empty["findings"].empty());
  EXPECT_EQ(empty["verdict"]["outcome"], "pass");
}

TEST(SarifReport, PointsResultsToRulesAndRulesToTheirWeakness) {
  const json run = Sarif(SampleReport())["runs"][0];
  const json& rules = run["tool"]["driver"]["rules"];
  for (const json& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<size_t>()]["id"], result["ruleId"]);
  }
  for (const json& rule : rules) {
    const json& target = rule["relationships"][0]["target"];
    EXPECT_EQ(run["taxonomies"][0]["taxa"][target["index"].get<size_t>()]["id"], target["id"]);
  }
  EXPECT_EQ(rules[0]["properties"]["security-severity"], "8.0");
  EXPECT_EQ(rules[1]["properties"]["tags"],
            json({"security", "external/cwe/cwe-502", "OWASP-A08:2021", "OWASP-A08:2025",
                  "bandit/B506"}));
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
}

TEST(SarifReport, MapsAResult) {
  const json result = Sarif(SampleReport())["runs"][0]["results"][1];
  EXPECT_EQ(result["level"], "error");
  const json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"], json({{"uri", "b%20%231.py"}, {"uriBaseId", "%SRCROOT%"}}));
  EXPECT_EQ(place["region"],
            json({{"startLine", 5}, {"startColumn", 3}, {"endLine", 7}, {"endColumn", 4}}));
  EXPECT_EQ(result["partialFingerprints"]["meerkatFingerprint/v1"], "0b");
  EXPECT_EQ(result["codeFlows"][0]["threadFlows"][0]["locations"][0]["location"]["message"]["text"],
            "is read");
}

TEST(SarifReport, PathsOutsideHaveNoBase) {
  Report report = SampleReport();
  report.findings[0].path = "/opt/ä.py";
  report.findings[1].path = "../x.py";
  const json run = Sarif(report)["runs"][0];
  const auto uri = [&](size_t i) {
    return run["results"][i]["locations"][0]["physicalLocation"]["artifactLocation"];
  };
  EXPECT_EQ(uri(0), json({{"uri", "file:///opt/%C3%A4.py"}}));
  EXPECT_EQ(uri(1), json({{"uri", "../x.py"}}));
}

TEST(SarifReport, TellsNoticesAsNotifications) {
  const json run = Sarif(SampleReport())["runs"][0];
  const json& invocation = run["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  EXPECT_EQ(invocation["exitCode"], 3);
  const json& notifications = invocation["toolExecutionNotifications"];
  ASSERT_EQ(notifications.size(), 2u);
  EXPECT_EQ(notifications[0]["level"], "note");
  EXPECT_EQ(notifications[1]["level"], "error");
  EXPECT_EQ(notifications[1]["descriptor"]["id"], "too-large");
  EXPECT_EQ(run["tool"]["driver"]["notifications"].size(), 2u);
}

TEST(SarifReport, StaysValidWithoutAnything) {
  const json run = Sarif(Report{})["runs"][0];
  EXPECT_TRUE(run["results"].empty());
  EXPECT_FALSE(run.contains("taxonomies"));
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
}

}  // namespace
}  // namespace meerkat::cli
