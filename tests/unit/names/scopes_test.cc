#include "engine/names/scopes.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/names/resolved.h"

namespace meerkat::names {
namespace {

using ::testing::UnorderedElementsAreArray;

void ExpectNames(const std::vector<Resolution>& cases) {
  for (const Resolution& test : cases) {
    const syntax::Tree tree = ParseTree(test.source);
    ASSERT_TRUE(tree.errors().empty()) << test.source;
    Scopes scopes;
    scopes.Reset(&tree);
    EXPECT_THAT(ResolvedAtMark(tree, &scopes), UnorderedElementsAreArray(test.names))
        << test.source;
  }
}

TEST(Scopes, ResolveImports) {
  ExpectNames({
      {"import a\nHERE(a.b.c)", {"a.b.c"}},
      {"import a.b\nHERE(a.b.c)", {"a.b.c"}},
      {"import a.b\nHERE(a.x)", {"a.x"}},
      {"import a.b as c\nHERE(c.d)", {"a.b.d"}},
      {"import a, b as c\nHERE(c)", {"b"}},
      {"from a import b\nHERE(b)", {"a.b"}},
      {"from a.b import c as d\nHERE(d.e)", {"a.b.c.e"}},
      {"from a import (b, c)\nHERE(c)", {"a.c"}},
      {"from __future__ import print_function\nHERE(print_function)",
       {"__future__.print_function"}},
      {"HERE(a.b)", {"a.b"}},
  });
}

TEST(Scopes, KeepTheDotsOfRelativeImports) {
  ExpectNames({
      {"from . import a\nHERE(a.b)", {".a.b"}},
      {"from .a import b\nHERE(b)", {".a.b"}},
      {"from ..a import b\nHERE(b)", {"..a.b"}},
      {"from ... import a as b\nHERE(b)", {"...a"}},
  });
}

TEST(Scopes, ConsiderStarImports) {
  ExpectNames({
      {"from a import *\nHERE(b)", {"b", "a.b"}},
      {"from a import *\nfrom b import *\nHERE(c.d)", {"c.d", "a.c.d", "b.c.d"}},
      {"from a import *\nb = 1\nHERE(b)", {""}},
      {"from .a import *\nHERE(b)", {"b", ".a.b"}},
  });
}

TEST(Scopes, ConsiderEachBranchThatImports) {
  ExpectNames({
      {"try:\n  import a as x\nexcept ImportError:\n  import b as x\nHERE(x.f)", {"a.f", "b.f"}},
      {"if y:\n  from a import f\nelse:\n  def f(): pass\nHERE(f)", {"a.f"}},
      {"try:\n  import a\nexcept ImportError:\n  a = None\nHERE(a.f)", {"a.f"}},
  });
}

TEST(Scopes, FollowAliases) {
  ExpectNames({
      {"import a\nb = a.c\nHERE(b)", {"a.c"}},
      {"import a\nb = a\nc = b.d\nHERE(c.e)", {"a.d.e"}},
      {"run = eval\nHERE(run)", {"eval"}},
      {"import a\nclass B:\n  f = a.g\n  HERE(f)", {"a.g"}},
      {"b: object = a.c\nHERE(b)", {"a.c"}},
      {"a = b = eval\nHERE(b)", {"eval"}},
      {"a = b = eval\nHERE(a)", {"eval"}},
      {"if (run := eval): HERE(run)", {"eval"}},
  });
}

TEST(Scopes, EndOnAliasesInCircles) {
  ExpectNames({
      {"a = b\nb = a\nHERE(a)", {""}},
      {"a = a\nHERE(a)", {""}},
  });
}

TEST(Scopes, DoNotKnowWhatIsShadowed) {
  ExpectNames({
      {"def f(eval):\n  HERE(eval)", {""}},
      {"def f(*eval):\n  HERE(eval)", {""}},
      {"def f(**eval):\n  HERE(eval)", {""}},
      {"def f(eval: int = 1):\n  HERE(eval)", {""}},
      {"def f(*eval: int):\n  HERE(eval)", {""}},
      {"lambda eval: HERE(eval)", {""}},
      {"def eval(): pass\nHERE(eval)", {""}},
      {"class eval: pass\nHERE(eval.x)", {".x"}},
      {"eval = 1\nHERE(eval)", {""}},
      {"eval, x = y\nHERE(eval)", {""}},
      {"(x, [eval, *z]) = y\nHERE(eval)", {""}},
      {"x, *eval = y\nHERE(eval)", {""}},
      {"eval += 1\nHERE(eval)", {""}},
      {"for eval in x: HERE(eval)", {""}},
      {"for x, eval in y: HERE(eval)", {""}},
      {"with x as eval: HERE(eval)", {""}},
      {"with x as (y, eval): HERE(eval)", {""}},
      {"try: x\nexcept Y as eval: HERE(eval)", {""}},
      {"[HERE(eval) for eval in x]", {""}},
      {"[HERE(eval) for x in y if (eval := x)]", {""}},
      {"{HERE(eval): 1 for x, eval in y}", {""}},
  });
}

TEST(Scopes, DoNotKnowWhatAPatternCaptures) {
  ExpectNames({
      {"match x:\n  case eval: HERE(eval)", {""}},
      {"match x:\n  case [a, eval]: HERE(eval)", {""}},
      {"match x:\n  case [a, *eval]: HERE(eval)", {""}},
      {"match x:\n  case {'a': eval}: HERE(eval)", {""}},
      {"match x:\n  case {'a': 1, **eval}: HERE(eval)", {""}},
      {"match x:\n  case A(eval): HERE(eval)", {""}},
      {"match x:\n  case A(b=eval): HERE(eval)", {""}},
      {"match x:\n  case [1] as eval: HERE(eval)", {""}},
      {"match x:\n  case A(eval=1): HERE(eval)", {"eval"}},
      {"match x:\n  case eval.b: HERE(eval)", {"eval"}},
      {"match x:\n  case eval(): HERE(eval)", {"eval"}},
  });
}

TEST(Scopes, BindNoNameInWhatIsAssignedTo) {
  ExpectNames({
      {"eval.x = 1\nHERE(eval)", {"eval"}},
      {"a[eval] = 1\nHERE(eval)", {"eval"}},
      {"x, a[eval], eval.y = 1\nHERE(eval)", {"eval"}},
      {"f(eval=1)\nHERE(eval)", {"eval"}},
  });
}

TEST(Scopes, FollowPythonsRules) {
  ExpectNames({
      // A function's names are its own and those of the functions in it.
      {"def f():\n  import a as b\nHERE(b.c)", {"b.c"}},
      {"def f():\n  import a as b\n  HERE(b.c)", {"a.c"}},
      {"def f():\n  import a as b\n  def g():\n    HERE(b.c)", {"a.c"}},
      {"import a as b\ndef f():\n  b = 1\ndef g():\n  HERE(b.c)", {"a.c"}},
      {"def f(eval): pass\nHERE(eval)", {"eval"}},
      // A use before the binding in the text is a use of it, too.
      {"def f():\n  HERE(b.c)\nimport a as b", {"a.c"}},
      // A class body's names are for the body alone.
      {"class A:\n  import a as b\n  HERE(b.c)", {"a.c"}},
      {"class A:\n  import a as b\n  def f(self):\n    HERE(b.c)", {"b.c"}},
      {"class A:\n  def eval(self):\n    HERE(eval)", {"eval"}},
      {"import a\nclass A:\n  class B:\n    HERE(a.b)", {"a.b"}},
      // A comprehension's variable is gone after it.
      {"[eval for eval in x]\nHERE(eval)", {"eval"}},
      {"x = [(eval := y) for y in z]\nHERE(eval)", {""}},
      {"lambda eval: 0\nHERE(eval)", {"eval"}},
  });
}

TEST(Scopes, TakeDecoratorsDefaultsAndBasesFromOutside) {
  ExpectNames({
      {"import a\n@HERE(a.b)\ndef f(a): pass", {"a.b"}},
      {"import a\ndef f(a, x=HERE(a.b)): pass", {"a.b"}},
      {"import a\ndef f(a: HERE(a.b)): pass", {"a.b"}},
      {"import a\ndef f(a) -> HERE(a.b): pass", {"a.b"}},
      {"import a\nlambda a, x=HERE(a.b): 0", {"a.b"}},
      {"import a\nclass C(HERE(a.b)):\n  a = 1", {"a.b"}},
      {"import a\nclass C:\n  b = a.c\n  def f(self, x=HERE(b)): pass", {"a.c"}},
  });
}

TEST(Scopes, FollowGlobalAndNonlocal) {
  ExpectNames({
      {"import a\ndef f():\n  global a\n  a = 1\n  HERE(a.b)", {"a.b"}},
      {"def f():\n  global b\n  import a as b\nHERE(b.c)", {"a.c"}},
      {"def f():\n  import a\n  def g():\n    nonlocal a\n    a = 1\n  HERE(a.b)", {"a.b"}},
      {"def f():\n  def g():\n    nonlocal b\n    import a as b\n  b = 1\n  HERE(b.c)", {"a.c"}},
  });
}

TEST(Scopes, KnowBuiltins) {
  ExpectNames({
      {"HERE(eval)", {"eval"}},
      {"HERE(__builtins__.eval)", {"eval"}},
      {"import builtins\nHERE(builtins.eval)", {"eval"}},
      {"import builtins as b\nHERE(b.eval)", {"eval"}},
      {"from builtins import eval as e\nHERE(e)", {"eval"}},
      {"import __builtin__\nHERE(__builtin__.eval)", {"eval"}},
      {"from .builtins import eval as e\nHERE(e)", {".builtins.eval"}},
  });
}

TEST(Scopes, HaveNoNameForWhatIsNone) {
  ExpectNames({
      {"HERE(f())", {}},
      {"HERE(a[0])", {}},
      {"HERE(f().a.b)", {".a.b"}},
      {"HERE(''.join)", {".join"}},
      {"HERE((a or b).c)", {".c"}},
      {"HERE((a.b))", {"a.b"}},
  });
}

TEST(Scopes, ResolveALongChainAndNotALongerOne) {
  std::string chain = "HERE(a";
  for (int i = 0; i < kMaxAttributeDepth; ++i) chain += ".b";
  const std::string longest_source = chain + ")";
  const std::string longer_source = chain + ".b)";
  const syntax::Tree longest = ParseTree(longest_source);
  const syntax::Tree longer = ParseTree(longer_source);
  Scopes scopes;
  scopes.Reset(&longest);
  EXPECT_EQ(ResolvedAtMark(longest, &scopes).size(), 1u);
  scopes.Reset(&longer);
  EXPECT_EQ(ResolvedAtMark(longer, &scopes).size(), 0u);
}

TEST(Scopes, KnowWhatTheFileImports) {
  const syntax::Tree tree =
      ParseTree("import a.b as c\nfrom d import e as f\nfrom g import *\nfrom .h import i\n");
  Scopes scopes;
  scopes.Reset(&tree);
  for (std::string_view name : {"a.b", "d.e", "g", ".h.i"}) EXPECT_TRUE(scopes.Imports(name));
  for (std::string_view name : {"a", "c", "d", "f", "h.i", ""}) EXPECT_FALSE(scopes.Imports(name));
  EXPECT_TRUE(scopes.ImportsLike("d."));
  EXPECT_TRUE(scopes.ImportsLike("h.i"));
  EXPECT_FALSE(scopes.ImportsLike("x"));
}

TEST(Scopes, ForgetTheFileBefore) {
  const syntax::Tree first = ParseTree("from a import *\nimport b as c\nHERE(c.d)");
  const syntax::Tree second = ParseTree("HERE(c.d)");
  Scopes scopes;
  scopes.Reset(&first);
  EXPECT_THAT(ResolvedAtMark(first, &scopes), UnorderedElementsAreArray({"b.d"}));
  scopes.Reset(&second);
  EXPECT_THAT(ResolvedAtMark(second, &scopes), UnorderedElementsAreArray({"c.d"}));
  EXPECT_FALSE(scopes.Imports("b"));
}

}  // namespace
}  // namespace meerkat::names
