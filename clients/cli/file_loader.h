#pragma once

// Reads and hashes the files of a scan in a few threads, ahead of the thread that sends them, and
// hands them over in the order of the source.
//
//   FileLoader loader([&](FoundFile& file) { return walk.Next(file); }, {}, &wake_up);
//   LoadedFile file;
//   while (!loader.finished()) {
//     const uint64_t seen = wake_up.count();
//     while (loader.TryTake(file)) Use(std::move(file));
//     if (!loader.finished()) wake_up.WaitPast(seen);
//   }
//
// Memory is bounded: at most `window` files are ahead, and contents are kept only while all that
// are kept stay below `kept_bytes`; what is not kept is read again when it is asked for
// (ReadAgain).

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "clients/cli/digest_cache.h"
#include "clients/cli/tree_walk.h"
#include "clients/cli/wake_up.h"
#include "engine/core/digest.h"

namespace meerkat::cli {

// What is needed to read a file again.
struct FilePlace {
  std::string path;
  Links links = Links::kRefuse;
  std::shared_ptr<const std::string> text;  // of what is no file
  uint64_t size = 0;
};

struct LoadedFile : FilePlace {
  std::string display;
  core::Digest digest;
  // The bytes, if `kept`. Give them back with FileLoader::Release().
  std::string content;
  bool kept = false;
  // Not read, because nothing has changed since an earlier scan.
  bool known = false;
  // Neither its name nor its first line says Python: left out.
  bool not_python = false;
  // Why it cannot be read; empty if it was.
  std::string unreadable;
};

struct LoaderOptions {
  uint32_t threads = 2;
  uint32_t window = 512;
  uint64_t kept_bytes = uint64_t{64} << 20;
  // A larger file is not read: a server never asks for it. Its digest stays all zero.
  uint64_t max_file_bytes = uint64_t{16} << 20;
  // Not null: what it knows is not read.
  DigestCache* digests = nullptr;
};

class FileLoader {
 public:
  // `next` gives one file after the other and false at the end. It is called by one thread at a
  // time.
  using Source = std::function<bool(FoundFile& file)>;

  // `wake_up` is called whenever TryTake() may have something new or the loader is finished.
  FileLoader(Source next, LoaderOptions options, WakeUp* wake_up);
  // Stops early if need be.
  ~FileLoader();
  FileLoader(const FileLoader&) = delete;
  FileLoader& operator=(const FileLoader&) = delete;

  // The next file in order, if it is loaded. False says nothing about the end: see finished().
  bool TryTake(LoadedFile& file);
  // Whether everything has been taken.
  bool finished();
  // How many TryTake() would give now, at most.
  size_t ready();

  // Reads and keeps what is not kept. False if it cannot be read or kept, or is another size now.
  bool KeepAgain(LoadedFile& file);
  // The contents of a file that were kept are no longer needed.
  void Release(LoadedFile& file);

 private:
  struct Slot {
    LoadedFile file;
    bool loaded = false;
  };

  void Run();
  void Load(FoundFile found, LoadedFile& file);
  bool LoadKnown(const FoundFile& found, LoadedFile& file);
  bool Keep(uint64_t bytes);

  const Source next_;
  const LoaderOptions options_;
  WakeUp* const wake_up_;
  std::atomic<uint64_t> kept_bytes_{0};

  std::mutex source_mutex_;  // held around next_; taken before mutex_
  std::mutex mutex_;
  std::condition_variable room_;
  std::deque<Slot> slots_;   // guarded by mutex_; the front is the next to be taken
  uint64_t first_slot_ = 0;  // guarded by mutex_; number of the front
  bool exhausted_ = false;   // guarded by mutex_
  bool stopped_ = false;     // guarded by mutex_
  uint32_t loading_ = 0;     // guarded by mutex_; slots that are not loaded yet
  std::vector<std::thread> threads_;
};

// Reads the contents of a file that were not kept. The error says why they are not those of the
// manifest any more: "changed while the scan ran", "No such file or directory".
std::string ReadAgain(const FilePlace& file, std::string& content);

}  // namespace meerkat::cli
