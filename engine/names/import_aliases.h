#pragma once

// Bandit's reading of names: one table for the whole file, filled as the walk passes the imports. A
// name means what was imported last before this place, whatever its scope and whether or not a
// local variable of that name exists; a relative import loses its dots.

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/names/name_pool.h"
#include "engine/names/resolver.h"

namespace meerkat::names {

class ImportAliases final : public Resolver {
 public:
  void Reset();

  void Visit(syntax::Node import) override;
  void QualifiedNames(syntax::Node expression, std::vector<std::string_view>* names) override;
  bool Imports(std::string_view name) const override { return imports_.contains(name); }
  bool ImportsLike(std::string_view part) const override;

 private:
  std::string_view Alias(std::string_view name) const;

  absl::flat_hash_map<std::string_view, std::string_view> aliases_;
  absl::flat_hash_set<std::string_view> imports_;
  NamePool pool_;
};

}  // namespace meerkat::names
