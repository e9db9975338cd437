#include <span>
#include <string_view>

#include "engine/syntax/tree.h"
#include "gtest/gtest.h"
#include "tests/unit/syntax/tree_text.h"

namespace meerkat::syntax {
namespace {

struct Shape {
  std::string_view source;
  std::string_view tree;
};

void ExpectShapes(std::span<const Shape> shapes) {
  for (const Shape& shape : shapes) {
    const Tree tree = ParseTree(shape.source);
    EXPECT_EQ(NodeText(tree.root()), shape.tree) << shape.source;
    EXPECT_TRUE(tree.errors().empty()) << shape.source;
    const Tree by_grammar = ParseTree(shape.source, Parser::With::kGrammar);
    EXPECT_EQ(NodeText(by_grammar.root()), shape.tree) << shape.source;
  }
}

TEST(Statements, HaveTheShapeThatPythonGivesThem) {
  static constexpr Shape kShapes[] = {
      {"x = (yield from y)", "Assignment(left:Identifier`x` right:Yield*(Identifier`y`))"},
      {"x = y = z",
       "Assignment(left:Identifier`x` right:Assignment(left:Identifier`y` "
       "right:Identifier`z`))"},
      {"a, (b, *c) = d",
       "Assignment(left:PatternList(Identifier`a` TuplePattern(Identifier`b` "
       "ListSplatPattern(Identifier`c`))) right:Identifier`d`)"},
      {"[a, b] = c",
       "Assignment(left:ListPattern(Identifier`a` Identifier`b`) right:Identifier`c`)"},
      {"x: int = 1", "Assignment(left:Identifier`x` type:Identifier`int` right:Integer`1`)"},
      {"x: int", "Assignment(left:Identifier`x` type:Identifier`int`)"},
      {"x += 1", "AugmentedAssignment/Add(left:Identifier`x` right:Integer`1`)"},
      {"x[0], y.z = 1, 2",
       "Assignment(left:PatternList(Subscript(value:Identifier`x` "
       "subscript:Integer`0`) Attribute(object:Identifier`y` attribute:Identifier`z`)) "
       "right:ExpressionList(Integer`1` Integer`2`))"},
      {"x @= y", "AugmentedAssignment/MatrixMultiply(left:Identifier`x` right:Identifier`y`)"},
      {"assert x, y", "Assert(Identifier`x` Identifier`y`)"},
      {"break", "Break`break`"},
      {"continue", "Continue`continue`"},
      {"del a, b", "Delete(ExpressionList(Identifier`a` Identifier`b`))"},
      {R"(exec "x" in y)", "Exec(code:String`\"x\"` Identifier`y`)"},
      {R"(exec "x")", "Exec(code:String`\"x\"`)"},
      {"from __future__ import annotations", "FutureImport(name:DottedName`annotations`)"},
      {"global a, b", "Global(Identifier`a` Identifier`b`)"},
      {"nonlocal a", "Nonlocal(Identifier`a`)"},
      {"import a.b, c as d",
       "Import(name:DottedName`a.b` name:AliasedImport(name:DottedName`c` "
       "alias:Identifier`d`))"},
      {"from a.b import c, d as e",
       "ImportFrom(moduleName:DottedName`a.b` name:DottedName`c` "
       "name:AliasedImport(name:DottedName`d` alias:Identifier`e`))"},
      {"from . import x", "ImportFrom(moduleName:RelativeImport`.` name:DottedName`x`)"},
      {"from ..a import *", "ImportFrom(moduleName:RelativeImport`..a` WildcardImport`*`)"},
      {"from a import (b, c)",
       "ImportFrom(moduleName:DottedName`a` name:DottedName`b` name:DottedName`c`)"},
      {"pass", "Pass`pass`"},
      {R"(print "x", y)", "Print(argument:String`\"x\"` argument:Identifier`y`)"},
      {"print >>f, x", "Print(Other(Identifier`f`) argument:Identifier`x`)"},
      {"raise", "Raise`raise`"},
      {"raise A(x) from y",
       "Raise(Call(function:Identifier`A` arguments:ArgumentList(Identifier`x`)) "
       "cause:Identifier`y`)"},
      {R"(raise E, "x")", "Raise(ExpressionList(Identifier`E` String`\"x\"`))"},
      {"return", "Return`return`"},
      {"return (a)", "Return(Identifier`a`)"},
      {"type X[T] = list[T]",
       "TypeAlias(left:GenericType(Identifier`X` TypeParameter(Identifier`T`)) "
       "right:GenericType(Identifier`list` TypeParameter(Identifier`T`)))"},
      {"class A: pass", "Class(name:Identifier`A` body:Block(Pass`pass`))"},
      {"class A(B, metaclass=C): pass",
       "Class(name:Identifier`A` superclasses:ArgumentList(Identifier`B` "
       "KeywordArgument(name:Identifier`metaclass` value:Identifier`C`)) "
       "body:Block(Pass`pass`))"},
      {"class A[T: int, *Ts, **P](B): pass",
       "Class(name:Identifier`A` "
       "typeParameters:TypeParameter(ConstrainedType(Identifier`T` Identifier`int`) "
       "SplatType(Identifier`Ts`) SplatType(Identifier`P`)) "
       "superclasses:ArgumentList(Identifier`B`) body:Block(Pass`pass`))"},
      {"def f(a, b=1, *, c: int, d: str = 'x', **k) -> None: pass",
       "Function(name:Identifier`f` parameters:Parameters(Identifier`a` "
       "DefaultParameter(name:Identifier`b` value:Integer`1`) KeywordSeparator`*` "
       "TypedParameter(Identifier`c` type:Identifier`int`) "
       "TypedDefaultParameter(name:Identifier`d` type:Identifier`str` "
       "value:String`'x'`) DictionarySplatPattern(Identifier`k`)) "
       "returnType:None`None` body:Block(Pass`pass`))"},
      {"def f(a, /, b, *args: int): pass",
       "Function(name:Identifier`f` parameters:Parameters(Identifier`a` "
       "PositionalSeparator`/` Identifier`b` "
       "TypedParameter(ListSplatPattern(Identifier`args`) type:Identifier`int`)) "
       "body:Block(Pass`pass`))"},
      {"async def f[T](x: T): pass",
       "Function*(name:Identifier`f` typeParameters:TypeParameter(Identifier`T`) "
       "parameters:Parameters(TypedParameter(Identifier`x` type:Identifier`T`)) "
       "body:Block(Pass`pass`))"},
      {"@a.b\n"
       "@c(d)\n"
       "def f(): pass",
       "Decorated(Decorator(Attribute(object:Identifier`a` attribute:Identifier`b`)) "
       "Decorator(Call(function:Identifier`c` arguments:ArgumentList(Identifier`d`))) "
       "definition:Function(name:Identifier`f` parameters:Parameters`()` "
       "body:Block(Pass`pass`)))"},
      {"@a\n"
       "class B: pass",
       "Decorated(Decorator(Identifier`a`) definition:Class(name:Identifier`B` "
       "body:Block(Pass`pass`)))"},
      {"for x, y in z: pass\n"
       "else: pass",
       "For(left:PatternList(Identifier`x` Identifier`y`) right:Identifier`z` "
       "body:Block(Pass`pass`) alternative:Else(body:Block(Pass`pass`)))"},
      {"async def f():\n"
       "    async for x in y: pass\n"
       "    async with a: pass",
       "Function*(name:Identifier`f` parameters:Parameters`()` "
       "body:Block(For*(left:Identifier`x` right:Identifier`y` body:Block(Pass`pass`)) "
       "With*(WithItem(value:Identifier`a`) body:Block(Pass`pass`))))"},
      {"if a: pass\n"
       "elif b: pass\n"
       "else: pass",
       "If(condition:Identifier`a` consequence:Block(Pass`pass`) "
       "alternative:Elif(condition:Identifier`b` consequence:Block(Pass`pass`)) "
       "alternative:Else(body:Block(Pass`pass`)))"},
      {"while a: pass\n"
       "else: b",
       "While(condition:Identifier`a` body:Block(Pass`pass`) "
       "alternative:Else(body:Block(Identifier`b`)))"},
      {"with a as b, c: pass",
       "With(WithItem(value:AsPattern(Identifier`a` alias:Identifier`b`)) "
       "WithItem(value:Identifier`c`) body:Block(Pass`pass`))"},
      {"with (a as b, c as (d, e)): pass",
       "With(WithItem(value:AsPattern(Identifier`a` alias:Identifier`b`)) "
       "WithItem(value:AsPattern(Identifier`c` alias:Tuple(Identifier`d` "
       "Identifier`e`))) body:Block(Pass`pass`))"},
      {"with (a): pass", "With(WithItem(value:Identifier`a`) body:Block(Pass`pass`))"},
      {"with open(f) as self.x: pass",
       "With(WithItem(value:AsPattern(Call(function:Identifier`open` "
       "arguments:ArgumentList(Identifier`f`)) alias:Attribute(object:Identifier`self` "
       "attribute:Identifier`x`))) body:Block(Pass`pass`))"},
      {"try: pass\n"
       "except: pass",
       "Try(body:Block(Pass`pass`) Except(Block(Pass`pass`)))"},
      {"try: a\n"
       "except (A, B) as e: b\n"
       "except C: c\n"
       "else: d\n"
       "finally: e",
       "Try(body:Block(Identifier`a`) Except(value:AsPattern(Tuple(Identifier`A` "
       "Identifier`B`) alias:Identifier`e`) Block(Identifier`b`)) "
       "Except(value:Identifier`C` Block(Identifier`c`)) "
       "Else(body:Block(Identifier`d`)) Finally(Block(Identifier`e`)))"},
      {"try: a\n"
       "except* A as e: b",
       "Try(body:Block(Identifier`a`) Except*(value:AsPattern(Identifier`A` "
       "alias:Identifier`e`) Block(Identifier`b`)))"},
      {"try: a\n"
       "except A, e: b",
       "Try(body:Block(Identifier`a`) Except(value:Identifier`A` value:Identifier`e` "
       "Block(Identifier`b`)))"},
      {"try: a\n"
       "except A, B: b",
       "Try(body:Block(Identifier`a`) Except(value:Identifier`A` value:Identifier`B` "
       "Block(Identifier`b`)))"},
      {"match x:\n"
       "    case 1: a\n"
       "    case \"s\" | None: b\n"
       "    case [a, *rest]: c\n"
       "    case {\"k\": v, **r}: d\n"
       "    case A(x, y=1): e\n"
       "    case a.b: f\n"
       "    case [x] as y if z: g\n"
       "    case -1 | 1+2j: h\n"
       "    case _: i",
       "Match(subject:Identifier`x` "
       "body:Block(alternative:Case(CasePattern(Integer`1`) "
       "consequence:Block(Identifier`a`)) "
       "alternative:Case(CasePattern(UnionPattern(String`\"s\"` None`None`)) "
       "consequence:Block(Identifier`b`)) "
       "alternative:Case(CasePattern(ListPattern(CasePattern(DottedName`a`) "
       "CasePattern(SplatPattern(Identifier`rest`)))) "
       "consequence:Block(Identifier`c`)) "
       "alternative:Case(CasePattern(DictPattern(key:String`\"k\"` "
       "value:CasePattern(DottedName`v`) SplatPattern(Identifier`r`))) "
       "consequence:Block(Identifier`d`)) "
       "alternative:Case(CasePattern(ClassPattern(DottedName`A` "
       "CasePattern(DottedName`x`) CasePattern(KeywordPattern(Identifier`y` "
       "Integer`1`)))) consequence:Block(Identifier`e`)) "
       "alternative:Case(CasePattern(DottedName`a.b`) "
       "consequence:Block(Identifier`f`)) "
       "alternative:Case(CasePattern(AsPattern(CasePattern(ListPattern(CasePattern(DottedName`x`)))"
       " "
       "Identifier`y`)) guard:IfClause(Identifier`z`) "
       "consequence:Block(Identifier`g`)) "
       "alternative:Case(CasePattern(UnionPattern(Integer`1` ComplexPattern(Integer`1` "
       "Integer`2j`))) consequence:Block(Identifier`h`)) "
       "alternative:Case(CasePattern`_` consequence:Block(Identifier`i`))))"},
      {"match = 1\n"
       "match(x)",
       "Assignment(left:Identifier`match` right:Integer`1`) "
       "Call(function:Identifier`match` arguments:ArgumentList(Identifier`x`))"},
      {"x = yield", "Assignment(left:Identifier`x` right:Yield`yield`)"},
      {"x = *a, b",
       "Assignment(left:Identifier`x` right:ExpressionList(ListSplat(Identifier`a`) "
       "Identifier`b`))"},
      {"print(x)", "Call(function:Identifier`print` arguments:ArgumentList(Identifier`x`))"},
      {"a; b; c", "Identifier`a` Identifier`b` Identifier`c`"},
      {"x = 1 # c", "Assignment(left:Identifier`x` right:Integer`1`)"},
      {"def f(x, (a, b)): pass",
       "Function(name:Identifier`f` parameters:Parameters(Identifier`x` "
       "TuplePattern(Identifier`a` Identifier`b`)) body:Block(Pass`pass`))"},
      {"if x:\n"
       "    # only a comment\n"
       "    pass\n"
       "# end",
       "If(condition:Identifier`x` consequence:Block(Pass`pass`))"},
      {"@(yield)\n"
       "def f(): pass",
       "Decorated(Decorator(Yield`yield`) definition:Function(name:Identifier`f` "
       "parameters:Parameters`()` body:Block(Pass`pass`)))"},
      {"for x in (a, b): pass",
       "For(left:Identifier`x` right:Tuple(Identifier`a` Identifier`b`) "
       "body:Block(Pass`pass`))"},
      {R"(x: List["int"] = [])",
       "Assignment(left:Identifier`x` type:GenericType(Identifier`List` "
       "TypeParameter(String`\"int\"`)) right:List`[]`)"},
      {R"(def f(x: "a" = 1): pass)",
       "Function(name:Identifier`f` "
       "parameters:Parameters(TypedDefaultParameter(name:Identifier`x` "
       "type:String`\"a\"` value:Integer`1`)) body:Block(Pass`pass`))"},
      {"def f() -> list[int]: pass",
       "Function(name:Identifier`f` parameters:Parameters`()` "
       "returnType:GenericType(Identifier`list` TypeParameter(Identifier`int`)) "
       "body:Block(Pass`pass`))"},
      {"async def g():\n"
       "    return [x async for x in y if await z]",
       "Function*(name:Identifier`g` parameters:Parameters`()` "
       "body:Block(Return(ListComprehension(body:Identifier`x` "
       "ForInClause*(left:Identifier`x` right:Identifier`y`) "
       "IfClause(Await(Identifier`z`))))))"},
      {R"(print "%s" % x)",
       "Print(argument:BinaryOperator/Modulo(left:String`\"%s\"` right:Identifier`x`))"},
      {"x = a if b else c",
       "Assignment(left:Identifier`x` right:Conditional(Identifier`a` Identifier`b` "
       "Identifier`c`))"},
      {"return not (a)", "Return(NotOperator(argument:Identifier`a`))"},
      {"del (a, b)", "Delete(Tuple(Identifier`a` Identifier`b`))"},
      {"assert (x, y)", "Assert(Tuple(Identifier`x` Identifier`y`))"},
  };
  ExpectShapes(kShapes);
}

}  // namespace
}  // namespace meerkat::syntax
