#pragma once

// The marks of a fixture: comments that say what a scan of it must and must not report.
//
//   eval(text)            # expect: eval-call             this finding on this line
//   a(b); c(d)            # expect: rule-a, rule-c        one name a finding; twice for two
//   unlike_any_other(x)   # expect-missed: eval-call      a known gap: found means that it closed
//   looks_like(x)         # expect-wrong: eval-call       a known false alarm: it is reported today
//
// A first line `# profile: default` scans with that profile instead of `all`. The letters "expect"
// start a word nowhere else in a fixture, so that no misspelled or misplaced mark passes unseen.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meerkat::tests {

enum class MarkKind : uint8_t { kExpect, kMissed, kWrong };

struct Mark {
  MarkKind kind = MarkKind::kExpect;
  std::string rule;
  uint32_t line = 0;
};

struct Fixture {
  std::string path;
  std::string profile = "all";
  // The text with every mark blanked: the same positions, and no word of a mark wakes a rule.
  std::string source;
  std::vector<Mark> marks;
  // What is wrong with the marks themselves, one line each with file and line.
  std::vector<std::string> faults;
};

Fixture ReadFixture(std::string path, std::string_view text);

// What a scan reported: the rule, at the line that the finding is shown at.
struct Reported {
  std::string rule;
  uint32_t line = 0;
};

// Where the marks and the report differ, one line each with file, line and rule; empty if nowhere.
std::vector<std::string> Compare(const Fixture& fixture, const std::vector<Reported>& reported);

}  // namespace meerkat::tests
