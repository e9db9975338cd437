#include "service/rpc/status.h"

#include <google/protobuf/any.pb.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <grpcpp/support/status.h>

#include <charconv>
#include <cstdint>
#include <string_view>

#include "absl/strings/cord.h"
#include "absl/types/optional.h"
#include "service/ingest/errors.h"

namespace meerkat::rpc {
namespace {

using google::protobuf::io::CodedOutputStream;

// A length-delimited field on the wire. The three google.rpc messages have five fields in all; their
// .proto files are in no package of the systems that this builds on.
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

std::string_view MessageOf(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

}  // namespace

std::string StatusDetails(const absl::Status& status) {
  std::string details;
  if (const absl::optional<absl::Cord> field = status.GetPayload(ingest::kFieldPayload)) {
    AppendField(3, BadRequest(std::string(*field), MessageOf(status)), &details);
  }
  if (const absl::optional<absl::Cord> delay = status.GetPayload(ingest::kRetryPayload)) {
    AppendField(3, RetryInfo(std::string(*delay)), &details);
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

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), std::string(MessageOf(status)),
                      StatusDetails(status));
}

}  // namespace meerkat::rpc
