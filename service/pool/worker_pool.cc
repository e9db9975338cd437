#include "service/pool/worker_pool.h"

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"

namespace meerkat::pool {
namespace {

// What one turn of a lane is worth. About ten files of usual size: small enough that a short scan
// waits a fraction of a millisecond for each of the others.
constexpr uint64_t kTurnBytes = 64 << 10;
// A file costs this much beyond its bytes, so that empty files have a price.
constexpr uint64_t kFileCost = 2 << 10;
// A lane with less than this waiting has room whatever the others hold: a large scan that fills the
// queue does not keep a small one from beginning.
constexpr uint64_t kLaneShare = 1 << 20;
constexpr uint32_t kLaneShareFiles = 256;

uint64_t Cost(const FileTask& task) { return task.bytes() + kFileCost; }

}  // namespace

void Lane::Submit(FileTask task) {
  {
    Lock lock(pool_.mutex_);
    if (closed_ || pool_.stopping_) return;
    const uint64_t bytes = task.bytes();
    tasks_.push_back(std::move(task));
    queued_bytes_ += bytes;
    pool_.queued_bytes_ += bytes;
    ++pool_.queued_files_;
    pool_.Offer(*this);
  }
  if (pool_.inline_mode()) {
    pool_.RunInline();
  } else {
    pool_.work_.NotifyOne();
  }
}

bool Lane::TryRun(FileTask* task) {
  layers::FileScanner* scanner = nullptr;
  std::shared_ptr<LaneClient> client;
  {
    Lock lock(pool_.mutex_);
    if (pool_.inline_mode() || closed_ || pool_.stopping_ || !pool_.turns_.empty() ||
        pool_.idle_scanners_.empty()) {
      return false;
    }
    scanner = pool_.TakeScanner();
    client = client_;
  }
  // Also when it throws: a worker's thread would end the process, the caller's may go on.
  const absl::Cleanup give_back = [this, scanner] {
    bool has_work = false;
    {
      Lock lock(pool_.mutex_);
      pool_.ReturnScanner(scanner);
      has_work = !pool_.turns_.empty();
    }
    if (has_work) pool_.work_.NotifyOne();
  };
  client->RunTask(std::move(*task), *scanner);
  return true;
}

bool Lane::HasRoom() {
  Lock lock(pool_.mutex_);
  if (closed_ || pool_.RoomFor(*this)) return true;
  if (!waits_for_room_) {
    waits_for_room_ = true;
    pool_.waiters_.push_back(shared_from_this());
  }
  return false;
}

void Lane::Park() {
  Lock lock(pool_.mutex_);
  parked_ = true;
}

void Lane::Unpark() {
  WorkerPool::Clients waiters;
  {
    Lock lock(pool_.mutex_);
    if (!parked_) return;
    parked_ = false;
    pool_.Offer(*this);
    waiters = pool_.TakeWaitersWithRoom();
  }
  if (pool_.inline_mode()) {
    pool_.RunInline();
  } else {
    pool_.work_.NotifyAll();
  }
  WorkerPool::TellRoom(waiters);
}

uint32_t Lane::Drop() {
  Fifo<FileTask> dropped;  // freed after the lock
  WorkerPool::Clients waiters;
  uint32_t count = 0;
  {
    Lock lock(pool_.mutex_);
    count = pool_.DropTasks(*this, &dropped);
    waiters = pool_.TakeWaitersWithRoom();
  }
  WorkerPool::TellRoom(waiters);
  return count;
}

void Lane::Close() {
  Fifo<FileTask> dropped;
  std::shared_ptr<LaneClient> client;  // its last reference may be ours: released after the lock
  WorkerPool::Clients waiters;
  {
    Lock lock(pool_.mutex_);
    if (closed_) return;
    closed_ = true;
    --pool_.lanes_;
    pool_.DropTasks(*this, &dropped);
    client = std::move(client_);
    waiters = pool_.TakeWaitersWithRoom();
  }
  WorkerPool::TellRoom(waiters);
}

WorkerPool::WorkerPool(const WorkerPoolOptions& options, const layers::ScannerFactory& make_scanner)
    : options_(options) {
  const uint32_t chains = std::max<uint32_t>(1, options.workers);
  for (uint32_t i = 0; i < chains; ++i) {
    scanners_.push_back(make_scanner());
    idle_scanners_.push_back(scanners_.back().get());
  }
  threads_.reserve(options.workers);
  for (uint32_t i = 0; i < options.workers; ++i) {
    threads_.emplace_back([this] { WorkerLoop(); });
  }
}

WorkerPool::~WorkerPool() {
  {
    Lock lock(mutex_);
    stopping_ = true;
  }
  work_.NotifyAll();
  for (std::thread& thread : threads_) thread.join();
}

std::shared_ptr<Lane> WorkerPool::Open(std::shared_ptr<LaneClient> client) {
  std::shared_ptr<Lane> lane(new Lane(*this));
  lane->client_ = std::move(client);
  Lock lock(mutex_);
  ++lanes_;
  return lane;
}

WorkerPoolStats WorkerPool::stats() const {
  Lock lock(mutex_);
  return {queued_files_, queued_bytes_, busy_, lanes_};
}

void WorkerPool::WorkerLoop() {
  Turn turn;
  Clients waiters;
  layers::FileScanner* scanner = nullptr;
  while (true) {
    {
      Lock lock(mutex_);
      while (!stopping_ && (idle_scanners_.empty() || !Take(&turn))) work_.Wait(lock);
      if (stopping_) return;
      scanner = TakeScanner();
      waiters = TakeWaitersWithRoom();
    }
    TellRoom(waiters);
    waiters.clear();
    turn.client->RunTask(std::move(turn.task), *scanner);
    turn = Turn();  // the client's last reference may be this one: not under the lock
    Lock lock(mutex_);
    ReturnScanner(scanner);
  }
}

layers::FileScanner* WorkerPool::TakeScanner() {
  layers::FileScanner* scanner = idle_scanners_.back();
  idle_scanners_.pop_back();
  ++busy_;
  return scanner;
}

void WorkerPool::ReturnScanner(layers::FileScanner* scanner) {
  idle_scanners_.push_back(scanner);
  --busy_;
}

// The first caller runs what there is; whoever submits meanwhile leaves it its files. So a client
// may submit from within RunTask without ever running two files on the one scanner.
void WorkerPool::RunInline() {
  Clients waiters;
  while (true) {
    Turn turn;
    {
      Lock lock(mutex_);
      if (running_inline_ || !Take(&turn)) return;
      running_inline_ = true;
      ++busy_;
      waiters = TakeWaitersWithRoom();
    }
    turn.client->RunTask(std::move(turn.task), *scanners_[0]);
    {
      Lock lock(mutex_);
      running_inline_ = false;
      --busy_;
    }
    TellRoom(waiters);
    waiters.clear();
  }
}

void WorkerPool::Offer(Lane& lane) {
  if (lane.in_turn_ || lane.parked_ || lane.tasks_.empty()) return;
  lane.in_turn_ = true;
  turns_.push_back(lane.shared_from_this());
}

// Deficit round robin (Shreedhar and Varghese 1995): a lane at the head may start files until their
// cost has used up its deficit; then it gets the next turn's worth and goes to the end.
bool WorkerPool::Take(Turn* turn) {
  while (!turns_.empty()) {
    const std::shared_ptr<Lane> lane = turns_.front();
    if (lane->parked_ || lane->tasks_.empty()) {
      lane->in_turn_ = false;
      lane->deficit_ = 0;
      turns_.pop_front();
      continue;
    }
    const uint64_t cost = Cost(lane->tasks_.front());
    if (lane->deficit_ < cost) {
      lane->deficit_ += kTurnBytes;
      turns_.pop_front();
      turns_.push_back(lane);
      continue;
    }
    lane->deficit_ -= cost;
    turn->client = lane->client_;
    turn->task = std::move(lane->tasks_.front());
    lane->tasks_.pop_front();
    Retire(*lane, turn->task.bytes());
    return true;
  }
  return false;
}

void WorkerPool::Retire(Lane& lane, uint64_t bytes) {
  lane.queued_bytes_ -= bytes;
  queued_bytes_ -= bytes;
  --queued_files_;
}

uint32_t WorkerPool::DropTasks(Lane& lane, Fifo<FileTask>* dropped) {
  dropped->swap(lane.tasks_);
  for (const FileTask& task : *dropped) Retire(lane, task.bytes());
  return static_cast<uint32_t>(dropped->size());
}

bool WorkerPool::RoomFor(const Lane& lane) const {
  if (lane.parked_) return false;
  if (lane.queued_bytes_ < kLaneShare && lane.tasks_.size() < kLaneShareFiles) return true;
  return queued_bytes_ < options_.max_queued_bytes && queued_files_ < options_.max_queued_files;
}

WorkerPool::Clients WorkerPool::TakeWaitersWithRoom() {
  Clients clients;
  if (waiters_.empty()) return clients;
  std::vector<std::shared_ptr<Lane>> waiting;
  for (std::shared_ptr<Lane>& lane : waiters_) {
    if (!lane->closed_ && !RoomFor(*lane)) {
      waiting.push_back(std::move(lane));
      continue;
    }
    lane->waits_for_room_ = false;
    if (!lane->closed_) clients.push_back(lane->client_);
  }
  waiters_.swap(waiting);
  return clients;
}

void WorkerPool::TellRoom(const Clients& clients) {
  for (const std::shared_ptr<LaneClient>& client : clients) client->OnRoom();
}

}  // namespace meerkat::pool
