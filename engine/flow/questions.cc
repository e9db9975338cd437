// The part of Interpreter that answers whether what reaches a place is known.

#include <algorithm>

#include "engine/flow/interpreter.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

void Interpreter::FindQuestions() {
  asked_.clear();
  if (questions_ == nullptr || questions_->empty()) return;
  absl::flat_hash_map<uint64_t, std::vector<uint32_t>> by_span;
  for (uint32_t i = 0; i < questions_->size(); ++i) {
    const core::Span span = (*questions_)[i].span;
    by_span[uint64_t{span.begin} << 32 | span.end].push_back(i);
  }
  for (uint32_t i = 0; i < module_.unit->codes.size(); ++i) {
    const core::Span span = module_.unit->codes[i].span;
    const auto place = by_span.find(uint64_t{span.begin} << 32 | span.end);
    if (place != by_span.end() && module_.unit->codes[i].kind != CodeKind::kExpression) {
      asked_[i] = place->second;
    }
  }
}

// What was not reached although its function was run: conditions that are constants stand before
// it.
void Interpreter::FindDead() {
  for (const auto& [code, questions] : asked_) {
    const core::Span span = module_.unit->codes[code].span;
    uint32_t inner = kNone;
    for (uint32_t i = 0; i < module_.unit->functions.size(); ++i) {
      const core::Span around = module_.unit->functions[i].span;
      if (around.begin > span.begin || around.end < span.end) continue;
      // Functions are numbered from the outside inwards.
      inner = i;
    }
    if (inner != kNone && !analysed_.contains(inner)) continue;
    for (const uint32_t index : questions) {
      Question& question = (*questions_)[index];
      question.is_dead = !question.is_reached;
    }
  }
}

void Interpreter::Answer(uint32_t code, V value, const Arguments* arguments) {
  if (frame_->module != &module_) return;
  const auto place = asked_.find(code);
  if (place == asked_.end()) return;
  for (const uint32_t index : place->second) {
    Question& question = (*questions_)[index];
    question.is_reached = true;
    if (arguments == nullptr) {
      Judge(value, &question);
    } else if (!JudgeSinks(value, *arguments, &question)) {
      question.is_open |= arguments->empty();
      for (const Argument& argument : *arguments) Judge(argument.value, &question);
    }
  }
}

// What a call's sinks get. False where no table knows it as a sink of the question's kinds.
bool Interpreter::JudgeSinks(V callee, const Arguments& arguments, Question* question) {
  const Path* path = callee->kind == ValueKind::kExternal ? callee->path : nullptr;
  V receiver = callee;
  if (callee->kind == ValueKind::kMethod) {
    path = paths_.OfAny(callee->symbol);
    receiver = callee->receiver;
  }
  if (path == nullptr) return false;
  bool is_sink = false;
  for (const Sink& sink : path->said->sinks) {
    if (!(question->sinks & Bit(sink.kind))) continue;
    is_sink = true;
    const auto judge = [&](V value) {
      if (value == nullptr || !Applies(sink, value, arguments)) return;
      value = PartOf(sink, value);
      if (value != nullptr) Judge(value, question);
    };
    for (const ArgumentSpec& spec : sink.arguments) {
      if (spec.receiver) judge(receiver);
      if (spec.and_after && IsAboutPrograms(sink)) {
        judge(ListFrom(arguments, spec.position));
        continue;
      }
      if (!spec.all && !spec.and_after) {
        if (!spec.receiver) judge(Find(arguments, spec.position, spec.has_keyword, spec.keyword));
        continue;
      }
      int at = 0;
      for (const Argument& argument : arguments) {
        const bool counts = spec.all || (!argument.has_keyword && at >= spec.position);
        if (!argument.has_keyword) ++at;
        if (counts) judge(argument.value);
      }
    }
    // run(*arguments, **options)
    for (const Argument& argument : arguments) {
      if (argument.double_star) Judge(argument.value, question);
    }
  }
  return is_sink;
}

void Interpreter::Judge(V value, Question* question) {
  if (question->is_open) return;
  question->is_open = IsOpen(value, question->sinks);
  const Taint* taint = DeepTaint(value);
  if (question->is_open || taint == nullptr || value->is_number) return;
  for (const Mark& mark : taint->all()) {
    if (!(mark.source->kind & core::kOutside) || !(question->sinks & ~mark.cleared)) continue;
    // pickle.loads(saved.query), where a request says which is meant: data flow is silent.
    if (mark.IsOnlyFound() && !(question->sinks & kWorstSinks)) {
      question->is_open = true;
      return;
    }
    if (std::find(question->sources.begin(), question->sources.end(), mark.source) ==
        question->sources.end()) {
      question->sources.push_back(mark.source);
    }
  }
}

// Whether a value may be anything, or what a caller of the file hands in.
bool Interpreter::IsOpen(V value, core::SinkSet sinks, int depth) const {
  if (value->is_number || depth > 3) return false;
  bool harmless = sinks != 0;
  for (int kind = 0; kind < static_cast<int>(SinkKind::kCount) && harmless; ++kind) {
    const auto sink = static_cast<SinkKind>(kind);
    harmless = !(sinks & Bit(sink)) || IsHarmless(sink, value);
  }
  if (harmless) return false;
  if (value->taint != nullptr) {
    for (const Mark& mark : value->taint->all()) {
      if (mark.source->kind == core::kLibrarySource && (sinks & ~mark.cleared)) return true;
    }
  }
  switch (value->kind) {
    case ValueKind::kUnknown: return value->taint == nullptr;
    case ValueKind::kText: return value->is_unsure;
    case ValueKind::kExternal: return value->taint == nullptr;
    case ValueKind::kMethod: return IsOpen(value->receiver, sinks, depth + 1);
    case ValueKind::kUnion:
      for (uint32_t i = 0; i < value->count; ++i) {
        if (IsOpen(value->items[i], sinks, depth + 1)) return true;
      }
      return false;
    case ValueKind::kReference: {
      const Contents* contents = ContentsOf(value);
      if (contents == nullptr || contents->kind == ContentsKind::kObject) return true;
      if (contents->rest != nullptr && IsOpen(contents->rest, sinks, depth + 1)) return true;
      for (uint32_t i = 0; i < std::min(contents->count, 32u); ++i) {
        if (IsOpen(contents->items[i], sinks, depth + 1)) return true;
      }
      return false;
    }
    default: return false;
  }
}

}  // namespace meerkat::flow
