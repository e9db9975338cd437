#include "service/pool/fifo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <vector>

namespace meerkat::pool {
namespace {

using ::testing::ElementsAre;

TEST(FifoTest, GivesInOrder) {
  Fifo<std::unique_ptr<int>> queue;
  EXPECT_TRUE(queue.empty());
  for (int i = 0; i < 3; ++i) queue.push_back(std::make_unique<int>(i));
  EXPECT_EQ(queue.size(), 3u);
  EXPECT_EQ(*queue.front(), 0);
  queue.pop_front();
  EXPECT_EQ(*queue.front(), 1);
  EXPECT_EQ(queue.size(), 2u);
}

// In lots of changing sizes, so that places are freed at many moments.
TEST(FifoTest, IsWhatADequeIs) {
  Fifo<int> queue;
  std::deque<int> expected;
  int next = 0;
  for (int lot = 0; lot < 200; ++lot) {
    for (int i = 0; i < lot * 7 % 50; ++i) {
      queue.push_back(next);
      expected.push_back(next++);
    }
    for (int i = 0; i < lot * 11 % 60 && !expected.empty(); ++i) {
      ASSERT_EQ(queue.front(), expected.front());
      queue.pop_front();
      expected.pop_front();
    }
    ASSERT_EQ(queue.size(), expected.size());
    ASSERT_TRUE(std::equal(queue.begin(), queue.end(), expected.begin(), expected.end()));
  }
}

TEST(FifoTest, IsEmptyOnceItIsSwappedOrCleared) {
  Fifo<int> queue;
  queue.push_back(1);
  queue.push_back(2);
  queue.pop_front();
  Fifo<int> other;
  other.swap(queue);
  EXPECT_TRUE(queue.empty());
  EXPECT_THAT(std::vector<int>(other.begin(), other.end()), ElementsAre(2));
  other.clear();
  EXPECT_TRUE(other.empty());
  other.push_back(3);
  EXPECT_EQ(other.front(), 3);
}

}  // namespace
}  // namespace meerkat::pool
