// The part of Interpreter that knows what a call, where it counts as true or as false, says of what
// it is given.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/flow/characters.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

namespace {

// re.search(r"[^a-z0-9]", name): where it finds nothing, the name has no other characters. One that
// lets through what means something to somebody, [^\x00-\x7F], says nothing.
bool FindsAllBut(std::string_view pattern) {
  if (!pattern.starts_with("[^")) return false;
  std::string_view named = pattern.substr(2);
  while (!named.empty() && named[0] != ']') {
    const bool is_range = named.size() > 2 && named[1] == '-' && named[2] != ']';
    if (is_range) {
      const std::string_view range = named.substr(0, 3);
      if (range != "a-z" && range != "A-Z" && range != "0-9" && range != "a-f" && range != "A-F")
        return false;
      named.remove_prefix(3);
      continue;
    }
    const bool is_escaped = named[0] == '\\' && named.size() > 1;
    const char c = named[is_escaped ? 1 : 0];
    if (is_escaped && IsTameCharacter(c) && c != 'w' && c != 'd' && c != '_' && c != '-' &&
        c != '.')
      return false;
    if (!IsTameCharacter(c)) return false;
    named.remove_prefix(is_escaped ? 2 : 1);
  }
  return named == "]" || named == "]+";
}

// The end of the first alternative of a pattern: of "a|b" the place of the '|'.
size_t EndOfAlternative(std::string_view pattern) {
  bool in_set = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '[') {
      in_set = true;
    } else if (pattern[i] == ']') {
      in_set = false;
    } else if (pattern[i] == '|' && !in_set) {
      return i;
    }
  }
  return pattern.size();
}

// Texts that a value does not have where a search for a pattern finds nothing, as far as they mean
// something in a path or a header: r"(\.{2,}|[/\\])" finds each ".." and each "/".
std::vector<std::string_view> TextsLookedFor(std::string_view pattern) {
  const bool is_group = pattern.starts_with('(') && pattern.find(')') + 1 == pattern.size();
  if (is_group) pattern = pattern.substr(1, pattern.size() - 2);
  if (is_group && pattern.starts_with("?:")) pattern.remove_prefix(2);
  std::vector<std::string_view> texts;
  if (pattern.find_first_of("()") != pattern.npos) return texts;
  while (!pattern.empty()) {
    const size_t end = EndOfAlternative(pattern);
    const std::string_view one = pattern.substr(0, end);
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
    const bool is_set =
        one.starts_with('[') && !one.starts_with("[^") && one.find(']') + 1 == one.size();
    const auto names = [&](std::string_view text) {
      return one == text || (is_set && one.find(text) != one.npos);
    };
    if (one == "\\.\\." || one == "\\.{2}" || one == "\\.{2,}" || one == "\\.\\.+")
      texts.push_back("..");
    if (names("/") || one == "\\/") texts.push_back("/");
    if (names("\\n") || names("\n")) texts.push_back("\n");
  }
  return texts;
}

}  // namespace

void Interpreter::AssumeCall(const Code& code, bool holds) {
  V callee = Eval(code.a);
  // try: from a import is_safe; except ImportError: from b import is_safe
  if (callee->kind == ValueKind::kUnion && callee->items[0]->kind == ValueKind::kExternal &&
      std::all_of(callee->items, callee->items + callee->count, [](V one) {
        return one->kind == ValueKind::kExternal && one->path->said->guard != nullptr;
      })) {
    callee = callee->items[0];
  }
  const std::span<const uint32_t> list = unit().List(code.b);
  const auto argument = [&](size_t i) { return i < list.size() ? unit().codes[list[i]].a : kNone; };
  const Code& function = unit().codes[code.a];
  if (const Path* any = holds && function.kind == CodeKind::kAttribute
                            ? paths_.OfAny(NameOf(function.b))
                            : nullptr;
      any != nullptr && any->said->guard != nullptr) {
    return AssumeGuard(*any->said->guard, list);
  }
  if (callee->kind == ValueKind::kFunction && AssumeByName(callee, argument(0), holds)) return;
  if (const auto gains = gains_.find({frame_, CodeIndex(code)}); gains != gains_.end()) {
    const Gains& known = *gains->second;
    return ApplyGains(known, holds ? known.if_true : known.if_false);
  }
  if (callee->kind == ValueKind::kFunction) return;
  const std::string_view name =
      function.kind == CodeKind::kAttribute ? unit().Name(function.b) : std::string_view();
  const bool is_method = callee->kind == ValueKind::kMethod || callee->kind == ValueKind::kUnion ||
                         name == "is_relative_to" || name == "startswith" || name == "endswith" ||
                         IsTame(name);
  if (is_method && function.kind == CodeKind::kAttribute) {
    const V receiver = Again(function.a);
    AssumeMethod(unit().Name(function.b), function.a, receiver,
                 list.empty() ? nullptr : Again(argument(0)), argument(0), holds);
    return;
  }
  if (callee->kind != ValueKind::kExternal || list.empty()) return;
  AssumeExternalCall(*callee, list, holds);
}

