// The part of Interpreter that knows classes of the files and their objects: how attributes are
// found and set, and how objects are made.

#include <algorithm>
#include <vector>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// Of more bases than this the first are looked at.
constexpr size_t kMaxOrder = 32;

bool IsSameClass(V a, V b) {
  if (a == b) return true;
  if (a->kind != b->kind) return false;
  if (a->kind == ValueKind::kClass) return a->class_value == b->class_value;
  return a->kind == ValueKind::kExternal && a->path == b->path;
}

bool Has(std::span<const V> classes, V one) {
  return std::any_of(classes.begin(), classes.end(),
                     [one](V other) { return IsSameClass(one, other); });
}

}  // namespace

V Interpreter::ClassOf(const ClassValue* of_class) {
  Value* value = arena_.New<Value>();
  value->kind = ValueKind::kClass;
  value->class_value = of_class;
  return value;
}

void Interpreter::DefineClass(const Code& code) {
  const Class& definition = unit().classes[code.a];
  ClassValue* made = arena_.New<ClassValue>();
  std::vector<V> bases;
  for (const uint32_t base : unit().List(definition.bases)) {
    const V value = Eval(base);
    // Every class has it, and it says nothing.
    if (value->kind == ValueKind::kExternal && value->path == known_->object_type) continue;
    bases.push_back(value);
  }
  V* base_copy = arena_.Array<V>(bases.size());
  std::copy(bases.begin(), bases.end(), base_copy);
  *made = {.module = frame_->module,
           .index = code.a,
           .name = NameOf(definition.name),
           .base_count = static_cast<uint32_t>(bases.size()),
           .bases = base_copy,
           .slot = state_.Allocate(MakeContents({.kind = ContentsKind::kObject}))};
  const V value = ClassOf(made);
  Linearize(made, value);
  for (uint32_t i = 1; i < made->order_count && made->module == &module_; ++i) {
    const V base = made->order[i];
    if (base->kind == ValueKind::kClass && base->class_value->module == &module_)
      made_from_[base->class_value].push_back(made);
  }

  Frame* body = arena_.New<Frame>();
  *body = *frame_;
  body->caller = frame_;
  body->function = kNone;
  body->outer = frame_->function == kNone ? frame_->outer : frame_;
  body->of_class = made;
  body->namespace_slot = made->slot;
  Frame* outer = std::exchange(frame_, body);
  Run(definition.body);
  FindFields(code, made);
  frame_ = outer;
  StoreName(definition.name, code.c, value);
}

// Python's order of a class and its bases: each before its own bases, and bases in the order in
// which they are named. (C3; where there is no such order Python refuses the class, and the first
// comes first.)
void Interpreter::Linearize(ClassValue* of_class, V value) {
  std::vector<V> order = {value};
  std::vector<std::span<const V>> rests;
  const std::span<const V> bases(of_class->bases,
                                 std::min<size_t>(of_class->base_count, kMaxOrder));
  for (size_t i = 0; i < bases.size(); ++i) {
    const bool is_known = bases[i]->kind == ValueKind::kClass;
    rests.push_back(is_known ? std::span<const V>(bases[i]->class_value->order,
                                                  bases[i]->class_value->order_count)
                             : bases.subspan(i, 1));
  }
  rests.push_back(bases);
  while (order.size() < kMaxOrder) {
    V next = nullptr;
    V first = nullptr;
    for (const std::span<const V>& rest : rests) {
      if (rest.empty()) continue;
      if (first == nullptr) first = rest[0];
      const bool waits =
          std::any_of(rests.begin(), rests.end(), [&](const std::span<const V>& other) {
            return other.size() > 1 && Has(other.subspan(1), rest[0]);
          });
      if (waits) continue;
      next = rest[0];
      break;
    }
    if (next == nullptr) next = first;
    if (next == nullptr) break;
    if (!Has(order, next)) order.push_back(next);
    for (std::span<const V>& rest : rests) {
      if (!rest.empty() && IsSameClass(rest[0], next)) rest = rest.subspan(1);
    }
  }
  V* copy = arena_.Array<V>(order.size());
  std::copy(order.begin(), order.end(), copy);
  of_class->order = copy;
  of_class->order_count = static_cast<uint32_t>(order.size());
}

// --- attributes ----------------------------------------------------------------------------------

