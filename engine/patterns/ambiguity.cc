#include "engine/patterns/ambiguity.h"

#include <algorithm>
#include <bitset>
#include <cctype>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace meerkat::patterns {
namespace {

// Characters: ASCII, one that stands for all others, and the end of the text.
constexpr size_t kOther = 128;
constexpr size_t kEnd = 129;
using Class = std::bitset<130>;

constexpr size_t kMaxPattern = 1'000;
constexpr size_t kMaxPositions = 96;
constexpr size_t kMaxLoop = 40;
constexpr int kMaxDepth = 40;
// Triples of positions that are looked at in the search for two loops with a common text.
constexpr size_t kMaxTriples = 2'000'000;
// A bounded repetition is no loop: a few copies show what it does within one.
constexpr int kMaxCopies = 3;

// A number of ways: none, one, or several.
using Ways = uint8_t;
Ways Sum(Ways a, Ways b) { return static_cast<Ways>(std::min(2, a + b)); }
Ways Product(Ways a, Ways b) { return static_cast<Ways>(std::min(2, a * b)); }

struct Place {
  uint16_t position = 0;
  Ways ways = 1;
};

// A part of a pattern as an automaton of Glushkov: its positions are the characters of the pattern.
struct Part {
  Ways empty = 1;  // ways to match nothing
  std::vector<Place> first;
  std::vector<Place> last;
};

class Automaton {
 public:
  Automaton(std::string_view pattern, const PatternOptions& options)
      : pattern_(pattern), options_(options) {}

  // False: the pattern has what is not read here.
  bool Read() {
    whole_ = Alternatives(0);
    return !failed_ && at_ == pattern_.size();
  }

  bool IsExponential() const {
    for (const std::vector<uint16_t>& loop : Loops()) {
      if (!MayEndIn(loop) && IsAmbiguous(loop)) return true;
    }
    return false;
  }

  bool IsPolynomial() const {
    if (has_boundary_) return false;
    const std::vector<std::vector<uint16_t>> loops = Loops();
    size_t budget = kMaxTriples;
    for (const std::vector<uint16_t>& loop : loops) {
      if (MayEndIn(loop) || NeverFails(loop)) continue;
      if (!options_.is_anchored && IsEnteredAnywhere(loop)) return true;
      for (const std::vector<uint16_t>& before : loops) {
        if (before != loop && HaveCommonText(before, loop, &budget)) return true;
      }
    }
    return false;
  }

