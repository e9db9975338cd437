#include "clients/cli/json_report.h"

#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/json_text.h"
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

// Writes findings. What is the same in all findings of a rule or of a file is made once.
class FindingWriter {
 public:
  explicit FindingWriter(const std::vector<RuleText>& rules) {
    for (const RuleText& rule : rules) {
      RuleParts& parts = rules_.emplace_back();
      parts.before_severity = ",\"rule\":";
      AppendJson(parts.before_severity, rule.name);
      parts.before_severity += ",\"bandit_id\":";
      AppendJsonOrNull(parts.before_severity, rule.bandit_id);
      parts.before_severity += ",\"severity\":\"";
      std::string& after = parts.after_confidence;
      after = "\",\"cwe\":";
      AppendJson(after, rule.cwe);
      after += ",\"owasp_2021\":";
      AppendJson(after, rule.owasp_2021);
      after += ",\"owasp_2025\":";
      AppendJson(after, rule.owasp_2025);
      after += ",\"cheat_sheet\":";
      AppendJsonOrNull(after, CheatSheetAddress(rule));
      after += ",\"message\":";
    }
  }

  void Append(const Finding& finding, std::string& out) {
    if (path_ == nullptr || *path_ != finding.path) {
      path_ = &finding.path;
      path_json_.clear();
      AppendJson(path_json_, finding.path);
    }
    const RuleParts& rule = rules_[finding.rule];
    out += "{\"path\":";
    out += path_json_;
    AppendField(out, ",\"line\":", finding.line);
    AppendField(out, ",\"column\":", ShownColumn(finding));
    AppendField(out, ",\"start_line\":", finding.region.start_line);
    AppendField(out, ",\"start_column\":", finding.region.start_column);
    AppendField(out, ",\"end_line\":", finding.region.end_line);
    AppendField(out, ",\"end_column\":", finding.region.end_column);
    out += rule.before_severity;
    out += LevelName(finding.severity);
    out += "\",\"confidence\":\"";
    out += LevelName(finding.confidence);
    out += rule.after_confidence;
    AppendJson(out, finding.message);
    out += ",\"fingerprint\":";
    AppendJson(out, finding.fingerprint);
    if (finding.cell != 0) {
      AppendField(out, ",\"cell\":", finding.cell);
      AppendField(out, ",\"file_line\":", finding.file_line);
    }
    if (!finding.flow.empty()) {
      out += ",\"flow\":";
      out += Dump(FlowJson(finding.flow));
    }
    out += '}';
  }

 private:
  // The text between a finding's own values.
  struct RuleParts {
    std::string before_severity;
    std::string after_confidence;
  };

  static void AppendField(std::string& out, std::string_view name, uint64_t value) {
    out += name;
    AppendJson(out, value);
  }

  std::vector<RuleParts> rules_;
  const std::string* path_ = nullptr;
  std::string path_json_;
};

void WriteFindings(const Report& report, std::ostream& out) {
  TextBuffer buffer(out);
  std::string& text = buffer.text();
  text += ",\n  \"findings\": [";
  FindingWriter writer(report.rules);
  std::string_view separator = "\n    ";
  for (const Finding& finding : report.findings) {
    text += separator;
    separator = ",\n    ";
    writer.Append(finding, text);
    buffer.Pass();
  }
  text += report.findings.empty() ? "]" : "\n  ]";
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
  WriteFindings(report, out);
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
