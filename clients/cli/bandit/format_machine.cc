// json, yaml, csv and xml.

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "clients/cli/bandit/formats.h"
#include "clients/cli/bandit/metrics_json.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace meerkat::bandit {
namespace {

using Json = nlohmann::json;  // sorts the keys, as Bandit does

Json ToJson(const Issue& issue, int code_lines) {
  Json range = Json::array();
  for (uint32_t line = issue.first_line; line <= issue.last_line; ++line) range.push_back(line);
  Json cwe = Json::object();
  if (issue.cwe != 0) cwe = {{"id", issue.cwe}, {"link", issue.CweLink()}};
  return {{"filename", issue.file},
          {"test_name", issue.test_name},
          {"test_id", issue.test_id},
          {"issue_severity", UpperName(issue.severity)},
          {"issue_cwe", std::move(cwe)},
          {"issue_confidence", UpperName(issue.confidence)},
          {"issue_text", issue.text},
          {"line_number", issue.line},
          {"line_range", std::move(range)},
          {"col_offset", issue.column},
          {"end_col_offset", issue.end_column},
          {"code", issue.Code(code_lines, false)}};
}

std::vector<Json> ResultsAsJson(const std::vector<Shown>& shown, const FormatOptions& options) {
  std::vector<Json> all;
  for (const Shown& one : shown) {
    Json json = ToJson(*one.issue, options.code_lines);
    json["more_info"] = one.issue->MoreInfo();
    if (options.baseline && one.candidates.size() > 1) {
      Json candidates = Json::array();
      for (const Issue* candidate : one.candidates) {
        candidates.push_back(ToJson(*candidate, options.code_lines));
      }
      json["candidates"] = std::move(candidates);
    }
    all.push_back(std::move(json));
  }
  if (options.by_test) {
    std::stable_sort(all.begin(), all.end(), [](const Json& a, const Json& b) {
      return a["test_name"].get_ref<const std::string&>() <
             b["test_name"].get_ref<const std::string&>();
    });
  }
  return all;
}

Json Whole(const Results& results, const std::vector<Shown>& shown, const FormatOptions& options) {
  Json json = {{"errors", Json::array()},
               {"results", ResultsAsJson(shown, options)},
               {"metrics", MetricsAsJson(results)},
               {"generated_at", options.time}};
  for (const auto& [file, reason] : results.skipped) {
    json["errors"].push_back({{"filename", file}, {"reason", reason}});
  }
  return json;
}

void ToYaml(const Json& json, YAML::Emitter& yaml) {
  if (json.is_object()) {
    if (json.empty()) yaml << YAML::Flow;
    yaml << YAML::BeginMap;
    for (const auto& [key, value] : json.items()) {
      yaml << YAML::Key << key << YAML::Value;
      ToYaml(value, yaml);
    }
    yaml << YAML::EndMap;
  } else if (json.is_array()) {
    if (json.empty()) yaml << YAML::Flow;
    yaml << YAML::BeginSeq;
    for (const Json& value : json) ToYaml(value, yaml);
    yaml << YAML::EndSeq;
  } else if (json.is_string()) {
    // A text that looks like a number or a time would be read as one.
    yaml << YAML::DoubleQuoted << json.get<std::string>();
  } else {
    yaml << json.get<int64_t>();
  }
}

// Quotes where the reader would otherwise split.
std::string CsvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string XmlText(std::string_view text, bool attribute) {
  std::string escaped;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += attribute ? "&quot;" : "\""; break;
      case '\n': escaped += attribute ? "&#10;" : "\n"; break;
      case '\r': escaped += attribute ? "&#13;" : "\r"; break;
      case '\t': escaped += attribute ? "&#09;" : "\t"; break;
      default:
        // No XML may hold other control characters.
        if (byte >= 0x20) escaped += c;
    }
  }
  return escaped;
}

}  // namespace

void WriteJson(const Results& results, const std::vector<Shown>& shown,
               const FormatOptions& options, std::ostream& out) {
  out << Whole(results, shown, options)
             .dump(2, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
}

void WriteYaml(const Results& results, const std::vector<Shown>& shown,
               const FormatOptions& options, std::ostream& out) {
  Json json = Whole(results, shown, options);
  for (Json& result : json["results"]) {
    std::string code;
    for (char c : result["code"].get_ref<const std::string&>()) {
      code += c == '\n' ? "\\n" : std::string(1, c);
    }
    result["code"] = std::move(code);
  }
  YAML::Emitter yaml(out);
  ToYaml(json, yaml);
  out << '\n';
}

void WriteCsv(const std::vector<Shown>& shown, std::ostream& out) {
  out << "filename,test_name,test_id,issue_severity,issue_confidence,issue_cwe,issue_text,"
         "line_number,col_offset,end_col_offset,line_range,more_info\r\n";
  for (const Shown& one : shown) {
    const Issue& issue = *one.issue;
    std::string range = "[";
    for (uint32_t line = issue.first_line; line <= issue.last_line; ++line) {
      range += fmt::format("{}{}", line == issue.first_line ? "" : ", ", line);
    }
    out << CsvField(issue.file) << ',' << issue.test_name << ',' << issue.test_id << ','
        << UpperName(issue.severity) << ',' << UpperName(issue.confidence) << ',' << issue.CweLink()
        << ',' << CsvField(issue.text) << ',' << issue.line << ',' << issue.column << ','
        << issue.end_column << ',' << CsvField(range + "]") << ',' << issue.MoreInfo() << "\r\n";
  }
}

void WriteXml(const std::vector<Shown>& shown, std::ostream& out) {
  out << "<?xml version='1.0' encoding='utf-8'?>\n<testsuite name=\"bandit\" tests=\""
      << shown.size() << "\"";
  if (shown.empty()) {
    out << " />";
    return;
  }
  out << '>';
  for (const Shown& one : shown) {
    const Issue& issue = *one.issue;
    const std::string cwe =
        issue.cwe == 0 ? "" : fmt::format("CWE-{} ({})", issue.cwe, issue.CweLink());
    const std::string text =
        fmt::format("Test ID: {} Severity: {} Confidence: {}\nCWE: {}\n{}\nLocation {}:{}",
                    issue.test_id, UpperName(issue.severity), UpperName(issue.confidence), cwe,
                    issue.text, issue.file, issue.line);
    out << fmt::format(
        "<testcase classname=\"{}\" name=\"{}\"><error more_info=\"{}\" type=\"{}\" "
        "message=\"{}\">{}</error></testcase>",
        XmlText(issue.file, true), issue.test_name, XmlText(issue.MoreInfo(), true),
        UpperName(issue.severity), XmlText(issue.text, true), XmlText(text, false));
  }
  out << "</testsuite>";
}

}  // namespace meerkat::bandit
