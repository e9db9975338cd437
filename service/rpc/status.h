#pragma once

// absl::Status inside, grpc::Status at the border, with google.rpc details where there is something
// to say: BadRequest names the field (ingest::InvalidField), RetryInfo the delay
// (ingest::RetryAfter), ErrorInfo the limit that was passed (ingest::LimitPassed; reason
// "MAX_SCAN_BYTES", domain "meerkat", metadata limit, value and the flag of meerkatd that sets it),
// ResourceInfo what was not found (ingest::NotFound).

#include <string>

#include "absl/status/status.h"

namespace grpc {
class CallbackServerContext;
class Status;
}  // namespace grpc

namespace meerkat::rpc {

// In how many milliseconds to try again, as a decimal number; empty if the status does not say.
std::string RetryDelay(const absl::Status& status);

grpc::Status ToGrpcStatus(const absl::Status& status);

// The end of a call: the status, and in its trailing metadata how long gRPC's own clients wait
// before they try again.
grpc::Status EndOf(const absl::Status& status, grpc::CallbackServerContext* context);

// The serialised google.rpc.Status of grpc-status-details-bin; empty if there are no details.
std::string StatusDetails(const absl::Status& status);

}  // namespace meerkat::rpc
