#include "service/rpc/convert.h"

#include <fmt/core.h>

#include <chrono>
#include <string>

#include "engine/rules/registry.h"
#include "service/ingest/errors.h"

namespace meerkat::rpc {
namespace {

// More rules than there will ever be; a bound so that the cache of rule sets has small keys.
constexpr int kMaxRuleNames = 1'000;
constexpr size_t kMaxRuleNameBytes = 128;

template <typename Names>
absl::Status CopyNames(const Names& names, std::string_view field, std::vector<std::string>* out) {
  if (names.size() > kMaxRuleNames) {
    return ingest::InvalidField(
        field, fmt::format("has {} names; at most {}", names.size(), kMaxRuleNames));
  }
  for (const std::string& name : names) {
    if (name.size() > kMaxRuleNameBytes) {
      return ingest::InvalidField(field, "has a name of more than 128 bytes");
    }
    // A trigger word of one letter would stand in every file.
    if (name.size() < 2) return ingest::InvalidField(field, "has a name of less than 2 bytes");
    out->push_back(name);
  }
  return absl::OkStatus();
}

void SetDuration(std::chrono::milliseconds time, google::protobuf::Duration* out) {
  out->set_seconds(time.count() / 1'000);
  out->set_nanos(static_cast<int32_t>(time.count() % 1'000 * 1'000'000));
}

v1::FileNotice::Kind KindOf(core::NoticeKind kind) {
  switch (kind) {
    case core::NoticeKind::kTooLarge: return v1::FileNotice::KIND_TOO_LARGE;
    case core::NoticeKind::kBinary: return v1::FileNotice::KIND_BINARY;
    case core::NoticeKind::kEncoding: return v1::FileNotice::KIND_ENCODING;
    case core::NoticeKind::kParsePartial: return v1::FileNotice::KIND_PARSE_PARTIAL;
    case core::NoticeKind::kTimeout: return v1::FileNotice::KIND_TIMEOUT;
    case core::NoticeKind::kInternal: return v1::FileNotice::KIND_INTERNAL;
    case core::NoticeKind::kFlowPartial: return v1::FileNotice::KIND_FLOW_PARTIAL;
    case core::NoticeKind::kNotPython: return v1::FileNotice::KIND_NOT_PYTHON;
    case core::NoticeKind::kDigestMismatch: return v1::FileNotice::KIND_DIGEST_MISMATCH;
    case core::NoticeKind::kNotReceived: return v1::FileNotice::KIND_NOT_RECEIVED;
    case core::NoticeKind::kUnsafeEntry: return v1::FileNotice::KIND_UNSAFE_ENTRY;
    case core::NoticeKind::kDuplicate: return v1::FileNotice::KIND_DUPLICATE;
    case core::NoticeKind::kNestedArchive: return v1::FileNotice::KIND_NESTED_ARCHIVE;
    case core::NoticeKind::kArchiveDamaged: return v1::FileNotice::KIND_ARCHIVE_DAMAGED;
    case core::NoticeKind::kLimit: return v1::FileNotice::KIND_LIMIT;
    case core::NoticeKind::kUnreadable: return v1::FileNotice::KIND_UNREADABLE;
  }
  return v1::FileNotice::KIND_UNSPECIFIED;
}

// A list that the caller gave, of names that are not empty.
absl::Status CopyList(const v1::BanditOptions::Names& names, std::string_view field,
                      core::RuleOptions::Names* out) {
  out->given = true;
  return CopyNames(names.names(), field, &out->names);
}

absl::Status CopyBanditOptions(const v1::BanditOptions& from, core::RuleOptions* out) {
  absl::Status status =
      CopyNames(from.assert_skips(), "open.options.bandit.assert_skips", &out->assert_skips);
  const auto list = [&status](bool given, const v1::BanditOptions::Names& names,
                              std::string_view field, core::RuleOptions::Names* to) {
    if (given && status.ok()) status = CopyList(names, field, to);
  };
  list(from.has_tmp_dirs(), from.tmp_dirs(), "open.options.bandit.tmp_dirs",
       &out->temporary_folders);
  list(from.has_subprocess_functions(), from.subprocess_functions(),
       "open.options.bandit.subprocess_functions", &out->subprocess_functions);
  list(from.has_shell_functions(), from.shell_functions(), "open.options.bandit.shell_functions",
       &out->shell_functions);
  list(from.has_no_shell_functions(), from.no_shell_functions(),
       "open.options.bandit.no_shell_functions", &out->no_shell_functions);
  list(from.has_bad_protocol_versions(), from.bad_protocol_versions(),
       "open.options.bandit.bad_protocol_versions", &out->old_protocols);
  out->typed_except_pass = from.check_typed_exception_pass();
  out->typed_except_continue = from.check_typed_exception_continue();
  const v1::BanditOptions::KeySizes& sizes = from.key_sizes();
  if (sizes.has_dsa_high()) out->dsa_high = sizes.dsa_high();
  if (sizes.has_dsa_medium()) out->dsa_medium = sizes.dsa_medium();
  if (sizes.has_rsa_high()) out->rsa_high = sizes.rsa_high();
  if (sizes.has_rsa_medium()) out->rsa_medium = sizes.rsa_medium();
  if (sizes.has_ec_high()) out->ec_high = sizes.ec_high();
  if (sizes.has_ec_medium()) out->ec_medium = sizes.ec_medium();
  if (status.ok()) {
    status = CopyNames(from.markup_names(), "open.options.bandit.markup_names", &out->markup_names);
  }
  if (status.ok()) {
    status = CopyNames(from.markup_allowed_calls(), "open.options.bandit.markup_allowed_calls",
                       &out->markup_allowed_calls);
  }
  return status;
}

}  // namespace

absl::StatusOr<scan::Options> FromProto(const v1::ScanOptions& options) {
  scan::Options out;
  if (!options.profile().empty()) out.profile = options.profile();
  if (out.profile.size() > kMaxRuleNameBytes) {
    return ingest::InvalidField("open.options.profile", "has more than 128 bytes");
  }
  absl::Status status =
      CopyNames(options.include_rules(), "open.options.include_rules", &out.include_rules);
  if (!status.ok()) return status;
  status = CopyNames(options.exclude_rules(), "open.options.exclude_rules", &out.exclude_rules);
  if (!status.ok()) return status;
  if (!v1::Severity_IsValid(options.min_severity())) {
    return ingest::InvalidField("open.options.min_severity", "is no severity");
  }
  if (!v1::Confidence_IsValid(options.min_confidence())) {
    return ingest::InvalidField("open.options.min_confidence", "is no confidence");
  }
  if (options.min_severity() != v1::SEVERITY_UNSPECIFIED) {
    out.min_severity = static_cast<core::Severity>(options.min_severity());
  }
  if (options.min_confidence() != v1::CONFIDENCE_UNSPECIFIED) {
    out.min_confidence = static_cast<core::Confidence>(options.min_confidence());
  }
  if (options.excerpt_lines() > scan::kMaxExcerptLines) {
    return ingest::InvalidField(
        "open.options.excerpt_lines",
        fmt::format("is {}; at most {}", options.excerpt_lines(), scan::kMaxExcerptLines));
  }
  if (options.threat_models_size() > 0) out.threat_models = 0;
  for (const std::string& name : options.threat_models()) {
    if (name == "remote") {
      out.threat_models |= core::kRemoteSource;
    } else if (name == "local") {
      out.threat_models |= core::kLocalSource;
    } else if (name == "library") {
      out.threat_models |= core::kLibrarySource;
    } else {
      return ingest::InvalidField("open.options.threat_models", "knows remote, local and library");
    }
  }
  out.ignore_nosec = options.ignore_nosec();
  if (options.forbid_bare_nosec()) out.include_rules.emplace_back("nosec-without-id");
  if (options.report_unused_nosec()) out.include_rules.emplace_back("nosec-unused");
  out.excerpt_lines = options.excerpt_lines();
  out.parse_all = options.file_results();
  status = CopyBanditOptions(options.bandit(), &out.rules);
  if (!status.ok()) return status;
  return out;
}

void ToProto(const core::Finding& finding, uint32_t rule, uint32_t file, v1::Finding* out) {
  out->set_rule(rule);
  out->set_file(file);
  v1::Region* region = out->mutable_region();
  region->set_start_line(finding.begin.line);
  region->set_start_column(finding.begin.column);
  region->set_end_line(finding.end.line);
  region->set_end_column(finding.end.column);
  region->set_start_offset(finding.span.begin);
  region->set_end_offset(finding.span.end);
  out->set_line(finding.line);
  out->set_cell(finding.cell);
  out->set_file_line(finding.file_line);
  out->set_extent_start_line(finding.extent_begin);
  out->set_extent_end_line(finding.extent_end);
  out->set_severity(static_cast<v1::Severity>(finding.severity));
  out->set_confidence(static_cast<v1::Confidence>(finding.confidence));
  if (!finding.message.empty()) out->set_message(finding.message);
  out->set_fingerprint(finding.fingerprint.data(), finding.fingerprint.size());
  if (!finding.excerpt.empty()) {
    out->set_excerpt(finding.excerpt);
    out->set_excerpt_start_line(finding.excerpt_line);
  }
  for (const core::FlowStep& step : finding.flow) {
    v1::FlowStep* flow = out->add_flow();
    flow->set_file(step.file == core::FlowStep::kOwnFile ? file : step.file);
    flow->set_text(step.text);
    v1::Region* place = flow->mutable_region();
    place->set_start_line(step.begin.line);
    place->set_start_column(step.begin.column);
    place->set_end_line(step.end.line);
    place->set_end_column(step.end.column);
  }
}

void ToProto(const core::Notice& notice, v1::FileNotice* out) {
  out->set_kind(KindOf(notice.kind));
  out->set_message(notice.message);
  out->set_incomplete(core::MakesIncomplete(notice.kind));
  if (notice.first_line != 0) {
    out->mutable_region()->set_start_line(notice.first_line);
    out->mutable_region()->set_end_line(notice.last_line);
  }
}

void ToProto(const core::Rule& rule, v1::Rule* out) {
  const auto text = [](std::string_view view) { return std::string(view); };
  out->set_name(text(rule.name));
  out->set_bandit_id(text(rule.bandit_id));
  out->set_family(text(rules::FamilyOf(rule)));
  out->set_severity(static_cast<v1::Severity>(rule.severity));
  out->set_confidence(static_cast<v1::Confidence>(rule.confidence));
  out->set_cwe(rule.cwe);
  out->set_owasp_2021(text(rule.owasp_2021));
  out->set_owasp_2025(text(rule.owasp_2025));
  out->set_cheat_sheet(text(rule.cheat_sheet));
  // What "{}" stands for is known at a place only.
  std::string message = text(rule.message);
  if (const size_t hole = message.find("{}"); hole != std::string::npos) {
    message.replace(hole, 2, "…");
  }
  out->set_message(std::move(message));
  out->set_why(text(rule.why));
  out->set_fix(text(rule.fix));
  if (rule.profiles & core::kBanditProfile) out->add_profiles("bandit");
  if (rule.profiles & core::kDefaultProfile) out->add_profiles("default");
  if (rule.profiles & core::kAllProfile) out->add_profiles("all");
}

void ToProto(const ingest::Limits& limits, v1::Limits* out) {
  out->set_max_message_bytes(limits.max_message_bytes);
  out->set_max_analysed_file_bytes(limits.max_analysed_file_bytes);
  out->set_max_file_bytes(limits.max_file_bytes);
  out->set_max_archive_packed_bytes(limits.max_archive_packed_bytes);
  out->set_max_archive_unpacked_bytes(limits.max_archive_unpacked_bytes);
  out->set_max_archive_entry_bytes(limits.max_archive_entry_bytes);
  out->set_max_archive_entries(limits.max_archive_entries);
  out->set_max_archive_ratio(limits.max_archive_ratio);
  out->set_max_manifest_files(limits.max_manifest_files);
  out->set_max_scan_bytes(limits.max_scan_bytes);
  SetDuration(limits.max_file_time, out->mutable_max_file_time());
  SetDuration(limits.max_scan_time, out->mutable_max_scan_time());
  out->set_max_concurrent_scans(limits.max_concurrent_scans);
  out->set_max_path_bytes(limits.max_path_bytes);
  out->set_max_file_memory_bytes(limits.max_file_memory_bytes);
  out->set_max_open_upload_bytes(limits.max_open_upload_bytes);
  out->set_result_cache_bytes(limits.result_cache_bytes);
  out->set_unit_cache_bytes(limits.unit_cache_bytes);
}

}  // namespace meerkat::rpc
