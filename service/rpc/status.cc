#include "service/rpc/status.h"

#include <google/protobuf/any.pb.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/types/optional.h"
#include "service/ingest/errors.h"

namespace meerkat::rpc {
namespace {

using google::protobuf::io::CodedOutputStream;

// A length-delimited field on the wire. The google.rpc messages that are used have a dozen fields
// in all; their .proto files are in no package of the systems that this builds on.
void AppendField(uint32_t number, std::string_view value, std::string* out) {
  google::protobuf::io::StringOutputStream stream(out);
  CodedOutputStream coded(&stream);
  coded.WriteTag(number << 3 | 2);
  coded.WriteVarint32(static_cast<uint32_t>(value.size()));
  coded.WriteRaw(value.data(), static_cast<int>(value.size()));
}

std::string Packed(std::string_view type, const std::string& value) {
  google::protobuf::Any any;
  any.set_type_url("type.googleapis.com/google.rpc." + std::string(type));
  any.set_value(value);
  return any.SerializeAsString();
}

// BadRequest { repeated FieldViolation field_violations = 1 { field = 1; description = 2; } }
std::string BadRequest(const std::string& field, std::string_view description) {
  std::string violation;
  AppendField(1, field, &violation);
  AppendField(2, description, &violation);
  std::string request;
  AppendField(1, violation, &request);
  return Packed("BadRequest", request);
}

// RetryInfo { Duration retry_delay = 1; }
std::string RetryInfo(const std::string& milliseconds) {
  int64_t delay = 0;
  std::from_chars(milliseconds.data(), milliseconds.data() + milliseconds.size(), delay);
  google::protobuf::Duration duration;
  duration.set_seconds(delay / 1'000);
  duration.set_nanos(static_cast<int32_t>(delay % 1'000 * 1'000'000));
  std::string info;
  AppendField(1, duration.SerializeAsString(), &info);
  return Packed("RetryInfo", info);
}

// ErrorInfo { reason = 1; domain = 2; map<string, string> metadata = 3; }
std::string ErrorInfo(std::string_view limit_and_value) {
  const std::string limit(limit_and_value.substr(0, limit_and_value.find(' ')));
  std::string reason = limit;
  std::string flag = "--" + limit;
  for (char& c : reason) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  for (char& c : flag) c = c == '_' ? '-' : c;
  std::string info;
  AppendField(1, reason, &info);
  AppendField(2, "meerkat", &info);
  const std::pair<std::string_view, std::string_view> kMetadata[] = {
      {"limit", limit},
      {"value", limit_and_value.substr(std::min(limit.size() + 1, limit_and_value.size()))},
      {"flag", flag},
  };
  for (const auto& [key, value] : kMetadata) {
    std::string entry;
    AppendField(1, key, &entry);
    AppendField(2, value, &entry);
    AppendField(3, entry, &info);
  }
  return Packed("ErrorInfo", info);
}

// ResourceInfo { resource_type = 1; resource_name = 2; owner = 3; description = 4; }
std::string ResourceInfo(std::string_view type_and_name, std::string_view description) {
  const std::string_view type = type_and_name.substr(0, type_and_name.find(' '));
  std::string info;
  AppendField(1, type, &info);
  AppendField(2, type_and_name.substr(std::min(type.size() + 1, type_and_name.size())), &info);
  AppendField(4, description, &info);
  return Packed("ResourceInfo", info);
}

std::string_view MessageOf(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

}  // namespace

std::string RetryDelay(const absl::Status& status) {
  const absl::optional<absl::Cord> delay = status.GetPayload(ingest::kRetryPayload);
  return delay.has_value() ? std::string(*delay) : std::string();
}

std::string StatusDetails(const absl::Status& status) {
  std::string details;
  if (const absl::optional<absl::Cord> field = status.GetPayload(ingest::kFieldPayload)) {
    AppendField(3, BadRequest(std::string(*field), MessageOf(status)), &details);
  }
  if (const absl::optional<absl::Cord> delay = status.GetPayload(ingest::kRetryPayload)) {
    AppendField(3, RetryInfo(std::string(*delay)), &details);
  }
  if (const absl::optional<absl::Cord> limit = status.GetPayload(ingest::kLimitPayload)) {
    AppendField(3, ErrorInfo(std::string(*limit)), &details);
  }
  if (const absl::optional<absl::Cord> resource = status.GetPayload(ingest::kResourcePayload)) {
    AppendField(3, ResourceInfo(std::string(*resource), MessageOf(status)), &details);
  }
  if (details.empty()) return details;
  // Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  std::string whole;
  {
    google::protobuf::io::StringOutputStream stream(&whole);
    CodedOutputStream coded(&stream);
    coded.WriteTag(1 << 3);
    coded.WriteVarint32(static_cast<uint32_t>(status.code()));
  }
  AppendField(2, MessageOf(status), &whole);
  return whole + details;
}

grpc::Status EndOf(const absl::Status& status, grpc::CallbackServerContext* context) {
  if (const std::string delay = RetryDelay(status); !delay.empty()) {
    context->AddTrailingMetadata("grpc-retry-pushback-ms", delay);
  }
  return ToGrpcStatus(status);
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), std::string(MessageOf(status)),
                      StatusDetails(status));
}

}  // namespace meerkat::rpc
