// The part of Interpreter that computes: operators, and text that is put together.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// x.lstrip("/\\"): after a slash it names no host.
bool BeginsWithoutSlash(const Unit& unit, const Code& code) {
  if (code.kind != CodeKind::kCall || unit.codes[code.a].kind != CodeKind::kAttribute) return false;
  const std::string_view name = unit.Name(unit.codes[code.a].b);
  const std::span<const uint32_t> arguments = unit.List(code.b);
  if ((name != "lstrip" && name != "strip") || arguments.size() != 1) return false;
  const Code& taken = unit.codes[unit.codes[arguments[0]].a];
  if (taken.kind != CodeKind::kConstant || unit.constants[taken.a].kind != ConstantKind::kString)
    return false;
  const std::string_view characters = unit.TextOf(unit.constants[taken.a]);
  return characters.find('/') != std::string_view::npos &&
         characters.find('\\') != std::string_view::npos;
}

bool IsNumeric(V value) {
  return value->is_number || value->IsConstant(ConstantKind::kInteger) ||
         value->IsConstant(ConstantKind::kFloat);
}

// Of two numbers, or where no text has the operator: 3 * count, rest - 1; not 3 * line.
bool MakesNumber(Operator op, V left, V right) {
  if (IsNumeric(left) && IsNumeric(right)) return true;
  const bool of_numbers = op == Operator::kSubtract || op == Operator::kDivide ||
                          op == Operator::kFloorDivide || op == Operator::kPower;
  return of_numbers && (IsNumeric(left) || IsNumeric(right));
}

bool EndsWithSlash(V value) { return value->IsString() && value->text.ends_with('/'); }

}  // namespace

// f'SELECT "{name}" FROM …': what is written before a part, without what is put in.
std::string Interpreter::ConstantsBefore(const Code& format, uint32_t part) {
  std::string before;
  for (const uint32_t one : unit().List(format.a)) {
    if (one == part) break;
    if (unit().codes[one].kind != CodeKind::kConstant) continue;
    const V text = Eval(one);
    if (text->IsString()) before += text->text;
  }
  return before;
}

// An f-string: a constant where all its parts are, else a text of which the beginning is known.
V Interpreter::EvalFormat(const Code& code) {
  V joined = String("");
  for (const uint32_t part : unit().List(code.a)) {
    V text = AsText(Eval(part));
    if (text->taint != nullptr && text->taint->IsClearedForAny(kDoubled))
      text = InQuotes(ConstantsBefore(code, part), text);
    if (EndsWithSlash(joined) && BeginsWithoutSlash(unit(), unit().codes[part])) {
      text = Cleared(text, core::Bit(core::SinkKind::kRedirect));
    }
    joined = Concatenate(joined, text);
  }
  return joined;
}

// str(value)
V Interpreter::AsText(V value) {
  switch (value->kind) {
    case ValueKind::kText: return value;
    case ValueKind::kConstant:
      switch (value->constant) {
        case ConstantKind::kString: return value;
        case ConstantKind::kInteger: return String(std::to_string(value->integer));
        case ConstantKind::kNone: return String("None");
        case ConstantKind::kTrue: return String("True");
        case ConstantKind::kFalse: return String("False");
        default: return Text("", value->taint);
      }
    case ValueKind::kUnion: {
      V joined = nullptr;
      for (uint32_t i = 0; i < value->count; ++i) {
        joined = JoinValues(joined, AsText(value->items[i]));
      }
      return joined;
    }
    case ValueKind::kUnknown:
      if (value->is_number) return Text("", value->taint);
      return Text("", value->taint, IsUnsure(value));
    case ValueKind::kReference: {
      const Contents* contents = ContentsOf(value);
      if (contents != nullptr && contents->kind == ContentsKind::kObject) {
        const V made = CallMethod(value, known_->str, {}, kNone);
        if (made->kind == ValueKind::kText || made->IsString()) return made;
      }
      return Text("", DeepTaint(value));
    }
    default:
      if (const V begin = BeginningOf(value); begin != value) return begin;
      return Text("", DeepTaint(value), IsUnsure(value));
  }
}

