#include "engine/rules/walker.h"

#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::rules {
namespace {

using core::kFires;
using core::kSilent;
using core::OnAssignment;
using core::OnCall;
using core::OnFile;
using core::OnImport;
using core::OnSetting;
using core::OnStatement;
using core::OnString;
using core::Rule;
using core::Statement;
using core::Verdict;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Each table here is one rule's or a few rules'; what they report is "text" or "name: text".
struct Found {
  std::vector<std::string> findings;
  uint32_t dropped = 0;
  bool complete = true;
};

struct Mode {
  bool as_bandit = false;
  bool quiet = false;
  uint32_t max_findings = 1000;
  core::Budget budget = {};
  bool live = true;
};

Found Walk(std::string_view source, std::vector<Rule> rules, const Mode& mode = {}) {
  std::vector<const Rule*> pointers;
  for (const Rule& rule : rules) pointers.push_back(&rule);
  const core::RuleOptions options;
  const WalkPlan plan(pointers, options, mode.as_bandit, mode.quiet);
  trigger::LiveRules live;
  live.Reset(rules.size());
  if (mode.live) live.SetAll(rules.size());
  const core::SourceFile file("f.py", std::string(source));
  syntax::Tree tree;
  syntax::Parser().Parse(file.bytes(), {}, &tree);
  EXPECT_TRUE(tree.errors().empty()) << source;
  std::vector<core::RawFinding> raw;
  Found found;
  found.complete =
      Walker().Walk(plan, live, file, tree, mode.budget, mode.max_findings, &raw, &found.dropped);
  for (const core::RawFinding& finding : raw) {
    std::string text(file.Text(finding.span));
    if (rules.size() > 1) text = std::string(finding.rule->name) + ": " + text;
    found.findings.push_back(text);
  }
  return found;
}

std::vector<std::string> Findings(std::string_view source, std::vector<Rule> rules,
                                  const Mode& mode = {}) {
  return Walk(source, std::move(rules), mode).findings;
}

constexpr std::string_view kLoad[] = {"a.load"};
constexpr std::string_view kLoads[] = {"a.load", "b.load"};
constexpr std::string_view kAnyRun[] = {"*.run"};
constexpr std::string_view kEval[] = {"eval"};
constexpr std::string_view kPickle[] = {"pickle", "xml.sax"};
constexpr std::string_view kDebug[] = {"DEBUG"};
constexpr std::string_view kWord[] = {"word"};

Rule Call(core::Words callees) { return {.name = "call", .match = OnCall{.callees = callees}}; }
Rule Import() { return {.name = "import", .match = OnImport{.modules = kPickle}}; }

TEST(OnCall, MatchesTheQualifiedName) {
  EXPECT_THAT(Findings("import a\na.load(1)\nb.load(2)\na.loads(3)\nload(4)\n", {Call(kLoad)}),
              ElementsAre("a.load(1)"));
  EXPECT_THAT(Findings("from a import load as f\nf(1)\nf.load(2)\n", {Call(kLoad)}),
              ElementsAre("f(1)"));
  EXPECT_THAT(Findings("eval(1)\nx.eval(2)\neval.x(3)\n(eval)(4)\n", {Call(kEval)}),
              ElementsAre("eval(1)", "(eval)(4)"));
}

TEST(OnCall, MatchesAnyNameThatEndsSo) {
  EXPECT_THAT(Findings("x.run(1)\nx.y.run(2)\nf().run(3)\nrun(4)\nx.rerun(5)\n", {Call(kAnyRun)}),
              ElementsAre("x.run(1)", "x.y.run(2)", "f().run(3)"));
}

TEST(OnCall, ReportsACallOnceThoughItsNameHasTwoMeanings) {
  EXPECT_THAT(
      Findings("try:\n  import a as x\nexcept E:\n  import b as x\nx.load(1)\n", {Call(kLoads)}),
      ElementsAre("x.load(1)"));
}

TEST(OnCall, AsksItsPredicate) {
  const core::Predicate with_two = [](const Site& site) {
    EXPECT_EQ(site.callee(), "a.load");
    return site.call().PositionalCount() == 2 ? kFires : kSilent;
  };
  EXPECT_THAT(Findings("import a as b\nb.load(1)\nb.load(1, 2)\n",
                       {{.name = "r", .match = OnCall{.callees = kLoad, .when = with_two}}}),
              ElementsAre("b.load(1, 2)"));
}

TEST(OnCall, WithoutNamesSeesEveryCall) {
  const core::Predicate shell = [](const Site& site) {
    return site.call().Keyword("shell") ? kFires : kSilent;
  };
  EXPECT_THAT(Findings("f(shell=1)\nf()(shell=2)\nx[0](shell=3)\nf(1)\n",
                       {{.name = "r", .match = OnCall{.words = kWord, .when = shell}}}),
              ElementsAre("f(shell=1)", "f()(shell=2)", "x[0](shell=3)"));
}

TEST(OnCall, ReadsNamesAsBanditDoesWhereAsked) {
  constexpr std::string_view kSource = "from a import load\ndef f(load):\n  load(1)\n";
  EXPECT_THAT(Findings(kSource, {Call(kLoad)}), IsEmpty());
  EXPECT_THAT(Findings(kSource, {Call(kLoad)}, {.as_bandit = true}), ElementsAre("load(1)"));
}

TEST(OnImport, MatchesModulesAndWhatLiesInThem) {
  EXPECT_THAT(
      Findings("import pickle\nimport pickle as p, os\nfrom pickle import loads\nimport xml.sax.x\n"
               "from xml import sax\nfrom xml.sax import y\n",
               {Import()}),
      ElementsAre("import pickle", "import pickle as p, os", "from pickle import loads",
                  "import xml.sax.x", "from xml import sax", "from xml.sax import y"));
  EXPECT_THAT(Findings("import pickletools\nimport xml\nimport a.pickle\nfrom a import pickle\n"
                       "from .pickle import x\nfrom . import pickle\n",
                       {Import()}),
              IsEmpty());
}

TEST(OnImport, ComparesLettersAsBanditDoes) {
  EXPECT_THAT(
      Findings("import pickletools\nfrom .pickle import x\nfrom . import pickle\nimport xml\n",
               {Import()}, {.as_bandit = true}),
      ElementsAre("import pickletools", "from .pickle import x", "from . import pickle"));
}

TEST(OnImport, SeesCallsThatImport) {
  EXPECT_THAT(Findings("import importlib\n__import__('pickle')\nimportlib.import_module('pickle')\n"
                       "importlib.import_module(name='xml.sax')\n__import__('pickletools')\n"
                       "__import__(x)\nimport_module('pickle')\n",
                       {Import()}),
              ElementsAre("__import__('pickle')", "importlib.import_module('pickle')",
                          "importlib.import_module(name='xml.sax')"));
}

TEST(OnImport, AsBanditSaysOneThingOfAnImport) {
  const Rule first{.name = "a", .bandit_id = "B2", .match = OnImport{.modules = kPickle}};
  const Rule second{.name = "b", .bandit_id = "B1", .match = OnImport{.modules = kPickle}};
  EXPECT_THAT(Findings("import pickle", {first, second}),
              ::testing::UnorderedElementsAre("a: import pickle", "b: import pickle"));
  EXPECT_THAT(Findings("import pickle", {first, second}, {.as_bandit = true}),
              ElementsAre("b: import pickle"));
}

TEST(OnString, SeesConstantsAndTextsOfFormatStrings) {
  static std::vector<std::string> texts;
  texts.clear();
  const core::Predicate collect = [](const Site& site) {
    texts.emplace_back(site.text());
    return kSilent;
  };
  Findings(
      "'doc'\nx = 'a' 'b'\nf('\\x63', b'd')\ny = f'e{z}f'\ndef g():\n  '''doc'''\n  return 'h'\n",
      {{.name = "r", .match = OnString{.words = kWord, .when = collect}}});
  EXPECT_THAT(texts, ElementsAre("ab", "c", "e", "f", "h"));
}

TEST(OnAssignment, SeesEachTargetWithItsValue) {
  static std::vector<std::string> pairs;
  pairs.clear();
  const core::Predicate collect = [](const Site& site) {
    pairs.push_back(std::string(site.target().text()) + "=" + std::string(site.value().text()));
    return kSilent;
  };
  Findings("a = 1\nb = c = 2\nd: int = 3\ne += 4\nf, g = 5, 6\n[h, i] = j\nk.l['m'] = 7\nn: int\n",
           {{.name = "r", .match = OnAssignment{.words = kWord, .when = collect}}});
  EXPECT_THAT(pairs, ElementsAre("a=1", "b=2", "c=2", "d=3", "e=4", "f=5", "g=6",
                                 "h=", "i=", "k.l['m']=7", "n="));
}

TEST(OnSetting, SeesAValueHoweverItIsGiven) {
  static std::vector<std::string> values;
  values.clear();
  const core::Predicate collect = [](const Site& site) {
    values.emplace_back(site.value().text());
    return kSilent;
  };
  Findings(
      "DEBUG = 1\nx.DEBUG = 2\nx['DEBUG'] = 3\nf(DEBUG=4)\n{'DEBUG': 5}\n"
      "x.setdefault('DEBUG', 6)\nDEBUG, a = 7, 8\nDEBUGS = 9\nprint(DEBUG)\n",
      {{.name = "r", .match = OnSetting{.names = kDebug, .when = collect}}});
  EXPECT_THAT(values, ElementsAre("1", "2", "3", "4", "5", "6", "7"));
}

TEST(OnStatement, SeesItsKind) {
  const auto rule = [](Statement statement) {
    return Rule{.name = "r", .match = OnStatement{.statement = statement}};
  };
  constexpr std::string_view kSource =
      "def f():\n  assert x\ntry: a\nexcept B: c\nexcept: d\nasync def g(): pass\n";
  EXPECT_THAT(Findings(kSource, {rule(Statement::kAssert)}), ElementsAre("assert x"));
  EXPECT_THAT(Findings(kSource, {rule(Statement::kExceptHandler)}),
              ElementsAre("except B: c", "except: d"));
  EXPECT_THAT(Findings(kSource, {rule(Statement::kFunction)}),
              ElementsAre("def f():\n  assert x", "async def g(): pass"));
}

TEST(OnFile, SeesTheFileOnce) {
  const core::Predicate whole = [](const Site& site) {
    return site.node() == site.node().tree().root() ? kFires : kSilent;
  };
  EXPECT_THAT(Findings("a\nb\n", {{.name = "r", .match = OnFile{.words = kWord, .when = whole}}}),
              testing::SizeIs(1));
}

// As Bandit does: an import inside of the function is known to its decorators.
TEST(Walker, VisitsDecoratorsAfterWhatTheyDecorate) {
  const std::vector<Rule> rules = {Call(kEval)};
  EXPECT_THAT(
      Findings("@eval(1)\n@eval(2)\ndef f():\n  eval(3)\n  @eval(4)\n  class A:\n    eval(5)\n"
               "eval(6)\n",
               rules),
      ElementsAre("eval(3)", "eval(5)", "eval(4)", "eval(1)", "eval(2)", "eval(6)"));
  EXPECT_THAT(
      Findings("@load(1)\ndef f():\n  from a import load\n", {Call(kLoad)}, {.as_bandit = true}),
      ElementsAre("load(1)"));
}

TEST(Walker, TakesWhatAVerdictSays) {
  const core::Predicate detailed = [](const Site& site) {
    return Verdict{.fires = true,
                   .severity = core::Severity::kHigh,
                   .shown_at = site.call().Positional(1).index(),
                   .detail = "this"};
  };
  const Rule rule{.name = "r",
                  .severity = core::Severity::kLow,
                  .confidence = core::Confidence::kMedium,
                  .match = OnCall{.callees = kEval, .when = detailed}};
  const Rule* rules[] = {&rule};
  const core::RuleOptions options;
  const WalkPlan plan({rules, rules + 1}, options, false, false);
  trigger::LiveRules live;
  live.SetAll(1);
  const core::SourceFile file("f.py", "eval(1,\n     2)\n");
  syntax::Tree tree;
  syntax::Parser().Parse(file.bytes(), {}, &tree);
  std::vector<core::RawFinding> raw;
  uint32_t dropped = 0;
  ASSERT_TRUE(Walker().Walk(plan, live, file, tree, {}, 10, &raw, &dropped));
  ASSERT_EQ(raw.size(), 1u);
  EXPECT_EQ(raw[0].severity, core::Severity::kHigh);
  EXPECT_EQ(raw[0].confidence, core::Confidence::kMedium);
  EXPECT_EQ(raw[0].shown_at, 13u);
  EXPECT_EQ(raw[0].detail, "this");
}

TEST(Walker, KeepsQuietWhereThePlanSaysSo) {
  const core::Condition in_tests = [](const Site& site) { return site.file().path() == "f.py"; };
  const Rule rule{.name = "r", .match = OnCall{.callees = kEval}, .quiet = in_tests};
  EXPECT_THAT(Findings("eval(1)", {rule}), ElementsAre("eval(1)"));
  EXPECT_THAT(Findings("eval(1)", {rule}, {.quiet = true}), IsEmpty());
}

TEST(Walker, AsksNoRuleThatIsNotLive) {
  EXPECT_THAT(Findings("import pickle\neval(1)\n", {Call(kEval), Import()}, {.live = false}),
              IsEmpty());
}

TEST(Walker, CountsWhatIsTooMuch) {
  const Found found = Walk("eval(1)\neval(2)\neval(3)\n", {Call(kEval)}, {.max_findings = 2});
  EXPECT_THAT(found.findings, ElementsAre("eval(1)", "eval(2)"));
  EXPECT_EQ(found.dropped, 1u);
  EXPECT_TRUE(found.complete);
}

TEST(Walker, StopsWhenTheBudgetSaysSo) {
  std::string source = "eval(1)\n";
  for (int i = 0; i < 5000; ++i) source += "x\n";
  source += "eval(2)\n";
  int left = 1;
  const core::Budget budget{.stop = [](void* count) { return --*static_cast<int*>(count) < 0; },
                            .context = &left};
  const Found found = Walk(source, {Call(kEval)}, {.budget = budget});
  EXPECT_FALSE(found.complete);
  EXPECT_THAT(found.findings, ElementsAre("eval(1)"));
}

}  // namespace
}  // namespace meerkat::rules
