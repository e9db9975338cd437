#include "clients/cli/collector.h"

#include <algorithm>
#include <utility>

#include "clients/cli/display_path.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

Level LevelFromWire(int level) {
  return level >= 1 && level <= 3 ? static_cast<Level>(level) : Level::kUnknown;
}

Region RegionFromWire(const v1::Region& region) {
  return {region.start_line(), region.start_column(), region.end_line(), region.end_column()};
}

// "too-large" for KIND_TOO_LARGE.
std::string KindName(v1::FileNotice::Kind kind) {
  std::string name = v1::FileNotice::Kind_Name(kind);
  constexpr std::string_view kPrefix = "KIND_";
  if (!name.starts_with(kPrefix)) return "unknown";
  name.erase(0, kPrefix.size());
  for (char& c : name) c = c == '_' ? '-' : static_cast<char>(c - 'A' + 'a');
  return name;
}

}  // namespace

RuleText RuleFromWire(const v1::Rule& rule) {
  RuleText text;
  text.name = rule.name();
  text.bandit_id = rule.bandit_id();
  text.family = rule.family();
  text.severity = LevelFromWire(rule.severity());
  text.confidence = LevelFromWire(rule.confidence());
  text.cwe = rule.cwe();
  text.owasp_2021 = rule.owasp_2021();
  text.owasp_2025 = rule.owasp_2025();
  text.cheat_sheet = rule.cheat_sheet();
  text.message = rule.message();
  text.why = rule.why();
  text.fix = rule.fix();
  text.profiles.assign(rule.profiles().begin(), rule.profiles().end());
  text.bad_example = rule.bad_example();
  text.good_example = rule.good_example();
  return text;
}

void Collector::Take(const v1::ScanEvent& event) {
  switch (event.event_case()) {
    case v1::ScanEvent::kAccepted:
      report_->server_version = event.accepted().server_version();
      break;
    case v1::ScanEvent::kRules: TakeRules(event.rules()); break;
    case v1::ScanEvent::kFiles:
      archive_paths_.resize(std::max<size_t>(archive_paths_.size(), event.files().first_index()));
      archive_paths_.insert(archive_paths_.end(), event.files().paths().begin(),
                            event.files().paths().end());
      break;
    case v1::ScanEvent::kFindings:
      for (const v1::Finding& finding : event.findings().findings()) TakeFinding(finding);
      break;
    case v1::ScanEvent::kNotices:
      notices_.insert(notices_.end(), event.notices().notices().begin(),
                      event.notices().notices().end());
      break;
    case v1::ScanEvent::kProgress:
      progress_->Files(event.progress().files_known(), event.progress().files_done(),
                       event.progress().findings());
      break;
    case v1::ScanEvent::kFileResults:
      results_.insert(results_.end(), event.file_results().results().begin(),
                      event.file_results().results().end());
      break;
    case v1::ScanEvent::kVerdict: TakeVerdict(event.verdict()); break;
    default: break;
  }
}

void Collector::TakeRules(const v1::RuleBatch& batch) {
  rules_.resize(std::max<size_t>(rules_.size(), batch.first_index()), 0);
  for (const v1::Rule& rule : batch.rules()) {
    const auto known = std::find_if(report_->rules.begin(), report_->rules.end(),
                                    [&](const RuleText& text) { return text.name == rule.name(); });
    rules_.push_back(static_cast<uint32_t>(known - report_->rules.begin()));
    if (known == report_->rules.end()) report_->rules.push_back(RuleFromWire(rule));
  }
}

void Collector::TakeFinding(const v1::Finding& wire) {
  if (wire.rule() >= rules_.size()) return;  // against the contract; there is nothing to show
  Pending& pending = findings_.emplace_back();
  Finding& finding = pending.finding;
  pending.file = wire.file();
  finding.rule = rules_[wire.rule()];
  finding.region = RegionFromWire(wire.region());
  finding.line = wire.line();
  finding.cell = wire.cell();
  finding.file_line = wire.file_line();
  finding.extent_start = wire.extent_start_line();
  finding.extent_end = wire.extent_end_line();
  finding.severity = LevelFromWire(wire.severity());
  finding.confidence = LevelFromWire(wire.confidence());
  finding.message = wire.message().empty() ? report_->rules[finding.rule].message : wire.message();
  finding.fingerprint = ToHex(wire.fingerprint());
  finding.excerpt = wire.excerpt();
  finding.excerpt_line = wire.excerpt_start_line();
  for (const v1::FlowStep& step : wire.flow()) {
    pending.flow_files.push_back(step.file());
    finding.flow.push_back({"", RegionFromWire(step.region()), step.text()});
  }
}

