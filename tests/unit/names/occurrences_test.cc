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

}  // namespace
}  // namespace meerkat::names
