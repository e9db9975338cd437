// The part of Interpreter for functions of elsewhere that give their argument in another form: what
// a pattern puts in its place, what a match takes out, a path below a folder, a digest.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// re.X, re.VERBOSE | re.I
bool Interpreter::IsVerbose(uint32_t flags) const {
  while (flags != kNone) {
    const Code& code = unit().codes[flags];
    if (code.kind == CodeKind::kBinary && code.b != kNone) {
      if (IsVerbose(code.b)) return true;
      flags = code.a;
      continue;
    }
    const std::string_view name = code.kind == CodeKind::kAttribute ? unit().Name(code.b)
                                  : code.kind == CodeKind::kName    ? unit().Name(code.a)
                                                                    : std::string_view();
    return name == "X" || name == "VERBOSE";
  }
  return false;
}

namespace {

// r"[^\w.-]+": what it does not name has all separators in it.
bool NamesAllButSeparators(std::string_view pattern) {
  if (pattern.ends_with('+')) pattern.remove_suffix(1);
  if (!pattern.starts_with("[^") || pattern.find(']') + 1 != pattern.size()) return false;
  pattern = pattern.substr(2, pattern.size() - 3);
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      if (++i == pattern.size()) return false;
      const bool is_tame = pattern[i] == 'w' || pattern[i] == 'd' || pattern[i] == 's' ||
                           pattern[i] == '-' || pattern[i] == '.' || pattern[i] == '_';
      if (!is_tame) return false;
    } else if (i > 0 && c == '-' && i + 1 < pattern.size()) {
      const std::string_view range = pattern.substr(i - 1, 3);
      const bool is_escape = i > 1 && pattern[i - 2] == '\\';
      if (!is_escape && range != "a-z" && range != "A-Z" && range != "0-9") return false;
    } else if (c == '/') {
      return false;
    }
  }
  return true;
}

// Whether a substitution puts none of these characters where its pattern stood.
bool PutsNoneOf(std::string_view characters, V pattern, V replacement) {
  return pattern != nullptr && replacement != nullptr && pattern->IsString() &&
         replacement->IsString() &&
         replacement->text.find_first_of(characters) == std::string_view::npos;
}

// Whether it is so of one of the alternatives of a pattern, one character each: "a" and "[bc]" of
// "(a|[bc]+)". Of patterns with other groups nothing is known.
bool AnyAlternative(std::string_view pattern, bool (*is_one)(std::string_view one, bool is_set)) {
  if (pattern.starts_with('(') && pattern.ends_with(')'))
    pattern = pattern.substr(1, pattern.size() - 2);
  if (pattern.find_first_of("()") != std::string_view::npos) return false;
  while (!pattern.empty()) {
    const size_t end = std::min(pattern.find('|'), pattern.size());
    std::string_view one = pattern.substr(0, end);
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
    if (one.ends_with('+')) one.remove_suffix(1);
    const bool is_set =
        one.size() > 2 && one.starts_with('[') && one[1] != '^' && one.find(']') + 1 == one.size();
    if (is_one(one, is_set)) return true;
  }
  return false;
}

}  // namespace

// re.sub(r"\.\.|/|\\", "", x): no separator is left, and without one no other folder is named.
bool Interpreter::TakesSeparators(V pattern, V replacement) {
  if (!PutsNoneOf("/\\.", pattern, replacement)) return false;
  return NamesAllButSeparators(pattern->text) ||
         AnyAlternative(pattern->text, [](std::string_view one, bool is_set) {
           return one == "/" || one == "\\/" || (is_set && one.find('/') != one.npos);
         });
}

// re.sub(r"[\r\n]", "", x): no line break is left.
bool Interpreter::TakesLineBreaks(V pattern, V replacement) {
  if (!PutsNoneOf("\r\n\\", pattern, replacement)) return false;
  return AnyAlternative(pattern->text, [](std::string_view one, bool is_set) {
    if (one == "\n" || one == "\\n" || one == "\\s") return true;
    if (!is_set) return false;
    // [\r\n], [\x00-\x1f]
    for (const std::string_view part : {"\n", "\\n", "\\s", "\\x00-\\x1f", "\\x00-\\x1F"}) {
      const size_t at = one.find(part);
      if (at != one.npos && one[at - 1] != '\\') return true;  // not [\\n], which is two others
    }
    return false;
  });
}

