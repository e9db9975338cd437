// The part of Interpreter that knows what a condition says of the values in it.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

Interpreter::Truth Interpreter::TruthOf(V value) const {
  const auto of = [](bool truth) { return truth ? Truth::kTrue : Truth::kFalse; };
  switch (value->kind) {
    case ValueKind::kConstant:
      switch (value->constant) {
        case ConstantKind::kNone:
        case ConstantKind::kFalse: return Truth::kFalse;
        case ConstantKind::kInteger: return of(value->integer != 0);
        case ConstantKind::kFloat: return of(value->real != 0);
        case ConstantKind::kString:
        case ConstantKind::kBytes: return of(!value->text.empty());
        default: return Truth::kTrue;
      }
    case ValueKind::kText: return value->text.empty() ? Truth::kUnknown : Truth::kTrue;
    case ValueKind::kFunction:
    case ValueKind::kClass:
    case ValueKind::kModule: return Truth::kTrue;
    case ValueKind::kReference: {
      const Contents* contents = ContentsOf(value);
      if (contents == nullptr || contents->kind == ContentsKind::kObject) return Truth::kUnknown;
      if (contents->count > 0) return Truth::kTrue;
      return contents->rest == nullptr && value->taint == nullptr ? Truth::kFalse : Truth::kUnknown;
    }
    case ValueKind::kUnion: {
      const Truth first = TruthOf(value->items[0]);
      for (uint32_t i = 1; i < value->count; ++i) {
        if (TruthOf(value->items[i]) != first) return Truth::kUnknown;
      }
      return first;
    }
    default: return Truth::kUnknown;
  }
}

// The value without what it cannot be where it counts as true, or as false.
V Interpreter::WithTruth(V value, bool truth) {
  if (value->kind != ValueKind::kUnion) return value;
  V joined = nullptr;
  for (uint32_t i = 0; i < value->count; ++i) {
    const Truth one = TruthOf(value->items[i]);
    if (one == (truth ? Truth::kFalse : Truth::kTrue)) continue;
    joined = JoinValues(joined, value->items[i]);
  }
  return joined == nullptr ? value : joined;
}

// A constant, or a list, tuple, set or dictionary of nothing else.
bool Interpreter::IsConstantCollection(V value, int depth) const {
  if (value->kind == ValueKind::kConstant) return depth > 0;
  const Contents* contents = ContentsOf(value);
  if (contents == nullptr || contents->rest != nullptr || contents->rest_key != nullptr ||
      depth > 2) {
    return false;
  }
  const V* items = contents->kind == ContentsKind::kDictionary ? contents->keys : contents->items;
  for (uint32_t i = 0; i < contents->count; ++i) {
    if (items[i]->kind != ValueKind::kConstant && !IsConstantCollection(items[i], depth + 1)) {
      return false;
    }
  }
  return contents->kind != ContentsKind::kObject;
}

V Interpreter::Compare(Operator op, V left, V right) {
  const bool constants = left->kind == ValueKind::kConstant && right->kind == ValueKind::kConstant;
  const auto is_integer = [](V value) { return value->IsConstant(ConstantKind::kInteger); };
  switch (op) {
    case Operator::kEqual:
    case Operator::kIs:
      if (constants) return Bool(SameConstant(left, right));
      break;
    case Operator::kNotEqual:
    case Operator::kIsNot:
      if (constants) return Bool(!SameConstant(left, right));
      break;
    case Operator::kLess:
      if (is_integer(left) && is_integer(right)) return Bool(left->integer < right->integer);
      break;
    case Operator::kLessEqual:
      if (is_integer(left) && is_integer(right)) return Bool(left->integer <= right->integer);
      break;
    case Operator::kGreater:
      if (is_integer(left) && is_integer(right)) return Bool(left->integer > right->integer);
      break;
    case Operator::kGreaterEqual:
      if (is_integer(left) && is_integer(right)) return Bool(left->integer >= right->integer);
      break;
    case Operator::kIn:
    case Operator::kNotIn: {
      const bool is_in = op == Operator::kIn;
      if (left->IsString() && right->IsString()) {
        return Bool((right->text.find(left->text) != std::string_view::npos) == is_in);
      }
      const Contents* contents = ContentsOf(right);
      if (left->kind != ValueKind::kConstant || contents == nullptr ||
          contents->kind == ContentsKind::kObject) {
        break;
      }
      const V* items =
          contents->kind == ContentsKind::kDictionary ? contents->keys : contents->items;
      bool unsure = contents->rest != nullptr;
      for (uint32_t i = 0; i < contents->count; ++i) {
        if (SameConstant(left, items[i])) return Bool(is_in);
        unsure |= items[i]->kind != ValueKind::kConstant;
      }
      if (!unsure && right->taint == nullptr) return Bool(!is_in);
      break;
    }
    default: break;
  }
  return Number();
}

