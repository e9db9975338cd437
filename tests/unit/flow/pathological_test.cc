// Programs that are made to be hard to follow: long, deep, wide, or without end. Whatever stands
// behind it, the flow at the beginning is found, and neither the steps nor the memory that the
// analysis counts pass their bounds.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/source_file.h"
#include "engine/flow/bindings.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/lowering.h"
#include "engine/syntax/parser.h"
#include "fmt/format.h"

namespace meerkat::flow {
namespace {

// What one expression may take after the last look at the bounds.
constexpr uint32_t kMoreSteps = 20'000;
constexpr size_t kMoreBytes = size_t{32} << 20;

constexpr const char* kBeginning = R"py(import copy, os
from collections import defaultdict
from functools import partial, reduce, wraps
from flask import request
def first():
    os.system(request.args["x"])
)py";
constexpr uint32_t kFlowLine = 6;

std::string Many(int count, const std::function<std::string(int)>& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text(i);
  return all;
}

std::string Times(int count, const std::string& text) {
  return Many(count, [&](int) { return text; });
}

std::string Indented(int depth, const std::string& text) {
  return std::string(static_cast<size_t>(depth) * 1, ' ') + text;
}

struct Program {
  const char* name;
  std::string python;
};

std::vector<Program> LongPrograms() {
  const std::string begin = "def run():\n    x = request.args['a']\n";
  return {
      {"Statements",
       begin + Many(20'000, [](int i) { return fmt::format("    v{} = x + str({})\n", i, i); })},
      {"Appends", begin + Times(5'000, "    x = x + x\n") + "    eval(x)\n"},
      {"Joins",
       begin +
           Many(400, [](int i) { return fmt::format("    if c == {0}: x = x + 'a{0}'\n", i); })},
      {"GrowingUnion",
       begin + "    t = 0\n" +
           Many(3'000, [](int i) { return fmt::format("    if c == {0}: t = {0}\n", i); })},
      {"GrowingLists",
       begin + "    t = [x]\n" +
           Many(300, [](int i) { return fmt::format("    if c == {}: t = t + [t]\n", i); })},
      {"Attributes", "class C: pass\n" + begin + "    c = C()\n" +
                         Many(5'000, [](int i) { return fmt::format("    c.a{} = x\n", i); })},
      {"Keys", begin + "    d = {}\n" +
                   Many(5'000, [](int i) { return fmt::format("    d['k{}'] = x\n", i); })},
      {"Elements", begin + "    d = []\n" + Times(5'000, "    d.append(x)\n")},
      {"DictionaryDisplay", begin + "    d = {" +
                                Many(10'000, [](int i) { return fmt::format("'k{}': x, ", i); }) +
                                "}\n"},
      {"ListDisplay", begin + "    d = [" + Times(10'000, "x, ") + "]\n    for v in d: eval(v)\n"},
      {"Cases",
       begin + "    match x:\n" +
           Many(5'000,
                [](int i) { return fmt::format("        case 'a{0}' | 'b{0}': v = {0}\n", i); })},
      {"Tries", begin + Many(2'000,
                             [](int i) {
                               return fmt::format(
                                   "    try: x = x + f{0}()\n    except E as e: x = x + str(e)\n"
                                   "    finally: y{0} = x\n",
                                   i);
                             })},
      {"Conditions", begin + "    if " + Times(3'000, "x == 'a' or ") + "x:\n        eval(x)\n"},
      {"Places",
       begin + Many(2'000,
                    [](int i) {
                      return fmt::format(
                          "    if request.args['a{0}'] in (1, 2): eval(request.args['a{0}'])\n", i);
                    })},
      {"OneExpression", "X = " + Times(150'000, "'abcdefg' + ") + "x\n"},
      {"OneLine", begin + "    " +
                      Many(3'000,
                           [](int i) {
                             return fmt::format(
                                 "a{0}=x if x else 1;b{0}=[a{0},*[a{0}]];c{0}=lambda:a{0};", i);
                           }) +
                      "\n"},
      {"Yields", "def g():\n" + Times(3'000, "    x = yield request.args['x']\n") + begin +
                     "    list(g())\n"},
      {"Locals", begin + Times(500, "    locals(); globals(); vars()\n")},
      {"ParserTables", "T = {" +
                           Many(200,
                                [](int i) {
                                  return fmt::format("'t{}': ([{}], [{}]), ", i, Times(200, "1, "),
                                                     Times(200, "-2, "));
                                }) +
                           "}\nA = {}\nfor k, v in T.items():\n    for a, b in zip(v[0], v[1]):\n  "
                           "      if a not in A: A[a] = {}\n"
                           "        A[a][k] = b\n"},
  };
}

std::vector<Program> DeepPrograms() {
  const std::string begin = "def run(c):\n    x = request.args['a']\n";
  const auto nested = [&](int depth, const std::string& head, const std::string& last) {
    return begin + Many(depth, [&](int i) { return Indented(i + 4, head); }) +
           Indented(depth + 4, last);
  };
  return {
      {"LoopsOfPatterns", "import re\n" + begin + "    re.fullmatch('(?:" + Times(47, "a|") +
                              "b)*x(?:" + Times(46, "a|") + "b)*y', x)\n    re.search('" +
                              Times(40, "a*b*") + "c', x)\n"},
      {"Ifs", nested(200, "if c:\n", "eval(x)\n")},
      {"Fors", nested(50, "for i in range(c):\n", "x = x + str(i)\n") + "    eval(x)\n"},
      {"Whiles", nested(14, "while c > 1:\n", "x = x + str(c)\n") + "    eval(x)\n"},
      {"Withs", nested(100, "with c as c:\n", "eval(x)\n")},
      {"Functions", nested(60, "def f(a):\n", "return eval(x)\n")},
      {"Classes", nested(60, "class C(c):\n", "y = eval(x)\n")},
      {"Comprehensions",
       begin + "    return " + Times(200, "[") + "x" + Times(200, " for a in c]") + "\n"},
      {"Calls", "def f(x): return x\n" + begin + "    eval(" + Times(200, "f(") + "x" +
                    Times(200, ")") + ")\n"},
      {"CallsOfTwo", "def f(x, y): return x + y\n" + begin + "    eval(" + Times(50, "f(x, ") +
                         "x" + Times(50, ")") + ")\n"},
      {"Lambdas", begin + "    f = lambda: x\n" +
                      Times(60, "    f = (lambda g: lambda: g() + g())(f)\n") + "    f()\n"},
      {"Patterns", begin + "    match x:\n        case " + Times(80, "[") + "a" + Times(80, "]") +
                       ": eval(a)\n"},
      {"CallChain",
       "def f0(x): eval(x)\n" +
           Many(500, [](int i) { return fmt::format("def f{}(x): f{}(x)\n", i + 1, i); }) + begin +
           "    f500(x)\n"},
      {"ReturnChain",
       "def f0(x): return x\n" +
           Many(3'000, [](int i) { return fmt::format("def f{}(x): return f{}(x)\n", i + 1, i); }) +
           begin + "    eval(f3000(x))\n"},
      {"Exceptions",
       "class E(Exception):\n    def __init__(self, v): self.v = v\n" +
           Many(200,
                [](int i) {
                  return fmt::format(
                      "def f{}(x):\n    try: f{}(x)\n    except E as e: raise E(e.v + e.v)\n", i,
                      i + 1);
                }) +
           "def f200(x): raise E(x)\n" + begin + "    f0(x)\n"},
  };
}

std::vector<Program> WidePrograms() {
  return {
      {"MutualRecursion", Many(100,
                               [](int i) {
                                 return fmt::format(
                                     "def f{}(x):\n    if x: return f{}(x)\n    return f{}(x)\n", i,
                                     (i + 1) % 100, (i + 7) % 100);
                               }) +
                              "def run(): eval(f0(request.args['x']))\n"},
      {"ThreeCallsEach", Many(40,
                              [](int i) {
                                return fmt::format(
                                    "def f{}(x):\n    f{}(x); f{}(x); f{}(x)\n    return x\n", i,
                                    (i + 1) % 40, (i + 3) % 40, (i + 5) % 40);
                              }) +
                             "def run(): eval(f0(request.args['x']))\n"},
      {"Bases", Many(500, [](int i) { return fmt::format("class B{}: pass\n", i); }) + "class C(" +
                    Many(500, [](int i) { return fmt::format("B{}, ", i); }) +
                    "): pass\ndef run(): C().x\n"},
      {"Diamonds", "class A0:\n    def m(self): return request.args['x']\n" +
                       Many(500,
                            [](int i) {
                              return fmt::format(
                                  "class L{0}(A{0}): pass\nclass R{0}(A{0}): pass\nclass "
                                  "A{1}(L{0}, R{0}): pass\n",
                                  i, i + 1);
                            }) +
                       "def run(): eval(A500().m())\n"},
      {"SuperChain", "class A0:\n    def m(self): return request.args['x']\n" +
                         Many(300,
                              [](int i) {
                                return fmt::format(
                                    "class A{}(A{}):\n    def m(self): return super().m()\n", i + 1,
                                    i);
                              }) +
                         "def run(): eval(A300().m())\n"},
      {"ManyClasses",
       Many(5'000,
            [](int i) { return fmt::format("class A{}:\n    def m(self, y): self.z = y\n", i); })},
      {"BaseOfItself",
       "class A(A): pass\nclass B(C): pass\nclass C(B): pass\ndef run(): eval(C().x + A().x)\n"},
      {"GeneratedParser",
       "class P:\n" +
           Many(300,
                [](int i) {
                  return fmt::format(
                      "    def r{}(self):\n        try:\n            if self.c: self.r{}()\n       "
                      "     elif self.d: self.r{}(); self.r{}()\n"
                      "            else: raise N(self)\n        except N as e: self.e = e\n"
                      "        return eval(request.args['x'])\n",
                      i, i * 7 % 300, i * 3 % 300, (i + 1) % 300);
                })},
      {"Decorators", "def d(f):\n    def w(*a): return f(*a)\n    return w\n" +
                         Many(300,
                              [](int i) {
                                return Times(30, "@d\n") + fmt::format("def f{}(x): return x\n", i);
                              }) +
                         "def run(): eval(f3(request.args['x']))\n"},
      {"Routes",
       "def d(f):\n    @wraps(f)\n    def w(*a):\n        if not request.args['t']: return 1\n     "
       "   return f(*a)\n    return w\n" +
           Many(2'000,
                [](int i) {
                  return fmt::format(
                      "@app.route('/{0}')\n@d\ndef f{0}(x): return str(request.args['x'])\n", i);
                })},
      {"Globals", Many(2'000, [](int i) { return fmt::format("G{} = []\n", i); }) +
                      Many(2'000,
                           [](int i) {
                             return fmt::format(
                                 "def f{0}():\n    global G{0}\n    G{0} = request.args['x']\n    "
                                 "G{1}.append(G{0})\n",
                                 i, (i + 1) % 2'000);
                           })},
      {"EnclosingVariables",
       "def run():\n" +
           Many(2'000, [](int i) { return fmt::format("    a{} = request.args['x']\n", i); }) +
           Many(1'000,
                [](int i) {
                  return fmt::format("    def f{0}(): return a{0}\n    eval(f{0}())\n", i);
                })},
      {"Properties", "class C:\n" +
                         Many(500,
                              [](int i) {
                                return fmt::format(
                                    "    @property\n    def p{0}(self): return self.p{1}\n    "
                                    "@p{0}.setter\n    def p{0}(self, v): self.p{1} = v\n",
                                    i, i + 1);
                              }) +
                         "def run():\n    c = C()\n    c.p0 = request.args['x']\n    eval(c.p0)\n"},
      {"Defaults", "def run():\n    d = defaultdict(lambda: defaultdict(list))\n" +
                       Many(1'000,
                            [](int i) {
                              return fmt::format(
                                  "    d[x{0}][y{0}].append(request.args['a'])\n    "
                                  "d['a{0}']['b{0}'].append(d)\n",
                                  i);
                            })},
      {"Partials",
       "def g(*a): return a\ndef run():\n    f = g\n" +
           Times(500, "    f = partial(f, request.args['x'])\n") +
           "    eval(f())\n    reduce(lambda a, b: reduce(lambda c, d: c + d, [a, b]), [f, f])\n"},
      {"StarImports", Many(500, [](int i) { return fmt::format("from m{} import *\n", i); }) +
                          "def run():\n" + Times(500, "    eval(f(request.args['x']))\n")},
  };
}

std::vector<Program> GrowingPrograms() {
  const std::string begin = "def run():\n    x = request.args['a']\n    t = 'abc'\n";
  return {
      {"Strings", begin + "    for i in range(1000):\n        x = x + x\n        t = t + t\n" +
                      Times(100, "    t = t + t\n")},
      {"Methods",
       begin + Times(60, "    t = t.replace('a', t)\n") + Times(20, "    t = t.join([t, t, t])\n") +
           Times(40, "    t = '%s%s' % (t, t)\n") + Times(40, "    t = '{}{}'.format(t, t)\n") +
           Times(40, "    t = f'{t}{t}'\n") + "    b = b'abc'\n" + Times(60, "    b = b + b\n")},
      {"Numbers",
       "def run():\n    a = 10 ** 10 ** 10\n    b = 'a' * 10 ** 12\n    c = [0] * 10 ** 9\n    d = "
       "2 ** 63 * 2\n"
       "    e = 1 << 10 ** 6\n    f = 9223372036854775807 + 1\n    g = (-9223372036854775807 - 1) "
       "// -1\n"
       "    h = 7 // 0\n    i = 'a' * -5\n    j = 'ab' * 4611686018427387905\n    k = "
       "-9223372036854775807 % -1\n"
       "    l = chr(10 ** 18)\n    m = range(10 ** 18)\n    n = bytes(10 ** 12)\n    o = "
       "'a'.zfill(10 ** 12)\n"
       "    p = '%1000000000000d' % 3\n    q = -(-9223372036854775807 - 1)\n    r = "
       "[1][-9223372036854775807 - 1]\n"
       "    s = (-9223372036854775807 - 1) % 3\n    t = (-9223372036854775807 - 1) // 3\n    u = "
       "'abcd' * 4611686018427387904\n"
       "    eval(b + request.args['x'])\n"},
      {"EmptyNames",
       "import library\ndef run():\n    try:\n        eval(request.args['x'])\n"
       "    except getattr(getattr(library, ''), 'Failure') as error:\n        "
       "print(getattr(error, ''))\n"
       "        return str(error)\n    return getattr(library, '')(getattr(request, '')['']).a\n"},
      {"Containers", begin +
                         "    d = {'a': x}\n    for i in range(100):\n        d = {'l': d, 'r': d, "
                         "'m': [d, d]}\n" +
                         Times(300, "    d = {'l': d, 'r': d, 'm': [d, d]}\n") + "    eval(d)\n"},
      {"Copies", begin + "    d = [x]\n" + Times(200, "    d = copy.deepcopy([d, d, d, d])\n") +
                     "    eval(d)\n"},
      {"Cycles",
       begin +
           "    d = [x]\n    d.append(d)\n    e = {}\n    e['e'] = e\n    e['d'] = d\n    eval(e)\n"
           "    eval(str(d))\n    copy.deepcopy(e)\n"},
      {"CallsOfItself",
       "class C:\n    def __getattr__(self, n): return getattr(self, n + 'a')\n    def "
       "__iter__(self): return self\n"
       "    def __next__(self): return next(self)\n    def __call__(self): return self()\n"
       "    def __str__(self): return str(self)\n    def __getitem__(self, k): return self[k]\n"
       "    def __add__(self, o): return self + o\n    def __setattr__(self, n, v): setattr(self, "
       "n, v)\n"
       "    def __enter__(self):\n        with self as s: return s\ndef run():\n    c = C()\n    "
       "c.x = request.args['x']\n"
       "    c.y; str(c); c[1]; c + 1; c()\n    for i in c: eval(i)\n    with c as d: eval(d)\n"},
  };
}

class Files : public UnitSource {
 public:
  void Add(const std::string& module, const std::string& python) {
    const core::SourceFile file(module + ".py", python);
    syntax::Parser parser;
    syntax::Tree tree;
    parser.Parse(file.bytes(), {}, &tree);
    Unit& unit = units_[module];
    Lowering().Lower(tree, module + ".py", {}, &unit);
    FindBindings(&unit);
    unit.hash = core::Sha256(module);
  }
  const GivenNames* Given(std::string_view importer, std::string_view dotted,
                          const FindGiven& find) override {
    const Unit* unit = Find(importer, dotted);
    if (unit == nullptr) return nullptr;
    return &(given_[std::string(dotted)] = find(*unit));
  }
  const Unit* Find(std::string_view, std::string_view dotted) override {
    const auto place = units_.find(std::string(dotted));
    return place == units_.end() ? nullptr : &place->second;
  }

 private:
  std::map<std::string, Unit> units_;
  std::map<std::string, GivenNames> given_;
};

void ExpectBounded(const std::string& python, UnitSource* files) {
  const core::SourceFile file("case.py", kBeginning + python);
  const core::Budget budget;
  syntax::Parser parser;
  syntax::Tree tree;
  parser.Parse(file.bytes(), budget, &tree);
  Lowering lowering;
  Unit unit;
  ASSERT_TRUE(lowering.Lower(tree, "case.py", budget, &unit));
  Interpreter interpreter;
  std::vector<Question> questions;
  std::vector<Flow> flows;
  interpreter.Analyse(unit, {}, budget, &questions, files, &flows);
  bool found = false;
  for (const Flow& flow : flows) {
    found |=
        flow.sink == core::SinkKind::kCommand && file.PositionOf(flow.span.begin).line == kFlowLine;
  }
  EXPECT_TRUE(found);
  EXPECT_LE(interpreter.steps(), Interpreter::kMaxSteps + kMoreSteps);
  EXPECT_LE(interpreter.bytes(), Interpreter::kMaxBytes + kMoreBytes);
}

class Pathological : public testing::TestWithParam<Program> {};

TEST_P(Pathological, EndsWithinItsBounds) { ExpectBounded(GetParam().python, nullptr); }

const auto kName = [](const auto& info) { return std::string(info.param.name); };
INSTANTIATE_TEST_SUITE_P(Long, Pathological, testing::ValuesIn(LongPrograms()), kName);
INSTANTIATE_TEST_SUITE_P(Deep, Pathological, testing::ValuesIn(DeepPrograms()), kName);
INSTANTIATE_TEST_SUITE_P(Wide, Pathological, testing::ValuesIn(WidePrograms()), kName);
INSTANTIATE_TEST_SUITE_P(Growing, Pathological, testing::ValuesIn(GrowingPrograms()), kName);

TEST(PathologicalFiles, ImportEachOtherInACircle) {
  Files files;
  for (int i = 0; i < 40; ++i) {
    files.Add(fmt::format("m{}", i), fmt::format("from m{0} import f{0}\nimport m{1}\ndef "
                                                 "f{2}(x):\n    m{1}.f{1}(x)\n    return f{0}(x)\n",
                                                 (i + 1) % 40, (i + 7) % 40, i));
  }
  ExpectBounded(
      "from m0 import f0\nimport m3\ndef run():\n    eval(f0(request.args['x']))\n    "
      "m3.f3(request.args['x'])\n",
      &files);
}

TEST(PathologicalFiles, StarImportEachOtherInACircle) {
  Files files;
  for (int i = 0; i < 40; ++i) {
    files.Add(fmt::format("m{}", i),
              fmt::format("from m{} import *\nfrom m{} import *\nfrom case import *\n",
                          (i + 1) % 40, (i * 3) % 40));
  }
  ExpectBounded("from m0 import *\nfrom m1 import *\ndef run():\n" +
                    Times(200, "    eval(nothing(request.args['x']))\n"),
                &files);
}

// More files than are looked into: the one that is handed what a request brings still is.
TEST(ManyFiles, AreLookedIntoWhereASourceIsHandedOn) {
  Files files;
  std::string python = "import os\n";
  for (int i = 0; i < 40; ++i) {
    files.Add(fmt::format("m{}", i), fmt::format("def f{}(x):\n    return 1\n", i));
    python += fmt::format("from m{0} import f{0}\nf{0}(1)\n", i);
  }
  files.Add("last", "import os\ndef run(x):\n    os.system(x)\n");
  python += "from last import run\ndef page():\n    run(request.args['y'])\n";
  const core::SourceFile file("case.py", kBeginning + python);
  const core::Budget budget;
  syntax::Parser parser;
  syntax::Tree tree;
  parser.Parse(file.bytes(), budget, &tree);
  Unit unit;
  ASSERT_TRUE(Lowering().Lower(tree, "case.py", budget, &unit));
  std::vector<Question> questions;
  std::vector<Flow> flows;
  Interpreter().Analyse(unit, {}, budget, &questions, &files, &flows);
  EXPECT_TRUE(std::any_of(flows.begin(), flows.end(), [&](const Flow& flow) {
    return flow.sink == core::SinkKind::kCommand &&
           file.PositionOf(flow.span.begin).line > kFlowLine;
  }));
}

}  // namespace
}  // namespace meerkat::flow
