#include "engine/trigger/trigger.h"

#include <hs.h>

#include <algorithm>

#include "engine/trigger/words.h"

namespace meerkat::trigger {
namespace {

bool HasUpperCase(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

Scratch::~Scratch() { hs_free_scratch(hyperscan_); }

Trigger::Trigger(std::span<const core::Rule* const> rules) : rule_count_(rules.size()) {
  for (uint32_t rule = 0; rule < rules.size(); ++rule) {
    for (const Conjunction& conjunction : WordsOf(rules[rule]->match)) {
      RuleWords& entry = conjunctions_.emplace_back();
      entry.rule = rule;
      for (std::string_view word : conjunction) {
        const auto found = std::find(words_.begin(), words_.end(), word);
        entry.words.push_back(static_cast<uint32_t>(found - words_.begin()));
        if (found == words_.end()) words_.push_back(word);
      }
    }
  }
  if (words_.empty()) return;

  std::vector<const char*> literals;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  std::vector<size_t> lengths;
  for (std::string_view word : words_) {
    literals.push_back(word.data());
    flags.push_back(HS_FLAG_SINGLEMATCH | (HasUpperCase(word) ? 0 : HS_FLAG_CASELESS));
    lengths.push_back(word.size());
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(literals.data(), flags.data(), ids.data(), lengths.data(),
                           static_cast<unsigned>(words_.size()), HS_MODE_BLOCK, nullptr, &database_,
                           &error) != HS_SUCCESS) {
    // On a processor without SSSE3 Hyperscan refuses. Then every rule is live in every file: slower,
    // and the same findings.
    hs_free_compile_error(error);
    database_ = nullptr;
  }
}

Trigger::~Trigger() { hs_free_database(database_); }

bool Trigger::Scan(std::string_view bytes, Scratch* scratch, LiveRules* live) const {
  live->Reset(rule_count_);
  if (words_.empty()) return false;
  // Costs nothing where the scratch is large enough already.
  if (database_ == nullptr || hs_alloc_scratch(database_, &scratch->hyperscan_) != HS_SUCCESS) {
    live->SetAll(rule_count_);
    return true;
  }
  scratch->seen_.assign(words_.size(), 0);
  const hs_error_t result = hs_scan(
      database_, bytes.data(), static_cast<unsigned>(bytes.size()), 0, scratch->hyperscan_,
      [](unsigned word, unsigned long long, unsigned long long, unsigned, void* seen) {
        static_cast<uint8_t*>(seen)[word] = 1;
        return 0;
      },
      scratch->seen_.data());
  if (result != HS_SUCCESS) {
    live->SetAll(rule_count_);
    return true;
  }
  bool any = false;
  for (const RuleWords& entry : conjunctions_) {
    const bool all = std::all_of(entry.words.begin(), entry.words.end(),
                                 [scratch](uint32_t word) { return scratch->seen_[word] != 0; });
    if (!all) continue;
    live->Insert(entry.rule);
    any = true;
  }
  return any;
}

}  // namespace meerkat::trigger
