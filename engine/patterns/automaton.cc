#include "engine/patterns/automaton.h"

#include <cctype>
#include <optional>
#include <utility>

namespace meerkat::patterns {
namespace {

constexpr int kMaxDepth = 40;
// A bounded repetition is no loop: a few copies show what it does within one.
constexpr int kMaxCopies = 3;
// Items that are read, each time anew for a copy: groups that repeat groups double them, and need
// not have a single character, ()(\1\1)(\2\2).
constexpr int kMaxItems = 10'000;

Ways Sum(Ways a, Ways b) { return static_cast<Ways>(std::min(2, a + b)); }
Ways Product(Ways a, Ways b) { return static_cast<Ways>(std::min(2, a * b)); }

class Reader {
 public:
  Reader(std::string_view pattern, Automaton* automaton)
      : pattern_(pattern), automaton_(*automaton) {}

  bool Read() {
    automaton_.whole = Alternatives(0);
    return !failed_ && at_ == pattern_.size();
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
    if (automaton_.classes.size() >= kMaxPositions) {
      Fail();
      return {};
    }
    const uint16_t position = static_cast<uint16_t>(automaton_.classes.size());
    automaton_.classes.push_back(characters);
    for (std::vector<Ways>& row : automaton_.follow) row.push_back(0);
    automaton_.follow.emplace_back(automaton_.classes.size(), Ways{0});
    return {.empty = 0, .first = {{position}}, .last = {{position}}};
  }

