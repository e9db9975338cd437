#pragma once

// Turns batches into messages: events of the stream (EventEncoder) or one answer (AnswerEncoder).
// Each rule is announced once, before or with the first finding that names it.
//
//   encoder.Encode(std::move(batch));
//   while (const v1::ScanEvent* event = encoder.Next()) Write(*event);
//
// Used by one thread at a time.

#include <google/protobuf/arena.h>
#include <google/protobuf/repeated_field.h>

#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/core/text_hash.h"
#include "meerkat/v1/scan.pb.h"
#include "service/pool/fifo.h"
#include "service/rpc/event_queue.h"

namespace meerkat::rpc {

// The rules that a scan has announced. By name: options make other rows of a rule, and what is kept
// names the original one.
class AnnouncedRules {
 public:
  using Rules = google::protobuf::RepeatedPtrField<v1::Rule>;
  using Findings = google::protobuf::RepeatedPtrField<v1::Finding>;

  // Whether any of the items names a rule that was not announced.
  bool HasNew(const std::vector<FindingItem>& items) const;
  // Adds the findings, and to `rules` those that are new.
  void Add(const std::vector<FindingItem>& items, Rules* rules, Findings* findings);
  uint32_t size() const { return static_cast<uint32_t>(indexes_.size()); }
  // Announces all of them again.
  void Clear() { indexes_.clear(); }

 private:
  absl::flat_hash_map<std::string_view, uint32_t, core::TextHash> indexes_;
};

// Numbers the events and builds them in one arena that is reset from batch to batch, so that a
// finding costs no allocation of its own.
class EventEncoder {
 public:
  EventEncoder() = default;
  EventEncoder(const EventEncoder&) = delete;
  EventEncoder& operator=(const EventEncoder&) = delete;

  // All events of the batch before have been written.
  void Encode(EventBatch batch);
  // The next event, valid until the next Encode; null if there is none.
  const v1::ScanEvent* Next();
  bool empty() const { return events_.empty(); }

 private:
  v1::ScanEvent* NewEvent();

  // A message of 256 findings takes about 100 KB; blocks of 32 KB are what malloc has at hand.
  static google::protobuf::ArenaOptions Blocks() {
    google::protobuf::ArenaOptions options;
    options.max_block_size = 32 << 10;
    return options;
  }
  google::protobuf::Arena arena_{Blocks()};
  pool::Fifo<v1::ScanEvent*> events_;
  AnnouncedRules rules_;
  uint64_t sequence_ = 0;
};

// Gathers batches in one answer. What only a stream has a use for (Need, FileBatch, Progress,
// Heartbeat) is left out.
class AnswerEncoder {
 public:
  // `answer` is empty; both outlive the encoder. Only rules that are not in `announced` are told.
  AnswerEncoder(v1::ScanInlineResponse* answer, AnnouncedRules* announced)
      : answer_(answer), rules_(*announced) {}

  void Encode(EventBatch batch);
  // Of the answer on the wire, but for the verdict and a few bytes.
  uint64_t bytes() const { return bytes_; }

 private:
  template <typename Messages>
  void Count(const Messages& messages, int from);

  v1::ScanInlineResponse* const answer_;
  AnnouncedRules& rules_;
  uint64_t bytes_ = 0;
};

}  // namespace meerkat::rpc
