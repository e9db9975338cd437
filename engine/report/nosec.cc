#include "engine/report/nosec.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "engine/report/bandit_tests.h"

namespace meerkat::report {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\v'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWord(char c) {
  return IsDigit(c) || c == '_' || std::isalpha(static_cast<unsigned char>(c));
}

void SkipBlanks(std::string_view* text) {
  while (!text->empty() && IsBlank(text->front())) text->remove_prefix(1);
}

// What follows "# nosec" or "# nosec:" in a comment, up to the next '#'; none if it is no such
// comment.
std::optional<std::string_view> ListOf(std::string_view comment) {
  for (size_t at = comment.find('#'); at != std::string_view::npos;
       at = comment.find('#', at + 1)) {
    std::string_view rest = comment.substr(at + 1);
    SkipBlanks(&rest);
    if (!rest.starts_with("nosec")) continue;
    rest.remove_prefix(5);
    if (rest.starts_with(":")) rest.remove_prefix(1);
    SkipBlanks(&rest);
    return rest.substr(0, rest.find('#'));
  }
  return std::nullopt;
}

bool Matches(std::string_view test, const core::Rule& rule) {
  return test == rule.name || (!rule.bandit_id.empty() && test == rule.bandit_id);
}

// "B307", "eval"; empty for what is no test of Bandit's.
std::string_view BanditIdOfWord(std::string_view word) {
  if (IsBanditId(word)) return word;
  return BanditIdOfName(word);
}

bool IsRuleName(std::string_view word) {
  // A rule name is kebab-case of two parts at least, so "because" is none; nor is a dash.
  return IsWord(word.front()) && word.find('-') != std::string_view::npos;
}

// B307 and B101; B307/B101; (B307)
bool IsSeparator(std::string_view word) {
  constexpr std::string_view kPunctuation = ",;:/&|+()[]";
  return word == "and" || IsBlank(word.front()) ||
         kPunctuation.find(word.front()) != std::string_view::npos;
}

core::RawFinding FaultAt(const core::Rule& rule, core::Span span, std::string_view detail) {
  return {.rule = &rule,
          .span = span,
          .extent = span,
          .shown_at = span.begin,
          .severity = rule.severity,
          .confidence = rule.confidence,
          .detail = detail};
}

}  // namespace

// Bandit matches (?:(B\d+|[a-z\d_]+),?)+ over the list and takes the last group of each match: in
// "B101,B102" that is B102 alone.
std::vector<Nosec::Test> Nosec::TestsAsBandit(std::string_view list) {
  std::vector<Test> tests;
  for (size_t i = 0; i < list.size();) {
    std::string_view last;
    while (i < list.size() && IsWord(list[i])) {
      size_t end = i + 1;
      const bool id = (list[i] == 'B' || list[i] == 'b') && end < list.size() && IsDigit(list[end]);
      while (end < list.size() && (id ? IsDigit(list[end]) : IsWord(list[end]))) ++end;
      last = list.substr(i, end - i);
      i = end < list.size() && list[end] == ',' ? end + 1 : end;
    }
    if (last.empty()) {
      ++i;
    } else if (const std::string_view id = BanditIdOfWord(last); !id.empty()) {
      tests.push_back({last, id});
    }
  }
  return tests;
}

std::vector<Nosec::Test> Nosec::TestsAsPython(std::string_view list) {
  std::vector<Test> tests;
  while (!list.empty()) {
    size_t end = 0;
    while (end < list.size() && (IsWord(list[end]) || list[end] == '-')) ++end;
    const std::string_view word = list.substr(0, std::max<size_t>(end, 1));
    const std::string_view id = BanditIdOfWord(word);
    if (!id.empty()) {
      tests.push_back({word, id});
    } else if (end != 0 && IsRuleName(word)) {
      tests.push_back({word, word});
    } else if (!IsSeparator(word)) {
      break;
    }
    list.remove_prefix(word.size());
  }
  return tests;
}

std::vector<Nosec::Test>& Nosec::TestsOf(Comment* comment) const {
  if (!std::exchange(comment->is_read, true)) {
    comment->tests = as_bandit_ ? TestsAsBandit(comment->list) : TestsAsPython(comment->list);
  }
  return comment->tests;
}

bool Nosec::Lists(Comment* comment, const core::Rule& rule) const {
  bool lists = false;
  for (Test& test : TestsOf(comment)) {
    if (!Matches(test.test, rule)) continue;
    test.used = lists = true;
  }
  return lists;
}

