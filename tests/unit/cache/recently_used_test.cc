#include "service/cache/recently_used.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace meerkat::cache {
namespace {

core::Digest Key(int number) { return core::Sha256(std::to_string(number)); }

std::shared_ptr<const int> Value(int number) { return std::make_shared<int>(number); }

TEST(RecentlyUsedTest, WhatWasAskedForLeastRecentlyGoesFirst) {
  RecentlyUsed<int> kept(100);
  kept.Put(Key(1), Value(1), 40);
  kept.Put(Key(2), Value(2), 40);
  ASSERT_NE(kept.Find(Key(1)), nullptr);
  kept.Put(Key(3), Value(3), 40);
  EXPECT_EQ(kept.Find(Key(2)), nullptr);
  EXPECT_EQ(*kept.Find(Key(1)), 1);
  EXPECT_EQ(*kept.Find(Key(3)), 3);
  EXPECT_EQ(kept.bytes(), 80u);
}

TEST(RecentlyUsedTest, ALaterValueTakesThePlace) {
  RecentlyUsed<int> kept(100);
  kept.Put(Key(1), Value(1), 40);
  kept.Put(Key(1), Value(2), 60);
  EXPECT_EQ(*kept.Find(Key(1)), 2);
  EXPECT_EQ(kept.bytes(), 60u);
}

TEST(RecentlyUsedTest, WhatIsLargerThanTheBudgetThrowsNothingOut) {
  RecentlyUsed<int> kept(100);
  kept.Put(Key(1), Value(1), 40);
  kept.Put(Key(2), Value(2), 101);
  EXPECT_EQ(kept.Find(Key(2)), nullptr);
  EXPECT_NE(kept.Find(Key(1)), nullptr);
  RecentlyUsed<int> none(0);
  none.Put(Key(1), Value(1), 1);
  EXPECT_EQ(none.Find(Key(1)), nullptr);
}

TEST(RecentlyUsedTest, WhoHoldsAValueKeepsIt) {
  RecentlyUsed<int> kept(100);
  kept.Put(Key(1), Value(1), 100);
  const std::shared_ptr<const int> held = kept.Find(Key(1));
  kept.Put(Key(2), Value(2), 100);
  EXPECT_EQ(kept.Find(Key(1)), nullptr);
  EXPECT_EQ(*held, 1);
}

}  // namespace
}  // namespace meerkat::cache
