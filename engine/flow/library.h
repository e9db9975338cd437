#pragma once

// Functions of the standard library that are computed, and what some of them make of others: a
// partial, an itemgetter.

#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "engine/flow/path.h"
#include "engine/flow/program.h"
#include "engine/flow/value.h"

namespace meerkat::flow {

// What each does stands in library.cc.
enum class LibraryCall : uint8_t {
  kFirst,
  kSecond,
  kAdd,
  kModulo,
  kEscape,
  kGetItem,
  kSetItem,
  kPush,
  kPop,
  kCopy,
  kDeepCopy,
  kCallFirst,
  kReduce,
  kAll,
  kChain,
  kFlatten,
  kElements,
  kElementsOfSecond,
  kRepeat,
  kGroups,
  kTee,
  kZip,
  kGroupBy,
  kStarMap,
  kList,
  kEmptyList,
  kDictionary,
  kDefaultDictionary,
  kCounter,
  kChainMap,
  kFromKeys,
  kPartial,
  kPartialMethod,
  kItemGetter,
  kAttributeGetter,
  kMethodCaller,
  kNamespace,
  kNamedTuple,
  kAsDictionary,
  kAsTuple,
  kReplace,
  kCheckedModel,  // of a class, and what it is made of
  kNewObject,
  kSetAttribute,
  kGetAttribute,
};
absl::flat_hash_map<const Path*, LibraryCall> LibraryCalls(Paths* paths);

enum class BoundKind : uint8_t {
  kPartial,        // callee(*arguments, …)
  kMethodPartial,  // the same, of a class: callee(self, *arguments, …)
  kItem,           // x[argument]
  kAttribute,      // x.argument
  kCall,           // x.argument(*others)
};
struct Bound {
  BoundKind kind = BoundKind::kPartial;
  V callee = nullptr;
  uint32_t count = 0;
  const Argument* arguments = nullptr;
};

}  // namespace meerkat::flow
