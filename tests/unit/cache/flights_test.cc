#include "service/cache/flights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace meerkat::cache {
namespace {

using ::testing::ElementsAre;

class FlightsTest : public ::testing::Test {
 protected:
  Flights::Role Join(int who, uint64_t bytes = 1) {
    return flights_.Join(key_, bytes, [this, who](Landing landing, const ResultRef& result) {
      told_.push_back(who);
      landing_ = landing;
      result_ = result;
    });
  }

  const ResultKey key_ = core::Sha256("key");
  Flights flights_;
  std::vector<int> told_;
  Landing landing_ = Landing::kCancelled;
  ResultRef result_;
};

TEST_F(FlightsTest, TheFirstLeadsAndTheOthersAreTold) {
  EXPECT_EQ(Join(1), Flights::kLead);
  EXPECT_EQ(Join(2), Flights::kWait);
  EXPECT_EQ(Join(3), Flights::kWait);
  const ResultRef result = Result::Make(key_, "bytes");
  flights_.Land(key_, Landing::kResult, result);
  EXPECT_THAT(told_, ElementsAre(2, 3));
  EXPECT_EQ(landing_, Landing::kResult);
  EXPECT_EQ(result_.get(), result.get());
  EXPECT_EQ(Join(4), Flights::kLead);
}

TEST_F(FlightsTest, OtherKeysAreOtherFlights) {
  EXPECT_EQ(Join(1), Flights::kLead);
  EXPECT_EQ(flights_.Join(core::Sha256("other"), 1, nullptr), Flights::kLead);
}

TEST_F(FlightsTest, WhoComesWhenTooMuchWaitsIsOnItsOwn) {
  EXPECT_EQ(Join(1), Flights::kLead);
  EXPECT_EQ(Join(2, Flights::kMaxWaitingBytes), Flights::kWait);
  EXPECT_EQ(Join(3), Flights::kAlone);
  flights_.Land(key_, Landing::kNotLasting, {});
  EXPECT_THAT(told_, ElementsAre(2));
  EXPECT_EQ(Join(4), Flights::kLead);
  EXPECT_EQ(Join(5), Flights::kWait);
}

}  // namespace
}  // namespace meerkat::cache