// What a call of something outside the files says of its arguments.
void Interpreter::AssumeExternalCall(const Value& callee, std::span<const uint32_t> arguments,
                                     bool holds) {
  const Path* path = callee.path;
  const uint32_t first = unit().codes[arguments[0]].a;
  if (path == known_->all_of || path == known_->any_of) {
    return AssumeQuantity(unit().codes[first], path == known_->all_of, holds);
  }
  if (path == known_->bool_type) return Assume(first, holds);
  if (!holds && arguments.size() == 1 && symbols_.Text(path->step) == "isabs") {
    return AssumePathPart(first, Again(first), kRelativePath);
  }
  if (AssumeMatch(callee, arguments, holds)) return;
  if (!holds) {
    if (path != known_->is_instance || arguments.size() != 2) return;
    // What is no text names no attribute.
    const V type = Eval(unit().codes[arguments[1]].a);
    if (type->kind == ValueKind::kExternal && type->path == known_->text_type)
      Refine(first, Bit(SinkKind::kImport) | Bit(SinkKind::kAttributeName));
    return;
  }
  if (path == known_->is_instance && arguments.size() == 2) {
    const V type = Eval(unit().codes[arguments[1]].a);
    const V value = Eval(first);
    // An object of a class of these files is no text that a stranger has sent.
    const bool is_made = type->kind == ValueKind::kClass &&
                         (value->kind == ValueKind::kUnknown || value->kind == ValueKind::kText);
    if (is_made || IsNumberType(type)) Refine(first, core::kAllSinks);
    const bool is_text = type->kind == ValueKind::kExternal && type->path == known_->text_type;
    if (is_text && value->kind == ValueKind::kUnknown) Narrow(first, Text("", value->taint));
    return;
  }
  // validate_host(host, ["*"])
  if (symbols_.Text(path->step) == "validate_host" && arguments.size() > 1) {
    const V allowed = Eval(unit().codes[arguments[1]].a);
    const Contents* hosts = ContentsOf(allowed);
    if (IsFromOutside(allowed) ||
        (hosts != nullptr && std::any_of(hosts->items, hosts->items + hosts->count, [](V host) {
           return host->IsString() && host->text == "*";
         }))) {
      return;
    }
  }
  if (path->said->guard != nullptr) AssumeGuard(*path->said->guard, arguments);
}

// all(…) and any(…), of a comprehension.
void Interpreter::AssumeQuantity(const Code& each, bool all, bool holds) {
  // all(map(str.isalnum, name))
  if (holds && all && each.kind == CodeKind::kCall && unit().List(each.b).size() == 2) {
    const V called = Eval(each.a);
    const bool maps = called->kind == ValueKind::kExternal &&
                      called->path->parent == known_->builtins_module &&
                      symbols_.Text(called->path->step) == "map";
    if (maps && IsTameCheck(Eval(unit().codes[unit().List(each.b)[0]].a)))
      RefineElements(unit().codes[unit().List(each.b)[1]].a, core::kAllSinks);
    return;
  }
  if (each.kind != CodeKind::kComprehension) return;
  if (holds) return AssumeEach(each, all);
  // if any(c not in LETTERS for c in name): return; from then on it holds for none of them.
  if (all) return;
  // if any(part == ".." for part in name.split("/")): return
  const std::span<const uint32_t> items = unit().List(each.a);
  if (items.size() == 3 && items[1] == kNone && unit().List(unit().codes[items[2]].c).empty()) {
    const Code& asked = unit().codes[items[0]];
    const uint32_t parts = unit().codes[items[2]].b;
    if (asked.kind == CodeKind::kCompare && asked.op == Operator::kEqual) {
      const V text = Eval(asked.b);
      if (text->IsString() && text->text == "..") AssumeWithout(parts, Eval(parts), "..");
    }
    // any(address in network for network in NETWORKS)
    if (asked.kind == CodeKind::kCompare && asked.op == Operator::kIn) {
      const V left = Eval(asked.a);
      if (IsLookedUp(left->taint) && AreNetworks(parts))
        RefineSources(left->taint, Bit(SinkKind::kUrl));
    }
  }
  AssumeOfElements(each, false);
}

