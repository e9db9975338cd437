#include "engine/trigger/trigger.h"

#include <algorithm>
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

constexpr std::string_view kYamlLoad[] = {"yaml.load"};
constexpr std::string_view kTwo[] = {"pickle.loads", "os.path.join"};
constexpr std::string_view kAnyRun[] = {"*.run"};
constexpr std::string_view kRepeated[] = {"telnetlib.telnetlib"};
constexpr std::string_view kModules[] = {"pickle", "xml.etree"};
constexpr std::string_view kWords[] = {"select from", "delete"};
constexpr std::string_view kFlask[] = {"flask"};
constexpr std::string_view kWhole[] = {"DEBUG", "TESTING"};

// "yaml&load|x" for (yaml and load) or x, with the words' edges as core::Words spells them.
std::string Text(const Disjunction& disjunction) {
  std::string text;
  for (const Conjunction& conjunction : disjunction) {
    if (!text.empty()) text += '|';
    bool first = true;
    for (const Word& word : conjunction) {
      if (!first) text += '&';
      first = false;
      text += word.text;
      if (word.edge == Word::Edge::kWhole) text += '$';
      if (word.edge == Word::Edge::kBlank) text += '~';
    }
  }
  return text;
}

std::vector<std::string> Texts(const std::vector<Disjunction>& all) {
  std::vector<std::string> texts;
  for (const Disjunction& disjunction : all) texts.push_back(Text(disjunction));
  return texts;
}

std::vector<std::string> InFile(const Match& match) { return Texts(NeedsOf(match).in_file); }
std::vector<std::string> Near(const Match& match) { return Texts(NeedsOf(match).near); }

TEST(NeedsOf, ACallNeedsEachPartOfItsNameAndTheLastNearby) {
  EXPECT_THAT(InFile(OnCall{.callees = kYamlLoad}), ElementsAre("yaml$&load$"));
  EXPECT_THAT(Near(OnCall{.callees = kYamlLoad}), ElementsAre("load$"));
  EXPECT_THAT(InFile(OnCall{.callees = kTwo}), ElementsAre("pickle$&loads$|os$&path$&join$"));
  EXPECT_THAT(Near(OnCall{.callees = kTwo}), ElementsAre("loads$|join$"));
  EXPECT_THAT(InFile(OnCall{.callees = kAnyRun}), ElementsAre("run$"));
  EXPECT_THAT(InFile(OnCall{.callees = kRepeated}), ElementsAre("telnetlib$"));
}

TEST(NeedsOf, WordsOfACallCountInTheFileOrNearby) {
  EXPECT_THAT(InFile(OnCall{.callees = kAnyRun, .words = kFlask}), ElementsAre("run$", "flask"));
  EXPECT_THAT(Near(OnCall{.callees = kAnyRun, .words = kFlask}), ElementsAre("run$"));
  EXPECT_THAT(InFile(OnCall{.callees = kAnyRun, .near = kFlask}), ElementsAre("run$", "flask"));
  EXPECT_THAT(Near(OnCall{.callees = kAnyRun, .near = kFlask}), ElementsAre("run$", "flask"));
  EXPECT_THAT(Near(OnCall{.near = kWords}), ElementsAre("select&from|delete"));
  EXPECT_THAT(Near(OnCall{.words = kFlask}), IsEmpty());
}

TEST(NeedsOf, ASettingNeedsOneOfItsNames) {
  EXPECT_THAT(InFile(core::OnSetting{.names = kWhole}), ElementsAre("DEBUG$|TESTING$"));
  const core::OnSetting with_word{.names = kWhole, .words = kFlask};
  EXPECT_THAT(InFile(with_word), ElementsAre("DEBUG$|TESTING$", "flask"));
  EXPECT_THAT(Near(with_word), ElementsAre("DEBUG$|TESTING$"));
  EXPECT_THAT(InFile(core::OnFile{.words = kFlask}), ElementsAre("flask"));
  EXPECT_THAT(Near(core::OnFile{.words = kFlask}), IsEmpty());
}

