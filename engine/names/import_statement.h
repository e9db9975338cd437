#pragma once

// The names that an import statement binds.
//
//   ForEachImported(node, [](const Imported& imported) { … });
//
//   import a.b            {module "", name "a.b", alias ""}
//   import a.b as c       {module "", name "a.b", alias "c"}
//   from a import b as c  {module "a", name "b", alias "c"}
//   from ..a import *     {module "a", name "*", level 2}

#include <string_view>

#include "engine/syntax/tree.h"

namespace meerkat::names {

struct Imported {
  // Without the dots of a relative import; empty for a plain `import` and for `from . import x`.
  std::string_view module;
  std::string_view name;
  std::string_view alias;
  bool from = false;
  int level = 0;
};

template <typename Visit>
void ForEachImported(syntax::Node import, Visit visit) {
  using syntax::Field;
  using syntax::Kind;
  Imported imported;
  imported.from = import.kind() != Kind::kImport;
  if (import.kind() == Kind::kFutureImport) {
    imported.module = "__future__";
  } else if (imported.from) {
    std::string_view module = import.Child(Field::kModuleName).text();
    while (module.starts_with(".") || module.starts_with(" ")) {
      imported.level += module.front() == '.' ? 1 : 0;
      module.remove_prefix(1);
    }
    imported.module = module;
  }
  for (syntax::Node child : import.children()) {
    if (child.field() == Field::kModuleName) continue;
    imported.alias = {};
    if (child.kind() == Kind::kWildcardImport) {
      imported.name = "*";
    } else if (child.kind() == Kind::kAliasedImport) {
      imported.name = child.Child(Field::kName).text();
      imported.alias = child.Child(Field::kAlias).text();
    } else if (child.kind() == Kind::kDottedName) {
      imported.name = child.text();
    } else {
      continue;
    }
    visit(imported);
  }
}

}  // namespace meerkat::names
