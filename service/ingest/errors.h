#pragma once

// Errors of a whole call, made where they are noticed and turned into a gRPC status with details at
// the border (service/rpc/status.h). What concerns one file only is never one of these: it is a
// notice.
//
//   return ingest::InvalidField("manifest.entries[3].path",
//                               "is absolute; give it relative to the root");
//   return ingest::LimitPassed("max_scan_bytes", limits.max_scan_bytes,
//                              "the manifest asks for 3 GiB");

#include <chrono>
#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

namespace meerkat::ingest {

// Payloads that a status carries to the border.
inline constexpr char kFieldPayload[] = "meerkat/field";               // the field's path
inline constexpr char kRetryPayload[] = "meerkat/retry-milliseconds";  // decimal
inline constexpr char kLimitPayload[] = "meerkat/limit";        // "max_scan_bytes 1073741824"
inline constexpr char kResourcePayload[] = "meerkat/resource";  // "rule no-such-rule"

// INVALID_ARGUMENT "<field>: <problem>".
absl::Status InvalidField(std::string_view field, std::string_view problem);

// RESOURCE_EXHAUSTED "<what>: more than <limit> (<value>)".
absl::Status LimitPassed(std::string_view limit, uint64_t value, std::string_view what);

// The same status with the limit that caused it.
absl::Status WithLimit(absl::Status status, std::string_view limit, uint64_t value);

// NOT_FOUND "<problem>", about a resource of this type: "rule".
absl::Status NotFound(std::string_view type, std::string_view name, std::string_view problem);

// The same status with advice to try again after `delay`.
absl::Status RetryAfter(absl::Status status, std::chrono::milliseconds delay);

}  // namespace meerkat::ingest
