#include "service/rpc/inline_scan.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "service/ingest/errors.h"

namespace meerkat::rpc {
namespace {

// Beside rules, findings, notices and results: Accepted and the verdict, whose reasons are at most
// twenty.
constexpr uint64_t kVerdictBytes = 64 << 10;

}  // namespace

uint64_t MaxAnswerBytes(const ingest::Limits& limits) {
  return limits.max_message_bytes - std::min(limits.max_message_bytes, kVerdictBytes);
}

void OpenInline(ScanSession& session, const char* call, v1::Open* open) {
  if (open->input() == v1::Open::INPUT_UNSPECIFIED) open->set_input(v1::Open::INPUT_INLINE);
  if (open->input() == v1::Open::INPUT_INLINE) {
    session.OnOpen(open);
  } else {
    session.Fail(ingest::InvalidField(
        "open.input", fmt::format("is not inline, which is all that {} takes", call)));
  }
}

void GatherAnswer(ScanSession& session, const ingest::Limits& limits, AnswerEncoder* encoder) {
  EventBatch batch;
  while (session.NextBatch(&batch)) {
    encoder->Encode(std::move(batch));
    if (encoder->bytes() <= MaxAnswerBytes(limits)) continue;
    session.Fail(ingest::LimitPassed("max_message_bytes", limits.max_message_bytes,
                                     "the answer would be larger; send the files by Scan"));
  }
}

void StartAnswering(Admission::Ticket* ticket, uint64_t bytes, Admission& admission) {
  if (*ticket == nullptr) return;
  if (bytes <= kSmallAnswerBytes) {
    admission.SetAnswered(*ticket);
  } else {
    admission.StartEnding(*ticket);
  }
}

}  // namespace meerkat::rpc
