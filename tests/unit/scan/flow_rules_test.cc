#include "engine/scan/flow_rules.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rules/report_text.h"

namespace meerkat::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

core::FileReport Scan(std::string_view source, const Options& options = {}) {
  const core::SourceFile file("app.py", std::string(source));
  return Scanner().Scan(file, *CompileRules(options).rules, {}, {});
}

std::vector<std::string> Rules(const core::FileReport& report) {
  std::vector<std::string> names;
  for (const core::Finding& finding : report.findings) {
    names.push_back(fmt::format("{}:{}", finding.line, finding.rule->name));
  }
  return names;
}

std::vector<std::string> Steps(const core::Finding& finding) {
  std::vector<std::string> steps;
  for (const core::FlowStep& step : finding.flow) {
    steps.push_back(fmt::format("{}:{} {}", step.begin.line, step.begin.column, step.text));
  }
  return steps;
}

constexpr std::string_view kFlask =
    "from flask import request, jsonify\n"
    "import os, sys, subprocess\n";

std::string Flask(std::string_view more) { return std::string(kFlask).append(more); }

TEST(FlowRules, TellTheWayFromSourceToSink) {
  const core::FileReport report =
      Scan(Flask("def f():\n"
                 "    name = request.args['name']\n"
                 "    os.system('cat ' + name)\n"));
  ASSERT_THAT(Rules(report), ElementsAre("5:command-injection"));
  const core::Finding& finding = report.findings[0];
  EXPECT_EQ(finding.confidence, core::Confidence::kHigh);
  EXPECT_EQ(finding.severity, core::Severity::kHigh);
  EXPECT_THAT(finding.message, HasSubstr("request.args"));
  ASSERT_FALSE(finding.flow.empty());
  EXPECT_EQ(finding.flow.front().begin.line, 4u);
  EXPECT_THAT(finding.flow.front().text, HasSubstr("request.args"));
  EXPECT_EQ(finding.flow.back().begin.line, 5u);
  EXPECT_EQ(finding.flow.back().begin.column, 5u);
  EXPECT_EQ(finding.flow.back().text, "arrives here");
  for (const core::FlowStep& step : finding.flow) EXPECT_THAT(step.path, IsEmpty()) << "this file";
}

TEST(FlowRules, TellTheStepsThroughFunctions) {
  const core::FileReport report =
      Scan(Flask("def run(command):\n"
                 "    os.system(command)\n"
                 "def f():\n"
                 "    run(request.args['command'])\n"));
  ASSERT_THAT(Rules(report), ElementsAre("4:command-injection")) << "no shell-command beside it";
  const core::Finding& finding = report.findings[0];
  ASSERT_GE(finding.flow.size(), 2u);
  EXPECT_EQ(finding.flow.front().begin.line, 6u);
  EXPECT_EQ(finding.flow.back().begin.line, 4u);
}

// Not where a variable that holds it is used.
TEST(FlowRules, BeginWhereTheSourceIsRead) {
  const core::FileReport report = Scan(
      "from flask import session\n"
      "import random\n"
      "def f():\n"
      "    number = random.getrandbits(64)\n"
      "    session['key'] = str(number)\n");
  ASSERT_THAT(Rules(report), ElementsAre("5:predictable-token"));
  EXPECT_EQ(report.findings[0].flow.front().begin.line, 4u);
}

TEST(FlowRules, AreSurerOfWhatTheyKnow) {
  const core::FileReport report =
      Scan(Flask("import helpers\n"
                 "def f():\n"
                 "    os.system(helpers.command_for(request.args['name']))\n"));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].confidence, core::Confidence::kMedium)
      << "what helpers.command_for makes of it is unknown";
}

constexpr std::string_view kThreeSources =
    "from flask import request\n"
    "import os, sys\n"
    "def remote():\n"
    "    os.system('cat ' + request.args['name'])\n"
    "def local():\n"
    "    os.system('cat ' + sys.argv[1])\n"
    "def library(name):\n"
    "    os.system('cat ' + name)\n";

TEST(FlowRules, ListenToTheThreatModels) {
  EXPECT_THAT(Rules(Scan(kThreeSources)),
              ElementsAre("4:command-injection", "6:shell-command", "8:shell-command"))
      << "remote alone";
  EXPECT_THAT(Rules(Scan(kThreeSources, {.threat_models = core::kLocalSource})),
              ElementsAre("4:shell-command", "6:command-injection", "8:shell-command"));
  EXPECT_THAT(Rules(Scan(kThreeSources, {.threat_models = core::kOutside})),
              ElementsAre("4:command-injection", "6:command-injection", "8:command-injection"));
  EXPECT_THAT(Rules(Scan(kThreeSources, {.threat_models = 0})),
              ElementsAre("4:shell-command", "6:shell-command", "8:shell-command"));
}

