// The trigger may only save work: with it or with every rule live, a file has the same findings.

#include "engine/trigger/trigger.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/source_file.h"
#include "engine/report/file_report.h"
#include "engine/rules/registry.h"
#include "engine/rules/walker.h"
#include "engine/scan/flow_rules.h"
#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"
#include "engine/syntax/parser.h"
#include "engine/text/decode.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/rules/marks.h"
#include "tests/rules/report_text.h"
#include "tests/rules/source_tree.h"

namespace meerkat::tests {
namespace {

std::shared_ptr<const scan::RuleSet> AllRuleSet() { return scan::CompileRules({"all"}).rules; }

// Scans as the Scanner does, but without asking the trigger.
class UntriggeredScanner {
 public:
  core::FileReport Scan(const core::SourceFile& file, const scan::RuleSet& rule_set) {
    core::FileReport report;
    parser_.Parse(file.bytes(), {}, &tree_);
    trigger::LiveRules live;
    live.SetAll(rule_set.rules().size());
    std::vector<core::RawFinding> raw;
    walker_.Walk(rule_set.plan(), live, file, tree_, {}, core::Limits().max_findings, &raw,
                 &report.dropped);
    if (rule_set.flow_rules() != nullptr) {
      rule_set.flow_rules()->Find(file, tree_, live, {}, {}, &flow_, &raw);
    }
    if (!tree_.errors().empty()) {
      report.notices.push_back({core::NoticeKind::kParsePartial, "a broken place"});
    }
    report::AddFindings(file, tree_.comments(), raw, {.nosec_rules = rule_set.nosec_rules()}, {},
                        &report);
    return report;
  }

 private:
  syntax::Parser parser_;
  syntax::Tree tree_;
  rules::Walker walker_;
  scan::FlowScratch flow_;
};

std::string FindingsText(core::FileReport report) {
  report.notices.clear();
  report.parsed = report.analysed = false;
  report.lines_of_code = 0;
  return ReportText(report);
}

class Comparison {
 public:
  void Expect(const core::SourceFile& file) {
    EXPECT_EQ(FindingsText(triggered_.Scan(file, *rule_set_, {}, {})),
              FindingsText(untriggered_.Scan(file, *rule_set_)))
        << file.path();
  }

 private:
  std::shared_ptr<const scan::RuleSet> rule_set_ = AllRuleSet();
  scan::Scanner triggered_;
  UntriggeredScanner untriggered_;
};

TEST(Trigger, HidesNothingInTheFixtures) {
  Comparison comparison;
  for (const std::string& path : FixturePaths()) {
    const core::SourceFile file(path, ReadFixture(path, ReadFile(SourceTree() / path)).source);
    comparison.Expect(file);
  }
}

// The folder of Python's standard library; empty where there is no Python.
std::filesystem::path StandardLibrary() {
  const std::unique_ptr<FILE, int (*)(FILE*)> python(
      popen("python3 -c 'import sysconfig; print(sysconfig.get_path(\"stdlib\"))' 2>&-", "r"),
      pclose);
  char line[4096];
  if (python == nullptr || std::fgets(line, sizeof(line), python.get()) == nullptr) return {};
  std::string path = line;
  path.resize(path.find_last_not_of("\r\n") + 1);
  return path;
}

// Real code that nobody wrote for these rules.
TEST(Trigger, HidesNothingInPythonsStandardLibrary) {
  const std::filesystem::path library = StandardLibrary();
  std::error_code error;
  if (library.empty() || !std::filesystem::is_directory(library, error)) {
    GTEST_SKIP() << "there is no python3 to find a standard library by";
  }
  Comparison comparison;
  int files = 0;
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::directory_iterator(library, error)) {
    if (entry.path().extension() != ".py") continue;
    const core::SourceFile file(entry.path().filename(), ReadFile(entry.path()));
    // What is not UTF-8 is another text to the Scanner.
    if (text::Decode(file.bytes()).converted) continue;
    comparison.Expect(file);
    ++files;
  }
  EXPECT_GT(files, 50);
}

TEST(Trigger, WakesEveryRuleInItsFixture) {
  for (const core::Rule* rule : rules::AllRules()) {
    const std::string path =
        fmt::format("engine/rules/{}/{}.py", rules::FamilyOf(*rule), rule->name);
    const std::string source = ReadFixture(path, ReadFile(SourceTree() / path)).source;
    const core::Rule* const alone[] = {rule};
    const trigger::Trigger trigger(alone);
    trigger::Scratch scratch;
    trigger::LiveRules live;
    EXPECT_TRUE(trigger.Scan(source, &scratch, &live)) << path;
    EXPECT_FALSE(trigger.Scan("", &scratch, &live)) << rule->name << " is live in any file";
  }
}

}  // namespace
}  // namespace meerkat::tests
