#include "clients/cli/sarif_report.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/json_text.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace meerkat::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// RFC 3986: everything but unreserved characters and the slash.
std::string PercentEncoded(std::string_view path) {
  std::string encoded;
  for (char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<uint8_t>(c));
  }
  return encoded;
}

Json ArtifactLocation(const std::string& path) {
  if (path.starts_with('/')) return {{"uri", "file://" + PercentEncoded(path)}};
  if (path.starts_with("../")) return {{"uri", PercentEncoded(path)}};
  return {{"uri", PercentEncoded(path)}, {"uriBaseId", "%SRCROOT%"}};
}

Json RegionJson(const Region& region) {
  Json json = {{"startLine", region.start_line}};
  if (region.start_column > 0) json["startColumn"] = region.start_column;
  if (region.end_line > 0) json["endLine"] = region.end_line;
  if (region.end_column > 0) json["endColumn"] = region.end_column;
  return json;
}

Json PhysicalLocation(const std::string& path, const Region& region) {
  Json json = {{"artifactLocation", ArtifactLocation(path)}};
  if (region.start_line > 0) json["region"] = RegionJson(region);
  return {{"physicalLocation", json}};
}

std::string_view LevelOf(Level severity) {
  return severity == Level::kHigh ? "error" : severity == Level::kMedium ? "warning" : "note";
}

std::string_view SecuritySeverity(Level severity) {
  return severity == Level::kHigh ? "8.0" : severity == Level::kMedium ? "5.5" : "3.0";
}

std::string_view Precision(Level confidence) {
  return confidence == Level::kHigh ? "high" : confidence == Level::kMedium ? "medium" : "low";
}

// "Insecure temporary file" for "insecure-temporary-file".
std::string Title(const std::string& name) {
  std::string title = name;
  std::replace(title.begin(), title.end(), '-', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') {
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  }
  return title;
}

Json Tags(const RuleText& rule) {
  Json tags = {"security", fmt::format("external/cwe/cwe-{:03}", rule.cwe)};
  for (const std::string& category : {rule.owasp_2021, rule.owasp_2025}) {
    if (!category.empty()) tags.push_back("OWASP-" + category);
  }
  if (!rule.bandit_id.empty()) tags.push_back("bandit/" + rule.bandit_id);
  return tags;
}

Json RuleJson(const RuleText& rule, size_t cwe_index) {
  const std::string sheet = CheatSheetAddress(rule);
  std::string text = fmt::format("{}\n\nWhy: {}\n\nInstead:\n{}", rule.message, rule.why, rule.fix);
  std::string markdown = fmt::format("{}\n\n**Why:** {}\n\n**Instead:**\n\n```python\n{}\n```\n",
                                     rule.message, rule.why, rule.fix);
  if (!sheet.empty()) {
    text += "\n\nMore: " + sheet;
    markdown += fmt::format("\nMore: [OWASP Cheat Sheet]({})\n", sheet);
  }
  Json json = {{"id", rule.name},
               {"name", Title(rule.name)},
               {"shortDescription", {{"text", rule.message}}},
               {"fullDescription", {{"text", rule.why}}},
               {"help", {{"text", text}, {"markdown", markdown}}},
               {"defaultConfiguration", {{"level", LevelOf(rule.severity)}}},
               {"properties",
                {{"tags", Tags(rule)},
                 {"precision", Precision(rule.confidence)},
                 {"security-severity", SecuritySeverity(rule.severity)}}}};
  if (!sheet.empty()) json["helpUri"] = sheet;
  const Json target = {{"id", fmt::format("CWE-{}", rule.cwe)},
                       {"index", cwe_index},
                       {"toolComponent", {{"name", "CWE"}, {"index", 0}}}};
  json["relationships"] = Json::array({{{"target", target}, {"kinds", {"superset"}}}});
  return json;
}

Json CodeFlow(const std::vector<FlowStep>& flow) {
  Json locations = Json::array();
  for (const FlowStep& step : flow) {
    Json location = PhysicalLocation(step.path, step.region);
    location["message"] = {{"text", step.text}};
    locations.push_back({{"location", location}});
  }
  const Json thread_flow = {{"locations", locations}};
  return {{"threadFlows", Json::array({thread_flow})}};
}

// Writes results. What is the same in all findings of a file or of a rule is made once.
class ResultWriter {
 public:
  explicit ResultWriter(const std::vector<RuleText>& rules) {
    for (size_t i = 0; i < rules.size(); ++i) {
      std::string& head = rules_.emplace_back("{\"ruleId\":");
      AppendJson(head, rules[i].name);
      head += ",\"ruleIndex\":";
      AppendJson(head, i);
      head += ",\"level\":\"";
    }
  }

  void Append(const Finding& finding, std::string& out) {
    if (path_ == nullptr || *path_ != finding.path) {
      path_ = &finding.path;
      artifact_ = Dump(ArtifactLocation(finding.path));
    }
    out += rules_[finding.rule];
    out += LevelOf(finding.severity);
    out += "\",\"message\":{\"text\":";
    AppendJson(out, finding.message);
    out += "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":";
    out += artifact_;
    // The finding's own region may begin lines before the line that decides; GitHub shows the alert
    // at the region's start, which is where the construct that has to change begins. Of a notebook
    // the file is its JSON: whoever shows the file needs the line there.
    AppendRegion(out, finding.cell == 0 ? finding.region : Region{.start_line = finding.file_line});
    out += "}}],\"partialFingerprints\":{\"meerkatFingerprint/v1\":";
    AppendJson(out, finding.fingerprint);
    out += "},\"properties\":{\"severity\":\"";
    out += LevelName(finding.severity);
    out += "\",\"confidence\":\"";
    out += LevelName(finding.confidence);
    out += "\",\"line\":";
    AppendJson(out, finding.line);
    if (finding.cell != 0) {
      out += ",\"cell\":";
      AppendJson(out, finding.cell);
    }
    out += '}';
    if (!finding.flow.empty()) {
      out += ",\"codeFlows\":";
      out += Dump(Json::array({CodeFlow(finding.flow)}));
    }
    out += '}';
  }

