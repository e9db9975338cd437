#pragma once

// What a name means in a file. Two readings exist, and a profile chooses one:
//
//   Scopes         Python's: scopes, shadowing, simple aliases, star imports; see scopes.h.
//   ImportAliases  Bandit's: what was imported last before this place, anywhere in the file; see
//                  import_aliases.h. Needed where verdicts must equal Bandit's.
//
//   std::vector<std::string_view> names;
//   resolver.QualifiedNames(call.Function(), &names);
//   // import os.path as p; p.join → "os.path.join"
//
// Names are views into the file or into the resolver's pool, valid until the next file.

#include <string_view>
#include <vector>

#include "engine/syntax/tree.h"

namespace meerkat::names {

// Longer chains of attributes have no qualified name: nothing imports from so deep, and the work
// for a hostile chain stays bounded.
inline constexpr int kMaxAttributeDepth = 64;

class Resolver {
 public:
  virtual ~Resolver() = default;

  // The walker passes each import statement once, in the order of the walk.
  virtual void Visit(syntax::Node import) = 0;

  // Appends the dotted names that the expression may stand for: one mostly, several where imports
  // in branches differ, none for what is no name (`f()()`, `(a or b)`). The unknown root of a chain
  // is empty: `f().run` gives ".run".
  virtual void QualifiedNames(syntax::Node expression, std::vector<std::string_view>* names) = 0;

  // Whether the file imports this module or name, "yaml" or "flask.Flask", exactly.
  virtual bool Imports(std::string_view name) const = 0;
  // Whether any imported name contains the text.
  virtual bool ImportsLike(std::string_view part) const = 0;
};

}  // namespace meerkat::names
