#include "clients/cli/server_info_command.h"

#include <google/protobuf/util/json_util.h>

#include <ostream>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/cli/connection.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/report.h"
#include "clients/cli/terminal.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

std::string Bytes(uint64_t bytes) {
  constexpr uint64_t kKiB = 1 << 10, kMiB = 1 << 20, kGiB = 1 << 30;
  if (bytes >= kGiB && bytes % kGiB == 0) return fmt::format("{} GiB", bytes / kGiB);
  if (bytes >= kMiB && bytes % kMiB == 0) return fmt::format("{} MiB", bytes / kMiB);
  if (bytes >= kKiB && bytes % kKiB == 0) return fmt::format("{} KiB", bytes / kKiB);
  return fmt::format("{} bytes", bytes);
}

std::string Seconds(const google::protobuf::Duration& duration) {
  return fmt::format("{:g} s", static_cast<double>(duration.seconds()) +
                                   static_cast<double>(duration.nanos()) / 1e9);
}

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void WriteText(const Connection& connection, std::ostream& out) {
  const v1::GetCapabilitiesResponse& info = connection.capabilities();
  const auto line = [&out](std::string_view label, const std::string& value) {
    out << fmt::format("{:<30}{}\n", label, Printable(value));
  };
  line("service", connection.name());
  line("version", info.server_version());
  line("contract versions", fmt::format("{} to {} (this client: {})", info.min_contract_version(),
                                        info.max_contract_version(), kContractVersion));
  line("engine", fmt::format("{}, {}", info.engine_version(), info.grammar()));
  line("rules", fmt::format("{}, digest {}", info.rule_count(), ToHex(info.rules_digest())));
  line("profiles", Joined(info.profiles()));
  line("archives", Joined(info.archive_formats()));
  line("workers", fmt::format("{}", info.workers()));
  line("draining", info.draining() ? "yes: it takes no new scan" : "no");
  const v1::Limits& limits = info.limits();
  out << "\nlimits\n";
  line("  max_message_bytes", Bytes(limits.max_message_bytes()));
  line("  max_analysed_file_bytes", Bytes(limits.max_analysed_file_bytes()));
  line("  max_file_bytes", Bytes(limits.max_file_bytes()));
  line("  max_open_upload_bytes", Bytes(limits.max_open_upload_bytes()));
  line("  max_archive_packed_bytes", Bytes(limits.max_archive_packed_bytes()));
  line("  max_archive_unpacked_bytes", Bytes(limits.max_archive_unpacked_bytes()));
  line("  max_archive_entry_bytes", Bytes(limits.max_archive_entry_bytes()));
  line("  max_archive_entries", fmt::format("{}", limits.max_archive_entries()));
  line("  max_archive_ratio", fmt::format("{}:1", limits.max_archive_ratio()));
  line("  max_manifest_files", fmt::format("{}", limits.max_manifest_files()));
  line("  max_scan_bytes", Bytes(limits.max_scan_bytes()));
  line("  max_file_time", Seconds(limits.max_file_time()));
  line("  max_file_memory_bytes", Bytes(limits.max_file_memory_bytes()));
  line("  max_scan_time", Seconds(limits.max_scan_time()));
  line("  max_concurrent_scans", fmt::format("{}", limits.max_concurrent_scans()));
  line("  max_path_bytes", Bytes(limits.max_path_bytes()));
}

void WriteJson(const v1::GetCapabilitiesResponse& info, std::ostream& out) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string json;
  // Every message of the contract has a JSON form; on a fault of the library there is no output.
  if (google::protobuf::util::MessageToJsonString(info, &json, options).ok()) out << json;
}

}  // namespace

int RunServerInfo(const ServerInfoCommand& command, std::ostream& out, std::ostream& errors) {
  const absl::StatusOr<Connection> connection = Connection::Open(command.server);
  if (!connection.ok()) {
    errors << "meerkat: error: " << Printable(std::string(connection.status().message())) << '\n';
    return kExitError;
  }
  if (command.format == Format::kJson) {
    WriteJson(connection->capabilities(), out);
  } else {
    WriteText(*connection, out);
  }
  out.flush();
  return out.good() ? kExitClean : kExitError;
}

}  // namespace meerkat::cli