namespace {

struct OperatorName {
  Operator op;
  std::string_view name;       // left.name(right)
  std::string_view reflected;  // right.reflected(left)
};
constexpr OperatorName kOperatorNames[] = {
    {Operator::kAdd, "__add__", "__radd__"},
    {Operator::kSubtract, "__sub__", "__rsub__"},
    {Operator::kMultiply, "__mul__", "__rmul__"},
    {Operator::kDivide, "__truediv__", "__rtruediv__"},
    {Operator::kFloorDivide, "__floordiv__", "__rfloordiv__"},
    {Operator::kModulo, "__mod__", "__rmod__"},
    {Operator::kBitAnd, "__and__", "__rand__"},
    {Operator::kBitOr, "__or__", "__ror__"},
    {Operator::kBitXor, "__xor__", "__rxor__"},
    {Operator::kLeftShift, "__lshift__", "__rlshift__"},
    {Operator::kRightShift, "__rshift__", "__rrshift__"},
};

}  // namespace

// What the classes of the files make of an operator; null: neither side is such an object.
V Interpreter::OperatorOfClass(Operator op, V left, V right, uint32_t code) {
  const bool is_left = IsContainer(left, ContentsKind::kObject);
  if (!is_left && !IsContainer(right, ContentsKind::kObject)) return nullptr;
  for (const OperatorName& row : kOperatorNames) {
    if (row.op != op) continue;
    if (const V method = is_left ? SpecialMethod(left, symbols_.Of(row.name)) : nullptr) {
      return Call(method, {{.value = right}}, code);
    }
    if (const V method = SpecialMethod(right, symbols_.Of(row.reflected))) {
      return Call(method, {{.value = left}}, code);
    }
  }
  return nullptr;
}

V Interpreter::EvalBinary(const Code& code) {
  const V left = Eval(code.a);
  V right = Eval(code.b);
  if (code.op == Operator::kAdd && EndsWithSlash(left) &&
      BeginsWithoutSlash(unit(), unit().codes[code.b])) {
    right = Cleared(right, core::Bit(core::SinkKind::kRedirect));
  }
  if (left->kind == ValueKind::kReference || right->kind == ValueKind::kReference) {
    if (const V made = OperatorOfClass(code.op, left, right, CodeIndex(code))) return made;
  }
  if (left->kind == ValueKind::kExternal) {
    // path / "name", and the operators that libraries give a meaning of their own
    const Path* path = left->path;
    if (code.op == Operator::kDivide) {
      const Path* joined = paths_.Called(paths_.Child(path, known_->divide));
      if (joined->is_known) return OfPath(joined, JoinTaints(left->taint, DeepTaint(right)), kNone);
    }
    // Markup("<p>%s</p>") % text, Markup("<p>") + text
    if (code.op == Operator::kModulo || code.op == Operator::kAdd) {
      const Path* made =
          paths_.Child(path, code.op == Operator::kModulo ? known_->percent : known_->plus);
      if (made->said->clean != nullptr) {
        return OfPath(paths_.Called(made),
                      JoinTaints(left->taint, Cleared(DeepTaint(right), made->said->clean->kinds)),
                      kNone);
      }
    }
  }
  // name / Path("page.txt")
  if (right->kind == ValueKind::kExternal && code.op == Operator::kDivide) {
    const Path* joined = paths_.Called(paths_.Child(right->path, known_->divide));
    if (joined->is_known) return OfPath(joined, JoinTaints(DeepTaint(left), right->taint), kNone);
  }
  if (code.op == Operator::kModulo) CheckPercentFormat(left, right, code.span);
  return Binary(code.op, left, right);
}

