#pragma once

// The variables of an analysis: one array of slots, for locals, globals and contents of objects
// alike. A branch is run on the state itself; what it changed is then taken out again, so that the
// other branch starts from the same state, and both are joined. The cost is that of what changed,
// not of what there is.
//
//   const State::Mark mark = state.Begin();
//   Run(then);
//   const State::Changes one = state.Take(mark);   // and the state is as before
//   …                                              // the same for the other
//   state.Merge(one, other, join);

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/flow/value.h"

namespace meerkat::flow {

class State {
 public:
  struct Mark {
    size_t log = 0;
    size_t slots = 0;
  };
  using Changes = std::vector<std::pair<uint32_t, V>>;  // in order of the slots

  uint32_t Allocate(V value) {
    slots_.push_back(value);
    return static_cast<uint32_t>(slots_.size() - 1);
  }
  uint32_t AllocateMany(uint32_t count) {
    const uint32_t first = static_cast<uint32_t>(slots_.size());
    slots_.resize(slots_.size() + count, nullptr);
    return first;
  }
  V Get(uint32_t slot) const { return slots_[slot]; }
  void Set(uint32_t slot, V value) {
    if (slots_[slot] == value) return;
    if (slot < logged_below_) log_.push_back({slot, slots_[slot]});
    slots_[slot] = value;
  }
  size_t size() const { return slots_.size(); }

  Mark Begin() {
    const Mark mark{log_.size(), logged_below_};
    logged_below_ = slots_.size();
    return mark;
  }
  // Ends what Begin began and undoes it; gives what it had made of the slots there were.
  Changes Take(Mark mark) {
    Changes changes;
    changes.reserve(log_.size() - mark.log);
    for (size_t i = log_.size(); i > mark.log; --i) {
      const auto [slot, old] = log_[i - 1];
      changes.push_back({slot, slots_[slot]});
      slots_[slot] = old;
    }
    log_.resize(mark.log);
    logged_below_ = mark.slots;
    // Of several for one slot the state's last word is the one that was taken first.
    Sort(&changes);
    changes.erase(std::unique(changes.begin(), changes.end(),
                              [](const auto& a, const auto& b) { return a.first == b.first; }),
                  changes.end());
    return changes;
  }
  // Ends what Begin began and keeps it.
  void Keep(Mark mark) {
    logged_below_ = mark.slots;
    // What is above the older bound was not there when the outer branch began.
    size_t kept = mark.log;
    for (size_t i = mark.log; i < log_.size(); ++i) {
      if (log_[i].first < logged_below_) log_[kept++] = log_[i];
    }
    log_.resize(kept);
  }
  void Apply(const Changes& changes) {
    for (const auto& [slot, value] : changes) Set(slot, value);
  }
  // Two branches from the state as it is, joined into it.
  // Whether that changed it.
  template <typename Join>
  bool Merge(const Changes& a, const Changes& b, Join join) {
    bool changed = false;
    const auto set = [&](uint32_t slot, V value) {
      changed |= slots_[slot] != value;
      Set(slot, value);
    };
    auto i = a.begin();
    auto j = b.begin();
    while (i != a.end() || j != b.end()) {
      if (j == b.end() || (i != a.end() && i->first < j->first)) {
        set(i->first, join(slots_[i->first], i->second));
        ++i;
      } else if (i == a.end() || j->first < i->first) {
        set(j->first, join(slots_[j->first], j->second));
        ++j;
      } else {
        set(i->first, join(i->second, j->second));
        ++i;
        ++j;
      }
    }
    return changed;
  }
  // Gives up everything above, for the next analysis.
  void Shrink(size_t size) {
    slots_.resize(size);
    log_.clear();
    logged_below_ = 0;
  }

 private:
  // Those of one slot stay in their order. Most are so few that std::stable_sort's memory costs
  // more.
  static void Sort(Changes* changes) {
    if (changes->size() > 32) {
      std::stable_sort(changes->begin(), changes->end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      return;
    }
    for (size_t i = 1; i < changes->size(); ++i) {
      const std::pair<uint32_t, V> change = (*changes)[i];
      size_t at = i;
      for (; at > 0 && (*changes)[at - 1].first > change.first; --at)
        (*changes)[at] = (*changes)[at - 1];
      (*changes)[at] = change;
    }
  }

  std::vector<V> slots_;
  std::vector<std::pair<uint32_t, V>> log_;
  size_t logged_below_ = 0;
};

}  // namespace meerkat::flow
