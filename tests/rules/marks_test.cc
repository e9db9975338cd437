// The fixture runner is what all rules are tested by, so it is tested itself: no mark that is
// misspelled, misplaced or unmet may pass unseen.

#include "tests/rules/marks.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Fixture Read(std::string_view text) { return ReadFixture("f.py", text); }

TEST(ReadFixture, ReadsTheThreeKindsOfMark) {
  const Fixture fixture = Read(
      "eval(x)  # expect: eval-call, exec-call\n"
      "\n"
      "a  # expect-missed: eval-call\n"
      "b  # expect-wrong: exec-call  # expect: eval-call\n");
  EXPECT_THAT(fixture.faults, IsEmpty());
  ASSERT_EQ(fixture.marks.size(), 5u);
  EXPECT_EQ(fixture.marks[0].rule, "eval-call");
  EXPECT_EQ(fixture.marks[1].rule, "exec-call");
  EXPECT_EQ(fixture.marks[1].line, 1u);
  EXPECT_EQ(fixture.marks[2].kind, MarkKind::kMissed);
  EXPECT_EQ(fixture.marks[2].line, 3u);
  EXPECT_EQ(fixture.marks[3].kind, MarkKind::kExpect);
  EXPECT_EQ(fixture.marks[4].kind, MarkKind::kWrong);
  EXPECT_EQ(fixture.marks[4].line, 4u);
}

TEST(ReadFixture, BlanksMarksAndKeepsPositions) {
  const Fixture fixture = Read("eval(x)  # expect: eval-call  # nosec\ny\n");
  EXPECT_EQ(fixture.source, "eval(x)                       # nosec\ny\n");
}

TEST(ReadFixture, KeepsAFileThatHasNoMarks) {
  EXPECT_EQ(Read("a\n\nb").source, "a\n\nb");
  EXPECT_EQ(Read("import pexpect\n").source, "import pexpect\n");
  EXPECT_THAT(Read("import pexpect\n").faults, IsEmpty());
}

TEST(ReadFixture, TakesTheProfileFromTheFirstLine) {
  const Fixture fixture = Read("# profile: bandit\nx\n");
  EXPECT_EQ(fixture.profile, "bandit");
  EXPECT_EQ(fixture.source, "                 \nx\n");
  EXPECT_EQ(Read("x\n# profile: bandit\n").profile, "all");
  EXPECT_THAT(Read("# profile: strictest\n").faults,
              ElementsAre(HasSubstr("f.py:1: there is no profile \"strictest\"")));
}

class MisplacedMark : public ::testing::TestWithParam<const char*> {};

TEST_P(MisplacedMark, IsAFault) {
  EXPECT_THAT(Read(GetParam()).faults, ElementsAre(HasSubstr("f.py:1: "))) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(All, MisplacedMark,
                         ::testing::Values("eval(x)  # expect eval-call",     // no colon
                                           "eval(x)  #expect: eval-call",     // no blank
                                           "eval(x)  # expect:eval-call",     //
                                           "eval(x)  # Expect: eval-call",    // upper case
                                           "eval(x)  # expected: eval-call",  // another word
                                           "eval(x)  # expect: ",             // no name
                                           "eval(x)  # expect: eval-call exec-call",  // no comma
                                           "eval(x)  # expect: eval-call,exec-call",  //
                                           "eval(x)  # expect: eval-call, ",  // one name too few
                                           "eval(x)  # expect: eval-call because",  // prose
                                           "eval(x)  # expect-gone: eval-call",  // an unknown kind
                                           "eval(x)  # expect: eval_call",       //
                                           "eval(x)  # expect: no-such-rule",    // an unknown rule
                                           "eval(x)  # expect: B307",            // not its name
                                           "eval(x)  # it is what we expect here"));

std::vector<std::string> Differences(std::string_view text, const std::vector<Reported>& reported) {
  return Compare(Read(text), reported);
}

TEST(Compare, FindsNothingWhereReportAndMarksAgree) {
  EXPECT_THAT(Differences("a\nb\n", {}), IsEmpty());
  EXPECT_THAT(Differences("a  # expect: eval-call\nb  # expect-wrong: exec-call\n",
                          {{"exec-call", 2}, {"eval-call", 1}}),
              IsEmpty());
  EXPECT_THAT(Differences("a  # expect-missed: eval-call\n", {}), IsEmpty());
  EXPECT_THAT(
      Differences("a; a  # expect: eval-call, eval-call\n", {{"eval-call", 1}, {"eval-call", 1}}),
      IsEmpty());
}

TEST(Compare, NamesFileLineAndRule) {
  EXPECT_THAT(Differences("a\nb\n", {{"eval-call", 2}}),
              ElementsAre(HasSubstr("f.py:2: eval-call: reported and not marked")));
}

TEST(Compare, FindsAnUnmetMark) {
  EXPECT_THAT(Differences("a  # expect: eval-call\n", {}),
              ElementsAre(HasSubstr("f.py:1: eval-call: marked and not reported")));
  EXPECT_THAT(Differences("a  # expect-wrong: eval-call\n", {}),
              ElementsAre(HasSubstr("f.py:1: eval-call: marked and not reported")));
}

TEST(Compare, FindsAFindingOnAnotherLineOrOfAnotherRule) {
  EXPECT_EQ(Differences("a  # expect: eval-call\nb\n", {{"eval-call", 2}}).size(), 2u);
  EXPECT_EQ(Differences("a  # expect: eval-call\nb\n", {{"exec-call", 1}}).size(), 2u);
}

TEST(Compare, CountsFindings) {
  EXPECT_THAT(Differences("a; a  # expect: eval-call\n", {{"eval-call", 1}, {"eval-call", 1}}),
              ElementsAre(HasSubstr("reported and not marked; 2 reported, 1 marked")));
  EXPECT_THAT(Differences("a; a  # expect: eval-call, eval-call\n", {{"eval-call", 1}}),
              ElementsAre(HasSubstr("marked and not reported")));
}

TEST(Compare, SaysThatAKnownGapClosed) {
  EXPECT_THAT(Differences("a  # expect-missed: eval-call\n", {{"eval-call", 1}}),
              ElementsAre(HasSubstr("f.py:1: eval-call: known gap closed")));
}

}  // namespace
}  // namespace meerkat::tests
