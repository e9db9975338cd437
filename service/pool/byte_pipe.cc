#include "service/pool/byte_pipe.h"

#include <utility>

namespace meerkat::pool {

void BytePipe::Write(std::string chunk) {
  {
    Lock lock(mutex_);
    if (closed_ || cancelled_ || chunk.empty()) return;
    bytes_ += chunk.size();
    chunks_.push_back(std::move(chunk));
  }
  changed_.NotifyAll();
}

bool BytePipe::HasRoom() {
  Lock lock(mutex_);
  if (cancelled_ || bytes_ < max_bytes_) return true;
  writer_waits_ = true;
  return false;
}

void BytePipe::Close() {
  {
    Lock lock(mutex_);
    closed_ = true;
  }
  changed_.NotifyAll();
}

void BytePipe::Cancel() {
  std::deque<std::string> chunks;  // freed after the lock
  bool tell = false;
  {
    Lock lock(mutex_);
    cancelled_ = true;
    bytes_ = 0;
    chunks.swap(chunks_);
    std::swap(tell, writer_waits_);
  }
  changed_.NotifyAll();
  if (tell) on_room_();
}

bool BytePipe::Read(std::string* chunk) {
  bool tell = false;
  {
    Lock lock(mutex_);
    while (chunks_.empty() && !closed_ && !cancelled_) changed_.Wait(lock);
    if (cancelled_ || chunks_.empty()) return false;
    *chunk = std::move(chunks_.front());
    chunks_.pop_front();
    bytes_ -= chunk->size();
    if (bytes_ < max_bytes_) std::swap(tell, writer_waits_);
  }
  if (tell) on_room_();
  return true;
}

}  // namespace meerkat::pool
