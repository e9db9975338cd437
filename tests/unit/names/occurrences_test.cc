#include "engine/names/occurrences.h"

#include <cstdint>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/names/resolved.h"

namespace meerkat::names {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<uint32_t> Offsets(Occurrences* occurrences, std::string_view name) {
  std::vector<uint32_t> offsets;
  for (syntax::Node node = occurrences->First(name); node; node = occurrences->Next(node)) {
    EXPECT_EQ(node.text(), name);
    offsets.push_back(node.begin());
  }
  return offsets;
}

TEST(Occurrences, AreInOrderOfTheSource) {
  const syntax::Tree tree = ParseTree("a = b.a\ndef a(b): f(a=a)\n'a'  # a\n");
  Occurrences occurrences;
  occurrences.Reset(&tree);
  EXPECT_THAT(Offsets(&occurrences, "a"), ElementsAre(0, 6, 12, 20, 22));
  EXPECT_THAT(Offsets(&occurrences, "b"), ElementsAre(4, 14));
  EXPECT_THAT(Offsets(&occurrences, "f"), ElementsAre(18));
  EXPECT_THAT(Offsets(&occurrences, "c"), IsEmpty());
}

TEST(Occurrences, ForgetTheFileBefore) {
  const syntax::Tree first = ParseTree("a, b, a\n");
  const syntax::Tree second = ParseTree("b\n");
  Occurrences occurrences;
  occurrences.Reset(&first);
  EXPECT_THAT(Offsets(&occurrences, "a"), ElementsAre(0, 6));
  occurrences.Reset(&second);
  EXPECT_THAT(Offsets(&occurrences, "a"), IsEmpty());
  EXPECT_THAT(Offsets(&occurrences, "b"), ElementsAre(0));
}

// What the module binds the name to by one assignment: the text of that statement, "" or "other".
std::string_view BoundInModule(std::string_view source, std::string_view name) {
  const syntax::Tree tree = ParseTree(source);
  Occurrences occurrences;
  occurrences.Reset(&tree);
  const Binding binding = occurrences.BindingIn(name, {});
  if (binding.is_other) return "other";
  return binding.assignment ? source.substr(binding.assignment.begin(), 5) : "";
}

TEST(Occurrences, TellHowAScopeBindsAName) {
  EXPECT_EQ(BoundInModule("a = 1\nf(a)\n", "a"), "a = 1");
  EXPECT_EQ(BoundInModule("f(a)\n", "a"), "");
  EXPECT_EQ(BoundInModule("a = 1\ndef f(a): a = 2\n", "a"), "a = 1");
  EXPECT_EQ(BoundInModule("a = 1\na = 2\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\na = 2\na = 3\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\na += 2\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\nfor a in b: pass\n", "a"), "other");
  EXPECT_EQ(BoundInModule("for a in b: pass\na = 1\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\na, b = c\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\nfor b, (c, a) in d: pass\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\nwith b as a: pass\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\nwith b as (c, a): pass\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\nif (a := b): pass\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\ntry: b()\nexcept C as a: pass\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\ndef a(): pass\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\nclass a: pass\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\ndef f():\n  global a\n  a = 2\n", "a"), "other");
  EXPECT_EQ(BoundInModule("a = 1\nmatch b:\n  case [a, c]: pass\n", "a"), "other");
}

}  // namespace
}  // namespace meerkat::names
