// The part of Interpreter that makes values of what a parameter is annotated with: a class of the
// files, with its fields, a type of a library, an enumeration.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/words.h"

namespace meerkat::flow {
namespace {

// Of models in models, as far as their fields are made.
constexpr int kMaxModelDepth = 3;

}  // namespace

// What may be of an annotation that only lets numbers or known words through; null: anything may
// be.
V Interpreter::OfTameAnnotation(uint32_t annotation, int depth) {
  if (annotation == kNone || depth > kMaxModelDepth) return nullptr;
  const Code& code = unit().codes[annotation];
  const std::string_view name = LastName(annotation);
  static constexpr std::string_view kNumbers[] = {"int",
                                                  "float",
                                                  "bool",
                                                  "complex",
                                                  "UUID",
                                                  "UUID1",
                                                  "UUID3",
                                                  "UUID4",
                                                  "UUID5",
                                                  "datetime",
                                                  "date",
                                                  "time",
                                                  "timedelta",
                                                  "Decimal",
                                                  "PositiveInt",
                                                  "NegativeInt",
                                                  "NonNegativeInt",
                                                  "NonPositiveInt",
                                                  "PositiveFloat",
                                                  "NonNegativeFloat",
                                                  "StrictInt",
                                                  "StrictFloat",
                                                  "StrictBool",
                                                  "FiniteFloat",
                                                  "AwareDatetime",
                                                  "NaiveDatetime",
                                                  "PastDate",
                                                  "FutureDate",
                                                  "IPv4Address",
                                                  "ByteSize",
                                                  "PydanticObjectId",
                                                  "ObjectId"};
  static constexpr std::string_view kConstrained[] = {"conint", "confloat", "condecimal",
                                                      "condate"};
  static constexpr std::string_view kMany[] = {"list",      "List",     "set",   "Set",
                                               "Sequence",  "Iterable", "tuple", "Tuple",
                                               "frozenset", "FrozenSet"};
  if (code.kind == CodeKind::kName || code.kind == CodeKind::kAttribute) {
    // class Decimal(BaseModel) of these files is another one.
    const bool is_builtin = IsOneOf(name, {"int", "float", "bool", "complex"});
    if (is_builtin) return Number();
    const V type = Eval(annotation);
    if (type->kind != ValueKind::kClass && IsOneOf(name, kNumbers)) return Number();
    const bool is_enumeration =
        type->kind == ValueKind::kClass && IsEnumeration(*type->class_value, 0);
    return is_enumeration ? Text("", nullptr) : nullptr;
  }
  if (code.kind == CodeKind::kCall) return IsOneOf(name, kConstrained) ? Number() : nullptr;
  if (code.kind == CodeKind::kBinary) {  // int | None
    const V left = OfTameAnnotation(code.a, depth + 1);
    const V right = OfTameAnnotation(code.b, depth + 1);
    return left == nullptr || right == nullptr ? nullptr : JoinValues(left, right);
  }
  if (code.kind == CodeKind::kConstant) {
    const bool is_none = unit().constants[code.a].kind == ConstantKind::kNone;
    return is_none ? Number() : nullptr;
  }
  if (code.kind != CodeKind::kSubscript) return nullptr;
  if (name == "Literal") return Text("", nullptr);
  const Code& inner = unit().codes[code.b];
  if (name == "Union" && inner.kind == CodeKind::kTuple) {
    V joined = nullptr;
    for (const uint32_t item : unit().List(inner.a)) {
      const V one = OfTameAnnotation(item, depth + 1);
      if (one == nullptr) return nullptr;
      joined = JoinValues(joined, one);
    }
    return joined;
  }
  uint32_t first = code.b;
  if (inner.kind == CodeKind::kTuple && !unit().List(inner.a).empty())
    first = unit().List(inner.a)[0];
  if (name == "Annotated" && inner.kind == CodeKind::kTuple && !OnlyNarrows(inner)) return nullptr;
  if (name == "Optional" || name == "Annotated") return OfTameAnnotation(first, depth + 1);
  // tuple[int, str]
  if (IsOneOf(name, {"tuple", "Tuple"}) && inner.kind == CodeKind::kTuple) {
    const std::span<const uint32_t> items = unit().List(inner.a);
    const bool is_tame = std::all_of(items.begin(), items.end(), [&](uint32_t item) {
      return unit().codes[item].kind == CodeKind::kConstant ||  // tuple[int, ...]
             OfTameAnnotation(item, depth + 1) != nullptr;
    });
    if (!is_tame) return nullptr;
  }
  if (IsOneOf(name, kMany)) {
    const V item = OfTameAnnotation(first, depth + 1);
    if (item != nullptr) return NewContainer({.kind = ContentsKind::kList, .rest = item});
  }
  return nullptr;
}

// Annotated[int, Field(gt=0)], and not Annotated[int, PlainValidator(f)], which may let anything
// through.
bool Interpreter::OnlyNarrows(const Code& annotated) const {
  const std::span<const uint32_t> items = unit().List(annotated.a);
  if (items.empty()) return false;
  return std::all_of(items.begin() + 1, items.end(), [this](uint32_t item) {
    const Code& code = unit().codes[item];
    if (code.kind == CodeKind::kConstant) return true;
    return code.kind == CodeKind::kCall &&
           IsOneOf(LastName(code.a), {"Field",      "Query",  "Path",
                                      "Body",       "Header", "Cookie",
                                      "Form",       "File",   "Depends",
                                      "Param",      "Gt",     "Ge",
                                      "Lt",         "Le",     "Len",
                                      "MinLen",     "MaxLen", "Interval",
                                      "MultipleOf", "Doc",    "StringConstraints",
                                      "Parameter",  "Strict"});
  });
}

// class Color(str, Enum)
bool Interpreter::IsEnumeration(const ClassValue& of_class, int depth) const {
  if (depth > kMaxModelDepth) return false;
  return std::any_of(of_class.bases, of_class.bases + of_class.base_count, [&](V base) {
    if (base->kind == ValueKind::kClass) return IsEnumeration(*base->class_value, depth + 1);
    if (base->kind != ValueKind::kExternal) return false;
    static constexpr std::string_view kBases[] = {"Enum",    "IntEnum",     "StrEnum",       "Flag",
                                                  "IntFlag", "TextChoices", "IntegerChoices"};
    return IsOneOf(symbols_.Text(base->path->step), kBases);
  });
}

// What is made of a request by a class of data: each field is what its annotation says. Null for a
// class that names no field.
V Interpreter::OfModel(const ClassValue& of_class, const Taint* taint, int depth) {
  if (depth > kMaxModelDepth) return nullptr;
  const V object = NewContainer({.kind = ContentsKind::kObject, .of_class = &of_class}, taint);
  AddFields(object, of_class, taint, depth);
  return ContentsOf(object)->count == 0 ? nullptr : object;
}

void Interpreter::AddFields(V object, const ClassValue& of_class, const Taint* taint, int depth) {
  for (uint32_t i = 0; i < of_class.base_count; ++i) {
    const V base = of_class.bases[i];
    if (base->kind == ValueKind::kClass && base->class_value != &of_class &&
        depth < kMaxModelDepth) {
      AddFields(object, *base->class_value, taint, depth + 1);
    }
  }
  if (of_class.index == kNone) {  // namedtuple("Point", "x y")
    for (uint32_t i = 0; i < of_class.field_count; ++i) {
      SetContents(object, WithAttribute(*ContentsOf(object), of_class.fields[i], Unknown(taint)));
    }
    return;
  }
  Frame* scope = arena_.New<Frame>();
  *scope = {.module = of_class.module};
  Frame* outer = std::exchange(frame_, scope);
  for (const uint32_t index : unit().List(unit().classes[of_class.index].body)) {
    const Code& statement = unit().codes[index];
    if (statement.kind != CodeKind::kAnnotated) continue;
    const Code& target = unit().codes[statement.a];
    if (target.kind != CodeKind::kName) continue;
    V value = OfTameAnnotation(statement.c);
    if (value == nullptr) value = OfField(statement.c, taint, depth);
    if (value == nullptr) value = Unknown(taint);
    SetContents(object, WithAttribute(*ContentsOf(object), NameOf(target.a), value));
  }
  frame_ = outer;
}

// A field, or a parameter, that is a model itself or a list of them; null: neither.
V Interpreter::OfField(uint32_t annotation, const Taint* taint, int depth) {
  if (annotation == kNone || depth > kMaxModelDepth) return nullptr;
  const Code& code = unit().codes[annotation];
  if (code.kind == CodeKind::kName || code.kind == CodeKind::kAttribute) {
    const V type = Eval(annotation);
    return type->kind == ValueKind::kClass ? OfModel(*type->class_value, taint, depth + 1)
                                           : nullptr;
  }
  if (code.kind == CodeKind::kBinary) return OfField(code.a, taint, depth);
  if (code.kind != CodeKind::kSubscript) return nullptr;
  const Code& inner = unit().codes[code.b];
  uint32_t first = code.b;
  if (inner.kind == CodeKind::kTuple && !unit().List(inner.a).empty())
    first = unit().List(inner.a)[0];
  const std::string_view name = LastName(annotation);
  if (name == "Optional" || name == "Annotated") return OfField(first, taint, depth + 1);
  if (name != "list" && name != "List" && name != "Sequence") return nullptr;
  const V item = OfField(first, taint, depth + 1);
  return item == nullptr ? nullptr
                         : NewContainer({.kind = ContentsKind::kList, .rest = item}, taint);
}

// The value of an annotated variable, where its type says something; null if not.
V Interpreter::OfAnnotation(uint32_t annotation) {
  if (annotation == kNone) return nullptr;
  const Code& code = unit().codes[annotation];
  if (code.kind == CodeKind::kSubscript) {  // Optional[T], Annotated[T, …], list[T]
    const Code& of = unit().codes[code.a];
    const std::string_view name = of.kind == CodeKind::kName        ? unit().Name(of.a)
                                  : of.kind == CodeKind::kAttribute ? unit().Name(of.b)
                                                                    : std::string_view();
    if (name != "Optional" && name != "Annotated") return nullptr;
    uint32_t inner = code.b;
    if (unit().codes[inner].kind == CodeKind::kTuple) {
      const std::span<const uint32_t> items = unit().List(unit().codes[inner].a);
      if (items.empty()) return nullptr;
      inner = items[0];
    }
    return OfAnnotation(inner);
  }
  if (code.kind == CodeKind::kBinary) return OfAnnotation(code.a);  // T | None
  if (code.kind != CodeKind::kName && code.kind != CodeKind::kAttribute) return nullptr;
  const V type = Eval(annotation);
  if (type->kind == ValueKind::kExternal) {
    const Path* made = paths_.Called(type->path);
    return made->type == nullptr ? nullptr : OfPath(made, nullptr, kNone);
  }
  if (type->kind == ValueKind::kClass) {
    return NewContainer({.kind = ContentsKind::kObject, .of_class = type->class_value});
  }
  return nullptr;
}

}  // namespace meerkat::flow