TEST(FlowRules, AreLeastSureOfParametersOfALibrary) {
  const core::FileReport report =
      Scan(kThreeSources, {.threat_models = core::kRemoteSource | core::kLibrarySource});
  ASSERT_THAT(Rules(report),
              ElementsAre("4:command-injection", "6:shell-command", "8:command-injection"));
  EXPECT_EQ(report.findings[0].confidence, core::Confidence::kHigh);
  EXPECT_EQ(report.findings[2].confidence, core::Confidence::kMedium);
}

TEST(FlowRules, TakeNoWordOfOneCallersValueForAnother) {
  EXPECT_THAT(Rules(Scan("def named(name, names):\n"
                         "    if name in names:\n"
                         "        return eval(name)\n"
                         "def known(name):\n"
                         "    if name in ('1', '2'):\n"
                         "        return eval(name)\n",
                         {.threat_models = core::kLibrarySource})),
              ElementsAre("3:code-injection"));
}

TEST(FlowRules, AreTheLessSureTheMoreFunctionsOfALibraryLieBetween) {
  const core::FileReport report = Scan(
      "import os\n"
      "def command_of(name):\n"
      "    return 'cat ' + name\n"
      "def library(name):\n"
      "    os.system(command_of(name))\n",
      {.threat_models = core::kLibrarySource});
  ASSERT_THAT(Rules(report), ElementsAre("5:command-injection"));
  EXPECT_EQ(report.findings[0].confidence, core::Confidence::kLow);
}

std::vector<std::string> OfLibrary(std::string_view source) {
  return Rules(Scan(source, {.threat_models = core::kLibrarySource}));
}

// A browser's page in one program is a text in another.
TEST(FlowRules, TakesAParameterForAnObjectWhereItIsAskedForSomething) {
  const std::string_view source =
      "import os\n"
      "def show(page):\n"
      "    os.system('lynx ' + page)\n"
      "def visit(page, name):\n"
      "    page.goto('http://localhost/')\n"
      "    os.system(f'lynx {page.title()}')\n"
      "def rows(cursor):\n"
      "    os.system(f'echo {cursor}')\n";
  EXPECT_THAT(Rules(Scan(source, {.threat_models = core::kLibrarySource})),
              ElementsAre("3:command-injection", "6:shell-command", "8:shell-command"));
}

TEST(FlowRules, CallWhatALibraryHandsOut) {
  EXPECT_THAT(OfLibrary("def _kept(name):\n"
                        "    open(name)\n"
                        "def _handed_out(name):\n"
                        "    open(name)\n"
                        "def start(server):\n"
                        "    _kept('a')\n"
                        "    server.add_route('/', _handed_out)\n"),
              ElementsAre("4:path-traversal"));
}

TEST(FlowRules, KnowARequestOfTheFrameworkThatIsAnalysed) {
  EXPECT_THAT(Rules(Scan("from .web_request import Request\n"
                         "class Request:\n"
                         "    _match_info: dict = None\n"
                         "class Folder:\n"
                         "    def _handle(self, request: Request):\n"
                         "        open(request.match_info['name'])\n")),
              ElementsAre("6:path-traversal"));
  EXPECT_THAT(Rules(Scan("class Request:\n"
                         "    match_info: dict\n"
                         "def send(request: Request):\n"
                         "    open(request.match_info['name'])\n")),
              ElementsAre());
}

TEST(FlowRules, TakeWhatALibraryReturnsForAPage) {
  EXPECT_THAT(OfLibrary("import html\n"
                        "def page(name):\n"
                        "    return '<p>%s</p>' % name\n"
                        "def bytes_of_page(name):\n"
                        "    text = b' <HTML><a href=\"%(name)s\">' % {b'name': name}\n"
                        "    return text\n"
                        "def escaped(name):\n"
                        "    return f'<p>{html.escape(name)}</p>'\n"
                        "def no_page(name):\n"
                        "    return f'<soap:Body>{name}' + f'<{name}>'\n"
                        "def escape(text):\n"
                        "    if hasattr(text, '__html__'):\n"
                        "        return text.__html__()\n"
                        "    return text.replace('<', '&lt;')\n"
                        "def escaped_here(name):\n"
                        "    return '<b>%s</b>' % escape(name)\n"
                        "class A:\n"
                        "    def __init__(self, ttl):\n"
                        "        self.ttl = ttl\n"
                        "    def __repr__(self):\n"
                        "        return '<A ttl=%s>' % self.ttl\n"
                        "def _inside(name):\n"
                        "    return '<p>%s</p>' % name\n"),
              ElementsAre("3:cross-site-scripting", "6:cross-site-scripting"));
}

