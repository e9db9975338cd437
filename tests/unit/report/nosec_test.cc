#include "engine/report/nosec.h"

#include <string>
#include <string_view>
#include <vector>

#include "engine/report/bandit_tests.h"
#include "gtest/gtest.h"

namespace meerkat::report {
namespace {

using Answer = Nosec::Answer;

constexpr core::Rule kEval{.name = "eval-call", .bandit_id = "B307"};
constexpr core::Rule kOwn{.name = "own-rule"};

// What a comment at the end of the finding's only line does to it.
Answer Ask(std::string_view comment, bool as_bandit, const core::Rule& rule = kEval) {
  const core::SourceFile file("f.py", "eval(x)  " + std::string(comment) + "\n");
  const core::Span comments[] = {{9, static_cast<uint32_t>(9 + comment.size())}};
  const core::RawFinding finding{.rule = &rule, .span = {0, 7}, .extent = {0, 7}};
  return Nosec(file, comments, as_bandit).Silences(finding);
}

struct Case {
  std::string_view comment;
  Answer answer;
};

// Computed by Bandit 1.9.4's own _parse_nosec_comment.
TEST(Nosec, ReadsCommentsAsBanditDoes) {
  constexpr Case kCases[] = {
      {"# nosec", Answer::kSilenced},
      {"#nosec", Answer::kSilenced},
      {"#  nosec", Answer::kSilenced},
      {"#\tnosec", Answer::kSilenced},
      {"#nosec:", Answer::kSilenced},
      {"# nosec B307", Answer::kSilencedById},
      {"# nosec: B307", Answer::kSilencedById},
      {"# nosec:B307", Answer::kSilencedById},
      {"# nosec B101", Answer::kNotSilenced},
      {"# nosec B101 B307", Answer::kSilencedById},
      {"# nosec B101, B307", Answer::kSilencedById},
      {"# nosec B101,B307", Answer::kSilencedById},
      {"# nosec B307,B101", Answer::kNotSilenced},
      {"# nosec B307, B101", Answer::kSilencedById},
      {"# nosec B307,", Answer::kSilencedById},
      {"# nosec b307", Answer::kSilenced},
      {"# nosec eval", Answer::kSilencedById},
      {"# nosec: eval", Answer::kSilencedById},
      {"# nosec EVAL", Answer::kSilenced},
      {"# nosec assert_used", Answer::kNotSilenced},
      {"# nosec assert_used, eval", Answer::kSilencedById},
      {"# nosec assert_used,eval", Answer::kSilencedById},
      {"# nosec eval,assert_used", Answer::kNotSilenced},
      {"# nosec because it is safe", Answer::kSilenced},
      {"# nosec B999", Answer::kSilenced},
      {"# nosec B999 B101", Answer::kNotSilenced},
      {"# nosec B999 B307", Answer::kSilencedById},
      {"# nosec - B307", Answer::kSilencedById},
      {"# nosec (B307)", Answer::kSilencedById},
      {"# nosec B307 # reviewed", Answer::kSilencedById},
      {"# nosec # B307", Answer::kSilenced},
      {"# nosec#B307", Answer::kSilenced},
      {"# noqa: S307 # nosec", Answer::kSilenced},
      {"# noqa # nosec B307", Answer::kSilencedById},
      {"# noqa # nosec B101", Answer::kNotSilenced},
      {"# nosecurity", Answer::kSilenced},
      {"# nosecB307", Answer::kSilencedById},
      {"# nosec_B307", Answer::kSilenced},
      {"# NOSEC", Answer::kNotSilenced},
      {"# no sec", Answer::kNotSilenced},
      {"## nosec", Answer::kSilenced},
      {"# # nosec", Answer::kSilenced},
      {"# x nosec", Answer::kNotSilenced},
      {"# nosec nosec", Answer::kSilenced},
      {"# nosec B307x", Answer::kSilenced},
      {"# nosec B307B101", Answer::kNotSilenced},
      {"# nosec B101B307", Answer::kSilencedById},
      {"# nosec xB307", Answer::kSilenced},
      {"# nosec eval-call", Answer::kSilencedById},
      {"# nosec: B101 eval", Answer::kSilencedById},
      {"# nosec B001", Answer::kNotSilenced},
      {"# nosec pickle", Answer::kNotSilenced},
      {"# nosec, B307", Answer::kSilencedById},
      {"# nosec;B307", Answer::kSilencedById},
      {"# nosec :B307", Answer::kSilencedById},
      {"# nosec\u00A0B307", Answer::kSilencedById},
      {"# nosec é", Answer::kSilenced},
      {"# nosec B307.", Answer::kSilencedById},
      {"# nosec B307: it is", Answer::kSilencedById},
      {"# nosec 307", Answer::kSilenced},
      {"# nosec _", Answer::kSilenced},
      {"# nosec import_pickle", Answer::kNotSilenced},
      {"# nosec B101 # nosec B307", Answer::kNotSilenced},
      {"# nosec B101 # nosec", Answer::kNotSilenced},
  };
  for (const Case& test : kCases) EXPECT_EQ(Ask(test.comment, true), test.answer) << test.comment;
}

TEST(Nosec, ReadsCommentsAsTheirAuthorsMeanThem) {
  constexpr Case kCases[] = {
      {"# nosec", Answer::kSilenced},
      {"#nosec", Answer::kSilenced},
      {"# nosec:", Answer::kSilenced},
      {"# nosec because it is safe", Answer::kSilenced},
      {"# nosec B307", Answer::kSilencedById},
      {"# nosec: B307", Answer::kSilencedById},
      {"# nosec B307,B101", Answer::kSilencedById},
      {"# nosec B101,B307", Answer::kSilencedById},
      {"# nosec B101 B307", Answer::kSilencedById},
      {"# nosec B101, B307", Answer::kSilencedById},
      {"# nosec B307 it is a constant", Answer::kSilencedById},
      {"# nosec B307: it is a constant", Answer::kSilencedById},
      {"# nosec B307 # reviewed", Answer::kSilencedById},
      {"# nosec eval-call", Answer::kSilencedById},
      {"# nosec B101, eval-call", Answer::kSilencedById},
      {"# nosec eval", Answer::kSilencedById},
      {"# nosec B101", Answer::kNotSilenced},
      {"# nosec assert_used", Answer::kNotSilenced},
      {"# nosec other-rule", Answer::kNotSilenced},
      {"# nosec B101 because B307 is meant", Answer::kNotSilenced},
      {"# noqa: S307 # nosec", Answer::kSilenced},
      {"# noqa # nosec B101", Answer::kNotSilenced},
      {"# NOSEC", Answer::kNotSilenced},
      {"# a word on nosec", Answer::kNotSilenced},
      {"# noqa", Answer::kNotSilenced},
      {"# nosec - checked by hand", Answer::kSilenced},
      {"# nosec -- B307", Answer::kSilenced},
      {"# nosec (B307)", Answer::kSilencedById},
      {"# nosec(B101)", Answer::kNotSilenced},
      {"# nosec [B101, B307]", Answer::kSilencedById},
      {"# nosec B101;B307", Answer::kSilencedById},
      {"# nosec B101/B307", Answer::kSilencedById},
      {"# nosec B101 and B307", Answer::kSilencedById},
  };
  for (const Case& test : kCases) EXPECT_EQ(Ask(test.comment, false), test.answer) << test.comment;
}

TEST(Nosec, NamesARuleThatBanditDoesNotHave) {
  EXPECT_EQ(Ask("# nosec own-rule", false, kOwn), Answer::kSilencedById);
  EXPECT_EQ(Ask("# nosec eval-call", false, kOwn), Answer::kNotSilenced);
  EXPECT_EQ(Ask("# nosec B307", false, kOwn), Answer::kNotSilenced);
  EXPECT_EQ(Ask("# nosec", false, kOwn), Answer::kSilenced);
}

// A file of numbered lines "1", "2", …, some with a comment; a finding on some of them.
class Lines {
 public:
  Lines(int count, const std::vector<std::pair<int, std::string>>& comments) {
    for (int line = 1; line <= count; ++line) {
      starts_.push_back(static_cast<uint32_t>(text_.size()));
      text_ += "x ";
      for (const auto& [at, comment] : comments) {
        if (at != line) continue;
        const uint32_t begin = static_cast<uint32_t>(text_.size());
        text_ += comment;
        comments_.push_back({begin, static_cast<uint32_t>(text_.size())});
      }
      text_ += '\n';
    }
  }