 private:
  bool Fail() {
    failed_ = true;
    return false;
  }
  bool Ended() const { return failed_ || at_ >= pattern_.size(); }
  bool Take(std::string_view text) {
    if (!pattern_.substr(std::min(at_, pattern_.size())).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  Part One(const Class& characters) {
    if (classes_.size() >= kMaxPositions) {
      Fail();
      return {};
    }
    const uint16_t position = static_cast<uint16_t>(classes_.size());
    classes_.push_back(characters);
    for (std::vector<Ways>& row : follow_) row.push_back(0);
    follow_.emplace_back(classes_.size(), Ways{0});
    return {.empty = 0, .first = {{position}}, .last = {{position}}};
  }

  void Connect(const std::vector<Place>& last, const std::vector<Place>& first) {
    for (const Place& from : last) {
      for (const Place& to : first) {
        Ways& ways = follow_[from.position][to.position];
        ways = Sum(ways, Product(from.ways, to.ways));
      }
    }
  }

  static void Add(std::vector<Place>* places, const std::vector<Place>& added, Ways ways) {
    if (ways == 0) return;
    for (const Place& place : added) {
      places->push_back({place.position, Product(place.ways, ways)});
    }
  }

  Part Sequence(Part a, const Part& b) {
    Connect(a.last, b.first);
    Part both{.empty = Product(a.empty, b.empty), .first = std::move(a.first), .last = b.last};
    Add(&both.first, b.first, a.empty);
    Add(&both.last, a.last, b.empty);
    return both;
  }

  // Once or more often. The engine goes round no second time without a character.
  Part Loop(Part part) {
    Connect(part.last, part.first);
    return part;
  }

  static Part Optional(Part part) {
    part.empty = Sum(part.empty, 1);
    return part;
  }

  Part Alternatives(int depth) {
    Part all;
    all.empty = 0;
    do {
      const std::string_view rest = pattern_.substr(std::min(at_, pattern_.size()));
      const bool is_anchored = rest.starts_with('^') || rest.starts_with("\\A");
      Part one = Terms(depth);
      if (depth == 0 && !is_anchored) Add(&free_first_, one.first, 1);
      all.empty = Sum(all.empty, one.empty);
      Add(&all.first, one.first, 1);
      Add(&all.last, one.last, 1);
    } while (Take("|"));
    return all;
  }

  Part Terms(int depth) {
    Part all;
    while (!Ended() && pattern_[at_] != '|' && pattern_[at_] != ')') {
      all = Sequence(std::move(all), Term(depth));
    }
    return all;
  }

  struct Bounds {
    int least = 1;
    int most = 1;  // -1: without bound
  };

  std::optional<int> Number() {
    const size_t begin = at_;
    int number = 0;
    while (at_ < pattern_.size() && std::isdigit(static_cast<unsigned char>(pattern_[at_])) != 0) {
      number = std::min(1'000, number * 10 + (pattern_[at_++] - '0'));
    }
    return at_ == begin ? std::nullopt : std::optional<int>(number);
  }

  // What stands behind an item: *, +?, {2,}
  Bounds Repetition() {
    Bounds bounds;
    if (Take("*")) {
      bounds = {0, -1};
    } else if (Take("+")) {
      bounds = {1, -1};
    } else if (Take("?")) {
      bounds = {0, 1};
    } else if (const size_t begin = at_; Take("{")) {
      const std::optional<int> least = Number();
      const bool is_range = Take(",");
      const std::optional<int> most = is_range ? Number() : least;
      if ((!least && !most && !is_range) || !Take("}")) {
        at_ = begin;  // a brace
        return bounds;
      }
      bounds = {least.value_or(0), most.value_or(-1)};
    } else {
      return bounds;
    }
    Take("?");
    if (Take("+")) Fail();  // possessive
    return bounds;
  }

  Part Term(int depth) {
    const size_t begin = at_;
    const size_t positions = classes_.size();
    Part part = Item(depth);
    const size_t end = at_;
    const Bounds bounds = Repetition();
    const size_t after = at_;
    if (failed_ || (bounds.least == 1 && bounds.most == 1)) return part;
    if (positions == classes_.size()) return part;  // \b*, ()*
    const auto copy = [&] {
      at_ = begin;
      Part again = Item(depth);
      if (at_ != end) Fail();
      return again;
    };
    const int least = std::min(bounds.least, kMaxCopies);
    const int most = bounds.most < 0 ? -1 : std::min(bounds.most, least + kMaxCopies);
    if (most == 0) return {};
    if (most < 0) {
      for (int i = 1; i < least && !failed_; ++i) part = Sequence(std::move(part), copy());
      // a{2,}: the last copy is the loop
      if (least < 2) {
        part = Loop(std::move(part));
        if (least == 0) part.empty = 1;
      } else {
        part = Sequence(std::move(part), Optional(Loop(copy())));
      }
    } else {
      if (least == 0) part = Optional(std::move(part));
      for (int i = 1; i < most && !failed_; ++i) {
        part = Sequence(std::move(part), i < least ? copy() : Once(Optional(copy())));
      }
    }
    at_ = after;
    return part;
  }

  // a{1,3} matches "a" in one way only: of optional copies the later ones follow the earlier ones.
  static Part Once(Part part) {
    part.empty = 1;
    return part;
  }

  Part Item(int depth) {
    const char c = pattern_[at_++];
    switch (c) {
      case '(': return Group(depth);
      case '[': return One(Set());
      case '.': return One(Dot());
      case '^': return {};
      case '$': return One(Class().set(kEnd));
      case '\\': return Escaped();
      case '*':
      case '+':
      case '?': Fail(); return {};
      default: return One(Literal(static_cast<unsigned char>(c)));
    }
  }

  Part Group(int depth) {
    if (depth >= kMaxDepth) Fail();
    if (Take("?")) {
      if (Take("P<")) {
        at_ = std::min(pattern_.find('>', at_), pattern_.size() - 1) + 1;
      } else if (!Take(":") && !Flags()) {
        Fail();
      }
    }
    if (failed_) return {};
    if (at_ > 0 && pattern_[at_ - 1] == ')') return {};  // (?i)
    Part part = Alternatives(depth + 1);
    if (!Take(")")) Fail();
    return part;
  }

  // (?is) at the beginning. What holds for a part alone is not read.
  bool Flags() {
    const size_t begin = at_;
    while (at_ < pattern_.size() && std::isalpha(static_cast<unsigned char>(pattern_[at_])) != 0) {
      const char flag = pattern_[at_++];
      if (flag == 'i') options_.ignores_case = true;
      if (flag == 's') options_.dot_is_all = true;
      if (flag == 'x') return false;
    }
    return at_ > begin && begin == 2 && Take(")");
  }

  Class Literal(unsigned char c) const {
    Class one;
    one.set(c < 128 ? c : kOther);
    if (options_.ignores_case && std::isalpha(c) != 0) one.set(c ^ 32);
    return one;
  }

  Class Dot() const {
    Class all;
    all.set().reset(kEnd);
    if (!options_.dot_is_all) all.reset('\n');
    return all;
  }

  // \d, \W, …; none: no class.
  static std::optional<Class> Named(char name) {
    Class named;
    const char lower = static_cast<char>(name | 32);
    for (int c = 0; c < 128; ++c) {
      const bool holds = lower == 'd'   ? std::isdigit(c) != 0
                         : lower == 'w' ? std::isalnum(c) != 0 || c == '_'
                         : lower == 's' ? std::isspace(c) != 0
                                        : false;
      if (holds) named.set(static_cast<size_t>(c));
    }
    if (lower != 'd' && lower != 'w' && lower != 's') return std::nullopt;
    // Letters, digits and blanks are outside ASCII, too; what is in no class is as well.
    named.set(kOther, lower == 'w');
    if (name == lower) return named;
    named.flip().reset(kEnd).set(kOther);
    return named;
  }

  // What an escape stands for: \n, \x41, \.; a letter or digit that is none of these fails.
  unsigned char Character() {
    if (at_ >= pattern_.size()) {
      Fail();
      return 0;
    }
    const char c = pattern_[at_++];
    switch (c) {
      case 'n': return '\n';
      case 't': return '\t';
      case 'r': return '\r';
      case 'f': return '\f';
      case 'v': return '\v';
      case 'a': return '\a';
      case '0': return 0;
      case 'x':
      case 'u': {
        const size_t digits = c == 'x' ? 2 : 4;
        unsigned value = 0;
        for (size_t i = 0; i < digits; ++i) {
          const unsigned char digit =
              at_ < pattern_.size() ? static_cast<unsigned char>(pattern_[at_++]) : 0;
          if (std::isxdigit(digit) == 0) Fail();
          value = value * 16 + (std::isdigit(digit) != 0 ? digit - '0' : (digit | 32) - 'a' + 10);
        }
        return value < 128 ? static_cast<unsigned char>(value) : 255;
      }
      default:
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) Fail();
        return static_cast<unsigned char>(c);
    }
  }

  Part Escaped() {
    if (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      if (c == 'A' || c == 'b' || c == 'B') {
        has_boundary_ |= c != 'A';
        ++at_;
        return {};
      }
      if (c == 'Z') {
        ++at_;
        return One(Class().set(kEnd));
      }
      if (const std::optional<Class> named = Named(c)) {
        ++at_;
        return One(*named);
      }
    }
    return One(Literal(Character()));
  }

  // [^a-z\d_]
  Class Set() {
    const bool negated = Take("^");
    Class set;
    bool is_first = true;
    while (!failed_) {
      if (at_ >= pattern_.size()) {
        Fail();
        break;
      }
      if (pattern_[at_] == ']' && !is_first) break;
      is_first = false;
      unsigned char from = static_cast<unsigned char>(pattern_[at_++]);
      if (from == '\\') {
        if (at_ < pattern_.size()) {
          if (const std::optional<Class> named = Named(pattern_[at_])) {
            set |= *named;
            ++at_;
            continue;
          }
        }
        if (at_ < pattern_.size() && pattern_[at_] == 'b') {
          ++at_;
          from = '\b';
        } else {
          from = Character();
        }
      }
      unsigned char to = from;
      if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']') {
        ++at_;
        to = static_cast<unsigned char>(pattern_[at_++]);
        if (to == '\\') to = Character();
      }
      for (unsigned c = from; c <= to; ++c) set |= Literal(static_cast<unsigned char>(c));
    }
    ++at_;
    if (negated) set.flip().set(kOther);
    return set.reset(kEnd);
  }

  // --- the automaton that was read

  bool Follows(uint16_t from, uint16_t to) const { return follow_[from][to] > 0; }

  // Sets of positions each of which leads to all others: strongly connected components, by reachability.
  std::vector<std::vector<uint16_t>> Loops() const {
    const size_t count = classes_.size();
    std::vector<std::bitset<kMaxPositions>> reach(count);
    for (size_t i = 0; i < count; ++i) {
      for (size_t j = 0; j < count; ++j) reach[i][j] = follow_[i][j] > 0;
    }
    for (size_t k = 0; k < count; ++k) {
      for (size_t i = 0; i < count; ++i) {
        if (reach[i][k]) reach[i] |= reach[k];
      }
    }
    std::vector<std::vector<uint16_t>> loops;
    std::vector<bool> done(count, false);
    for (size_t i = 0; i < count; ++i) {
      if (done[i] || !reach[i][i]) continue;
      std::vector<uint16_t> loop;
      for (size_t j = i; j < count; ++j) {
        if (!reach[i][j] || !reach[j][i]) continue;
        loop.push_back(static_cast<uint16_t>(j));
        done[j] = true;
      }
      loops.push_back(std::move(loop));
    }
    return loops;
  }

  // Whether a match may end within the loop, wherever the text goes on: then nothing is tried again.
  bool MayEndIn(const std::vector<uint16_t>& loop) const {
    if (options_.whole) return false;
    return std::any_of(whole_.last.begin(), whole_.last.end(), [&](const Place& place) {
      return std::find(loop.begin(), loop.end(), place.position) != loop.end();
    });
  }

  // Whether, once in the loop, all texts of one line match.
  bool NeverFails(const std::vector<uint16_t>& loop) const {
    return std::all_of(loop.begin(), loop.end(), [&](uint16_t from) {
      Class next;
      bool may_end = false;
      for (uint16_t to = 0; to < classes_.size(); ++to) {
        if (!Follows(from, to)) continue;
        if (std::find(loop.begin(), loop.end(), to) != loop.end()) next |= classes_[to];
        may_end |= classes_[to][kEnd] && IsLast(to);
      }
      if (options_.whole && IsLast(from)) may_end = true;
      next.set('\n').set(kEnd);
      return may_end && next.all();
    });
  }

  bool IsLast(uint16_t position) const {
    return std::any_of(whole_.last.begin(), whole_.last.end(),
                       [position](const Place& place) { return place.position == position; });
  }

  bool Shares(uint16_t a, uint16_t b) const { return (classes_[a] & classes_[b]).any(); }

  // Whether a text leads from the start to a position of the loop and from there back to it: a search begins
  // anew at each of n such texts, and goes through all that follow.
  bool IsEnteredAnywhere(const std::vector<uint16_t>& loop) const {
    const size_t count = classes_.size();
    for (const uint16_t goal : loop) {
      std::vector<bool> met(count * count, false);
      std::vector<size_t> queue;
      const auto visit = [&](uint16_t from_start, uint16_t from_goal) {
        const size_t pair = from_start * count + from_goal;
        if (met[pair] || !Shares(from_start, from_goal)) return;
        met[pair] = true;
        queue.push_back(pair);
      };
      for (const Place& first : free_first_) {
        for (const uint16_t to : loop) {
          if (Follows(goal, to)) visit(first.position, to);
        }
      }
      while (!queue.empty()) {
        const size_t pair = queue.back();
        queue.pop_back();
        for (uint16_t a = 0; a < count; ++a) {
          if (!Follows(static_cast<uint16_t>(pair / count), a)) continue;
          for (const uint16_t b : loop) {
            if (Follows(static_cast<uint16_t>(pair % count), b)) visit(a, b);
          }
        }
      }
      if (met[goal * count + goal]) return true;
    }
    return false;
  }

  // Whether one text leads round the first loop, from it to the second one, and round that.
  bool HaveCommonText(const std::vector<uint16_t>& first, const std::vector<uint16_t>& second,
                      size_t* budget) const {
    const size_t count = classes_.size();
    for (const uint16_t from : first) {
      for (const uint16_t to : second) {
        const size_t size = first.size() * count * second.size();
        if (size > *budget) return false;
        *budget -= size;
        std::vector<bool> met(count * count * count, false);
        struct Triple {
          uint16_t in_first, between, in_second;
        };
        std::vector<Triple> queue;
        const auto visit_all = [&](const Triple& at) {
          for (const uint16_t a : first) {
            if (!Follows(at.in_first, a)) continue;
            for (const uint16_t c : second) {
              if (!Follows(at.in_second, c) || !Shares(a, c)) continue;
              for (uint16_t b = 0; b < count; ++b) {
                const size_t place = (a * count + b) * count + c;
                if (met[place] || !Follows(at.between, b)) continue;
                if ((classes_[a] & classes_[b] & classes_[c]).none()) continue;
                met[place] = true;
                queue.push_back({a, b, c});
              }
            }
          }
        };
        visit_all({from, from, to});
        while (!queue.empty()) {
          const Triple at = queue.back();
          queue.pop_back();
          visit_all(at);
        }
        if (met[(from * count + to) * count + to]) return true;
      }
    }
    return false;
  }

  // Whether one text leads from a position of the loop back to it in two ways: two edges, or two paths
  // that part and meet again, found in the product of the loop with itself.
  bool IsAmbiguous(const std::vector<uint16_t>& loop) const {
    const size_t size = loop.size();
    for (const uint16_t from : loop) {
      for (const uint16_t to : loop) {
        if (follow_[from][to] > 1 && classes_[to].any()) return true;
      }
    }
    if (size > kMaxLoop) return false;
    const auto step = [&](size_t pair, size_t next) {
      const uint16_t a = loop[next / size];
      const uint16_t b = loop[next % size];
      return Follows(loop[pair / size], a) && Follows(loop[pair % size], b) &&
             (classes_[a] & classes_[b]).any();
    };
    const auto reached = [&](bool forward) {
      std::vector<bool> met(size * size, false);
      std::vector<size_t> queue;
      for (size_t i = 0; i < size; ++i) {
        met[i * size + i] = true;
        queue.push_back(i * size + i);
      }
      while (!queue.empty()) {
        const size_t pair = queue.back();
        queue.pop_back();
        for (size_t next = 0; next < size * size; ++next) {
          if (met[next] || !(forward ? step(pair, next) : step(next, pair))) continue;
          met[next] = true;
          queue.push_back(next);
        }
      }
      return met;
    };
    const std::vector<bool> from = reached(true);
    const std::vector<bool> to = reached(false);
    for (size_t pair = 0; pair < size * size; ++pair) {
      if (pair / size != pair % size && from[pair] && to[pair]) return true;
    }
    return false;
  }

  const std::string_view pattern_;
  PatternOptions options_;
  size_t at_ = 0;
  bool failed_ = false;
  bool has_boundary_ = false;
  Part whole_;
  // Where a match may begin that need not begin where the text does.
  std::vector<Place> free_first_;
  std::vector<Class> classes_;
  std::vector<std::vector<Ways>> follow_;
};

}  // namespace

bool IsExponential(std::string_view pattern, const PatternOptions& options) {
  if (pattern.size() > kMaxPattern) return false;
  Automaton automaton(pattern, options);
  return automaton.Read() && automaton.IsExponential();
}

bool IsPolynomial(std::string_view pattern, const PatternOptions& options) {
  if (pattern.size() > kMaxPattern) return false;
  Automaton automaton(pattern, options);
  return automaton.Read() && automaton.IsPolynomial();
}

}  // namespace meerkat::patterns
