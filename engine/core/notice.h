#pragma once

// What happened to a file that is not "analysed whole". A file's fault is data in its report, never
// the failure of a scan. Made by the engine (first group) and by what reads input (second group).

#include <cstdint>
#include <string>

#include "engine/core/span.h"

namespace meerkat::core {

enum class NoticeKind : uint8_t {
  // By the engine.
  kTooLarge,      // more bytes than are analysed
  kBinary,        // NUL bytes: no text
  kEncoding,      // declared encoding unknown, or the bytes do not fit it
  kParsePartial,  // syntax errors: analysed except for `span`
  kTimeout,       // budget ran out; what was found until then stands
  kInternal,      // a fault of ours
  kFlowPartial,   // data flow was not followed to the end
  // By readers of input.
  kNotPython,
  kDigestMismatch,
  kNotReceived,
  kUnsafeEntry,
  kDuplicate,
  kNestedArchive,
  kArchiveDamaged,
  kLimit,
  kUnreadable,
};

struct Notice {
  NoticeKind kind = NoticeKind::kInternal;
  // One sentence: what, which limit, what to do. Never source text.
  std::string message;
  // 1-based lines of the broken stretch for kParsePartial, else 0.
  uint32_t first_line = 0;
  uint32_t last_line = 0;
};

// Whether something that should have been analysed was not, so that the whole scan is incomplete.
constexpr bool MakesIncomplete(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kTimeout:
    case NoticeKind::kInternal:
    case NoticeKind::kTooLarge:
    case NoticeKind::kDigestMismatch:
    case NoticeKind::kNotReceived:
    case NoticeKind::kArchiveDamaged:
    case NoticeKind::kLimit:
    case NoticeKind::kUnreadable: return true;
    case NoticeKind::kBinary:
    case NoticeKind::kEncoding:
    case NoticeKind::kParsePartial:
    case NoticeKind::kNotPython:
    case NoticeKind::kUnsafeEntry:
    case NoticeKind::kDuplicate:
    case NoticeKind::kFlowPartial:
    case NoticeKind::kNestedArchive: return false;
  }
  return true;
}

}  // namespace meerkat::core
