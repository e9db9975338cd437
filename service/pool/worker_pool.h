#pragma once

// The threads that scan, and the queue before them. Work is one file. Every scan has a lane of its
// own, first in first out; workers take from the lanes in turn, by bytes (deficit round robin), so
// that a scan of 100,000 files delays one of three files by a few files and not by 100,000. All
// lanes stand in one structure: no worker idles while another has a queue.
//
//   pool::WorkerPool workers({.workers = 8}, MakeScanner);
//   std::shared_ptr<pool::Lane> lane = workers.Open(client);
//   lane->Submit(std::move(task));
//   if (!lane->HasRoom()) return;   // read no more; client->OnRoom() is called once there is room
//   …
//   lane->Close();
//
// The queue is bounded by bytes and by files. Submit always takes its task, so that nobody has to
// hold one back; who submits asks HasRoom() before it reads more. What is queued is therefore at
// most the bound and what each lane submits between two questions. A lane that has little waiting
// has room whatever the others hold.
//
// There are as many scanners as workers; whoever runs a file takes one for as long. So what a
// caller runs itself (TryRun) takes the place of a worker and adds no load.
//
// With no worker the pool runs inline: Submit and Unpark run what waits in the calling thread, one
// file at a time in the whole process. A lane's results are the same.
//
// Every function may be called from any thread. Submit, Unpark and Drop may call a client: hold no
// lock that a client takes.

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "engine/core/digest.h"
#include "engine/core/source_file.h"
#include "service/layers/file_scanner.h"
#include "service/pool/fifo.h"
#include "service/pool/mutex.h"

namespace meerkat::pool {

// One file, and what is left to check about it before it is scanned.
struct FileTask {
  // File index within its scan.
  uint32_t index = 0;
  // Null: no file, but other work of the scan that wants a worker.
  std::unique_ptr<core::SourceFile> file;
  // What its bytes have to hash to; none where nothing was declared.
  std::optional<core::Digest> digest;
  // The digest was computed from the bytes: there is nothing to compare.
  bool digest_is_true = false;
  // It waits for no other file with the same bytes.
  bool alone = false;
  // Python only if its first line says so.
  bool needs_shebang = false;
  // Until when its scan has to have ended, or else it is submitted again. For Lane::TryRun.
  layers::Time brief_until = layers::Time::max();
  // All other files of its scan are at hand: the second time that it is scanned.
  bool with_others = false;
  layers::Time submitted;

  uint64_t bytes() const { return file == nullptr ? 0 : file->bytes().size(); }
};

// The scan that a lane works for.
class LaneClient {
 public:
  virtual ~LaneClient() = default;
  // Does the work of one file, on a worker's thread, several at once.
  virtual void RunTask(FileTask task, layers::FileScanner& scanner) = 0;
  // There is room again after HasRoom() said no. Any thread; no lock of the pool is held.
  virtual void OnRoom() = 0;
};

struct WorkerPoolOptions {
  uint32_t workers = 1;
  uint64_t max_queued_bytes = uint64_t{64} << 20;
  uint32_t max_queued_files = 16'384;
};

struct WorkerPoolStats {
  uint32_t queued_files = 0;
  uint64_t queued_bytes = 0;
  uint32_t busy_workers = 0;
  uint32_t lanes = 0;
};

class WorkerPool;

class Lane : public std::enable_shared_from_this<Lane> {
 public:
  void Submit(FileTask task);
  // Runs the task in the calling thread, with the scanner of a worker that has nothing to do.
  // False: all have, or something waits for them; nothing was done. It spares a small file the way
  // through another thread.
  bool TryRun(FileTask* task);
  // False: the pool or this lane has enough, or the lane is parked; OnRoom() will be called.
  bool HasRoom();
  // A parked lane keeps its files and none is started until Unpark.
  void Park();
  void Unpark();
  // Throws away what waits and tells how many files that were. Those that run go on.
  uint32_t Drop();
  // Drop, and no call to the client begins any more. The last thing done with a lane.
  void Close();

 private:
  friend class WorkerPool;
  explicit Lane(WorkerPool& pool) : pool_(pool) {}

  WorkerPool& pool_;
  // All guarded by the pool's mutex, which the analysis cannot name from here.
  std::shared_ptr<LaneClient> client_;
  Fifo<FileTask> tasks_;
  uint64_t queued_bytes_ = 0;
  uint64_t deficit_ = 0;
  bool in_turn_ = false;  // stands in WorkerPool::turns_
  bool parked_ = false;
  bool closed_ = false;
  bool waits_for_room_ = false;
};

class WorkerPool {
 public:
  WorkerPool(const WorkerPoolOptions& options, const layers::ScannerFactory& make_scanner);
  // Finishes the files that run, throws away the others.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // The pool has to outlive the lane's last call. The lane keeps the client alive until Close().
  std::shared_ptr<Lane> Open(std::shared_ptr<LaneClient> client);
  WorkerPoolStats stats() const;

 private:
  friend class Lane;
  struct Turn {
    std::shared_ptr<LaneClient> client;
    FileTask task;
  };
  using Clients = std::vector<std::shared_ptr<LaneClient>>;

  bool inline_mode() const { return threads_.empty(); }
  void WorkerLoop();
  void RunInline();
  layers::FileScanner* TakeScanner() MEERKAT_REQUIRES(mutex_);
  void ReturnScanner(layers::FileScanner* scanner) MEERKAT_REQUIRES(mutex_);
  void Offer(Lane& lane) MEERKAT_REQUIRES(mutex_);
  bool Take(Turn* turn) MEERKAT_REQUIRES(mutex_);
  void Retire(Lane& lane, uint64_t bytes) MEERKAT_REQUIRES(mutex_);
  uint32_t DropTasks(Lane& lane, Fifo<FileTask>* dropped) MEERKAT_REQUIRES(mutex_);
  bool RoomFor(const Lane& lane) const MEERKAT_REQUIRES(mutex_);
  Clients TakeWaitersWithRoom() MEERKAT_REQUIRES(mutex_);
  static void TellRoom(const Clients& clients);

  const WorkerPoolOptions options_;
  mutable Mutex mutex_;
  Condition work_;
  // Lanes with a file that may start, in order of their turns.
  std::deque<std::shared_ptr<Lane>> turns_ MEERKAT_GUARDED_BY(mutex_);
  // Lanes whose HasRoom() said no.
  std::vector<std::shared_ptr<Lane>> waiters_ MEERKAT_GUARDED_BY(mutex_);
  uint64_t queued_bytes_ MEERKAT_GUARDED_BY(mutex_) = 0;
  uint32_t queued_files_ MEERKAT_GUARDED_BY(mutex_) = 0;
  uint32_t busy_ MEERKAT_GUARDED_BY(mutex_) = 0;
  uint32_t lanes_ MEERKAT_GUARDED_BY(mutex_) = 0;
  bool running_inline_ MEERKAT_GUARDED_BY(mutex_) = false;
  bool stopping_ MEERKAT_GUARDED_BY(mutex_) = false;
  std::vector<std::unique_ptr<layers::FileScanner>> scanners_;
  // Those that nobody has, the last used at the end: its memory is warm.
  std::vector<layers::FileScanner*> idle_scanners_ MEERKAT_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

}  // namespace meerkat::pool
