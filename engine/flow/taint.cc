// The part of Values that joins, clears and follows taint.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/values.h"
#include "engine/flow/words.h"

namespace meerkat::flow {

const Taint* Values::MakeTaint(const Marks& marks) {
  Mark* copy = arena_.Array<Mark>(marks.count);
  std::copy(marks.marks, marks.marks + marks.count, copy);
  Taint* taint = arena_.New<Taint>();
  *taint = {.count = marks.count, .marks = copy};
  return taint;
}

const Taint* Values::MakeTaint(const Mark& mark) {
  Marks marks;
  marks.marks[marks.count++] = mark;
  return MakeTaint(marks);
}

// Of a taint that a number cannot carry the part that it can: predictable numbers are still that.
const Taint* Values::OfNumber(const Taint* taint) {
  if (taint == nullptr) return nullptr;
  Marks kept;
  for (const Mark& mark : taint->all()) {
    if (mark.source->kind == core::kRandomSource) kept.marks[kept.count++] = mark;
  }
  if (kept.count == 0) return nullptr;
  return kept.count == taint->count ? taint : MakeTaint(kept);
}

const Taint* Values::JoinTaints(const Taint* a, const Taint* b) {
  if (a == b || b == nullptr) return a;
  if (a == nullptr || a->count == 0) return b;
  if (b->count == 0) return a;
  const Taint*& known = joined_.At({a, b});
  if (known != nullptr) return known;
  Marks joined(*a);
  bool changed = false;
  for (const Mark& mark : b->all()) {
    Mark* same = std::find_if(joined.marks, joined.marks + joined.count,
                              [&](const Mark& m) { return m.source == mark.source; });
    if (same == joined.marks + joined.count) {
      if (joined.count == Taint::kMost) {  // what a caller may hand in counts least
        Mark* least = std::find_if(joined.marks, joined.marks + joined.count, [](const Mark& m) {
          return m.source->kind == core::kLibrarySource;
        });
        if (least == joined.marks + joined.count || mark.source->kind == core::kLibrarySource)
          continue;
        *least = mark;
        changed = true;
        continue;
      }
      joined.marks[joined.count++] = mark;
      changed = true;
      continue;
    }
    const core::SinkSet cleared = same->cleared & mark.cleared;
    if (cleared == same->cleared && (!same->weak || mark.weak) && (!same->found || mark.found))
      continue;
    if (mark.cleared == cleared && same->cleared != cleared) same->step = mark.step;
    same->cleared = cleared;
    same->weak = same->weak && mark.weak;
    same->found = same->found && mark.found;
    changed = true;
  }
  return known = changed ? MakeTaint(joined) : a;
}

const Taint* Values::Weak(const Taint* taint, bool found) {
  if (taint == nullptr || taint->count == 0) return nullptr;
  const bool is_weak =
      std::all_of(taint->marks, taint->marks + taint->count,
                  [&](const Mark& mark) { return mark.weak && (mark.found || !found); });
  if (is_weak) return taint;
  Marks weak(*taint);
  for (Mark& mark : weak.all()) {
    mark.weak = true;
    mark.found |= found;
  }
  return MakeTaint(weak);
}

namespace {

// Whether a word of a name, in any way of writing names, is one of these.
bool HasWord(std::string_view name, std::initializer_list<std::string_view> words) {
  std::string word;
  for (size_t i = 0; i <= name.size(); ++i) {
    const bool ends =
        i == name.size() || name[i] == '_' ||
        (i > 0 && name[i] >= 'A' && name[i] <= 'Z' && name[i - 1] >= 'a' && name[i - 1] <= 'z');
    if (ends && std::find(words.begin(), words.end(), word) != words.end()) return true;
    if (ends) word.clear();
    if (i < name.size() && name[i] != '_') word += static_cast<char>(name[i] | 32);
  }
  return false;
}

// A name that says that a text is given, which may well be the argument in another form:
// get_path(name), SafeHtml(text).
bool NamesText(std::string_view name) {
  return HasWord(name, {"path",     "filename",   "dirname", "sql", "query",   "statement", "html",
                        "markup",   "text",       "string",  "str", "command", "cmd",       "uri",
                        "template", "expression", "code",    "raw", "dict",    "literal"});
}

// Whether a function gives by its name what it has looked up, made or done by its argument, and not
// the argument in another form: get_order(number), Order(number), send_page(name); but
// decode(text), address(text).
bool NamesLookUp(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of('_'), text.size()));
  if (text.starts_with("async_")) text.remove_prefix(6);
  if (text.empty() || NamesText(text)) return false;
  if (text[0] >= 'A' && text[0] <= 'Z') return true;
  static constexpr std::string_view kBegins[] = {
      "get",     "find",     "fetch",  "query",    "filter",  "lookup",       "look_up",
      "search",  "select",   "list",   "by",       "first",   "resolve",      "create",
      "add",     "save",     "send",   "serve",    "auth",    "authenticate", "authorize",
      "check",   "is",       "has",    "count",    "exec",    "execute",      "delete",
      "remove",  "register", "show",   "redirect", "respond", "response",     "view",
      "handle",  "open",     "verify", "update",   "start",   "stop",         "set",
      "reverse", "url_for",  "href",   "run",      "call"};
  if (text.ends_with("_class") || text.ends_with("_cls") || text.ends_with("_factory")) return true;
  if (text.ends_with("response") || text.ends_with("redirect") || text.ends_with("_view"))
    return true;
  for (const std::string_view many : {"entries", "records", "objects", "instances"}) {
    if (text.ends_with(many)) return true;
  }
  return std::any_of(std::begin(kBegins), std::end(kBegins), [&](std::string_view begin) {
    if (!text.starts_with(begin)) return false;
    if (text.size() == begin.size()) return true;
    const char next = text[begin.size()];  // getItem, get_item; but gettext
    return next == '_' || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
  });
}

