// The part of Interpreter that knows what single conditions, comparisons and calls, say of a value.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/characters.h"
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
  const bool is_known = op == Operator::kEqual || op == Operator::kIs || op == Operator::kIn ||
                        op == Operator::kLess || op == Operator::kLessEqual ||
                        op == Operator::kGreater || op == Operator::kGreaterEqual;
  if (!is_known) return;
  const V left = Again(code.a);
  const V right = Again(code.b);
  AssumeLength(code, left, right, holds);
  // set(x) <= set("0123456789")
  if ((op == Operator::kLessEqual || op == Operator::kLess) && holds &&
      DeepTaint(right) == nullptr) {
    const Code& made = unit().codes[code.a];
    if (made.kind == CodeKind::kCall && ContentsOf(left) != nullptr &&
        ContentsOf(right) != nullptr && unit().List(made.b).size() == 1 &&
        !LetsMuchThrough(right)) {
      Refine(unit().codes[unit().List(made.b)[0]].a, core::kAllSinks);
    }
    return;
  }
  if (op == Operator::kEqual || op == Operator::kIs) {
    // re.fullmatch(…) is None, is_valid(x) is True, type(x) is int
    const Code& place = unit().codes[code.a];
    const bool is_none = right->IsConstant(ConstantKind::kNone);
    if (is_none && IsMatchCall(code.a)) return Assume(code.a, !holds);
    if (is_none && (left->kind == ValueKind::kExternal || left->kind == ValueKind::kText))
      AssumeKept(left, !holds);
    if (right->IsConstant(ConstantKind::kTrue) ||
        (right->IsConstant(ConstantKind::kFalse) && holds)) {
      if (place.kind != CodeKind::kName)
        return Assume(code.a, right->IsConstant(ConstantKind::kTrue) == holds);
      AssumeKept(left, right->IsConstant(ConstantKind::kTrue) == holds);
    }
    if (holds && place.kind == CodeKind::kCall && unit().List(place.b).size() == 1 &&
        IsNumberType(right)) {
      const V callee = Eval(place.a);
      if (callee->kind == ValueKind::kExternal && callee->path == known_->type_of) {
        return Refine(unit().codes[unit().List(place.b)[0]].a, core::kAllSinks);
      }
    }
    AssumeEqual(code.a, left, code.b, right, holds);
    AssumeEqual(code.b, right, code.a, left, holds);
    return;
  }
  if (op != Operator::kIn) return;
  // base in path.parents
  const Code& container = unit().codes[code.b];
  if (holds && !IsFromOutside(left) && right->taint != nullptr &&
      container.kind == CodeKind::kAttribute && unit().Name(container.b) == "parents") {
    RefineSources(right->taint, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
    Refine(container.a, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
    return;
  }
  if (holds && left->taint != nullptr) {
    const bool is_text = right->kind == ValueKind::kText;
    if (IsConstantCollection(right) || right->IsString() || (!is_text && !IsStrangers(right))) {
      const bool is_host = IsUrlPart(code.a);
      if (right->IsString() && LetsMuchThrough(right)) met_wide_set_ = true;
      Refine(code.a, core::kAllSinks);
      RefineMembers(left->taint);
      if (is_host) RefineSources(left->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
      // module.split(".")[0] in PACKAGES
      const Code& part = unit().codes[code.a];
      if (part.kind == CodeKind::kSubscript && unit().codes[part.a].kind == CodeKind::kCall) {
        const Code& function = unit().codes[unit().codes[part.a].a];
        const bool is_first =
            Eval(part.b)->IsConstant(ConstantKind::kInteger) && Eval(part.b)->integer == 0;
        if (is_first && function.kind == CodeKind::kAttribute &&
            (unit().Name(function.b) == "split" || unit().Name(function.b) == "partition") &&
            SplitsAt(unit().codes[part.a], ".")) {
          Refine(function.a, Bit(SinkKind::kImport));
        }
      }
    }
  }
  // if address in NETWORK: abort(400)
  if (!holds && IsLookedUp(left->taint) && !right->IsString() && !IsConstantCollection(right) &&
      AreNetworks(code.b)) {
    RefineSources(left->taint, Bit(SinkKind::kUrl));
  }
  // if ".." in name: …, if os.sep in name: …
  const bool is_separator =
      left->kind == ValueKind::kExternal && symbols_.Text(left->path->step) == "sep";
  if (!holds && (left->IsString() || is_separator) && IsDeepTainted(right)) {
    AssumeWithout(code.b, right, is_separator ? std::string_view("/") : left->text);
  }
  // for part in name.split("/"): if part in ("", "..", "."): raise …
  if (!holds && left->taint != nullptr && HasParent(right)) Refine(code.a, kNotParent);
}

// ("", ".", "..")
bool Interpreter::HasParent(V collection) const {
  const Contents* contents = ContentsOf(collection);
  return contents != nullptr && contents->kind != ContentsKind::kObject &&
         std::any_of(contents->items, contents->items + contents->count,
                     [](V item) { return item->IsString() && item->text == ".."; });
}

// A text that a value does not have cannot do harm.
core::SinkSet Interpreter::ClearedWithout(std::string_view text) {
  if (text == ".." || text == "/" || text == "../")
    return Bit(SinkKind::kPath) | Bit(SinkKind::kArchive);
  if (text == "\n" || text == "\r\n" || text == "\r")
    return Bit(SinkKind::kHeader) | Bit(SinkKind::kLog) | Bit(SinkKind::kMail);
  if (text == "'" || text == "\"") return Bit(SinkKind::kXpath) | Bit(SinkKind::kSql);
  return 0;
}

// name.split("/"), name.split(os.sep)
bool Interpreter::SplitsAt(const Code& call, std::string_view separator) {
  if (call.kind != CodeKind::kCall || unit().List(call.b).empty()) return false;
  const V given = Eval(unit().codes[unit().List(call.b)[0]].a);
  if (given->kind == ValueKind::kExternal)
    return separator == "/" && symbols_.Text(given->path->step) == "sep";
  if (!given->IsString()) return false;
  return given->text == separator;
}

void Interpreter::AssumeWithout(uint32_t place, V whole, std::string_view text) {
  const core::SinkSet cleared = ClearedWithout(text);
  // ".." in name.split(","): its parts are no parts of a path.
  const Code& asked = unit().codes[place];
  if (asked.kind == CodeKind::kCall && unit().codes[asked.a].kind == CodeKind::kAttribute &&
      unit().Name(unit().codes[asked.a].b) == "split" && !SplitsAt(asked, "/"))
    return;
  if (cleared != 0) Refine(place, cleared);
  if (cleared & Bit(SinkKind::kArchive)) RefineMembers(DeepTaint(whole));
  // ".." in name.split("/"), ".." in Path(name).parts
  const Code& part = unit().codes[place];
  if (text == ".." && (part.kind == CodeKind::kCall || part.kind == CodeKind::kAttribute)) {
    const Code& part_of = part.kind == CodeKind::kCall ? unit().codes[part.a] : part;
    const std::string_view name =
        part_of.kind == CodeKind::kAttribute ? unit().Name(part_of.b) : "";
    if (name == "parts" || (name == "split" && SplitsAt(part, "/"))) {
      Refine(part_of.a, cleared);
      if (PlaceValue(part_of.a) == nullptr) RefineSources(DeepTaint(whole), cleared);
    }
  }
  // x begins and ends with a quote and has none between: a literal.
  const bool quote = text == "'" || text == "\"";
  if (quote && part.kind == CodeKind::kSubscript && unit().codes[part.b].kind == CodeKind::kSlice) {
    Refine(part.a, Bit(SinkKind::kCode) | cleared);
  }
}

// Whether characters, in a text or as elements, have some that mean something to somebody.
bool Interpreter::LetsMuchThrough(V characters) const {
  const auto is_wide = [](V text) {
    return text->IsString() && !std::all_of(text->text.begin(), text->text.end(), IsTameCharacter);
  };
  const Contents* contents = ContentsOf(characters);
  return contents == nullptr
             ? is_wide(characters)
             : std::any_of(contents->items, contents->items + contents->count, is_wide);
}

// if set(name) - LETTERS: return; if set(name) & {"/", "\\"}: return
void Interpreter::AssumeSets(const Code& code, bool holds) {
  if (holds || (code.op != Operator::kSubtract && code.op != Operator::kBitAnd)) return;
  const Code& made = unit().codes[code.a];
  if (made.kind != CodeKind::kCall || unit().codes[made.a].kind != CodeKind::kName) return;
  const std::string_view of = unit().Name(unit().codes[made.a].a);
  if ((of != "set" && of != "frozenset") || unit().List(made.b).size() != 1) return;
  const V other = Eval(code.b);
  const Contents* contents = ContentsOf(other);
  if (contents == nullptr || IsDeepTainted(other)) return;
  const uint32_t text = unit().codes[unit().List(made.b)[0]].a;
  if (code.op == Operator::kSubtract) {
    if (!LetsMuchThrough(other)) Refine(text, core::kAllSinks);
    return;
  }
  core::SinkSet cleared = 0;
  for (uint32_t i = 0; i < contents->count; ++i) {
    if (contents->items[i]->IsString()) cleared |= ClearedWithout(contents->items[i]->text);
  }
  if (cleared != 0) Refine(text, cleared);
}

// One side of `a == b`.
void Interpreter::AssumeEqual(uint32_t place, V value, uint32_t other_place, V other, bool holds) {
  if (!holds) {
    if (other->IsString() && other->text == ".." && value->taint != nullptr)
      Refine(place, kNotParent);
    if (other->kind != ValueKind::kConstant || value->kind != ValueKind::kUnion) return;
    V joined = nullptr;
    for (uint32_t i = 0; i < value->count; ++i) {
      if (!SameConstant(value->items[i], other)) joined = JoinValues(joined, value->items[i]);
    }
    if (joined != nullptr && PlaceValue(place) != nullptr) Narrow(place, joined);
    return;
  }
  const Code& code = unit().codes[place];
  if (code.kind == CodeKind::kCall && value->taint != nullptr && !IsFromOutside(other)) {
    const V callee = Eval(code.a);
    if (callee->kind == ValueKind::kExternal &&
        AssumeCommonPath(callee, value, other_place, other)) {
      return;
    }
  }
  AssumeFolder(code, value, other);
  if (other->kind == ValueKind::kConstant) {
    // ip = ip_address(host), or None where host is a name: None says nothing of where it leads.
    const bool is_host = value->taint != nullptr && IsUrlPart(place) &&
                         !(other->IsConstant(ConstantKind::kNone) && IsLookedUp(value->taint));
    if (PlaceValue(place) != nullptr) {
      Narrow(place, other);
      // if member.name == "data.json": archive.extract(member)
      RefineMembers(value->taint);
    }
    if (is_host) RefineSources(value->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
    return;
  }
  // urlparse(urljoin(request.host_url, target)).netloc == urlparse(request.host_url).netloc
  if (value->taint != nullptr && IsOwnHost(other) && IsUrlPart(place)) {
    RefineSources(value->taint, Bit(SinkKind::kRedirect));
    return;
  }
  // if secure_filename(name) != name: abort(400): name is what a check would have made of it.
  if (value->taint != nullptr && other->taint != nullptr && IsStrangers(other)) {
    core::SinkSet gained = Interpreter::ClearedBeyond(*value->taint, *other->taint);
    // if re.sub(r"\.\.", "", path) != path: abort(400): there was none.
    if (gained & kTakenUp) gained |= Bit(SinkKind::kPath) | Bit(SinkKind::kArchive);
    if (gained != 0) Refine(place, gained);
    return;
  }
  if (value->taint == nullptr || IsStrangers(other)) return;
  // Equal to what no stranger chose.
  if (IsUrlPart(place)) {
    RefineSources(value->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
    return;
  }
  // full = abspath(path); if full == root: …
  if (value->taint->IsClearedFor(kNormalPath)) {
    Refine(place, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
    RefineSources(value->taint, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
  }
  if (other->kind == ValueKind::kUnknown) return;
  Refine(place, core::kAllSinks);
  RefineMembers(value->taint);
}

void Interpreter::AssumeMethod(std::string_view name, uint32_t place, V receiver, V argument,
                               uint32_t argument_place, bool holds) {
  if (holds && IsTame(name)) {
    const Code& checked = unit().codes[place];
    Refine(place, core::kAllSinks);
    // name.replace("-", "").isalnum()
    if (checked.kind == CodeKind::kCall) RefineBesides(place);
    return;
  }
  // urlparse(url).hostname.endswith(".example.com")
  if (holds && name == "endswith" && argument != nullptr && argument->IsString() &&
      argument->text.starts_with('.') && argument->text.size() > 1 && IsUrlPart(place)) {
    RefineSources(receiver->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
    return;
  }
  // set(x).issubset("0123456789")
  if (holds == (name == "issubset") && (name == "issubset" || name == "difference") &&
      argument != nullptr && DeepTaint(argument) == nullptr &&
      argument->kind != ValueKind::kUnknown && !LetsMuchThrough(argument)) {
    const Code& made = unit().codes[place];
    if (made.kind == CodeKind::kCall && unit().List(made.b).size() == 1) {
      Refine(unit().codes[unit().List(made.b)[0]].a, core::kAllSinks);
    }
    return;
  }
  // name = posixpath.normpath(name); if isabs(name) or name.startswith("../"): raise …
  if (!holds && name == "startswith" && argument != nullptr && argument->IsString()) {
    if (argument->text.starts_with("..")) return AssumePathPart(place, receiver, kNoParentPath);
    if (argument->text == "/") return AssumePathPart(place, receiver, kRelativePath);
  }
  if (!holds && name == "is_absolute") return AssumePathPart(place, receiver, kRelativePath);
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
    if (normal && !IsFromOutside(argument)) {
      cleared |= Bit(SinkKind::kPath) | Bit(SinkKind::kArchive);
      // "/srv/shop-old/x" begins with "/srv/shop". Of an archive's members hardly one is called so
      // that it would come to lie beside the folder.
      const bool is_open =
          name == "startswith" && argument->IsString() && !argument->text.empty() &&
          !EndsWithSeparator(argument_place, argument) && !AreMembers(receiver->taint);
      if (is_open) cleared &= ~Bit(SinkKind::kPath);
    }
    if (argument->IsString() && NamesHost(argument->text)) {
      cleared |= Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect);
    }
    // module.startswith("application.plugins.")
    if (argument->IsString() && argument->text.size() > 1 && argument->text.ends_with('.') &&
        argument->text[0] != '.')
      cleared |= Bit(SinkKind::kImport);
    if (cleared == 0) return;
    Refine(place, cleared);
    // str(path).startswith(base), and what path was made of: full = abspath(path) lies where path
    // does
    if (PlaceValue(place) == nullptr) {
      RefineSources(receiver->taint, cleared);
    } else if (cleared & Bit(SinkKind::kPath)) {
      RefineSources(receiver->taint, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
    }
    // The path of a member was checked, and the member is what is unpacked.
    if (cleared & Bit(SinkKind::kArchive)) RefineMembers(receiver->taint);
    return;
  }
  // pattern.match(x)
  if (holds && (name == "match" || name == "fullmatch") && argument != nullptr &&
      argument->taint != nullptr) {
    Refine(argument_place, core::kAllSinks);
  }
}

}  // namespace meerkat::flow
