#pragma once

// The metrics that every Prometheus client gives about its process: resident memory, processor
// time, open files, start time. Read from /proc when the page is made; what cannot be read is left
// out.

#include <prometheus/metric_family.h>

#include <vector>

namespace meerkat::telemetry {

void AppendProcessMetrics(std::vector<prometheus::MetricFamily>* families);

}  // namespace meerkat::telemetry
