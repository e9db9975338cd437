// The part of Interpreter for sinks of kinds that ask more of a value than where it comes from.

#include <algorithm>
#include <cctype>
#include <span>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/patterns/ambiguity.h"

namespace meerkat::flow {

using core::SinkKind;

namespace {

bool IsInstructing(V role) {
  return role->IsString() && (role->text == "system" || role->text == "developer");
}

}  // namespace

// [{"role": "system", "content": …}, {"role": "user", "content": …}], or pairs ("system", …); null
// where none of them instructs. What users say is what a model is for.
V Interpreter::InstructionsIn(V messages, int depth) {
  if (depth > 2) return nullptr;
  V found = nullptr;
  const auto add = [&](V value) {
    if (value != nullptr) found = JoinValues(found, value);
  };
  if (messages->kind == ValueKind::kUnion) {
    for (uint32_t i = 0; i < messages->count; ++i)
      add(InstructionsIn(messages->items[i], depth + 1));
    return found;
  }
  const Contents* contents = ContentsOf(messages);
  if (contents == nullptr || contents->kind == ContentsKind::kObject) return nullptr;
  if (contents->kind == ContentsKind::kDictionary) {
    V content = nullptr;
    bool instructs = false;
    for (uint32_t i = 0; i < contents->count; ++i) {
      if (!contents->keys[i]->IsString()) continue;
      if (contents->keys[i]->text == "role") instructs = IsInstructing(contents->items[i]);
      if (contents->keys[i]->text == "content") content = contents->items[i];
    }
    return instructs ? content : nullptr;
  }
  if (depth > 0 && contents->count == 2 && IsInstructing(contents->items[0]))
    return contents->items[1];
  for (uint32_t i = 0; i < contents->count; ++i) add(InstructionsIn(contents->items[i], depth + 1));
  if (contents->rest != nullptr) add(InstructionsIn(contents->rest, depth + 1));
  return found;
}

namespace {

// Under which text is code, or a query of its own.
bool HoldsCode(V key) {
  if (!key->IsString()) return false;
  static constexpr std::string_view kKeys[] = {"$where", "$function", "$accumulator", "body",
                                               "query",  "script",    "source",       "inline"};
  return std::find(std::begin(kKeys), std::end(kKeys), key->text) != std::end(kKeys);
}

}  // namespace

// {"name": value}: a value that may be a dictionary may be {"$ne": null}; one that is a text is
// compared.
void Interpreter::CheckQuery(const Contents& query, core::Span span, const std::string& callee,
                             int depth) {
  const auto check = [&](V key, V value) {
    const bool is_code = key != nullptr && HoldsCode(key);
    if (key != nullptr && !key->IsString()) Check(SinkKind::kNoSql, key, span, callee, depth + 1);
    if (value->kind == ValueKind::kText && !is_code) return;
    // Whatever it is, it is only compared.
    if (key != nullptr && key->IsString() && key->text == "$eq") return;
    Check(SinkKind::kNoSql, value, span, callee, depth + 1);
  };
  for (uint32_t i = 0; i < query.count; ++i) {
    check(query.keys == nullptr ? nullptr : query.keys[i], query.items[i]);
  }
  if (query.rest != nullptr) check(nullptr, query.rest);
}

namespace {

bool IsWordLetter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view TakeWord(std::string_view* text) {
  size_t end = 0;
  while (end < text->size() && IsWordLetter((*text)[end])) ++end;
  const std::string_view word = text->substr(0, end);
  text->remove_prefix(end);
  return word;
}

// Behind the next `mark` that stands in no string; nothing if there is none.
std::string_view Behind(std::string_view text, char mark) {
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if (text[i] == '"' || text[i] == '\'') {
      quote = text[i];
    } else if (text[i] == mark) {
      return text.substr(i + 1);
    }
  }
  return {};
}

// What stands in {{ }} behind the name: |trim|safe. Whether the name is shown as it is.
bool IsRaw(std::string_view filters, bool is_raw) {
  static constexpr std::string_view kSafe[] = {"e",      "escape", "forceescape", "tojson",
                                               "length", "int",    "urlencode",   "striptags"};
  for (filters = Behind(filters, '|'); !filters.empty(); filters = Behind(filters, '|')) {
    filters.remove_prefix(std::min(filters.find_first_not_of(' '), filters.size()));
    const std::string_view filter = TakeWord(&filters);
    if (std::find(std::begin(kSafe), std::end(kSafe), filter) != std::end(kSafe)) return false;
    is_raw |= filter == "safe";
  }
  return is_raw;
}

// The names that a template shows as they are: {{ name|safe }}, {{! name }}, {{ name }} where
// nothing is escaped.
void FindShownRaw(std::string_view text, absl::flat_hash_set<std::string_view>* names) {
  bool is_off = false;
  for (size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at)) {
    const std::string_view mark = text.substr(at, 2);
    at += 1;
    if (mark != "{{" && mark != "{%") continue;
    const size_t end = text.find(mark == "{{" ? "}}" : "%}", at + 1);
    if (end == std::string_view::npos) return;
    std::string_view inside = text.substr(at + 1, end - at - 1);
    at = end;
    if (mark == "{%") {
      if (inside.find("endautoescape") != std::string_view::npos) {
        is_off = false;
      } else if (inside.find("autoescape false") != std::string_view::npos) {
        is_off = true;
      }
      continue;
    }
    const bool is_raw = is_off || inside.starts_with('!');
    inside.remove_prefix(std::min(inside.find_first_not_of("! -"), inside.size()));
    const std::string_view name = TakeWord(&inside);
    if (!name.empty() && IsRaw(inside, is_raw)) names->insert(name);
  }
}

}  // namespace