// A condition holds, or does not, for each element: what each is safe for by that, the whole is.
void Interpreter::AssumeOfElements(const Code& comprehension, bool holds) {
  const std::span<const uint32_t> items = unit().List(comprehension.a);
  if (items.size() != 3 || items[1] != kNone) return;
  const Code& clause = unit().codes[items[2]];
  if (unit().List(clause.c).empty()) AssumeOfClause(clause, items[0], holds);
}

// [c for c in x if c not in LETTERS] is empty: there is no element of which it holds.
void Interpreter::AssumeNoneOf(const Code& comprehension) {
  const std::span<const uint32_t> items = unit().List(comprehension.a);
  if (items.size() != 3) return;
  const Code& clause = unit().codes[items[2]];
  const std::span<const uint32_t> conditions = unit().List(clause.c);
  if (conditions.size() == 1) AssumeOfClause(clause, conditions[0], false);
}

void Interpreter::AssumeOfClause(const Code& clause, uint32_t condition, bool holds) {
  if (unit().codes[clause.a].kind != CodeKind::kName) return;
  const State::Mark mark = state_.Begin();
  Assign(clause.a, Element(Eval(clause.b), clause.b), clause.span);
  const V before = PlaceValue(clause.a);
  const bool others = std::exchange(met_wide_set_, false);
  Assume(condition, holds);
  const core::SinkSet gained = met_wide_set_ ? 0 : GainedBetween(before, PlaceValue(clause.a));
  met_wide_set_ = others;
  state_.Take(mark);
  RefineElements(clause.b, gained);
}

// "abc".isalnum(): nothing that means something to anybody.
bool Interpreter::IsTame(std::string_view method) {
  static constexpr std::string_view kTame[] = {"isdigit",   "isalnum", "isnumeric",
                                               "isdecimal", "isalpha", "isidentifier"};
  return std::find(std::begin(kTame), std::end(kTame), method) != std::end(kTame);
}

// str.isalnum, handed to map() or filter()
bool Interpreter::IsTameCheck(V function) const {
  return function->kind == ValueKind::kExternal && function->path->parent == known_->text_type &&
         IsTame(symbols_.Text(function->path->step));
}

// re.fullmatch("[a-z]+", x), PATTERN.match(x), not re.search("[^a-z]", x). False: it is none.
bool Interpreter::AssumeMatch(const Value& callee, std::span<const uint32_t> arguments,
                              bool holds) {
  const Path* path = callee.path;
  const bool is_compiled = path->parent == known_->pattern;
  const bool is_plain =
      path == known_->re_match || path == known_->re_fullmatch || path == known_->re_search;
  if (!is_compiled && !is_plain) return false;
  const std::string_view step = symbols_.Text(path->step);
  const size_t place = is_compiled ? 0 : 1;
  if (step != "match" && step != "fullmatch" && step != "search") return holds;
  if (place >= arguments.size()) return false;
  const uint32_t text = unit().codes[arguments[place]].a;
  V pattern = Unknown();
  if (!is_compiled) pattern = Eval(unit().codes[arguments[0]].a);
  if (is_compiled && !callee.text.empty()) pattern = String(callee.text);
  if (holds) {
    AssumePattern(pattern, step == "fullmatch", step == "match", text);
  } else if (step == "search" && pattern->IsString() && FindsAllBut(pattern->text) &&
             (!is_compiled || arguments.size() == 1)) {  // not from some place on
    Refine(text, core::kAllSinks);
  } else if (step == "search" && pattern->IsString() && (!is_compiled || arguments.size() == 1)) {
    for (const std::string_view absent : TextsLookedFor(pattern->text))
      AssumeWithout(text, Eval(text), absent);
  }
  return true;
}

