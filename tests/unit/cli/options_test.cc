#include "clients/cli/options.h"

#include <stdlib.h>

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

ParsedCommandLine Parse(std::vector<const char*> arguments) {
  unsetenv("MEERKAT_SERVER");
  arguments.insert(arguments.begin(), "meerkat");
  return ParseCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

ScanCommand Scan(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "scan");
  ParsedCommandLine parsed = Parse(std::move(arguments));
  EXPECT_TRUE(parsed.command.has_value()) << parsed.text;
  return std::get<ScanCommand>(*parsed.command);
}

TEST(ParseCommandLine, ScansTheFolderHereByDefault) {
  const ScanCommand scan = Scan({});
  EXPECT_THAT(scan.paths, ElementsAre("."));
  EXPECT_EQ(scan.format, Format::kText);
  EXPECT_EQ(scan.min_severity, Level::kLow);
  EXPECT_EQ(scan.server.server, "");
  EXPECT_FALSE(scan.server.workers.has_value());
}

TEST(ParseCommandLine, TakesListsByCommasAndByRepetition) {
  const ScanCommand scan =
      Scan({"--include-rule", "B101,eval-call", "a.py", "--include-rule", "B102", "--exclude",
            "x,y", "-", "--exclude=z", "--severity", "high", "--format=sarif", "--workers", "0"});
  EXPECT_THAT(scan.include_rules, ElementsAre("B101", "eval-call", "B102"));
  EXPECT_THAT(scan.paths, ElementsAre("a.py", "-"));
  EXPECT_THAT(scan.excludes, ElementsAre("x,y", "z"));
  EXPECT_EQ(scan.min_severity, Level::kHigh);
  EXPECT_EQ(scan.format, Format::kSarif);
  EXPECT_EQ(scan.server.workers, 0u);
}

TEST(ParseCommandLine, TakesTheServerFromTheEnvironment) {
  setenv("MEERKAT_SERVER", "host:1", 1);
  const char* arguments[] = {"meerkat", "scan"};
  const ParsedCommandLine parsed = ParseCommandLine(2, arguments);
  unsetenv("MEERKAT_SERVER");
  EXPECT_EQ(std::get<ScanCommand>(*parsed.command).server.server, "host:1");
}

TEST(ParseCommandLine, ExplainsMistakesInOneLine) {
  const struct {
    std::vector<const char*> arguments;
    const char* expected;
  } cases[] = {
      {{}, "say what to do: scan, rules or server-info; see meerkat --help"},
      {{"scan", "--format", "xml"}, "--format: unknown value 'xml'; it is text, json or sarif"},
      {{"scan", "--severity", "huge"}, "it is low, medium or high; see meerkat scan --help"},
      {{"scan", "--nonsense"}, "--nonsense; see meerkat scan --help"},
      {{"scan", "--workers", "-1"}, "--workers"},
      {{"rules", "B1", "B2"}, "B2; see meerkat rules --help"},
      {{"rules", "--format", "sarif"}, "it is text or json"},
  };
  for (const auto& c : cases) {
    const ParsedCommandLine parsed = Parse(c.arguments);
    EXPECT_FALSE(parsed.command.has_value());
    EXPECT_EQ(parsed.exit_code, 2) << c.expected;
    EXPECT_THAT(parsed.text, HasSubstr(c.expected));
    EXPECT_EQ(parsed.text.find('\n'), std::string::npos) << parsed.text;
  }
}

TEST(ParseCommandLine, HelpAndVersionAreNoErrors) {
  EXPECT_THAT(Parse({"--version"}).text, HasSubstr("meerkat " MEERKAT_VERSION));
  const ParsedCommandLine help = Parse({"scan", "--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.text, HasSubstr("Exit code: 0 clean, 1 findings, 2 error, 3 incomplete"));
}

}  // namespace
}  // namespace meerkat::cli
