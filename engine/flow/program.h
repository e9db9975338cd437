#pragma once

// What an analysis (engine/flow/interpreter.h) reads and what it says: the file and the others of
// its scan, what is asked of it and what it has found; and what a call under way is made of.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/core/flow_kind.h"
#include "engine/flow/symbols.h"
#include "engine/flow/unit.h"
#include "engine/flow/value.h"

namespace meerkat::flow {

// The names of a file by which a value of a source may come to those that import it: of functions,
// classes and variables. They depend on nothing but its text and the kinds of sources.
struct GivenNames {
  uint64_t hash = 0;               // of the names
  std::vector<std::string> names;  // in order
};

// The other files of the same scan.
class UnitSource {
 public:
  virtual ~UnitSource() = default;
  // The module that a file imports by this absolute name, "app.utils"; null where no file is that
  // module. A package is its __init__.py. Valid until the analysis ends.
  virtual const Unit* Find(std::string_view importer, std::string_view dotted) = 0;
  // What that module gives; null where it is no file. Costs far less than Find, unless nobody knows
  // it yet: then `find` finds it in the file's unit.
  using FindGiven = std::function<GivenNames(const Unit&)>;
  virtual const GivenNames* Given(std::string_view importer, std::string_view dotted,
                                  const FindGiven& find) = 0;
  // Whether OnLookedUp is to be told anything.
  virtual bool WantsLookedUp() const { return false; }
  // Told at the end of an analysis, of each unit that Find gave: the names of the module that were
  // looked up, so that nothing else of it counts; none where all of it does.
  virtual void OnLookedUp(const Unit& /*unit*/,
                          const std::optional<std::vector<std::string>>& /*names*/) {}
  // The unit of the file at hand has been made; null: none comes that others could use. Told before
  // anything is asked. Whoever wants to keep it gives back where it stands until the analysis ends.
  virtual const Unit* Take(Unit* unit, std::string_view /*text*/) { return unit; }
  // What the file at hand gives can be told without making its unit once more.
  virtual void Tell(const std::function<GivenNames()>& /*find*/) {}
};

// The names of a unit as symbols. Kept for units that many files import, of which most need a few
// names: the others are looked up when they are met.
struct UnitNames {
  std::vector<Symbol> symbols;  // by name of the unit; kNoSymbol: not looked up
  bool is_whole = false;        // all are
  // By symbol: the stretch of Unit::bindings that is about it.
  absl::flat_hash_map<Symbol, std::pair<uint32_t, uint32_t>> bindings;
};

// A file under analysis. The one that is analysed runs as a whole; of others the statements that
// bind a name run when it is asked for.
struct Module {
  const Unit* unit = nullptr;
  std::span<Symbol> names;                        // as in UnitNames
  const UnitNames* bindings = nullptr;            // of another file
  std::vector<bool> has_run;                      // of another file: by statement
  absl::flat_hash_map<Symbol, uint32_t> globals;  // slots of the state
  std::vector<const Path*> star_imports;
  // Of another file: what was asked of it, found or not, and whether more than that was looked at.
  mutable absl::flat_hash_set<Symbol> looked_up;
  mutable bool is_looked_through = false;
  mutable std::vector<V> constants;  // by constant of the unit, those that were met
  bool is_main = false;
};

// A tainted value that arrives at a sink.
struct Flow {
  core::SinkKind sink = core::SinkKind::kSql;
  Mark mark;
  core::Span span;     // of the call, or of the value that is returned or assigned
  std::string callee;  // "cursor.execute()", as the models know it
};

// A place of which it is asked whether what reaches it is known: of a call what its sinks get, or
// all of its arguments where no table has it. Set by the analysis: whether the place was reached at
// all, whether something may arrive that nobody knows, and which sources arrive unchecked.
struct Question {
  core::Span span;
  core::SinkSet sinks = 0;
  bool is_reached = false;
  // Its function was run to the end, and no way led there.
  bool is_dead = false;
  bool is_open = false;
  std::vector<const Source*> sources = {};  // valid until the next analysis
};

struct FlowOptions {
  // Which sources count in this file: bits of core::SourceKind. 0: none, only the questions are
  // answered.
  uint16_t sources = core::kRemoteSource | core::kSecretSource | core::kRandomSource |
                     core::kHardCodedSource | core::kExceptionSource;
  // Which count in some file: what a file gives to others is told for these.
  uint16_t given = sources;
};

// How a block of statements may end.
enum Ends : uint8_t { kFalls = 1, kReturns = 2, kBreaks = 4, kContinues = 8, kRaises = 16 };

// What is known of a call's arguments, by parameter, where it has come back, and where what it gave
// counts as true or false: the sinks that they have been found safe for.
struct Gains {
  uint32_t count = 0;
  const V* given = nullptr;         // what the parameters began with
  const uint32_t* codes = nullptr;  // of the arguments; kNone: not sure which
  core::SinkSet* any = nullptr;
  core::SinkSet* if_true = nullptr;
  core::SinkSet* if_false = nullptr;
  bool is_useful = false;
};

struct Frame {
  const Module* module = nullptr;
  uint32_t function = kNone;     // kNone: the module's or a class's body
  uint32_t base = 0;             // slot of its first variable
  const Frame* outer = nullptr;  // whose variables it sees
  const Frame* caller = nullptr;
  uint32_t call = kNone;  // code of the caller's call
  const ClassValue* of_class = nullptr;
  uint32_t namespace_slot = kNone;  // of a class's body: the object that gets its names
  V self = nullptr;
  Gains* gains = nullptr;  // where its arguments are tainted
  V returned = nullptr;
  V yielded = nullptr;
  core::SinkKind returns_to = core::SinkKind::kCount;
  bool is_wsgi = false;
  bool is_cloud = false;  // of a cloud's functions, which answer with a dictionary
};

struct Argument {
  V value = nullptr;
  Symbol keyword = 0;
  bool has_keyword = false;
  bool star = false;         // *value
  bool double_star = false;  // **value
  uint32_t code = kNone;
};

}  // namespace meerkat::flow