// render_template_string("<b>{{ name|safe }}</b>", name=name)
bool Interpreter::IsShownUnescaped(V value, const Arguments& arguments) const {
  const V page = Find(arguments, 0, false, 0);
  if (page == nullptr || !page->IsString()) return false;
  if (shown_raw_in_ != page) {  // of a call with many arguments each asks
    shown_raw_in_ = page;
    shown_raw_.clear();
    FindShownRaw(page->text, &shown_raw_);
  }
  return !shown_raw_.empty() &&
         std::any_of(arguments.begin(), arguments.end(), [&](const Argument& argument) {
           return argument.has_keyword && argument.value == value &&
                  shown_raw_.contains(symbols_.Text(argument.keyword));
         });
}

// A key that stands in the source. Keys that anyone may know are none: "-----BEGIN PUBLIC
// KEY-----".
void Interpreter::CheckHardCoded(SinkKind kind, V value, uint32_t code, const Path* path) {
  if (!(options_.sources & core::kHardCodedSource)) return;
  if (value->kind == ValueKind::kUnion) {
    for (uint32_t i = 0; i < value->count; ++i) CheckHardCoded(kind, value->items[i], code, path);
    return;
  }
  const bool is_text = value->IsString() || value->IsConstant(ConstantKind::kBytes);
  if (value->taint != nullptr || (!value->is_made_here && (!is_text || value->text.empty())))
    return;
  for (const std::string_view known : {"PUBLIC KEY", "CERTIFICATE", "ssh-rsa", "ssh-ed25519"}) {
    if (value->text.find(known) != std::string_view::npos) return;
  }
  const Place place =
      is_text ? PlaceOfConstant(value, SpanOf(code)) : Place{frame_->module, SpanOf(code)};
  Source* source = arena_.New<Source>();
  *source = {.kind = core::kHardCodedSource, .place = place, .text = "a constant"};
  Report(kind, {.source = source}, SpanOf(code), paths_.Text(path));
}

// Where a constant stands: values do not know it, so the first one that is equal.
Place Interpreter::PlaceOfConstant(V value, core::Span otherwise) const {
  const auto find = [value](const Module& module) -> const Code* {
    const Unit& unit = *module.unit;
    for (const Code& code : unit.codes) {
      if (code.kind != CodeKind::kConstant) continue;
      const Constant& constant = unit.constants[code.a];
      const bool is_text =
          constant.kind == ConstantKind::kString || constant.kind == ConstantKind::kBytes;
      if (is_text && unit.TextOf(constant) == value->text) return &code;
    }
    return nullptr;
  };
  frame_->module->is_looked_through = true;
  if (const Code* code = find(*frame_->module)) return {frame_->module, code->span};
  if (const Code* code = find(module_)) return {&module_, code->span};
  for (const std::unique_ptr<Module>& module : modules_) {
    module->is_looked_through = true;
    if (const Code* code = find(*module)) return {module.get(), code->span};
  }
  return {frame_->module, otherwise};
}