  void Connect(const std::vector<Place>& last, const std::vector<Place>& first) {
    for (const Place& from : last) {
      for (const Place& to : first) {
        Ways& ways = automaton_.follow[from.position][to.position];
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
    Part both{.empty = Product(a.empty, b.empty),
              .first = std::move(a.first),
              .last = b.last,
              .is_anchored = a.is_anchored || (a.first.empty() && b.is_anchored)};
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
    part.is_anchored = false;
    return part;
  }

  Part Alternatives(int depth) {
    Part all{.empty = 0, .is_anchored = true};
    do {
      // What has to stand before it makes a search begin at few places.
      const bool looks_behind = pattern_.substr(std::min(at_, pattern_.size())).starts_with("(?<");
      Part one = Terms(depth);
      all.is_anchored &= one.is_anchored;
      if (depth == 0 && !one.is_anchored && !looks_behind)
        Add(&automaton_.free_first, one.first, 1);
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
    const size_t positions = automaton_.classes.size();
    const int approximate = approximate_;
    Part part = Item(depth);
    const size_t end = at_;
    const Bounds bounds = Repetition();
    const size_t after = at_;
    if (failed_ || (bounds.least == 1 && bounds.most == 1)) return part;
    if (approximate_ != approximate) Fail();  // what it leaves out may be what keeps a loop in time
    if (positions == automaton_.classes.size()) return {};  // \b*, ()*
    const auto copy = [&] { return Again(begin, end, depth); };
    const int least = std::min(bounds.least, kMaxCopies);
    const int most =
        bounds.most < 0 ? -1 : least + std::min(bounds.most - bounds.least, kMaxCopies);
    if (bounds.most >= 0 && bounds.most < bounds.least) Fail();
    if (most == 0 || failed_) return {};
    if (most < 0) {
      for (int i = 1; i < least && !failed_; ++i) part = Sequence(std::move(part), copy());
      // a{2,}: the last copy is the loop
      if (least < 2) {
        part = Loop(std::move(part));
        if (least == 0) {
          part.empty = 1;
          part.is_anchored = false;
        }
      } else {
        part = Sequence(std::move(part), Optional(Loop(copy())));
      }
    } else {
      for (int i = 1; i < least && !failed_; ++i) part = Sequence(std::move(part), copy());
      if (least == 0) part = Optional(std::move(part));
      AddOptional(most - std::max(least, 1), begin, end, depth, &part);
    }
    at_ = after;
    return part;
  }

  // The item from `begin` to `end` once more, as characters of their own.
  Part Again(size_t begin, size_t end, int depth) {
    at_ = begin;
    ++copies_;
    Part again = Item(depth);
    --copies_;
    if (at_ != end) Fail();
    return again;
  }

  // a{1,3} is a(a(a)?)?: it matches "aa" in one way only, because a copy follows the one before it
  // and none that is earlier.
  void AddOptional(int copies, size_t begin, size_t end, int depth, Part* part) {
    std::vector<Place> before = part->last;
    for (int i = 0; i < copies && !failed_; ++i) {
      Part next = Again(begin, end, depth);
      if (next.empty != 0) {  // (a*){1,3}
        next.empty = 1;
        *part = Sequence(std::move(*part), next);
        before = part->last;
        continue;
      }
      Connect(before, next.first);
      Add(&part->last, next.last, 1);
      before = next.last;
    }
  }

  Part Item(int depth) {
    if (++items_ > kMaxItems) {
      Fail();
      return {};
    }
    const char c = pattern_[at_++];
    switch (c) {
      case '(': return Group(depth);
      case '[': return One(Set());
      case '.': return One(Dot());
      case '^': return {.is_anchored = true};
      case '$': return One(Class().set(kEnd));
      case '\\': return Escaped(depth);
      case '*':
      case '+':
      case '?': Fail(); return {};
      default: return One(Literal(static_cast<unsigned char>(c)));
    }
  }

  Part Group(int depth) {
    const size_t begin = at_ - 1;
    if (depth >= kMaxDepth) Fail();
    std::string_view name;
    bool is_numbered = true;
    if (Take("?")) {
      if (Take("P<")) {
        const size_t end = std::min(pattern_.find('>', at_), pattern_.size() - 1);
        name = pattern_.substr(at_, end - at_);
        at_ = end + 1;
      } else if (Take("P=")) {
        const size_t end = std::min(pattern_.find(')', at_), pattern_.size() - 1);
        name = pattern_.substr(at_, end - at_);
        at_ = end + 1;
        return Reference([name](const Numbered& group) { return group.name == name; }, depth);
      } else if (Take("=") || Take("!") || Take("<=") || Take("<!")) {
        return LookAround(pattern_[at_ - 1] == '=', pattern_[at_ - 2] == '<', depth);
      } else if (!Take(":") && !Flags()) {
        Fail();
      } else {
        is_numbered = false;
      }
    }
    if (failed_) return {};
    if (at_ > 0 && pattern_[at_ - 1] == ')') return {};  // (?i)
    is_numbered = is_numbered && copies_ == 0;
    const size_t number = groups_.size();
    if (is_numbered) groups_.push_back({.name = name, .begin = begin});
    Part part = Alternatives(depth + 1);
    if (!Take(")")) Fail();
    if (is_numbered) groups_[number].end = at_;
    return part;
  }

  // A group of the pattern, from its "(" on; an end of 0: it is not read yet.
  struct Numbered {
    std::string_view name;
    size_t begin = 0;
    size_t end = 0;
  };

  // \1, (?P=name): some text that the group matches, too, as what it matched is not known.
  template <typename Is>
  Part Reference(Is is_meant, int depth) {
    for (const Numbered& group : groups_) {
      if (group.end == 0 || !is_meant(group)) continue;
      const Numbered meant = group;
      const size_t after = at_;
      Part part = Again(meant.begin, meant.end, depth);
      at_ = after;
      ++approximate_;
      return part;
    }
    Fail();
    return {};
  }

  // (?=…), (?!…), (?<=…), (?<!…): what stands at the end has to match like anything else, and
  // elsewhere it only narrows what is read. One that counts, or looks for the end, is there to
  // keep the text short.
  Part LookAround(bool is_positive, bool is_behind, int depth) {
    const size_t begin = at_;
    const size_t positions = automaton_.classes.size();
    ++copies_;
    Part part = Alternatives(depth + 1);
    --copies_;
    if (!Take(")")) Fail();
    if (failed_) return {};
    // Its groups have numbers, too.
    const std::string_view all = pattern_.substr(begin, at_ - begin);
    for (size_t at = all.find('('); at != std::string_view::npos; at = all.find('(', at + 1)) {
      if (at + 1 < all.size() && all[at + 1] != '?') Fail();
    }
    ++approximate_;
    if (is_positive && !is_behind && at_ == pattern_.size()) return part;
    automaton_.classes.resize(positions);
    automaton_.follow.resize(positions);
    for (std::vector<Ways>& row : automaton_.follow) row.resize(positions);
    const std::string_view inside = pattern_.substr(begin, at_ - begin);
    const bool counts = inside.find('{') != std::string_view::npos ||
                        inside.find("$)") != std::string_view::npos || inside.ends_with('$') ||
                        inside.find("\\Z") != std::string_view::npos;
    if (!is_behind && counts) Fail();
    automaton_.looks_around |= !is_behind || begin > sizeof("(?<=") - 1;
    return {};
  }

  // (?is) at the beginning. What holds for a part alone is not read.
  bool Flags() {
    const size_t begin = at_;
    while (at_ < pattern_.size() && std::isalpha(static_cast<unsigned char>(pattern_[at_])) != 0) {
      const char flag = pattern_[at_++];
      if (flag == 'i') automaton_.options.ignores_case = true;
      if (flag == 's') automaton_.options.dot_is_all = true;
      if (flag == 'x') return false;
    }
    return at_ > begin && begin == 2 && Take(")");
  }

  Class Literal(unsigned char c) const {
    Class one;
    one.set(c < 128 ? c : kOther);
    if (automaton_.options.ignores_case && std::isalpha(c) != 0) one.set(c ^ 32);
    return one;
  }

  Class Dot() const {
    Class all;
    all.set().reset(kEnd);
    if (!automaton_.options.dot_is_all) all.reset('\n');
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

  Part Escaped(int depth) {
    if (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      if (c == 'A' || c == 'b' || c == 'B') {
        automaton_.has_boundary |= c != 'A';
        ++at_;
        return {.is_anchored = c == 'A'};
      }
      if (c == 'Z') {
        ++at_;
        return One(Class().set(kEnd));
      }
      if (const std::optional<Class> named = Named(c)) {
        ++at_;
        return One(*named);
      }
      if (c >= '1' && c <= '9') {
        const size_t number = static_cast<size_t>(*Number());
        const auto is_meant = [&](const Numbered& group) {
          return static_cast<size_t>(&group - groups_.data()) + 1 == number;
        };
        return Reference(is_meant, depth);
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

  const std::string_view pattern_;
  Automaton& automaton_;
  size_t at_ = 0;
  bool failed_ = false;
  std::vector<Numbered> groups_;
  int items_ = 0;
  int copies_ = 0;       // within an item that is read once more
  int approximate_ = 0;  // so much was read that says more than is kept
};

}  // namespace

bool ReadPattern(std::string_view pattern, const PatternOptions& options, Automaton* automaton) {
  *automaton = Automaton{.options = options};
  return Reader(pattern, automaton).Read();
}

}  // namespace meerkat::patterns
