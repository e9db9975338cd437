#include "tests/rules/marks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/rules/registry.h"
#include "engine/scan/rule_set.h"
#include "fmt/format.h"

namespace meerkat::tests {
namespace {

constexpr std::string_view kWord = "expect";

struct Spelling {
  std::string_view text;
  MarkKind kind;
};
constexpr Spelling kSpellings[] = {
    {"# expect: ", MarkKind::kExpect},
    {"# expect-missed: ", MarkKind::kMissed},
    {"# expect-wrong: ", MarkKind::kWrong},
};

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// How often the word starts in a line: "expect", "Expected", but not "pexpect".
size_t CountWord(std::string_view line) {
  const std::string lower = Lower(line);
  size_t count = 0;
  for (size_t at = lower.find(kWord); at != std::string::npos; at = lower.find(kWord, at + 1)) {
    if (at == 0 || !IsLetter(lower[at - 1])) ++count;
  }
  return count;
}

// Reads "name, name" from the front of `text` and returns how many bytes it took; 0 if it is no
// list.
size_t ReadNames(std::string_view text, std::vector<std::string>* names) {
  size_t at = 0;
  while (true) {
    const size_t begin = at;
    while (at < text.size() && IsNameCharacter(text[at])) ++at;
    if (at == begin) return 0;
    names->emplace_back(text.substr(begin, at - begin));
    if (!text.substr(at).starts_with(", ")) return at;
    at += 2;
  }
}

class LineReader {
 public:
  LineReader(Fixture* fixture, uint32_t number) : fixture_(*fixture), number_(number) {}

  // Takes the marks out of the line, leaving blanks.
  std::string Read(std::string_view line) {
    std::string blanked(line);
    const size_t words = CountWord(line);
    size_t parsed = 0;
    for (const Spelling& spelling : kSpellings) {
      for (size_t at = line.find(spelling.text); at != std::string_view::npos;
           at = line.find(spelling.text, at + 1)) {
        std::vector<std::string> names;
        const size_t begin = at + spelling.text.size();
        const size_t size = ReadNames(line.substr(begin), &names);
        // A list ends with the line, or where another comment starts.
        const size_t rest = line.find_first_not_of(' ', begin + size);
        if (size == 0 || (rest != std::string_view::npos && line[rest] != '#')) continue;
        ++parsed;
        std::fill(blanked.begin() + static_cast<ptrdiff_t>(at),
                  blanked.begin() + static_cast<ptrdiff_t>(begin + size), ' ');
        for (std::string& name : names) Add(spelling.kind, std::move(name));
      }
    }
    if (parsed != words) {
      Fault(
          fmt::format("{} marks read where the word \"{}\" stands {} times: write a mark as "
                      "\"# expect: rule-name, rule-name\", and the word nowhere else",
                      parsed, kWord, words));
    }
    return blanked;
  }

  void Fault(std::string_view text) {
    fixture_.faults.push_back(fmt::format("{}:{}: {}", fixture_.path, number_, text));
  }

 private:
  void Add(MarkKind kind, std::string rule) {
    const core::Rule* known = rules::FindRule(rule);
    if (known == nullptr || known->name != rule) {
      Fault(fmt::format("a mark names \"{}\": there is no such rule", rule));
    }
    fixture_.marks.push_back({kind, std::move(rule), number_});
  }

  Fixture& fixture_;
  const uint32_t number_;
};

void ReadProfile(std::string_view line, LineReader* reader, Fixture* fixture,
                 std::string* blanked) {
  static constexpr std::string_view kProfile = "# profile: ";
  if (!line.starts_with(kProfile)) return;
  fixture->profile = line.substr(kProfile.size());
  blanked->assign(line.size(), ' ');
  const std::vector<std::string_view>& known = scan::ProfileNames();
  if (std::find(known.begin(), known.end(), fixture->profile) == known.end()) {
    reader->Fault(fmt::format("there is no profile \"{}\"", fixture->profile));
  }
}

}  // namespace

Fixture ReadFixture(std::string path, std::string_view text) {
  Fixture fixture;
  fixture.path = std::move(path);
  for (uint32_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    LineReader reader(&fixture, number);
    std::string blanked = reader.Read(line);
    if (number == 1) ReadProfile(line, &reader, &fixture, &blanked);
    fixture.source += blanked;
    if (end < text.size()) fixture.source += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return fixture;
}

std::vector<std::string> Compare(const Fixture& fixture, const std::vector<Reported>& reported) {
  struct Place {
    uint32_t line;
    std::string rule;
    auto operator<=>(const Place&) const = default;
  };
  struct Counts {
    int marked = 0;  // must be reported
    int missed = 0;  // must not be
    int found = 0;
  };
  std::map<Place, Counts> places;
  for (const Mark& mark : fixture.marks) {
    Counts& counts = places[{mark.line, mark.rule}];
    ++(mark.kind == MarkKind::kMissed ? counts.missed : counts.marked);
  }
  for (const Reported& finding : reported) ++places[{finding.line, finding.rule}].found;

  std::vector<std::string> differences;
  for (const auto& [place, counts] : places) {
    std::string_view what;
    if (counts.found < counts.marked) {
      what = "marked and not reported (a false alarm that is gone loses its expect-wrong)";
    } else if (counts.found > counts.marked && counts.missed > 0) {
      what = "known gap closed: turn its expect-missed into expect";
    } else if (counts.found > counts.marked) {
      what = "reported and not marked";
    } else {
      continue;
    }
    differences.push_back(fmt::format("{}:{}: {}: {}; {} reported, {} marked", fixture.path,
                                      place.line, place.rule, what, counts.found, counts.marked));
  }
  return differences;
}

}  // namespace meerkat::tests
