#include "engine/names/import_aliases.h"

#include "engine/names/import_statement.h"

namespace meerkat::names {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

void ImportAliases::Reset() {
  aliases_.clear();
  imports_.clear();
  pool_.Reset();
}

void ImportAliases::Visit(Node import) {
  ForEachImported(import, [this](const Imported& imported) {
    // `from . import x` counts as a plain import of x.
    if (imported.module.empty()) {
      if (!imported.alias.empty()) aliases_[imported.alias] = imported.name;
      imports_.insert(imported.name);
      return;
    }
    const std::string_view full = pool_.Concat({imported.module, ".", imported.name});
    aliases_[imported.alias.empty() ? imported.name : imported.alias] = full;
    imports_.insert(full);
  });
}

std::string_view ImportAliases::Alias(std::string_view name) const {
  const auto found = aliases_.find(name);
  return found == aliases_.end() ? name : found->second;
}

void ImportAliases::QualifiedNames(Node expression, std::vector<std::string_view>* names) {
  if (expression.kind() == Kind::kIdentifier) {
    names->push_back(Alias(expression.text()));
    return;
  }
  if (expression.kind() != Kind::kAttribute) return;
  // Down to the root of a.b.c, then build the name from there.
  Node chain[kMaxAttributeDepth];
  int depth = 0;
  Node root = expression;
  for (; root.kind() == Kind::kAttribute; root = root.Child(Field::kObject)) {
    if (depth == kMaxAttributeDepth) return;
    chain[depth++] = root;
  }
  std::string_view name = root.kind() == Kind::kIdentifier ? Alias(root.text()) : "";
  while (depth > 0) {
    name = Alias(pool_.Concat({name, ".", chain[--depth].Child(Field::kAttribute).text()}));
  }
  names->push_back(name);
}

bool ImportAliases::ImportsLike(std::string_view part) const {
  for (std::string_view name : imports_) {
    if (name.find(part) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace meerkat::names
