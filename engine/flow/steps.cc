// The part of Interpreter that knows where values come from, and the way that they have gone.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// The value that evaluating a path gives: of its type, and tainted where it is a source.
V Interpreter::OfPath(const Path* path, const Taint* taint, uint32_t code) {
  // if settings.DEBUG: trace = traceback.format_exc()
  const bool is_debugged = debugged_ > 0 && path->said->source != nullptr &&
                           path->said->source->kind == core::kExceptionSource;
  if (path->said->source != nullptr && (path->said->source->kind & options_.sources) &&
      !is_debugged) {
    std::string_view& text = texts_[path];
    if (text.empty()) text = symbols_.Text(symbols_.Of(paths_.Text(path)));
    const core::Span span = code == kNone ? core::Span{} : SpanOf(code);
    const Source* source = SourceAt(path->said->source->kind, span, text, kNone, IsOwn(code));
    const Taint* made = MakeTaint(Mark{.source = source,
                                       .cleared = path->said->source->cleared,
                                       .found = path->said->source->is_checked});
    taint = JoinTaints(made, taint);
  }
  if (path == known_->number || path->type == known_->number) return Number();
  // Without a source that is listened to it may be any text: then rules about single places speak.
  if (path->type == known_->some_text)
    return taint == nullptr ? External(path, nullptr) : Text("", taint);
  if (const V kept = KeptAt(path)) return kept;
  return External(Paths::TypeOf(path), taint);
}

// request.args, where request is imported, or a parameter whose name tells what it is: not what
// only a caller knows.
bool Interpreter::IsOwn(uint32_t code) const {
  while (code != kNone) {
    const Code& part = unit().codes[code];
    if (part.kind == CodeKind::kName) {
      const Symbol name = NameOf(part.a);
      return frame_->module->globals.contains(name) || symbols_.Text(name) == "self" ||
             paths_.IsKnown(known_->parameters, name);
    }
    if (part.kind != CodeKind::kAttribute && part.kind != CodeKind::kSubscript &&
        part.kind != CodeKind::kCall) {
      return false;
    }
    code = part.a;
  }
  return false;
}

const Source* Interpreter::SourceAt(core::SourceKind kind, core::Span span, std::string_view text,
                                    uint32_t parameter, bool is_own) {
  const Source*& source = sources_[{frame_->module, span.begin, uint64_t{span.end} << 16 | kind}];
  if (source == nullptr) {
    Source* made = arena_.New<Source>();
    *made = {.kind = kind,
             .place = {frame_->module, span},
             .text = text,
             .is_own = is_own,
             .parameter = parameter};
    source = made;
  }
  return source;
}

namespace {

constexpr uint16_t kLongestWay = 24;

}  // namespace

// One more step of the way that its taint has gone.
V Interpreter::Stepped(V value, core::Span span, StepKind kind) {
  if (value->taint == nullptr) return value;
  const uint64_t place =
      uint64_t{span.begin} << 32 | uint64_t{span.end} << 2 | static_cast<uint64_t>(kind);
  V& known = stepped_.At({value, frame_->module, place});
  if (known != nullptr) return known;
  Marks marks(*value->taint);
  bool changed = false;
  for (Mark& mark : marks.all()) {
    if (mark.step != nullptr &&
        (mark.step->length >= kLongestWay || mark.step->place.span.begin == span.begin)) {
      continue;
    }
    Step* step = arena_.New<Step>();
    *step = {.before = mark.step,
             .place = {frame_->module, span},
             .kind = kind,
             .length = static_cast<uint16_t>(mark.step == nullptr ? 1 : mark.step->length + 1)};
    mark.step = step;
    changed = true;
  }
  if (!changed) return known = value;
  Value* copy = arena_.New<Value>();
  *copy = *value;
  copy->taint = MakeTaint(marks);
  return known = copy;
}

}  // namespace meerkat::flow
