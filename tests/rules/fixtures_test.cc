// Scans every fixture and compares what is reported with its marks; marks.h says what those are.

#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/source_file.h"
#include "engine/rules/registry.h"
#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"
#include "engine/syntax/parser.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rules/marks.h"
#include "tests/rules/report_text.h"
#include "tests/rules/source_tree.h"

namespace meerkat::tests {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

Fixture Load(const std::string& path) { return ReadFixture(path, ReadFile(SourceTree() / path)); }

core::FileReport Scan(const Fixture& fixture, scan::Scanner* scanner) {
  const scan::RuleSetOrError set = scan::CompileRules({.profile = fixture.profile});
  if (set.rules == nullptr) return {};
  // Under its bare name: in a folder `tests` it would be a test to the rules, and they quieter.
  const std::string name = fixture.path.substr(fixture.path.rfind('/') + 1);
  const core::SourceFile file(name, fixture.source);
  return scanner->Scan(file, *set.rules, {}, {});
}

class FixtureTest : public ::testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FixtureTest);

TEST_P(FixtureTest, IsReportedAsMarked) {
  const Fixture fixture = Load(GetParam());
  EXPECT_THAT(fixture.faults, IsEmpty());
  scan::Scanner scanner;
  const core::FileReport report = Scan(fixture, &scanner);
  EXPECT_TRUE(report.analysed);
  for (const core::Notice& notice : report.notices) {
    ADD_FAILURE() << fixture.path << ":" << notice.first_line << ": " << notice.message;
  }
  std::vector<Reported> reported;
  for (const core::Finding& finding : report.findings) {
    reported.push_back({std::string(finding.rule->name), finding.line});
  }
  for (const std::string& difference : Compare(fixture, reported)) ADD_FAILURE() << difference;
}

std::string CaseName(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, FixtureTest, ::testing::ValuesIn(FixturePaths()), CaseName);

TEST(Fixtures, AreFound) {
  EXPECT_THAT(FixturePaths(), Not(IsEmpty()))
      << "run this in the root of the source tree, or set MEERKAT_SOURCE_DIR";
}

// One Scanner reuses its memory from file to file: what it met before must not show. In parts:
// under sanitizers all fixtures take minutes, and a scanner takes as long to make as many of them
// to scan.
constexpr size_t kParts = 8;

class ScannerTest : public ::testing::TestWithParam<size_t> {
 protected:
  static std::vector<std::string> Paths() {
    const std::vector<std::string> all = FixturePaths();
    std::vector<std::string> part;
    for (size_t i = GetParam(); i < all.size(); i += kParts) part.push_back(all[i]);
    return part;
  }
};

TEST_P(ScannerTest, ReportsTheSameWhenItHasMetTheFiles) {
  scan::Scanner used;
  std::map<std::string, std::string> first;
  for (const std::string& path : Paths()) first[path] = ReportText(Scan(Load(path), &used));
  for (const std::string& path : Paths()) {
    EXPECT_EQ(ReportText(Scan(Load(path), &used)), first[path]) << path;
  }
}

TEST_P(ScannerTest, ReportsTheSameWhenItIsNew) {
  scan::Scanner used;
  for (const std::string& path : Paths()) {
    const Fixture fixture = Load(path);
    scan::Scanner fresh;
    EXPECT_EQ(ReportText(Scan(fixture, &fresh)), ReportText(Scan(fixture, &used))) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(Fixtures, ScannerTest, ::testing::Range<size_t>(0, kParts));

// The lines of a function at module level; {0, 0} if there is none of that name.
struct Lines {
  uint32_t first = 0;
  uint32_t last = 0;
  bool Contains(uint32_t line) const { return first <= line && line <= last; }
};

class Functions {
 public:
  explicit Functions(const Fixture& fixture) : file_(fixture.path, fixture.source) {
    syntax::Parser().Parse(file_.bytes(), {}, &tree_);
  }

  Lines Find(std::string_view name) const {
    for (syntax::Node statement : tree_.root().children()) {
      const syntax::Node function = Definition(statement);
      if (function.kind() == syntax::Kind::kFunction &&
          function.Child(syntax::Field::kName).text() == name) {
        return LinesOf(statement);
      }
    }
    return {};
  }

  bool AnyContains(uint32_t line) const {
    for (syntax::Node statement : tree_.root().children()) {
      const bool function = Definition(statement).kind() == syntax::Kind::kFunction;
      if (function && LinesOf(statement).Contains(line)) return true;
    }
    return false;
  }

 private:
  static syntax::Node Definition(syntax::Node statement) {
    return statement.kind() == syntax::Kind::kDecorated
               ? statement.Child(syntax::Field::kDefinition)
               : statement;
  }
  Lines LinesOf(syntax::Node statement) const {
    return {file_.LineOf(statement.begin()), file_.LineOf(statement.end() - 1)};
  }

  core::SourceFile file_;
  syntax::Tree tree_;
};

// A rule's fixture is its documentation, too: `bad` and `good` are printed for it.
class RuleTest : public ::testing::TestWithParam<std::string> {};

TEST_P(RuleTest, HasAFixtureThatShowsIt) {
  const core::Rule& rule = *rules::FindRule(GetParam());
  const std::string path = fmt::format("engine/rules/{}/{}.py", rules::FamilyOf(rule), rule.name);
  const Fixture fixture = Load(path);
  ASSERT_FALSE(fixture.source.empty()) << path << ": there is no such fixture, or it is empty";

  const Functions functions(fixture);
  const Lines bad = functions.Find("bad");
  const Lines good = functions.Find("good");
  EXPECT_NE(bad.first, 0u) << path << ": has no function `bad` at module level";
  EXPECT_NE(good.first, 0u) << path << ": has no function `good` at module level";
  bool shown = false;
  bool shown_in_bad = false;
  bool shown_in_a_function = false;
  for (const Mark& mark : fixture.marks) {
    if (mark.rule != rule.name || mark.kind != MarkKind::kExpect) continue;
    shown = true;
    shown_in_bad |= bad.Contains(mark.line);
    shown_in_a_function |= functions.AnyContains(mark.line);
    EXPECT_FALSE(good.Contains(mark.line))
        << path << ":" << mark.line << ": `good` has the weakness " << rule.name;
  }
  EXPECT_TRUE(shown) << path << ": no mark expects " << rule.name;
  // A rule about code at module level cannot be shown in a function.
  EXPECT_TRUE(shown_in_bad || !shown_in_a_function)
      << path << ": `bad` does not have the weakness " << rule.name;
}

std::vector<std::string> RuleNames() {
  std::vector<std::string> names;
  for (const core::Rule* rule : rules::AllRules()) names.emplace_back(rule->name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, RuleTest, ::testing::ValuesIn(RuleNames()), CaseName);

// Names last for ever and are looked up in any case, so two must not differ by case alone.
TEST(Rules, AreFoundByNameInAnyCase) {
  for (const std::string& name : RuleNames()) {
    std::string upper = name;
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    ASSERT_NE(rules::FindRule(upper), nullptr) << name;
    EXPECT_EQ(rules::FindRule(upper)->name, name) << "two rules have this name";
  }
}

}  // namespace
}  // namespace meerkat::tests
