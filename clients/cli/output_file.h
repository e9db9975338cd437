#pragma once

// Where a report goes: standard output, or a file that appears whole or not at all.
//
//   absl::StatusOr<OutputFile> output = OutputFile::Open("report.json");   // before the scan
//   if (!output.ok()) …                    // it could not be written: nothing was scanned
//   output->stream() << …;
//   absl::Status written = output->Commit();
//
// A file is written under a temporary name beside its place and renamed by Commit(); without
// Commit() the temporary file goes away and whatever stood there before is untouched. A link is
// followed; what is no regular file (/dev/null, a pipe) is written directly.

#include <fstream>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace meerkat::cli {

class OutputFile {
 public:
  // `path` empty or "-": standard output. Errors (one sentence): the folder does not exist or
  // cannot be written, the path is a folder or a file that cannot be written.
  static absl::StatusOr<OutputFile> Open(const std::string& path);
  OutputFile(OutputFile&& other) noexcept;
  ~OutputFile();

  std::ostream& stream();
  bool is_standard_output() const { return path_.empty(); }

  // Error: what could not be written, such as "No space left on device".
  absl::Status Commit();

 private:
  OutputFile() = default;

  std::string path_;       // as it was asked for; empty for standard output
  std::string target_;     // with links followed
  std::string temporary_;  // empty: written directly
  std::unique_ptr<std::ofstream> file_;
};

}  // namespace meerkat::cli
