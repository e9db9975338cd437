#pragma once

// Which rules can fire in a file, and in which stretches of it, by one scan of its bytes for the
// words that the rules need. A file without a live rule is never parsed, and of the others no
// function that none of their live rules needs (engine/syntax/outline.h). Words are literals, found
// by Hyperscan in one pass over the bytes.
//
//   trigger::Trigger trigger(rules);
//   trigger::Scratch scratch;              // one a thread
//   trigger::LiveRules live;
//   if (trigger.Scan(bytes, &scratch, &live)) …   // live.Contains(i): rules[i] may fire
//   trigger::Sites sites(trigger, live, &scratch);
//   if (!sites.AnyIn(span)) …              // no live rule can fire there

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/rule.h"
#include "engine/core/span.h"
#include "engine/trigger/words.h"

struct hs_database;
struct hs_scratch;

namespace meerkat::trigger {

class Trigger;

// A set of rules, by their index in the list that the trigger was made from.
class LiveRules {
 public:
  LiveRules() = default;
  explicit LiveRules(std::vector<uint64_t> bits) : bits_(std::move(bits)) {}
  const std::vector<uint64_t>& bits() const { return bits_; }
  void Reset(size_t count) { bits_.assign((count + 63) / 64, 0); }
  void SetAll(size_t count) {
    Reset(count);
    for (size_t i = 0; i < count; ++i) Insert(i);
  }
  void Insert(size_t rule) { bits_[rule / 64] |= uint64_t{1} << rule % 64; }
  void Remove(size_t rule) { bits_[rule / 64] &= ~(uint64_t{1} << rule % 64); }
  bool Contains(size_t rule) const { return bits_[rule / 64] >> rule % 64 & 1; }
  bool Any() const {
    return std::any_of(bits_.begin(), bits_.end(), [](uint64_t bits) { return bits != 0; });
  }

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

  // Of the scan before: live rules about data flow whose words stand, in code, in `from module
  // import name` alone.
  const std::vector<uint32_t>& by_import() const { return by_import_; }

 private:
  friend class Trigger;
  friend class Sites;
  struct Hit {
    uint32_t end;
    uint32_t word;
  };
  hs_scratch* hyperscan_ = nullptr;
  uint64_t large_enough_for_ = 0;  // the number of a trigger
  std::vector<uint64_t> seen_;     // bits by word
  std::vector<Hit> hits_;          // by end
  std::vector<uint8_t> held_;      // by Trigger::in_file_: whether it holds, once that was asked
  bool complete_ = false;          // whether the last scan found all hits
  // Of what has to stand in code.
  std::vector<uint64_t> asked_;      // bits by word
  std::vector<uint64_t> met_;        // bits by word: those that do
  std::vector<uint64_t> imported_;   // bits by word: those that stand in imports
  std::vector<uint32_t> unmet_;      // of Trigger::in_file_
  std::vector<uint32_t> by_import_;  // rules
  // Of Sites.
  std::vector<uint64_t> alone_;
  std::vector<uint64_t> wanted_;
  std::vector<uint64_t> here_;
  std::vector<uint32_t> rules_;
};

class Trigger {
 public:
  // `flow_decides`: rows with `decided_by` are judged by data flow, which has to see the whole
  // file.
  explicit Trigger(std::span<const core::Rule* const> rules, bool flow_decides = false);
  ~Trigger();
  Trigger(const Trigger&) = delete;
  Trigger& operator=(const Trigger&) = delete;

  // Whether any rule is live. Thread-safe with a scratch of its own for each thread.
  bool Scan(std::string_view bytes, Scratch* scratch, LiveRules* live) const;

  size_t word_count() const { return words_.size(); }

 private:
  friend class Sites;
  using Bits = std::vector<uint64_t>;
  // Holds where any of its words is there, or all of one of its conjunctions.
  struct Either {
    Bits words;
    std::vector<std::vector<uint32_t>> conjunctions;  // of two words and more

    friend bool operator==(const Either&, const Either&) = default;
  };
  struct RuleNeeds {
    std::vector<uint32_t> in_file;  // of in_file_
    std::vector<Either> near;       // empty: the whole file
    bool in_code = false;           // as Needs
  };

  uint32_t IdOf(const Word& word);
  std::vector<Either> Compiled(const std::vector<Disjunction>& all);
  void CompileDatabase();
  static bool Holds(const Either& either, const Bits& seen);
  static bool Hold(const std::vector<Either>& all, const Bits& seen);
  bool HoldsInFile(uint32_t either, Scratch* scratch) const;
  static void SortHits(Scratch* scratch);
  void DropWhatIsProse(std::string_view bytes, Scratch* scratch, LiveRules* live) const;

  // Of this trigger alone: one that is made later may stand at the same address.
  const uint64_t number_;
  hs_database* database_ = nullptr;  // null when there is no word, or where Hyperscan cannot run
  std::vector<Word> words_;
  std::vector<RuleNeeds> needs_;  // by rule
  std::vector<Either> in_file_;   // each once: all rules about what requests bring need the same
  Bits always_;                   // what a function is read for, whichever rules are live
};

// Where in the file that was scanned last the live rules can fire. Uses the scratch: one at a time.
class Sites {
 public:
  Sites(const Trigger& trigger, const LiveRules& live, Scratch* scratch);

  // Whether a live rule needs the whole file, or where its words stand is not known. AnyIn is then
  // true of any stretch.
  bool everywhere() const { return everywhere_; }
  // Whether a live rule may fire in the stretch, or it holds what names mean outside of it: an
  // import, `global`, `nonlocal`. Asked for stretches in the order of the file, none in another.
  bool AnyIn(core::Span span);

 private:
  const Trigger& trigger_;
  Scratch& scratch_;
  bool everywhere_ = false;
  size_t next_ = 0;  // hit
};

}  // namespace meerkat::trigger
