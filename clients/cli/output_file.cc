#include "clients/cli/output_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <iostream>
#include <utility>

#include "clients/cli/read_file.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

absl::Status CannotWrite(const std::string& path, const std::string& why) {
  return absl::PermissionDeniedError(fmt::format("cannot write {}: {}", path, why));
}

// The mode that the file has, or that a new one would get.
mode_t ModeOf(const struct stat* existing) {
  if (existing != nullptr) return existing->st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      file_(std::move(other.file_)) {}

OutputFile::~OutputFile() {
  file_.reset();
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

absl::StatusOr<OutputFile> OutputFile::Open(const std::string& path) {
  OutputFile output;
  if (path.empty() || path == "-") return output;
  output.path_ = path;
  char resolved[PATH_MAX];
  output.target_ = realpath(path.c_str(), resolved) != nullptr ? resolved : path;
  output.file_ = std::make_unique<std::ofstream>();

  struct stat status;
  const bool exists = stat(output.target_.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) return CannotWrite(path, ErrorText(errno));
  if (exists && S_ISDIR(status.st_mode)) return CannotWrite(path, "it is a folder");
  if (exists && access(output.target_.c_str(), W_OK) != 0) {
    return CannotWrite(path, ErrorText(errno));
  }
  if (exists && !S_ISREG(status.st_mode)) {
    output.file_->open(output.target_, std::ios::binary);
    if (!output.file_->is_open()) return CannotWrite(path, ErrorText(errno));
    return output;
  }
  std::string temporary = output.target_ + ".XXXXXX";
  const int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return CannotWrite(path, ErrorText(errno));
  output.temporary_ = temporary;
  const int mode_error = fchmod(descriptor, ModeOf(exists ? &status : nullptr));
  close(descriptor);
  output.file_->open(temporary, std::ios::binary | std::ios::trunc);
  if (mode_error != 0 || !output.file_->is_open()) return CannotWrite(path, ErrorText(errno));
  return output;
}

std::ostream& OutputFile::stream() {
  if (file_ == nullptr) return std::cout;
  return *file_;
}

absl::Status OutputFile::Commit() {
  errno = 0;
  stream().flush();
  if (!stream().good()) {
    const std::string why = errno == 0 ? "the disk may be full" : ErrorText(errno);
    return CannotWrite(path_.empty() ? "to standard output" : path_, why);
  }
  if (file_ == nullptr) return absl::OkStatus();
  file_->close();
  if (temporary_.empty()) return absl::OkStatus();
  if (rename(temporary_.c_str(), target_.c_str()) != 0) {
    return CannotWrite(path_, ErrorText(errno));
  }
  temporary_.clear();
  return absl::OkStatus();
}

}  // namespace meerkat::cli
