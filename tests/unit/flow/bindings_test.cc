#include "engine/flow/bindings.h"

#include <gtest/gtest.h>

#include <algorithm>
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
  Lowering lowering;
  Unit unit;
  lowering.Lower(tree, "case.py", core::Budget(), &unit);
  FindBindings(&unit);
  DigestStatements(file.bytes(), &unit);
  return unit;
}

// "name@statement name@statement …", sorted; a star import is "*".
std::string Bindings(const std::string& python) {
  const Unit unit = UnitOf(python);
  std::vector<std::string> bindings;
  for (const auto& [name, statement] : unit.bindings) {
    bindings.push_back((name == kNone ? "*" : std::string(unit.Name(name))) + "@" +
                       std::to_string(statement));
  }
  std::sort(bindings.begin(), bindings.end());  // names have no order of their own
  std::string text;
  for (const std::string& binding : bindings) text += (text.empty() ? "" : " ") + binding;
  return text;
}

TEST(Bindings, AreOfEveryStatementThatBindsAName) {
  EXPECT_EQ(Bindings("a = 1\ndef b(): c = 2\nclass d: e = 3\nimport f.g, h as i\n"),
            "a@0 b@1 d@2 f@3 i@4");
  EXPECT_EQ(Bindings("from m import a, b as c\nfrom n import *\n"), "*@1 a@0 c@0");
}

TEST(Bindings, AreOfTargetsInPlacesToo) {
  EXPECT_EQ(Bindings("a, (b, *c) = x\na[0] = 1\nb.c = 2\nc += 3\nd: int = 4\n"),
            "a@0 a@1 b@0 b@2 c@0 c@3 d@4");
}

TEST(Bindings, AreOfBranches) {
  EXPECT_EQ(
      Bindings(
          "try:\n  import a\nexcept ImportError:\n  a = None\nelse:\n  b = 1\nfinally:\n  c = 2\n"),
      "a@0 b@0 c@0");
  EXPECT_EQ(Bindings("if x:\n  a = 1\nelif y:\n  b = 1\nelse:\n  c = 1\nprint(a)\n"),
            "a@0 b@0 c@0");
}

// Whether what two files say of a name is the same.
bool IsSame(const std::string& name, const std::string& one, const std::string& other) {
  const std::string names[] = {name};
  return BindingDigests(UnitOf(one), names) == BindingDigests(UnitOf(other), names);
}

TEST(Bindings, HaveADigestOfTheirStatements) {
  const std::string file =
      "import a, b\n@c\ndef f():\n  return a\n@d\nclass g: pass\nh = 1\nh += 2\n";
  EXPECT_TRUE(IsSame("f", file, "x = 1\n" + file + "def y(): pass\n"));
  EXPECT_TRUE(IsSame("h", file, "\n\n" + file));
  const auto replaced = [&file](const char* from, const char* to) {
    std::string text = file;
    return text.replace(text.find(from), std::string_view(from).size(), to);
  };
  EXPECT_FALSE(IsSame("f", file, replaced("return a", "return b")));
  EXPECT_FALSE(IsSame("f", file, replaced("@c", "@e")));
  EXPECT_FALSE(IsSame("g", file, replaced("@d", "@e")));
  EXPECT_FALSE(IsSame("b", file, replaced("a, b", "a, i as b")));
  EXPECT_FALSE(IsSame("h", file, replaced("+= 2", "+= 3")));
  EXPECT_FALSE(IsSame("h", file, file + "h = 4\n"));
  EXPECT_TRUE(IsSame("g", file, replaced("return a", "return b")));
  EXPECT_TRUE(IsSame("none", file, ""));
  EXPECT_FALSE(IsSame("none", file, "none = 1\n"));
  EXPECT_FALSE(IsSame("", "from a import *\n", "from b import *\n"));
  EXPECT_TRUE(IsSame("", "from a import *\n", "x = 1\nfrom a import *\n"));
}

struct Import {
  const char* text;
  bool may_be_file;
};

class Imports : public testing::TestWithParam<Import> {};

TEST_P(Imports, AreToldByTheirLines) {
  const Interpreter interpreter;
  EXPECT_EQ(interpreter.MayImportFiles(GetParam().text), GetParam().may_be_file) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Imports,
    testing::Values(Import{"import os\nimport sys, json\nfrom flask import request\n", false},
                    Import{"x = 1\n", false}, Import{"# import app\n", false},
                    Import{"important = 1\nfromage = 2\n", false}, Import{"import app", true},
                    Import{"import os, app.views\n", true},
                    Import{"import os as o, app as a\n", true}, Import{"from . import x\n", true},
                    Import{"from .app import x\n", true}, Import{"  from app import x\n", true},
                    Import{"\tfrom\tapp import x\n", true}, Import{"import os; import app\n", true},
                    Import{"if x: import app\n", true}, Import{"import \\\n  app\n", true},
                    Import{"import os\r\nimport app\r\n", true},
                    Import{"import os, \\\n  app\n", true}));

}  // namespace
}  // namespace meerkat::flow