TEST(NeedsOf, TheOtherMatches) {
  EXPECT_THAT(InFile(OnImport{.modules = kModules}), ElementsAre("pickle|xml&etree"));
  EXPECT_THAT(Near(OnImport{.modules = kModules}), ElementsAre("pickle$|etree$"));
  EXPECT_THAT(InFile(OnString{.words = kWords}), ElementsAre("select&from|delete"));
  EXPECT_THAT(InFile(OnAssignment{.words = kFlask}), ElementsAre("flask"));
  EXPECT_THAT(Near(OnStatement{Statement::kAssert}), ElementsAre("assert$"));
  EXPECT_THAT(InFile(OnStatement{Statement::kExceptHandler}), ElementsAre("except$"));
  EXPECT_THAT(Near(OnStatement{Statement::kFunction, kFlask}), ElementsAre("def$", "flask"));
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

TEST(Trigger, TakesWholeWordsAndThoseBeforeABlank) {
  static constexpr std::string_view kPass[] = {"pass$"};
  static constexpr std::string_view kSelect[] = {"select~"};
  const std::vector<Rule> rules = {With(OnString{.words = kPass}),
                                   With(OnString{.words = kSelect})};
  EXPECT_THAT(Live(rules, "password bypass pass_ 2pass selected select( select.x"), IsEmpty());
  EXPECT_THAT(Live(rules, "pass"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "password;pass;"), ElementsAre(0));
  for (std::string_view text : {"SELECT", "select x", "select\\n", "preselect\"", "select'",
                                "select\n", "select{x}", "select\xC2\xA0"}) {
    EXPECT_THAT(Live(rules, text), ElementsAre(1)) << text;
  }
}

// `except` counts where it has a name for what it catches, or may have one.
TEST(Trigger, TakesHandlersThatBindAName) {
  static constexpr std::string_view kBinding[] = {"except@"};
  const std::vector<Rule> rules = {With(OnString{.words = kBinding})};
  for (std::string_view text :
       {"except:", "except OSError:\n  x = 1 as y",
        "except (A, B):", "except basic:", "excepted as e:", "# except\nimport a as b", "except"}) {
    EXPECT_THAT(Live(rules, text), IsEmpty()) << text;
  }
  const std::string long_list = "except (" + std::string(600, ' ') + "A):";
  for (std::string_view text :
       {std::string_view("except OSError as error:"), std::string_view("except* OSError as error:"),
        std::string_view("except (A,\n  B) as e:"), std::string_view("except A, e:"),
        std::string_view("except (  # one of\n  A):"), std::string_view("except A \\\n as e:"),
        std::string_view("except x[\"as\"]:"), std::string_view(long_list)}) {
    EXPECT_THAT(Live(rules, text), ElementsAre(0)) << text;
  }
}

// Nothing is told by an answer that is none, or of an exception that nobody has caught by name.
TEST(NeedsOf, AnExceptionNeedsWhatCatchesItAndWhatAnswers) {
  const std::vector<Rule> rules = {
      With(core::OnFlow{.from = core::kExceptionSource, .to = core::SinkKind::kResponseError})};
  EXPECT_THAT(Live(rules, "except OSError as e: log(e)"), IsEmpty());
  EXPECT_THAT(Live(rules, "except OSError: return Response()"), IsEmpty());
  EXPECT_THAT(Live(rules, "import requests\nexcept OSError as e: x(e)"), IsEmpty());
  EXPECT_THAT(Live(rules, "except OSError as e: return Response(e)"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "def f(request): return format_exc()"), ElementsAre(0));
}

TEST(Trigger, NotesRulesThatImportsAloneAreLiveFor) {
  const Rule rule = With(core::OnFlow{.from = core::kRemoteSource, .to = core::SinkKind::kCommand});
  const Rule* const rules[] = {&rule};
  const Trigger trigger(rules);
  Scratch scratch;
  LiveRules live;
  const auto by_import = [&](std::string_view text) {
    EXPECT_TRUE(trigger.Scan(text, &scratch, &live)) << text;
    return scratch.by_import();
  };
  EXPECT_THAT(by_import("# request\nfrom django.conf import settings\n"), ElementsAre(0));
  EXPECT_THAT(by_import("from flask import (\n  request,\n  g)\n"), ElementsAre(0));
  EXPECT_THAT(by_import("from flask import request\nrequest.args"), IsEmpty());
  EXPECT_THAT(by_import("import django"), IsEmpty());
}

// `environ` of a server, and not that of the process.
TEST(Trigger, TellsANameFromAnAttribute) {
  const std::vector<Rule> rules = {
      With(core::OnFlow{.from = core::kRemoteSource, .to = core::SinkKind::kCommand})};
  EXPECT_THAT(Live(rules, "def f(environ): return environ['PATH_INFO']"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "home = os.environ['HOME']"), IsEmpty());
  EXPECT_THAT(Live(rules, "environs = my_environ"), IsEmpty());
}

// No value comes from a name in a comment or a docstring.
TEST(Trigger, WantsSourcesInCode) {
  const std::vector<Rule> rules = {
      With(core::OnFlow{.from = core::kRemoteSource, .to = core::SinkKind::kCommand}),
      With(core::OnFlow{.from = core::kRandomSource, .to = core::SinkKind::kToken}),
      With(OnString{.words = kFlask})};
  EXPECT_THAT(Live(rules, "# a request of flask\nx = 1"), ElementsAre(2));
  EXPECT_THAT(Live(rules, "def f():\n  \"\"\"request\"\"\"\n  return 1  # request"), IsEmpty());
  EXPECT_THAT(Live(rules, "# request\nx = data['request']"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "APPS = ['aiohttp.web']"), IsEmpty());
  EXPECT_THAT(Live(rules, "x = f\"\"\"{request.args}\"\"\""), ElementsAre(0));
  // Each for itself, and of a conjunction every word.
  EXPECT_THAT(Live(rules, "\"\"\"random\"\"\"\ntoken = request.token"), ElementsAre(0));
  EXPECT_THAT(Live(rules, "# request\ntoken = random.random()"), ElementsAre(1));
}

// A callee is spelled as it is, whatever stands around it.
TEST(Trigger, TakesACalleeAsAWholeWordInItsOwnCase) {
  const std::vector<Rule> rules = {With(OnCall{.callees = kAnyRun})};
  EXPECT_THAT(Live(rules, "RUN run_all prune Run"), IsEmpty());
  EXPECT_THAT(Live(rules, "app.run()"), ElementsAre(0));
}

// The stretches between `|` in which any rule may fire.
std::vector<std::string> StretchesWithSites(std::vector<Rule> rules, std::string_view bytes) {
  std::vector<const Rule*> pointers;
  for (const Rule& rule : rules) pointers.push_back(&rule);
  const Trigger trigger(pointers);
  Scratch scratch;
  LiveRules live;
  trigger.Scan(bytes, &scratch, &live);
  Sites sites(trigger, live, &scratch);
  std::vector<std::string> stretches;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = std::min(bytes.find('|', begin), bytes.size());
    if (sites.AnyIn({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)})) {
      stretches.emplace_back(bytes.substr(begin, end - begin));
    }
    begin = end + 1;
  }
  return stretches;
}

