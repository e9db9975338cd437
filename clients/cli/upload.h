#pragma once

// What is sent in one scan: the files of folders, or an archive. The server is told what there is
// and sent what it asks for; findings come back meanwhile.

#include <string>

#include "absl/status/status.h"
#include "clients/cli/collector.h"
#include "clients/cli/connection.h"
#include "clients/cli/digest_cache.h"
#include "clients/cli/file_loader.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/progress.h"
#include "clients/cli/scan_stream.h"
#include "meerkat/v1/scan.pb.h"

namespace meerkat::cli {

// What a scan is run with, the same for each of a command.
struct UploadContext {
  const Connection* connection = nullptr;
  Interrupt* interrupt = nullptr;
  Progress* progress = nullptr;
  Report* report = nullptr;
  v1::ScanOptions options;
  Deadline deadline = kNoDeadline;
  // Null: every file is read.
  DigestCache* digests = nullptr;
};

// Scans the files that `next` gives and puts what comes back into the report. Few and small files
// travel in the first message; otherwise the manifest and, as the server asks, contents, while
// files are still being found and hashed. Files that are not Python are counted in report->walk.
// Errors: the scan did not come to its verdict; the report is then of no use.
absl::Status ScanFiles(const UploadContext& context, FileLoader::Source next);

// Scans the archive whose first bytes are `head` and whose others `fd` gives, shown as `display`.
absl::Status ScanArchive(const UploadContext& context, const std::string& display, std::string head,
                         int fd);

}  // namespace meerkat::cli