TEST(FlowRules, KnowPatternsThatArePutTogether) {
  EXPECT_THAT(
      OfLibrary(
          "import re\n"
          "SPECIAL = re.escape(b'()<>@,;:')\n"
          "QUOTED = br'\"(?:\\\\.|[^\"])*\"'\n"
          "SLOW = re.compile(br'(?:;|^)\\s*([^' + SPECIAL + br']+)\\s*=\\s*(' + QUOTED + br')')\n"
          "FAST = re.compile(re.escape('a.*b.*c'))\n"
          "def parse(text):\n"
          "    return SLOW.findall(text), FAST.findall(text)\n"),
      ElementsAre("7:polynomial-regular-expression"));
}

TEST(FlowRules, MindWhatACallerHasUnpacked) {
  EXPECT_THAT(OfLibrary("import zlib\n"
                        "def unpack(data):\n"
                        "    return zlib.decompress(data)\n"
                        "def begin(data):\n"
                        "    return zlib.decompressobj().decompress(data, 100)\n"),
              ElementsAre("3:decompression-bomb"));
}

TEST(FlowRules, SayNothingOfWhatWasLookedUp) {
  EXPECT_THAT(Rules(Scan(Flask("import shop\n"
                               "def f():\n"
                               "    open(shop.find_order(request.args['number']).path)\n"
                               "    open(shop.path_of(request.args['number']))\n"))),
              ElementsAre("6:path-traversal"));
}

TEST(FlowRules, AskListsForNoAttributes) {
  EXPECT_THAT(Rules(Scan(Flask("def f():\n"
                               "    items = [1]\n"
                               "    if items.size == 1:\n"
                               "        return\n"
                               "    if items.a:\n"
                               "        return\n"
                               "    os.system('cat ' + request.args['name'])\n"))),
              ElementsAre("9:command-injection"));
}

TEST(FlowRules, AreNoReasonToParseWhatHoldsNoSource) {
  EXPECT_FALSE(Scan("def f(x):\n    return x\n").parsed) << "no library source asked for";
  EXPECT_TRUE(Scan("def f(x):\n    return x\n", {.threat_models = core::kOutside}).parsed);
}

// --- decided_by -------------------------------------------------------------------------------

std::vector<std::string> In(std::string_view profile, std::string_view source) {
  return Rules(Scan(source, {.profile = std::string(profile)}));
}

TEST(DecidedBy, IsSilentWhereWhatArrivesIsKnown) {
  const std::string source = Flask(
      "def f():\n"
      "    name = 'a'\n"
      "    os.system('cat ' + name)\n");
  EXPECT_THAT(In("default", source), IsEmpty());
  EXPECT_THAT(In("bandit", source), ElementsAre("2:subprocess-import", "5:shell-command"));
}

TEST(DecidedBy, KeepsWhatNobodyKnows) {
  EXPECT_THAT(In("default", Flask("def f(name):\n    os.system('cat ' + name)\n")),
              ElementsAre("4:shell-command"))
      << "a parameter";
  EXPECT_THAT(In("default", Flask("import settings\nos.system(settings.COMMAND)\n")),
              ElementsAre("4:shell-command"))
      << "another module";
  EXPECT_THAT(In("default", Flask("os.system(undefined)\n")), ElementsAre("3:shell-command"));
  EXPECT_THAT(In("default", Flask("os.system(sys.argv[1] + ' -v')\n")),
              ElementsAre("3:shell-command"))
      << "a source that no threat model chose";
}

TEST(DecidedBy, LetsFlowSpeakInItsPlace) {
  const std::string source = Flask("def f():\n    os.system('cat ' + request.args['name'])\n");
  EXPECT_THAT(In("default", source), ElementsAre("4:command-injection"));
  EXPECT_THAT(In("all", source),
              ElementsAre("2:subprocess-import", "4:command-injection", "4:shell-command"));
  EXPECT_THAT(In("bandit", source), ElementsAre("2:subprocess-import", "4:shell-command"));
}

