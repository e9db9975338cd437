// The part of Interpreter that looks at what arrives at sinks.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

namespace {

// Whether a call of a function stands alone: nobody gets what it gives. Of long ones it is not
// known: each call looks at all of them.
bool IsStatement(const Unit& unit, uint32_t function, uint32_t call) {
  constexpr uint32_t kMostCodes = 4'000;
  if (function == kNone) return false;
  const Function& around = unit.functions[function];
  if (around.end_code - around.first_code > kMostCodes) return false;
  const auto begin = unit.codes.begin();
  return std::any_of(begin + around.first_code, begin + around.end_code, [call](const Code& code) {
    return code.kind == CodeKind::kExpression && code.a == call;
  });
}

}  // namespace

void Interpreter::CheckSinks(const Path* path, V receiver, const Arguments& arguments,
                             uint32_t code) {
  if (code == kNone) return;
  for (const Sink& sink : path->said->sinks) {
    // super().__init__(file) of an unpickler whose find_class says what is built
    if (sink.kind == SinkKind::kDeserialize && path->step == known_->init &&
        frame_->of_class != nullptr && FindInClass(frame_->of_class, known_->find_class)) {
      continue;
    }
    if (sink.kind == SinkKind::kHtml && WasMadeNoPage(receiver)) continue;
    const auto check = [&](V value) {
      if (value == nullptr || !Applies(sink, value, arguments)) return;
      if (sink.kind == SinkKind::kSlowPattern &&
          (!IsDeepTainted(value) || !IsSlowPattern(path, receiver, arguments))) {
        return;
      }
      value = PartOf(sink, value);
      if (value == nullptr) return;
      // re.compile(text), to see whether it is a pattern: nothing is looked for by it.
      if (sink.kind == SinkKind::kRegex && path == known_->re_compile && IsDeepTainted(value) &&
          IsStatement(unit(), frame_->function, code)) {
        return;
      }
      if (sink.kind == SinkKind::kPath && IsMemberRead(path, value, arguments)) return;
      if (sink.kind == SinkKind::kCryptoKey || sink.kind == SinkKind::kNonce) {
        CheckHardCoded(sink.kind, value, code, path);
      }
      if (IsDeepTainted(value)) Check(sink.kind, value, SpanOf(code), paths_.Text(path));
    };
    for (const ArgumentSpec& spec : sink.arguments) {
      if (spec.receiver) {
        check(receiver);
      } else if (spec.unpacked) {
        for (const Argument& argument : arguments) {
          if (argument.double_star && !HasDeclaredNames(argument.value))
            check(NamesIn(argument.value));
        }
      } else if (spec.and_after && IsAboutPrograms(sink)) {
        check(ListFrom(arguments, spec.position));
      } else if (spec.all || spec.and_after) {
        int at = 0;
        for (const Argument& argument : arguments) {
          const bool counts = spec.all || (!argument.has_keyword && at >= spec.position);
          if (!argument.has_keyword) ++at;
          if (counts) check(argument.value);
        }
      } else {
        check(Find(arguments, spec.position, spec.has_keyword, spec.keyword));
      }
    }
  }
}

}  // namespace meerkat::flow
