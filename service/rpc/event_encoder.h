#pragma once

// Turns batches into events of the stream: numbers them, announces each rule before the first
// finding that names it, and builds the messages in one arena that is reset from batch to batch, so
// that a finding costs no allocation of its own.
//
//   encoder.Encode(std::move(batch));
//   while (const v1::ScanEvent* event = encoder.Next()) Write(*event);
//
// Used by one thread at a time.

#include <google/protobuf/arena.h>

#include <deque>
#include <string_view>
#include <unordered_map>

#include "meerkat/v1/scan.pb.h"
#include "service/rpc/event_queue.h"

namespace meerkat::rpc {

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
  void EncodeFindings(const std::vector<FindingItem>& findings);
  void EncodeNotices(std::vector<NoticeItem> notices);
  void EncodeResults(const std::vector<FileResultItem>& results);

  // A message of 256 findings takes about 100 KB; blocks of 32 KB are what malloc has at hand.
  static google::protobuf::ArenaOptions Blocks() {
    google::protobuf::ArenaOptions options;
    options.max_block_size = 32 << 10;
    return options;
  }
  google::protobuf::Arena arena_{Blocks()};
  std::deque<v1::ScanEvent*> events_;
  // By name: options make other rows of a rule, and what is kept names the original one.
  std::unordered_map<std::string_view, uint32_t> rules_;
  uint64_t sequence_ = 0;
};

}  // namespace meerkat::rpc