TEST(DecidedBy, AsksOnlyOfWhatTheSinkGets) {
  EXPECT_THAT(In("default", Flask("def f(folder):\n"
                                  "    command = 'ls ' + '-l'\n"
                                  "    subprocess.run(command, shell=True, cwd=folder)\n")),
              IsEmpty());
  EXPECT_THAT(In("default", Flask("def f(tool):\n"
                                  "    arguments = tool.split()\n"
                                  "    subprocess.run(tool.split(), check=True)\n")),
              ElementsAre("5:subprocess-call"));
}

TEST(DecidedBy, KeepsATextThatIsTaintedAndGoesWhereNobodyKnows) {
  EXPECT_THAT(
      In("default", Flask("def f(run):\n"
                          "    run(f\"SELECT a FROM t WHERE b = '{request.args['b']}'\")\n")),
      ElementsAre("4:sql-text"));
  EXPECT_THAT(In("default", Flask("def f(cursor):\n"
                                  "    number = int(request.args['b'])\n"
                                  "    cursor.execute(f'SELECT a FROM t WHERE b = {number}')\n")),
              IsEmpty());
}

// The name of a file is known, and its contents are not.
TEST(DecidedBy, TakesNoNameOfAFileForItsContents) {
  EXPECT_THAT(In("default", "import shelve\nshelve.open('/srv/cache')\n"),
              ElementsAre("2:pickle-load"));
  EXPECT_THAT(In("default", "import pickle\npickle.loads(b'N.')\n"), IsEmpty());
  EXPECT_THAT(In("default", "import pickle\npickle.load(open('/srv/cache', 'rb'))\n"),
              ElementsAre("2:pickle-load"));
}

TEST(DecidedBy, KeepsAFunctionThatIsHandedOn) {
  EXPECT_THAT(In("default", "values = list(map(eval, texts))\n"), ElementsAre("1:eval-call"));
}

// One Scanner for all files of a thread, and the same report each time.
TEST(FlowRules, SayTheSameTwice) {
  const RuleSetOrError rules = CompileRules({.threat_models = core::kOutside});
  const std::string sources[] = {
      std::string(kThreeSources),
      Flask("def f():\n    os.system('cat ' + request.args['name'])\n"),
      Flask("class C:\n"
            "    def __init__(self):\n        self.a = request.args['a']\n"
            "    def run(self):\n        eval(self.a)\n        eval(self.b)\n"),
      Flask("def f(x):\n    return f(x)\n\ndef g():\n    eval(f(request.args['x']))\n"),
  };
  const auto text = [](const core::FileReport& report) {
    std::string whole = tests::ReportText(report);
    for (const core::Finding& finding : report.findings) {
      for (const std::string& step : Steps(finding)) whole += step + "\n";
    }
    return whole;
  };
  Scanner used;
  for (int round = 0; round < 3; ++round) {
    for (const std::string& source : sources) {
      const core::SourceFile file("app.py", source);
      EXPECT_EQ(text(used.Scan(file, *rules.rules, {}, {})),
                text(Scanner().Scan(file, *rules.rules, {}, {})))
          << source;
    }
  }
}

TEST(FlowRules, ArePartOfTheStateOfAnAnalysis) {
  EXPECT_NE(CompileRules({.threat_models = core::kRemoteSource}).rules->analysis_state(),
            CompileRules({.threat_models = core::kOutside}).rules->analysis_state());
  EXPECT_EQ(CompileRules({.profile = "bandit"}).rules->flow_rules(), nullptr);
  EXPECT_NE(CompileRules({.profile = "default"}).rules->flow_rules(), nullptr);
}

// What the budget does not suffice for is left to the rules that look at single places.
TEST(DecidedBy, KeepsEverythingWhereTheAnalysisWasCutShort) {
  std::string source = "import os\n";
  for (int i = 0; i < 14; ++i) {
    source += fmt::format("def f{}(x):\n", i);
    for (int j = 0; j < 8; ++j) source += fmt::format("    f{}(x + '{}')\n", i + 1, j);
  }
  source += "def f14(x):\n    os.system('ls ' + '-l')\n";
  const core::FileReport report = Scan(source);
  const bool cut_short = std::any_of(
      report.notices.begin(), report.notices.end(),
      [](const core::Notice& notice) { return notice.kind == core::NoticeKind::kFlowPartial; });
  std::vector<std::string> expected;
  if (cut_short) expected.push_back("128:shell-command");
  EXPECT_EQ(Rules(report), expected);
}

}  // namespace
}  // namespace meerkat::scan