// --- what follows from a condition ---------------------------------------------------------------

void Interpreter::Assume(uint32_t condition, bool holds) {
  if (condition == kNone || depth_ >= kMaxDepth) return;
  const Code& code = unit().codes[condition];
  ++depth_;
  switch (code.kind) {
    case CodeKind::kNot: Assume(code.a, !holds); break;
    case CodeKind::kBoolean: {
      if ((code.op == Operator::kAnd) == holds) {  // both hold, or both do not
        Assume(code.a, holds);
        Assume(code.b, holds);
        break;
      }
      State::Mark mark = state_.Begin();
      Assume(code.a, holds);
      const State::Changes one = state_.Take(mark);
      mark = state_.Begin();
      Assume(code.a, !holds);
      Assume(code.b, holds);
      const State::Changes other = state_.Take(mark);
      state_.Merge(one, other, [this](V x, V y) { return JoinValues(x, y); });
      break;
    }
    case CodeKind::kName:
    case CodeKind::kAttribute: {
      const V value = PlaceValue(condition);
      AssumeNoHost(condition, holds);
      if (value == nullptr) break;
      // Text that counts as false is empty.
      V narrowed = WithTruth(value, holds);
      if (!holds && !narrowed->is_number &&
          (narrowed->kind == ValueKind::kUnknown || narrowed->kind == ValueKind::kText)) {
        narrowed = Cleared(narrowed, core::kAllSinks);
      }
      Narrow(condition, narrowed);
      AssumeFlag(value, holds);
      AssumeKept(value, holds);
      break;
    }
    case CodeKind::kNamed:
      Assume(code.a, holds);
      Assume(code.b, holds);
      break;
    case CodeKind::kCompare: AssumeCompare(code, holds); break;
    case CodeKind::kCall: AssumeCall(code, holds); break;
    case CodeKind::kBinary: AssumeSets(code, holds); break;
    case CodeKind::kComprehension:
      if (!holds) AssumeNoneOf(code);
      break;
    default: break;
  }
  --depth_;
}

// The value of a variable, or of an attribute of one; null for what else an expression may be.
V Interpreter::PlaceValue(uint32_t place) {
  const Code& code = unit().codes[place];
  if (code.kind == CodeKind::kName) return Load(code);
  if (code.kind == CodeKind::kNamed) return PlaceValue(code.a);
  if (code.kind == CodeKind::kAttribute && unit().codes[code.a].kind == CodeKind::kName) {
    const Contents* contents = ContentsOf(Load(unit().codes[code.a]));
    const V own = contents == nullptr ? nullptr : ObjectAttribute(*contents, NameOf(code.b));
    if (own != nullptr) return own;
  }
  const bool is_place = (code.kind == CodeKind::kAttribute || code.kind == CodeKind::kSubscript ||
                         code.kind == CodeKind::kCall) &&
                        code.c != kNone && frame_->function != kNone;
  return is_place ? Eval(place) : nullptr;
}

// request.args["x"], data["x"], form.name.data: what was found of it holds as long as the variable
// that it begins with is the same.
V Interpreter::KeptAt(const Code& code) {
  if (code.c == kNone || frame_->function == kNone) return nullptr;
  const V kept = state_.Get(frame_->base + code.c);
  if (kept == nullptr || kept->kind != ValueKind::kKept) return nullptr;
  const V root = RootOf(CodeIndex(code));
  return root == kept->self ? kept->receiver : nullptr;
}

