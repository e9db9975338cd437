#include "engine/flow/giving.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/core/source_file.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/lowering.h"
#include "engine/syntax/parser.h"

namespace meerkat::flow {
namespace {

Unit UnitOf(const std::string& python) {
  const core::SourceFile file("case.py", python);
  syntax::Parser parser;
  syntax::Tree tree;
  parser.Parse(file.bytes(), core::Budget(), &tree);
  Unit unit;
  Lowering().Lower(tree, "case.py", core::Budget(), &unit);
  return unit;
}

// Of the file's first function.
int Ways(const std::string& python) {
  const Unit unit = UnitOf(python);
  return WaysOutOf(unit).ways.at(0);
}

// Of the file's first function.
bool Tells(const std::string& python) { return WaysOutOf(UnitOf(python)).tells.at(0); }

std::string Caught(const std::string& statement) {
  return "def f(self):\n    try:\n        g()\n    except E as e:\n        " + statement + "\n";
}

TEST(WaysOut, OfWhatIsCaught) {
  EXPECT_TRUE(Tells(Caught("return str(e)")));
  EXPECT_TRUE(Tells(Caught("self.text = str(e)")));
  EXPECT_TRUE(Tells(Caught("self.reply(f'no: {e}')")));
  EXPECT_TRUE(Tells(Caught("print(e, file=self.answer)")));
  EXPECT_TRUE(Tells(Caught("raise HTTPException(500, detail=str(e)) from e")));
  EXPECT_FALSE(Tells(Caught("pass")));
  EXPECT_FALSE(Tells(Caught("print(e)")));
  EXPECT_FALSE(Tells(Caught("log.error('no: %s', e)")));
  EXPECT_FALSE(Tells(Caught("raise Failed(str(e)) from e")));
  EXPECT_FALSE(Tells(Caught("raise")));
  EXPECT_TRUE(Tells("from app.replies import error\n" + Caught("error(str(e))")));
  EXPECT_FALSE(Tells("from logging import error\n" + Caught("error(str(e))")));
}

TEST(WaysOut, OfAFunction) {
  EXPECT_EQ(Ways("def f(x):\n    print(x)\n"), 0);
  EXPECT_EQ(Ways("def f(x):\n    y = x\n    return None\n"), 0);
  EXPECT_EQ(Ways("def f(x):\n    return x\n"), kByValue);
  EXPECT_EQ(Ways("def f(x):\n    yield x\n"), kByValue);
  EXPECT_EQ(Ways("f = lambda x: x\n"), kByValue);
  EXPECT_EQ(Ways("def f(x):\n    raise ValueError(x)\n"), kByRaising);
  EXPECT_EQ(Ways("def f(x):\n    raise x\n"), kByRaising);
  EXPECT_EQ(Ways("def f(x):\n    raise NotFound\n"), 0);
  EXPECT_EQ(Ways("def f(x):\n    raise NotFound('no page')\n"), 0);
  // Again what has been caught.
  EXPECT_EQ(Ways("def f(x):\n    raise\n"), kByRaising);
}

TEST(WaysOut, ThatChangeWhatOutlivesIt) {
  for (const char* statement :
       {"x.y = 1", "x['y'] = 1", "x.y += 1", "(a, (b, *x.y)) = 1", "x.append(1)",
        "setattr(x, 'y', 1)", "for x.y in z: pass", "with z as x.y: pass", "global g; g = 1"}) {
    EXPECT_EQ(Ways("def f(x, z):\n    " + std::string(statement) + "\n"), kAside) << statement;
  }
  EXPECT_EQ(Ways("def f(x):\n    y = x\n    x.append()\n"), 0);
}

TEST(WaysOut, ThatHandSomethingToWhoStoresIt) {
  for (const char* statement :
       {"x.set_command(y)", "callback(y)", "x[0](y)", "x.extendleft([y])", "x.__setitem__(0, y)",
        "heapq.heappush(x, y)", "heappush(x, y)", "operator.setitem(x, 0, y)", "app.keep(x, y)",
        "keep(x, y)", "x += y", "store(x, y)", "store_by_another(x, y)", "[0 for x.y in y]"}) {
    EXPECT_EQ(Ways("def f(x, y, callback):\n    " + std::string(statement) +
                   "\nimport app, heapq, operator\nfrom app import keep\n"
                   "from heapq import heappush\n"
                   "def store_by_another(x, y): store(x, y)\ndef store(x, y): x.y = y\n"),
              kAside)
        << statement;
  }
  for (const char* statement :
       {"x.set_command(1)", "print(y)", "logger.info(y)", "', '.join(y)", "f'{x}'.center(y)",
        "os.path.join(x, y)", "system(y)", "y = set(y)", "show(y)", "self.show(y)", "x += 1",
        "Made(y)", "raise_it(ValueError(1))"}) {
    EXPECT_EQ(Ways("def f(self, x, y):\n    " + std::string(statement) +
                   "\nimport os, logging\nfrom os import system\ndef show(y): print(y)\n"
                   "def raise_it(y): raise y\n"
                   "class Made:\n    def __init__(self, y): self.y = y\n"),
              0)
        << statement;
  }
}

TEST(WaysOut, OfWhatMakesObjectsAndFunctions) {
  EXPECT_EQ(Ways("class C:\n    def __init__(self): pass\n"), kByValue);
  EXPECT_EQ(Ways("class C:\n    def __init__(self, x): self.x = x\n"), kByValue);
  EXPECT_EQ(Ways("class C:\n    def __init__(self, x): x.y = self\n"), kByValue | kAside);
  EXPECT_EQ(Ways("def f():\n    def g(): pass\n"), kByCall);
}

// What `f` is given as in the names that a file gives, of sources of this kind.
std::vector<std::string> GivenBy(const std::string& python,
                                 core::SourceKind kind = core::kRemoteSource) {
  Unit unit = UnitOf("from flask import request\n" + python);
  unit.hash = core::Sha256(python);
  Interpreter interpreter;
  std::vector<std::string> names;
  for (std::string name : interpreter.Given(unit, {}).names) {
    const bool is_of_kind = (static_cast<uint8_t>(name.back()) & kind) != 0;
    name.pop_back();
    if (is_of_kind && name[0] == 'f' && name.size() <= 2) names.push_back(name);
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(GivenNames, SayWhatIsGivenByValueAlone) {
  EXPECT_EQ(GivenBy("def f(): return request.args\n"), Names{"f="});
  EXPECT_EQ(GivenBy("def f(x):\n    x.y = request.args\n    return x\n"), Names{"f"});
  EXPECT_EQ(GivenBy("def f(): print(request.args)\n"), Names{});
}

TEST(GivenNames, SayOfWhichKindsOfSources) {
  const std::string python = "import random\ndef token(): return random.random()\n";
  const std::string of_number = python + "def f(): return token()\n";
  EXPECT_EQ(GivenBy(of_number, core::kRandomSource), Names{"f="});
  EXPECT_EQ(GivenBy(of_number), Names{});
  const std::string of_both = python + "def f(x):\n    x.y = token()\n    return request.args\n";
  EXPECT_EQ(GivenBy(of_both, core::kRandomSource), Names{"f"});
  EXPECT_EQ(GivenBy(of_both), Names{"f"});
  EXPECT_EQ(GivenBy(of_both, core::kExceptionSource), Names{});
}

TEST(GivenNames, FollowFunctionsThatAreHandedOn) {
  EXPECT_EQ(GivenBy("def g(): print(request.args)\ndef f():\n    return start(g)\n"), Names{"f"});
  EXPECT_EQ(GivenBy("def g(): print(request.args)\ndef f():\n    return start(g())\n"), Names{});
}

TEST(GivenNames, PassOverCallsWhoseValueNobodyUses) {
  const std::string by_value = "def g(): return request.args\n";
  EXPECT_EQ(GivenBy(by_value + "def f():\n    g()\n    return 1 + 1\n"), Names{});
  EXPECT_EQ(GivenBy(by_value + "def f():\n    return g()\n"), Names{"f="});
  const std::string by_raising = "def g(): raise ValueError(request.args)\n";
  EXPECT_EQ(GivenBy(by_raising + "def f():\n    g()\n    return 1 + 1\n"), Names{"f"});
  EXPECT_EQ(
      GivenBy(by_raising +
              "def f():\n    try:\n        g()\n    except ValueError as e:\n        return e\n"),
      Names{"f"});
}

TEST(GivenNames, FollowWhatIsStoredAndRaisedThroughOthers) {
  EXPECT_EQ(GivenBy("def g(x): x.y = request.args\ndef f(x):\n    g(x)\n    return x\n"),
            Names{"f"});
  EXPECT_EQ(GivenBy("def f(x): h(x)\ndef h(x): g(x)\ndef g(x): x.y = request.args\n"), Names{"f"});
  EXPECT_EQ(GivenBy("def f(): return h()\ndef h(): return g()\n"
                    "def g(): raise ValueError(request.args)\n"),
            Names{"f"});
  EXPECT_EQ(GivenBy("def f(x): print(g(x))\ndef g(x): return request.args\n"), Names{});
}

}  // namespace
}  // namespace meerkat::flow