// What the class, or the first of its bases in the files that has it, holds under a name; null:
// nothing.
V Interpreter::FindInClass(const ClassValue* of_class, Symbol name) const {
  for (uint32_t i = 0; i < of_class->order_count; ++i) {
    if (of_class->order[i]->kind != ValueKind::kClass) continue;
    const V names = state_.Get(of_class->order[i]->class_value->slot);
    if (names == nullptr) continue;
    if (const V found = ObjectAttribute(*names->contents, name)) return found;
  }
  return nullptr;
}

// What a class, or the first of its bases that has it, says of an attribute; null: nothing.
V Interpreter::ClassAttribute(const ClassValue* of_class, Symbol name, V self, uint32_t code) {
  return AttributeFrom(of_class, 0, name, self, code);
}

// The same, from a place of the order on.
V Interpreter::AttributeFrom(const ClassValue* of_class, uint32_t at, Symbol name, V self,
                             uint32_t code) {
  const Path* unknown = nullptr;
  for (uint32_t i = at; i < of_class->order_count; ++i) {
    const V one = of_class->order[i];
    if (one->kind == ValueKind::kClass) {
      const V names = state_.Get(one->class_value->slot);
      if (names == nullptr) continue;
      const V found = ObjectAttribute(*names->contents, name);
      if (found != nullptr) return BoundTo(found, self, of_class, code);
    } else if (one->kind == ValueKind::kExternal) {
      const Path* path = paths_.Child(Paths::TypeOf(paths_.Called(one->path)), name);
      if (self == nullptr && of_class->is_checked && known_->library.contains(path))
        return MakeBound(BoundKind::kPartial, External(path, nullptr),
                         {{.value = ClassOf(of_class)}});
      if (path->is_known) return OfPath(path, self == nullptr ? nullptr : self->taint, code);
      unknown = path;
    }
  }
  if (unknown == nullptr) return nullptr;
  return OfPath(unknown, self == nullptr ? nullptr : self->taint, code);
}

// class Page: def post(self, request): self.show(request.POST["name"]): the object that a method is
// called on from outside may be one of a class made from this one, which has a show() of its own.
// Null: there is none.
V Interpreter::Overridden(const ClassValue* of_class, Symbol name, V self, bool is_method,
                          uint32_t code) {
  constexpr size_t kMostClasses = 6;  // with what they are made from one value yet
  const auto place = made_from_.find(of_class);
  if (place == made_from_.end() || symbols_.Text(name).starts_with("__")) return nullptr;
  V joined = nullptr;
  for (size_t i = 0; i < std::min(place->second.size(), kMostClasses); ++i) {
    const ClassValue* made = place->second[i];
    const V names = state_.Get(made->slot);
    const V own = names == nullptr ? nullptr : ObjectAttribute(*names->contents, name);
    if (own == nullptr || (is_method && own->kind != ValueKind::kFunction)) continue;
    joined = JoinValues(joined, BoundTo(own, self, made, code));
  }
  return joined;
}

// An attribute of a class as its object, or without one the class itself, gives it.
V Interpreter::BoundTo(V attribute, V self, const ClassValue* of_class, uint32_t code) {
  if (attribute->kind == ValueKind::kReference && self != nullptr) {
    const Contents* contents = ContentsOf(attribute);
    if (contents == nullptr || contents->of_class == nullptr || contents->of_class == of_class) {
      return attribute;
    }
    const V getter = FindInClass(contents->of_class, known_->get_descriptor);
    if (getter == nullptr || getter->kind != ValueKind::kFunction) return attribute;
    return InvokeWith(*getter->function, attribute, {{.value = self}, {.value = ClassOf(of_class)}},
                      code);
  }
  if (attribute->kind == ValueKind::kBound && self != nullptr &&
      attribute->bound->kind == BoundKind::kMethodPartial) {
    Arguments given = {{.value = self}};
    given.insert(given.end(), attribute->bound->arguments,
                 attribute->bound->arguments + attribute->bound->count);
    return MakeBound(BoundKind::kPartial, attribute->bound->callee, given);
  }
  if (attribute->kind != ValueKind::kFunction) return attribute;
  const FunctionValue& function = *attribute->function;
  if (function.is_static || (self == nullptr && !function.is_class_method)) return attribute;
  Value* bound = arena_.New<Value>();
  *bound = *attribute;
  bound->self = function.is_class_method ? ClassOf(of_class) : self;
  if (function.is_property) return Invoke(bound, {}, code);
  return bound;
}

