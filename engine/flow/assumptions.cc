// The part of Interpreter that knows what single conditions, comparisons and calls, say of a value.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

namespace {

// "https://host/": nothing that follows can change the host.
bool NamesHost(std::string_view prefix) {
  const size_t scheme = prefix.find("://");
  if (scheme == std::string_view::npos) return false;
  const size_t host = scheme + 3;
  const size_t end = prefix.find_first_of("/?#", host);
  return end != std::string_view::npos && end > host;
}

}  // namespace

void Interpreter::AssumeCompare(const Code& code, bool holds) {
  Operator op = code.op;
  if (op == Operator::kNotEqual || op == Operator::kIsNot || op == Operator::kNotIn) {
    op = op == Operator::kNotEqual ? Operator::kEqual
         : op == Operator::kIsNot  ? Operator::kIs
                                   : Operator::kIn;
    holds = !holds;
  }
  const V left = Eval(code.a);
  const V right = Eval(code.b);
  if (op == Operator::kEqual || op == Operator::kIs) {
    AssumeEqual(code.a, left, right, holds);
    AssumeEqual(code.b, right, left, holds);
    return;
  }
  if (op != Operator::kIn) return;
  // base in path.parents
  const Code& container = unit().codes[code.b];
  if (holds && DeepTaint(left) == nullptr && right->taint != nullptr &&
      container.kind == CodeKind::kAttribute && unit().Name(container.b) == "parents") {
    RefineSources(right->taint, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
    Refine(container.a, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
    return;
  }
  if (holds && left->taint != nullptr) {
    const bool is_text = right->IsString() || right->kind == ValueKind::kText;
    if (IsConstantCollection(right) || (!is_text && DeepTaint(right) == nullptr)) {
      Refine(code.a, core::kAllSinks);
      if (IsUrlPart(code.a)) RefineSources(left->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
    }
  }
  // if ".." in name: …
  if (!holds && left->IsString() && right->taint != nullptr) {
    core::SinkSet cleared = 0;
    if (left->text == ".." || left->text == "/" || left->text == "../") {
      cleared = Bit(SinkKind::kPath) | Bit(SinkKind::kArchive);
    } else if (left->text == "\n" || left->text == "\r\n" || left->text == "\r") {
      cleared = Bit(SinkKind::kHeader) | Bit(SinkKind::kLog) | Bit(SinkKind::kMail);
    }
    if (left->text == "'" || left->text == "\"") cleared = Bit(SinkKind::kXpath) | Bit(SinkKind::kSql);
    if (cleared != 0) Refine(code.b, cleared);
    // x begins and ends with a quote and has none between: a literal.
    const Code& part = unit().codes[code.b];
    const bool quote = left->text == "'" || left->text == "\"";
    if (quote && part.kind == CodeKind::kSubscript &&
        unit().codes[part.b].kind == CodeKind::kSlice) {
      Refine(part.a, Bit(SinkKind::kCode) | cleared);
    }
  }
}

// One side of `a == b`.
void Interpreter::AssumeEqual(uint32_t place, V value, V other, bool holds) {
  if (!holds) {
    if (other->kind != ValueKind::kConstant || value->kind != ValueKind::kUnion) return;
    V joined = nullptr;
    for (uint32_t i = 0; i < value->count; ++i) {
      if (!SameConstant(value->items[i], other)) joined = JoinValues(joined, value->items[i]);
    }
    if (joined != nullptr && PlaceValue(place) != nullptr) Narrow(place, joined);
    return;
  }
  // os.path.commonpath([base, path]) == base
  const Code& code = unit().codes[place];
  if (code.kind == CodeKind::kCall && value->taint != nullptr && DeepTaint(other) == nullptr) {
    const V callee = Eval(code.a);
    if (callee->kind == ValueKind::kExternal && callee->path == known_->common_path) {
      RefineSources(value->taint, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
      return;
    }
  }
  if (other->kind == ValueKind::kConstant) {
    if (PlaceValue(place) != nullptr) {
      Narrow(place, other);
    } else if (value->taint != nullptr && IsUrlPart(place)) {
      RefineSources(value->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
    }
    return;
  }
  if (value->taint == nullptr || IsDeepTainted(other)) return;
  // Equal to what no stranger chose.
  if (IsUrlPart(place)) {
    RefineSources(value->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
  } else if (other->kind != ValueKind::kUnknown) {
    Refine(place, core::kAllSinks);
  }
}

// parsed.netloc, urlparse(url).hostname
bool Interpreter::IsUrlPart(uint32_t place) const {
  const Code& code = unit().codes[place];
  if (code.kind == CodeKind::kSubscript) return false;
  std::string_view name;
  if (code.kind == CodeKind::kAttribute) name = unit().Name(code.b);
  if (code.kind == CodeKind::kName) name = unit().Name(code.a);
  return name == "netloc" || name == "hostname" || name == "host" || name == "domain";
}

void Interpreter::AssumeCall(const Code& code, bool holds) {
  const V callee = Eval(code.a);
  const std::span<const uint32_t> list = unit().List(code.b);
  const auto argument = [&](size_t i) {
    return i < list.size() ? unit().codes[list[i]].a : kNone;
  };
  const Code& function = unit().codes[code.a];
  if (callee->kind == ValueKind::kFunction) return AssumeFunction(callee, code, holds);
  const std::string_view name =
      function.kind == CodeKind::kAttribute ? unit().Name(function.b) : std::string_view();
  const bool is_method = callee->kind == ValueKind::kMethod || callee->kind == ValueKind::kUnion ||
                         name == "is_relative_to" || name == "startswith";
  if (is_method && function.kind == CodeKind::kAttribute) {
    const V receiver = Eval(function.a);
    AssumeMethod(unit().Name(function.b), function.a, receiver,
                 list.empty() ? nullptr : Eval(argument(0)), argument(0), holds);
    return;
  }
  if (callee->kind != ValueKind::kExternal || list.empty()) return;
  const Path* path = callee->path;
  if (path == known_->is_instance && holds && list.size() == 2) {
    if (IsNumberType(Eval(argument(1)))) Refine(argument(0), core::kAllSinks);
    return;
  }
  if ((path == known_->re_match || path == known_->re_fullmatch || path == known_->re_search) &&
      holds && list.size() >= 2) {
    const bool whole = path == known_->re_fullmatch;
    if (Restricts(Eval(argument(0)), whole, path == known_->re_match)) {
      Refine(argument(1), core::kAllSinks);
    }
    return;
  }
  if (path->guard != nullptr && holds) {
    const V value = Eval(argument(0));
    Refine(argument(0), path->guard->kinds);
    RefineSources(value->taint, path->guard->kinds);
  }
}

void Interpreter::AssumeMethod(std::string_view name, uint32_t place, V receiver, V argument,
                               uint32_t argument_place, bool holds) {
  static constexpr std::string_view kTame[] = {"isdigit",   "isalnum",   "isnumeric",   "isdecimal",
                                               "isalpha",   "isidentifier"};
  if (holds && std::find(std::begin(kTame), std::end(kTame), name) != std::end(kTame)) {
    Refine(place, core::kAllSinks);
    return;
  }
  // branch.startswith("-"): no option
  if (!holds && name == "startswith" && argument != nullptr && argument->IsString() &&
      argument->text.starts_with('-')) {
    Refine(place, Bit(SinkKind::kArgument));
    return;
  }
  if (holds && (name == "startswith" || name == "is_relative_to") && argument != nullptr) {
    core::SinkSet cleared = 0;
    bool normal = receiver->taint != nullptr;
    if (receiver->taint != nullptr) {
      for (const Mark& mark : receiver->taint->all()) normal &= (mark.cleared & kNormalPath) != 0;
    }
    if (normal && DeepTaint(argument) == nullptr) {
      cleared |= Bit(SinkKind::kPath) | Bit(SinkKind::kArchive);
    }
    if (argument->IsString() && NamesHost(argument->text)) {
      cleared |= Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect);
    }
    if (cleared == 0) return;
    Refine(place, cleared);
    // str(path).startswith(base), and what path was made of
    if (PlaceValue(place) == nullptr) RefineSources(receiver->taint, cleared);
    return;
  }
  // pattern.match(x)
  if (holds && (name == "match" || name == "fullmatch") && argument != nullptr &&
      argument->taint != nullptr) {
    Refine(argument_place, core::kAllSinks);
  }
}

bool Interpreter::IsNumberType(V type) const {
  if (type->kind == ValueKind::kExternal) {
    return type->path == known_->int_type || type->path == known_->float_type ||
           type->path == known_->bool_type;
  }
  const Contents* contents = ContentsOf(type);
  if (contents == nullptr || contents->count == 0 || contents->rest != nullptr) return false;
  for (uint32_t i = 0; i < contents->count; ++i) {
    if (!IsNumberType(contents->items[i])) return false;
  }
  return true;
}

// Whether a pattern lets only certain characters through, from the first to the last.
bool Interpreter::Restricts(V pattern, bool whole, bool from_begin) const {
  if (!pattern->IsString()) return pattern->kind != ValueKind::kConstant && whole;
  const std::string_view text = pattern->text;
  const bool begins = whole || from_begin || text.starts_with('^') || text.starts_with("\\A");
  const bool ends = whole || text.ends_with('$') || text.ends_with("\\Z");
  if (!begins || !ends) return false;
  return text.find(".*") == std::string_view::npos && text.find(".+") == std::string_view::npos &&
         text.find("[^") == std::string_view::npos && text.find("\\S") == std::string_view::npos;
}

}  // namespace meerkat::flow
