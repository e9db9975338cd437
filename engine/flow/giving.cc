#include "engine/flow/giving.h"

#include <algorithm>
#include <string_view>

namespace meerkat::flow {
namespace {

// Methods that put their arguments into their object.
constexpr std::string_view kPutting[] = {"add",    "append",     "appendleft", "extend",
                                         "insert", "push",       "put",        "put_nowait",
                                         "set",    "setdefault", "update",     "write"};
static_assert(std::is_sorted(std::begin(kPutting), std::end(kPutting)));

class Finder {
 public:
  Finder(const Unit& unit, const std::vector<uint32_t>& owners, WaysOut* exits)
      : unit_(unit), owners_(owners), exits_(*exits) {}

  void Find() {
    exits_.ways.assign(unit_.functions.size(), 0);
    exits_.catches.assign(unit_.functions.size(), false);
    exits_.is_callee.assign(unit_.codes.size(), false);
    exits_.is_dropped.assign(unit_.codes.size(), false);
    exits_.has_part.assign(unit_.codes.size(), false);
    for (uint32_t i = 0; i < unit_.codes.size(); ++i) Look(i);
    for (uint32_t i = 0; i < unit_.functions.size(); ++i) {
      const Function& function = unit_.functions[i];
      if (function.value != kNone) exits_.ways[i] |= kByValue;
      // What is made by a class has what its __init__ was given.
      if (function.of_class != kNone && unit_.Name(function.name) == "__init__") {
        exits_.ways[i] = kByCall;
      }
      // What is defined in it may be what it gives.
      for (uint32_t at = function.outer; at != kNone; at = unit_.functions[at].outer) {
        exits_.ways[at] = kByCall;
      }
    }
  }

 private:
  static constexpr int kMaxDepth = 20;

  void Give(uint32_t index, Way way) {
    if (owners_[index] != kNone) exits_.ways[owners_[index]] |= way;
  }

  void Look(uint32_t index) {
    const Code& code = unit_.codes[index];
    switch (code.kind) {
      case CodeKind::kReturn:
        if (code.a != kNone && unit_.codes[code.a].kind != CodeKind::kConstant)
          Give(index, kByValue);
        return;
      case CodeKind::kYield: Give(index, kByValue); return;
      case CodeKind::kRaise:
        if (code.a != kNone) Give(index, kByRaising);
        return;
      case CodeKind::kAssign:
        for (const uint32_t target : unit_.List(code.a)) Target(index, target, 0);
        return;
      case CodeKind::kAugmented:
      case CodeKind::kAnnotated:
      case CodeKind::kNamed: Target(index, code.a, 0); return;
      case CodeKind::kFor: Target(index, unit_.List(code.a)[0], 0); return;
      case CodeKind::kWithItem: Target(index, code.b, 0); return;
      case CodeKind::kExpression: Dropped(code.a); return;
      case CodeKind::kCall: Call(index, code); return;
      case CodeKind::kAttribute: exits_.has_part[code.a] = true; return;
      case CodeKind::kHandler:
        if (code.b == kNone) return;
        for (uint32_t at = owners_[index]; at != kNone && !exits_.catches[at];
             at = unit_.functions[at].outer) {
          exits_.catches[at] = true;
        }
        return;
      default: return;
    }
  }

  void Target(uint32_t index, uint32_t target, int depth) {
    if (target == kNone || depth >= kMaxDepth) return;
    const Code& code = unit_.codes[target];
    switch (code.kind) {
      case CodeKind::kAttribute:
      case CodeKind::kSubscript: Give(index, kAside); return;
      case CodeKind::kName:
        if (code.b == kNone || (code.flags & kOuter)) Give(index, kAside);
        return;
      case CodeKind::kStarred: Target(index, code.a, depth + 1); return;
      case CodeKind::kTuple:
      case CodeKind::kList:
        for (const uint32_t item : unit_.List(code.a)) Target(index, item, depth + 1);
        return;
      default: return;
    }
  }

  void Dropped(uint32_t index) {
    const Code* code = &unit_.codes[index];
    if (code->kind == CodeKind::kAwait) code = &unit_.codes[code->a];
    if (code->kind == CodeKind::kCall) exits_.is_dropped[code->a] = true;
  }

  void Call(uint32_t index, const Code& code) {
    exits_.is_callee[code.a] = true;
    const Code& callee = unit_.codes[code.a];
    if (callee.kind == CodeKind::kName) {
      if (unit_.Name(callee.a) == "setattr") Give(index, kAside);
    } else if (callee.kind == CodeKind::kAttribute && code.b != kNone &&
               std::binary_search(std::begin(kPutting), std::end(kPutting), unit_.Name(callee.b))) {
      Give(index, kAside);
    }
  }

  const Unit& unit_;
  const std::vector<uint32_t>& owners_;
  WaysOut& exits_;
};

}  // namespace

// What is defined in a function comes behind it.
std::vector<uint32_t> OwnersOf(const Unit& unit) {
  std::vector<uint32_t> owners(unit.codes.size(), kNone);
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    const Function& function = unit.functions[i];
    std::fill(owners.begin() + function.first_code, owners.begin() + function.end_code, i);
  }
  return owners;
}

WaysOut WaysOutOf(const Unit& unit, const std::vector<uint32_t>& owners) {
  WaysOut exits;
  Finder(unit, owners, &exits).Find();
  return exits;
}

}  // namespace meerkat::flow