// The object, or in a class method the class, whose method runs; null: it has none.
V Interpreter::OwnObject() {
  if (frame_->self != nullptr) return frame_->self;
  if (frame_->function == kNone || unit().functions[frame_->function].parameter_count == 0) {
    return nullptr;
  }
  return state_.Get(frame_->base);  // __new__, which is static
}

// super() is the object, seen without its own class: that class's value with the object in it.
V Interpreter::SuperOf(V self) {
  Value* proxy = arena_.New<Value>();
  proxy->kind = ValueKind::kClass;
  proxy->class_value = frame_->of_class;
  proxy->self = self;
  proxy->taint = self->taint;
  return proxy;
}

V Interpreter::SuperAttribute(V super, Symbol name, uint32_t code) {
  V self = super->self;
  const Contents* contents = ContentsOf(self);
  const ClassValue* of_class = super->class_value;
  if (contents != nullptr && contents->of_class != nullptr) of_class = contents->of_class;
  if (self->kind == ValueKind::kClass) {
    of_class = self->class_value;
    self = nullptr;
  }
  uint32_t at = 0;
  while (at < of_class->order_count && (of_class->order[at]->kind != ValueKind::kClass ||
                                        of_class->order[at]->class_value != super->class_value)) {
    ++at;
  }
  // An object that is not of that class is of one that is not known well.
  if (at == of_class->order_count) {
    of_class = super->class_value;
    at = 0;
  }
  if (const V found = AttributeFrom(of_class, at + 1, name, self, code)) return found;
  const V outside = External(paths_.Child(known_->object_type, name), super->taint);
  if (self == nullptr || name == known_->make) return outside;
  return MakeBound(BoundKind::kPartial, outside, {{.value = self}});
}

// A method of the object's own class that Python calls by itself, bound; null: it has none in the
// files.
V Interpreter::SpecialMethod(V object, Symbol name) {
  const Contents* contents = ContentsOf(object);
  if (contents == nullptr || contents->of_class == nullptr) return nullptr;
  const V found = FindInClass(contents->of_class, name);
  if (found == nullptr || found->kind != ValueKind::kFunction) return nullptr;
  return BoundTo(found, object, contents->of_class, kNone);
}

// object.x = value where the class says what that does: a property, a descriptor, __setattr__.
bool Interpreter::StoreByClass(V object, const Contents& contents, Symbol name, V value,
                               uint32_t code) {
  if (contents.of_class == nullptr) return false;
  const V own = FindInClass(contents.of_class, name);
  if (own != nullptr && own->kind == ValueKind::kFunction && own->function->setter != nullptr) {
    InvokeWith(*own->function->setter->function, object, {{.value = value}}, code);
    return true;
  }
  if (own != nullptr && own->kind == ValueKind::kReference) {
    const V setter = SpecialMethod(own, known_->set_descriptor);
    if (setter != nullptr) {
      Call(setter, {{.value = object}, {.value = value}}, code);
      return true;
    }
  }
  const V setter = SpecialMethod(object, known_->set_attribute);
  // In __setattr__ itself what it sets is set.
  if (setter == nullptr || !MayFollow(*setter->function, IsDeepTainted(object))) return false;
  Call(setter, {{.value = String(symbols_.Text(name))}, {.value = value}}, code);
  return true;
}

// del object.x where x is a property.
bool Interpreter::DeleteByClass(V object, Symbol name, uint32_t code) {
  const Contents* contents = ContentsOf(object);
  if (contents == nullptr || contents->of_class == nullptr) return false;
  const V own = FindInClass(contents->of_class, name);
  if (own == nullptr || own->kind != ValueKind::kFunction || own->function->deleter == nullptr) {
    return false;
  }
  InvokeWith(*own->function->deleter->function, object, {}, code);
  return true;
}

// object.__dict__, vars(object): read alone, what is put in is not seen in the object.
V Interpreter::NamesOf(const Contents& object) {
  V* keys = arena_.Array<V>(object.count);
  for (uint32_t i = 0; i < object.count; ++i) keys[i] = String(symbols_.Text(object.names[i]));
  return NewContainer({.kind = ContentsKind::kDictionary,
                       .count = object.count,
                       .keys = keys,
                       .items = object.items,
                       .rest = object.rest});
}

}  // namespace meerkat::flow
