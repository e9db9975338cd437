#pragma once

// What the calls with inline scans share (service/rpc/inline_reactor.h,
// service/rpc/each_reactor.h): a scan is opened by one message, and what it finds is gathered in
// one answer.

#include <cstdint>

#include "meerkat/v1/scan.pb.h"
#include "service/rpc/event_encoder.h"
#include "service/rpc/scan_session.h"

namespace meerkat::rpc {

// What any stream has room for (HTTP/2's window), so that the caller's reading decides nothing.
inline constexpr uint64_t kSmallAnswerBytes = 32 << 10;

// An answer may take so many ticks (CallAlarm) to be read; the server holds its bytes.
inline constexpr int kMaxAnswerTicks = 300;

// The most that an answer may have: max_message_bytes without room for Accepted and the verdict.
uint64_t MaxAnswerBytes(const ingest::Limits& limits);

// Takes contents out of the message. `call` names the call in what is said of a wrong input.
void OpenInline(ScanSession& session, const char* call, v1::Open* open);

// Takes what there is. An answer that passes MaxAnswerBytes fails the scan.
void GatherAnswer(ScanSession& session, const ingest::Limits& limits, AnswerEncoder* encoder);

// To be called when the answer of a scan that has ended is handed to gRPC, in a message of so many
// bytes. The ticket, null if the scan was not admitted, is kept until that is sent: a server that
// drains waits for it.
void StartAnswering(Admission::Ticket* ticket, uint64_t bytes, Admission& admission);

}  // namespace meerkat::rpc
