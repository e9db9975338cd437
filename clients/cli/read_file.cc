#include "clients/cli/read_file.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace meerkat::cli {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) close(fd_);
}

OpenedFile OpenRegularFile(const std::string& path, Links links) {
  OpenedFile opened;
  const int no_follow = links == Links::kRefuse ? O_NOFOLLOW : 0;
  opened.file = FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | no_follow));
  struct stat& status = opened.status;
  if (!opened.file.valid() || fstat(opened.file.get(), &status) != 0) {
    opened.error = ErrorText(errno);
  } else if (S_ISDIR(status.st_mode)) {
    opened.error = "is a folder";
  } else if (!S_ISREG(status.st_mode)) {
    opened.error = "is not a regular file";
  } else {
    opened.size = static_cast<uint64_t>(status.st_size);
  }
  return opened;
}

namespace {

// Waits until `fd` can be read. False when `stop_fd` can be.
bool WaitForBytes(int fd, int stop_fd) {
  pollfd waited[] = {{fd, POLLIN, 0}, {stop_fd, POLLIN, 0}};
  while (poll(waited, 2, -1) < 0 && errno == EINTR) {
  }
  return waited[1].revents == 0;
}

}  // namespace

int ReadUpTo(int fd, uint64_t most, std::string& bytes, int stop_fd) {
  constexpr uint64_t kStep = 1 << 20;
  while (most > 0) {
    if (stop_fd >= 0 && !WaitForBytes(fd, stop_fd)) return ECANCELED;
    const size_t before = bytes.size();
    const size_t step = static_cast<size_t>(std::min(most, kStep));
    bytes.resize(before + step);
    const ssize_t count = read(fd, bytes.data() + before, step);
    bytes.resize(before + static_cast<size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return 0;
    if (count < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    most -= static_cast<uint64_t>(count);
  }
  return 0;
}

std::string ErrorText(int error) { return std::generic_category().message(error); }

}  // namespace meerkat::cli