void Interpreter::Keep(const Code& code, V value) {
  const V root = RootOf(CodeIndex(code));
  state_.Set(frame_->base + code.c, root == nullptr ? nullptr : Kept(value, root));
}

// The variable that a place begins with; null where it is made anew each time it is read.
V Interpreter::RootOf(uint32_t place) {
  while (unit().codes[place].kind != CodeKind::kName) place = unit().codes[place].a;
  return Load(unit().codes[place]);
}

void Interpreter::Narrow(uint32_t place, V value) {
  const Code& code = unit().codes[place];
  if (code.kind == CodeKind::kNamed) return Narrow(code.a, value);
  if (code.kind == CodeKind::kName) {
    if (code.b != kNone && frame_->function != kNone) {
      if (state_.Get(frame_->base + code.b) != nullptr) state_.Set(frame_->base + code.b, value);
    } else if (frame_->function == kNone) {
      const auto global = frame_->module->globals.find(NameOf(code.a));
      if (global != frame_->module->globals.end()) state_.Set(global->second, value);
    }
    return;
  }
  if (code.kind == CodeKind::kAttribute && unit().codes[code.a].kind == CodeKind::kName) {
    const V object = Load(unit().codes[code.a]);
    const Contents* contents = ContentsOf(object);
    if (contents != nullptr && ObjectAttribute(*contents, NameOf(code.b)) != nullptr) {
      SetContents(object, WithAttribute(*contents, NameOf(code.b), value));
      return;
    }
  }
  if (code.c != kNone && frame_->function != kNone) Keep(code, value);
}

// What stands at a place has been found safe for some sinks. What is made of variables,
// os.path.join(a, b) or parsed.netloc, says it of their sources.
void Interpreter::Refine(uint32_t place, core::SinkSet cleared) {
  if (const V value = PlaceValue(place)) {
    Narrow(place, Cleared(value, cleared));
    return;
  }
  const Code& code = unit().codes[place];
  if (code.kind == CodeKind::kCall) {  // x.lower() in allowed, str(x) in allowed
    const Code& function = unit().codes[code.a];
    const std::span<const uint32_t> arguments = unit().List(code.b);
    if (function.kind == CodeKind::kAttribute && arguments.empty()) Refine(function.a, cleared);
    if (function.kind == CodeKind::kName && arguments.size() == 1) {
      Refine(unit().codes[arguments[0]].a, cleared);
    }
  }
}

// Everything in this call that comes from the same sources.
void Interpreter::RefineSources(const Taint* taint, core::SinkSet cleared) {
  if (taint == nullptr || cleared == 0 || frame_->function == kNone) return;
  const Function& function = unit().functions[frame_->function];
  const uint32_t count = static_cast<uint32_t>(unit().List(function.slots).size());
  for (uint32_t i = 0; i < count; ++i) {
    const V value = state_.Get(frame_->base + i);
    if (value == nullptr || value->taint == nullptr) continue;
    bool covered = true;
    for (const Mark& mark : value->taint->all()) {
      bool met = false;
      for (const Mark& checked : taint->all()) met |= checked.source == mark.source;
      covered &= met;
    }
    if (covered) state_.Set(frame_->base + i, Cleared(value, cleared));
  }
}

// Whether a value is made of what archives call their members, and of nothing else that anybody
// chose.
bool Interpreter::AreMembers(const Taint* taint) const {
  if (taint == nullptr) return false;
  bool any = false;
  for (const Mark& mark : taint->all()) {
    const std::string_view text = mark.source->text;
    const bool is_member =
        text.starts_with(":zip.") || text.starts_with(":tar.") || text.starts_with(":tar[");
    // What a caller hands in is marked where something is asked about it.
    const bool is_handed_in =
        mark.source->kind == core::kLibrarySource && !(options_.sources & core::kLibrarySource);
    if (!is_member && !is_handed_in) return false;
    any |= is_member;
  }
  return any;
}

// What was checked is the name or the path of an archive's member: the member may be unpacked.
void Interpreter::RefineMembers(const Taint* taint) {
  if (AreMembers(taint)) RefineSources(taint, core::Bit(core::SinkKind::kArchive));
}

}  // namespace meerkat::flow