Nosec::Nosec(const core::SourceFile& file, std::span<const core::Span> comments, bool as_bandit)
    : file_(file), as_bandit_(as_bandit) {
  for (core::Span span : comments) {
    const std::optional<std::string_view> list = ListOf(file.Text(span));
    if (!list) continue;
    comments_.push_back({.span = span, .line = file.LineOf(span.begin), .list = *list});
  }
}

Nosec::Comment* Nosec::FirstIn(uint32_t first_line, uint32_t last_line) {
  const auto found =
      std::lower_bound(comments_.begin(), comments_.end(), first_line,
                       [](const Comment& comment, uint32_t line) { return comment.line < line; });
  return found != comments_.end() && found->line <= last_line ? &*found : nullptr;
}

Nosec::Comment* Nosec::OnLine(uint32_t line) { return FirstIn(line, line); }

Nosec::Answer Nosec::AsBandit(const core::RawFinding& finding) {
  // Bandit asks for the line only where the finding has one of its own.
  const bool own_line =
      finding.shown_at != finding.span.begin || !finding.extent.Contains(finding.shown_at);
  Comment* shown = own_line ? OnLine(file_.LineOf(finding.shown_at)) : nullptr;
  Comment* within = FirstIn(file_.LineOf(finding.extent.begin),
                            file_.LineOf(std::max(finding.extent.end, 1u) - 1));
  if (shown == nullptr && within == nullptr) return Answer::kNotSilenced;
  const bool all = (shown == nullptr || TestsOf(shown).empty()) &&
                   (within == nullptr || TestsOf(within).empty());
  bool listed = false;
  for (Comment* comment : {shown, within}) {
    if (comment == nullptr) continue;
    if (all) comment->used = true;
    listed |= Lists(comment, *finding.rule);
  }
  if (all) return Answer::kSilenced;
  return listed ? Answer::kSilencedById : Answer::kNotSilenced;
}

Nosec::Answer Nosec::AsPython(uint32_t first_line, uint32_t last_line,
                              const core::RawFinding& finding) {
  Comment* comment = FirstIn(first_line, last_line);
  if (comment == nullptr) return Answer::kNotSilenced;
  bool all = false;
  bool listed = false;
  const Comment* const end = comments_.data() + comments_.size();
  for (; comment != end && comment->line <= last_line; ++comment) {
    if (TestsOf(comment).empty()) all = comment->used = true;
    listed |= Lists(comment, *finding.rule);
    if (finding.speaks_for != nullptr) listed |= Lists(comment, *finding.speaks_for);
  }
  if (all) return Answer::kSilenced;
  return listed ? Answer::kSilencedById : Answer::kNotSilenced;
}

Nosec::Answer Nosec::Silences(const core::RawFinding& finding) {
  if (comments_.empty()) return Answer::kNotSilenced;
  if (as_bandit_) return AsBandit(finding);
  const uint32_t first = file_.LineOf(finding.extent.begin);
  const uint32_t last = file_.LineOf(std::max(finding.extent.end, 1u) - 1);
  Asked& asked = asked_[{finding.rule, finding.speaks_for}];
  if (asked.first_line != first || asked.last_line != last) {
    asked = {first, last, AsPython(first, last, finding)};
  }
  return asked.answer;
}

bool Nosec::AppendFaults(const NosecRules& rules, bool complete, const core::Budget& budget,
                         std::vector<core::RawFinding>* findings) {
  uint32_t count = 0;
  for (Comment& comment : comments_) {
    if ((++count & 511) == 0 && budget.Stopped()) return false;
    if (TestsOf(&comment).empty()) {
      if (rules.without_id != nullptr) {
        findings->push_back(FaultAt(*rules.without_id, comment.span, {}));
      }
      if (rules.unused != nullptr && complete && rules.judges_all && !comment.used) {
        findings->push_back(FaultAt(*rules.unused, comment.span, "nosec"));
      }
      continue;
    }
    if (rules.unused == nullptr || !complete) continue;
    for (const Test& test : comment.tests) {
      if (test.used) continue;
      if (!std::binary_search(rules.judged.begin(), rules.judged.end(), test.test)) continue;
      const size_t at = static_cast<size_t>(test.word.data() - file_.bytes().data());
      const uint32_t begin = static_cast<uint32_t>(at);
      const core::Span span{begin, begin + static_cast<uint32_t>(test.word.size())};
      findings->push_back(FaultAt(*rules.unused, span, test.word));
    }
  }
  return true;
}

}  // namespace meerkat::report
