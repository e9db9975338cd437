#include "service/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <utility>
#include <vector>

#include "service/telemetry/process_metrics.h"

namespace meerkat::telemetry {
namespace {

using Labels = prometheus::Labels;

constexpr size_t kOutcomes = static_cast<size_t>(ScanOutcome::kInternal) + 1;

double Seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

// 1 ms to 30 min: from a pre-commit hook to the cap of a scan.
const prometheus::Histogram::BucketBoundaries kScanSeconds = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800};
const prometheus::Histogram::BucketBoundaries kWaitSeconds = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30};

prometheus::MetricFamily GaugeFamily(const char* name, const char* help, double value) {
  prometheus::MetricFamily family{name, help, prometheus::MetricType::Gauge, {}};
  family.metric.emplace_back().gauge.value = value;
  return family;
}

// One time series of `family`; the value of a counter or a gauge, whichever the family is of.
void AddSeries(prometheus::MetricFamily* family,
               std::vector<prometheus::ClientMetric::Label> labels, uint64_t value) {
  prometheus::ClientMetric& series = family->metric.emplace_back();
  series.label = std::move(labels);
  (family->type == prometheus::MetricType::Counter ? series.counter.value : series.gauge.value) =
      static_cast<double>(value);
}

void AppendCache(const CacheGauges& cache, std::vector<prometheus::MetricFamily>* families) {
  using prometheus::MetricType;
  prometheus::MetricFamily requests{"meerkat_cache_requests_total",
                                    "Results of files that were asked for, by tier.",
                                    MetricType::Counter,
                                    {}};
  AddSeries(&requests, {{"tier", "memory"}, {"result", "hit"}}, cache.memory_hits);
  AddSeries(&requests, {{"tier", "memory"}, {"result", "miss"}}, cache.memory_misses);
  AddSeries(&requests, {{"tier", "disk"}, {"result", "hit"}}, cache.disk_hits);
  AddSeries(&requests, {{"tier", "disk"}, {"result", "miss"}}, cache.disk_misses);
  prometheus::MetricFamily bytes{
      "meerkat_cache_bytes", "What the results take.", MetricType::Gauge, {}};
  AddSeries(&bytes, {{"tier", "memory"}}, cache.memory_bytes);
  AddSeries(&bytes, {{"tier", "disk"}}, cache.disk_bytes);
  prometheus::MetricFamily entries{
      "meerkat_cache_entries", "Results that are kept.", MetricType::Gauge, {}};
  AddSeries(&entries, {{"tier", "memory"}}, cache.memory_entries);
  prometheus::MetricFamily evictions{"meerkat_cache_evictions_total",
                                     "Results that were thrown out for others.",
                                     MetricType::Counter,
                                     {}};
  AddSeries(&evictions, {{"tier", "memory"}}, cache.memory_evictions);
  prometheus::MetricFamily units{
      "meerkat_unit_cache_bytes",
      "What imported files take in the form in which data flow reads them.",
      MetricType::Gauge,
      {}};
  AddSeries(&units, {}, cache.unit_bytes);
  for (prometheus::MetricFamily* family : {&requests, &bytes, &entries, &evictions, &units}) {
    families->push_back(std::move(*family));
  }
}

}  // namespace

std::string_view NameOf(ScanOutcome outcome) {
  static constexpr std::array<std::string_view, kOutcomes> kNames = {
      "pass",      "fail",     "incomplete",  "invalid", "exhausted",
      "cancelled", "deadline", "unavailable", "internal"};
  return kNames[static_cast<size_t>(outcome)];
}

struct Metrics::Families {
  explicit Families(const BuildInfo& info) {
    AddScans();
    AddFiles();
    prometheus::BuildGauge()
        .Name("meerkat_build_info")
        .Help("Always 1; the labels say what runs.")
        .Register(registry)
        .Add({{"version", info.version},
              {"engine_version", info.engine_version},
              {"grammar", info.grammar}})
        .Set(1);
    prometheus::BuildGauge()
        .Name("meerkat_rules_info")
        .Help("The number of rules; the label is the digest of their tables.")
        .Register(registry)
        .Add({{"digest", info.rules_digest}})
        .Set(info.rule_count);
    prometheus::BuildGauge()
        .Name("meerkat_workers")
        .Help("Threads that scan.")
        .Register(registry)
        .Add({})
        .Set(info.workers);
  }

