#include <algorithm>
#include <filesystem>
#include <map>

#include "clients/cli/bandit/formats.h"
#include "clients/cli/bandit/metrics_json.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace meerkat::bandit {
namespace {

using Json = nlohmann::ordered_json;

std::string_view SarifLevel(Level level) {
  return level == Level::kHigh ? "error" : level == Level::kLow ? "note" : "warning";
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  return lower;
}

// A relative path with what a URI may not hold as %XX; "./" goes, as a path has no need of it.
std::string Uri(const std::string& file) {
  const std::string path = std::filesystem::path(file).lexically_normal().generic_string();
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (char c : path) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) ||
                       std::string_view("_.-~/").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

Json LocationOf(const Issue& issue, int code_lines) {
  Json region = {{"startLine", issue.first_line},
                 {"endLine", std::min(issue.first_line + 1, issue.last_line)},
                 {"startColumn", issue.column + 1},
                 {"endColumn", issue.end_column + 1}};
  Json location = {{"artifactLocation", {{"uri", Uri(issue.file)}}}};
  const std::string code = issue.Code(code_lines, false);
  if (!code.empty() && issue.lines != nullptr) {
    const uint32_t before = static_cast<uint32_t>(std::max(code_lines, 1) / 2);
    const uint32_t first = issue.line > before ? issue.line - before : 1;
    const uint32_t count = static_cast<uint32_t>(std::count(code.begin(), code.end(), '\n'));
    std::string text;
    for (uint32_t line = first; line < first + count; ++line) text += issue.lines->Line(line);
    region["snippet"] = {{"text", issue.lines->Line(issue.first_line)}};
    location["contextRegion"] = {{"startLine", first},
                                 {"endLine", first + std::max(count, 1u) - 1},
                                 {"snippet", {{"text", text}}}};
  }
  location["region"] = std::move(region);
  return {{"physicalLocation", std::move(location)}};
}

}  // namespace

void WriteSarif(const Results& results, const std::vector<Shown>& shown,
                const FormatOptions& options, std::ostream& out) {
  Json rules = Json::array(), sarif_results = Json::array();
  std::map<std::string, size_t> indices;
  for (const Shown& one : shown) {
    const Issue& issue = *one.issue;
    const auto [at, is_new] = indices.try_emplace(issue.test_id, rules.size());
    if (is_new) {
      rules.push_back(
          {{"id", issue.test_id},
           {"name", issue.test_name},
           {"helpUri", issue.MoreInfo()},
           {"properties",
            {{"tags", Json::array({"security", fmt::format("external/cwe/cwe-{}", issue.cwe)})},
             {"precision", Lower(UpperName(issue.confidence))}}}});
    }
    sarif_results.push_back({{"ruleId", issue.test_id},
                             {"ruleIndex", at->second},
                             {"level", SarifLevel(issue.severity)},
                             {"message", {{"text", issue.text}}},
                             {"locations", Json::array({LocationOf(issue, options.code_lines)})},
                             {"properties",
                              {{"issue_confidence", UpperName(issue.confidence)},
                               {"issue_severity", UpperName(issue.severity)}}}});
  }
  Json invocation = {{"executionSuccessful", true}, {"endTimeUtc", options.time}};
  Json notifications = Json::array();
  for (const auto& [file, reason] : results.skipped) {
    const Json place = {{"physicalLocation", {{"artifactLocation", {{"uri", Uri(file)}}}}}};
    notifications.push_back(
        {{"level", "error"}, {"message", {{"text", reason}}}, {"locations", Json::array({place})}});
  }
  if (!notifications.empty()) invocation["toolConfigurationNotifications"] = notifications;
  Json driver = {{"name", "Bandit"},
                 {"organization", "meerkat"},
                 {"semanticVersion", "1.9.4"},
                 {"version", "1.9.4"}};
  if (!rules.empty()) driver["rules"] = std::move(rules);
  const Json run = {{"tool", {{"driver", std::move(driver)}}},
                    {"invocations", Json::array({std::move(invocation)})},
                    {"properties", {{"metrics", Json(MetricsAsJson(results))}}},
                    {"results", std::move(sarif_results)}};
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({run})}};
  out << log.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace meerkat::bandit
