#include "engine/flow/values.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"

namespace meerkat::flow {
namespace {

constexpr uint32_t kMaxUnion = 8;

}  // namespace

void Values::Reset() {
  arena_.Reset();
  state_.Shrink(0);
  joined_.Clear();
  steps_ = 0;
  Value* none = arena_.New<Value>();
  none->kind = ValueKind::kConstant;
  none_ = none;
  Value* truth = arena_.New<Value>();
  truth->kind = ValueKind::kConstant;
  truth->constant = ConstantKind::kTrue;
  true_ = truth;
  Value* falsehood = arena_.New<Value>();
  falsehood->kind = ValueKind::kConstant;
  falsehood->constant = ConstantKind::kFalse;
  false_ = falsehood;
  unknown_ = arena_.New<Value>();
  Value* number = arena_.New<Value>();
  number->is_number = true;
  number_ = number;
}

V Values::Unknown(const Taint* taint) {
  if (taint == nullptr) return unknown_;
  Value* value = arena_.New<Value>();
  value->taint = taint;
  return value;
}

// What can be computed, but not be text: a length, a truth value. Taint would mean nothing.
V Values::Number(const Taint* taint) {
  if (taint == nullptr) return number_;
  Value* value = arena_.New<Value>();
  value->is_number = true;
  value->taint = taint;
  return value;
}

V Values::Integer(int64_t integer) {
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kConstant;
  value->constant = ConstantKind::kInteger;
  value->integer = integer;
  return value;
}

V Values::Real(double real) {
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kConstant;
  value->constant = ConstantKind::kFloat;
  value->real = real;
  return value;
}

V Values::String(std::string_view text, const Taint* taint) {
  if (text.size() > kMaxText) return Text(text.substr(0, kMaxText), taint);
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kConstant;
  value->constant = ConstantKind::kString;
  value->text = arena_.Copy(text);
  value->taint = taint;
  return value;
}

V Values::Bytes(std::string_view text, const Taint* taint) {
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kConstant;
  value->constant = ConstantKind::kBytes;
  value->text = arena_.Copy(text.substr(0, kMaxText));
  value->taint = taint;
  return value;
}

bool Values::IsUnsure(V value) {
  if (value->is_unsure) return true;
  return value->taint == nullptr && !value->is_number &&
         (value->kind == ValueKind::kUnknown || value->kind == ValueKind::kExternal);
}

V Values::Text(std::string_view prefix, const Taint* taint, bool is_unsure) {
  return TextOfValue(arena_.Copy(prefix.substr(0, kMaxText)), taint, is_unsure);
}

V Values::TextOfValue(std::string_view prefix, const Taint* taint, bool is_unsure) {
  Value* value = arena_.New<Value>();
  value->is_unsure = is_unsure;
  value->kind = ValueKind::kText;
  value->text = prefix;
  value->taint = taint;
  return value;
}

V Values::External(const Path* path, const Taint* taint) {
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kExternal;
  value->path = path;
  value->taint = taint;
  return value;
}

V Values::Method(V receiver, Symbol name) {
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kMethod;
  value->receiver = receiver;
  value->symbol = name;
  value->taint = WithoutFound(receiver->taint);
  return value;
}

V Values::Kept(V value, V root) {
  Value* kept = arena_.New<Value>();
  kept->kind = ValueKind::kKept;
  kept->receiver = value;
  kept->self = root;
  return kept;
}

V Values::MakeContents(const Contents& contents) {
  Contents* copy = arena_.New<Contents>();
  *copy = contents;
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kContents;
  value->contents = copy;
  return value;
}

V Values::NewContainer(const Contents& contents, const Taint* taint) {
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kReference;
  value->id = state_.Allocate(MakeContents(contents));
  value->taint = taint;
  return value;
}

V Values::MakeList(ContentsKind kind, const std::vector<V>& items, V rest) {
  Contents contents{.kind = kind, .count = static_cast<uint32_t>(items.size()), .rest = rest};
  V* copy = arena_.Array<V>(items.size());
  std::copy(items.begin(), items.end(), copy);
  contents.items = copy;
  return NewContainer(contents);
}

// --- joins ---------------------------------------------------------------------------------------

bool Values::SameConstant(V a, V b) {
  if (a->kind != ValueKind::kConstant || b->kind != ValueKind::kConstant) return false;
  if (a->constant != b->constant) return false;
  switch (a->constant) {
    case ConstantKind::kInteger: return a->integer == b->integer;
    case ConstantKind::kFloat: return a->real == b->real;
    case ConstantKind::kString:
    case ConstantKind::kBytes: return a->text == b->text;
    default: return true;
  }
}

namespace {

// Whether two values differ in their taint alone.
bool SameButTaint(V a, V b) {
  if (a->kind != b->kind) return false;
  switch (a->kind) {
    case ValueKind::kUnknown: return a->is_number == b->is_number && a->id == b->id;
    case ValueKind::kText:
      return a->text == b->text && a->id == b->id && a->names_host == b->names_host;
    case ValueKind::kReference: return a->id == b->id;
    case ValueKind::kFunction: return a->function == b->function && a->self == b->self;
    case ValueKind::kMethod: return a->receiver == b->receiver && a->symbol == b->symbol;
    case ValueKind::kClass: return a->class_value == b->class_value;
    case ValueKind::kModule: return a->module == b->module;
    case ValueKind::kExternal: return a->path == b->path && a->id == b->id && a->text == b->text;
    case ValueKind::kBound: return a->bound == b->bound;
    case ValueKind::kConstant:
    case ValueKind::kUnion:
    case ValueKind::kContents:
    case ValueKind::kKept: return false;
  }
  return false;
}

}  // namespace

// Whether a value adds nothing to another one.
bool Values::Covers(V a, V b) {
  const auto covers_one = [this](V item, V value) {
    if (item == value) return true;
    if (!SameConstant(item, value) && !SameButTaint(item, value)) return false;
    return JoinTaints(item->taint, value->taint) == item->taint;
  };
  const auto covers = [&](V value) {
    if (a->kind != ValueKind::kUnion) return covers_one(a, value);
    return std::any_of(a->items, a->items + a->count,
                       [&](V item) { return covers_one(item, value); });
  };
  if (b->kind != ValueKind::kUnion) return covers(b);
  return std::all_of(b->items, b->items + b->count, covers);
}

V Values::JoinValues(V a, V b) {
  if (a == b) return a;
  if (b == nullptr) return a->kind == ValueKind::kKept ? nullptr : a;
  if (a == nullptr) return b->kind == ValueKind::kKept ? nullptr : b;
  if (a->kind == ValueKind::kKept || b->kind == ValueKind::kKept) {
    return a->kind == b->kind && a->self == b->self
               ? Kept(JoinValues(a->receiver, b->receiver), a->self)
               : nullptr;
  }
  if (a->kind == ValueKind::kContents || b->kind == ValueKind::kContents) {
    if (a->kind != b->kind) return a->kind == ValueKind::kContents ? a : b;
    return JoinContents(a, b);
  }
  if (Covers(a, b)) return a;
  absl::InlinedVector<V, 2 * kMaxUnion> items;
  const auto add = [&](V value) {
    for (V& item : items) {
      if (item == value) return;
      if (SameConstant(item, value) || SameButTaint(item, value)) {
        item = WithTaint(item, JoinTaints(item->taint, value->taint));
        return;
      }
    }
    items.push_back(value);
  };
  for (V side : {a, b}) {
    if (side->kind != ValueKind::kUnion) {
      add(side);
      continue;
    }
    for (uint32_t i = 0; i < side->count; ++i) add(side->items[i]);
  }
  if (items.size() == 1) return items[0];
  const Taint* taint = nullptr;
  for (V item : items) taint = JoinTaints(taint, item->taint);
  if (items.size() > kMaxUnion) {  // with what is in containers: they are lost
    for (V item : items) taint = JoinTaints(taint, DeepTaint(item));
    // for name in ("a", "b", …): a text that stands in the source, whichever it is.
    const auto is_text = [](V item) {
      return item->IsString() || item->IsConstant(ConstantKind::kBytes) ||
             (item->kind == ValueKind::kText && !item->is_unsure);
    };
    if (std::all_of(items.begin(), items.end(), is_text)) return Text("", taint);
    return Unknown(taint);
  }
  Value* joined = arena_.New<Value>();
  joined->kind = ValueKind::kUnion;
  joined->taint = taint;
  joined->count = static_cast<uint32_t>(items.size());
  V* copy = arena_.Array<V>(items.size());
  std::copy(items.begin(), items.end(), copy);
  joined->items = copy;
  return joined;
}

V Values::JoinContents(V one, V other) {
  const Contents& a = *one->contents;
  const Contents& b = *other->contents;
  Contents joined = a;
  joined.rest = JoinValues(a.rest, b.rest);
  joined.rest_key = JoinValues(a.rest_key, b.rest_key);
  if (joined.otherwise == nullptr) joined.otherwise = b.otherwise;
  absl::InlinedVector<V, 16> keys;
  absl::InlinedVector<V, 16> items;
  absl::InlinedVector<Symbol, 16> names;
  const bool keyed = a.kind == ContentsKind::kDictionary && b.kind == a.kind;
  const bool named = a.kind == ContentsKind::kObject && b.kind == a.kind;
  if (keyed || named) {
    absl::InlinedVector<bool, 64> met(b.count, false);
    const auto is_same = [&](uint32_t i, uint32_t j) {
      return named ? a.names[i] == b.names[j]
                   : a.keys[i] == b.keys[j] || SameConstant(a.keys[i], b.keys[j]);
    };
    for (uint32_t i = 0; i < a.count; ++i) {
      V item = a.items[i];
      uint32_t j = i;  // most often they have come in the same order
      if (i >= b.count || !is_same(i, i)) {
        for (j = 0; j < b.count && !is_same(i, j);) ++j;
      }
      if (j < b.count) {
        item = JoinValues(item, b.items[j]);
        met[j] = true;
      }
      items.push_back(item);
      if (named) names.push_back(a.names[i]);
      if (keyed) keys.push_back(a.keys[i]);
    }
    for (uint32_t j = 0; j < b.count; ++j) {
      if (met[j]) continue;
      items.push_back(b.items[j]);
      if (named) names.push_back(b.names[j]);
      if (keyed) keys.push_back(b.keys[j]);
    }
  } else if (a.count == b.count && a.kind == b.kind) {
    for (uint32_t i = 0; i < a.count; ++i) items.push_back(JoinValues(a.items[i], b.items[i]));
  } else {  // which element stands where is not known any more
    for (uint32_t i = 0; i < a.count; ++i) joined.rest = JoinValues(joined.rest, a.items[i]);
    for (uint32_t i = 0; i < b.count; ++i) joined.rest = JoinValues(joined.rest, b.items[i]);
  }
  joined.count = static_cast<uint32_t>(items.size());
  const bool is_same = joined.count == a.count && joined.rest == a.rest &&
                       joined.rest_key == a.rest_key && joined.otherwise == a.otherwise &&
                       std::equal(items.begin(), items.end(), a.items);
  if (is_same) return one;
  V* item_copy = arena_.Array<V>(items.size());
  std::copy(items.begin(), items.end(), item_copy);
  joined.items = item_copy;
  joined.keys = nullptr;
  joined.names = nullptr;
  if (keyed) {
    V* copy = arena_.Array<V>(keys.size());
    std::copy(keys.begin(), keys.end(), copy);
    joined.keys = copy;
  }
  if (named) {
    Symbol* copy = arena_.Array<Symbol>(names.size());
    std::copy(names.begin(), names.end(), copy);
    joined.names = copy;
  }
  return MakeContents(joined);
}

// --- containers ----------------------------------------------------------------------------------

const Contents* Values::ContentsOf(V value) const {
  if (value->kind != ValueKind::kReference) return nullptr;
  const V contents = state_.Get(value->id);
  return contents == nullptr ? nullptr : contents->contents;
}

bool Values::IsContainer(V value, ContentsKind kind) const {
  const Contents* contents = ContentsOf(value);
  return contents != nullptr && contents->kind == kind;
}

void Values::SetContents(V reference, const Contents& contents) {
  state_.Set(reference->id, MakeContents(contents));
}

// Something is put into a container at a place that is not known.
void Values::AddRest(V reference, V value) {
  const Contents* contents = ContentsOf(reference);
  if (contents == nullptr) return;
  Contents changed = *contents;
  changed.rest = JoinValues(contents->rest, value);
  SetContents(reference, changed);
}

// A dictionary gets a key that is not known.
void Values::AddKey(V dictionary, V key) {
  Contents changed = *ContentsOf(dictionary);
  changed.rest_key = JoinValues(changed.rest_key, key);
  SetContents(dictionary, changed);
}

}  // namespace meerkat::flow
