#include "service/rpc/packing.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace meerkat::rpc {
namespace {

TEST(Packing, GivesBackTheSameBytes) {
  std::mt19937 random(1);
  std::string noise;
  for (int i = 0; i < 100'000; ++i) noise.push_back(static_cast<char>(random()));
  for (const std::string& bytes :
       {std::string(), std::string("x"), noise.substr(0, 15), noise, std::string(3 << 20, 'a')}) {
    const std::string packed = Pack(bytes);
    ASSERT_FALSE(packed.empty());
    EXPECT_EQ(Unpack(packed), bytes);
  }
  EXPECT_LT(Pack(std::string(3 << 20, 'a')).size(), 20'000u);
  EXPECT_TRUE(Pack(std::string((16 << 20) + 1, 'a')).empty());
}

TEST(Packing, TakesNothingThatIsDamaged) {
  const std::string packed = Pack("def f(a): return a + a + a + a + a + a + a + a\n");
  for (size_t size = 0; size < packed.size(); ++size) {
    EXPECT_EQ(Unpack(packed.substr(0, size)), std::nullopt) << size;
  }
  std::string longer = packed;
  ++longer[0];
  EXPECT_EQ(Unpack(longer), std::nullopt);
  longer = packed;
  longer[3] = '\x7f';  // two gigabytes
  EXPECT_EQ(Unpack(longer), std::nullopt);
}

}  // namespace
}  // namespace meerkat::rpc
