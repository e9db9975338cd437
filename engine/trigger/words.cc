#include "engine/trigger/words.h"

#include <algorithm>

namespace meerkat::trigger {
namespace {

void Split(std::string_view text, char separator, Conjunction* parts) {
  while (!text.empty()) {
    const size_t at = text.find(separator);
    const std::string_view part = text.substr(0, at);
    if (!part.empty() && part != "*") parts->push_back(part);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  }
}

// Each of `left` with each of `right`; an empty side stands for "always".
std::vector<Conjunction> Both(std::vector<Conjunction> left,
                              const std::vector<Conjunction>& right) {
  if (left.empty()) return right;
  if (right.empty()) return left;
  std::vector<Conjunction> both;
  for (const Conjunction& a : left) {
    for (const Conjunction& b : right) {
      both.push_back(a);
      both.back().insert(both.back().end(), b.begin(), b.end());
    }
  }
  return both;
}

std::vector<Conjunction> Split(core::Words words, char separator) {
  std::vector<Conjunction> conjunctions;
  for (std::string_view entry : words) Split(entry, separator, &conjunctions.emplace_back());
  return conjunctions;
}

std::string_view Keyword(core::Statement statement) {
  switch (statement) {
    case core::Statement::kAssert: return "assert";
    case core::Statement::kExceptHandler: return "except";
    case core::Statement::kFunction: return "def";
  }
  return "def";
}

struct Derive {
  std::vector<Conjunction> operator()(const core::OnCall& call) const {
    return Both(Split(call.callees, '.'), Split(call.words, ' '));
  }
  std::vector<Conjunction> operator()(const core::OnImport& import) const {
    return Split(import.modules, '.');
  }
  std::vector<Conjunction> operator()(const core::OnString& string) const {
    return Split(string.words, ' ');
  }
  std::vector<Conjunction> operator()(const core::OnAssignment& assignment) const {
    return Split(assignment.words, ' ');
  }
  std::vector<Conjunction> operator()(const core::OnSetting& setting) const {
    return Both(Split(setting.names, ' '), Split(setting.words, ' '));
  }
  std::vector<Conjunction> operator()(const core::OnFile& file) const {
    return Split(file.words, ' ');
  }
  std::vector<Conjunction> operator()(const core::OnNosec&) const { return {{"nosec"}}; }
  std::vector<Conjunction> operator()(const core::OnStatement& statement) const {
    return Both({{Keyword(statement.statement)}}, Split(statement.words, ' '));
  }
};

}  // namespace

std::vector<Conjunction> WordsOf(const core::Match& match) {
  std::vector<Conjunction> words = std::visit(Derive{}, match);
  for (Conjunction& conjunction : words) {
    std::sort(conjunction.begin(), conjunction.end());
    conjunction.erase(std::unique(conjunction.begin(), conjunction.end()), conjunction.end());
  }
  return words;
}

}  // namespace meerkat::trigger
