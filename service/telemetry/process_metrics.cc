#include "service/telemetry/process_metrics.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace meerkat::telemetry {
namespace {

void Append(std::vector<prometheus::MetricFamily>* families, const char* name, const char* help,
            prometheus::MetricType type, double value) {
  prometheus::MetricFamily family{name, help, type, {}};
  prometheus::ClientMetric& metric = family.metric.emplace_back();
  if (type == prometheus::MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  families->push_back(std::move(family));
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Field 22 of /proc/self/stat, in clock ticks after the boot, and "btime" of /proc/stat.
double StartTime() {
  std::ifstream stat("/proc/self/stat");
  std::string text((std::istreambuf_iterator<char>(stat)), std::istreambuf_iterator<char>());
  const size_t after_name = text.rfind(')');  // the name may hold spaces and brackets
  if (after_name == std::string::npos) return 0;
  std::istringstream fields(text.substr(after_name + 1));
  std::string field;
  for (int i = 3; i <= 22; ++i) fields >> field;
  std::ifstream system("/proc/stat");
  for (std::string line; std::getline(system, line);) {
    if (!line.starts_with("btime ")) continue;
    return std::strtod(line.c_str() + 6, nullptr) +
           std::strtod(field.c_str(), nullptr) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }
  return 0;
}

int OpenFiles() {
  DIR* folder = opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  int count = -1;  // the folder's own
  while (const dirent* entry = readdir(folder)) count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

}  // namespace

void AppendProcessMetrics(std::vector<prometheus::MetricFamily>* families) {
  std::ifstream statm("/proc/self/statm");
  uint64_t pages = 0;
  uint64_t resident = 0;
  if (statm >> pages >> resident) {
    const double page = static_cast<double>(sysconf(_SC_PAGESIZE));
    Append(families, "process_virtual_memory_bytes", "Virtual memory size.",
           prometheus::MetricType::Gauge, static_cast<double>(pages) * page);
    Append(families, "process_resident_memory_bytes", "Resident memory size.",
           prometheus::MetricType::Gauge, static_cast<double>(resident) * page);
  }
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    Append(families, "process_cpu_seconds_total", "User and system time spent.",
           prometheus::MetricType::Counter, Seconds(usage.ru_utime) + Seconds(usage.ru_stime));
  }
  if (const int files = OpenFiles(); files > 0) {
    Append(families, "process_open_fds", "Open file descriptors.", prometheus::MetricType::Gauge,
           files);
  }
  static const double start_time = StartTime();
  if (start_time > 0) {
    Append(families, "process_start_time_seconds", "Start of the process since the epoch.",
           prometheus::MetricType::Gauge, start_time);
  }
}

}  // namespace meerkat::telemetry
