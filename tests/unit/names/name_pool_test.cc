#include "engine/names/name_pool.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace meerkat::names {
namespace {

TEST(NamePool, KeepsNamesOfAnySize) {
  NamePool pool;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string_view> names;
    std::vector<std::string> expected;
    for (size_t size : {0, 1, 100, 4096, 4097, 20'000, 16'000, 4000}) {
      for (int i = 0; i < 10; ++i) {
        const std::string part(size, static_cast<char>('a' + i));
        names.push_back(pool.Concat({part, ".", part}));
        expected.push_back(part + "." + part);
      }
    }
    for (size_t i = 0; i < names.size(); ++i) EXPECT_EQ(names[i], expected[i]) << i;
    pool.Reset();
  }
}

TEST(NamePool, ConcatenatesNothing) {
  NamePool pool;
  EXPECT_EQ(pool.Concat({}), "");
  EXPECT_EQ(pool.Concat({"", ""}), "");
}

}  // namespace
}  // namespace meerkat::names
