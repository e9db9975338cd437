#include "service/main/flags.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace meerkat::server {
namespace {

using std::chrono::milliseconds;

constexpr uint32_t kMaxWorkers = 1'024;

// "--max-file-bytes" as "MEERKAT_MAX_FILE_BYTES".
std::string VariableOf(std::string flag) {
  flag.erase(0, 2);
  for (char& c : flag) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
  return "MEERKAT_" + flag;
}

class Flags {
 public:
  explicit Flags(CLI::App& app) : app_(app) {}

  template <typename T>
  CLI::Option* Add(const char* flag, T& value, const char* help) {
    return app_.add_option(flag, value, help)->envname(VariableOf(flag))->capture_default_str();
  }

  // "65536", "16MiB", "1GB".
  void AddSize(const char* flag, uint64_t& value, const char* help) {
    static const Units kUnits = {{"", 1},           {"kB", 1'000},    {"KiB", 1 << 10},
                                 {"MB", 1'000'000}, {"MiB", 1 << 20}, {"GB", 1'000'000'000},
                                 {"GiB", 1 << 30}};
    AddWithUnit(flag, help, kUnits, "a size such as 65536, 16MiB or 1GiB",
                [&value](int64_t size) { value = static_cast<uint64_t>(size); })
        ->type_name("SIZE")
        ->default_str(Written(value));
  }

  // "250ms", "5s", "10min"; a bare number counts seconds.
  void AddTime(const char* flag, milliseconds& value, const char* help) {
    static const Units kUnits = {
        {"", 1'000}, {"ms", 1}, {"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}};
    AddWithUnit(flag, help, kUnits, "a time such as 250ms, 5s, 10min or 1h",
                [&value](int64_t time) { value = milliseconds(time); })
        ->type_name("TIME")
        ->default_str(Written(value));
  }

 private:
  using Units = std::map<std::string, int64_t>;

  CLI::Option* AddWithUnit(const char* flag, const char* help, const Units& units,
                           const char* example, const std::function<void(int64_t)>& set) {
    return app_
        .add_option_function<std::string>(
            flag,
            [&units, flag, example, set](const std::string& text) {
              const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
              const auto unit = units.find(text.substr(digits));
              if (digits == 0 || digits > 9 || unit == units.end()) {
                throw CLI::ValidationError(flag, fmt::format("'{}' is not {}", text, example));
              }
              set(std::stoll(text.substr(0, digits)) * unit->second);
            },
            help)
        ->envname(VariableOf(flag));
  }

  static std::string Written(uint64_t size) {
    if (size % (1 << 30) == 0 && size > 0) return fmt::format("{}GiB", size >> 30);
    if (size % (1 << 20) == 0 && size > 0) return fmt::format("{}MiB", size >> 20);
    return std::to_string(size);
  }

  static std::string Written(milliseconds time) {
    if (time.count() % 60'000 == 0 && time.count() > 0) {
      return fmt::format("{}min", time.count() / 60'000);
    }
    if (time.count() % 1'000 == 0) return fmt::format("{}s", time.count() / 1'000);
    return fmt::format("{}ms", time.count());
  }

  CLI::App& app_;
};

void AddServing(Flags& flags, Config& config) {
  flags.Add("--listen", config.listen, "Where gRPC listens; port 0 takes any free one")
      ->type_name("HOST:PORT");
  flags
      .Add("--http-listen", config.http_listen,
           "Where /metrics, /healthz and /readyz are; empty for nowhere")
      ->type_name("HOST:PORT");
  flags.Add("--data-dir", config.data_dir, "Folder for what outlives the process; made if need be")
      ->type_name("DIR");
  flags
      .Add("--ready-file", config.ready_file,
           "File that gets the ports as JSON once the server serves")
      ->type_name("FILE");
  flags.Add("--workers", config.workers, "Threads that scan; 0 scans in the receiving thread")
      ->check(CLI::Range(0u, kMaxWorkers))
      ->type_name("N");
  flags.Add("--log-level", config.log_level, "debug, info, warning, error or off")
      ->check(CLI::IsMember({"debug", "info", "warning", "error", "off"}))
      ->type_name("LEVEL");
  flags.Add("--log-format", config.log_format, "text (key=value) or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  flags.AddTime("--drain-delay", config.drain_delay,
                "How long a server that is told to stop still takes scans");
  flags.AddTime("--drain-timeout", config.drain_timeout,
                "How long it then waits for the scans that run");
}

void AddLimits(Flags& flags, Config& config) {
  ingest::Limits& limits = config.limits;
  flags.AddSize("--max-message-bytes", limits.max_message_bytes, "One gRPC message");
  flags.AddSize("--max-metadata-bytes", limits.max_metadata_bytes, "The headers of one call");
  flags.AddSize("--max-analysed-file-bytes", limits.max_analysed_file_bytes,
                "A larger file is not analysed");
  flags.AddSize("--max-file-bytes", limits.max_file_bytes, "A larger file is not accepted");
  flags.AddSize("--max-open-upload-bytes", limits.max_open_upload_bytes,
                "Files that come in pieces and are not complete, all scans together");
  flags.AddSize("--max-archive-packed-bytes", limits.max_archive_packed_bytes,
                "An archive as it is sent");
  flags.AddSize("--max-archive-unpacked-bytes", limits.max_archive_unpacked_bytes,
                "What comes out of an archive");
  flags.AddSize("--max-archive-entry-bytes", limits.max_archive_entry_bytes,
                "One entry of an archive");
  flags.Add("--max-archive-entries", limits.max_archive_entries, "Entries of an archive");
  flags
      .Add("--max-archive-ratio", limits.max_archive_ratio,
           "Unpacked to packed bytes of an archive")
      ->check(CLI::PositiveNumber);
  flags.Add("--max-manifest-files", limits.max_manifest_files, "Files of a manifest");
  flags.AddSize("--max-scan-bytes", limits.max_scan_bytes, "Contents of one scan");
  flags.AddTime("--max-file-time", limits.max_file_time, "Time for one file");
  flags.AddSize("--max-file-memory-bytes", limits.max_file_memory_bytes,
                "What parsing one file may take");
  flags.AddTime("--max-scan-time", limits.max_scan_time, "Time for one scan");
  flags.Add("--max-concurrent-scans", limits.max_concurrent_scans, "Scans at a time")
      ->check(CLI::Range(1u, 10'000u));
  flags.Add("--max-path-bytes", limits.max_path_bytes, "Bytes of a path");
  flags.AddSize("--result-cache-bytes", limits.result_cache_bytes,
                "Results of files kept in memory; 0 keeps none");
  flags.AddSize("--unit-cache-bytes", limits.unit_cache_bytes,
                "Imported files kept in memory as data flow reads them; 0 keeps none");
  flags.AddSize(
      "--result-store-bytes", config.result_store_bytes,
      "Results and sources of files kept in the data folder; running scans may hold three quarters "
      "as much again; 0 keeps none");
  flags.AddSize("--max-queued-bytes", config.max_queued_bytes, "Bytes that wait for a worker");
  flags.Add("--max-queued-files", config.max_queued_files, "Files that wait for a worker");
}

// "--flag=" as "--flag" and an empty value: CLI11 takes the next argument in its place.
std::vector<std::string> WithEmptyValues(int argc, const char* const* argv) {
  std::vector<std::string> arguments;
  for (int i = 1; i < argc; ++i) {
    std::string& argument = arguments.emplace_back(argv[i]);
    if (!argument.starts_with("--") || argument.find('=') != argument.size() - 1) continue;
    argument.pop_back();
    arguments.emplace_back();
  }
  return arguments;
}

}  // namespace

ParsedFlags ParseFlags(int argc, const char* const* argv) {
  ParsedFlags parsed;
  Config& config = parsed.config;
  CLI::App app(
      "Scans Python code for security weaknesses, as a gRPC service.\n"
      "Every flag --some-name is also the environment variable MEERKAT_SOME_NAME; the flag wins.\n",
      "meerkatd");
  app.set_version_flag("--version", "meerkatd " MEERKAT_VERSION);
  app.get_formatter()->column_width(44);
  Flags flags(app);
  AddServing(flags, config);
  AddLimits(flags, config);
  try {
    std::vector<std::string> arguments = WithEmptyValues(argc, argv);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    app.parse(std::move(arguments));
    if (config.limits.max_message_bytes < 64 << 10 || config.limits.max_message_bytes > 1 << 30) {
      throw CLI::ValidationError("--max-message-bytes", "give 64KiB to 1GiB");
    }
    if (config.limits.max_metadata_bytes < 4 << 10 || config.limits.max_metadata_bytes > 1 << 20) {
      throw CLI::ValidationError("--max-metadata-bytes", "give 4KiB to 1MiB");
    }
  } catch (const CLI::CallForHelp&) {
    parsed.exit_code = 0;
    parsed.text = app.help();
  } catch (const CLI::CallForVersion& version) {
    parsed.exit_code = 0;
    parsed.text = std::string(version.what()) + "\n";
  } catch (const CLI::ParseError& error) {
    std::string line = error.what();
    std::replace(line.begin(), line.end(), '\n', ' ');
    parsed.exit_code = 2;
    parsed.text = fmt::format("meerkatd: {} (meerkatd --help lists the flags)\n", line);
  }
  return parsed;
}

}  // namespace meerkat::server
