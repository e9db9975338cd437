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
  return WithLimit(
      absl::ResourceExhaustedError(fmt::format("{}: more than {} ({})", what, limit, value)), limit,
      value);
}

absl::Status WithLimit(absl::Status status, std::string_view limit, uint64_t value) {
  status.SetPayload(kLimitPayload, absl::Cord(fmt::format("{} {}", limit, value)));
  return status;
}

absl::Status NotFound(std::string_view type, std::string_view name, std::string_view problem) {
  absl::Status status = absl::NotFoundError(std::string(problem));
  status.SetPayload(kResourcePayload, absl::Cord(fmt::format("{} {}", type, name)));
  return status;
}

absl::Status RetryAfter(absl::Status status, std::chrono::milliseconds delay) {
  status.SetPayload(kRetryPayload, absl::Cord(std::to_string(delay.count())));
  return status;
}

}  // namespace meerkat::ingest