// An attribute that text, or a dictionary of texts, has as well.
bool NamesMethodOfText(std::string_view text) {
  static constexpr std::string_view kNames[] = {
      "strip",      "lstrip",     "rstrip",       "lower",        "upper",       "title",
      "capitalize", "swapcase",   "casefold",     "encode",       "decode",      "replace",
      "split",      "rsplit",     "splitlines",   "partition",    "rpartition",  "join",
      "format",     "format_map", "translate",    "center",       "ljust",       "rjust",
      "zfill",      "expandtabs", "removeprefix", "removesuffix", "tobytes",     "read",
      "readline",   "readlines",  "getvalue",     "get",          "items",       "values",
      "keys",       "pop",        "popitem",      "setdefault",   "copy",        "update",
      "getlist",    "dict",       "lists",        "get_list",     "getall",      "append",
      "extend",     "sort",       "index",        "count",        "startswith",  "endswith",
      "find",       "to_dict",    "as_dict",      "model_dump",   "__getitem__", "__iter__",
      "__str__",    "__enter__",  "result"};
  return std::find(std::begin(kNames), std::end(kNames), text) != std::end(kNames);
}

// settings.getint("port"), form.get_float("price")
bool NamesNumberGetter(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "getint",     "get_int",       "getfloat",  "get_float",    "getbool",  "get_bool",
      "getboolean", "get_boolean",   "as_int",    "as_float",     "as_bool",  "to_int",
      "timestamp",  "total_seconds", "toordinal", "utctimetuple", "timetuple"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

uint8_t Values::TraitsOf(Symbol name) {
  if (name >= traits_.size()) traits_.resize(symbols_.size());
  uint8_t& traits = traits_[name];
  if (traits == 0) {
    const std::string_view text = symbols_.Text(name);
    traits = kIsKnown | (NamesLookUp(text) ? kLooksUp : 0) |
             (NamesMethodOfText(text) ? kIsOfText : 0) |
             (NamesNumberGetter(text) ? kGetsNumber : 0) |
             (IsOneOf(text, {"model_fields_set", "model_fields", "__fields__", "__fields_set__"})
                  ? kNamesFields
                  : 0);
  }
  return traits;
}

// Without the marks of objects that were looked up.
const Taint* Values::WithoutFound(const Taint* taint) {
  if (taint == nullptr) return nullptr;
  Marks kept;
  for (const Mark& mark : taint->all()) {
    if (!mark.found) kept.marks[kept.count++] = mark;
  }
  if (kept.count == taint->count) return taint;
  return kept.count == 0 ? nullptr : MakeTaint(kept);
}

// A taint without marks: the value was looked at and is safe, other than one of which nothing is
// known.
const Taint* Values::Cleared(const Taint* taint, core::SinkSet kinds) {
  static constexpr Taint kSafe;
  if (taint == nullptr) return nullptr;
  if (kinds == core::kAllSinks) return &kSafe;
  Marks cleared(*taint);
  for (Mark& mark : cleared.all()) mark.cleared |= kinds;
  return MakeTaint(cleared);
}

// What it was made safe for, it is no longer.
const Taint* Values::Undone(const Taint* taint, core::SinkSet kinds) {
  if (taint == nullptr ||
      std::none_of(taint->marks, taint->marks + taint->count,
                   [kinds](const Mark& mark) { return mark.cleared & kinds; })) {
    return taint;
  }
  Marks undone(*taint);
  for (Mark& mark : undone.all()) mark.cleared &= ~kinds;
  return MakeTaint(undone);
}

V Values::WithTaint(V value, const Taint* taint) {
  if (value->taint == taint) return value;
  Value* copy = arena_.New<Value>();
  *copy = *value;
  copy->taint = taint;
  if (value->kind == ValueKind::kUnion) {
    V* items = arena_.Array<V>(value->count);
    for (uint32_t i = 0; i < value->count; ++i) {
      items[i] = taint == nullptr ? WithTaint(value->items[i], nullptr) : value->items[i];
    }
    copy->items = items;
  }
  return copy;
}

V Values::Cleared(V value, core::SinkSet kinds) {
  if (value->kind == ValueKind::kUnion) {
    Value* copy = arena_.New<Value>();
    *copy = *value;
    V* items = arena_.Array<V>(value->count);
    for (uint32_t i = 0; i < value->count; ++i) items[i] = Cleared(value->items[i], kinds);
    copy->items = items;
    copy->taint = Cleared(value->taint, kinds);
    return copy;
  }
  return value->taint == nullptr ? value : WithTaint(value, Cleared(value->taint, kinds));
}

bool Values::IsDeepTainted(V value, int depth) const {
  if (value->taint != nullptr) return true;
  if (value->kind == ValueKind::kUnion) {
    return std::any_of(value->items, value->items + value->count,
                       [&](V item) { return IsDeepTainted(item, depth); });
  }
  const Contents* contents = ContentsOf(value);
  if (contents == nullptr || depth >= 3) return false;
  if (contents->rest != nullptr && IsDeepTainted(contents->rest, depth + 1)) return true;
  if (contents->rest_key != nullptr && IsDeepTainted(contents->rest_key, depth + 1)) return true;
  for (uint32_t i = 0; i < std::min(contents->count, 64u); ++i) {
    if (IsDeepTainted(contents->items[i], depth + 1)) return true;
    if (contents->keys != nullptr && IsDeepTainted(contents->keys[i], depth + 1)) return true;
  }
  return false;
}

const Taint* Values::DeepTaint(V value, int depth) const {
  // Joins need memory of the arena, as if this were not const: a cache of what is there.
  Values* self = const_cast<Values*>(this);
  const Taint* taint = value->taint;
  if (value->kind != ValueKind::kUnion && value->kind != ValueKind::kReference) return taint;
  // Lists of lists of lists are not looked through to the last.
  if (depth == 0) visits_ = 0;
  if (++visits_ > kMaxVisits) return taint;
  if ((visits_ & 63) == 0) ++self->steps_;
  if (value->kind == ValueKind::kUnion) {
    for (uint32_t i = 0; i < value->count; ++i) {
      taint = self->JoinTaints(taint, DeepTaint(value->items[i], depth));
    }
    return taint;
  }
  const Contents* contents = ContentsOf(value);
  if (contents == nullptr || depth >= 3) return taint;
  if (contents->rest != nullptr) {
    taint = self->JoinTaints(taint, DeepTaint(contents->rest, depth + 1));
  }
  if (contents->rest_key != nullptr) {
    taint = self->JoinTaints(taint, DeepTaint(contents->rest_key, depth + 1));
  }
  for (uint32_t i = 0; i < std::min(contents->count, 64u); ++i) {
    taint = self->JoinTaints(taint, DeepTaint(contents->items[i], depth + 1));
    if (contents->keys != nullptr) {
      taint = self->JoinTaints(taint, DeepTaint(contents->keys[i], depth + 1));
    }
  }
  return taint;
}

}  // namespace meerkat::flow
