#include "engine/report/nosec.h"

#include <algorithm>
#include <cctype>
#include <optional>

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

// What follows "# nosec" or "# nosec:" in a comment, up to the next '#'; none if it is no such comment.
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

// Bandit matches (?:(B\d+|[a-z\d_]+),?)+ over the list and takes the last group of each match: in
// "B101,B102" that is B102 alone.
std::vector<std::string_view> TestsAsBandit(std::string_view list) {
  std::vector<std::string_view> tests;
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
    } else if (IsBanditId(last)) {
      tests.push_back(last);
    } else if (const std::string_view id = BanditIdOfName(last); !id.empty()) {
      tests.push_back(id);
    }
  }
  return tests;
}

bool IsTestWord(std::string_view word) {
  if (IsBanditId(word) || !BanditIdOfName(word).empty()) return true;
  // A rule name is kebab-case of two parts at least, so "because" is none.
  return word.find('-') != std::string_view::npos;
}

std::vector<std::string_view> Tests(std::string_view list) {
  std::vector<std::string_view> tests;
  while (!list.empty()) {
    size_t end = 0;
    while (end < list.size() && (IsWord(list[end]) || list[end] == '-')) ++end;
    if (end != 0) {
      const std::string_view word = list.substr(0, end);
      if (!IsTestWord(word)) break;
      const std::string_view id = BanditIdOfName(word);
      tests.push_back(id.empty() ? word : id);
    } else if (!IsBlank(list.front()) && list.front() != ',') {
      break;
    }
    list.remove_prefix(std::max<size_t>(end, 1));
  }
  return tests;
}

bool Lists(const std::vector<std::string_view>& tests, const core::Rule& rule) {
  return std::any_of(tests.begin(), tests.end(), [&rule](std::string_view test) {
    return test == rule.name || (!rule.bandit_id.empty() && test == rule.bandit_id);
  });
}

}  // namespace

Nosec::Nosec(const core::SourceFile& file, std::span<const core::Span> comments, bool as_bandit)
    : file_(file), as_bandit_(as_bandit) {
  for (core::Span span : comments) {
    const std::optional<std::string_view> list = ListOf(file.Text(span));
    if (!list) continue;
    comments_.push_back({file.LineOf(span.begin), as_bandit ? TestsAsBandit(*list) : Tests(*list)});
  }
}

const Nosec::Comment* Nosec::FirstIn(uint32_t first_line, uint32_t last_line) const {
  const auto found =
      std::lower_bound(comments_.begin(), comments_.end(), first_line,
                       [](const Comment& comment, uint32_t line) { return comment.line < line; });
  return found != comments_.end() && found->line <= last_line ? &*found : nullptr;
}

const Nosec::Comment* Nosec::OnLine(uint32_t line) const { return FirstIn(line, line); }

Nosec::Answer Nosec::AsBandit(const core::RawFinding& finding) const {
  // Bandit asks for the line only where the finding has one of its own.
  const bool own_line =
      finding.shown_at != finding.span.begin || !finding.extent.Contains(finding.shown_at);
  const Comment* shown = own_line ? OnLine(file_.LineOf(finding.shown_at)) : nullptr;
  const Comment* within = FirstIn(file_.LineOf(finding.extent.begin),
                                  file_.LineOf(std::max(finding.extent.end, 1u) - 1));
  if (shown == nullptr && within == nullptr) return Answer::kNotSilenced;
  const bool all =
      (shown == nullptr || shown->tests.empty()) && (within == nullptr || within->tests.empty());
  if (all) return Answer::kSilenced;
  const bool listed = (shown != nullptr && Lists(shown->tests, *finding.rule)) ||
                      (within != nullptr && Lists(within->tests, *finding.rule));
  return listed ? Answer::kSilencedById : Answer::kNotSilenced;
}

Nosec::Answer Nosec::AsPython(uint32_t first_line, uint32_t last_line,
                              const core::Rule& rule) const {
  const Comment* comment = FirstIn(first_line, last_line);
  if (comment == nullptr) return Answer::kNotSilenced;
  Answer answer = Answer::kNotSilenced;
  const Comment* const end = comments_.data() + comments_.size();
  for (; comment != end && comment->line <= last_line; ++comment) {
    if (comment->tests.empty()) return Answer::kSilenced;
    if (Lists(comment->tests, rule)) answer = Answer::kSilencedById;
  }
  return answer;
}

Nosec::Answer Nosec::Silences(const core::RawFinding& finding) {
  if (comments_.empty()) return Answer::kNotSilenced;
  if (as_bandit_) return AsBandit(finding);
  const uint32_t first = file_.LineOf(finding.extent.begin);
  const uint32_t last = file_.LineOf(std::max(finding.extent.end, 1u) - 1);
  Asked& asked = asked_[finding.rule];
  if (asked.first_line != first || asked.last_line != last) {
    asked = {first, last, AsPython(first, last, *finding.rule)};
  }
  return asked.answer;
}

}  // namespace meerkat::report