void Collector::TakeVerdict(const v1::Verdict& verdict) {
  has_verdict_ = true;
  const v1::Totals& from = verdict.totals();
  Totals& to = report_->totals;
  to.files += from.files();
  to.analysed += from.files_analysed() + from.files_reused();
  to.skipped += from.files_skipped();
  to.not_python += from.files_not_python();
  to.lines_of_code += from.lines_of_code();
  to.bytes_analysed += from.bytes_analysed();
  to.high += from.findings_high();
  to.medium += from.findings_medium();
  to.low += from.findings_low();
  to.suppressed += from.findings_suppressed();
  report_->run.files_reused += from.files_reused();
  reasons_.assign(verdict.reasons().begin(), verdict.reasons().end());
  switch (verdict.outcome()) {
    case v1::Verdict::OUTCOME_PASS: break;
    case v1::Verdict::OUTCOME_FAIL: Worsen(*report_, Outcome::kFail); break;
    default: Worsen(*report_, Outcome::kIncomplete);
  }
  report_->profile = verdict.provenance().profile();
  report_->engine_version = verdict.provenance().engine_version();
  report_->grammar = verdict.provenance().grammar();
  report_->rules_digest = ToHex(verdict.provenance().rules_digest());
}

std::string Collector::PathOf(const ScanInput& input, uint32_t file) const {
  if (input.archive.empty()) {
    return file < input.display.size() ? ValidUtf8(input.display[file]) : "";
  }
  return file < archive_paths_.size() ? JoinPath(input.archive, archive_paths_[file])
                                      : input.archive;
}

void Collector::Finish(const ScanInput& input) {
  report_->findings.reserve(report_->findings.size() + findings_.size());
  // Findings come by files: what belongs to a file is looked up at its first one.
  const Pending* previous = nullptr;
  std::string path;
  for (Pending& pending : findings_) {
    const bool same_file = previous != nullptr && previous->file == pending.file;
    if (!same_file) path = PathOf(input, pending.file);
    previous = &pending;
    pending.finding.path = path;
    for (size_t i = 0; i < pending.flow_files.size(); ++i) {
      pending.finding.flow[i].path = PathOf(input, pending.flow_files[i]);
    }
    if (!same_file && pending.file < input.local.size()) {
      report_->local_files.try_emplace(path, input.local[pending.file]);
    }
    report_->findings.push_back(std::move(pending.finding));
  }
  findings_.clear();
  for (const v1::FileResultBatch::FileResult& wire : results_) {
    report_->file_results.push_back({PathOf(input, wire.file()), wire.lines_of_code(),
                                     wire.silenced(), wire.silenced_by_id(), wire.syntax_error()});
  }
  results_.clear();
  std::map<std::string, std::string> paths;  // in the report, by the wire's
  for (const v1::FileNotice& wire : notices_) {
    report_->notices.push_back(FinishNotice(wire, input));
    paths[wire.path()] = report_->notices.back().path;
  }
  notices_.clear();
  // "a/b.py: has 3000000 bytes, more than …"
  for (std::string& reason : reasons_) {
    const size_t colon = reason.find(": ");
    const auto path = paths.find(reason.substr(0, colon));
    if (colon != std::string::npos && path != paths.end()) reason.replace(0, colon, path->second);
    report_->reasons.push_back(std::move(reason));
  }
  reasons_.clear();
  progress_->NextScan();
}

Notice Collector::FinishNotice(const v1::FileNotice& wire, const ScanInput& input) const {
  Notice notice;
  notice.kind = KindName(wire.kind());
  notice.message = wire.message();
  notice.bytes = wire.bytes();
  notice.region = RegionFromWire(wire.region());
  notice.incomplete = wire.incomplete();
  if (wire.has_file()) {
    notice.path = PathOf(input, wire.file());
    // This side knows better than the server why the bytes are not those of the manifest.
    const auto reason = input.not_sent.find(wire.file());
    if (reason != input.not_sent.end()) {
      notice.kind = KindName(v1::FileNotice::KIND_UNREADABLE);
      notice.message = reason->second;
    }
  } else if (!input.archive.empty()) {
    notice.path = wire.path().empty() || wire.path() == input.archive_name
                      ? input.archive
                      : JoinPath(input.archive, wire.path());
  } else {
    notice.path = wire.path();
  }
  return notice;
}

}  // namespace meerkat::cli