// re.sub(pattern, "", x), PATTERN.sub("", x), where it is known what is left; null: anything may
// be.
V Interpreter::Substituted(const Path* path, V callee, const Arguments& arguments) {
  const bool of_pattern = path->parent == known_->pattern && symbols_.Text(path->step) == "sub";
  if (!of_pattern && path != known_->re_sub) return nullptr;
  const int first = of_pattern ? 0 : 1;
  const V pattern = of_pattern ? String(callee->text) : Find(arguments, 0, false, 0);
  const V replacement = Find(arguments, first, false, 0);
  if (LeavesTame(pattern, replacement)) return Text("", nullptr);
  const V text = Find(arguments, first + 1, false, 0);
  if (text == nullptr) return nullptr;
  // re.sub(pattern, lambda match: made_of(match), x)
  if (replacement != nullptr &&
      (replacement->kind == ValueKind::kFunction || replacement->kind == ValueKind::kBound)) {
    const V match = Unknown(DeepTaint(text));
    const V given = Call(replacement, {{.value = match}}, kNone);
    const bool is_open = IsOpen(given, core::kAllSinks) || IsOpen(text, core::kAllSinks);
    return Text("", JoinTaints(DeepTaint(given), DeepTaint(text)), is_open);
  }
  const bool is_of_all = arguments.size() == static_cast<size_t>(first) + 2;  // no count=1
  if (is_of_all && TakesLineBreaks(pattern, replacement)) {
    return Text("", Cleared(DeepTaint(text), ClearedWithout("\n")));
  }
  if (!TakesSeparators(pattern, replacement)) {
    const bool takes_up = pattern != nullptr && replacement != nullptr && pattern->IsString() &&
                          replacement->IsString() && replacement->text.empty() &&
                          (pattern->text.find("\\.\\.") != std::string_view::npos ||
                           pattern->text.find("\\.(\\.)+") != std::string_view::npos);
    return takes_up && DeepTaint(text) != nullptr ? Text("", Cleared(DeepTaint(text), kTakenUp))
                                                  : nullptr;
  }
  return Text("", Cleared(DeepTaint(text),
                          core::Bit(core::SinkKind::kPath) | core::Bit(core::SinkKind::kArchive)));
}

// A match is made of what its pattern lets through.
const Taint* Interpreter::MatchTaint(const Path* path, V callee, const Arguments& arguments,
                                     const Taint* taint) {
  if (taint == nullptr || taint->count == 0) return taint;
  const bool of_pattern = path->parent == known_->pattern;
  if (!of_pattern && path->parent != known_->re_match->parent) return taint;
  const std::string_view step = symbols_.Text(path->step);
  if (step != "match" && step != "search" && step != "fullmatch" && step != "findall" &&
      step != "finditer") {
    return taint;
  }
  const V pattern = of_pattern ? String(callee->text) : Find(arguments, 0, false, 0);
  const bool is_known = pattern != nullptr && pattern->IsString() && !pattern->text.empty();
  return is_known && Restricts(pattern, true, true) ? Cleared(taint, core::kAllSinks) : taint;
}

// request.args.get("n", type=int), request.args.get("n", type=lambda text: int(text)); null: as it
// comes.
V Interpreter::Converted(Symbol name, V receiver, const Arguments& arguments) {
  if (receiver->taint == nullptr || arguments.size() < 2) return nullptr;
  if (!symbols_.Text(name).starts_with("get")) return nullptr;
  const V type = Find(arguments, 2, true, known_->type_keyword);
  if (type == nullptr) return nullptr;
  if (IsNumberType(type)) return Number();
  if (type->kind != ValueKind::kFunction) return nullptr;
  return Call(type, {{.value = Text("", receiver->taint)}}, kNone);
}

// path.resolve().relative_to(base) raises where path does not lie in it. With ".." in it, it may
// seem to; of what is no path for certain, folder.joinpath(name).resolve(), that is not known.
bool Interpreter::LiesBelow(std::string_view name, V receiver, const Arguments& arguments) {
  const Taint* taint = receiver->taint;
  if (name != "relative_to" || taint == nullptr || arguments.empty()) return false;
  if (receiver->kind != ValueKind::kExternal) return true;
  return std::all_of(taint->marks, taint->marks + taint->count,
                     [](const Mark& mark) { return (mark.cleared & kNormalPath) != 0; });
}

// __import__("os"), importlib.import_module("os.path"); null: it is not known which module.
V Interpreter::Imported(const Path* path, const Arguments& arguments) {
  const std::string_view step = symbols_.Text(path->step);
  if (arguments.empty() || !arguments[0].value->IsString()) return nullptr;
  if (step != "__import__" && step != "import_module") return nullptr;
  const std::string importer = paths_.Text(path);
  if (importer != "importlib.import_module" && importer != "importlib.__import__" &&
      path->parent != known_->builtins_module) {
    return nullptr;
  }
  std::string_view module = arguments[0].value->text;
  if (module.empty() || module.starts_with('.')) return nullptr;
  // __import__("os.path") gives os.
  if (step == "__import__" && arguments.size() == 1) module = module.substr(0, module.find('.'));
  return OfPath(paths_.Module(module), nullptr, kNone);
}

// hashlib.sha256(b"…").digest(), at once: whoever reads the source knows it. One that has a name
// may be given more.
V Interpreter::DigestOfConstant(const Path* path, V callee, const Arguments& arguments,
                                uint32_t code) {
  if (callee->taint != nullptr || code == kNone || !arguments.empty()) return nullptr;
  const std::string_view step = symbols_.Text(path->step);
  if (step != "digest" && step != "hexdigest") return nullptr;
  const Path* made_by = path->parent == nullptr ? nullptr : path->parent->parent;
  if (made_by == nullptr || made_by->parent != paths_.Module("hashlib")) return nullptr;
  const Code& function = unit().codes[unit().codes[code].a];
  if (function.kind != CodeKind::kAttribute) return nullptr;
  const Code& making = unit().codes[function.a];
  if (making.kind != CodeKind::kCall || unit().List(making.b).size() != 1) return nullptr;
  const V hashed = Eval(unit().codes[unit().List(making.b)[0]].a);
  const bool is_constant = hashed->IsConstant(ConstantKind::kBytes) || hashed->IsString();
  if (!is_constant || hashed->text.empty() || hashed->taint != nullptr) return nullptr;
  Value* made = arena_.New<Value>();
  *made = *Text("", nullptr);
  made->is_made_here = true;
  return made;
}

}  // namespace meerkat::flow
