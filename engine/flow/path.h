#pragma once

// The paths of engine/flow/model.h as a tree that is looked up step by step while code is read:
// each path is one node, which holds what the tables say of it. Nodes that no table names are made
// as they are met. One a thread.
//
//   Paths paths(&symbols);
//   const Path* args = paths.Child(paths.Child(paths.Root(flask), request), args);

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/flow/model.h"
#include "engine/flow/symbols.h"

namespace meerkat::flow {

// One of the arguments that a row names.
struct ArgumentSpec {
  int position = -1;  // -1: by keyword alone
  bool and_after = false;
  bool all = false;
  bool receiver = false;
  bool unpacked = false;  // what stands behind **
  bool has_keyword = false;
  Symbol keyword = 0;
};

struct Sink {
  std::vector<ArgumentSpec> arguments;
  core::SinkKind kind;
  SinkWhen when;
};

struct Path;
struct Value;

// The type of what a call gives, or of its receiver from then on, where an argument has that value.
struct TypeWhen {
  ArgumentSpec argument;
  const WhenModel* model = nullptr;
  const Path* type = nullptr;
};

// What the rows of tables say of a path.
struct Said {
  std::vector<TypeWhen> types_when;
  const SourceModel* source = nullptr;
  std::vector<Sink> sinks;
  const CleanModel* clean = nullptr;
  const UndoModel* undo = nullptr;
  bool has_carry = false;
  std::vector<ArgumentSpec> carry;
  const GuardModel* guard = nullptr;
  const GuardModel* check = nullptr;
  const EntryModel* entry = nullptr;
  const ParameterModel* parameter = nullptr;
  const HandlerModel* handler = nullptr;
  std::vector<ArgumentSpec> handed;  // the handler's arguments
};

// One cache line: a thread keeps tens of thousands, and of most no table says anything.
struct Path {
  const Path* parent = nullptr;
  const Said* said = nullptr;  // never null: of most the same one, which says nothing
  // Set where a table says so.
  const Path* type = nullptr;  // what its values are looked up in
  const Path* base = nullptr;  // of a type
  Path* same_as = nullptr;     // another name of it
  // Of a builtin function or class: its value, and the analysis that has made it.
  mutable const Value* builtin = nullptr;
  mutable uint32_t builtin_of = 0;
  Symbol step = 0;
  // Kinds of sources that are reached through it, or that handlers get which it is handed.
  uint16_t brings = 0;
  // These, and the kinds that functions get which something reached through it calls: as a base of
  // their class, by a decorator, by their parameters.
  uint16_t leads_to = 0;
  // Whether it may be a module or name of a file: attributes from a root that is not Python's own.
  bool may_be_file = false;
  bool ends = false;      // a call of it does not come back
  bool is_known = false;  // some table has a row for it, or for what is reached through it
};
static_assert(sizeof(Path) <= 64);

// Whether it is a source whose fields a class declares and checks: form.cleaned_data, whatever the
// form was made of.
inline bool IsChecked(const Path& path) {
  return path.said->source != nullptr && path.said->source->is_checked;
}

class Paths {
 public:
  explicit Paths(Symbols* symbols);

  // The module of that name, "os.path".
  const Path* Module(std::string_view dotted);
  // One step further.
  const Path* Child(const Path* path, Symbol step);
  const Path* Called(const Path* path) { return Child(path, call_); }
  const Path* Element(const Path* path) { return Child(path, element_); }
  // What is known of that method or attribute of any receiver; null if nothing.
  const Path* OfAny(Symbol name) const;
  // Where the values of a path are looked up: in its type, or in itself.
  static const Path* TypeOf(const Path* path) { return path->type == nullptr ? path : path->type; }
  // As it would be written: "flask.request.args.get()".
  std::string Text(const Path* path) const;
  bool IsType(const Path* path, std::string_view type) const;
  // Whether a table has a row for that step of a path.
  bool IsKnown(const Path* path, Symbol step) const {
    const auto place = children_.find({path, step});
    return place != children_.end() && place->second->is_known;
  }
  // Whether a table knows something of that module or package.
  bool IsLibrary(std::string_view module) const {
    return libraries_.contains(symbols_->Of(module));
  }
  size_t size() const { return nodes_.size(); }
  // The last names of what the tables have as a sink of that kind: "jsonify".
  std::vector<Symbol> NamesOfSinks(core::SinkKind kind) const;
  // The paths of the type ":kept".
  const std::vector<const Path*>& Kept() const { return kept_; }

 private:
  Path* At(std::string_view path);
  std::vector<Path*> AllAt(std::string_view paths);
  Path* MutableChild(Path* path, Symbol step);
  Said& SaidOf(Path* path);
  const Path* FindChild(const Path* path, Symbol step);
  std::vector<ArgumentSpec> Arguments(std::string_view text);
  void LoadTypes(const ModelTable& table);
  void Load(const ModelTable& table);
  void FindBrought();
  // Both for one of Path::brings and Path::leads_to.
  static bool MarkWay(const Path* node, uint16_t Path::* kinds_of, uint16_t kinds);
  void FollowTypes(uint16_t Path::* kinds_of);

  Symbols* symbols_;
  Symbol call_;
  Symbol element_;
  std::deque<Path> nodes_;
  const Said nothing_;
  std::deque<Said> said_;
  absl::flat_hash_map<std::pair<const Path*, Symbol>, Path*> children_;
  absl::flat_hash_set<Symbol> libraries_;
  std::vector<const Path*> kept_;
  Path* root_;
  Path* any_;
  // Steps that were asked for lately, by a hash of both.
  struct Met {
    const Path* path = nullptr;
    Symbol step = 0;
    const Path* child = nullptr;
  };
  std::array<Met, 2'048> met_;
};

}  // namespace meerkat::flow
