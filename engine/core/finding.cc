#include "engine/core/finding.h"

#include <tuple>

namespace meerkat::core {

bool Before(const Finding& a, const Finding& b) {
  return std::tie(a.cell, a.span.begin, a.span.end, a.rule->name, a.line) <
         std::tie(b.cell, b.span.begin, b.span.end, b.rule->name, b.line);
}

}  // namespace meerkat::core
