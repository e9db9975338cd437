#pragma once

// The engine's values as messages of the contract and back.

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "engine/core/finding.h"
#include "engine/core/notice.h"
#include "engine/core/rule.h"
#include "engine/scan/rule_set.h"
#include "meerkat/v1/capabilities.pb.h"
#include "meerkat/v1/finding.pb.h"
#include "meerkat/v1/scan.pb.h"
#include "service/ingest/limits.h"

namespace meerkat::rpc {

// INVALID_ARGUMENT with the field's name: a severity that does not exist, too many rules or excerpt
// lines. Whether profile and rules exist is CompileRules' to say.
absl::StatusOr<scan::Options> FromProto(const v1::ScanOptions& options);

// `rule` and `file` are the indices of the stream.
void ToProto(const core::Finding& finding, uint32_t rule, uint32_t file, v1::Finding* out);
void ToProto(const core::Notice& notice, v1::FileNotice* out);
// Without examples.
void ToProto(const core::Rule& rule, v1::Rule* out);
void ToProto(const ingest::Limits& limits, v1::Limits* out);

}  // namespace meerkat::rpc