 private:
  // As RegionJson(), with the field's name before it; nothing without a line.
  static void AppendRegion(std::string& out, const Region& region) {
    if (region.start_line == 0) return;
    out += ",\"region\":{\"startLine\":";
    AppendJson(out, region.start_line);
    const auto add = [&](std::string_view name, uint32_t value) {
      if (value == 0) return;
      out += name;
      AppendJson(out, value);
    };
    add(",\"startColumn\":", region.start_column);
    add(",\"endLine\":", region.end_line);
    add(",\"endColumn\":", region.end_column);
    out += '}';
  }

  std::vector<std::string> rules_;  // a result up to its level
  const std::string* path_ = nullptr;
  std::string artifact_;
};

void WriteResults(const Report& report, std::ostream& out) {
  TextBuffer buffer(out);
  std::string& text = buffer.text();
  text += "\"results\": [";
  ResultWriter writer(report.rules);
  std::string_view separator = "\n";
  for (const Finding& finding : report.findings) {
    text += separator;
    separator = ",\n";
    writer.Append(finding, text);
    buffer.Pass();
  }
  text += report.findings.empty() ? "]" : "\n]";
}

Json NotificationJson(const Notice& notice) {
  Json json = {{"level", notice.incomplete ? "error" : "note"},
               {"message", {{"text", fmt::format("{}: {}", notice.path, notice.message)}}},
               {"descriptor", {{"id", notice.kind}}}};
  if (!notice.path.empty()) {
    json["locations"] = Json::array({PhysicalLocation(notice.path, notice.region)});
  }
  return json;
}

std::set<std::string> NoticeKinds(const Report& report) {
  std::set<std::string> kinds;
  for (const Notice& notice : report.notices) kinds.insert(notice.kind);
  return kinds;
}

template <typename Items, typename ToJson>
void WriteArray(std::string_view name, const Items& items, const ToJson& to_json,
                std::ostream& out) {
  out << "\"" << name << "\": [";
  const char* separator = "\n";
  for (const auto& item : items) {
    out << separator << Dump(to_json(item));
    separator = ",\n";
  }
  out << (items.empty() ? "]" : "\n]");
}

}  // namespace

void WriteSarifReport(const Report& report, int exit_code, std::ostream& out) {
  std::map<uint32_t, size_t> cwes;
  for (const RuleText& rule : report.rules) cwes[rule.cwe] = 0;
  size_t index = 0;
  for (auto& [cwe, place] : cwes) place = index++;

  out << "{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
         "sarif-schema-2.1.0.json\",\n\"version\": \"2.1.0\",\n\"runs\": [{\n"
      << "\"tool\": {\"driver\": {\"name\": \"meerkat\", \"version\": "
      << Dump(report.server_version) << ", \"semanticVersion\": " << Dump(report.server_version)
      << ",\n";
  WriteArray(
      "rules", report.rules, [&](const RuleText& rule) { return RuleJson(rule, cwes[rule.cwe]); },
      out);
  out << ",\n";
  WriteArray(
      "notifications", NoticeKinds(report),
      [](const std::string& kind) {
        return Json{{"id", kind}, {"shortDescription", {{"text", Title(kind)}}}};
      },
      out);
  const Json supported = {{"name", "CWE"}, {"index", 0}};
  if (!cwes.empty()) out << ",\n\"supportedTaxonomies\": " << Dump(Json::array({supported}));
  out << "}},\n";
  if (!cwes.empty()) {
    out << "\"taxonomies\": [{\"name\": \"CWE\", \"organization\": \"MITRE\", "
           "\"shortDescription\": {\"text\": \"The MITRE Common Weakness Enumeration\"}, "
           "\"informationUri\": \"https://cwe.mitre.org/\",\n";
    WriteArray(
        "taxa", cwes,
        [](const auto& cwe) {
          return Json{{"id", fmt::format("CWE-{}", cwe.first)},
                      {"helpUri", fmt::format("https://cwe.mitre.org/data/definitions/"
                                              "{}.html",
                                              cwe.first)}};
        },
        out);
    out << "}],\n";
  }
  out << "\"columnKind\": \"unicodeCodePoints\",\n\"invocations\": [{\"executionSuccessful\": "
      << (report.outcome == Outcome::kIncomplete ? "false" : "true")
      << ", \"exitCode\": " << exit_code << ",\n";
  WriteArray("toolExecutionNotifications", report.notices, NotificationJson, out);
  out << "}],\n";
  WriteResults(report, out);
  const Json properties = {{"profile", report.profile}, {"outcome", OutcomeName(report.outcome)},
                           {"reasons", report.reasons}, {"engineVersion", report.engine_version},
                           {"grammar", report.grammar}, {"rulesDigest", report.rules_digest}};
  out << ",\n\"properties\": " << Dump(properties) << "\n}]}\n";
}

}  // namespace meerkat::cli