  void AddScans() {
    auto& scans_family = prometheus::BuildCounter()
                             .Name("meerkat_scans_total")
                             .Help("Scans that ended, by what asked for them and how they ended.")
                             .Register(registry);
    for (size_t i = 0; i < kOutcomes; ++i) {
      const std::string outcome(NameOf(static_cast<ScanOutcome>(i)));
      scans[i] = &scans_family.Add({{"trigger", "rpc"}, {"outcome", outcome}});
    }
    scan_seconds = &prometheus::BuildHistogram()
                        .Name("meerkat_scan_duration_seconds")
                        .Help("From the first message of a scan to its verdict or error.")
                        .Register(registry)
                        .Add({}, kScanSeconds);
    first_finding_seconds = &prometheus::BuildHistogram()
                                 .Name("meerkat_time_to_first_finding_seconds")
                                 .Help("From the first message of a scan to its first finding.")
                                 .Register(registry)
                                 .Add({}, kScanSeconds);
    auto& shed = prometheus::BuildCounter()
                     .Name("meerkat_shed_total")
                     .Help("Scans that were refused, by reason.")
                     .Register(registry);
    shed_draining = &shed.Add({{"reason", "draining"}});
    shed_scans = &shed.Add({{"reason", "max_concurrent_scans"}});
    upload_bytes = &prometheus::BuildCounter()
                        .Name("meerkat_upload_bytes_total")
                        .Help("Bytes of files and archives received.")
                        .Register(registry)
                        .Add({});
    upload_saved_bytes = &prometheus::BuildCounter()
                              .Name("meerkat_upload_saved_bytes_total")
                              .Help("Bytes that manifests named and the server did not ask for.")
                              .Register(registry)
                              .Add({});
  }

  void AddFiles() {
    queue_wait_seconds = &prometheus::BuildHistogram()
                              .Name("meerkat_queue_wait_seconds")
                              .Help("How long a file waited for a worker.")
                              .Register(registry)
                              .Add({}, kWaitSeconds);
    file_seconds = &prometheus::BuildHistogram()
                        .Name("meerkat_file_scan_seconds")
                        .Help("How long the scan of one file took.")
                        .Register(registry)
                        .Add({}, kWaitSeconds);
    auto& files = prometheus::BuildCounter()
                      .Name("meerkat_files_total")
                      .Help("Files, by result. \"unparsed\": analysed, and no rule could fire.")
                      .Register(registry);
    files_parsed = &files.Add({{"result", "parsed"}});
    files_unparsed = &files.Add({{"result", "unparsed"}});
    files_not_analysed = &files.Add({{"result", "not_analysed"}});
    files_skipped = &files.Add({{"result", "skipped"}});
    files_reused = &files.Add({{"result", "reused"}});
    analysed_bytes = &prometheus::BuildCounter()
                          .Name("meerkat_analysed_bytes_total")
                          .Help("Bytes of the files that were analysed.")
                          .Register(registry)
                          .Add({});
    auto& findings_family = prometheus::BuildCounter()
                                .Name("meerkat_findings_total")
                                .Help("Findings, by severity.")
                                .Register(registry);
    findings = {&findings_family.Add({{"severity", "low"}}),
                &findings_family.Add({{"severity", "medium"}}),
                &findings_family.Add({{"severity", "high"}})};
  }

