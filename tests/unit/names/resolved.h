#pragma once

// Resolves the expression that a source marks: the argument of its call `HERE(…)`.

#include <string>
#include <string_view>
#include <vector>

#include "engine/names/resolver.h"
#include "engine/syntax/parser.h"
#include "engine/syntax/views.h"

namespace meerkat::names {

inline syntax::Tree ParseTree(std::string_view source) {
  syntax::Tree tree;
  syntax::Parser().Parse(source, {}, &tree);
  return tree;
}

// Walks as the walker does: imports first met are visited first, up to the mark.
inline std::vector<std::string> ResolvedAtMark(const syntax::Tree& tree, Resolver* resolver) {
  std::vector<std::string_view> names;
  for (syntax::Node node : tree.All()) {
    const syntax::Kind kind = node.kind();
    if (kind == syntax::Kind::kImport || kind == syntax::Kind::kImportFrom ||
        kind == syntax::Kind::kFutureImport) {
      resolver->Visit(node);
    }
    if (kind != syntax::Kind::kCall) continue;
    const syntax::Call call(node);
    if (call.Function().text() == "HERE") resolver->QualifiedNames(call.Positional(0), &names);
  }
  return {names.begin(), names.end()};
}

struct Resolution {
  std::string_view source;
  std::vector<std::string> names;
};

}  // namespace meerkat::names
