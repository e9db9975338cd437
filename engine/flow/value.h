#pragma once

// What an expression may be worth, as far as the analysis knows, and what taints it. Values never
// change: a variable that gets another value points at another one. What can change in Python,
// lists, dictionaries and objects, is a reference to a slot of the state (engine/flow/state.h) that
// holds its contents.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/flow_kind.h"
#include "engine/core/span.h"
#include "engine/flow/symbols.h"
#include "engine/flow/unit.h"

namespace meerkat::flow {

struct Module;  // a file under analysis: engine/flow/program.h
struct Frame;   // a call under way
struct Bound;   // a callable that a library makes: engine/flow/library.h
struct Path;    // something outside the files: engine/flow/path.h

// A place in a file.
struct Place {
  const Module* module = nullptr;
  core::Span span;
};

// Where a tainted value comes from.
struct Source {
  core::SourceKind kind = core::kRemoteSource;
  Place place;
  std::string_view text;  // "request.args is read"
  // Read without the help of a caller: the analysis of its own file meets it as well.
  bool is_own = false;
  // Which of its function's parameters it is, for kLibrarySource.
  uint32_t parameter = kNone;
};

enum class StepKind : uint8_t { kAssigned, kPassedOn, kReturned, kArrives };

constexpr std::string_view TextOf(StepKind kind) {
  constexpr std::string_view kTexts[] = {"is assigned", "is passed on", "is returned",
                                         "arrives here"};
  return kTexts[static_cast<size_t>(kind)];
}

// One step of the way from a source, the newest first.
struct Step {
  const Step* before = nullptr;
  Place place;
  StepKind kind = StepKind::kAssigned;
  uint16_t length = 1;
};

// One source that a value comes from, and what it was made safe for on its way.
struct Mark {
  const Source* source = nullptr;
  const Step* step = nullptr;
  core::SinkSet cleared = 0;
  // It came through a call that nothing is known about.
  bool weak = false;
  // Text, or an object that was looked up by it: then its attributes are not the stranger's.
  bool found = false;

  // What was looked up by it: worth a word only at the worst sinks.
  bool IsOnlyFound() const { return weak && found; }
};

inline constexpr core::SinkSet kWorstSinks =
    core::Bit(core::SinkKind::kCommand) | core::Bit(core::SinkKind::kCode) |
    core::Bit(core::SinkKind::kTemplate) | core::Bit(core::SinkKind::kUrl);

struct Taint {
  static constexpr uint32_t kMost = 4;
  uint32_t count = 0;
  const Mark* marks = nullptr;

  std::span<const Mark> all() const { return {marks, count}; }
  // Whether each of its marks is.
  bool IsClearedFor(core::SinkSet kinds) const {
    return std::all_of(marks, marks + count,
                       [kinds](const Mark& mark) { return (mark.cleared & kinds) == kinds; });
  }
  bool IsClearedForAny(core::SinkSet kinds) const {
    return std::all_of(marks, marks + count,
                       [kinds](const Mark& mark) { return (mark.cleared & kinds) != 0; });
  }
};

// A taint in the making: Values::MakeTaint() gives one that takes no more room than its marks
// need, of which most have one.
struct Marks {
  Marks() = default;
  explicit Marks(const Taint& taint) : count(taint.count) {
    std::copy(taint.marks, taint.marks + taint.count, marks);
  }

  uint32_t count = 0;
  Mark marks[Taint::kMost];

