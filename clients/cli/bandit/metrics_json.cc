#include "clients/cli/bandit/metrics_json.h"

#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace meerkat::bandit {
namespace {

using Json = nlohmann::json;

Json ToJson(const FileMetrics& metrics) {
  Json json = {
      {"loc", metrics.loc}, {"nosec", metrics.nosec}, {"skipped_tests", metrics.skipped_tests}};
  if (!metrics.counted) return json;
  for (int level = 0; level < 4; ++level) {
    const std::string_view name = UpperName(static_cast<Level>(level));
    json[fmt::format("SEVERITY.{}", name)] = metrics.by_severity[level];
    json[fmt::format("CONFIDENCE.{}", name)] = metrics.by_confidence[level];
  }
  return json;
}

}  // namespace

nlohmann::json MetricsAsJson(const Results& results) {
  Json metrics = {{"_totals", ToJson(results.totals)}};
  for (const auto& [file, of_file] : results.metrics) metrics[file] = ToJson(of_file);
  return metrics;
}

}  // namespace meerkat::bandit
