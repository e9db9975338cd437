#include "engine/rules/visiting_order.h"

#include <string>
#include <vector>

#include "engine/syntax/parser.h"
#include "gtest/gtest.h"

namespace meerkat::rules {
namespace {

// The identifiers of a source in the order in which they are visited.
std::string Visited(const std::string& source) {
  syntax::Tree tree;
  EXPECT_TRUE(syntax::Parser().Parse(source, {}, &tree));
  std::vector<core::RawFinding> findings;
  for (uint32_t i = 0; i < tree.size(); ++i) {
    if (tree.node(i).kind() != syntax::Kind::kIdentifier) continue;
    findings.push_back({.span = tree.node(i).span(), .node = i});
  }
  SortAsVisited(tree, &findings);
  std::string names;
  for (const core::RawFinding& finding : findings) {
    names += source.substr(finding.span.begin, finding.span.end - finding.span.begin);
  }
  return names;
}

TEST(VisitingOrder, IsThatOfPythonsTree) {
  EXPECT_EQ(Visited("a(b, c)\nd\n"), "abcd");
  EXPECT_EQ(Visited("{a: b, **c, d: e}\n"), "adbce");
  EXPECT_EQ(Visited("a if b else c\n"), "bac");
  EXPECT_EQ(Visited("@a\n@b\ndef c(d=e):\n    f\ng\n"), "cdefabg");
  EXPECT_EQ(Visited("@a\nclass b(c):\n    d\n"), "bcda");
  EXPECT_EQ(Visited("{a if b else c: d}\n"), "bacd");
}

TEST(VisitingOrder, WhatIsSaidOfTheFileComesLast) {
  syntax::Tree tree;
  ASSERT_TRUE(syntax::Parser().Parse("a\nb\n", {}, &tree));
  std::vector<core::RawFinding> findings = {{.node = 0}, {.node = tree.size() - 1}, {.node = 1}};
  SortAsVisited(tree, &findings);
  EXPECT_EQ(findings.back().node, 0u);
}

TEST(VisitingOrder, DepthCostsNoStack) {
  std::string deep = "x";
  for (int i = 0; i < 100'000; ++i) deep += " + x";
  EXPECT_EQ(Visited(deep + "\n").size(), 100'001u);
}

}  // namespace
}  // namespace meerkat::rules
