#pragma once

// Reading whole files, with the reason in words when one cannot be read.

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace meerkat::cli {

// A file descriptor that closes itself.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd = -1) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

 private:
  int fd_;
};

enum class Links : uint8_t { kFollow, kRefuse };

struct OpenedFile {
  FileDescriptor file;
  uint64_t size = 0;
  struct stat status = {};
  // Empty when the file is open: "Permission denied", "is not a regular file".
  std::string error;
};

// Opens a regular file. Never blocks on what is none (a pipe without a writer, a device).
OpenedFile OpenRegularFile(const std::string& path, Links links);

// Appends up to `most` bytes to `bytes`, fewer only at the end. Returns 0 or an errno; ECANCELED
// once `stop_fd`, if there is one, is readable: a pipe may have nothing to say for a long time.
int ReadUpTo(int fd, uint64_t most, std::string& bytes, int stop_fd = -1);

// What an errno means, "No such file or directory".
std::string ErrorText(int error);

}  // namespace meerkat::cli
