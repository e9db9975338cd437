#include "service/cache/memory_cache.h"

#include <gtest/gtest.h>

#include <string>

namespace meerkat::cache {
namespace {

ResultKey KeyOf(int number) {
  ResultKey key = core::Sha256(std::to_string(number));
  key.bytes[16] = 0;  // all in one shard
  return key;
}

ResultRef ResultOf(int number) { return Result::Make(KeyOf(number), "some bytes"); }

class MemoryCacheTest : public ::testing::Test {
 protected:
  // Room for ten results in the shard.
  MemoryCache cache_{16 * 10 * ResultOf(0)->cost()};
};

TEST_F(MemoryCacheTest, FindsWhatWasPut) {
  cache_.Put(ResultOf(1));
  ASSERT_TRUE(cache_.Find(KeyOf(1)));
  EXPECT_EQ(cache_.Find(KeyOf(1))->encoded(), "some bytes");
  EXPECT_FALSE(cache_.Find(KeyOf(2)));
  cache_.Put(ResultOf(1));
  EXPECT_EQ(cache_.stats().entries, 1u);
  EXPECT_EQ(cache_.stats().bytes, ResultOf(1)->cost());
}

TEST_F(MemoryCacheTest, StaysWithinItsBudgetAndKeepsWhatIsAskedFor) {
  for (int i = 0; i < 10; ++i) cache_.Put(ResultOf(i));
  EXPECT_TRUE(cache_.Find(KeyOf(0)));
  EXPECT_TRUE(cache_.Find(KeyOf(3)));
  for (int i = 100; i < 108; ++i) cache_.Put(ResultOf(i));  // once over the rest
  EXPECT_EQ(cache_.stats().entries, 10u);
  EXPECT_EQ(cache_.stats().evictions, 8u);
  EXPECT_TRUE(cache_.Find(KeyOf(0)));
  EXPECT_TRUE(cache_.Find(KeyOf(3)));
  EXPECT_FALSE(cache_.Find(KeyOf(1)));
  EXPECT_FALSE(cache_.Find(KeyOf(9)));
  EXPECT_TRUE(cache_.Find(KeyOf(107)));
}

TEST_F(MemoryCacheTest, TheHandGoesRoundWhenEverythingWasAskedFor) {
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 30; ++i) {
      cache_.Put(ResultOf(i));
      EXPECT_TRUE(cache_.Find(KeyOf(i)));
      EXPECT_LE(cache_.stats().entries, 10u);
    }
  }
}

TEST_F(MemoryCacheTest, WhatSomebodyHoldsOutlivesItsPlace) {
  cache_.Put(ResultOf(1));
  const ResultRef held = cache_.Find(KeyOf(1));
  for (int i = 100; i < 200; ++i) {
    cache_.Put(ResultOf(i));
    cache_.Find(KeyOf(i));  // or the hand stays behind the newest and never comes round
  }
  EXPECT_FALSE(cache_.Find(KeyOf(1)));
  EXPECT_EQ(held->encoded(), "some bytes");
}

TEST(MemoryCache, WithoutABudgetNothingIsKept) {
  MemoryCache cache(0);
  cache.Put(ResultOf(1));
  EXPECT_FALSE(cache.Find(KeyOf(1)));
}

}  // namespace
}  // namespace meerkat::cache
