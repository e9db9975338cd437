#pragma once

// `# nosec` comments: which findings they silence.
//
//   x = eval(y)  # nosec                      every finding of the line
//   x = eval(y)  # nosec B307                 this test only
//   x = eval(y)  # nosec: B307, eval-call  # reviewed      ids, Bandit's names, rule names
//
// Two readings. Python's (`as_bandit` false): a list may be separated by commas, blanks or both, an
// unknown word ends it, and a comment on any line of a statement counts for all of it. Bandit's: its
// regular expressions to the letter ("B101,B102" without a blank means only B102), and the lines that
// it looks at: the one that the finding is shown at, then the first with a comment in the construct.

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/finding.h"
#include "engine/core/source_file.h"

namespace meerkat::report {

class Nosec {
 public:
  enum class Answer : uint8_t { kNotSilenced, kSilenced, kSilencedById };

  Nosec(const core::SourceFile& file, std::span<const core::Span> comments, bool as_bandit);

  bool empty() const { return comments_.empty(); }
  Answer Silences(const core::RawFinding& finding);

 private:
  struct Comment {
    uint32_t line;
    // Ids and names that it lists; none: it silences everything.
    std::vector<std::string_view> tests;
  };

  const Comment* OnLine(uint32_t line) const;
  const Comment* FirstIn(uint32_t first_line, uint32_t last_line) const;
  Answer AsBandit(const core::RawFinding& finding) const;
  Answer AsPython(uint32_t first_line, uint32_t last_line, const core::Rule& rule) const;

  const core::SourceFile& file_;
  bool as_bandit_;
  std::vector<Comment> comments_;  // by line

  // The last answer for each rule: a statement of many lines may have thousands of findings and of
  // comments, and each finding of it has the same answer.
  struct Asked {
    uint32_t first_line = 0;
    uint32_t last_line = 0;
    Answer answer = Answer::kNotSilenced;
  };
  std::map<const core::Rule*, Asked> asked_;
};

}  // namespace meerkat::report
