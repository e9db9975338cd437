#pragma once

// A bounded queue of chunks between the thread that receives an archive and the one that reads it.
// The writer never blocks: it asks HasRoom() before it takes more from the network. The reader
// does.
//
//   pipe.Write(std::move(chunk));                            // gRPC's thread
//   if (!pipe.HasRoom()) return;                             // on_room is called later
//   …
//   std::string chunk;
//   while (pipe.Read(&chunk)) Use(chunk);                    // the reader's thread

#include <cstdint>
#include <deque>
#include <functional>
#include <string>

#include "service/pool/mutex.h"

namespace meerkat::pool {

class BytePipe {
 public:
  // `on_room` is called from Read, without a lock, after HasRoom() said no.
  BytePipe(uint64_t max_bytes, std::function<void()> on_room)
      : max_bytes_(max_bytes), on_room_(std::move(on_room)) {}

  // After Close or Cancel the chunk is thrown away.
  void Write(std::string chunk);
  bool HasRoom();
  // No further chunk: Read gives what is there, then false.
  void Close();
  // Read gives false from now on.
  void Cancel();

  // Blocks until there is a chunk. False: closed and empty, or cancelled.
  bool Read(std::string* chunk);

 private:
  const uint64_t max_bytes_;
  const std::function<void()> on_room_;
  Mutex mutex_;
  Condition changed_;
  std::deque<std::string> chunks_ MEERKAT_GUARDED_BY(mutex_);
  uint64_t bytes_ MEERKAT_GUARDED_BY(mutex_) = 0;
  bool writer_waits_ MEERKAT_GUARDED_BY(mutex_) = false;
  bool closed_ MEERKAT_GUARDED_BY(mutex_) = false;
  bool cancelled_ MEERKAT_GUARDED_BY(mutex_) = false;
};

}  // namespace meerkat::pool
