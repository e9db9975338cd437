// The part of Interpreter that tells which taint has arrived at a sink: one finding for one value
// and place.

#include <algorithm>

#include "engine/flow/characters.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

// The host of an address, or the beginning of a path on this host, that does not come from outside.
bool Interpreter::IsHarmless(SinkKind kind, V value) const {
  if (value->kind == ValueKind::kConstant) return true;
  if (value->kind != ValueKind::kText) return false;
  const std::string_view text = value->text;
  if (kind == SinkKind::kRedirect && text.starts_with('?')) return true;
  if (kind == SinkKind::kUrl || kind == SinkKind::kRedirect) {
    const size_t scheme = text.find("://");
    if (scheme != std::string_view::npos) {
      const size_t end = text.find_first_of("/?#", scheme + 3);
      return end != std::string_view::npos && end > scheme + 3;
    }
    // "/login?next=…" stays here; "/" alone may become "//elsewhere".
    return kind == SinkKind::kRedirect && text.size() > 1 && text[0] == '/' && text[1] != '/' &&
           text[1] != '\\';
  }
  // "backup-" + name is no option. What has more than a name in it may be a line for a shell, or a
  // program, and who names an option by "--exec=" + name says what is run.
  if (kind == SinkKind::kArgument && !text.empty() && text[0] != '-') {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return IsTameCharacter(c) || c == '/'; });
  }
  // Cells that begin otherwise are no formulas: "'" + text
  if (kind == SinkKind::kSpreadsheet && !text.empty()) {
    return std::string_view("=+-@\t\r\n").find(text[0]) == std::string_view::npos;
  }
  // getattr(self, "do_" + name): one of those that were written to be called so
  if (kind == SinkKind::kImport || kind == SinkKind::kAttributeName) {
    return !text.empty() && text.back() != '.' && text != "_" && text != "__";
  }
  return false;
}

// io.BytesIO(data), request.files["list"]
bool Interpreter::IsOpenFile(V value) const {
  const Contents* contents = ContentsOf(value);
  return (contents != nullptr && contents->store == Store::kBuffer) ||
         (value->kind == ValueKind::kExternal && paths_.IsType(value->path, ":stream"));
}

void Interpreter::Check(SinkKind kind, V value, core::Span span, std::string callee, int depth) {
  if (value->kind == ValueKind::kUnion) {
    for (uint32_t i = 0; i < value->count; ++i) {
      Check(kind, value->items[i], span, callee, depth);
    }
    return;
  }
  if (IsHarmless(kind, value) || (value->is_number && kind != SinkKind::kToken)) return;
  const Contents* contents = ContentsOf(value);
  // A file that was sent is no name of one: Image.open(request.files["picture"])
  if (kind == SinkKind::kPath && value->kind == ValueKind::kExternal &&
      (paths_.IsType(value->path, ":upload") || paths_.IsType(value->path, ":flask_upload"))) {
    return;
  }
  if (kind == SinkKind::kHtml && is_no_page_) return;
  if (kind == SinkKind::kResponseError && debugged_ > 0) return;
  // What is in memory, or open already, has no name.
  if ((kind == SinkKind::kPath || kind == SinkKind::kUrl) && IsOpenFile(value)) return;
  // make_response((body, status, headers))
  if (kind == SinkKind::kHtml && contents != nullptr && contents->kind == ContentsKind::kTuple &&
      contents->count > 1) {
    if (contents->count > 2 && TypeInHeaders(contents->items[2]) == Media::kOther) return;
    return Check(kind, contents->items[0], span, callee);
  }
  // A dictionary or a list is answered as JSON; a response is made of the parts of a list.
  if (kind == SinkKind::kHtml && contents != nullptr && contents->kind != ContentsKind::kObject &&
      contents->kind != ContentsKind::kTuple &&
      (contents->kind == ContentsKind::kDictionary || !callee.ends_with("Response"))) {
    return;
  }
  if (kind == SinkKind::kNoSql && contents != nullptr && contents->kind != ContentsKind::kObject &&
      depth < 6) {
    return CheckQuery(*contents, span, callee, depth);
  }
  // A row: each cell for itself.
  if (kind == SinkKind::kSpreadsheet && contents != nullptr &&
      contents->kind != ContentsKind::kObject && depth < 3) {
    for (uint32_t i = 0; i < contents->count; ++i) {
      Check(kind, contents->items[i], span, callee, depth + 1);
    }
    if (contents->rest != nullptr) Check(kind, contents->rest, span, callee, depth + 1);
    return;
  }
  const Taint* taint = DeepTaint(value);
  if (taint == nullptr) return;
  for (const Mark& mark : taint->all()) {
    if (mark.cleared & Bit(kind)) continue;
    Report(kind, mark, span, callee);
  }
}

