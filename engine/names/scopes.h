#pragma once

// Python's reading of names: which binding a name refers to, by the language's scope rules, and
// what that binding stands for as far as one file tells.
//
//   import a.b as c; c.d         "a.b.d"
//   from a import *; d           "d" and "a.d"
//   load = pickle.load; load     "pickle.load" (a name bound once, to a name)
//   def eval(x): …; eval         ""            (shadowed: no known meaning)
//   builtins.eval, __builtins__.eval   "eval"
//   getattr(os, "system")        "os.system"
//
// Built once a file, on first use: one pass over the tree.

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/core/span.h"
#include "engine/core/text_hash.h"
#include "engine/names/name_pool.h"
#include "engine/names/resolver.h"

namespace meerkat::names {

class Scopes final : public Resolver {
 public:
  // Starts over with another tree, which must outlive the use.
  void Reset(const syntax::Tree* tree);

  void Visit(syntax::Node) override {}
  void QualifiedNames(syntax::Node expression, std::vector<std::string_view>* names) override;
  bool Imports(std::string_view name) const override;
  bool ImportsLike(std::string_view part) const override;

 private:
  struct Scope {
    uint32_t node;
    uint32_t parent;
    syntax::Kind kind;
    core::Span inside;  // indices of the nodes that see its names
  };
  // What one binding says: an imported name, an expression that it is an alias of, or nothing
  // known.
  struct Binding {
    std::string_view imported;
    uint32_t alias_of = syntax::kNull;
    uint32_t next = syntax::kNull;  // an earlier binding of the same name in the same scope
  };
  using Key = std::pair<uint32_t, std::string_view>;
  struct KeyHash {
    size_t operator()(const Key& key) const {
      return core::TextHash()(key.second) ^ key.first * uint64_t{0x9E3779B97F4A7C15};
    }
  };

  void Build() const;
  uint32_t ScopeOf(syntax::Node node) const;
  void Bind(uint32_t scope, std::string_view name, std::string_view imported,
            uint32_t alias_of) const;
  void BindTargets(uint32_t scope, syntax::Node pattern, uint32_t alias_of) const;
  void BindParameters(uint32_t scope, syntax::Node parameters) const;
  void BindImport(uint32_t scope, syntax::Node import) const;
  void BindCapture(uint32_t scope, syntax::Node pattern) const;
  void BindNode(uint32_t scope, syntax::Node node) const;
  void DeclareOuter(uint32_t scope, syntax::Node statement) const;
  void ResolveIdentifier(syntax::Node identifier, int depth, std::vector<std::string_view>* names);
  void ResolveGetattr(syntax::Node call, int depth, std::vector<std::string_view>* names);
  void Resolve(syntax::Node expression, int depth, std::vector<std::string_view>* names);

  const syntax::Tree* tree_ = nullptr;
  // Lazily built, so logically const.
  mutable bool built_ = false;
  mutable std::vector<Scope> scopes_;
  mutable absl::flat_hash_map<Key, uint32_t, KeyHash> first_binding_;
  mutable std::vector<Binding> bindings_;
  mutable absl::flat_hash_map<Key, uint32_t, KeyHash> declared_outer_;  // by global and nonlocal
  mutable std::vector<std::string_view> star_modules_;
  mutable std::vector<std::string_view> imported_;
  mutable NamePool pool_;
};

}  // namespace meerkat::names
