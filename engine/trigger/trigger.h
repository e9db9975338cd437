#pragma once

// Which rules can fire in a file, by one scan of its bytes for the words that the rules need. A file
// without a live rule is never parsed. Words are literals, found by Hyperscan in one pass over the bytes,
// those in lower case in any case (1.0-1.3 GB/s for some hundred words on the machines that this was measured on).
//
//   trigger::Trigger trigger(rules);
//   trigger::Scratch scratch;              // one a thread
//   trigger::LiveRules live;
//   if (trigger.Scan(bytes, &scratch, &live)) …   // live.Contains(i): rules[i] may fire

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/rule.h"

struct hs_database;
struct hs_scratch;

namespace meerkat::trigger {

class Trigger;

// A set of rules, by their index in the list that the trigger was made from.
class LiveRules {
 public:
  void Reset(size_t count) { bits_.assign((count + 63) / 64, 0); }
  void SetAll(size_t count) {
    Reset(count);
    for (size_t i = 0; i < count; ++i) Insert(i);
  }
  void Insert(size_t rule) { bits_[rule / 64] |= uint64_t{1} << rule % 64; }
  bool Contains(size_t rule) const { return bits_[rule / 64] >> rule % 64 & 1; }

 private:
  std::vector<uint64_t> bits_;
};

// What one thread needs to scan; grows to the largest trigger that it met.
class Scratch {
 public:
  Scratch() = default;
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

 private:
  friend class Trigger;
  hs_scratch* hyperscan_ = nullptr;
  std::vector<uint8_t> seen_;  // by word
};

class Trigger {
 public:
  explicit Trigger(std::span<const core::Rule* const> rules);
  ~Trigger();
  Trigger(const Trigger&) = delete;
  Trigger& operator=(const Trigger&) = delete;

  // Whether any rule is live. Thread-safe with a scratch of its own for each thread.
  bool Scan(std::string_view bytes, Scratch* scratch, LiveRules* live) const;

  size_t word_count() const { return words_.size(); }

 private:
  struct RuleWords {
    uint32_t rule;
    std::vector<uint32_t> words;  // a conjunction
  };

  hs_database* database_ = nullptr;  // null when there is no word, or where Hyperscan cannot run
  std::vector<std::string_view> words_;
  std::vector<RuleWords> conjunctions_;
  size_t rule_count_ = 0;
};

}  // namespace meerkat::trigger
