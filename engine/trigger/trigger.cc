#include "engine/trigger/trigger.h"

#include <hs.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "engine/trigger/places.h"

namespace meerkat::trigger {
namespace {

// What binds names for the code around a function, and what names mean to Bandit from there on.
constexpr Word kBindingWords[] = {
    {"import"}, {"global", Word::Edge::kWhole, false}, {"nonlocal", Word::Edge::kWhole, false}};

bool Has(const std::vector<uint64_t>& bits, uint32_t bit) {
  return (bits[bit / 64] >> bit % 64 & 1) != 0;
}

void Set(std::vector<uint64_t>* bits, uint32_t bit) {
  if (bits->size() <= bit / 64) bits->resize(bit / 64 + 1);
  (*bits)[bit / 64] |= uint64_t{1} << bit % 64;
}

void Add(const std::vector<uint64_t>& from, std::vector<uint64_t>* to) {
  for (size_t i = 0; i < from.size(); ++i) (*to)[i] |= from[i];
}

bool IsNamePart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether a blank of a text may be spelled by what begins so: see Word::Edge::kBlank.
bool MayBeBlank(char c) {
  const unsigned char byte = static_cast<unsigned char>(c);
  return byte <= ' ' || byte >= 0x7f || c == '\\' || c == '"' || c == '\'' || c == '{';
}

bool IsWhole(std::string_view bytes, size_t begin, size_t end) {
  return (begin == 0 || !IsNamePart(bytes[begin - 1])) &&
         (end == bytes.size() || !IsNamePart(bytes[end]));
}

// `except (KeyError, ValueError) as error:`. Where it is not read to its colon it may be one.
bool BindsName(std::string_view bytes, size_t begin) {
  constexpr size_t kMaxHead = 512;
  const size_t end = std::min(bytes.size(), begin + kMaxHead);
  int depth = 0;
  for (size_t i = begin; i < end; ++i) {
    const char c = bytes[i];
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if (depth == 0 && (c == ':' || c == '\n')) return false;
    const bool is_unread = c == '#' || c == '"' || c == '\'' || c == '\\';
    // Python 2: except KeyError, error:
    if (is_unread || (depth == 0 && c == ',')) return true;
    if (c == 'a' && i + 1 < end && bytes[i + 1] == 's' && IsWhole(bytes, i, i + 2)) return true;
  }
  return end < bytes.size();
}

bool HasEdge(Word::Edge edge, std::string_view bytes, size_t begin, size_t end) {
  switch (edge) {
    case Word::Edge::kAny: return true;
    case Word::Edge::kWhole: return IsWhole(bytes, begin, end);
    case Word::Edge::kBare:
      return IsWhole(bytes, begin, end) && (begin == 0 || bytes[begin - 1] != '.');
    case Word::Edge::kBlank: return end == bytes.size() || MayBeBlank(bytes[end]);
    case Word::Edge::kBinds: return IsWhole(bytes, begin, end) && BindsName(bytes, end);
  }
  return true;
}

uint64_t NextNumber() {
  static std::atomic<uint64_t> last = 0;
  return ++last;
}

}  // namespace

Scratch::~Scratch() { hs_free_scratch(hyperscan_); }

Trigger::Trigger(std::span<const core::Rule* const> rules, bool flow_decides)
    : number_(NextNumber()) {
  for (const core::Rule* rule : rules) {
    const Needs needs = NeedsOf(rule->match);
    RuleNeeds& compiled = needs_.emplace_back();
    compiled.in_code = needs.in_code;
    for (Either& either : Compiled(needs.in_file)) {
      const auto place = std::find(in_file_.begin(), in_file_.end(), either);
      compiled.in_file.push_back(static_cast<uint32_t>(place - in_file_.begin()));
      if (place == in_file_.end()) in_file_.push_back(std::move(either));
    }
    const bool whole = rule->whole_file || (flow_decides && rule->decided_by != 0);
    if (!whole) compiled.near = Compiled(needs.near);
  }
  if (words_.empty()) return;
  for (const Word& word : kBindingWords) Set(&always_, IdOf(word));
  CompileDatabase();
}

Trigger::~Trigger() { hs_free_database(database_); }

uint32_t Trigger::IdOf(const Word& word) {
  const auto found = std::find(words_.begin(), words_.end(), word);
  const uint32_t id = static_cast<uint32_t>(found - words_.begin());
  if (found == words_.end()) words_.push_back(word);
  return id;
}

std::vector<Trigger::Either> Trigger::Compiled(const std::vector<Disjunction>& all) {
  std::vector<Either> compiled;
  for (const Disjunction& disjunction : all) {
    Either& either = compiled.emplace_back();
    for (const Conjunction& conjunction : disjunction) {
      if (conjunction.size() == 1) {
        Set(&either.words, IdOf(conjunction.front()));
        continue;
      }
      std::vector<uint32_t>& ids = either.conjunctions.emplace_back();
      for (const Word& word : conjunction) ids.push_back(IdOf(word));
    }
  }
  return compiled;
}

void Trigger::CompileDatabase() {
  std::vector<const char*> literals;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  std::vector<size_t> lengths;
  for (const Word& word : words_) {
    literals.push_back(word.text.data());
    flags.push_back(word.any_case ? HS_FLAG_CASELESS : 0);
    lengths.push_back(word.text.size());
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(literals.data(), flags.data(), ids.data(), lengths.data(),
                           static_cast<unsigned>(words_.size()), HS_MODE_BLOCK, nullptr, &database_,
                           &error) != HS_SUCCESS) {
    // On a processor without SSSE3 Hyperscan refuses. Then every rule is live in every file:
    // slower, and the same findings.
    hs_free_compile_error(error);
    database_ = nullptr;
  }
}

bool Trigger::Holds(const Either& either, const Bits& seen) {
  for (size_t i = 0; i < either.words.size(); ++i) {
    if ((either.words[i] & seen[i]) != 0) return true;
  }
  return std::any_of(either.conjunctions.begin(), either.conjunctions.end(),
                     [&seen](const std::vector<uint32_t>& words) {
                       return std::all_of(words.begin(), words.end(),
                                          [&seen](uint32_t word) { return Has(seen, word); });
                     });
}

bool Trigger::Hold(const std::vector<Either>& all, const Bits& seen) {
  return std::all_of(all.begin(), all.end(),
                     [&seen](const Either& either) { return Holds(either, seen); });
}

bool Trigger::HoldsInFile(uint32_t either, Scratch* scratch) const {
  enum : uint8_t { kNotAsked, kNo, kYes };
  uint8_t& held = scratch->held_[either];
  if (held == kNotAsked) held = Holds(in_file_[either], scratch->seen_) ? kYes : kNo;
  return held == kYes;
}

bool Trigger::Scan(std::string_view bytes, Scratch* scratch, LiveRules* live) const {
  live->Reset(needs_.size());
  scratch->complete_ = false;
  scratch->by_import_.clear();
  if (words_.empty()) return false;
  // Also where the scratch is large enough already Hyperscan reads the whole database to check it:
  // as much work as a small file.
  if (database_ == nullptr || (scratch->large_enough_for_ != number_ &&
                               hs_alloc_scratch(database_, &scratch->hyperscan_) != HS_SUCCESS)) {
    scratch->large_enough_for_ = 0;
    live->SetAll(needs_.size());
    return true;
  }
  scratch->large_enough_for_ = number_;
  scratch->hits_.clear();
  scratch->seen_.assign((words_.size() + 63) / 64, 0);
  struct Context {
    const Word* words;
    std::string_view bytes;
    Scratch* scratch;
  } context{words_.data(), bytes, scratch};
  const hs_error_t result = hs_scan(
      database_, bytes.data(), static_cast<unsigned>(bytes.size()), 0, scratch->hyperscan_,
      [](unsigned id, unsigned long long, unsigned long long end, unsigned, void* opaque) {
        const Context& context = *static_cast<Context*>(opaque);
        const Word& word = context.words[id];
        if (!HasEdge(word.edge, context.bytes, end - word.text.size(), end)) return 0;
        context.scratch->seen_[id / 64] |= uint64_t{1} << id % 64;
        context.scratch->hits_.push_back({static_cast<uint32_t>(end), id});
        return 0;
      },
      &context);
  if (result != HS_SUCCESS) {
    live->SetAll(needs_.size());
    return true;
  }
  scratch->complete_ = true;
  scratch->held_.assign(in_file_.size(), 0);
  scratch->unmet_.clear();
  bool any = false;
  for (size_t rule = 0; rule < needs_.size(); ++rule) {
    const std::vector<uint32_t>& in_file = needs_[rule].in_file;
    const bool holds = std::all_of(in_file.begin(), in_file.end(),
                                   [&](uint32_t either) { return HoldsInFile(either, scratch); });
    if (!holds) continue;
    live->Insert(rule);
    any = true;
    if (!needs_[rule].in_code) continue;
    for (const uint32_t either : in_file) {
      std::vector<uint32_t>& unmet = scratch->unmet_;
      if (std::find(unmet.begin(), unmet.end(), either) == unmet.end()) unmet.push_back(either);
    }
  }
  if (scratch->unmet_.empty()) return any;
  DropWhatIsProse(bytes, scratch, live);
  return live->Any();
}

// Hyperscan promises their order for each word alone.
void Trigger::SortHits(Scratch* scratch) {
  const auto by_end = [](const Scratch::Hit& a, const Scratch::Hit& b) { return a.end < b.end; };
  std::vector<Scratch::Hit>& hits = scratch->hits_;
  if (!std::is_sorted(hits.begin(), hits.end(), by_end)) {
    std::stable_sort(hits.begin(), hits.end(), by_end);
  }
}

// Of the rules whose words have to stand in code those stay live whose words do; where they do so
// in imports alone that is noted. A file that names a request does so early, which ends the search.
void Trigger::DropWhatIsProse(std::string_view bytes, Scratch* scratch, LiveRules* live) const {
  std::vector<uint32_t>& unmet = scratch->unmet_;
  scratch->asked_.assign(scratch->seen_.size(), 0);
  scratch->met_.assign(scratch->seen_.size(), 0);
  scratch->imported_.assign(scratch->seen_.size(), 0);
  for (const uint32_t either : unmet) {
    Add(in_file_[either].words, &scratch->asked_);
    for (const std::vector<uint32_t>& words : in_file_[either].conjunctions) {
      for (const uint32_t word : words) Set(&scratch->asked_, word);
    }
  }
  SortHits(scratch);
  Places places(bytes);
  FromImports imports(bytes);
  for (const Scratch::Hit& hit : scratch->hits_) {
    if (!Has(scratch->asked_, hit.word) || Has(scratch->met_, hit.word)) continue;
    const Place place = places.At(hit.end - 1);
    if (place == Place::kProse || (place == Place::kText && !words_[hit.word].in_text)) continue;
    if (imports.Contains(hit.end - 1)) {
      Set(&scratch->imported_, hit.word);
      continue;
    }
    Set(&scratch->met_, hit.word);
    std::erase_if(unmet, [&](uint32_t either) { return Holds(in_file_[either], scratch->met_); });
    if (unmet.empty()) return;
  }
  Add(scratch->met_, &scratch->imported_);
  for (size_t rule = 0; rule < needs_.size(); ++rule) {
    const std::vector<uint32_t>& in_file = needs_[rule].in_file;
    if (!needs_[rule].in_code || !live->Contains(rule) ||
        std::find_first_of(in_file.begin(), in_file.end(), unmet.begin(), unmet.end()) ==
            in_file.end()) {
      continue;
    }
    if (std::all_of(in_file.begin(), in_file.end(),
                    [&](uint32_t either) { return Holds(in_file_[either], scratch->imported_); })) {
      scratch->by_import_.push_back(static_cast<uint32_t>(rule));
    } else {
      live->Remove(rule);
    }
  }
}

Sites::Sites(const Trigger& trigger, const LiveRules& live, Scratch* scratch)
    : trigger_(trigger), scratch_(*scratch), everywhere_(!scratch->complete_) {
  const size_t size = (trigger.words_.size() + 63) / 64;
  scratch_.rules_.clear();
  scratch_.alone_.assign(size, 0);
  scratch_.wanted_.assign(size, 0);
  Add(trigger.always_, &scratch_.alone_);
  for (uint32_t rule = 0; rule < trigger.needs_.size() && !everywhere_; ++rule) {
    if (!live.Contains(rule)) continue;
    const std::vector<Trigger::Either>& near = trigger.needs_[rule].near;
    everywhere_ = near.empty();
    // Where one of a rule's words is all that it needs there is nothing left to ask.
    const bool one = near.size() == 1;
    bool all = one;
    for (const Trigger::Either& either : near) {
      Add(either.words, one ? &scratch_.alone_ : &scratch_.wanted_);
      for (const std::vector<uint32_t>& words : either.conjunctions) {
        all = false;
        for (uint32_t word : words) Set(&scratch_.wanted_, word);
      }
    }
    if (!all) scratch_.rules_.push_back(rule);
  }
  if (!everywhere_) Trigger::SortHits(scratch);
}

bool Sites::AnyIn(core::Span span) {
  if (everywhere_) return true;
  const std::vector<Scratch::Hit>& hits = scratch_.hits_;
  while (next_ < hits.size() && hits[next_].end <= span.begin) ++next_;
  bool any = false;
  for (; next_ < hits.size() && hits[next_].end <= span.end; ++next_) {
    const uint32_t word = hits[next_].word;
    if (Has(scratch_.alone_, word)) return true;
    if (!Has(scratch_.wanted_, word)) continue;
    if (!any) scratch_.here_.assign(scratch_.wanted_.size(), 0);
    any = true;
    Set(&scratch_.here_, word);
  }
  return any && std::any_of(scratch_.rules_.begin(), scratch_.rules_.end(), [this](uint32_t rule) {
           return Trigger::Hold(trigger_.needs_[rule].near, scratch_.here_);
         });
}

}  // namespace meerkat::trigger