// re.sub(r"\s+$", "", x), TRAILING.sub("", x)
bool Interpreter::IsSlowPattern(const Path* path, V receiver, const Arguments& arguments) {
  const bool of_pattern = path->parent == known_->pattern;
  const V pattern = of_pattern ? String(receiver == nullptr ? std::string_view() : receiver->text)
                               : Find(arguments, 0, false, 0);
  if (pattern == nullptr || pattern->text.empty()) return false;
  if (!pattern->IsString() && !pattern->IsConstant(ConstantKind::kBytes)) return false;
  if (pattern->text.size() > patterns::kMaxPattern) return false;
  // Flags may say anything, but they seldom make a pattern faster.
  const std::string_view function = symbols_.Text(path->step);
  const patterns::PatternOptions options{
      .whole = function == "fullmatch",
      .is_anchored = function == "fullmatch" || function == "match"};
  if (slow_patterns_.size() >= kMaxKnownPatterns) slow_patterns_.clear();
  std::string key(pattern->text);
  key.push_back(options.whole ? 'w' : options.is_anchored ? 'a' : 's');
  const auto [place, is_new] = slow_patterns_.try_emplace(std::move(key), false);
  if (is_new) place->second = patterns::IsPolynomial(pattern->text, options);
  return place->second;
}

// text.format(user): a field such as "{0.__init__.__globals__}" needs an object to begin at.
void Interpreter::CheckFormat(V format, const Arguments& arguments, uint32_t code) {
  if (code == kNone || format->taint == nullptr || format->kind == ValueKind::kExternal) return;
  const auto may_be_object = [](V value) {
    return value->kind != ValueKind::kConstant && value->kind != ValueKind::kText &&
           !value->is_number && value->taint == nullptr;
  };
  if (std::none_of(arguments.begin(), arguments.end(),
                   [&](const Argument& argument) { return may_be_object(argument.value); })) {
    return;
  }
  Check(SinkKind::kFormat, format, SpanOf(code), "str.format");
}

// text % values: names what it likes of a dictionary.
void Interpreter::CheckPercentFormat(V format, V values, core::Span span) {
  if (format->taint == nullptr || !IsContainer(values, ContentsKind::kDictionary)) return;
  Check(SinkKind::kFormat, format, span, "%");
}

// open(os.path.join(folder, member.filename)): what an archive's member is called harms where
// something is written, and not where a file is looked at that lies there already.
bool Interpreter::IsMemberRead(const Path* path, V value, const Arguments& arguments) const {
  if (!AreMembers(DeepTaint(value))) return false;
  const std::string_view name = symbols_.Text(path->step);
  if (name == "open" || name == "ZipFile" || name == "TarFile") {
    return std::none_of(arguments.begin(), arguments.end(), [](const Argument& argument) {
      const V mode = argument.value;
      return mode->IsString() && mode->text.size() <= 3 &&
             mode->text.find_first_of("wax+") != std::string_view::npos;
    });
  }
  static constexpr std::string_view kReads[] = {
      "exists",    "lexists",      "isfile",    "isdir",     "getsize",    "getmtime", "stat",
      "lstat",     "listdir",      "scandir",   "walk",      "glob",       "iglob",    "rglob",
      "iterdir",   "is_file",      "is_dir",    "read_text", "read_bytes", "read_csv", "read_excel",
      "read_json", "read_parquet", "parse",     "iterparse", "load",       "loadtxt",  "access",
      "readlink",  "imread",       "is_symlink"};
  return std::find(std::begin(kReads), std::end(kReads), name) != std::end(kReads);
}

}  // namespace meerkat::flow