namespace {

// "ab" * 3 is worked out up to this length in bytes; longer text is not known any more.
constexpr uint64_t kMaxRepeated = 4'096;

bool Multiply(int64_t a, int64_t b, int64_t* product) {
  return !__builtin_mul_overflow(a, b, product);
}

// Python's division of integers rounds down.
int64_t FloorDivide(int64_t a, int64_t b) {
  const int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

// What is left has the sign of the divisor.
int64_t Modulo(int64_t a, int64_t b) {
  const int64_t remainder = a % b;
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

}  // namespace

V Interpreter::IntegerBinary(Operator op, int64_t a, int64_t b) {
  int64_t result = 0;
  switch (op) {
    case Operator::kAdd:
      if (!__builtin_add_overflow(a, b, &result)) return Integer(result);
      break;
    case Operator::kSubtract:
      if (!__builtin_sub_overflow(a, b, &result)) return Integer(result);
      break;
    case Operator::kMultiply:
      if (Multiply(a, b, &result)) return Integer(result);
      break;
    case Operator::kDivide:
      if (b != 0) return Real(static_cast<double>(a) / static_cast<double>(b));
      break;
    case Operator::kFloorDivide:
      if (b != 0 && !(b == -1)) return Integer(FloorDivide(a, b));
      break;
    case Operator::kModulo:
      if (b != 0 && b != -1) return Integer(Modulo(a, b));
      break;
    case Operator::kPower:
      if (b >= 0 && b <= 64) {
        result = 1;
        for (int64_t i = 0; i < b; ++i) {
          if (!Multiply(result, a, &result)) return Number();
        }
        return Integer(result);
      }
      break;
    case Operator::kBitAnd: return Integer(a & b);
    case Operator::kBitOr: return Integer(a | b);
    case Operator::kBitXor: return Integer(a ^ b);
    case Operator::kLeftShift:
      if (b >= 0 && b < 32 && a >= 0 && a < (int64_t{1} << 30)) return Integer(a << b);
      break;
    case Operator::kRightShift:
      if (b >= 0 && b < 63) return Integer(a >> b);
      break;
    default: break;
  }
  return Number();
}

V Interpreter::Binary(Operator op, V left, V right) {
  const auto is_integer = [](V value) { return value->IsConstant(ConstantKind::kInteger); };
  if (is_integer(left) && is_integer(right))
    return IntegerBinary(op, left->integer, right->integer);
  if (left->kind == ValueKind::kUnion && right->kind == ValueKind::kConstant &&
      op != Operator::kAdd && op != Operator::kModulo) {
    V joined = nullptr;
    for (uint32_t i = 0; i < left->count; ++i) {
      joined = JoinValues(joined, Binary(op, left->items[i], right));
    }
    return joined;
  }
  const auto is_one_text = [](V value) {
    return value->IsString() || value->kind == ValueKind::kText ||
           value->IsConstant(ConstantKind::kBytes);
  };
  const auto is_text = [&](V value) {
    if (value->kind != ValueKind::kUnion) return is_one_text(value);
    return std::all_of(value->items, value->items + value->count, is_one_text);
  };
  const auto may_be_text = [&](V value) {
    if (value->kind == ValueKind::kUnion) return true;
    return is_text(value) || (value->kind == ValueKind::kUnknown && !value->is_number) ||
           value->kind == ValueKind::kExternal;
  };
  if (op == Operator::kAdd) {
    const Contents* a = ContentsOf(left);
    const Contents* b = ContentsOf(right);
    if (a != nullptr && a->kind != ContentsKind::kObject) {
      const V made = NewContainer(*a, left->taint);
      if (b != nullptr) {
        ExtendList(made, *b);
      } else {
        AddRest(made, Unknown(DeepTaint(right)));
      }
      return made;
    }
    if (is_text(left) || is_text(right)) return Concatenate(left, right);
    if (may_be_text(left) && may_be_text(right)) {
      const Taint* taint = JoinTaints(DeepTaint(left), DeepTaint(right));
      return taint == nullptr ? Unknown() : Concatenate(left, right);
    }
    const Taint* taint = JoinTaints(DeepTaint(left), DeepTaint(right));
    if (left->is_number || right->is_number) return Number(OfNumber(taint));
    return Unknown(taint);
  }
  if (op == Operator::kModulo && (is_text(left) || left->kind == ValueKind::kUnion)) {
    return PercentFormat(left, right);
  }
  if (op == Operator::kMultiply && (is_text(left) || is_text(right))) {
    const V text = is_text(left) ? left : right;
    const V times = is_text(left) ? right : left;
    if (text->kind == ValueKind::kConstant && times->IsConstant(ConstantKind::kInteger) &&
        times->integer >= 0 &&
        static_cast<uint64_t>(times->integer) <= kMaxRepeated / (text->text.size() + 1)) {
      std::string repeated;
      for (int64_t i = 0; i < times->integer; ++i) repeated += text->text;
      return text->IsString() ? String(repeated, text->taint) : Bytes(repeated, text->taint);
    }
    return Text("", text->taint);
  }
  if (op == Operator::kBitOr && ContentsOf(left) != nullptr && ContentsOf(right) != nullptr &&
      ContentsOf(left)->kind == ContentsKind::kDictionary) {
    const V made = NewContainer(*ContentsOf(left));
    UpdateDictionary(made, *ContentsOf(right));
    return made;
  }
  const Taint* taint = JoinTaints(DeepTaint(left), DeepTaint(right));
  if (MakesNumber(op, left, right)) return Number(OfNumber(taint));
  return taint == nullptr ? Unknown() : Unknown(taint);
}

// "…%s…" % (a, b)
V Interpreter::PercentFormat(V format, V values) {
  if (format->kind == ValueKind::kUnion) {
    V joined = nullptr;
    for (uint32_t i = 0; i < format->count; ++i) {
      joined = JoinValues(joined, PercentFormat(format->items[i], values));
    }
    return joined;
  }
  const Taint* taint = JoinTaints(format->taint, nullptr);
  std::string prefix(format->text);
  bool whole = format->IsString();
  bool unsure = IsUnsure(format);
  const Contents* contents = ContentsOf(values);
  const bool by_place =
      contents != nullptr && contents->kind == ContentsKind::kTuple && contents->rest == nullptr;
  if (!format->IsString()) {
    taint = JoinTaints(taint, DeepTaint(values));
    return Text(prefix.substr(0, prefix.find('%')), taint);
  }
  std::string out;
  uint32_t next = 0;
  for (size_t i = 0; i < prefix.size(); ++i) {
    if (prefix[i] != '%') {
      if (whole) out += prefix[i];
      continue;
    }
    if (i + 1 < prefix.size() && prefix[i + 1] == '%') {
      if (whole) out += '%';
      ++i;
      continue;
    }
    size_t end = i + 1;
    if (end < prefix.size() && prefix[end] == '(') end = prefix.find(')', end);
    if (end == std::string::npos) break;
    while (end < prefix.size() && !std::isalpha(static_cast<unsigned char>(prefix[end]))) ++end;
    const char conversion = end < prefix.size() ? prefix[end] : 's';
    V value = values;
    if (by_place) value = next < contents->count ? contents->items[next++] : Unknown();
    const bool textual = conversion == 's' || conversion == 'r' || conversion == 'a';
    V text = textual ? AsText(value) : Text("", OfNumber(DeepTaint(value)));
    text = InQuotes(std::string_view(prefix).substr(0, i), text);
    unsure |= text->is_unsure;
    taint = JoinTaints(taint, textual && text->taint == nullptr ? DeepTaint(value) : text->taint);
    if (whole && text->IsString()) {
      out += text->text;
    } else if (whole) {
      if (text->kind == ValueKind::kText) out += text->text;
      whole = false;
    }
    i = end;
  }
  return whole ? String(out, taint) : Text(out, taint, unsure);
}

}  // namespace meerkat::flow