  // A finding at line `shown`, in a construct from line `begin` to line `last`.
  Answer Silences(int begin, int last, int shown, bool as_bandit) const {
    const core::SourceFile file("f.py", text_);
    const core::Span extent{starts_[begin - 1], starts_[last - 1] + 1};
    const core::RawFinding finding{
        .rule = &kEval, .span = extent, .extent = extent, .shown_at = starts_[shown - 1]};
    return Nosec(file, comments_, as_bandit).Silences(finding);
  }

 private:
  std::string text_;
  std::vector<uint32_t> starts_;
  std::vector<core::Span> comments_;
};

TEST(Nosec, CountsOnAnyLineOfTheStatement) {
  for (int line = 1; line <= 6; ++line) {
    const Lines lines(6, {{line, "# nosec"}});
    const Answer expected = line >= 2 && line <= 5 ? Answer::kSilenced : Answer::kNotSilenced;
    EXPECT_EQ(lines.Silences(2, 5, 3, false), expected) << "comment on line " << line;
  }
  const Lines listed(6, {{2, "# nosec B101"}, {4, "# nosec B307"}});
  EXPECT_EQ(listed.Silences(2, 5, 2, false), Answer::kSilencedById);
  EXPECT_EQ(listed.Silences(2, 3, 2, false), Answer::kNotSilenced);
  const Lines both(6, {{2, "# nosec B307"}, {4, "# nosec"}});
  EXPECT_EQ(both.Silences(2, 5, 2, false), Answer::kSilenced);
}

// Bandit looks at the finding's own line and at the first comment of the construct.
TEST(Nosec, CountsWhereBanditLooks) {
  const Lines lines(6, {{2, "# nosec B101"}, {4, "# nosec B307"}});
  EXPECT_EQ(lines.Silences(2, 5, 2, true), Answer::kNotSilenced);
  EXPECT_EQ(lines.Silences(2, 5, 4, true), Answer::kSilencedById);
  EXPECT_EQ(lines.Silences(3, 5, 3, true), Answer::kSilencedById);
  EXPECT_EQ(lines.Silences(5, 6, 5, true), Answer::kNotSilenced);
}

TEST(Nosec, AnswersEachFindingForItself) {
  const core::SourceFile file("f.py", "a # nosec B307\nb\na # nosec\n");
  const core::Span comments[] = {{2, 14}, {19, 26}};
  Nosec nosec(file, comments, false);
  const core::RawFinding first{.rule = &kEval, .span = {0, 1}, .extent = {0, 1}};
  const core::RawFinding other{.rule = &kOwn, .span = {0, 1}, .extent = {0, 1}};
  const core::RawFinding second{.rule = &kEval, .span = {15, 16}, .extent = {15, 16}};
  const core::RawFinding third{.rule = &kEval, .span = {17, 18}, .extent = {17, 18}};
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(nosec.Silences(first), Answer::kSilencedById);
    EXPECT_EQ(nosec.Silences(other), Answer::kNotSilenced);
    EXPECT_EQ(nosec.Silences(second), Answer::kNotSilenced);
    EXPECT_EQ(nosec.Silences(third), Answer::kSilenced);
  }
}

constexpr core::Rule kWithoutId{.name = "nosec-without-id"};
constexpr core::Rule kUnused{.name = "nosec-unused"};

// What is said about a comment behind eval(x), whose finding is asked about: "rule text".
std::vector<std::string> Faults(std::string_view comment, const NosecRules& rules,
                                bool complete = true) {
  const core::SourceFile file("f.py", "eval(x)  " + std::string(comment) + "\n");
  const core::Span comments[] = {{9, static_cast<uint32_t>(9 + comment.size())}};
  Nosec nosec(file, comments, false);
  nosec.Silences({.rule = &kEval, .span = {0, 7}, .extent = {0, 7}});
  std::vector<core::RawFinding> found;
  EXPECT_TRUE(nosec.AppendFaults(rules, complete, {}, &found));
  std::vector<std::string> faults;
  for (const core::RawFinding& fault : found) {
    faults.push_back(std::string(fault.rule->name) + " " + std::string(file.Text(fault.span)));
  }
  return faults;
}

TEST(Nosec, NamesWhatIsWrongWithComments) {
  using Names = std::vector<std::string>;
  const NosecRules rules{.without_id = &kWithoutId,
                         .unused = &kUnused,
                         .judged = {"B101", "B307", "eval-call"},
                         .judges_all = true};
  EXPECT_EQ(Faults("# nosec", rules), (Names{"nosec-without-id # nosec"}));
  EXPECT_EQ(Faults("# nosec B307", rules), Names());
  EXPECT_EQ(Faults("# nosec B101, eval", rules), (Names{"nosec-unused B101"}));
  EXPECT_EQ(Faults("# nosec assert_used", rules), (Names{"nosec-unused assert_used"}));
  EXPECT_EQ(Faults("# nosec B301, other-rule", rules), Names()) << "not looked for";
  EXPECT_EQ(Faults("# nosec B101", rules, /*complete=*/false), Names());
  EXPECT_EQ(Faults("# nosec", rules, /*complete=*/false), (Names{"nosec-without-id # nosec"}));
  EXPECT_EQ(Faults("# nosec B101", {.without_id = &kWithoutId}), Names());
  EXPECT_EQ(Faults("# nosec", {.unused = &kUnused, .judged = {"B307"}}), Names());
}

TEST(Nosec, WithoutCommentsSilencesNothing) {
  const core::SourceFile file("f.py", "x\n");
  const core::RawFinding finding{.rule = &kEval};
  for (bool as_bandit : {false, true}) {
    Nosec nosec(file, {}, as_bandit);
    EXPECT_TRUE(nosec.empty());
    EXPECT_EQ(nosec.Silences(finding), Answer::kNotSilenced);
  }
}

TEST(BanditTests, KnowIdsAndNames) {
  EXPECT_TRUE(IsBanditId("B101"));
  EXPECT_TRUE(IsBanditId("B001"));
  EXPECT_FALSE(IsBanditId("B999"));
  EXPECT_FALSE(IsBanditId("b101"));
  EXPECT_FALSE(IsBanditId(""));
  EXPECT_EQ(BanditIdOfName("assert_used"), "B101");
  EXPECT_EQ(BanditIdOfName("markupsafe_markup_xss"), "B704");
  EXPECT_EQ(BanditIdOfName("B101"), "");
  EXPECT_EQ(BanditIdOfName(""), "");
}

}  // namespace
}  // namespace meerkat::report
