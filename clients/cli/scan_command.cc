#include "clients/cli/scan_command.h"

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/connection.h"
#include "clients/cli/digest_cache.h"
#include "clients/cli/display_path.h"
#include "clients/cli/json_report.h"
#include "clients/cli/output_file.h"
#include "clients/cli/progress.h"
#include "clients/cli/sarif_report.h"
#include "clients/cli/scan_inputs.h"
#include "clients/cli/terminal.h"
#include "clients/cli/text_report.h"
#include "clients/cli/upload.h"
#include "fmt/format.h"
#include "meerkat/v1/scan.pb.h"

namespace meerkat::cli {
namespace {

// Lines of code that come with a finding in an archive, whose files are not here to be read.
constexpr uint32_t kExcerptLines = 8;
constexpr uint32_t kPipedWidth = 100;

v1::ScanOptions WireOptions(const ScanCommand& command) {
  v1::ScanOptions options;
  options.set_profile(command.profile);
  for (const std::string& rule : command.include_rules) options.add_include_rules(rule);
  for (const std::string& rule : command.exclude_rules) options.add_exclude_rules(rule);
  for (const std::string& model : command.threat_models) options.add_threat_models(model);
  options.set_min_severity(static_cast<v1::Severity>(command.min_severity));
  options.set_min_confidence(static_cast<v1::Confidence>(command.min_confidence));
  options.set_ignore_nosec(command.ignore_nosec);
  options.set_forbid_bare_nosec(command.forbid_bare_nosec);
  options.set_report_unused_nosec(command.report_unused_nosec);
  return options;
}

// The folder `name` below the user's caches; empty with --no-cache and where there can be none.
std::string CacheFolderFor(const ScanCommand& command, std::string_view name) {
  const std::string caches = command.no_cache ? "" : CacheFolder();
  return caches.empty() ? "" : JoinPath(caches, name);
}

// Null without a cache.
std::unique_ptr<DigestCache> OpenDigestCache(const ScanCommand& command) {
  const std::string folder = CacheFolderFor(command, "digests");
  if (folder.empty()) return nullptr;
  const WorkingDirectory here = WorkingDirectory::Current();
  std::vector<std::string> roots;
  for (const std::string& path : command.paths) roots.push_back(here.Absolute(path));
  return std::make_unique<DigestCache>(folder, std::move(roots), here.Absolute(""));
}

// The server in this process keeps its results in the user's caches.
ServerOptions ServerFor(const ScanCommand& command) {
  ServerOptions server = command.server;
  if (server.server.empty()) server.data_dir = CacheFolderFor(command, "results");
  if (!server.data_dir.empty() && !MakeCacheFolder(server.data_dir)) server.data_dir.clear();
  return server;
}

Deadline DeadlineOf(const ScanCommand& command) {
  if (command.timeout_seconds == 0) return kNoDeadline;
  return std::chrono::system_clock::now() +
         std::chrono::milliseconds(static_cast<int64_t>(command.timeout_seconds * 1'000));
}

// Scans everything into the report.
absl::Status ScanAll(const ScanCommand& command, const Connection& connection, Interrupt& interrupt,
                     Progress& progress, ScanInputs inputs, Report& report) {
  UploadContext context;
  context.connection = &connection;
  context.interrupt = &interrupt;
  context.progress = &progress;
  context.report = &report;
  context.options = WireOptions(command);
  context.deadline = DeadlineOf(command);
  if (!inputs.files->empty()) {
    FileInputs& files = *inputs.files;
    const std::unique_ptr<DigestCache> digests = OpenDigestCache(command);
    context.digests = digests.get();
    absl::Status status = ScanFiles(context, [&](FoundFile& file) { return files.Next(file); });
    if (!status.ok()) return status;
    report.walk.Add(files.Summary());
  }
  if (command.format == Format::kText && !command.quiet) {
    context.options.set_excerpt_lines(kExcerptLines);
  }
  for (ArchiveInput& archive : inputs.archives) {
    absl::Status status =
        ScanArchive(context, archive.display, std::move(archive.head), archive.file.get());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

void WriteReport(const ScanCommand& command, const Report& report, int exit_code,
                 const OutputFile& output, std::ostream& out) {
  switch (command.format) {
    case Format::kJson:
      WriteJsonReport(report, exit_code, {.timings = command.timings}, out);
      return;
    case Format::kSarif: WriteSarifReport(report, exit_code, out); return;
    case Format::kText: break;
  }
  const bool to_terminal = output.is_standard_output() && isatty(STDOUT_FILENO) != 0;
  TextOptions text;
  text.color = UseColor(command.color, to_terminal, ColorEnvironment::FromProcess());
  text.quiet = command.quiet;
  text.verbose = command.verbose;
  if (to_terminal) text.width = TerminalWidth(STDOUT_FILENO, kPipedWidth);
  WriteTextReport(report, text, out);
}

class ErrorLine {
 public:
  ErrorLine(std::ostream& errors, const Interrupt& interrupt)
      : errors_(errors), interrupt_(interrupt) {}

  // Prints why nothing was scanned and returns the exit code.
  int operator()(const absl::Status& status) const {
    if (interrupt_.signal() != 0) {
      errors_ << "meerkat: interrupted, no report was written\n";
      return 128 + interrupt_.signal();
    }
    errors_ << "meerkat: error: " << Printable(std::string(status.message())) << '\n';
    return kExitError;
  }

 private:
  std::ostream& errors_;
  const Interrupt& interrupt_;
};

}  // namespace

int RunScan(const ScanCommand& command, Interrupt& interrupt, std::ostream& errors) {
  const auto start = std::chrono::steady_clock::now();
  const ErrorLine fail(errors, interrupt);
  absl::StatusOr<OutputFile> output = OutputFile::Open(command.output);
  if (!output.ok()) return fail(output.status());
  absl::StatusOr<ScanInputs> inputs = ResolveInputs(
      command.paths, {command.no_ignore, command.excludes}, WorkingDirectory::Current(), interrupt);
  if (!inputs.ok()) return fail(inputs.status());
  absl::StatusOr<Connection> connection = Connection::Open(ServerFor(command));
  if (!connection.ok()) return fail(connection.status());

  Report report;
  const bool draw = !command.quiet && isatty(STDERR_FILENO) != 0 &&
                    ColorEnvironment::FromProcess().term != "dumb";
  Progress progress(draw ? &errors : nullptr, TerminalWidth(STDERR_FILENO, 80));
  absl::Status status =
      ScanAll(command, *connection, interrupt, progress, *std::move(inputs), report);
  progress.Clear();
  if (!status.ok()) return fail(status);

  SortReport(report);
  report.run.bytes_sent = progress.bytes_sent();
  report.run.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const int exit_code = ExitCodeFor(report, command.exit_zero);
  WriteReport(command, report, exit_code, *output, output->stream());
  const absl::Status written =
      interrupt.signal() == 0 ? output->Commit() : absl::CancelledError("interrupted");
  if (!written.ok()) return fail(written);
  if (!command.quiet && !output->is_standard_output()) {
    errors << fmt::format("meerkat: {}; report in {}\n", SummaryLine(report), command.output);
  }
  return exit_code;
}

}  // namespace meerkat::cli
