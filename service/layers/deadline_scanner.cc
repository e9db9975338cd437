#include "service/layers/deadline_scanner.h"

#include <fmt/core.h>

#include <algorithm>

namespace meerkat::layers {
namespace {

struct Watch {
  const Clock* clock;
  Time deadline;
  const std::atomic<bool>* cancelled;
  bool late = false;

  static bool Stop(void* context) {
    Watch& watch = *static_cast<Watch*>(context);
    if (watch.cancelled != nullptr && watch.cancelled->load(std::memory_order_relaxed)) return true;
    if (watch.clock->RoughNow() < watch.deadline) return false;
    watch.late = true;
    return true;
  }
};

}  // namespace

core::FileReport DeadlineScanner::Scan(const core::SourceFile& file, const scan::RuleSet& rules,
                                       const ScanContext& context) {
  const Time file_deadline = clock_.Now() + max_file_time_;
  const Time deadline = std::min(file_deadline, context.deadline);
  Watch watch{&clock_, std::min(deadline, context.brief_until), context.cancelled};
  ScanContext inner = context;
  inner.budget = core::Budget{
      .stop = &Watch::Stop, .context = &watch, .max_memory_bytes = max_file_memory_bytes_};
  core::FileReport report = next_->Scan(file, rules, inner);
  if (watch.late && context.brief_until < deadline) {
    report = core::FileReport();
    report.needs_time = true;
  } else if (file_deadline <= context.deadline) {
    for (core::Notice& notice : report.notices) {
      if (notice.kind != core::NoticeKind::kTimeout) continue;
      notice.message =
          fmt::format("took more than {} ms (max_file_time); what was found until then is reported",
                      max_file_time_.count());
    }
  }
  return report;
}

}  // namespace meerkat::layers