  prometheus::Registry registry;
  std::function<Gauges()> gauges;
  std::array<prometheus::Counter*, kOutcomes> scans{};
  std::array<prometheus::Counter*, 3> findings{};
  prometheus::Histogram* scan_seconds = nullptr;
  prometheus::Histogram* first_finding_seconds = nullptr;
  prometheus::Histogram* queue_wait_seconds = nullptr;
  prometheus::Histogram* file_seconds = nullptr;
  prometheus::Counter* shed_draining = nullptr;
  prometheus::Counter* shed_scans = nullptr;
  prometheus::Counter* upload_bytes = nullptr;
  prometheus::Counter* upload_saved_bytes = nullptr;
  prometheus::Counter* files_parsed = nullptr;
  prometheus::Counter* files_unparsed = nullptr;
  prometheus::Counter* files_not_analysed = nullptr;
  prometheus::Counter* files_skipped = nullptr;
  prometheus::Counter* files_reused = nullptr;
  prometheus::Counter* analysed_bytes = nullptr;
};

Metrics::Metrics(const BuildInfo& info) : families_(std::make_unique<Families>(info)) {}
Metrics::~Metrics() = default;

void Metrics::SetGauges(std::function<Gauges()> gauges) { families_->gauges = std::move(gauges); }

void Metrics::OnScanEnd(ScanOutcome outcome, std::chrono::nanoseconds time) {
  families_->scans[static_cast<size_t>(outcome)]->Increment();
  families_->scan_seconds->Observe(Seconds(time));
}

void Metrics::OnFirstFinding(std::chrono::nanoseconds since_open) {
  families_->first_finding_seconds->Observe(Seconds(since_open));
}

void Metrics::OnShed(ShedReason reason) {
  switch (reason) {
    case ShedReason::kDraining: families_->shed_draining->Increment(); return;
    case ShedReason::kScans: families_->shed_scans->Increment(); return;
  }
}

void Metrics::OnFileWaited(std::chrono::nanoseconds in_queue) {
  families_->queue_wait_seconds->Observe(Seconds(in_queue));
}

void Metrics::OnFileScanned(const core::FileReport& report, uint64_t bytes,
                            std::chrono::nanoseconds time) {
  families_->file_seconds->Observe(Seconds(time));
  if (!report.analysed) {
    families_->files_not_analysed->Increment();
    return;
  }
  (report.parsed ? families_->files_parsed : families_->files_unparsed)->Increment();
  families_->analysed_bytes->Increment(static_cast<double>(bytes));
  std::array<uint32_t, 3> counts{};
  for (const core::Finding& finding : report.findings) {
    const uint32_t severity = static_cast<uint32_t>(finding.severity);
    if (severity >= 1 && severity <= 3) ++counts[severity - 1];
  }
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != 0) families_->findings[i]->Increment(counts[i]);
  }
}

void Metrics::OnFilesSkipped(uint64_t count) {
  if (count != 0) families_->files_skipped->Increment(static_cast<double>(count));
}

void Metrics::OnFilesReused(uint64_t count) {
  if (count != 0) families_->files_reused->Increment(static_cast<double>(count));
}

void Metrics::OnUpload(uint64_t bytes) {
  families_->upload_bytes->Increment(static_cast<double>(bytes));
}

void Metrics::OnUploadSaved(uint64_t bytes) {
  families_->upload_saved_bytes->Increment(static_cast<double>(bytes));
}

std::string Metrics::Page() const {
  std::vector<prometheus::MetricFamily> families = families_->registry.Collect();
  if (families_->gauges) {
    const Gauges now = families_->gauges();
    families.push_back(
        GaugeFamily("meerkat_queue_length", "Files that wait for a worker.", now.queued_files));
    families.push_back(GaugeFamily("meerkat_queue_bytes", "Bytes of the files that wait.",
                                   static_cast<double>(now.queued_bytes)));
    families.push_back(
        GaugeFamily("meerkat_workers_busy", "Workers that scan a file now.", now.busy_workers));
    families.push_back(
        GaugeFamily("meerkat_scans_running", "Scans that are open now.", now.running_scans));
    families.push_back(GaugeFamily("meerkat_open_upload_bytes",
                                   "Sizes of the files that come in pieces and are not complete.",
                                   static_cast<double>(now.open_upload_bytes)));
    AppendCache(now.cache, &families);
  }
  AppendProcessMetrics(&families);
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace meerkat::telemetry
