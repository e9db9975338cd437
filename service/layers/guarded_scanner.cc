#include "service/layers/guarded_scanner.h"

#include <fmt/core.h>

#include <exception>
#include <string_view>
#include <utility>

namespace meerkat::layers {
namespace {

core::FileReport Fault(std::string_view what) {
  core::FileReport report;
  report.notices.push_back(
      {.kind = core::NoticeKind::kInternal,
       .message = fmt::format("a fault of meerkat ({}); not analysed: please report it", what)});
  return report;
}

}  // namespace

core::FileReport GuardedScanner::Scan(const core::SourceFile& file, const scan::RuleSet& rules,
                                      const ScanContext& context) {
  std::string_view what;
  try {
    if (next_ == nullptr) next_ = make_next_();
    return next_->Scan(file, rules, context);
  } catch (const std::bad_alloc&) {
    what = "out of memory";
  } catch (const std::exception&) {
    what = "exception";  // its text may hold the file's
  } catch (...) {
    what = "unknown exception";
  }
  next_ = nullptr;  // its state may be anything; made anew for the next file
  return Fault(what);
}

}  // namespace meerkat::layers