  std::span<Mark> all() { return {marks, count}; }
};

struct Value;
using V = const Value*;

enum class ValueKind : uint8_t {
  kUnknown,
  kConstant,
  kText,       // a string of which the beginning is known: `text`
  kReference,  // slot `id` holds its contents
  kFunction,   // of a file
  kMethod,     // attribute `symbol` of `receiver`, to be called
  kClass,      // of a file
  kModule,     // a file
  kExternal,   // `path`
  kUnion,      // one of `items`
  kBound,      // `bound`, to be called
  kKept,       // in a slot of a function: `receiver` is what the slot's expression gives while the
               // variable that it begins with is still `self`
  kContents,   // never a variable's value: what a reference's slot holds
};

enum class ContentsKind : uint8_t { kList, kTuple, kSet, kDictionary, kObject };
// Containers of libraries that are followed as if they were Python's own.
enum class Store : uint8_t {
  kNone,
  kSettings,  // configparser: a dictionary by section and option
  kBuffer,    // io.StringIO: a list of what was written
};

struct ClassValue;

// A function with the variables around it, and for a method its object.
struct FunctionValue {
  const Module* module = nullptr;
  uint32_t function = 0;
  const Frame* outer = nullptr;
  const ClassValue* of_class = nullptr;
  bool is_static = false;
  bool is_class_method = false;
  bool is_property = false;
  const V* defaults = nullptr;  // by parameter; null: none
  // Of a property: what an assignment, and what `del`, calls; null: neither.
  V setter = nullptr;
  V deleter = nullptr;
};

struct Attribute {
  Symbol name = 0;
  V value = nullptr;
};

struct ClassValue {
  const Module* module = nullptr;
  uint32_t index = kNone;  // kNone: a function of a library made it, and it has no body
  Symbol name = 0;
  uint32_t base_count = 0;
  const V* bases = nullptr;
  // Where an attribute is looked up: itself, then its bases in Python's order. (C3)
  uint32_t order_count = 0;
  const V* order = nullptr;
  uint32_t slot = 0;  // of the state: an object that holds what the body defined
  // What its objects are made of, in order, where a library makes __init__: dataclass, namedtuple.
  uint32_t field_count = 0;
  const Symbol* fields = nullptr;
  const V* field_defaults = nullptr;  // null: none
  // What its checks let through of each; null: anything. None of them: nothing is checked.
  const V* field_types = nullptr;
  bool has_fields = false;
  bool is_tuple = false;       // its objects are tuples, too
  bool is_dictionary = false;  // its objects are dictionaries: TypedDict
  bool is_enumeration = false;
  bool is_checked = false;  // each field is checked against its annotation: pydantic's models
};

struct Contents {
  ContentsKind kind = ContentsKind::kList;
  Store store = Store::kNone;
  // Lists, tuples, sets: the elements. Dictionaries: keys and values. Objects: values by `names`.
  uint32_t count = 0;
  const V* keys = nullptr;
  const V* items = nullptr;
  const Symbol* names = nullptr;
  // What stands at places that are not known; null: there are none.
  V rest = nullptr;
  // Of a dictionary: the keys that are not known, and what is called for one that is missing.
  V rest_key = nullptr;
  V otherwise = nullptr;
  const ClassValue* of_class = nullptr;  // of an object
};

struct Value {
  ValueKind kind = ValueKind::kUnknown;
  ConstantKind constant = ConstantKind::kNone;
  // Of an unknown value: never None, never text (a number or truth value).
  bool is_number = false;
  // Of a text: something of it is not known at all.
  bool is_unsure = false;
  // Of a text: computed by a library of constants alone, so that whoever reads the source knows it.
  bool is_made_here = false;
  // Of a text: where it is an address, nothing that follows can change its host.
  bool names_host = false;
  uint32_t id = 0;  // a reference's slot
  union {
    uint32_t count = 0;  // of a union
    Symbol symbol;       // a method's name
  };
  const Taint* taint = nullptr;
  std::string_view text;  // of a string or bytes constant, or its beginning
  union {
    int64_t integer = 0;
    double real;
    V receiver;
    const V* items;
    const FunctionValue* function;
    const ClassValue* class_value;
    const Module* module;
    const Path* path;
    const Contents* contents;
    const Bound* bound;
  };
  // Of a function: the object that it is a method of. Of what a form lets through: the form.
  V self = nullptr;

  bool Is(ValueKind other) const { return kind == other; }
  bool IsConstant(ConstantKind other) const {
    return kind == ValueKind::kConstant && constant == other;
  }
  bool IsString() const { return IsConstant(ConstantKind::kString); }
};
// An analysis makes a million.
static_assert(sizeof(Value) <= 56);

}  // namespace meerkat::flow
