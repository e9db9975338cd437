#include "clients/cli/json_report.h"

#include <string>
#include <vector>

#include "nlohmann/json.hpp"

namespace meerkat::cli {
namespace {

using Json = nlohmann::ordered_json;

// Bytes that are no UTF-8 (they may stand in a path) become U+FFFD.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json OrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json ToolJson(const Report& report) {
  return {{"name", "meerkat"},
          {"version", report.server_version},
          {"engine_version", report.engine_version},
          {"grammar", report.grammar},
          {"rules_digest", report.rules_digest}};
}

Json TotalsJson(const Report& report) {
  const Totals& totals = report.totals;
  return {{"files", totals.files + report.walk.not_python},
          {"files_analysed", totals.analysed},
          {"files_skipped", totals.skipped + report.walk.not_python},
          {"files_not_python", totals.not_python + report.walk.not_python},
          {"lines_of_code", totals.lines_of_code},
          {"bytes_analysed", totals.bytes_analysed},
          {"findings", report.findings.size()},
          {"high", totals.high},
          {"medium", totals.medium},
          {"low", totals.low},
          {"suppressed", totals.suppressed}};
}

Json RuleJson(const RuleText& rule) {
  return {{"name", rule.name},
          {"bandit_id", OrNull(rule.bandit_id)},
          {"family", rule.family},
          {"severity", LevelName(rule.severity)},
          {"confidence", LevelName(rule.confidence)},
          {"cwe", rule.cwe},
          {"owasp_2021", rule.owasp_2021},
          {"owasp_2025", rule.owasp_2025},
          {"cheat_sheet", OrNull(CheatSheetAddress(rule))},
          {"message", rule.message},
          {"why", rule.why},
          {"fix", rule.fix},
          {"profiles", rule.profiles}};
}

Json FlowJson(const std::vector<FlowStep>& flow) {
  Json steps = Json::array();
  for (const FlowStep& step : flow) {
    steps.push_back({{"path", step.path},
                     {"line", step.region.start_line},
                     {"column", step.region.start_column},
                     {"text", step.text}});
  }
  return steps;
}

Json FindingJson(const Finding& finding, const RuleText& rule) {
  Json json = {{"path", finding.path},
               {"line", finding.line},
               {"column", ShownColumn(finding)},
               {"start_line", finding.region.start_line},
               {"start_column", finding.region.start_column},
               {"end_line", finding.region.end_line},
               {"end_column", finding.region.end_column},
               {"rule", rule.name},
               {"bandit_id", OrNull(rule.bandit_id)},
               {"severity", LevelName(finding.severity)},
               {"confidence", LevelName(finding.confidence)},
               {"cwe", rule.cwe},
               {"owasp_2021", rule.owasp_2021},
               {"owasp_2025", rule.owasp_2025},
               {"cheat_sheet", OrNull(CheatSheetAddress(rule))},
               {"message", finding.message},
               {"fingerprint", finding.fingerprint}};
  if (finding.cell != 0) {
    json["cell"] = finding.cell;
    json["file_line"] = finding.file_line;
  }
  if (!finding.flow.empty()) json["flow"] = FlowJson(finding.flow);
  return json;
}

Json NoticeJson(const Notice& notice) {
  const bool has_lines = notice.region.start_line != 0;
  return {{"kind", notice.kind},
          {"path", notice.path},
          {"message", notice.message},
          {"bytes", notice.bytes},
          {"start_line", has_lines ? Json(notice.region.start_line) : Json(nullptr)},
          {"end_line", has_lines ? Json(notice.region.end_line) : Json(nullptr)},
          {"incomplete", notice.incomplete}};
}

// An array with one element a line, written as it is made.
template <typename Items, typename ToJson>
void WriteArray(std::string_view name, const Items& items, const ToJson& to_json,
                std::ostream& out) {
  out << ",\n  \"" << name << "\": [";
  const char* separator = "\n    ";
  for (const auto& item : items) {
    out << separator << Dump(to_json(item));
    separator = ",\n    ";
  }
  out << (items.empty() ? "]" : "\n  ]");
}

}  // namespace

void WriteRuleJson(const RuleText& rule, std::ostream& out) {
  Json json = RuleJson(rule);
  json["bad_example"] = OrNull(rule.bad_example);
  json["good_example"] = OrNull(rule.good_example);
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void WriteRulesJson(const std::vector<RuleText>& rules, std::ostream& out) {
  out << "{\n  \"schema\": \"meerkat-rules\",\n  \"schema_version\": 1";
  WriteArray("rules", rules, RuleJson, out);
  out << "\n}\n";
}

void WriteJsonReport(const Report& report, int exit_code, const JsonOptions& options,
                     std::ostream& out) {
  const Json verdict = {{"outcome", OutcomeName(report.outcome)},
                        {"exit_code", exit_code},
                        {"reasons", report.reasons}};
  out << "{\n  \"schema\": \"meerkat-report\",\n  \"schema_version\": 1"
      << ",\n  \"tool\": " << Dump(ToolJson(report)) << ",\n  \"profile\": " << Dump(report.profile)
      << ",\n  \"verdict\": " << Dump(verdict) << ",\n  \"totals\": " << Dump(TotalsJson(report));
  WriteArray(
      "left_out", report.walk.left_out,
      [](const auto& item) -> Json {
        return {
            {"reason", item.first}, {"folders", item.second.folders}, {"files", item.second.files}};
      },
      out);
  WriteArray("rules", report.rules, RuleJson, out);
  WriteArray(
      "findings", report.findings,
      [&](const Finding& finding) { return FindingJson(finding, report.rules[finding.rule]); },
      out);
  WriteArray("notices", report.notices, NoticeJson, out);
  if (options.timings) {
    const Json run = {{"seconds", report.run.seconds},
                      {"bytes_sent", report.run.bytes_sent},
                      {"files_reused", report.run.files_reused}};
    out << ",\n  \"run\": " << Dump(run);
  }
  out << "\n}\n";
}

}  // namespace meerkat::cli
