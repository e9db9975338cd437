#include "service/rpc/admission.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

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
    // Not any number, however many are ending.
    std::vector<Admission::Ticket> tickets;
    for (uint32_t i = 1; i < Admission::kMaxEnding; ++i) {
      absl::StatusOr<Admission::Ticket> next = admission.Enter();
      ASSERT_TRUE(next.ok()) << i;
      EXPECT_FALSE(admission.Enter().ok());
      admission.StartEnding(*next);
      tickets.push_back(*std::move(next));
    }
    absl::StatusOr<Admission::Ticket> last = admission.Enter();
    ASSERT_TRUE(last.ok());
    admission.StartEnding(*last);
    EXPECT_FALSE(admission.Enter().ok());
  }
  EXPECT_EQ(admission.running(), 1u);
  EXPECT_FALSE(admission.WaitUntilIdle(milliseconds(0), nullptr));
  first->reset();
  EXPECT_TRUE(admission.WaitUntilIdle(milliseconds(0), nullptr));
  EXPECT_TRUE(admission.Enter().ok());
}

TEST(AdmissionTest, AnAnsweredScanTakesNoPlaceAndIsWaitedFor) {
  Admission admission(1);
  std::vector<Admission::Ticket> answered;
  for (uint32_t i = 0; i < 4 * Admission::kMaxEnding; ++i) {
    absl::StatusOr<Admission::Ticket> ticket = admission.Enter();
    ASSERT_TRUE(ticket.ok()) << i;
    if (i % 2 == 0) admission.StartEnding(*ticket);
    admission.SetAnswered(*ticket);
    answered.push_back(*std::move(ticket));
  }
  EXPECT_FALSE(admission.WaitUntilIdle(milliseconds(0), nullptr));
  absl::StatusOr<Admission::Ticket> running = admission.Enter();
  ASSERT_TRUE(running.ok());
  EXPECT_FALSE(admission.Enter().ok());
  answered.clear();
  EXPECT_EQ(admission.running(), 1u);
  running->reset();
  EXPECT_TRUE(admission.WaitUntilIdle(milliseconds(0), nullptr));
}

}  // namespace
}  // namespace meerkat::rpc
