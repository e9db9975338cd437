#pragma once

// Makes values and taints, joins them, and keeps the variables of an analysis. Every value is
// memory of the arena, never changed once it is made; the same ones are shared by all that have
// them. What holds others (a list, an object) is a reference into the state, so that two variables
// are one object.
//
//   const V list = MakeList(ContentsKind::kList, {String("a"), Unknown(taint)});
//   const V either = JoinValues(list, None());   // one of both
//   DeepTaint(either);                           // that of the second element
//
// A null taint says that nothing is known of where a value comes from; one without marks, that it
// was looked at and is safe.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/flow_kind.h"
#include "engine/flow/arena.h"
#include "engine/flow/path.h"
#include "engine/flow/recent.h"
#include "engine/flow/state.h"
#include "engine/flow/symbols.h"
#include "engine/flow/value.h"

namespace meerkat::flow {

class Values {
 protected:
  // Of a text that is computed, in bytes: of a longer one its beginning is known.
  static constexpr size_t kMaxText = 4'096;

  Values() : paths_(&symbols_) {}
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;
  // Forgets all values but not the names and paths that they were about, and makes those that are
  // always there.
  void Reset();

  // --- making: values.cc
  V Unknown(const Taint* taint = nullptr);
  V Number(const Taint* taint = nullptr);
  V None() { return none_; }
  V Bool(bool value) { return value ? true_ : false_; }
  V Integer(int64_t value);
  V Real(double value);
  V String(std::string_view text, const Taint* taint = nullptr);
  V Bytes(std::string_view text, const Taint* taint = nullptr);
  V Text(std::string_view prefix, const Taint* taint, bool is_unsure = false);
  // The same of a text that another value has.
  V TextOfValue(std::string_view prefix, const Taint* taint, bool is_unsure);
  V External(const Path* path, const Taint* taint);
  V Method(V receiver, Symbol name);
  V Kept(V value, V root);
  V NewContainer(const Contents& contents, const Taint* taint = nullptr);
  V MakeList(ContentsKind kind, const std::vector<V>& items, V rest = nullptr);
  V MakeContents(const Contents& contents);

  // --- comparing and joining
  static bool IsUnsure(V value);
  static bool SameConstant(V a, V b);
  // Whether b adds nothing to a.
  bool Covers(V a, V b);
  V JoinValues(V a, V b);
  V JoinContents(V one, V other);

  // --- what references hold
  // Null: it is no container.
  const Contents* ContentsOf(V value) const;
  bool IsContainer(V value, ContentsKind kind) const;
  void SetContents(V reference, const Contents& contents);
  void AddRest(V reference, V value);
  void AddKey(V dictionary, V key);

  // --- taint: taint.cc
  const Taint* MakeTaint(const Marks& marks);
  const Taint* MakeTaint(const Mark& mark);
  const Taint* JoinTaints(const Taint* a, const Taint* b);
  const Taint* Weak(const Taint* taint, bool found = false);
  const Taint* WithoutFound(const Taint* taint);
  const Taint* OfNumber(const Taint* taint);
  const Taint* Cleared(const Taint* taint, core::SinkSet kinds);
  const Taint* Undone(const Taint* taint, core::SinkSet kinds);
  V Cleared(V value, core::SinkSet kinds);
  V WithTaint(V value, const Taint* taint);
  // With what is in containers.
  const Taint* DeepTaint(V value, int depth = 0) const;
  // Whether DeepTaint gives any; makes nothing.
  bool IsDeepTainted(V value, int depth = 0) const;

  // --- what is known of a name by its text alone: taint.cc
  enum Trait : uint8_t {
    kIsKnown = 1,
    kLooksUp = 2,
    kIsOfText = 4,
    kGetsNumber = 8,
    kNamesFields = 16,  // of a model: what its class has declared
  };
  uint8_t TraitsOf(Symbol name);
  bool LooksUp(Symbol name) { return TraitsOf(name) & kLooksUp; }
  bool IsOfText(Symbol name) { return TraitsOf(name) & kIsOfText; }

  mutable Symbols symbols_;  // a const function may be the first to meet a name
  Paths paths_;
  Arena arena_;
  State state_;
  uint32_t steps_ =
      0;  // of the analysis: what runs, and what looks through containers, counts them

 private:
  static constexpr uint32_t kMaxVisits = 4'096;

  mutable uint32_t visits_ = 0;  // of a DeepTaint under way
  Recent<Taint> joined_;         // by both taints
  std::vector<uint8_t> traits_;  // by symbol
  V none_ = nullptr;
  V true_ = nullptr;
  V false_ = nullptr;
  V unknown_ = nullptr;
  V number_ = nullptr;
};

}  // namespace meerkat::flow
