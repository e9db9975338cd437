#pragma once

// What the arguments of a scan are, found out before anything is scanned.
//
//   absl::StatusOr<ScanInputs> inputs = ResolveInputs({"src", "dist/app.whl"}, walk_options, here);
//
// An archive is one by its first bytes or its name; a file that ends in .py never is.

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/display_path.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/read_file.h"
#include "clients/cli/tree_walk.h"

namespace meerkat::cli {

struct ArchiveInput {
  std::string display;
  FileDescriptor file;
  std::string head;  // what has been read already
};

// The Python candidates of all folders and the files that were named, each path once.
class FileInputs {
 public:
  void AddFolder(TreeWalk walk) { walks_.push_back(std::move(walk)); }
  void AddFile(FoundFile file) { named_.push_back(std::move(file)); }
  bool empty() const { return walks_.empty() && named_.empty(); }

  // False at the end.
  bool Next(FoundFile& file);
  // Complete after the end.
  WalkSummary Summary() const;

 private:
  std::vector<FoundFile> named_;
  std::vector<TreeWalk> walks_;
  size_t next_named_ = 0;
  size_t next_walk_ = 0;
  std::unordered_set<std::string> seen_;
};

struct ScanInputs {
  std::unique_ptr<FileInputs> files = std::make_unique<FileInputs>();
  std::vector<ArchiveInput> archives;
};

// Most bytes of a Python file on standard input.
inline constexpr uint64_t kMaxStdinBytes = uint64_t{16} << 20;

// Errors, one sentence: NOT_FOUND, PERMISSION_DENIED, INVALID_ARGUMENT (neither file nor folder;
// "-" twice; too much on standard input), CANCELLED (a signal while reading standard input).
absl::StatusOr<ScanInputs> ResolveInputs(const std::vector<std::string>& arguments,
                                         const WalkOptions& options, const WorkingDirectory& here,
                                         const Interrupt& interrupt);

}  // namespace meerkat::cli
