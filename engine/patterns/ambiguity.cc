#include "engine/patterns/ambiguity.h"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/patterns/automaton.h"

namespace meerkat::patterns {
namespace {

constexpr size_t kMaxLoop = 40;
// Steps of the search for two loops with a common text; some milliseconds.
constexpr size_t kMaxSteps = 3'000'000;

class Ambiguity {
 public:
  explicit Ambiguity(const Automaton& automaton) : automaton_(automaton) {}

  bool IsExponential() const {
    for (const std::vector<uint16_t>& loop : Loops()) {
      if (!MayEndIn(loop) && IsAmbiguous(loop)) return true;
    }
    return false;
  }

  bool IsPolynomial() const {
    if (automaton_.has_boundary || automaton_.looks_around) return false;
    const std::vector<std::vector<uint16_t>> loops = Loops();
    size_t steps = kMaxSteps;
    for (const std::vector<uint16_t>& loop : loops) {
      if (MayEndIn(loop) || NeverFails(loop)) continue;
      if (!automaton_.options.is_anchored && IsEnteredAnywhere(loop, &steps)) return true;
      for (const std::vector<uint16_t>& before : loops) {
        if (before != loop && HaveCommonText(before, loop, &steps)) return true;
      }
    }
    return false;
  }

 private:
  bool Follows(uint16_t from, uint16_t to) const { return automaton_.Follows(from, to); }

  // Sets of positions each of which leads to all others: strongly connected components, by
  // reachability.
  std::vector<std::vector<uint16_t>> Loops() const {
    const size_t count = automaton_.classes.size();
    std::vector<std::bitset<kMaxPositions>> reach(count);
    for (size_t i = 0; i < count; ++i) {
      for (size_t j = 0; j < count; ++j) reach[i][j] = automaton_.follow[i][j] > 0;
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

  // Whether a match may end within the loop, wherever the text goes on: then nothing is tried
  // again.
  bool MayEndIn(const std::vector<uint16_t>& loop) const {
    if (automaton_.options.whole) return false;
    return std::any_of(automaton_.whole.last.begin(), automaton_.whole.last.end(),
                       [&](const Place& place) {
                         return std::find(loop.begin(), loop.end(), place.position) != loop.end();
                       });
  }

  // Whether, once in the loop, all texts of one line match.
  bool NeverFails(const std::vector<uint16_t>& loop) const {
    return std::all_of(loop.begin(), loop.end(), [&](uint16_t from) {
      Class next;
      bool may_end = false;
      for (uint16_t to = 0; to < automaton_.classes.size(); ++to) {
        if (!Follows(from, to)) continue;
        if (std::find(loop.begin(), loop.end(), to) != loop.end()) next |= automaton_.classes[to];
        may_end |= automaton_.classes[to][kEnd] && IsLast(to);
      }
      if (automaton_.options.whole && IsLast(from)) may_end = true;
      next.set('\n').set(kEnd);
      return may_end && next.all();
    });
  }

  bool IsLast(uint16_t position) const {
    return std::any_of(automaton_.whole.last.begin(), automaton_.whole.last.end(),
                       [position](const Place& place) { return place.position == position; });
  }

  // False: so many more steps would be too many.
  static bool Take(size_t count, size_t* steps) {
    *steps -= std::min(count, *steps);
    return *steps > 0;
  }

  bool Shares(uint16_t a, uint16_t b) const {
    return (automaton_.classes[a] & automaton_.classes[b]).any();
  }

  // Whether a text leads from the start to a position of the loop and from there back to it: a
  // search begins anew at each of n such texts, and goes through all that follow.
  bool IsEnteredAnywhere(const std::vector<uint16_t>& loop, size_t* steps) const {
    const size_t count = automaton_.classes.size();
    for (const uint16_t goal : loop) {
      if (!Take(count * count / 8, steps)) return false;
      std::vector<bool> met(count * count, false);
      std::vector<size_t> queue;
      const auto visit = [&](uint16_t from_start, uint16_t from_goal) {
        const size_t pair = from_start * count + from_goal;
        if (met[pair] || !Shares(from_start, from_goal)) return;
        met[pair] = true;
        queue.push_back(pair);
      };
      for (const Place& first : automaton_.free_first) {
        for (const uint16_t to : loop) {
          if (Follows(goal, to)) visit(first.position, to);
        }
      }
      while (!queue.empty() && !met[goal * count + goal]) {
        const size_t pair = queue.back();
        queue.pop_back();
        for (uint16_t a = 0; a < count; ++a) {
          if (!Follows(static_cast<uint16_t>(pair / count), a)) continue;
          if (!Take(loop.size(), steps)) return false;
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
                      size_t* steps) const {
    const size_t count = automaton_.classes.size();
    for (const uint16_t from : first) {
      for (const uint16_t to : second) {
        if (!Take(count * count * count / 64, steps)) return false;
        std::vector<bool> met(count * count * count, false);
        struct Triple {
          uint16_t in_first, between, in_second;
        };
        std::vector<Triple> queue;
        const size_t goal = (from * count + to) * count + to;
        const auto visit_all = [&](const Triple& at) {
          for (const uint16_t a : first) {
            if (!Follows(at.in_first, a)) continue;
            for (const uint16_t c : second) {
              if (!Follows(at.in_second, c) || !Shares(a, c)) continue;
              if (!Take(count, steps)) return;
              for (uint16_t b = 0; b < count; ++b) {
                const size_t place = (a * count + b) * count + c;
                if (met[place] || !Follows(at.between, b)) continue;
                if ((automaton_.classes[a] & automaton_.classes[b] & automaton_.classes[c]).none())
                  continue;
                met[place] = true;
                queue.push_back({a, b, c});
              }
            }
          }
        };
        visit_all({from, from, to});
        while (!queue.empty() && !met[goal] && *steps > 0) {
          const Triple at = queue.back();
          queue.pop_back();
          if (!Take(first.size(), steps)) break;
          visit_all(at);
        }
        if (met[goal]) return true;
      }
    }
    return false;
  }

  // Whether one text leads from a position of the loop back to it in two ways: two edges, or two
  // paths that part and meet again, found in the product of the loop with itself.
  bool IsAmbiguous(const std::vector<uint16_t>& loop) const {
    const size_t size = loop.size();
    for (const uint16_t from : loop) {
      for (const uint16_t to : loop) {
        if (automaton_.follow[from][to] > 1 && automaton_.classes[to].any()) return true;
      }
    }
    if (size > kMaxLoop) return false;
    const auto step = [&](size_t pair, size_t next) {
      const uint16_t a = loop[next / size];
      const uint16_t b = loop[next % size];
      return Follows(loop[pair / size], a) && Follows(loop[pair % size], b) &&
             (automaton_.classes[a] & automaton_.classes[b]).any();
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

  const Automaton& automaton_;
};

}  // namespace

bool IsExponential(std::string_view pattern, const PatternOptions& options) {
  Automaton automaton;
  return pattern.size() <= kMaxPattern && ReadPattern(pattern, options, &automaton) &&
         Ambiguity(automaton).IsExponential();
}

bool IsPolynomial(std::string_view pattern, const PatternOptions& options) {
  Automaton automaton;
  return pattern.size() <= kMaxPattern && ReadPattern(pattern, options, &automaton) &&
         Ambiguity(automaton).IsPolynomial();
}

}  // namespace meerkat::patterns