void Interpreter::Report(SinkKind kind, const Mark& mark, core::Span span,
                         const std::string& callee) {
  if (!(mark.source->kind & options_.sources)) return;
  // An address that was asked for is told to whoever looks after the server.
  if (kind == SinkKind::kMailText &&
      (!SaysHost(*mark.source) || mark.source->text.ends_with(".url"))) {
    return;
  }
  // A line break seldom outlives a function of elsewhere, and most frameworks refuse it.
  if (mark.weak && kind == SinkKind::kHeader) return;
  if (mark.IsOnlyFound() && !(kWorstSinks & Bit(kind))) return;
  if (frame_->module != &module_) {
    // From its beginning to its end in another file: told there.
    if (mark.source->is_own && mark.source->place.module == frame_->module) return;
    // In another file: told where this one calls it, with the rest of the way.
    const Frame* frame = frame_;
    while (frame->caller != nullptr && frame->caller->module != &module_) frame = frame->caller;
    if (frame->caller == nullptr || frame->call == kNone || frame->caller->function == kNone)
      return;
    Step* step = arena_.New<Step>();
    *step = {.before = mark.step,
             .place = {frame_->module, span},
             .kind = StepKind::kArrives,
             .length = static_cast<uint16_t>(mark.step == nullptr ? 1 : mark.step->length + 1)};
    Mark outside = mark;
    outside.step = step;
    // One value that gets to one place is one finding, however often this file calls what leads
    // there.
    const core::Span call = module_.unit->codes[frame->call].span;
    // Where it begins in another file, too, as with get_argument(request, "name"), each call has
    // its own.
    const bool is_shared =
        mark.source->kind == core::kRemoteSource && mark.source->place.module != &module_;
    const auto [told, is_new] = told_outside_.try_emplace(
        {mark.source, {frame_->module, uint64_t{span.begin} << 8 | static_cast<uint64_t>(kind)}},
        call);
    if (!is_shared && !is_new && told->second.begin != call.begin) return;
    ReportAt(kind, outside, call, callee);
    return;
  }
  ReportAt(kind, mark, span, callee);
}

void Interpreter::ReportAt(SinkKind kind, const Mark& mark, core::Span span,
                           const std::string& callee) {
  const uint64_t key = uint64_t{span.begin} << 32 | span.end << 8 | static_cast<uint64_t>(kind);
  const auto [place, is_new] =
      reported_.try_emplace(key ^ static_cast<uint64_t>(mark.source->kind) << 56, flows_->size());
  if (is_new) {
    flows_->push_back({.sink = kind, .mark = mark, .span = span, .callee = callee});
    return;
  }
  // Of several ways the one that is surer, then the shortest.
  Flow& known = (*flows_)[place->second];
  const auto length = [](const Mark& m) { return m.step == nullptr ? 0 : m.step->length; };
  const auto rank = [&](const Mark& m) {
    const bool is_elsewhere = m.source->place.module != &module_;
    return std::tuple(m.weak, length(m), is_elsewhere, m.source->place.span.begin);
  };
  if (rank(mark) < rank(known.mark)) known.mark = mark;
}

}  // namespace meerkat::flow
