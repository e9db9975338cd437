#pragma once

// First in, first out, without memory while nothing is in it: std::deque takes two blocks when it
// is made, and of a dozen queues that a scan has most are never used. For a small scan that is one
// part in a hundred of its time.
//
//   queue.push_back(std::move(item));
//   Item next = std::move(queue.front());   // first move out of it what holds memory:
//   queue.pop_front();                      // an item's place may be freed later than it
//
// One thread at a time, as any container.

#include <cstddef>
#include <utility>
#include <vector>

namespace meerkat::pool {

template <typename T>
class Fifo {
 public:
  using Iterator = typename std::vector<T>::iterator;

  Fifo() = default;
  // What was moved from is empty.
  Fifo(Fifo&& other) noexcept { swap(other); }
  Fifo& operator=(Fifo&& other) noexcept {
    Fifo(std::move(other)).swap(*this);
    return *this;
  }

  bool empty() const { return first_ == items_.size(); }
  size_t size() const { return items_.size() - first_; }
  T& front() { return items_[first_]; }
  Iterator begin() { return items_.begin() + static_cast<std::ptrdiff_t>(first_); }
  Iterator end() { return items_.end(); }

  T& push_back(T item) {
    items_.push_back(std::move(item));
    return items_.back();
  }

  void pop_front() {
    ++first_;
    if (empty() || (first_ >= kFewItems && 2 * first_ >= items_.size())) {
      items_.erase(items_.begin(), begin());
      first_ = 0;
    }
    if (items_.empty() && items_.capacity() > kFewItems) items_ = std::vector<T>();
  }

  void clear() { Fifo().swap(*this); }

  void swap(Fifo& other) {
    items_.swap(other.items_);
    std::swap(first_, other.first_);
  }

 private:
  // So many places are kept, used or not.
  static constexpr size_t kFewItems = 16;

  std::vector<T> items_;
  size_t first_ = 0;
};

}  // namespace meerkat::pool
