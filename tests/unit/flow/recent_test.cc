#include "engine/flow/recent.h"

#include <gtest/gtest.h>

#include <vector>

namespace meerkat::flow {
namespace {

TEST(Recent, GivesWhatWasMadeOfTheSamePartsAlone) {
  Recent<int> recent;
  const int a = 1, b = 2, made = 3;
  EXPECT_EQ(recent.At({&a, &b}), nullptr);
  recent.At({&a, &b}) = &made;
  EXPECT_EQ(recent.At({&a, &b}), &made);
  EXPECT_EQ(recent.At({&b, &a}), nullptr);
  EXPECT_EQ(recent.At({&a, &b, 1}), nullptr);
  recent.At({&a, &b}) = &made;
  recent.Clear();
  EXPECT_EQ(recent.At({&a, &b}), nullptr);
}

// Of many parts it forgets some, and never mistakes one for another.
TEST(Recent, OfManyPartsForgetsAndNeverConfuses) {
  Recent<int> recent;
  const std::vector<int> numbers(10'000);
  for (const int& number : numbers) recent.At({&number, nullptr}) = &number;
  size_t known = 0;
  for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
    const int* made = recent.At({&*number, nullptr});
    known += made != nullptr;
    EXPECT_TRUE(made == nullptr || made == &*number);
  }
  EXPECT_GT(known, 100u);
  EXPECT_LT(known, numbers.size());
}

}  // namespace
}  // namespace meerkat::flow
