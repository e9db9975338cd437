#include "engine/syntax/descent.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "engine/syntax/lexer.h"
#include "gtest/gtest.h"
#include "tests/unit/syntax/tree_text.h"

namespace meerkat::syntax {
namespace {

bool Reads(std::string_view source) {
  Lexer lexer;
  return lexer.Run(source) && Descent().Parse(source, lexer);
}

// Every node, with its place, so that a difference shows.
std::string Places(const Tree& tree) {
  std::string text;
  for (const Node node : tree.All()) {
    text += kKindNames[static_cast<size_t>(node.kind())];
    text += '/';
    text += kFieldNames[static_cast<size_t>(node.field())];
    text += ' ' + std::to_string(node.begin()) + '-' + std::to_string(node.end()) + ' ' +
            std::to_string(node.parent() ? node.parent().index() : 0) + '\n';
  }
  for (const core::Span comment : tree.comments()) {
    text += "comment " + std::to_string(comment.begin) + '-' + std::to_string(comment.end) + '\n';
  }
  return text;
}

void ExpectAgreement(std::string_view source) {
  EXPECT_TRUE(Reads(source)) << source;
  EXPECT_EQ(Places(ParseTree(source)), Places(ParseTree(source, Parser::With::kGrammar))) << source;
}

TEST(Descent, AgreesWithTheGrammar) {
  for (std::string_view source : {
           "",
           "\n\n",
           "# only a comment",
           "x",
           "x  # c",
           "\xEF\xBB\xBFx = 1\n",
           // Where blocks end, with comments and without.
           "if x:\n    y  # a\n    # b\n  # c\n# d\nz\n",
           "if x: y; z;  # a\nelse: pass\n",
           "def f():\n    if x:\n        pass\n        # a\n    # b\n# c",
           "class A:\n\n    # a\n    x = 1\n\n\n\n",
           "while x:\r\n\t# a\r\n\ty = 1\r\nelse:  # b\r\n\tpass\r\n",
           "if x:\n  pass\n\f\nelif y:\n  pass\n",
           "@a  # b\n# c\ndef f(): pass  # d\n",
           // Lines that are joined.
           "x = (1 +  # a\n     2)\n",
           "x = 1 + \\\n  2\n",
           "if (a and\n# b\nc): pass\n",
           // Strings.
           "'''a\n'b'\\'''' + \"\"\"\\\\\"\"\"",
           "x = 'a\\\nb' rb'\\'' Rb\"c\" u'd' ''\n",
           "f'{a!r:>{b}}{{c}}{d=}{e:%Y-%m}' f'''\n{f\n}''' rf'\\{g}\\N{h}' f'\\N{DASH}'\n",
           "f'{x:{y}.{z!r}}' t'{a}' f'{f\"{f'{b}'}\"}' f'{ {1: 2}[1] }' f'{a if b else c}'\n",
           "f'{lambda_}{(lambda x: x)}{x!=y}{a[b:c]}{*d, e}'\n",
           // Numbers.
           "x = 1, 1_0, 0xFf, 0o17, 0b1, 1., .5, 1e5, 1.5E-3j, 2J\n",
           // Operators.
           "a or b and not c < d is not e not in f | g & h << i + j * -k ** -l ** m\n",
           "x = a if b else c if d else lambda *, e, f=g: (yield)\n",
           "a.b(c)[d](*e, f=g, **h)(i for j in k)[l:m, ::n, o:=p, *q]\n",
           "(a), (b,), (), [c], [*d, e], {f}, {*g}, {}, {h: i, **j}\n",
           "[a async for b, c in d if e if f for g in h], {i: j for k in l}, {m for n in o}\n",
           // Statements.
           "a, (b, *c), [d.e, f[0]] = g = yield h, i\n",
           "a: b = c; d: e; f += g; h @= i, j; *k, = l\n",
           "from . import a\nfrom .. import b as c\nfrom ...d.e import (f, g as h,)\n",
           "from __future__ import a\nfrom b import *\nimport c.d as e, f\n",
           "global a, b\nnonlocal c\ndel d, e\ndel (f)\nassert g, h\nraise i from j\nraise\n",
           "try: a\nexcept (b, c) as d: e\nexcept f, g: h\nexcept: i\nelse: j\nfinally: k\n",
           "try:\n  a\nexcept* b as c:\n  d\n",
           "with a as b, c: pass\nwith (a as b, c as (d, e),): pass\nwith (a): pass\n",
           "with (a, b): pass\nwith (a, b) as c: pass\nwith (a for b in c): pass\nwith (a), b: "
           "pass\n",
           "async def f():\n  async with a: pass\n  async for b in c: await d.e\n  return *g, h\n",
           "for a, in b, c: break\nelse: continue\n",
           "def f(a, /, b: c, d=e, *f: *g, h: i = j, **k) -> l: ...\n",
           "class A(B, metaclass=C, *D): pass\nclass E(): pass\n",
           // Types.
           "a: b[c] | d | e[f] = g\nh: i.j[k]\nl: m[n[o], p | q]\nr: s[t].u\nv: w | x[y]\n",
           "class A[T: int, *U, **V](B): pass\ntype X[T] = list[T] | None\ntype Y = Z\n",
           "def f(a: b[[c[d]], e], *g: h) -> i[j, ...]: pass\n",
           // Names that are keywords elsewhere.
           "match = case = type = print = exec = _ = 1\nmatch(a)[b].c\ntype.d\nprint(e)\n",
           "match a, b:\n  case 1: c\n",
           "match a:\n  case -1 | 'b' | _ | None: c\n  case (d as e): f\n  case [g, *_], {}: h\n"
           "  case {'i': j, -1: k, **l} if m: n\n  case A.B(o, p=-1.5 + 2j) as q: r\n  case _: s\n",
       }) {
    ExpectAgreement(source);
  }
}

TEST(Descent, LeavesToTheGrammarWhatIsNoPython3) {
  for (std::string_view source : {
           "print x",
           "print >>f, x",
           "exec 'x' in y",
           "raise E, 'x', t\n a",
           "`x`",
           "a <> b",
           "0777L",
           "ur'x'",
           "def f((a, b)): pass",
           "x = (1",
           "x = 1)",
           "(]",
           "if x\n  y",
           "if x:\ny",
           "  x\n y\n",
           "if x:\n    a\n  b\n",
           "x = 'a\n",
           "'''a",
           "f'{x'",
           "f'}'",
           "f'{}'",
           "1a",
           "0x",
           "a b",
           "f(a=)",
           "\\\nx",
           "if x:\n \ty\n",
           "\xC3\xA9 = 1",
           "x = \x01",
           "a = b = ",
           "for x of y: z",
           "f() = 1",
           "1 = x",
           "a + 1 = 2",
           "lambda x: int: y",
           "import a,",
           "from a import b,",
           "a ? b",
           "x = $1",
           "try: a\nexcept b as c.d: e",
           "with a as b",
           "@a\nx = 1",
           "async x",
           "class A\n",
           "def f(a, b\n",
           "else: x",
           "[x for x in 1, 2]",
           "x = yield = 1",
           "x \r y",
       }) {
    EXPECT_FALSE(Reads(source)) << source;
  }
}

// What the grammar cannot read, or reads wrongly (docs/syntax.md).
TEST(Descent, ReadsWhatTheGrammarDoesNot) {
  struct Case {
    std::string_view source;
    std::string_view tree;
  };
  for (const Case& test : {
           Case{"[*a.b]",
                "List(ListSplat(Attribute(object:Identifier`a` attribute:Identifier`b`)))"},
           Case{"(a) = b", "Assignment(left:Identifier`a` right:Identifier`b`)"},
           Case{"type(a).b = c",
                "Assignment(left:Attribute(object:Call(function:Identifier`type` "
                "arguments:ArgumentList(Identifier`a`)) attribute:Identifier`b`) "
                "right:Identifier`c`)"},
           Case{"a ^ b & c",
                "BinaryOperator/BitXor(left:Identifier`a` "
                "right:BinaryOperator/BitAnd(left:Identifier`b` right:Identifier`c`))"},
           Case{"await a ** b",
                "BinaryOperator/Power(left:Await(Identifier`a`) right:Identifier`b`)"},
           Case{"x: a[b][c]",
                "Assignment(left:Identifier`x` type:Subscript(value:Subscript(value:Identifier`a` "
                "subscript:Identifier`b`) subscript:Identifier`c`))"},
           Case{"class A[T = int]: pass",
                "Class(name:Identifier`A` typeParameters:TypeParameter(Identifier`T` "
                "value:Identifier`int`) body:Block(Pass`pass`))"},
       }) {
    EXPECT_TRUE(Reads(test.source)) << test.source;
    EXPECT_EQ(TreeText(test.source), test.tree);
  }
}

TEST(Descent, GivesUpOnDeepNestingInsteadOfRecursing) {
  const auto nested = [](std::string_view open, std::string_view middle, std::string_view close,
                         int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += open;
    text += middle;
    for (int i = 0; i < times; ++i) text += close;
    return text;
  };
  struct Case {
    std::string_view open, middle, close;
  };
  for (const Case& test :
       {Case{"(", "x", ")"}, Case{"[", "x", "]"}, Case{"{1: ", "x", "}"}, Case{"f(", "x", ")"},
        Case{"x[", "y", "]"}, Case{"-", "x", ""}, Case{"not ", "x", ""}, Case{"lambda: ", "x", ""},
        Case{"x ** ", "y", ""}, Case{"a if b else ", "c", ""}, Case{"f'{", "x", "}'"}}) {
    EXPECT_TRUE(Reads(nested(test.open, test.middle, test.close, 10))) << test.open;
    EXPECT_FALSE(Reads(nested(test.open, test.middle, test.close, 100'000))) << test.open;
    // Whatever level is the first that is too deep, nothing is read after it.
    bool reads = true;
    for (int times = 10; times < 120; ++times) {
      const bool reads_more = Reads(nested(test.open, test.middle, test.close, times));
      EXPECT_TRUE(reads || !reads_more) << test.open << times;
      reads = reads_more;
    }
    EXPECT_FALSE(reads) << test.open;
  }
  // What has no depth has no bound.
  EXPECT_TRUE(Reads("x" + nested(" + y", "", "", 100'000)));
  EXPECT_TRUE(Reads("x" + nested(".y", "", "", 100'000)));
  EXPECT_TRUE(Reads("x" + nested("(y)", "", "", 100'000)));
  EXPECT_TRUE(Reads(nested("x = ", "y", "", 100'000)));
  EXPECT_TRUE(Reads("if x: pass\n" + nested("elif x: pass\n", "", "", 100'000)));
}

TEST(Descent, AgreesOnTheFixtures) {
  size_t read = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("engine/rules")) {
    if (entry.path().extension() != ".py") continue;
    std::stringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const std::string source = text.str();
    if (!Reads(source)) continue;
    ++read;
    EXPECT_EQ(Places(ParseTree(source)), Places(ParseTree(source, Parser::With::kGrammar)))
        << entry.path();
  }
  EXPECT_GT(read, 80u);
}

}  // namespace
}  // namespace meerkat::syntax