TEST(Sites, NeedWhatStandsNearAMatch) {
  const Rule load = With(OnCall{.callees = kYamlLoad});
  EXPECT_THAT(StretchesWithSites({load}, "yaml|json.loads|x.load|loader|load yaml"),
              ElementsAre("x.load", "load yaml"));
  EXPECT_THAT(StretchesWithSites({load}, "x.load|load"), IsEmpty()) << "the rule is not live";
  EXPECT_THAT(
      StretchesWithSites({With(OnString{.words = kWords})}, "select|from|from select|delete"),
      ElementsAre("from select", "delete"));
  EXPECT_THAT(StretchesWithSites({With(OnCall{.callees = kAnyRun, .near = kFlask})},
                                 "run|flask|x.run(flask)"),
              ElementsAre("x.run(flask)"));
}

TEST(Sites, AreWhereverNamesAreBoundForOthers) {
  EXPECT_THAT(StretchesWithSites({With(OnCall{.callees = kAnyRun})},
                                 "run|x|import a|globals|global b|nonlocal c"),
              ElementsAre("run", "import a", "global b", "nonlocal c"));
}

TEST(Sites, AreEverywhereForARuleThatNeedsTheWholeFile) {
  EXPECT_THAT(StretchesWithSites({With(core::OnFile{.words = kFlask})}, "flask|x"),
              ElementsAre("flask", "x"));
  Rule whole = With(OnCall{.callees = kAnyRun});
  whole.whole_file = true;
  EXPECT_THAT(StretchesWithSites({whole}, "run|x"), ElementsAre("run", "x"));
  EXPECT_THAT(StretchesWithSites({whole}, "y|x"), IsEmpty());
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
