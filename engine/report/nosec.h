#pragma once

// `# nosec` comments: which findings they silence.
//
//   x = eval(y)  # nosec                      every finding of the line
//   x = eval(y)  # nosec B307                 this test only
//   x = eval(y)  # nosec: B307, eval-call  # reviewed      ids, Bandit's names, rule names
//
// Two readings. Python's (`as_bandit` false): a list may be separated by blanks, punctuation or
// "and", an unknown word ends it, and a comment on any line of a statement counts for all of it.
// Bandit's: its regular expressions to the letter ("B101,B102" without a blank means only B102),
// and the lines that it looks at: the one that the finding is shown at, then the first with a
// comment in the construct.

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/budget.h"
#include "engine/core/finding.h"
#include "engine/core/source_file.h"

namespace meerkat::report {

// The rules about `# nosec` comments themselves, and what the second one may say.
struct NosecRules {
  const core::Rule* without_id = nullptr;  // null: off
  const core::Rule* unused = nullptr;      // null: off
  // Rule names and Bandit ids, sorted, whose rows are all on and quiet nowhere. A comment for
  // another test may be needed by a scan with other options, so nothing is said about it.
  std::vector<std::string_view> judged;
  // Whether that holds for every row with a Bandit id, so that a comment without ids can be judged.
  bool judges_all = false;
};

class Nosec {
 public:
  enum class Answer : uint8_t { kNotSilenced, kSilenced, kSilencedById };

  Nosec(const core::SourceFile& file, std::span<const core::Span> comments, bool as_bandit);

  bool empty() const { return comments_.empty(); }
  Answer Silences(const core::RawFinding& finding);
  // Appends the comments that list nothing, and, where `complete` says that every finding of the
  // file was asked about, what silenced none: a comment without ids, or each id of a list. False
  // when the budget said stop: then of the last comments nothing is said.
  bool AppendFaults(const NosecRules& rules, bool complete, const core::Budget& budget,
                    std::vector<core::RawFinding>* findings);

 private:
  struct Test {
    std::string_view word;  // as it stands in the file
    std::string_view test;  // the Bandit id or rule name that it means
    bool used = false;
  };
  struct Comment {
    core::Span span;
    uint32_t line;
    // What follows the word, until it is asked for (TestsOf): most comments of a file may have no
    // finding.
    std::string_view list;
    bool is_read = false;
    std::vector<Test> tests;
    bool used = false;
  };

  static std::vector<Test> TestsAsBandit(std::string_view list);
  static std::vector<Test> TestsAsPython(std::string_view list);
  // What it lists; none: it silences everything.
  std::vector<Test>& TestsOf(Comment* comment) const;
  // Whether the comment lists the rule; notes that it was needed.
  bool Lists(Comment* comment, const core::Rule& rule) const;
  Comment* OnLine(uint32_t line);
  Comment* FirstIn(uint32_t first_line, uint32_t last_line);
  Answer AsBandit(const core::RawFinding& finding);
  Answer AsPython(uint32_t first_line, uint32_t last_line, const core::RawFinding& finding);

  const core::SourceFile& file_;
  bool as_bandit_;
  std::vector<Comment> comments_;  // by line

  // The last answer for each rule, and rule that it speaks for: a statement of many lines may have
  // thousands of findings and of comments, and each finding of it has the same answer.
  struct Asked {
    uint32_t first_line = 0;
    uint32_t last_line = 0;
    Answer answer = Answer::kNotSilenced;
  };
  std::map<std::pair<const core::Rule*, const core::Rule*>, Asked> asked_;
};

}  // namespace meerkat::report
