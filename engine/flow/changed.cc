#include "engine/flow/changed.h"

#include <algorithm>
#include <utility>

namespace meerkat::flow {
namespace {

// Methods by which a container gets more.
constexpr std::string_view kPutting[] = {"add",    "append", "appendleft", "extend",
                                         "insert", "update", "setdefault"};

class Finder {
 public:
  explicit Finder(const Unit& unit) : unit_(unit), functions_(unit.codes.size(), kNone) {
    // Functions are numbered from the outside inwards.
    for (uint32_t i = 0; i < unit.functions.size(); ++i) {
      std::fill(functions_.begin() + unit.functions[i].first_code,
                functions_.begin() + unit.functions[i].end_code, i);
    }
  }

  ChangedNames Find() {
    for (uint32_t i = 0; i < unit_.codes.size(); ++i) {
      if (functions_[i] == kNone) continue;
      const Code& code = unit_.codes[i];
      switch (code.kind) {
        case CodeKind::kAssign:
          for (const uint32_t target : unit_.List(code.a)) Set(target, ChangeOf(code.b));
          break;
        case CodeKind::kAnnotated:
          if (code.b != kNone) Set(code.a, ChangeOf(code.b));
          break;
        case CodeKind::kAugmented: Set(code.a, kToSomething); break;
        case CodeKind::kFor: Set(unit_.List(code.a)[0], kToSomething); break;
        case CodeKind::kWithItem: Set(code.b, kToSomething); break;
        case CodeKind::kNamed: Set(code.a, kToSomething); break;
        case CodeKind::kCall: Call(code); break;
        default: break;
      }
    }
    return std::move(found_);
  }

 private:
  uint8_t ChangeOf(uint32_t value) const {
    const Code& code = unit_.codes[value];
    if (code.kind != CodeKind::kConstant) return kToSomething;
    const Constant& constant = unit_.constants[code.a];
    switch (constant.kind) {
      case ConstantKind::kNone:
      case ConstantKind::kFalse: return kToNothing;
      case ConstantKind::kInteger: return constant.integer == 0 ? kToNothing : kToSomething;
      case ConstantKind::kString:
      case ConstantKind::kBytes: return unit_.TextOf(constant).empty() ? kToNothing : kToSomething;
      default: return kToSomething;
    }
  }

  void Set(uint32_t target, uint8_t change) {
    if (target == kNone) return;
    const Code& code = unit_.codes[target];
    switch (code.kind) {
      case CodeKind::kName:
      case CodeKind::kAttribute: Note(target, change); break;
      case CodeKind::kSubscript: Note(code.a, kWithin); break;
      case CodeKind::kStarred: Set(code.a, kToSomething); break;
      case CodeKind::kTuple:
      case CodeKind::kList:
        for (const uint32_t one : unit_.List(code.a)) Set(one, kToSomething);
        break;
      default: break;
    }
  }

  void Note(uint32_t index, uint8_t change) {
    const Code& code = unit_.codes[index];
    if (code.kind == CodeKind::kName && code.b == kNone) {
      found_.globals[unit_.Name(code.a)] |= change;
    } else if (code.kind == CodeKind::kAttribute) {
      NoteAttribute(unit_.Name(code.b), index, code.a, change);
    }
  }

  void NoteAttribute(std::string_view name, uint32_t index, uint32_t object, uint8_t change) {
    uint32_t at = functions_[index];
    const bool is_init = unit_.Name(unit_.functions[at].name) == "__init__";
    while (unit_.functions[at].of_class == kNone && unit_.functions[at].outer != kNone) {
      at = unit_.functions[at].outer;
    }
    const Function& method = unit_.functions[at];
    const Code& of = unit_.codes[object];
    const bool is_own = method.of_class != kNone && method.parameter_count > 0 &&
                        of.kind == CodeKind::kName &&
                        of.a == unit_.parameters[method.first_parameter].name;
    if (is_own && is_init) return;
    found_.attributes[name].push_back({method.of_class, is_own, change});
  }

  // names.append(name), setattr(self, "name", name)
  void Call(const Code& call) {
    const Code& function = unit_.codes[call.a];
    if (function.kind == CodeKind::kName && unit_.Name(function.a) == "setattr") {
      const std::span<const uint32_t> arguments = unit_.List(call.b);
      if (arguments.size() != 3) return;
      const Code& name = unit_.codes[unit_.codes[arguments[1]].a];
      if (name.kind != CodeKind::kConstant) return;
      const Constant& constant = unit_.constants[name.a];
      if (constant.kind != ConstantKind::kString) return;
      const uint32_t object = unit_.codes[arguments[0]].a;
      NoteAttribute(unit_.TextOf(constant), object, object, kToSomething);
    }
    if (function.kind != CodeKind::kAttribute) return;
    const std::string_view name = unit_.Name(function.b);
    if (std::find(std::begin(kPutting), std::end(kPutting), name) == std::end(kPutting)) return;
    Note(function.a, kWithin);
  }

  const Unit& unit_;
  std::vector<uint32_t> functions_;  // by code, the innermost one
  ChangedNames found_;
};

}  // namespace

ChangedNames FindChanged(const Unit& unit) { return Finder(unit).Find(); }

}  // namespace meerkat::flow
