#include "service/rpc/admission.h"

#include <gtest/gtest.h>

namespace meerkat::rpc {
namespace {

using std::chrono::milliseconds;

TEST(AdmissionTest, AScanThatIsEndingLeavesItsPlaceAndIsWaitedFor) {
  Admission admission(1);
  absl::StatusOr<Admission::Ticket> first = admission.Enter();
  ASSERT_TRUE(first.ok());
  EXPECT_FALSE(admission.Enter().ok());
  admission.StartEnding(*first);
  admission.StartEnding(*first);  // once is enough
  {
    absl::StatusOr<Admission::Ticket> second = admission.Enter();
    ASSERT_TRUE(second.ok());
    EXPECT_FALSE(admission.Enter().ok());
    // No more places than there are, however many are ending.
    admission.StartEnding(*second);
    EXPECT_FALSE(admission.Enter().ok());
  }
  EXPECT_EQ(admission.running(), 1u);
  EXPECT_FALSE(admission.WaitUntilIdle(milliseconds(0), nullptr));
  first->reset();
  EXPECT_TRUE(admission.WaitUntilIdle(milliseconds(0), nullptr));
  EXPECT_TRUE(admission.Enter().ok());
}

}  // namespace
}  // namespace meerkat::rpc
