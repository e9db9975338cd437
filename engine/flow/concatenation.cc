// The part of Interpreter that puts texts together, and knows where the host of an address, or the
// folder of a path, is over.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// url_for("page") + "?q=" + text: an address on this host, whatever follows.
V Interpreter::BeginningOf(V value) {
  if (value->kind != ValueKind::kExternal || !paths_.IsType(value->path, ":own_address"))
    return value;
  return Text("/.", value->taint);
}

namespace {

// "?", or "/" that no scheme's "//" has: with what stands before it, the host of an address is
// over.
bool EndsHost(std::string_view text) {
  const size_t scheme = text.find("://");
  if (scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  return text.find_first_of("/?#&=") != std::string_view::npos;
}

// Whether an address has been made safe to send a browser to.
bool LeadsNowhere(const Taint& taint) {
  return std::all_of(taint.marks, taint.marks + taint.count, [](const Mark& mark) {
    return (mark.cleared & core::Bit(core::SinkKind::kRedirect)) != 0;
  });
}

bool EndsPath(std::string_view text) {
  return text.find_first_of("?#&=") != std::string_view::npos;
}

}  // namespace

// base + "/items?q=" + x: x decides no more where the address leads. Nothing is known of base, but
// it is no stranger's: it begins the address, with a host or a path.
V Interpreter::AfterHost(V left, V right, V joined) {
  bool named = left->names_host || (left->taint == nullptr && EndsPath(left->text));
  if (!named && left->taint == nullptr && left->text.empty() && MayBeginAddress(left)) {
    named = right->taint != nullptr ? right->text != "://" : EndsHost(right->text);
    if (named && right->taint != nullptr && right->text.empty())
      named = left->kind != ValueKind::kText;
  }
  if (right->IsString() && EndsPath(right->text)) {
    named |= left->taint == nullptr || (left->text.starts_with('/') && LeadsNowhere(*left->taint));
  }
  // f"http://localhost:{port}/" + x
  if (right->IsString() && right->text.starts_with('/') && left->kind == ValueKind::kText &&
      !IsFromOutside(left)) {
    named |= left->text.find("://") != std::string_view::npos;
  }
  if (!named) return joined;
  Value* copy = arena_.New<Value>();
  *copy = *joined;
  copy->names_host = true;
  if (right->taint != nullptr) {
    copy->taint =
        JoinTaints(left->taint, Cleared(right->taint, core::Bit(core::SinkKind::kUrl) |
                                                          core::Bit(core::SinkKind::kRedirect)));
  }
  return copy;
}

// A value of which nothing is known, other than the part of a request's address that is empty as a
// rule: request.script_root + target
bool Interpreter::MayBeginAddress(V value) const {
  if (value->kind == ValueKind::kText || value->kind == ValueKind::kUnknown)
    return !value->is_number;
  if (value->kind != ValueKind::kExternal) return false;
  const std::string_view name = symbols_.Text(value->path->step);
  return name != "script_root" && name != "script_name" && name != "root_path" && name != "prefix";
}

// What stands for the quote that a text has doubled; 0 for what quotes no name.
core::SinkSet Interpreter::DoubledMark(char quote) {
  switch (quote) {
    case '"': return kDoubledQuote;
    case '`': return kDoubledBacktick;
    case ']': return kDoubledBracket;
    default: return 0;
  }
}

// 'SELECT "' + name.replace('"', '""') + '"': nothing in it ends the quotes that it stands in,
// which are in no text of the query themselves.
V Interpreter::InQuotes(std::string_view before, V text) {
  if (text->taint == nullptr || before.empty()) return text;
  const char opening = before.back();
  const core::SinkSet doubled = DoubledMark(opening == '[' ? ']' : opening == ']' ? ' ' : opening);
  if (doubled == 0 || !text->taint->IsClearedFor(doubled)) return text;
  const auto count = [before](char c) { return std::count(before.begin(), before.end(), c); };
  if (count('\'') % 2 != 0 || (opening != '[' && count(opening) % 2 == 0)) return text;
  return Cleared(text, core::Bit(core::SinkKind::kSql));
}

V Interpreter::Concatenate(V left, V right) {
  left = BeginningOf(left);
  if (left->kind == ValueKind::kUnion || right->kind == ValueKind::kUnion) {
    V joined = nullptr;
    const V* lefts = left->kind == ValueKind::kUnion ? left->items : &left;
    const V* rights = right->kind == ValueKind::kUnion ? right->items : &right;
    const uint32_t left_count = left->kind == ValueKind::kUnion ? left->count : 1;
    const uint32_t right_count = right->kind == ValueKind::kUnion ? right->count : 1;
    for (uint32_t i = 0; i < left_count; ++i) {
      for (uint32_t j = 0; j < right_count; ++j) {
        joined = JoinValues(joined, Concatenate(lefts[i], rights[j]));
      }
    }
    return joined;
  }
  // "/srv/files" + normpath("/" + name)
  if (left->IsString() && left->text.find_first_not_of("/.") != std::string_view::npos &&
      right->kind == ValueKind::kText && IsWholeNormalPath(right)) {
    right = BelowAnyFolder(right);
  }
  if (left->IsString() && right->taint != nullptr) right = InQuotes(left->text, right);
  // "<b>" + handlers[name](text): the page is made here.
  const auto is_added_to = [](V value) {
    return value->taint != nullptr && value->taint->IsClearedFor(kAnswered);
  };
  if (is_added_to(left) || is_added_to(right)) {
    constexpr core::SinkSet kUndone = core::Bit(core::SinkKind::kHtml) | kAnswered;
    left = WithTaint(left, Undone(left->taint, kUndone));
    right = WithTaint(right, Undone(right->taint, kUndone));
  }
  const Taint* taint = JoinTaints(left->taint, right->taint);
  const bool left_whole = left->kind == ValueKind::kConstant && !left->text.empty();
  if (left->IsString() || (left->IsConstant(ConstantKind::kBytes) && left_whole)) {
    if (right->IsString() || right->IsConstant(ConstantKind::kBytes)) {
      const std::string text = std::string(left->text).append(right->text);
      return left->IsString() ? String(text, taint) : Bytes(text, taint);
    }
    const V joined = right->kind == ValueKind::kText && !right->text.empty()
                         ? Text(std::string(left->text).append(right->text), taint, IsUnsure(right))
                         : TextOfValue(left->text, taint, IsUnsure(right));
    return AfterHost(left, right, joined);
  }
  return AfterHost(left, right,
                   TextOfValue(left->kind == ValueKind::kText ? left->text : std::string_view(),
                               taint, IsUnsure(left) || IsUnsure(right)));
}

}  // namespace meerkat::flow
