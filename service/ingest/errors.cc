#include "service/ingest/errors.h"

#include <fmt/core.h>

#include <string>

#include "absl/strings/cord.h"

namespace meerkat::ingest {

absl::Status InvalidField(std::string_view field, std::string_view problem) {
  absl::Status status = absl::InvalidArgumentError(fmt::format("{}: {}", field, problem));
  status.SetPayload(kFieldPayload, absl::Cord(std::string(field)));
  return status;
}

absl::Status LimitPassed(std::string_view limit, uint64_t value, std::string_view what) {
  return absl::ResourceExhaustedError(fmt::format("{}: more than {} ({})", what, limit, value));
}

absl::Status RetryAfter(absl::Status status, std::chrono::milliseconds delay) {
  status.SetPayload(kRetryPayload, absl::Cord(std::to_string(delay.count())));
  return status;
}

}  // namespace meerkat::ingest
