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

TEST(Expressions, HaveTheShapeThatPythonGivesThem) {
  static constexpr Shape kShapes[] = {
      {"f(a, *b, c=d, **e)",
       "Call(function:Identifier`f` arguments:ArgumentList(Identifier`a` "
       "ListSplat(Identifier`b`) KeywordArgument(name:Identifier`c` "
       "value:Identifier`d`) DictionarySplat(Identifier`e`)))"},
      {"f(x for x in y)",
       "Call(function:Identifier`f` arguments:Generator(body:Identifier`x` "
       "ForInClause(left:Identifier`x` right:Identifier`y`)))"},
      {"(x)", "Identifier`x`"},
      {"((a) + (b))", "BinaryOperator/Add(left:Identifier`a` right:Identifier`b`)"},
      {"f((x))", "Call(function:Identifier`f` arguments:ArgumentList(Identifier`x`))"},
      {"f((yield))", "Call(function:Identifier`f` arguments:ArgumentList(Yield`yield`))"},
      {"(a, b)", "Tuple(Identifier`a` Identifier`b`)"},
      {"()", "Tuple`()`"},
      {"(a,)", "Tuple(Identifier`a`)"},
      {"a, b", "Identifier`a` Identifier`b`"},
      {"a.b.c",
       "Attribute(object:Attribute(object:Identifier`a` attribute:Identifier`b`) "
       "attribute:Identifier`c`)"},
      {"a[b]", "Subscript(value:Identifier`a` subscript:Identifier`b`)"},
      {"a[1:2, ::3]",
       "Subscript(value:Identifier`a` subscript:Slice(Integer`1` Integer`2`) "
       "subscript:Slice(Integer`3`))"},
      {"a + b * c",
       "BinaryOperator/Add(left:Identifier`a` "
       "right:BinaryOperator/Multiply(left:Identifier`b` right:Identifier`c`))"},
      {"not a", "NotOperator(argument:Identifier`a`)"},
      {"a and b or c",
       "BooleanOperator/Or(left:BooleanOperator/And(left:Identifier`a` "
       "right:Identifier`b`) right:Identifier`c`)"},
      {"-a", "UnaryOperator/Subtract(argument:Identifier`a`)"},
      {"~a", "UnaryOperator/Invert(argument:Identifier`a`)"},
      {"a < b <= c", "Comparison/Less(Identifier`a` Identifier`b` Identifier`c`)"},
      {"a not in b", "Comparison/NotIn(Identifier`a` Identifier`b`)"},
      {"a is not b", "Comparison/IsNot(Identifier`a` Identifier`b`)"},
      {"a <> b", "Comparison/NotEqual(Identifier`a` Identifier`b`)"},
      {"a if b else c", "Conditional(Identifier`a` Identifier`b` Identifier`c`)"},
      {"lambda x, *y, z=1, **k: x",
       "Lambda(parameters:Parameters(Identifier`x` ListSplatPattern(Identifier`y`) "
       "DefaultParameter(name:Identifier`z` value:Integer`1`) "
       "DictionarySplatPattern(Identifier`k`)) body:Identifier`x`)"},
      {"lambda: 0", "Lambda(body:Integer`0`)"},
      {"(x := f())",
       "NamedExpression(name:Identifier`x` value:Call(function:Identifier`f` "
       "arguments:ArgumentList`()`))"},
      {"await x", "Await(Identifier`x`)"},
      {"[x for x in y if z]",
       "ListComprehension(body:Identifier`x` ForInClause(left:Identifier`x` "
       "right:Identifier`y`) IfClause(Identifier`z`))"},
      {"{x for x in y}",
       "SetComprehension(body:Identifier`x` ForInClause(left:Identifier`x` "
       "right:Identifier`y`))"},
      {"{k: v for k, v in y}",
       "DictionaryComprehension(body:Pair(key:Identifier`k` value:Identifier`v`) "
       "ForInClause(left:PatternList(Identifier`k` Identifier`v`) "
       "right:Identifier`y`))"},
      {"(x async for x in y)",
       "Generator(body:Identifier`x` ForInClause*(left:Identifier`x` "
       "right:Identifier`y`))"},
      {"[a, *b]", "List(Identifier`a` ListSplat(Identifier`b`))"},
      {"{a, b}", "Set(Identifier`a` Identifier`b`)"},
      {"{a: b, **c}",
       "Dictionary(Pair(key:Identifier`a` value:Identifier`b`) "
       "DictionarySplat(Identifier`c`))"},
      {"{}", "Dictionary`{}`"},
      {"'a'", "String`'a'`"},
      {R"('a' "b")", "ConcatenatedString(String`'a'` String`\"b\"`)"},
      {"f'a{b!r:>{w}}c'",
       "String(Interpolation(expression:Identifier`b` "
       "typeConversion:TypeConversion`!r` "
       "formatSpecifier:FormatSpecifier(FormatExpression(expression:Identifier`w`))))"},
      {R"(f'{f"{x}"}')",
       "String(Interpolation(expression:String(Interpolation(expression:Identifier`x`))))"},
      {"f'{x=}'", "String(Interpolation(expression:Identifier`x`))"},
      {"f'{a, b}'",
       "String(Interpolation(expression:ExpressionList(Identifier`a` Identifier`b`)))"},
      {"1", "Integer`1`"},
      {"1.5", "Float`1.5`"},
      {"2j", "Integer`2j`"},
      {"True", "True`True`"},
      {"None", "None`None`"},
      {"...", "Ellipsis`...`"},
      {"yield x", "Yield(Identifier`x`)"},
      {"yield x, y", "Yield(ExpressionList(Identifier`x` Identifier`y`))"},
      {"f(**{'a': 1}, *b)",
       "Call(function:Identifier`f` "
       "arguments:ArgumentList(DictionarySplat(Dictionary(Pair(key:String`'a'` "
       "value:Integer`1`))) ListSplat(Identifier`b`)))"},
      {"a if (b) else (c)", "Conditional(Identifier`a` Identifier`b` Identifier`c`)"},
      {R"(f"{x!r}" 'b')",
       "ConcatenatedString(String(Interpolation(expression:Identifier`x` "
       "typeConversion:TypeConversion`!r`)) String`'b'`)"},
      {"f'{{}}'", "String`f'{{}}'`"},
      {"lambda (a, b): 0",
       "Lambda(parameters:Parameters(TuplePattern(Identifier`a` Identifier`b`)) "
       "body:Integer`0`)"},
      {"0777L", "Integer`0777L`"},
      {"ur'x'", "String`ur'x'`"},
      {"(lambda x: x)(1)",
       "Call(function:Lambda(parameters:Parameters(Identifier`x`) body:Identifier`x`) "
       "arguments:ArgumentList(Integer`1`))"},
      {"a.b(c).d(e)",
       "Call(function:Attribute(object:Call(function:Attribute(object:Identifier`a` "
       "attribute:Identifier`b`) arguments:ArgumentList(Identifier`c`)) "
       "attribute:Identifier`d`) arguments:ArgumentList(Identifier`e`))"},
      {"(await x).y", "Attribute(object:Await(Identifier`x`) attribute:Identifier`y`)"},
      {"f(a)(b)",
       "Call(function:Call(function:Identifier`f` "
       "arguments:ArgumentList(Identifier`a`)) arguments:ArgumentList(Identifier`b`))"},
      {R"("a" % (b))", "BinaryOperator/Modulo(left:String`\"a\"` right:Identifier`b`)"},
      {"(\"a\"\n"
       " \"b\")",
       "ConcatenatedString(String`\"a\"` String`\"b\"`)"},
  };
  ExpectShapes(kShapes);
}

}  // namespace
}  // namespace meerkat::syntax