// url_has_allowed_host_and_scheme(url=target, allowed_hosts=…), tokens.check_token(user, token)
void Interpreter::AssumeGuard(const GuardModel& guard, std::span<const uint32_t> arguments) {
  const std::string_view spec = guard.argument;
  const size_t place = static_cast<size_t>(spec[0] - '0');
  uint32_t checked = place < arguments.size() ? unit().codes[arguments[place]].a : kNone;
  if (const size_t colon = spec.find(':'); colon != std::string_view::npos) {
    for (const uint32_t index : arguments) {
      const Code& one = unit().codes[index];
      if (one.b != kNone && unit().Name(one.b) == spec.substr(colon + 1)) checked = one.a;
    }
  }
  if (checked == kNone) return;
  const V value = Eval(checked);
  Refine(checked, guard.kinds);
  if (guard.kinds != core::kAllSinks) RefineSources(value->taint, guard.kinds);
}

// all(c in LETTERS for c in x), any(x == one for one in ALLOWED)
void Interpreter::AssumeEach(const Code& comprehension, bool all) {
  if (all) return AssumeOfElements(comprehension, true);
  const std::span<const uint32_t> items = unit().List(comprehension.a);
  if (items.size() != 3 || items[1] != kNone) return;
  const Code& clause = unit().codes[items[2]];
  std::vector<std::pair<uint32_t, V>> hidden;
  HideTargets(clause.a, &hidden);
  Assign(clause.a, Element(Eval(clause.b), clause.b), clause.span);
  for (const uint32_t condition : unit().List(clause.c)) Assume(condition, true);
  Assume(items[0], true);
  for (size_t i = hidden.size(); i > 0; --i) state_.Set(hidden[i - 1].first, hidden[i - 1].second);
}

// re.fullmatch(…), PATTERN.match(…): what gives a match, or None.
bool Interpreter::IsMatchCall(uint32_t place) {
  const Code& code = unit().codes[place];
  if (code.kind != CodeKind::kCall || code.c != kNone) return false;
  const V callee = Eval(code.a);
  if (callee->kind != ValueKind::kExternal) return false;
  const Path* path = callee->path;
  if (path == known_->re_match || path == known_->re_fullmatch || path == known_->re_search)
    return true;
  if (path->said->guard != nullptr) return true;
  const std::string_view step = symbols_.Text(path->step);
  return path->parent == known_->pattern &&
         (step == "match" || step == "fullmatch" || step == "search");
}

void Interpreter::AssumePattern(V pattern, bool whole, bool from_begin, uint32_t place) {
  if (Restricts(pattern, whole, from_begin)) return Refine(place, core::kAllSinks);
  // re.match(self.allowed_origins, origin): by a pattern that whoever runs it has set
  if (pattern->kind != ValueKind::kConstant && DeepTaint(pattern) == nullptr && IsUrlPart(place)) {
    const core::SinkSet kinds = Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect);
    RefineSources(Eval(place)->taint, kinds);
    Refine(place, kinds);
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

namespace {

// Whether what a pattern matches is made of characters that it names.
bool HasTameCharacters(std::string_view pattern) {
  for (std::string_view wild : {".*", ".+", ".{", "[^", "\\S", "\\D", "\\W"}) {
    for (size_t at = pattern.find(wild); at != std::string_view::npos;
         at = pattern.find(wild, at + 1)) {
      const bool is_escaped = wild[0] == '.' && at > 0 && pattern[at - 1] == '\\';
      if (!is_escaped) return false;
    }
  }
  return true;
}

}  // namespace

// Whether a pattern lets only certain characters through, from the first to the last.
bool Interpreter::Restricts(V pattern, bool whole, bool from_begin) const {
  if (!pattern->IsString()) return pattern->kind != ValueKind::kConstant && whole;
  const std::string_view text = pattern->text;
  const bool begins = whole || from_begin || text.starts_with('^') || text.starts_with("\\A");
  const bool ends = whole || text.ends_with('$') || text.ends_with("\\Z");
  if (!begins || !ends) return false;
  return HasTameCharacters(text);
}

}  // namespace meerkat::flow
