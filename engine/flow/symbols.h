#pragma once

// Names as numbers, the same for all files and models that one thread analyses.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "engine/core/text_hash.h"

namespace meerkat::flow {

using Symbol = uint32_t;
// In place of one that nobody has asked for yet.
inline constexpr Symbol kNoSymbol = 0xFFFFFFFF;

class Symbols {
 public:
  Symbol Of(std::string_view text) {
    const auto place = symbols_.find(text);
    if (place != symbols_.end()) return place->second;
    const Symbol symbol = static_cast<Symbol>(texts_.size());
    texts_.emplace_back(text);
    symbols_.emplace(texts_.back(), symbol);
    return symbol;
  }
  std::string_view Text(Symbol symbol) const { return texts_[symbol]; }
  size_t size() const { return texts_.size(); }

 private:
  absl::flat_hash_map<std::string_view, Symbol, core::TextHash> symbols_;
  std::deque<std::string> texts_;  // never moved
};

}  // namespace meerkat::flow
