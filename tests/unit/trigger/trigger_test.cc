#include "engine/trigger/trigger.h"

#include <string>
#include <string_view>
#include <vector>

#include "engine/trigger/words.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::trigger {
namespace {

using core::Match;
using core::OnAssignment;
using core::OnCall;
using core::OnImport;
using core::OnStatement;
using core::OnString;
using core::Rule;
using core::Statement;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kYamlLoad[] = {"yaml.load"};
constexpr std::string_view kTwo[] = {"pickle.loads", "os.path.join"};
constexpr std::string_view kAnyRun[] = {"*.run"};
constexpr std::string_view kRepeated[] = {"telnetlib.telnetlib"};
constexpr std::string_view kModules[] = {"pickle", "xml.etree"};
constexpr std::string_view kWords[] = {"select from", "delete"};
constexpr std::string_view kFlask[] = {"flask"};
constexpr std::string_view kWhole[] = {"DEBUG", "TESTING"};

TEST(WordsOf, ACallNeedsEachPartOfItsName) {
  EXPECT_THAT(WordsOf(OnCall{.callees = kYamlLoad}), ElementsAre(ElementsAre("load", "yaml")));
  EXPECT_THAT(WordsOf(OnCall{.callees = kTwo}),
              ElementsAre(ElementsAre("loads", "pickle"), ElementsAre("join", "os", "path")));
  EXPECT_THAT(WordsOf(OnCall{.callees = kAnyRun}), ElementsAre(ElementsAre("run")));
  EXPECT_THAT(WordsOf(OnCall{.callees = kRepeated}), ElementsAre(ElementsAre("telnetlib")));
}

TEST(WordsOf, WordsOfACallCountWithItsNames) {
  EXPECT_THAT(WordsOf(OnCall{.callees = kAnyRun, .words = kFlask}),
              ElementsAre(ElementsAre("flask", "run")));
  EXPECT_THAT(WordsOf(OnCall{.callees = kTwo, .words = kWords}),
              UnorderedElementsAre(UnorderedElementsAre("pickle", "loads", "select", "from"),
                                   UnorderedElementsAre("pickle", "loads", "delete"),
                                   UnorderedElementsAre("os", "path", "join", "select", "from"),
                                   UnorderedElementsAre("os", "path", "join", "delete")));
  EXPECT_THAT(WordsOf(OnCall{.words = kFlask}), ElementsAre(ElementsAre("flask")));
}

TEST(WordsOf, ASettingNeedsOneOfItsNames) {
  EXPECT_THAT(WordsOf(core::OnSetting{.names = kWhole}),
              ElementsAre(ElementsAre("DEBUG"), ElementsAre("TESTING")));
  EXPECT_THAT(WordsOf(core::OnSetting{.names = kWhole, .words = kFlask}),
              ElementsAre(ElementsAre("DEBUG", "flask"), ElementsAre("TESTING", "flask")));
  EXPECT_THAT(WordsOf(core::OnFile{.words = kFlask}), ElementsAre(ElementsAre("flask")));
}

TEST(WordsOf, TheOtherMatches) {
  EXPECT_THAT(WordsOf(OnImport{.modules = kModules}),
              ElementsAre(ElementsAre("pickle"), ElementsAre("etree", "xml")));
  EXPECT_THAT(WordsOf(OnString{.words = kWords}),
              ElementsAre(ElementsAre("from", "select"), ElementsAre("delete")));
  EXPECT_THAT(WordsOf(OnAssignment{.words = kFlask}), ElementsAre(ElementsAre("flask")));
  EXPECT_THAT(WordsOf(OnStatement{Statement::kAssert}), ElementsAre(ElementsAre("assert")));
  EXPECT_THAT(WordsOf(OnStatement{Statement::kExceptHandler}), ElementsAre(ElementsAre("except")));
  EXPECT_THAT(WordsOf(OnStatement{Statement::kFunction, kFlask}),
              ElementsAre(ElementsAre("def", "flask")));
}

// The indices of the rules that are live in the bytes.
std::vector<size_t> Live(const std::vector<Rule>& rules, std::string_view bytes) {
  std::vector<const Rule*> pointers;
  for (const Rule& rule : rules) pointers.push_back(&rule);
  const Trigger trigger(pointers);
  Scratch scratch;
  LiveRules live;
  const bool any = trigger.Scan(bytes, &scratch, &live);
  std::vector<size_t> found;
  for (size_t i = 0; i < rules.size(); ++i) {
    if (live.Contains(i)) found.push_back(i);
  }
  EXPECT_EQ(any, !found.empty());
  return found;
}

Rule With(Match match) { return {.name = "r", .match = match}; }

TEST(Trigger, NeedsEveryWordOfAConjunction) {
  const std::vector<Rule> rules = {With(OnCall{.callees = kYamlLoad}),
                                   With(OnCall{.callees = kAnyRun}),
                                   With(OnStatement{Statement::kAssert})};
  EXPECT_THAT(Live(rules, ""), IsEmpty());
  EXPECT_THAT(Live(rules, "import yaml"), IsEmpty());
  EXPECT_THAT(Live(rules, "json.load(x)"), IsEmpty());
  EXPECT_THAT(Live(rules, "yaml.load(x)"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "x.load(y); import yaml"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "assert yaml.run()"), ElementsAre(1, 2));
}

TEST(Trigger, TakesWordsInAnyCaseAndInsideOfOthers) {
  const std::vector<Rule> rules = {With(OnString{.words = kWords})};
  EXPECT_THAT(Live(rules, "'SELECT * From'"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "preselected_fromage"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "'SELECT *'"), IsEmpty());
}

TEST(Trigger, TakesAWordWithUpperCaseAsItIs) {
  const std::vector<Rule> rules = {With(core::OnSetting{.names = kWhole})};
  EXPECT_THAT(Live(rules, "DEBUG = 1"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "debug = 1; Testing = 2"), IsEmpty());
}

TEST(Trigger, LooksAtAnyBytes) {
  const std::vector<Rule> rules = {With(OnImport{.modules = kModules})};
  EXPECT_THAT(Live(rules, std::string(100'000, 'x') + "\xFF\xFE pickle"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "\xC3pickle"), ElementsAre(0));
}

TEST(Trigger, WithoutRulesNothingIsLive) { EXPECT_THAT(Live({}, "eval(x)"), IsEmpty()); }

// More rules than one word of a bit set holds, each with a word of its own.
TEST(Trigger, TellsManyRulesApart) {
  std::vector<std::string> names;
  for (int i = 0; i < 200; ++i) names.push_back("word" + std::to_string(1000 + i));
  std::vector<std::string_view> views(names.begin(), names.end());
  std::vector<Rule> rules;
  for (const std::string_view& view : views) {
    rules.push_back(With(OnString{.words = core::Words(&view, 1)}));
  }
  EXPECT_THAT(Live(rules, "word1000 word1063 word1064 word1199"), ElementsAre(0, 63, 64, 199));
}

// A worker's scratch serves the rule sets of all scans, whatever their size.
TEST(Trigger, SharesAScratchBetweenTriggers) {
  const Rule yaml = With(OnCall{.callees = kYamlLoad});
  const Rule two = With(OnCall{.callees = kTwo, .words = kWords});
  const std::vector<const Rule*> few = {&yaml};
  const std::vector<const Rule*> more = {&two, &yaml};
  const Trigger small(few);
  const Trigger large(more);
  Scratch scratch;
  LiveRules live;
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(small.Scan("yaml load", &scratch, &live));
    EXPECT_TRUE(large.Scan("pickle loads delete", &scratch, &live));
    EXPECT_TRUE(live.Contains(0));
    EXPECT_FALSE(live.Contains(1));
    EXPECT_FALSE(small.Scan("pickle loads delete", &scratch, &live));
  }
}

TEST(LiveRules, HoldsASet) {
  LiveRules live;
  live.SetAll(65);
  EXPECT_TRUE(live.Contains(0));
  EXPECT_TRUE(live.Contains(64));
  live.Reset(65);
  EXPECT_FALSE(live.Contains(0));
  live.Insert(64);
  EXPECT_TRUE(live.Contains(64));
  EXPECT_FALSE(live.Contains(63));
}

}  // namespace
}  // namespace meerkat::trigger
