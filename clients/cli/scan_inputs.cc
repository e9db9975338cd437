#include "clients/cli/scan_inputs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "clients/cli/archive_kind.h"
#include "engine/core/python_path.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

constexpr char kStdinName[] = "<stdin>";

absl::Status CannotRead(const std::string& path, int error) {
  if (error == ENOENT || error == ENOTDIR) {
    return absl::NotFoundError(fmt::format("no such file or folder: {}", path));
  }
  return absl::PermissionDeniedError(fmt::format("cannot read {}: {}", path, ErrorText(error)));
}

absl::Status AddStdin(const Interrupt& interrupt, ScanInputs& inputs) {
  FileDescriptor input(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
  std::string bytes;
  int error = ReadUpTo(input.get(), kArchiveHeadBytes, bytes, interrupt.fd());
  if (error == 0 && LooksLikeArchive(bytes)) {
    inputs.archives.push_back({kStdinName, std::move(input), std::move(bytes)});
    return absl::OkStatus();
  }
  if (error == 0) {
    error = ReadUpTo(input.get(), kMaxStdinBytes + 1 - bytes.size(), bytes, interrupt.fd());
  }
  if (error == ECANCELED) return absl::CancelledError("interrupted");
  if (error != 0) return CannotRead("standard input", error);
  if (bytes.size() > kMaxStdinBytes) {
    return absl::InvalidArgumentError(fmt::format(
        "standard input is no archive and has more than {} bytes, the most that one file may have",
        kMaxStdinBytes));
  }
  inputs.files->AddFile({.path = kStdinName,
                         .display = kStdinName,
                         .text = std::make_shared<const std::string>(std::move(bytes))});
  return absl::OkStatus();
}

absl::Status AddFile(const std::string& path, const WorkingDirectory& here, ScanInputs& inputs) {
  OpenedFile opened = OpenRegularFile(path, Links::kFollow);
  if (!opened.error.empty()) {
    return absl::PermissionDeniedError(fmt::format("cannot read {}: {}", path, opened.error));
  }
  std::string head;
  if (!core::HasPythonSuffix(path)) {
    const int error = ReadUpTo(opened.file.get(), kArchiveHeadBytes, head);
    if (error != 0) return CannotRead(path, error);
    if (LooksLikeArchive(head) || HasArchiveSuffix(path)) {
      inputs.archives.push_back({here.Display(path), std::move(opened.file), std::move(head)});
      return absl::OkStatus();
    }
  }
  inputs.files->AddFile({.path = path, .display = here.Display(path), .links = Links::kFollow});
  return absl::OkStatus();
}

absl::Status AddArgument(const std::string& path, const WalkOptions& options,
                         const WorkingDirectory& here, ScanInputs& inputs) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return CannotRead(path, errno);
  if (S_ISREG(status.st_mode)) return AddFile(path, here, inputs);
  if (!S_ISDIR(status.st_mode)) {
    return absl::InvalidArgumentError(
        fmt::format("{} is neither a file nor a folder; a stream is read by '-'", path));
  }
  if (access(path.c_str(), R_OK | X_OK) != 0) return CannotRead(path, errno);
  inputs.files->AddFolder(TreeWalk(path, here.Display(path), options));
  return absl::OkStatus();
}

}  // namespace

bool FileInputs::Next(FoundFile& file) {
  const bool several = named_.size() + walks_.size() > 1;
  while (true) {
    if (next_named_ < named_.size()) {
      file = named_[next_named_++];
    } else if (next_walk_ == walks_.size()) {
      return false;
    } else if (!walks_[next_walk_].Next(file)) {
      ++next_walk_;
      continue;
    }
    if (!several || seen_.insert(file.display).second) return true;
  }
}

WalkSummary FileInputs::Summary() const {
  WalkSummary summary;
  for (const TreeWalk& walk : walks_) summary.Add(walk.summary());
  return summary;
}

absl::StatusOr<ScanInputs> ResolveInputs(const std::vector<std::string>& arguments,
                                         const WalkOptions& options, const WorkingDirectory& here,
                                         const Interrupt& interrupt) {
  if (std::count(arguments.begin(), arguments.end(), "-") > 1) {
    return absl::InvalidArgumentError("standard input ('-') can be scanned only once");
  }
  ScanInputs inputs;
  for (const std::string& argument : arguments) {
    if (argument == "-") continue;  // last: everything else is checked before it blocks
    absl::Status status = AddArgument(argument, options, here, inputs);
    if (!status.ok()) return status;
  }
  if (std::find(arguments.begin(), arguments.end(), "-") != arguments.end()) {
    absl::Status status = AddStdin(interrupt, inputs);
    if (!status.ok()) return status;
  }
  return inputs;
}

}  // namespace meerkat::cli
